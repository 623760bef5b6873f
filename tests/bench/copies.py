"""What it costs to relate one more day of 3,000 articles to a warehouse of any size: `python tests/bench/copies.py 10000 100000`.

Worlds are those of `big_world.py`. Each is related once as a whole, then the day is loaded and related; stories are left out, they have their
own. Seconds are those of the processor, all threads together: the machine may be busy with others. Compare ratios.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import big_world
import duckdb

from pipeline.relating.copies import relate_copies
from pipeline.relating.looks import relate_days, relate_looks
from pipeline.store import batches, schema
from pipeline.store.changes import RELATE
from pipeline.store.warehouse import Warehouse

if TYPE_CHECKING:
    from datetime import date

ARTICLES = 3_000


def main(sizes: list[int]) -> None:
    """Print a table in Markdown."""
    head = (
        "articles held",
        "all: looks s",
        "all: copies s",
        "day: load s",
        "day: looks s",
        "day: copies s",
        "syndication",
        "file MB",
        "peak MB",
    )
    print("| " + " | ".join(head) + " |")  # noqa: T201
    print("|---" * len(head) + "|")  # noqa: T201
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="masthead-bench-") as home:
            path = Path(home) / "build.duckdb"
            made = multiprocessing.get_context("spawn").Process(target=big_world.make, args=(path, size))  # its memory is not counted
            made.start()
            made.join()
            with Warehouse.open(path) as warehouse:
                warehouse.rewrite("seen", warehouse.frame("SELECT consumer FROM seen"))
                whole = _relate(warehouse)
                warehouse.checkpoint()
                batch = _day(Path(home), size)
                began = time.process_time()
                warehouse.load([batch])
                loaded = time.process_time() - began
                day = _relate(warehouse)
                rows = warehouse.counts()["syndication"]
                warehouse.checkpoint()
            cells = [f"{seconds:.1f}" for seconds in (*whole, loaded, *day)]
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            cells += [f"{rows:,}", f"{path.stat().st_size / 1e6:,.0f}", f"{peak:,.0f}"]
            print(f"| {size:,} | " + " | ".join(cells) + " |", flush=True)  # noqa: T201


def _day(home: Path, size: int) -> Path:
    con = duckdb.connect()
    con.execute("SET TimeZone = 'UTC'")
    schema.create(con)
    day: date = big_world.day(con, size, ARTICLES)
    tables = big_world.frames(con)
    con.close()
    return batches.write(home / "batches", day, "one-more", tables)


def _relate(warehouse: Warehouse) -> tuple[float, float]:
    """Processor seconds for articles and pages, and for copies."""
    pending = warehouse.pending(RELATE, "bench")
    began = time.process_time()
    with warehouse.transaction():
        looks = relate_looks(warehouse, pending)
        relate_days(warehouse, pending)
        middle = time.process_time()
        relate_copies(warehouse, pending, looks)
        ended = time.process_time()
        warehouse.settle("bench")
    return middle - began, ended - middle


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [10_000, 100_000])
