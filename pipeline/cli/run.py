"""`masthead run`: the whole line, as a Dagster run in this process."""

from __future__ import annotations

import shutil
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline import settings
from pipeline.cli.days import span
from pipeline.cli.output import Json, plain, print_json, progress_shown
from pipeline.errors import Problem
from pipeline.records import FATES

if TYPE_CHECKING:
    from pipeline.account import Summary


NEXT = (
    ("query run different_tolls", "who printed which number, on whose word"),
    ("status", "what became of every page"),
    ("explain URL", "every decision about one page"),
)
"""What a newcomer types after a first run."""
LISTED = 3
"""Paths of a run that its row in the log names."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("run")(run)


def run(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Files or folders: .html .txt .warc (.gz), .jsonl .csv of articles.", show_default=False)
    ] = None,
    samples: Annotated[bool, typer.Option("--samples", help="Ingest the bundled sample world of invented outlets.")] = False,
    outlet: Annotated[
        str | None, typer.Option(help="Whose pages these are, where they do not say: an outlet of the catalogue (id, name or domain).")
    ] = None,
    day: Annotated[
        str | None, typer.Option(help="Work on what was captured on this ingest day (UTC, YYYY-MM-DD) instead of new input.")
    ] = None,
    until: Annotated[str | None, typer.Option(help="With --day: the last day of a range, done as one run.")] = None,
    full_checks: Annotated[
        bool, typer.Option("--full-checks", help="Ask every check of the whole warehouse, and not of what changed since it last held.")
    ] = False,
    json: Json = False,
) -> None:
    """Take pages in, read them, load, relate, check, publish and report.

    A run can be killed at any point and repeated: nothing is lost or doubled. Without PATHS or --samples it works on what is in the archive
    for today (or for --day).

      masthead run --samples
      masthead run articles.jsonl.gz pages/
      masthead run --day 2026-11-01 --until 2026-11-07
      masthead run --full-checks

    Checks ask what changed since they last held. --full-checks asks all: after a restore, a disk fault, or a hand in the file.
    """
    known = settings.load()
    first, last = _days(day, until, bool(paths) or samples)
    _check_input(paths or [], outlet, known)
    from pipeline.store.lock import refuse_if_locked  # noqa: PLC0415 - the command's help loads no database

    refuse_if_locked(known.home)
    with progress_shown():
        from pipeline.assets.execute import execute  # noqa: PLC0415 - Dagster takes seconds to load
        from pipeline.line import Sources  # noqa: PLC0415

        given = tuple(str(path.resolve()) for path in paths or ())
        command = asked("run", *given, samples=samples, outlet=outlet, day=day, until=until, full_checks=full_checks)
        sources = Sources(paths=given, samples=samples, outlet=outlet, command=command, full_checks=full_checks)
        summary = execute(known, sources, first, last)
    if json:
        print_json(summary)
    else:
        typer.echo(told(summary))
    if summary.run.failed or summary.run.quarantined:
        raise typer.Exit(1)


def asked(name: str, *arguments: str, **options: object) -> str:
    """A command as it could be typed, for the log of runs: many paths are counted, not listed."""
    shown = arguments if len(arguments) <= LISTED else (*arguments[:LISTED], f"(and {len(arguments) - LISTED} more)")
    named = {option.replace("_", "-"): value for option, value in options.items() if value}
    said = [f"--{option}" if value is True else f"--{option} {value}" for option, value in named.items()]
    return " ".join([name, *shown, *said])


def _days(day: str | None, until: str | None, has_input: bool) -> tuple[date, date]:
    today = datetime.now(UTC).date()
    if day and has_input:
        raise Problem("--day works on what is already in the archive; new input always belongs to today. Leave one of the two out.")
    return span(day, until) or (today, today)


def _check_input(paths: list[Path], outlet: str | None, known: settings.Settings) -> None:
    """Say what is wrong with the input before anything is started."""
    from pipeline import outlets  # noqa: PLC0415
    from pipeline.acquire.local import require  # noqa: PLC0415

    require(paths)
    if outlet:
        outlets.load(*known.catalogs).require(outlet)


def told(summary: Summary) -> str:
    """What a run did, for people: fits 80 columns where paths are short."""
    run = summary.run
    fates = {name: getattr(run, name) for name in (*FATES, "unchanged")}
    lines = [f"Pages discovered {plain(run.discovered)}: " + ", ".join(f"{plain(n)} {name}" for name, n in fates.items() if n)]
    lines += [f"  {row['fate']:<10} {plain(row['pages']):>6}  {row['reason']}: {row['about']}" for row in summary.reasons]
    lines += [f"  failed: {plain(name)}" for name in summary.failures]
    lines.append(f"New in them: {plain(run.figures)} figures, {plain(run.quotes)} quotes, {plain(run.entities)} entity mentions")
    held = summary.held
    lines.append(f"In all: {plain(held['articles'])} articles of {plain(held['outlets'])} outlets, {plain(held['figures'])} figures")
    lines += [f"Warning: {warning}" for warning in summary.warnings]
    mark = summary.fingerprint[:16]
    lines.append(f"Nothing changed: the fingerprint is {mark} as before" if summary.unchanged else f"Fingerprint {mark}")
    lines += ["", f"Warehouse  {_short(summary.warehouse)}", f"Report     {_short(summary.report)}", "", "Next:"]
    lines += [f"  {myself()} {command:<27} {about}" for command, about in NEXT]
    return "\n".join(lines)


def myself() -> str:
    """How this command is typed here: by its name where the shell finds it, else by its path."""
    return "masthead" if shutil.which("masthead") else _short(Path(sys.argv[0]).resolve())


def _short(path: Path) -> str:
    """The path as seen from here, where that is shorter."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
