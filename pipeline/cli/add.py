"""`masthead add`: an address, or a list of them, for the next fetch."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline import settings
from pipeline.cli.output import Json, plain, print_json, progress_shown
from pipeline.errors import Problem

if TYPE_CHECKING:
    from pipeline.acquire.web import Added

NAMED = 5
"""Lines of a list without a usable address that are named; the rest are counted."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("add")(add)


def add(
    urls: Annotated[list[str] | None, typer.Argument(metavar="URL", help="Addresses of articles.", show_default=False)] = None,
    lists: Annotated[
        list[Path] | None,
        typer.Option(
            "--list", help="A file of addresses: one a line, CSV with a column url, exports of Media Cloud and GDELT.", show_default=False
        ),
    ] = None,
    outlet: Annotated[
        str | None, typer.Option(help="Whose pages these are, where list and address do not say: an outlet's id, name or domain.")
    ] = None,
    relevant: Annotated[
        bool, typer.Option("--relevant", help="Leave out of a list what title and address show to be off the topic.")
    ] = False,
    json: Json = False,
) -> None:
    """Name addresses to fetch; nothing is fetched yet: `masthead fetch` does that, politely.

    A single URL is looked at again even if it was before; a list added twice changes nothing. Lists may be packed with gzip or zip.

      masthead add https://www.example.com/world/iran-talks
      masthead add --list media_cloud.csv --relevant
      masthead add --list 20260108.export.CSV.zip
    """
    if not urls and not lists:
        raise Problem("nothing to add. Give the address of an article, or a file of addresses with --list.")
    from pipeline import outlets  # noqa: PLC0415 - help reads no catalogue
    from pipeline.acquire import web  # noqa: PLC0415 - nor HTTP and TLS
    from pipeline.acquire.urls import UrlError  # noqa: PLC0415

    known = settings.load()
    web.manners(known)
    catalog = outlets.load(*known.catalogs)
    owner = catalog.require(outlet).id if outlet else None
    added: dict[str, Added] = {}
    with progress_shown():
        for path in lists or []:
            added[str(path)] = _add_list(known, path, owner, relevant=relevant)
    single: dict[str, bool] = {}
    for url in urls or []:
        found = catalog.find(url)
        try:
            single[url] = web.add(known, url, owner or (found.id if found else None))
        except UrlError as error:
            raise Problem(f"{error}. Addresses begin with https:// or http://.") from error
    if json:
        print_json({"urls": single, "lists": added})
    else:
        _print(single, added)
    if any(one.wrong for one in added.values()):
        raise typer.Exit(1)


def _add_list(known: settings.Settings, path: Path, owner: str | None, *, relevant: bool) -> Added:
    from pipeline import outlets, topics  # noqa: PLC0415
    from pipeline.acquire import web  # noqa: PLC0415
    from pipeline.acquire.lists import MAX_BYTES, ListError, parse_list  # noqa: PLC0415

    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        entries = parse_list(data, path.name)
    except OSError as error:
        raise Problem(f"{path}: {error.strerror or error}. --list wants a file of addresses.") from error
    except ListError as error:
        raise Problem(f"{error}. --list wants addresses: one a line, or CSV with a column 'url'. Articles go to `masthead run`.") from error
    topic = topics.load(known.topic) if relevant else None
    return web.add_list(known, entries, str(path), outlets.load(*known.catalogs), topic, owner)


def _print(single: dict[str, bool], added: dict[str, Added]) -> None:
    for url, new in single.items():
        typer.echo(f"{plain(url)}: {'added' if new else 'known already; it will be looked at again'}")
    for path, one in added.items():
        off = f", {plain(one.left_out)} of them left out as off the topic" if one.left_out else ""
        wrong = f", {plain(len(one.wrong))} without a usable address" if one.wrong else ""
        typer.echo(f"{path}: {plain(one.given)} addresses, {plain(one.new)} new{off}, {plain(one.known)} known already{wrong}")
        for line in one.wrong[:NAMED]:
            typer.echo(f"  {plain(line)}")
    typer.echo("\nNext: masthead fetch")
