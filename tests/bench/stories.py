"""What one more day of articles costs the stories, at warehouses of any size: `python tests/bench/stories.py 10000 100000`.

Made-up articles of constant density, 3,000 a day: two in five tell events of three days, with words and names of their own, the others stand
alone. Prints the time and processor time of working out everything, of one more day, and of one late article ten days back.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from pipeline.records import Article, ArticleVersion, EntityMention, Figure, Page
from pipeline.relate import background
from pipeline.relate.frames import schema
from pipeline.relating.looks import Looks
from pipeline.relating.stories import relate_stories
from pipeline.store.changes import Pending
from pipeline.store.warehouse import Warehouse

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.random import Generator
    from numpy.typing import NDArray

DENSITY = 3_000  # articles a day
EVENTS = 60  # that begin on a day
OWN_WORDS = 40  # of an event
FIRST = datetime(2024, 1, 1)  # noqa: DTZ001 - naive UTC, as the warehouse has it
RECORDS = {"article": Article, "article_version": ArticleVersion, "page": Page, "entity_mention": EntityMention, "figure": Figure}


def put(warehouse: Warehouse, first: int, count: int, day: int | None = None) -> pl.DataFrame:
    """Articles `first` to `first + count`, of the day their number gives or the one named; their ids."""
    chosen = np.random.default_rng(first)
    rows = [_article(at, at // DENSITY if day is None else day, chosen) for at in range(first, first + count)]
    for table, record in RECORDS.items():
        known = pl.DataFrame([row for article in rows for row in article[table]], infer_schema_length=None)
        wanted = schema(record)
        filled = known.with_columns(_any_value(name, dtype) for name, dtype in wanted.items() if name not in known.columns)
        frame = filled.select(pl.col(name).cast(dtype) for name, dtype in wanted.items())
        warehouse.frame("SELECT 1")
        warehouse._con.register("made", frame)
        warehouse._con.execute(f"INSERT INTO {table} FROM made")
        warehouse._con.unregister("made")
    return pl.DataFrame({"article_id": [f"a{at}" for at in range(first, first + count)]})


def _any_value(name: str, dtype: pl.DataType) -> pl.Expr:
    plain = {pl.String(): "-", pl.Boolean(): False, pl.Int64(): 0, pl.Float64(): 0.0, pl.Datetime("us"): FIRST, pl.Date(): FIRST.date()}
    return (pl.lit([], dtype=dtype) if isinstance(dtype, pl.List) else pl.lit(plain[dtype], dtype=dtype)).alias(name)


def _article(at: int, day: int, chosen: Generator) -> dict[str, list[dict[str, object]]]:
    event = (day - int(chosen.integers(3))) * EVENTS + int(chosen.integers(EVENTS)) if chosen.random() < 0.4 else -1
    common = _drawn("word", 2, 90, chosen)
    own = [_word(30_000 + (event * OWN_WORDS + int(n)) % 500_000) for n in chosen.integers(OWN_WORDS, size=30)] if event >= 0 else []
    title = " ".join([*own[:6], *common[:4]])
    names = _drawn("name", 3, 8, chosen) + ([f"name{event % 900}"] * 2 if event >= 0 else [])
    same = {
        "article_id": f"a{at}",
        "outlet_id": f"o{at % 40}",
        "title": title,
        "published_at": FIRST + timedelta(days=day, seconds=at % 86_400),
    }
    version = {"version_id": f"v{at}"}
    return {
        "article": [same | {"current_version_id": f"v{at}"}],
        "article_version": [same | version | {"text": f"{title}\n\n{' '.join([*own, *common])}", "body_start": len(title) + 2}],
        "page": [{"page_id": f"p{at}", "article_id": f"a{at}", "fate": "stored"}],
        "entity_mention": [version | {"mention_id": f"m{at}.{n}", "entity_id": name, "start": 40 * n} for n, name in enumerate(names)],
        "figure": [version | {"figure_id": f"f{at}", "kind": "killed", "value_low": float(event % 300), "stance": "asserted"}],
    }


def _drawn(kind: str, column: int, count: int, chosen: Generator) -> list[str]:
    """Words or names of the news, as often as they stand there."""
    names, shares = _background(kind, column)
    return [names[at] for at in np.searchsorted(shares, chosen.random(count))]


@cache
def _background(kind: str, column: int) -> tuple[list[str], NDArray[np.float64]]:
    """The background's words or names, with their cumulated shares."""
    lines = [line.split("\t") for line in Path(background.__file__).with_suffix(".tsv").read_text(encoding="utf-8").splitlines()]
    counts = {line[1]: int(line[column]) for line in lines if line[0] == kind and line[column] != "0"}
    shares = np.cumsum(np.array(list(counts.values()), dtype=np.float64))
    return list(counts), shares / shares[-1]


def _word(number: int) -> str:
    return "".join(chr(97 + number // 26**place % 26) for place in range(4)) + "o"


def timed(name: str, work: Callable[[], object]) -> None:
    """Do it and print what it cost."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"| {name} | {time.perf_counter() - wall:.1f} | {time.process_time() - cpu:.1f} | {peak:,.0f} |", flush=True)  # noqa: T201


def relate(warehouse: Warehouse, changed: pl.DataFrame | None) -> None:
    """Work these articles in, or everything."""
    ids = pl.DataFrame(schema={"article_id": pl.String}) if changed is None else changed
    looks = Looks(near=ids, related=ids, ranked=ids, days=pl.DataFrame(), rows=0)
    with warehouse.transaction():
        relate_stories(warehouse, Pending(everything=changed is None, after=0), looks)


def main() -> None:
    """A table in Markdown, three rows a size."""
    print("| what | wall s | CPU s | peak MB |\n|---|---|---|---|")  # noqa: T201
    for size in [int(size) for size in sys.argv[1:]] or [10_000, 100_000]:
        with tempfile.TemporaryDirectory() as folder, Warehouse.open(Path(folder) / "build.duckdb") as warehouse:
            for first in range(0, size, 10_000):
                put(warehouse, first, min(10_000, size - first))
            timed(f"{size:,}: everything", lambda: relate(warehouse, None))
            day = put(warehouse, (size // DENSITY + 1) * DENSITY, DENSITY)
            timed(f"{size:,}: one more day of {DENSITY:,}", lambda: relate(warehouse, day))  # noqa: B023
            late = put(warehouse, 10 * size, 1, day=max(0, size // DENSITY - 10))
            timed(f"{size:,}: one late article, ten days back", lambda: relate(warehouse, late))  # noqa: B023
            counts = warehouse.frame(
                "SELECT count(*) AS stories, max(article_count) AS largest, count(*) FILTER (article_count > 1) AS several FROM story"
            )
            print(counts.to_dicts()[0], file=sys.stderr)  # noqa: T201


if __name__ == "__main__":
    main()
