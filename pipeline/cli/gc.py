"""`masthead gc`: remove what nothing refers to; by default it only says what that would be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from pipeline import settings
from pipeline.cli.output import Json, plain, print_json, print_table
from pipeline.errors import Problem

if TYPE_CHECKING:
    from pathlib import Path

SHOWN = 10
"""Paths of each kind that are printed; --json lists all."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("gc")(gc)


def gc(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would go and remove nothing: the default.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Remove it.")] = False,
    superseded: Annotated[
        bool,
        typer.Option(
            "--superseded", help="Also batches of earlier code or topics whose pages were read again: old code cannot be asked again."
        ),
    ] = False,
    json: Json = False,
) -> None:
    """Find what killed runs left behind and archived bytes no index names, and how much room they take; with --yes, remove it.

    Only what provably nothing refers to: never an index, never a page that was archived, never a published warehouse. Holds the writer's
    lock, so no run is under way meanwhile.

      masthead gc
      masthead gc --superseded --yes
    """
    if dry_run and yes:
        raise Problem("--dry-run and --yes contradict each other. Leave one of the two out.")
    known = settings.load()
    if not known.home.is_dir():
        raise Problem(f"there is no data root {known.home}. Run `masthead run` first, or set MASTHEAD_HOME.")
    from pipeline.acquire.orphans import alone  # noqa: PLC0415 - help loads no table
    from pipeline.store.leftovers import remove, size  # noqa: PLC0415
    from pipeline.store.lock import writer_lock  # noqa: PLC0415

    with writer_lock(known.home, "masthead gc"), alone(known.raw):
        found = _found(known, superseded=superseded)
        rows = [{"what": what, "items": len(paths), "bytes": sum(map(size, paths))} for what, paths in found.items()]
        for path in (path for paths in found.values() for path in paths if yes):
            remove(path)
    if json:
        print_json({"removed": yes, "found": [row | {"paths": found[str(row["what"])]} for row in rows]})
        return
    _print(known.home, found, rows, removed=yes)


def _found(known: settings.Settings, *, superseded: bool) -> dict[str, list[Path]]:
    """What may go, by what it is."""
    from pipeline.acquire.orphans import unfinished, unnamed  # noqa: PLC0415
    from pipeline.store.leftovers import leftovers  # noqa: PLC0415

    found = {
        "written aside, never finished": [*unfinished(known.raw), *leftovers(known)],
        "archived bytes that no index names": unnamed(known.raw),
    }
    if superseded:
        found["batches of earlier extractors, read again since"] = _superseded(known)
    return found


def _superseded(known: settings.Settings) -> list[Path]:
    from pipeline import topics  # noqa: PLC0415
    from pipeline.read import extractor  # noqa: PLC0415
    from pipeline.store.leftovers import superseded  # noqa: PLC0415

    return [batch.path for batch in superseded(known.batches, extractor(topics.load(known.topic)).extractor_id)]


def _print(home: Path, found: dict[str, list[Path]], rows: list[dict[str, object]], *, removed: bool) -> None:
    print_table(rows)
    for paths in found.values():
        for path in paths[:SHOWN]:
            typer.echo(f"  {plain(path.relative_to(home))}")
        if len(paths) > SHOWN:
            typer.echo(f"  ... and {plain(len(paths) - SHOWN)} more")
    if not any(found.values()):
        typer.echo("\nNothing to remove.")
    else:
        typer.echo("\nRemoved." if removed else "\nNothing was removed. To remove it: masthead gc --yes")
