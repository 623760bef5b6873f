"""The whole line: sources -> archive -> read -> batches -> load -> relate -> checks -> marts -> publish -> report.

Each function is one stage, safe to repeat and safe to kill: what it finished stays, what it did not is done again. The assets, the command
and the benchmarks call these and nothing else. What a stage returns are counts and small tables for people; rows travel through the store.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline import account, batching, journal, ledger, outlets, samples, topics
from pipeline.acquire import local
from pipeline.acquire.archive import Archive
from pipeline.acquire.discover import discover
from pipeline.acquire.mirror import Mirror
from pipeline.progress import counted
from pipeline.read import Reader, extractor, page_id
from pipeline.records import FATES
from pipeline.relating.run import relate as work_out
from pipeline.report import build as build_report
from pipeline.scale.local import LocalProcesses
from pipeline.store import batches
from pipeline.store.checks import checks
from pipeline.store.lake_publish import publish_lake
from pipeline.store.publish import publish as replace_current
from pipeline.store.publish import published
from pipeline.store.query import run as query
from pipeline.store.warehouse import Warehouse

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from pipeline.records import RawPage
    from pipeline.scale import Mapper
    from pipeline.settings import Settings


class Sources(NamedTuple):
    """What to take in. With nothing named, a run works on what the archive already holds."""

    paths: tuple[str, ...] = ()
    samples: bool = False
    outlet: str | None = None  # whose pages `paths` are, where they do not say
    command: str = "run"  # what was asked for, for the log of runs
    full_checks: bool = False  # whether checks ask the whole warehouse, and not what changed since they last held


class Checked(NamedTuple):
    """How one promise fared. `sample` is its first broken row, in words."""

    name: str
    says: str
    severity: str
    broken: int
    sample: str | None


def mapper(known: Settings) -> Mapper:
    """Where pages are read, by the settings."""
    return LocalProcesses(workers=known.workers, timeout=known.page_timeout)


def acquire(known: Settings, sources: Sources, days: list[date], *, run_id: str) -> dict[str, Any]:
    """Put the pages of the sources into the archive, under the last of the days. Counts, and a row per outlet."""
    catalog = outlets.load(*known.catalogs)
    found: set[str] = set()
    outlet_of: Counter[str] = Counter()

    def noted(page: RawPage) -> RawPage:
        if (identity := page_id(page)) not in found:
            found.add(identity)
            outlet_of[catalog.resolve(page.outlet, page.url).name] += 1
        return page

    taken = (noted(page) for page in counted("pages found", _pages(sources, known)))
    index = Archive(known.raw).add(days[-1], taken)
    shown = published(known.current)
    noted_now = {"started_at": datetime.now(UTC), "days": days, "command": sources.command, "full_checks": sources.full_checks}
    journal.note(known.home, run_id, **noted_now, discovered=sorted(found), before=shown[1] if shown else None)
    by_outlet = [{"outlet": name, "pages": count} for name, count in outlet_of.most_common()]
    return {
        "pages": len(found),
        "looks": index.added + index.unchanged,
        "new looks": index.added,
        "unchanged": index.unchanged,
        "by outlet": by_outlet,
    }


def _pages(sources: Sources, known: Settings) -> Iterator[RawPage]:
    now = datetime.now(UTC)
    given: Iterator[RawPage] = (
        local.pages([Path(path) for path in sources.paths], outlet=sources.outlet, now=now) if sources.paths else iter(())
    )
    if not sources.samples:
        return given
    invented = [outlet for outlet in outlets.load(*known.catalogs).outlets if outlet.invented]
    return chain(given, discover(invented, Mirror(samples.folder()).fetch, now))


class Read(NamedTuple):
    """What reading gave: of the pages, and of the facts in them."""

    pages: dict[str, Any]
    facts: dict[str, Any]


def read(known: Settings, days: list[date]) -> Read:
    """Read every archived page of the days that this extractor has not read yet, into batches."""
    by = Reader.of(known)
    archive = Archive(known.raw)
    plans = batching.unread(archive, known.batches, days, by.extractor.extractor_id)
    tally = batching.write(plans, archive, known, by, mapper(known))
    told = {"looks read": tally.fates.total(), **{fate: tally.fates[fate] for fate in ("stored", "skipped", "failed")}}
    facts = {name: tally.rows[table] for name, table in batching.FACT_TABLES.items()}
    return Read(
        pages=told | {"extractor": by.extractor.extractor_id, "by outlet": batching.by_outlet(tally)},
        facts=facts | {"refused rows": tally.rows["bad_row"]},
    )


def load(known: Settings, *, run_id: str) -> dict[str, Any]:
    """Load every batch not loaded yet, in one transaction, then what fetching has come to since. New rows per table."""
    held = batches.listing(known.batches)
    with Warehouse.open(known.build) as warehouse:
        before = warehouse.loaded_batches()
        new = [batch for batch in held if (batch.day, batch.batch_id) not in before]
        # Before the load: a run killed between the two then counts pages twice in its journal, not never.
        journal.note(known.home, run_id, touched=sorted(batching.page_ids(new)))
        done = warehouse.load(batch.path for batch in new)
        journal.note(known.home, run_id, rows=done.counts)
        told = warehouse.load([path]).counts if (path := ledger.export(known, warehouse)) else {}
    counts = Counter(done.counts) + Counter(told)
    return {"batches": len(done.batches)} | {name: count for name, count in counts.items() if count}


def relate(known: Settings) -> dict[str, Any]:
    """Work out what only shows across articles: articles over versions, fates of pages, copies, stories, coverage."""
    with Warehouse.open(known.build) as warehouse:
        return {"changed": work_out(warehouse)} | _held(warehouse)


def _held(warehouse: Warehouse) -> dict[str, int]:
    counts = warehouse.counts()
    return {name: counts[name] for name in ("article", "article_version", "page", "syndication", "story", "coverage")}


def check(known: Settings, *, run_id: str) -> list[Checked]:
    """Ask every promise of what changed since it last held; of the whole warehouse where the run's sources say so."""
    asked: list[Checked] = []
    whole = bool(journal.read(known.home, run_id).get("full_checks"))
    with Warehouse.open(known.build) as warehouse:
        for promise in counted("promises checked", checks(), len(checks())):
            broken = warehouse.run_check(promise.name, whole=whole)
            sample = ", ".join(f"{name} {value}" for name, value in broken.row(0, named=True).items())[:300] if broken.height else None
            asked.append(Checked(promise.name, promise.description, promise.severity, broken.height, sample))
    journal.note(known.home, run_id, broken=[one._asdict() for one in asked if one.broken])
    return asked


def build_marts(known: Settings, names: Collection[str] | None = None) -> Iterator[tuple[str, dict[str, Any]]]:
    """Bring marts up to date, all or those named, each after those it reads. A mart's name and its rows (of a table) at a time."""
    with Warehouse.open(known.build) as warehouse:
        warehouse.drop_unknown()
        wanted = [mart.name for mart in warehouse.marts() if names is None or mart.name in names]
        for name in counted("marts built", wanted, len(wanted)):
            rows = warehouse.build_mart(name)
            yield name, {} if rows is None else {"rows": rows}


def publish(known: Settings, *, run_id: str) -> dict[str, Any]:
    """Write the run's own row, then put the warehouse where everyone reads it; into the lake too, where one is set."""
    with Warehouse.open(known.build) as warehouse:
        run = account.settle(warehouse, known, run_id, extractor(topics.load(known.topic)))
    done = replace_current(known)
    journal.note(known.home, run_id, fingerprint=done.fingerprint)
    counts = {name: getattr(run, name) for name in ("discovered", *FATES, "unchanged", "figures", "quotes", "entities")}
    lake = _publish_lake(known) if known.lake else {}
    return {"path": done.path, "bytes": done.bytes, "fingerprint": done.fingerprint, "replaced": done.changed} | counts | lake


def _publish_lake(known: Settings) -> dict[str, Any]:
    done = publish_lake(known)
    return {"lake snapshot": done.version, "lake rows in": done.inserted, "lake rows out": done.deleted}


def report(known: Settings, out: Path | None = None) -> dict[str, Any]:
    """Build the report on the published warehouse."""
    shown = published(known.current)
    built_from = f"snapshot {shown[0]}" if shown else "no snapshot"
    path = build_report(lambda sql: query(known.current, sql, rows=None), out or known.report, built_from=built_from)
    return {"path": path, "bytes": path.stat().st_size}
