"""`masthead status`: what the warehouse holds, what the last run did, and where coverage has gaps."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import typer

from pipeline import settings
from pipeline.cli.output import Json, plain, print_json, print_table
from pipeline.records import FATES

TOTALS = """
SELECT (SELECT count(*) FROM page) AS pages,
       (SELECT count(*) FROM articles) AS articles,
       (SELECT count(*) FROM article_version) AS versions,
       (SELECT count(*) FROM figures) AS figures,
       (SELECT count(*) FROM quotes) AS quotes
"""
BY_FATE = "SELECT fate, coalesce(reason, '') AS reason, count(*) AS pages FROM page GROUP BY fate, reason ORDER BY fate <> 'stored', fate, pages DESC"
GAPS = """
SELECT o.name AS outlet, c.day, c.discovered AS tried, c.failed
FROM coverage AS c JOIN outlet AS o USING (outlet_id) WHERE c.gap ORDER BY c.day DESC, outlet LIMIT 20
"""


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
    if json:
        print_json(
            {"warehouse": known.current, "running": running, "totals": totals, "fates": fates, "gaps": gaps, "last_run": last, "web": web}
        )
        return
    typer.echo(f"{known.current}\n" + ", ".join(f"{plain(count)} {name}" for name, count in totals.items()))
    if running:
        typer.echo(f"A run is under way: {running}")
    print_table(fates, title="\nWhat became of the pages")
    if last:
        counts = {name: getattr(last.run, name) for name in ("discovered", *FATES, "unchanged")}
        told = ", ".join(f"{plain(n)} {name}" for name, n in counts.items() if n) or "nothing new"
        typer.echo(f"\nLast run, {plain(last.run.finished_at)} UTC\n{told}")
    print_table(gaps, title="\nCoverage gaps: our failures, not the outlets' silence")
    if web:
        told = ", ".join(f"{plain(count)} {fate}" for fate, count in web["pages"].items())
        typer.echo(f"\nOn the web: {told or 'nothing discovered yet'}")
        print_table(web["gaps"], title="\nGaps in fetching, the last two weeks")


def _web(known: settings.Settings) -> dict[str, Any] | None:
    """What the frontier holds of the web: pages by fate, and recent gaps with their reason; None where nothing was ever fetched."""
    if not known.frontier.is_file():
        return None
    from pipeline.acquire.frontier.coverage import GAPS, coverage  # noqa: PLC0415
    from pipeline.acquire.frontier.fates import counts  # noqa: PLC0415

    days = coverage(known.frontier)
    recent = max(day.day for day in days) - timedelta(days=14) if days else date.min
    gaps = [{"outlet": day.outlet, "day": day.day, "why": GAPS[day.gap]} for day in days if day.gap and day.day > recent]
    return {"pages": counts(known.frontier), "gaps": gaps[-20:]}
