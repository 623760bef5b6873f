"""`masthead outlets`: who the outlets are, whether the catalogue is sound, and whether their feeds answer."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from itertools import groupby
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
    """The outlets of the catalogue: who owns them, how many feeds and sitemaps they have, when one of those was last seen to answer.

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
        print_json([_as_json(outlet) for outlet in found])
        return
    rows = [
        {
            "id": outlet.id,
            "in": outlet.country,
            "owner": outlet.owner_kind,
            "kind": outlet.kind,
            "feeds": len(outlet.feeds),
            "sitemaps": len(outlet.sitemaps),
            "verified": max(outlet.verified.values(), default=None),
        }
        for outlet in found
    ]
    print_table(rows)
    leading = sum(bool(outlet.addresses) for outlet in found)
    typer.echo(f"\n{plain(len(rows))} outlets, {plain(leading)} with a feed or sitemap.\nmasthead outlets list ID --json tells all.")


@group.command()
def check(
    outlets: Some = None,
    online: Annotated[
        bool, typer.Option("--online", help="Ask each feed and sitemap: does it answer, and what does it hold? Needs a contact.")
    ] = False,
    json: Json = False,
) -> None:
    """Whether the catalogue is sound; with --online, whether each feed and sitemap answers, how much it holds, how new and how much on topic.

    A slip in outlets.yaml is told with its line and what would be right. Robots, delays and limits are kept as when fetching, and nothing is
    stored. Exit code 1 where a feed or sitemap does not answer.

      masthead outlets check
      masthead outlets check --online bbc aljazeera
    """
    known = settings.load()
    chosen = _chosen(outlets, samples=False)
    seen = _seen_online(known, chosen) if online else None
    told = {"user_file": known.user_catalog if known.user_catalog.is_file() else None} | _told(chosen)
    if json:
        print_json(told | ({"online": seen} if seen is not None else {}))
    else:
        _print(told)
        if seen is not None:
            _print_online(seen)
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
    from pipeline import topics  # noqa: PLC0415 - and no topic
    from pipeline.acquire import web  # noqa: PLC0415 - HTTP, TLS and parsers, for those who go online

    with progress_shown():
        return web.survey(known, chosen, topic=topics.load(known.topic))


def _as_json(outlet: CatalogOutlet) -> dict[str, Any]:
    """The outlet as its entry says it: each address with what is known of it."""
    told = asdict(outlet)
    verified, kinds = told.pop("verified"), told.pop("sitemap_kinds")
    feeds = [{"url": url, "verified": verified.get(url)} for url in outlet.feeds]
    sitemaps = [{"url": url, "kind": kinds.get(url), "verified": verified.get(url)} for url in outlet.sitemaps]
    return told | {"feeds": feeds, "sitemaps": sitemaps}


def _told(chosen: list[CatalogOutlet]) -> dict[str, Any]:
    """Counts of what the entries hold, and of what they lack whose."""
    kinds = {"feeds": "feed", "news sitemaps": "news", "general sitemaps": "general", "other sitemaps": None}
    return {
        "outlets": len(chosen),
        "addresses": {title: _addresses(chosen, kind) for title, kind in kinds.items()},
        "with_wires": sum(bool(outlet.wires) for outlet in chosen),
        "without_feeds": [outlet.id for outlet in chosen if not outlet.addresses],
        "no_way_in": {outlet.id: outlet.no_way_in for outlet in chosen if not outlet.addresses and outlet.no_way_in},
        "never_verified": [outlet.id for outlet in chosen if outlet.addresses and not outlet.verified],
        "owner_unknown": [outlet.id for outlet in chosen if outlet.owner_kind == "unknown"],
        "owner_without_source": [outlet.id for outlet in chosen if not outlet.owner_source],
        "shared_domains": _shared(chosen),
    }


def _addresses(chosen: list[CatalogOutlet], kind: str | None) -> dict[str, int]:
    """How many of a kind there are, of how many outlets, and how many of them somebody has seen answer."""
    found = {
        outlet.id: outlet.feeds if kind == "feed" else [url for url in outlet.sitemaps if outlet.sitemap_kinds.get(url) == kind]
        for outlet in chosen
    }
    verified = sum(url in outlet.verified for outlet in chosen for url in found[outlet.id])
    total = sum(map(len, found.values()))
    return {"outlets": sum(map(bool, found.values())), "addresses": total, "verified": verified, "unverified": total - verified}


def _shared(chosen: list[CatalogOutlet]) -> dict[str, list[str]]:
    """Domains that more than one entry claims: the file laid over the other wins, which may not be what was meant."""
    owners: dict[str, list[str]] = {}
    for outlet in chosen:
        for domain in outlet.domains:
            owners.setdefault(domain, []).append(outlet.id)
    return {domain: ids for domain, ids in owners.items() if len(ids) > 1}


def _print(told: dict[str, Any]) -> None:
    own = f"{told['user_file']} is laid over the built-in catalogue." if told["user_file"] else "No file of your own."
    typer.echo(f"{plain(told['outlets'])} outlets, no slip in their entries. {own}")
    print_table([{"": title, **counts} for title, counts in told["addresses"].items() if counts["addresses"]])
    for title, key in (
        ("Without feed or sitemap", "without_feeds"),
        ("Nobody has seen one of their addresses answer yet", "never_verified"),
        ("Of an unknown kind of owner", "owner_unknown"),
        ("Without a source for their owner", "owner_without_source"),
    ):
        if told[key]:
            typer.echo(f"{title} ({len(told[key])}): {', '.join(told[key])}")
    for outlet, why in told["no_way_in"].items():
        typer.echo(f"No way in to {outlet}: {plain(why)}")
    for domain, ids in told["shared_domains"].items():
        typer.echo(f"Warning: {domain} belongs to {' and '.join(ids)}; pages of it are counted for the last. Take it out of one entry.")


def _print_online(seen: list[Surveyed]) -> None:
    """Each address with what it holds, by outlet: addresses are too long for a table."""
    for outlet, found in groupby(seen, key=lambda one: one.outlet):
        listed = list(found)
        typer.echo(f"\n{outlet}: {sum(one.answers for one in listed)} of {len(listed)} answer")
        for one in listed:
            typer.echo(f"  {plain(one.url)}\n    {'' if one.answers else 'NO '}{_kind(one)}: {_holds(one)}")
    answering = [one for one in seen if one.answers]
    typer.echo(f"\n{len(answering)} of {len(seen)} answer.")
    if new := sum(not one.verified for one in answering):
        typer.echo(f"{plain(new)} of them carry no month yet: write 'verified: {datetime.now(UTC):%Y-%m}' beside them in outlets.yaml.")


def _kind(one: Surveyed) -> str:
    return f"{one.kind} {one.origin}" if one.kind else one.origin


def _holds(one: Surveyed) -> str:
    if not one.answers:
        never = "" if one.verified else "; nobody has seen it answer yet"
        return f"{plain(one.detail or one.reason)}{never}"
    inside = f"{plain(one.sitemaps)} sitemaps, in the newest " if one.sitemaps else ""
    newest = f", newest {plain(one.newest)}" if one.newest else ", none dated"
    share = f", {one.on_topic:.0%} may be on topic" if one.on_topic is not None else ""
    return f"{inside}{plain(one.entries)} entries{newest}{share}"
