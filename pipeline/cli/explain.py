"""`masthead explain URL`: every decision taken about one page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline import settings
from pipeline.cli.output import Json, plain, print_json, print_table
from pipeline.errors import Problem
from pipeline.records import REASONS

if TYPE_CHECKING:
    from pipeline.acquire.frontier.fates import Fate
    from pipeline.acquire.frontier.host_state import HostState

PAGES = """
SELECT p.page_id, p.url, o.name AS outlet, o.catalogued, p.fate, p.reason, p.detail, d.url AS duplicate_of, p.retry_at, p.article_id,
       p.last_looked_at, p.unchanged
FROM page AS p JOIN outlet AS o USING (outlet_id) LEFT JOIN page AS d ON d.page_id = p.duplicate_of
WHERE p.page_id IN (SELECT page_id FROM capture
                    WHERE url IN ($given, $canonical) OR page_id = $given OR ends_with(found_in, $given)) OR p.url = $given
ORDER BY p.url
LIMIT 20
"""
CAPTURES = """
SELECT fetched_at, origin, found_in, http_status, media_type, byte_count, fate, reason, detail, version_id, raw_hash
FROM capture WHERE page_id = $page ORDER BY fetched_at
"""
VERSIONS = """
SELECT version_id, title, published_at, published_method, published_raw, modified_at, language, relevance, word_count,
       credit, canonical_elsewhere, authors
FROM article_version WHERE article_id = $article ORDER BY published_at, version_id
"""
COPIES = "SELECT s.role, s.evidence, s.containment, s.weight, a.url AS original FROM syndication AS s LEFT JOIN article AS a ON a.article_id = s.original_article_id WHERE s.article_id = $article"
FIGURES = """
SELECT surface, kind, value_low, value_high, qualifier, stance, counted, source, period, sentence FROM figures WHERE article_id = $article ORDER BY start
"""
REJECTED = """
SELECT r.surface, r.reason, r.start, substring(v.text, greatest(r.start - 30, 0) + 1, 90) AS around
FROM rejected_span AS r JOIN article_version AS v USING (version_id) WHERE v.article_id = $article ORDER BY v.version_id, r.start
"""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("explain")(explain)


def explain(
    url: Annotated[str, typer.Argument(help="The page's address, the file it came from, or a page id.")],
    json: Json = False,
) -> None:
    """Every decision taken about a page: how it was found, each look at it, its fate and why, what was read in it and what was left out."""
    found = explained(settings.load(), url)
    if json:
        print_json(found)
        return
    for page in found:
        _tell(page)


def explained(known: settings.Settings, url: str) -> list[dict[str, Any]]:
    """Each page that goes by that address, with its captures, versions, copies, figures and rejected spans."""
    from pipeline.read import address  # noqa: PLC0415 - help loads no parser
    from pipeline.store.query import run  # noqa: PLC0415

    def rows(sql: str, **params: object) -> list[dict[str, Any]]:
        return run(known.current, sql, params, memory=known.query_memory, seconds=known.query_seconds, rows=5_000).to_dicts()

    found = _on_the_web(known, url)
    if not known.current.is_file() and found:
        return [found]
    pages = rows(PAGES, given=url, canonical=address(url) or url)
    if not pages and found:
        return [found]
    if not pages:
        raise Problem(f"no page '{url}' was ever discovered. `masthead status` shows what is there; `masthead run PATH` takes pages in.")
    for page in pages:
        page["web"], page["host"] = (found["web"], found["host"]) if found else (None, None)
        page["captures"] = rows(CAPTURES, page=page["page_id"])
        for name, sql in {"versions": VERSIONS, "copies": COPIES, "figures": FIGURES, "rejected": REJECTED}.items():
            page[name] = rows(sql, article=page["article_id"]) if page["article_id"] else []
    return pages


def _on_the_web(known: settings.Settings, url: str) -> dict[str, Any] | None:
    """What fetching knows of the address, as a page nothing was read of; None where it was never discovered on the web."""
    if not known.frontier.is_file():
        return None
    from pipeline.acquire.frontier.fates import fate  # noqa: PLC0415
    from pipeline.acquire.frontier.host_state import host_state  # noqa: PLC0415

    held = fate(known.frontier, url)
    if held is None:
        return _long_settled(known, url)
    told = {"url": held.url, "page_id": held.url, "outlet": held.outlet, "catalogued": True, "fate": held.fate, "reason": held.reason}
    rest: dict[str, Any] = {"detail": held.detail, "duplicate_of": held.duplicate_of, "retry_at": held.next_look, "article_id": None}
    seen: dict[str, Any] = {"last_looked_at": held.looked_at, "unchanged": held.unchanged}
    return told | rest | seen | _nothing_read() | {"web": held, "host": host_state(known.frontier, held.url)}


def _long_settled(known: settings.Settings, url: str) -> dict[str, Any] | None:
    """A page of which the frontier keeps but its fate; None where it was never discovered on the web."""
    from pipeline.acquire.frontier.fates import settled  # noqa: PLC0415

    held = settled(known.frontier, url)
    if held is None:
        return None
    detail = f"settled on {held.day}, and so long ago that only this is kept: it is known and not fetched again"
    told = {"url": url, "page_id": url, "outlet": None, "catalogued": True, "fate": held.fate, "reason": held.reason, "detail": detail}
    none: dict[str, Any] = dict.fromkeys(("duplicate_of", "retry_at", "article_id", "last_looked_at", "web", "host"))
    return told | none | {"unchanged": 0} | _nothing_read()


def _nothing_read() -> dict[str, Any]:
    return {name: [] for name in ("captures", "versions", "copies", "figures", "rejected")}


def _tell(page: dict[str, Any]) -> None:
    reason = f": {page['reason']}, {REASONS.get(page['reason'], '')}" if page["reason"] else ""
    typer.echo(plain(page["url"] or page["page_id"]))
    typer.echo(f"  outlet      {plain(page['outlet'])}{'' if page['catalogued'] else ' (not in the catalogue)'}")
    typer.echo(f"  fate        {page['fate']}{reason}")
    for label, key in (("detail", "detail"), ("same as", "duplicate_of"), ("try again", "retry_at"), ("last look", "last_looked_at")):
        if page[key]:
            typer.echo(f"  {label:<11} {plain(page[key])}")
    _tell_looks(page)
    for version in page["versions"]:
        typer.echo(f"  version     {version['version_id']}: {plain(version['title'])}")
        method = (
            f" by {version['published_method']}" if version["published_method"] else f"; the page says {plain(version['published_raw'])}"
        )
        typer.echo(
            f"              published {plain(version['published_at'])}{method}; language {plain(version['language'])}; relevance {version['relevance']:.2f}"
        )
        if version["credit"]:
            typer.echo(f"              credits {plain(version['credit'])}")
    for copy in page["copies"]:
        typer.echo(
            f"  copy        {copy['role']} of {plain(copy['original'])} ({copy['evidence']}, {copy['containment']:.0%}), weight {copy['weight']:.2f}"
        )
    if page["figures"]:
        print_table(
            [
                {name: row[name] for name in ("surface", "kind", "value_low", "value_high", "stance", "counted", "source")}
                for row in page["figures"]
            ],
            title="\nFigures",
        )
    if page["rejected"]:
        print_table(
            [{name: row[name] for name in ("surface", "reason", "around")} for row in page["rejected"]], title="\nNumbers seen and not used"
        )


def _tell_looks(page: dict[str, Any]) -> None:
    if page["web"]:
        _tell_web(page["web"])
    if page["unchanged"]:
        typer.echo(f"  unchanged   {plain(page['unchanged'])} looks showed what the one before had, and are kept as this count alone")
    if page["host"]:
        _tell_host(page["host"])
    for look in page["captures"]:
        outcome = look["reason"] or f"version {look['version_id']}"
        typer.echo(
            f"  look        {plain(look['fetched_at'])} by {look['origin']}, status {look['http_status']}, {plain(look['byte_count'])} bytes: "
            f"{look['fate']}, {outcome}"
        )
        if look["found_in"]:
            typer.echo(f"              found in {plain(look['found_in'])}")


def _tell_web(web: Fate) -> None:
    typer.echo(f"  on the web  {web.fate}, {web.looks} answers, {web.tries} failures in a row; found by {web.origin} {plain(web.found_in)}")
    typer.echo(f"              discovered {plain(web.discovered_at)}; next look {plain(web.next_look) if web.next_look else 'never'}")
    for hop in web.hops:
        said = f"status {hop.status}" if hop.status else "another page, looked at by itself"
        typer.echo(f"  way         {plain(hop.at)} {plain(hop.url)}: {said}")


def _tell_host(host: HostState) -> None:
    asked = f"robots.txt {host.robots} this address (status {plain(host.robots_status)}, kept until {plain(host.robots_until)})"
    typer.echo(f"  host        {host.host}: {asked if host.robots else 'robots.txt not asked yet'}")
    if host.crawl_delay:
        typer.echo(f"              asks for {host.crawl_delay:g} s between two requests")
    for label, moment in (("next request from", host.next_allowed), ("left alone until", host.left_alone_until)):
        if moment:
            typer.echo(f"              {label} {plain(moment)}")
    if host.failures:
        typer.echo(f"              {host.failures} failures in a row, the last one: {plain(host.reason)}")
