"""`masthead fetch`: look at the feeds and fetch what is due, politely, into the archive."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline import settings
from pipeline.cli.output import Json, plain, print_json, print_table, progress_shown

if TYPE_CHECKING:
    from pipeline.acquire.crawl import Crawled

COUNTED = ("fetched", "unchanged", "skipped", "duplicate", "failed", "quarantined")
"""What a look at a page can come to, in the order it is told."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("fetch")(fetch)


def fetch(
    outlet: Annotated[
        list[str] | None, typer.Option(help="Only these outlets (id, name or domain) and pages added by hand; may be repeated.")
    ] = None,
    minutes: Annotated[float | None, typer.Option(help="Begin nothing new after so many minutes; what is left stays due.", min=0)] = None,
    json: Json = False,
) -> None:
    """Look at all feeds and sitemaps that are due, fetch the articles they name, and look again at those that may have changed.

    Bytes go to the archive as they came; `masthead run` then reads them. Robots, delays and Retry-After are kept across runs. Can be killed
    and run again: nothing is lost, nothing fetched twice. Needs a contact: MASTHEAD_CONTACT=desk@your-newsroom.org, or in masthead.toml.
    Exit code 1 where something failed, other than a feed or sitemap that nobody has seen answer yet.

      masthead fetch --minutes 30
      masthead fetch --outlet bbc --outlet tasnim
      masthead fetch && masthead run
    """
    from pipeline import outlets, topics  # noqa: PLC0415 - help loads neither catalogue nor topic
    from pipeline.acquire import web  # noqa: PLC0415 - nor HTTP and TLS

    known = settings.load()
    catalog = outlets.load(*known.catalogs)
    chosen = [catalog.require(name) for name in outlet] if outlet else [one for one in catalog.outlets if not one.invented]
    until = datetime.now(UTC) + timedelta(minutes=minutes) if minutes is not None else None
    with progress_shown():
        done = web.fetch(known, chosen, topics.load(known.topic), only=bool(outlet), until=until)
    if json:
        print_json(_as_json(done))
    else:
        _print(done)
    if done.total["failed"] or done.total["quarantined"] or done.total["listing_failed"] > done.total["listing_unverified"]:
        raise typer.Exit(1)


def _as_json(done: Crawled) -> dict[str, Any]:
    by_outlet = {name or "(by hand)": dict(counts) for name, counts in sorted(done.by_outlet.items())}
    return {"discovered": done.discovered, "archived": done.archived, "left": done.left, "total": dict(done.total), "by_outlet": by_outlet}


def _print(done: Crawled) -> None:
    total = done.total
    read = total["listing_fetched"] + total["listing_unchanged"]
    failed = total["listing_failed"] + total["listing_skipped"]
    typer.echo(f"Feeds and sitemaps: {plain(read)} answered, {plain(failed)} did not; {plain(done.discovered)} addresses not known before")
    if untried := total["listing_unverified"]:
        typer.echo(f"Of those that did not, nobody has seen {plain(untried)} answer yet: masthead outlets check --online tells which")
    told = ", ".join(f"{plain(total[name])} {name}" for name in COUNTED if total[name]) or "nothing was due"
    typer.echo(f"Pages: {told}")
    typer.echo(f"{plain(done.archived)} looks new to the archive; {plain(done.left)} addresses are still due")
    rows = [
        {"outlet": name or "(by hand)", "feeds": counts["listing_fetched"] + counts["listing_unchanged"]}
        | {"no feed": counts["listing_failed"] + counts["listing_skipped"]}
        | {kind: counts[kind] for kind in COUNTED}
        for name, counts in sorted(done.by_outlet.items())
    ]
    if rows:
        print_table(rows, title="\nBy outlet")
    typer.echo("\nNext: masthead run")
