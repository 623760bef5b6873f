"""A warehouse of any size, made up in SQL: articles of 200 words with exact spans, wire copies, second versions, stories, tolls that grow and rivals.

What is made is the same for the same size. Words are drawn as often as the news on the topic has them, and from thirty invented ones an event: word runs
are as rare as in the news, and articles on one event about as alike.
"""

from __future__ import annotations

import itertools
import random
import sys
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb

from pipeline.relate import background
from pipeline.relate.vectors import STOP_WORDS
from pipeline.relating.copies import Changed
from pipeline.relating.edits import relate_edits
from pipeline.relating.looks import Looks
from pipeline.relating.run import code
from pipeline.store import changes, schema
from pipeline.store.tables import LOADED
from pipeline.store.warehouse import Warehouse

DAYS = 730
FIRST = datetime(2024, 1, 1)  # noqa: DTZ001 - naive UTC, as the warehouse has it
CHUNK = 50_000  # articles made at once: about 1 GB
BLOCK = 1_000  # articles whose stories are told at about one time
OUTLETS = 40
COMMON = 12_000  # draws among the topic's words
STOPPED = 30  # draws of each word that says nothing: a third of all
ENTITIES = 120
RELATED_DAYS = 45  # copies are looked for 30 days back, stories 14
EXTRACTOR = "reader-of-big"
MEMORY = "6GB"
THREADS = 2
_HERE = Path(__file__).parent
_COUNTRIES = ("Varland", "Ostria", "Kelmar", "Tavona", "Pelora", "Zemria", "Norvia", "Quendal", "Ruvania", "Sarkhan")
_COVERAGE = """
  INSERT INTO coverage BY NAME SELECT
    outlet_id, CAST(fetched_at AS DATE) AS day, count(*) AS discovered, count(*) FILTER (fate = 'stored') AS stored,
    count(*) FILTER (fate = 'skipped') AS skipped, count(*) FILTER (fate = 'failed') AS failed, 0 AS unchanged, 0 AS not_relevant, 0 AS too_old, 0 AS "new",
    bool_and(fate = 'failed') AS gap, CASE WHEN bool_and(fate = 'failed') THEN 'errors' END AS gap_reason
  FROM capture GROUP BY ALL
"""


@dataclass(frozen=True, slots=True)
class Span:
    """Which articles to make and when they are told: `lo` to `hi` (whole blocks), from `first` over `days`; `echo`: how far back late copies copy."""

    lo: int
    hi: int
    first: datetime = FIRST
    days: float = DAYS
    echo: int = 0


def make(path: Path, size: int) -> None:
    """A warehouse of `size` articles, a multiple of 1,000, without marts: the last `RELATED_DAYS` related by the line itself.

    What relating would find and keep of the days before is made up beside them: nothing that is told now reaches so far back.
    """
    before = max(0, int(size * (1 - RELATED_DAYS / DAYS)) // BLOCK * BLOCK)
    con = duckdb.connect(
        str(path), config={"storage_compatibility_version": schema.STORAGE_VERSION, "memory_limit": MEMORY, "threads": THREADS}
    )
    con.execute("SET TimeZone = 'UTC'")
    schema.create(con)
    reference(con)
    changes.done(con, changes.RELATE, code())
    for lo, hi in itertools.pairwise([*range(0, before, CHUNK), *range(before, size, CHUNK), size]):
        con.execute("BEGIN")
        _run(con, "big_world.sql", Span(lo, hi), origin=0, blocks=size // BLOCK)
        _run(con, "big_world_relations.sql" if lo < before else "big_world_changes.sql", Span(lo, hi), origin=0, blocks=size // BLOCK)
        con.execute("COMMIT")
        print(f"made {hi:,} of {size:,} articles", file=sys.stderr, flush=True)  # noqa: T201
    con.execute(_COVERAGE)
    con.execute("CHECKPOINT")
    con.close()
    with Warehouse.open(path) as warehouse, warehouse.transaction():
        held = warehouse.frame("SELECT article_id FROM article")
        none = held.clear()
        relate_edits(warehouse, Looks(near=held, related=none, ranked=none, days=none, rows=0), Changed(none, 0))


def day(con: duckdb.DuckDBPyConnection, size: int, articles: int, number: int = 0) -> date:
    """Fill the tables of an empty in-memory schema with one more day after a world of `size`; the day. Relations are left to the line."""
    reference(con)
    first = FIRST + timedelta(days=DAYS + 1 + number)
    lo = size + number * articles
    _run(con, "big_world.sql", Span(lo, lo + articles, first, 0.8, echo=articles), origin=lo, blocks=articles // BLOCK)
    return first.date()


def reference(con: duckdb.DuckDBPyConnection) -> None:
    """Words, entities, outlets and the extractor."""
    made = random.Random(7)  # noqa: S311 - repeatable is the point
    syllables = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "ar", "en", "ol")]
    common, entities = _background()
    others = [
        " ".join("".join(made.choices(syllables, k=3)).capitalize() for _ in range(2)) for _ in range(len(entities) - len(_COUNTRIES))
    ]
    given = {
        "syllables": syllables,
        "common": common,
        "names": [*_COUNTRIES, *others],
        "entities": entities,
        "kinds": ["government"] * 10 + ["person"] * 50 + ["organisation"] * 60,
        "extractor": EXTRACTOR,
    }
    for name, value in given.items():
        con.execute(f"SET VARIABLE {name} = ?", [value])
    con.execute("INSERT INTO extractor VALUES (?, '1', 'code', 'rules', NULL)", [EXTRACTOR])
    con.execute(
        "INSERT INTO entity SELECT getvariable('entities')[i + 1], getvariable('names')[i + 1], getvariable('kinds')[i + 1], CASE i % 3 WHEN 0 THEN 'us' WHEN 1 THEN 'iran' END, NULL FROM range(120) r(i)"
    )
    con.execute(
        "INSERT INTO outlet SELECT format('o{:02d}', i), format('Paper {:02d}', i), CASE i % 2 WHEN 0 THEN 'US' ELSE 'IR' END, 'en', CASE i % 3 WHEN 0 THEN 'state' ELSE 'private' END, "
        "CASE WHEN i < 4 THEN 'wire' ELSE 'newspaper' END, true, true FROM range(?) r(i)",
        [OUTLETS],
    )
    con.execute(
        "INSERT INTO run SELECT format('run {}', i), ?::TIMESTAMP + INTERVAL 1 DAY * i, ?::TIMESTAMP + INTERVAL 1 DAY * i, 'made up', ?, [], 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 FROM range(?) r(i)",
        [FIRST, FIRST, EXTRACTOR, DAYS],
    )


def _background() -> tuple[list[str], list[str]]:
    """Words as often as articles on the topic have them, and the names such articles have most: stories are told apart by what is rarer."""
    rows = [line.split("\t") for line in background.TABLE.read_text(encoding="utf-8").splitlines()]
    counts = {word: int(topic) for kind, word, _, topic in rows if kind == "word" and word.isalpha() and topic != "0"}
    share = COMMON / sum(counts.values())
    common = [word for word, count in sorted(counts.items()) for _ in range(max(1, round(count * share)))]
    named = sorted((-int(topic), name) for kind, name, _, topic in rows if kind == "name")
    return [*common, *sorted(STOP_WORDS) * STOPPED], [name for _, name in named[:ENTITIES]]


def _run(con: duckdb.DuckDBPyConnection, file: str, span: Span, *, origin: int, blocks: int) -> None:
    spread = min(5.0, span.days / 8)
    block_days = (span.days - spread - span.days / 200) / blocks
    values = {
        "lo": span.lo,
        "hi": span.hi,
        "first": span.first,
        "origin": origin,
        "block_days": block_days,
        "spread": spread,
        "echo": span.echo,
    }
    for name, value in values.items():
        con.execute(f"SET VARIABLE {name} = ?", [value])
    for statement in (_HERE / file).read_text(encoding="utf-8").split("\n;\n"):
        con.execute(statement)


def frames(con: duckdb.DuckDBPyConnection) -> dict[str, object]:
    """What a batch of the made-up day holds, as frames."""
    return {table: con.sql(f"FROM {table}").pl() for table in LOADED}
