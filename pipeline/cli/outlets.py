"""`masthead outlets`: who the outlets are, whether the catalogue is sound, and whether their feeds answer."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline import settings
from pipeline.cli.output import Json, plain, print_json, print_table, progress_shown

if TYPE_CHECKING:
    from pipeline.acquire.survey import Surveyed
    from pipeline.outlets.catalog import CatalogOutlet

group = typer.Typer(no_args_is_help=True, help="The catalogue of outlets, and your own entries in outlets.yaml in the data root.")
Some = Annotated[list[str] | None, typer.Argument(help="Only these outlets: id, name or domain.", show_default=False)]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(group, name="outlets")


@group.command("list")
def listing(
    outlets: Some = None,
    country: Annotated[str | None, typer.Option(help="Only those seated there: ISO 3166 alpha-2, as in IR or US.")] = None,
    samples: Annotated[bool, typer.Option("--samples", help="The invented outlets of the sample world as well.")] = False,
    json: Json = False,
) -> None:
    """The outlets of the catalogue: who owns them, how many feeds and sitemaps they have, when those last answered.

    masthead outlets list
    masthead outlets list --country IR
    masthead outlets list bbc tasnim --json
    """
    found = [
        outlet
        for outlet in _chosen(outlets, samples=samples or bool(outlets))
        if country is None or outlet.country == country.strip().upper()
    ]
    if json:
        print_json(found)
        return
    rows = [
        {
            "id": outlet.id,
            "name": outlet.name,
            "country": outlet.country,
            "owner": outlet.owner_kind,
            "kind": outlet.kind,
            "feeds": len(outlet.feeds) + len(outlet.sitemaps),
            "verified": outlet.verified,
        }
        for outlet in found
    ]
    print_table(rows)
    typer.echo(
        f"\n{plain(len(rows))} outlets, {sum(bool(row['feeds']) for row in rows)} with feeds. masthead outlets list ID --json tells all."
    )


@group.command()
def check(
    outlets: Some = None,
    online: Annotated[
        bool, typer.Option("--online", help="Ask each feed and sitemap: does it answer, and what does it hold? Needs a contact.")
    ] = False,
    json: Json = False,
) -> None:
    """Whether the catalogue is sound; with --online, whether each feed answers, how much it holds and how new that is.

    A slip in outlets.yaml is told with its line and what would be right. Robots, delays and limits are kept as when fetching, and nothing is
    stored. Exit code 1 where a feed does not answer.

      masthead outlets check
      masthead outlets check --online bbc aljazeera
    """
    known = settings.load()
    chosen = _chosen(outlets, samples=False)
    seen = _seen_online(known, chosen) if online else None
    told = {
        "outlets": len(chosen),
        "user_file": known.user_catalog if known.user_catalog.is_file() else None,
        "without_feeds": [outlet.id for outlet in chosen if not outlet.feeds and not outlet.sitemaps],
        "never_verified": [outlet.id for outlet in chosen if (outlet.feeds or outlet.sitemaps) and not outlet.verified],
        "shared_domains": _shared(chosen),
    }
    if json:
        print_json(told | ({"online": seen} if seen is not None else {}))
    else:
        _print(told, seen)
    if seen and not all(one.answers for one in seen):
        raise typer.Exit(1)


def _chosen(names: list[str] | None, *, samples: bool) -> list[CatalogOutlet]:
    """The outlets named, else all; the invented ones only where they are asked for. Raises `OutletError` with a suggestion."""
    from pipeline import outlets  # noqa: PLC0415 - help reads no catalogue

    catalog = outlets.load(*settings.load().catalogs)
    if names:
        return list({found.id: found for found in map(catalog.require, names)}.values())
    return [outlet for outlet in catalog.outlets if samples or not outlet.invented]


def _seen_online(known: settings.Settings, chosen: list[CatalogOutlet]) -> list[Surveyed]:
    from pipeline.acquire import web  # noqa: PLC0415 - HTTP, TLS and parsers, for those who go online

    with progress_shown():
        return web.survey(known, chosen)


def _shared(chosen: list[CatalogOutlet]) -> dict[str, list[str]]:
    """Domains that more than one entry claims: the file laid over the other wins, which may not be what was meant."""
    owners: dict[str, list[str]] = {}
    for outlet in chosen:
        for domain in outlet.domains:
            owners.setdefault(domain, []).append(outlet.id)
    return {domain: ids for domain, ids in owners.items() if len(ids) > 1}


def _print(told: dict[str, Any], seen: list[Surveyed] | None) -> None:
    own = f"{told['user_file']} is laid over the built-in catalogue." if told["user_file"] else "No file of your own."
    typer.echo(f"{plain(told['outlets'])} outlets, no slip in their entries. {own}")
    for title, key in (("Without feed or sitemap", "without_feeds"), ("With feeds that nobody has seen answer yet", "never_verified")):
        if told[key]:
            typer.echo(f"{title} ({len(told[key])}): {', '.join(told[key])}")
    for domain, ids in told["shared_domains"].items():
        typer.echo(f"Warning: {domain} belongs to {' and '.join(ids)}; pages of it are counted for the last. Take it out of one entry.")
    if seen is None:
        return
    rows = [
        {
            "outlet": one.outlet,
            "feed": one.url,
            "holds": f"{plain(one.entries)} {'sitemaps' if one.is_index else 'entries'}" if one.answers else (one.detail or one.reason),
            "newest": one.newest,
        }
        for one in seen
    ]
    print_table(rows, title="\nWhat the feeds answer")
    counts = Counter(one.answers for one in seen)
    typer.echo(f"\n{counts[True]} of {len(seen)} answer.")
