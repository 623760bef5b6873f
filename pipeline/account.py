"""What one run did, counted: every page it discovered or loaded has one fate, and the fates add up."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, fields
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from pipeline import journal
from pipeline.records import FATES, REASONS, Run
from pipeline.store.frames import frame

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.records import Extractor
    from pipeline.settings import Settings
    from pipeline.store.warehouse import Warehouse

NAMED = 5
"""Failed pages that a run's summary names; the rest are counted."""
TOUCHED = """
SELECT any_value(p.fate) AS fate, any_value(p.reason) AS reason, any_value(p.detail) AS detail, any_value(coalesce(p.url, c.found_in)) AS place
FROM page AS p JOIN (SELECT unnest($touched) AS page_id) AS t USING (page_id) JOIN capture AS c USING (page_id)
GROUP BY page_id ORDER BY place
"""
HELD = """
SELECT (SELECT count(*) FROM articles) AS articles, (SELECT count(DISTINCT outlet_id) FROM articles) AS outlets,
       (SELECT count(*) FROM figures) AS figures
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A finished run as it is told.

    `reasons` are rows of fate, reason, about and pages; `failures` name the first failed pages; `held` is what the warehouse now has;
    `unchanged` says that the run left the published facts as they were.
    """

    run: Run
    reasons: list[dict[str, Any]]
    failures: list[str]
    warnings: list[str]
    held: dict[str, int]
    fingerprint: str
    unchanged: bool
    warehouse: Path
    report: Path


def settle(warehouse: Warehouse, known: Settings, run_id: str, extractor: Extractor) -> Run:
    """Count the run, put its row into the warehouse and its reasons into its journal."""
    noted = journal.read(known.home, run_id)
    discovered, touched = set(noted.get("discovered", [])), list(noted.get("touched", []))
    pages = warehouse.frame(TOUCHED, {"touched": touched}).to_dicts() if touched else []
    fates = Counter(page["fate"] for page in pages)
    fates["quarantined"] += len(touched) - len(pages)  # their captures were refused: the rows are in bad_row
    rows = noted.get("rows", {})
    run = Run(
        run_id=run_id,
        started_at=datetime.fromisoformat(noted["started_at"]),
        finished_at=datetime.now(UTC),
        command=str(noted.get("command", "run")),
        extractor_id=extractor.extractor_id,
        ingest_days=[date.fromisoformat(day) for day in noted["days"]],
        discovered=len(discovered.union(touched)),
        unchanged=len(discovered.difference(touched)),
        figures=rows.get("figure", 0),
        quotes=rows.get("quote", 0),
        entities=rows.get("entity_mention", 0),
        **{fate: fates[fate] for fate in FATES},
    )
    with warehouse.transaction():
        warehouse.merge("extractor", frame([extractor], type(extractor)))
        warehouse.merge("run", frame([run], Run))
    reasons = Counter((page["fate"], page["reason"]) for page in pages if page["reason"])
    journal.note(
        known.home,
        run_id,
        run=asdict(run),
        reasons=[
            {"fate": fate, "reason": reason, "about": REASONS.get(reason, ""), "pages": count}
            for (fate, reason), count in sorted(reasons.items())
        ],
        failures=[f"{page['place']}: {page['detail'] or page['reason']}" for page in pages if page["fate"] == "failed"][:NAMED],
        held=warehouse.frame(HELD).to_dicts()[0],
    )
    return run


def summary(known: Settings, run_id: str) -> Summary:
    """The finished run of that id, from its journal."""
    noted = journal.read(known.home, run_id)
    return Summary(
        run=_run(noted["run"]),
        reasons=noted["reasons"],
        failures=noted["failures"],
        warnings=[f"{broken['says']} Broken {broken['broken']} times, first: {broken['sample']}" for broken in noted["broken"]],
        held=noted["held"],
        fingerprint=noted["fingerprint"],
        unchanged=noted["fingerprint"] == noted["before"],
        warehouse=known.current,
        report=known.report,
    )


def latest(known: Settings) -> Summary | None:
    """The run that finished last; None before the first."""
    newest_first = reversed(journal.run_ids(known.home))
    finished = next((run_id for run_id in newest_first if "fingerprint" in journal.read(known.home, run_id)), None)
    return summary(known, finished) if finished else None


def _run(noted: dict[str, Any]) -> Run:
    typed: dict[str, Any] = {
        "started_at": datetime.fromisoformat(noted["started_at"]),
        "finished_at": datetime.fromisoformat(noted["finished_at"]),
        "ingest_days": [date.fromisoformat(day) for day in noted["ingest_days"]],
    }
    return Run(**{column.name: typed.get(column.name, noted[column.name]) for column in fields(Run)})
