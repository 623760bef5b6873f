"""`masthead status`: what the warehouse holds, what the last run did, and where coverage has gaps."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import typer

from pipeline import settings
from pipeline.cli.output import Json, plain, print_json, print_table
from pipeline.records import FATES

if TYPE_CHECKING:
    from pipeline.outlets.catalog import Catalog

TOTALS = """
SELECT (SELECT count(*) FROM page) AS pages,
       (SELECT count(*) FROM articles) AS articles,
       (SELECT count(*) FROM article_version) AS versions,
       (SELECT count(*) FROM figures) AS figures,
       (SELECT count(*) FROM quotes) AS quotes
"""
BY_FATE = "SELECT fate, coalesce(reason, '') AS reason, count(*) AS pages FROM page GROUP BY fate, reason ORDER BY fate <> 'stored', fate, pages DESC"
LEFT_OUT = """
SELECT coalesce(sum(not_relevant), 0)::BIGINT AS not_relevant, coalesce(sum(too_old), 0)::BIGINT AS too_old FROM coverage
"""
GAPS = """
SELECT o.name AS outlet, c.day, c.gap_reason AS why, c.stored + c.skipped + c.failed + c.unchanged AS looks, c.failed
FROM coverage AS c JOIN outlet AS o USING (outlet_id) WHERE c.gap ORDER BY c.day DESC, outlet LIMIT 20
"""
RECENT = timedelta(days=14)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("status")(status)


def status(json: Json = False) -> None:
    """What is in the warehouse, what became of every page, what the last run did, which days have gaps."""
    from pipeline.account import latest  # noqa: PLC0415 - help loads no database
    from pipeline.store.lock import holder  # noqa: PLC0415
    from pipeline.store.query import run  # noqa: PLC0415

    known = settings.load()

    def rows(sql: str) -> list[dict[str, Any]]:
        return run(known.current, sql, memory=known.query_memory, seconds=known.query_seconds, rows=1_000).to_dicts()

    web = _web(known)
    totals, fates, gaps, running, last = rows(TOTALS)[0], rows(BY_FATE), rows(GAPS), holder(known.home), latest(known)
    left_out = rows(LEFT_OUT)[0]
    if json:
        told = {"warehouse": known.current, "running": running, "totals": totals, "fates": fates, "left_out": left_out, "gaps": gaps}
        print_json(told | {"last_run": last, "web": web})
        return
    typer.echo(f"{known.current}\n" + ", ".join(f"{plain(count)} {name}" for name, count in totals.items()))
    if running:
        typer.echo(f"A run is under way: {running}")
    print_table(fates, title="\nWhat became of the pages")
    if any(left_out.values()):
        seen = f"{plain(left_out['not_relevant'])} off the topic, {plain(left_out['too_old'])} too old"
        typer.echo(f"Entries of feeds and sitemaps left out unseen: {seen}")
    if last:
        counts = {name: getattr(last.run, name) for name in ("discovered", *FATES, "unchanged")}
        counted = ", ".join(f"{plain(n)} {name}" for name, n in counts.items() if n) or "nothing new"
        typer.echo(f"\nLast run ({plain(last.run.command)}), {plain(last.run.finished_at)} UTC\n{counted}")
    print_table(gaps, title="\nCoverage gaps: days on which an outlet's silence proves nothing")
    if web:
        _tell_web(web, gaps)


def _tell_web(web: dict[str, Any], gaps: list[dict[str, Any]]) -> None:
    counted = ", ".join(f"{plain(count)} {fate}" for fate, count in web["pages"].items())
    typer.echo(f"\nOn the web: {counted or 'nothing discovered yet'}")
    told = {(gap["outlet"], gap["day"]) for gap in gaps}
    newer = [gap for gap in web["gaps"] if (gap["outlet"], gap["day"]) not in told]
    if newer:
        print_table(newer[:20], title="\nGaps in fetching that `masthead run` has not taken into the warehouse yet")


def _web(known: settings.Settings) -> dict[str, Any] | None:
    """What the frontier holds of the web: pages by fate, and recent gaps with their reason; None where nothing was ever fetched."""
    if not known.frontier.is_file():
        return None
    from pipeline.acquire.frontier.coverage import GAPS, coverage  # noqa: PLC0415
    from pipeline.acquire.frontier.fates import counts  # noqa: PLC0415
    from pipeline.outlets import load  # noqa: PLC0415

    days, catalog = coverage(known.frontier, today=datetime.now(UTC).date()), load(*known.catalogs)
    recent = max(day.day for day in days) - RECENT if days else date.min
    found = sorted((day for day in days if day.gap and day.day > recent), key=lambda day: (day.day, day.outlet), reverse=True)
    gaps = [{"outlet": _name(catalog, day.outlet), "day": day.day, "why": day.gap, "about": GAPS[day.gap or ""]} for day in found]
    return {"pages": counts(known.frontier), "gaps": gaps}


def _name(catalog: Catalog, outlet: str) -> str:
    return catalog.resolve(outlet, None).name if outlet else "(by hand)"
