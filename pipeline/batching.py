"""What was read, as batches: archived pages go through the readers and come out as frames, a thousand pages at a time."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

import polars as pl

from pipeline.progress import counted
from pipeline.read import Reader, Reading, lost, make_reader
from pipeline.records import Outlet, make_id
from pipeline.scale import Lost
from pipeline.store import batches
from pipeline.store.admission import admit
from pipeline.store.frames import frame
from pipeline.store.tables import LOADED, TABLES

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from pipeline.acquire.archive import Archive, Entry
    from pipeline.records import RawPage
    from pipeline.scale import Mapper
    from pipeline.settings import Settings
    from pipeline.store.batches import Batch

PAGES = 1_000
"""Pages in one batch: a killed run reads at most this many again, and memory stays flat."""
FACT_TABLES = {
    "figures": "figure",
    "dates": "date_mention",
    "entities": "entity_mention",
    "quotes": "quote",
    "attributions": "attribution",
    "naming": "naming",
    "rejected": "rejected_span",
}
"""The lists of `extract.facts.Facts` and the tables that keep them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One batch to be: which archived pages, under which name: '<part of the archive>-<extractor>', so that another extractor reads them again."""

    day: date
    batch_id: str
    entries: list[Entry]


@dataclass(slots=True, kw_only=True)
class Tally:
    """What the reading came to: pages by fate, rows by table, pages by outlet and fate, refused rows."""

    fates: Counter[str] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)
    outlets: Counter[tuple[str, str]] = field(default_factory=Counter)


def unread(archive: Archive, root: Path, days: list[date], extractor_id: str) -> list[Plan]:
    """The batches still to be written, in order of arrival.

    Of the days named: what this extractor has not read. Of all other days: what no extractor has, which is what a killed run left behind.
    """
    read = {(batch.day, batch.batch_id) for batch in batches.listing(root)}
    read_by_any = {(day, batch_id.partition("-")[0]) for day, batch_id in read}
    plans: list[Plan] = []
    for day in sorted({*days, *archive.days()}):
        for index in archive.indexes(day):
            entries = archive.entries_of(index)
            for number, start in enumerate(range(0, len(entries), PAGES)):
                part = f"b{make_id(index.name, number)}"
                plan = Plan(day=day, batch_id=f"{part}-{extractor_id}", entries=entries[start : start + PAGES])
                if (day, plan.batch_id) not in read and (day in days or (day, part) not in read_by_any):
                    plans.append(plan)
    return plans


def write(plans: list[Plan], archive: Archive, known: Settings, reader: Reader, mapper: Mapper) -> Tally:
    """Read the pages of every plan and write its batch. Contracts decide row by row what goes in; the rest is kept as bad rows."""
    tally = Tally()
    total = sum(len(plan.entries) for plan in plans)
    entries = counted("pages read", (entry for plan in plans for entry in plan.entries), total)
    jobs = ((archive.page(entry), day) for entry, day in zip(entries, (plan.day for plan in plans for _ in plan.entries), strict=True))
    outcomes = mapper.map(partial(make_reader, known), jobs)
    for plan in plans:
        readings = [_settled(job, outcome, reader) for job, outcome in islice(outcomes, len(plan.entries))]
        tables = admit(_frames(readings, reader), day=plan.day, batch_id=plan.batch_id)
        batches.write(known.batches, plan.day, plan.batch_id, tables)
        _count(tally, readings, tables)
    return tally


def _settled(job: tuple[RawPage, date], outcome: Reading | Lost, reader: Reader) -> Reading:
    return lost(job[0], job[1], reader.catalog, outcome.reason, outcome.detail) if isinstance(outcome, Lost) else outcome


def _frames(readings: list[Reading], reader: Reader) -> dict[str, Any]:
    rows: dict[str, list[Any]] = {name: [] for name in LOADED if name not in {"entity", "run", "bad_row"}}
    outlets: dict[str, Outlet] = {}
    versions: dict[str, Any] = {}
    for reading in readings:
        rows["capture"].append(reading.capture)
        outlets[reading.outlet.outlet_id] = reading.outlet
        if reading.version is None or reading.facts is None or reading.version.version_id in versions:
            continue  # a version seen before in this batch has the same facts
        versions[reading.version.version_id] = reading.version
        if reading.version.credit_outlet_id:
            credited = reader.catalog.resolve(reading.version.credit_outlet_id, None)
            outlets.setdefault(credited.outlet_id, credited)
        for name, table in FACT_TABLES.items():
            rows[table].extend(getattr(reading.facts, name))
    rows["outlet"] = list(outlets.values())
    rows["article_version"] = list(versions.values())
    rows["extractor"] = [reader.extractor]
    frames = {name: frame(held, TABLES[name]) for name, held in rows.items()}
    return frames | {"entity": frame((entity.record() for entity in reader.topic.entities), TABLES["entity"])}


def _count(tally: Tally, readings: list[Reading], tables: dict[str, Any]) -> None:
    for reading in readings:
        tally.fates[reading.capture.fate] += 1
        tally.outlets[reading.outlet.name, reading.capture.fate] += 1
    for name, rows in tables.items():
        tally.rows[name] += rows.height


def page_ids(held: list[Batch]) -> set[str]:
    """The pages that the batches hold looks at."""
    files = [batch.path / "capture.parquet" for batch in held if batch.counts.get("capture")]
    return set(pl.read_parquet(files, columns=["page_id"])["page_id"]) if files else set()


def by_outlet(tally: Tally) -> list[dict[str, Any]]:
    """A row per outlet: pages stored, skipped and failed, the busiest first."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for (outlet, fate), count in tally.outlets.items():
        found[outlet][fate] += count
    rows = [{"outlet": outlet, **{fate: fates[fate] for fate in ("stored", "skipped", "failed")}} for outlet, fates in found.items()]
    return sorted(rows, key=lambda row: (-row["stored"], row["outlet"]))
