"""`masthead replay`: everything derived again from the archive, offline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from pipeline import settings
from pipeline.cli.days import Day, Until, archived
from pipeline.cli.output import Json, plain, print_json, print_table, progress_shown
from pipeline.cli.run import asked, myself, told

if TYPE_CHECKING:
    from pipeline.account import Summary

DIFFERENCE = "query run extractor_difference"
"""Figure by figure, what two readings of the same texts say differently: of the last two extractors, unless two are named."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("replay")(replay)


def replay(day: Day = None, until: Until = None, json: Json = False) -> None:
    """Read archived pages again where code or topic have changed since, load, relate, check, publish and report; say which figures changed.

    One Dagster run over the days, without --day over the whole archive. Nothing is fetched. What this version of code and topic has read
    already is not read again, so a replay that was killed goes on where it stopped, and a second one changes nothing. At its end it names
    the query that lists figure by figure what appeared, vanished and changed.

      masthead replay
      masthead replay --day 2026-11-01 --until 2026-11-07
    """
    known = settings.load()
    _, days = archived(known, day, until)
    from pipeline.store.lock import refuse_if_locked  # noqa: PLC0415 - the command's help loads no database

    refuse_if_locked(known.home)
    with progress_shown():
        from pipeline.assets.execute import execute  # noqa: PLC0415 - Dagster takes seconds to load
        from pipeline.line import Sources  # noqa: PLC0415
        from pipeline.store.difference import claims, difference  # noqa: PLC0415

        before = claims(known.current)
        summary = execute(known, Sources(command=asked("replay", day=day, until=until)), days[0], days[-1])
        changed = difference(before, claims(known.current))
    if json:
        print_json({"run": summary, "days": days, "changed": changed, "next": f"masthead {DIFFERENCE}"})
    else:
        _print(summary, changed, len(days))
    if summary.run.failed or summary.run.quarantined:
        raise typer.Exit(1)


def _print(summary: Summary, changed: list[dict[str, Any]], days: int) -> None:
    typer.echo(f"Replayed {plain(days)} ingest days of the archive\n{told(summary)}\n")
    if changed:
        print_table(changed, title="Figures that changed, by kind")
    else:
        typer.echo("No figure changed.")
    typer.echo(f"\nEach figure that appeared, vanished or changed between the last two extractors:\n  {myself()} {DIFFERENCE}")
    typer.echo("Between other two, or of one kind: --param old=ID --param new=ID --param change=vanished --param kind=killed")
