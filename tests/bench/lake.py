"""How long publishing to a lake takes, and asking it, against the published file: `python tests/bench/lake.py FILE`.

FILE is a published warehouse, or one with its marts built; it is copied. PostgreSQL and the Parquet are on this machine, so no network is in the figures.
"""

import shutil
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import duckdb

sys.path.insert(0, str(Path(__file__).parents[1] / "sql"))

from lake_world import published
from small_postgres import Postgres

from pipeline.store.analyses import analyses, bind
from pipeline.store.errors import QueryError
from pipeline.store.lake import Lake, publication
from pipeline.store.query import opened

DAY = 3_000  # articles
KEYS = {"article_version": "version_id", "figure": "figure_id", "entity_mention": "mention_id", "attribution": "attribution_id"}


def main(source: Path) -> None:
    with Postgres() as postgres, tempfile.TemporaryDirectory(dir=source.parent) as folder:
        home = Path(folder)
        current = home / "current.duckdb"
        shutil.copyfile(source, current)
        catalog = postgres.database()
        publish("first publication", home, catalog, name("a"))
        publish("nothing new", home, catalog, None)
        ask(current, home, catalog)
        grow(current)
        publish(f"one more day of {DAY:,} articles", home, catalog, name("b"))
        held = sum(path.stat().st_size for path in (home / "lake_data").rglob("*.parquet"))
        print(f"file {current.stat().st_size / 1e6:,.0f} MB, lake {held / 1e6:,.0f} MB")  # noqa: T201


def name(mark: str) -> str:
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}-0000000{mark}"


def publish(what: str, home: Path, catalog: str, snapshot: str | None) -> None:
    began = time.perf_counter()
    _, done = published(home, catalog, snapshot, query_memory="4GB")
    print(f"{what}: {time.perf_counter() - began:.1f} s, {done.inserted:,} rows in, {done.deleted:,} out", flush=True)  # noqa: T201


def grow(current: Path) -> None:
    """The rows of as many articles again, under other keys, and as if their marts had been made: a table that grows, and one that changes."""
    with duckdb.connect(str(current)) as con:
        con.execute(f"CREATE TEMP TABLE day AS SELECT version_id FROM article_version LIMIT {DAY}")  # noqa: S608
        for table, key in KEYS.items():
            con.execute(f"INSERT INTO {table} SELECT {key} || '+', * EXCLUDE {key} FROM {table} WHERE version_id IN (FROM day)")  # noqa: S608
        for mart in ("figures", "articles"):
            con.execute(f"DELETE FROM {mart} WHERE rowid < {DAY}")  # noqa: S608


def ask(current: Path, home: Path, catalog: str) -> None:
    """Every analysis on both, the better of two goes."""
    known, _ = published(home, catalog)
    times = {}
    for where, at in (("file", current), ("lake", publication(Lake.of(known), None))):
        with opened(at, seconds=600, memory="4GB") as reader:
            for one in analyses():
                given = bind(one, {param.name: "80" for param in one.params if param.default is None})
                taken = []
                for _ in range(2):
                    began = time.perf_counter()
                    try:
                        reader.answer(one.sql, given)
                    except QueryError as error:
                        print(f"{one.name}: {error}")  # noqa: T201
                        break
                    taken.append(time.perf_counter() - began)
                if taken:
                    times.setdefault(one.name, {})[where] = min(taken)
    both = {question: found for question, found in times.items() if len(found) == 2}
    for where in ("file", "lake"):
        each = [found[where] for found in both.values()]
        print(  # noqa: T201
            f"{len(each)} analyses on the {where}: {sum(each):.2f} s in all, median {statistics.median(each):.3f} s, slowest {max(each):.2f} s"
        )
    ratios = sorted((found["lake"] / found["file"], question) for question, found in both.items())
    print(f"lake to file: median {statistics.median(r for r, _ in ratios):.1f}, worst {ratios[-1][0]:.1f} ({ratios[-1][1]})", flush=True)  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]))
