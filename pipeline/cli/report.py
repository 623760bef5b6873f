"""`masthead report`: build the static page again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline import settings
from pipeline.cli.output import Json, print_json


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("report")(report)


def report(
    out: Annotated[
        Path | None, typer.Option("--output", "-o", help="Where to write it; report.html in the data root by default.", show_default=False)
    ] = None,
    json: Json = False,
) -> None:
    """Build the report on the published warehouse: one self-contained page, no scripts, no requests."""
    from pipeline import line  # noqa: PLC0415 - help loads neither charts nor database

    found = line.report(settings.load(), out)
    if json:
        print_json(found)
    else:
        typer.echo(f"{found['path']} ({found['bytes']:,} bytes)")
