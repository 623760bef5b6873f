"""Pages from the web: what is due is fetched every quarter of an hour, apart from the daily line that reads it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import dagster as dg

from pipeline import outlets
from pipeline.assets.metadata import described
from pipeline.outlets import CatalogOutlet

if TYPE_CHECKING:
    from pipeline.acquire.frontier.coverage import Day
    from pipeline.settings import Settings

STALE_AFTER = timedelta(days=2)
"""An outlet whose listings gave nothing new for so long is told: news outlets write daily, weekends included."""
MINUTES = 13
"""A quarterly run begins nothing new after this, so that the next one finds the frontier free."""


def listed() -> list[CatalogOutlet]:
    """The real outlets of the bundled catalogue that name a feed or sitemap."""
    return [outlet for outlet in outlets.load().outlets if not outlet.invented and (outlet.feeds or outlet.sitemaps)]


def check_name(outlet_id: str) -> str:
    """The name of an outlet's freshness check."""
    return f"fresh_{_plain(outlet_id)}"


def gap_name(outlet_id: str) -> str:
    """The name of an outlet's check for gaps."""
    return f"gap_{_plain(outlet_id)}"


def _plain(outlet_id: str) -> str:
    return "".join(letter if letter.isalnum() else "_" for letter in outlet_id)


@dg.asset(key_prefix="acquire", group_name="acquire", kinds={"http"})
def fetched() -> dg.MaterializeResult[None]:
    """Feeds, sitemaps and the articles they name, fetched politely into the archive; looked at again later, because edits happen."""
    from pipeline import topics  # noqa: PLC0415 - loading the definitions imports neither HTTP nor parsers
    from pipeline.acquire import web  # noqa: PLC0415
    from pipeline.settings import load  # noqa: PLC0415

    known, began = load(), datetime.now(UTC)
    catalog = outlets.load(*known.catalogs)
    real = [outlet for outlet in catalog.outlets if not outlet.invented]
    done = web.fetch(known, real, topics.load(known.topic), until=began + timedelta(minutes=MINUTES))
    minutes = max((datetime.now(UTC) - began).total_seconds() / 60, 1 / 60)
    kinds = ("fetched", "unchanged", "skipped", "failed", "quarantined")
    rows = [{"outlet": name or "by hand", **{kind: counts[kind] for kind in kinds}} for name, counts in sorted(done.by_outlet.items())]
    told: dict[str, Any] = {"new_pages": done.total["fetched"], "new_pages_per_minute": round(done.total["fetched"] / minutes, 2)}
    told |= {"discovered": done.discovered, "still_due": done.left, "by_outlet": rows, "gaps_today": _gaps_of_today(known)}
    return dg.MaterializeResult(metadata=described(told))


def _gaps_of_today(known: "Settings") -> list[dict[str, str]]:
    from pipeline.acquire.frontier.coverage import GAPS, coverage  # noqa: PLC0415

    today = datetime.now(UTC).date()
    days = coverage(known.frontier, today=today)
    return [{"outlet": day.outlet or "by hand", "why": GAPS[day.gap]} for day in days if day.gap and day.day == today]


@dg.multi_asset_check(
    specs=[
        spec
        for outlet in listed()
        for spec in (
            dg.AssetCheckSpec(check_name(outlet.id), asset=fetched, description=f"{outlet.name}: something new within two days"),
            dg.AssetCheckSpec(gap_name(outlet.id), asset=fetched, description=f"{outlet.name}: no gap on the last day"),
        )
    ],
    name="freshness",
)
def freshness() -> Iterator[dg.AssetCheckResult]:
    """Per outlet: the newest day on which its listings named something new, and whether its last day is a gap, with the reason."""
    from pipeline.acquire.frontier.coverage import coverage  # noqa: PLC0415
    from pipeline.settings import load  # noqa: PLC0415

    known = load()
    days = coverage(known.frontier, today=datetime.now(UTC).date()) if known.frontier.exists() else []
    for outlet in listed():
        own = [day for day in days if day.outlet == outlet.id]
        newest = max((day.day for day in own if day.discovered), default=None)
        fresh = newest is not None and newest >= datetime.now(UTC).date() - STALE_AFTER
        yield _told(check_name(outlet.id), {"newest": str(newest)}, passed=fresh)
        yield _gap_check(outlet.id, own)


def _gap_check(outlet_id: str, own: "list[Day]") -> dg.AssetCheckResult:
    """Whether the outlet's last day is a gap; where nothing was ever asked of it there is no day to judge, which freshness says."""
    from pipeline.acquire.frontier.coverage import GAPS  # noqa: PLC0415

    gaps = [day for day in own if day.gap]
    told: dict[str, Any] = {"gaps": len(gaps)}
    if gaps:
        told["last gap"] = f"{gaps[-1].day}: {GAPS[gaps[-1].gap or '']}"
    return _told(gap_name(outlet_id), told, passed=not (own and own[-1].gap))


def _told(name: str, metadata: dict[str, Any], *, passed: bool) -> dg.AssetCheckResult:
    severity = dg.AssetCheckSeverity.WARN
    return dg.AssetCheckResult(check_name=name, asset_key=fetched.key, passed=passed, severity=severity, metadata=metadata)
