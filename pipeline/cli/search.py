"""`masthead search`: articles in which all the words stand, and the sentence that holds them."""

from __future__ import annotations

import sys
from datetime import date
from typing import Annotated

import typer

from pipeline import settings
from pipeline.cli.answers import AsOf, Format, Output, cancelling, chosen, give, where
from pipeline.errors import Problem


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("search")(search)


def search(
    words: Annotated[
        list[str], typer.Argument(help='Words that must all stand in the article; "words in quotes" must stand side by side.')
    ],
    outlet: Annotated[str | None, typer.Option(help="Id or part of the name of an outlet.", show_default=False)] = None,
    first: Annotated[str | None, typer.Option("--from", help="First day of publication, YYYY-MM-DD, UTC.", show_default=False)] = None,
    last: Annotated[str | None, typer.Option("--to", help="Last day of publication, UTC.", show_default=False)] = None,
    limit: Annotated[int, typer.Option(help="At most so many articles.", min=1, max=10_000)] = 20,
    form: Format = "table",
    out: Output = None,
    as_of: AsOf = None,
) -> None:
    """Find articles by their words, newest first: whole words in any order, capitals and accents no matter.

    masthead search Soleimani funeral
    masthead search '"state television"' 80 --outlet halyard --from 2020-01-08 --to 2020-01-10
    """
    form = chosen(form, out)
    known = settings.load()
    path = where(known, as_of)
    days = _day(first, "--from"), _day(last, "--to")
    from pipeline.store.query import opened  # noqa: PLC0415 - help loads no database
    from pipeline.store.search import search as find  # noqa: PLC0415

    with opened(path, memory=known.query_memory, seconds=known.query_seconds) as reader:
        with cancelling(reader):
            found = find(reader, words, outlet=outlet, first=days[0], last=days[1], limit=limit)
        asked = {"words": " ".join(words), "outlet": outlet, "from": first, "to": last, "limit": limit}
        give(found, form, out, reader, "search", asked)
    if form == "table" and found.height == limit:
        sys.stderr.write(f"The newest {limit:,}; --limit gives more.\n")


def _day(text: str | None, option: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Problem(f"{option} {text}: days are written YYYY-MM-DD, for example 2026-11-01.") from None
