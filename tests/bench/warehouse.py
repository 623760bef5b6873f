"""Time and memory of a big warehouse: `make bench-warehouse SIZE=1000000`.

A made-up warehouse of SIZE articles (`big_world`), its last 45 days related by the line, every mart made on it, every check asked; then every
view, mart and analysis is asked for a month and for all, warm, the middle of three; then one more day of 3,000 articles is loaded, related,
checked, worked into the marts and published. A month is asked for every column of its rows; all is asked for counts and sums by outlet, the
way a chart does. Two threads, 6 GB for DuckDB. Machines differ: compare ratios.
"""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

import big_world
import duckdb

from pipeline.relating.run import relate
from pipeline.settings import Settings
from pipeline.store import batches, parquet, schema
from pipeline.store import publish as publish_file
from pipeline.store.analyses import analyses, bind
from pipeline.store.checks import checks
from pipeline.store.marts import marts
from pipeline.store.publish import publish
from pipeline.store.warehouse import Warehouse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DAY = 3_000  # articles of the extra day
TIMES = 3
LONGEST = 60.0  # seconds after which a question is stopped
LIMITS = {"month": 1.0, "all": 5.0}
"""Seconds within which every question is to be answered at a million articles."""

_DAYS = ("published_day", "day", "month", "to_at", "less_first_day", "first_day", "day_first")


def main() -> None:
    """Print tables in Markdown. From the environment come SIZE and BENCH_HOME, where files stay for another time; else they are thrown away."""
    size = int(os.environ.get("SIZE", "10000")) // big_world.BLOCK * big_world.BLOCK
    with tempfile.TemporaryDirectory(prefix="masthead-bench-") as temporary:
        home = Path(os.environ.get("BENCH_HOME", temporary))
        home.mkdir(parents=True, exist_ok=True)
        path = home / f"{size}.duckdb"
        if not path.exists():
            aside = path.with_suffix(".half")
            aside.unlink(missing_ok=True)
            told(f"made {size:,} articles in {timed(lambda: big_world.make(aside, size))[1]:.0f} s, {aside.stat().st_size / 1e6:,.0f} MB")
            aside.rename(path)
        with Warehouse.open(path) as warehouse:
            bounded(warehouse._con)
            build_all(warehouse, size, path)
            ask_all(warehouse._con, size)
        extra_day(home, path, size)


def bounded(con: duckdb.DuckDBPyConnection) -> None:
    """Two cores, and what a machine of 8 GB can spare."""
    con.execute(f"SET threads = {big_world.THREADS}; SET memory_limit = '{big_world.MEMORY}'")


def build_all(warehouse: Warehouse, size: int, path: Path) -> None:
    """Make what is not made yet, and tell how long each mart took."""
    began = time.process_time()
    changed, seconds = timed(lambda: relate(warehouse))
    told(
        f"\nThe last {big_world.RELATED_DAYS} days related: {changed:,} rows in {seconds:.0f} s, {time.process_time() - began:.0f} of one core"
    )
    stories_told(warehouse._con, size)
    told(f"\n## Marts of {size:,} articles, made whole\n\n| mart | rows | s | peak MB |\n|---|---|---|---|")
    for mart in marts():
        rows, seconds = timed(lambda name=mart.name: warehouse.build_mart(name))
        told(f"| {mart.name} | {rows or 0:,} | {seconds:.1f} | {peak():,.0f} |")
    broken = {promise.name: warehouse.run_check(promise.name).height for promise in checks()}
    told(f"\nBroken promises: {', '.join(f'{name} {rows}' for name, rows in broken.items() if rows) or 'none'}.")
    warehouse.tidy()
    warehouse.checkpoint()
    told(f"\nThe file then has {path.stat().st_size / 1e6:,.0f} MB.")


def stories_told(con: duckdb.DuckDBPyConnection, size: int) -> None:
    """How the stories that the line made of the last days agree with the events they were made up from: pairs of articles."""
    first = big_world.FIRST + timedelta(days=big_world.DAYS - big_world.RELATED_DAYS + 10)
    row = con.execute(_PAIRS, {"first": first}).fetchone()
    together, told_as_one, of_one_event, articles = row
    told(
        f"\nStories of {articles:,} articles, {size / big_world.DAYS:,.0f} a day: of the pairs in one story {together / told_as_one:.3f} are of one event, "
        f"of the pairs of one event {together / of_one_event:.3f} are in one story."
    )


_PAIRS = """
  WITH placed AS (
    SELECT s.story_id, i // 1000 * 10000 + CASE WHEN i % 1000 < 200 THEN 0 WHEN i % 1000 < 300 THEN 1 WHEN i % 1000 < 350 THEN 2
      WHEN i % 1000 < 700 THEN 3 + (i % 1000 - 350) // 7 ELSE 1000 + i % 1000 END AS event
    FROM article_story AS s
    JOIN article AS a USING (article_id), LATERAL (SELECT CAST(split_part(a.url, '/', 4) AS BIGINT) AS i)
    WHERE a.published_at >= $first
  ),
  counted AS (
    SELECT grouping_id(story_id, event) AS of, count(*) AS n FROM placed GROUP BY GROUPING SETS ((story_id, event), (story_id), (event))
  )
  SELECT
    sum(n * (n - 1)) FILTER (WHERE of = 0), sum(n * (n - 1)) FILTER (WHERE of = 1), sum(n * (n - 1)) FILTER (WHERE of = 2), sum(n) FILTER (WHERE of = 0)
  FROM counted
"""
"""Pairs of articles in one story and of one event, in one story, of one event, and articles: events are numbered as big_world.sql makes them."""


def ask_all(con: duckdb.DuckDBPyConnection, size: int) -> None:
    """Time every mart and analysis."""
    first = (big_world.FIRST + timedelta(days=big_world.DAYS - 60)).date()
    last = first + timedelta(days=30)
    told(f"\n## Answers at {size:,} articles, in seconds\n\n| question | a month | all |\n|---|---|---|")
    for mart in marts():
        has = [row[0] for row in con.execute(f"DESCRIBE {mart.name}").fetchall()]
        day = next((name for name in _DAYS if name in has), None)
        every = ", ".join(f'max("{name}")' for name in has)
        month = asked(con, f"SELECT {every} FROM {mart.name} WHERE {day} BETWEEN '{first}' AND '{last}'") if day else None  # noqa: S608 - names of files
        by = "outlet_id" if "outlet_id" in has else "1"
        weight = next((name for name in ("weight", "articles_weighted", "figures_weighted") if name in has), "1")
        row(mart.name, month, asked(con, f"SELECT {by}, count(*), sum({weight}) FROM {mart.name} GROUP BY ALL"))  # noqa: S608 - names of files
    values = VALUES | {"url": con.execute("SELECT url FROM articles LIMIT 1 OFFSET 500").fetchone()[0]}
    for one in analyses():
        given = {param.name: values[param.name] for param in one.params if param.default is None}
        days = {param.name: first if param.name in FROM else last for param in one.params if param.name in (*FROM, *TO)}
        month = asked(con, one.sql, bind(one, given | days)) if days else None
        row(f"*{one.name}*", month, asked(con, one.sql, bind(one, given)))


FROM, TO = ("first", "since", "from_day"), ("last", "until", "to_day")
VALUES = {"number": "80", "entity": "Varland", "speaker": "Varland"}
"""What the analyses' parameters without a value are given."""


def asked(con: duckdb.DuckDBPyConnection, sql: str, params: dict[str, object] | None = None) -> float:
    """The middle of three times after a first one; the first where that is hopeless, `LONGEST` where it had to be stopped."""

    def ask() -> None:
        con.execute(sql, params or None).fetchmany(1000)

    timer = threading.Timer(LONGEST, con.interrupt)
    timer.start()
    try:
        first = timed(ask)[1]
    except duckdb.InterruptException:
        return LONGEST
    finally:
        timer.cancel()
    return first if first > 4 * LIMITS["all"] else statistics.median(timed(ask)[1] for _ in range(TIMES))


def extra_day(home: Path, path: Path, size: int) -> None:
    """One more day: loaded, related, checked, worked into the marts, published."""
    with duckdb.connect() as con:
        schema.create(con)
        day = big_world.day(con, size, DAY)
        folder = batches.write(home / f"batches-{size}", day, "extra", big_world.frames(con))
    settings = Settings(home=home / f"{size}", keep_snapshots=0)
    shutil.rmtree(settings.home, ignore_errors=True)
    settings.home.mkdir()
    shutil.copyfile(path, settings.build)
    whole = timed(lambda: publish(settings))[1]
    os.sync()  # the day does not wait for what was written before it
    told(f"\n## One more day of {DAY:,} articles on {size:,}, in seconds\n\n| step | s |\n|---|---|")
    with Warehouse.open(settings.build) as warehouse:
        bounded(warehouse._con)
        total = step("load", lambda: warehouse.load([folder]))
        total += step("relate", lambda: relate(warehouse))
        spent = {promise.name: timed(lambda name=promise.name: warehouse.run_check(name))[1] for promise in checks()}
        total += longest("checks", spent)
        spent = {mart.name: timed(lambda name=mart.name: warehouse.build_mart(name))[1] for mart in marts()}
        total += longest("marts", spent)
        total += step("tidy", warehouse.tidy)
        total += step("fingerprint and digest", lambda: (warehouse.fingerprint(running=True), warehouse.publication_digest(running=True)))
        total += step("checkpoint", warehouse.checkpoint)
    with copies_timed() as copying:
        seconds = timed(lambda: publish(settings))[1]
    told(f"| publish, its copies aside | {seconds - sum(copying.values()):.1f} |")
    told(f"| together | {total + seconds - sum(copying.values()):.1f} |")
    told(f"| {', '.join(f'{what} {spent:.1f}' for what, spent in copying.items())} | {sum(copying.values()):.1f} |")
    told(f"\nThe first publication took {whole:.0f} s.")
    shutil.rmtree(settings.home)


@contextmanager
def copies_timed() -> Iterator[dict[str, float]]:
    """The seconds that publishing spends on copying the file, and on putting what changed beside it as Parquet."""
    spent: dict[str, float] = {}

    def watched(what: str, do: Callable[..., object]) -> Callable[..., None]:
        def copied(*given: object, **named: object) -> None:
            spent[what] = timed(lambda: do(*given, **named))[1]

        return copied

    with (
        patch.object(publish_file, "copy_file", watched("copy of the file", publish_file.copy_file)),
        patch.object(parquet, "write", watched("copy as Parquet", parquet.write)),
    ):
        yield spent


def longest(what: str, spent: dict[str, float]) -> float:
    """A row with the sum, and which took longest."""
    most = sorted(spent.items(), key=lambda one: -one[1])[:5]
    told(f"| {what}: {', '.join(f'{name} {seconds:.2f}' for name, seconds in most)} | {sum(spent.values()):.1f} |")
    return sum(spent.values())


def step(what: str, do: Callable[[], object]) -> float:
    """A row with one step's time."""
    seconds = timed(do)[1]
    told(f"| {what} | {seconds:.1f} |")
    return seconds


def row(name: str, month: float | None, everything: float) -> None:
    """A row with what is beyond its limit in bold."""
    cells = [("month", month), ("all", everything)]
    said = ["" if s is None else f"**{s:.2f}**" if s > LIMITS[what] else f"{s:.2f}" for what, s in cells]
    told(f"| {name} | {' | '.join(said)} |")


def timed(do: Callable[[], object]) -> tuple[object, float]:
    """What it gives, and the seconds it took."""
    began = time.perf_counter()
    given = do()
    return given, time.perf_counter() - began


def peak() -> float:
    """The most memory this process has had, MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def told(line: str) -> None:
    """Say it now: a long run is watched."""
    print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
