"""The store's whole work as the line does it, to be killed: batches, load, relations, checks, marts, publishing; and a reader beside it."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Any

import duckdb
import small_world

from pipeline import line
from pipeline.settings import Settings
from pipeline.store import batches
from pipeline.store.lock import writer_lock
from pipeline.store.publish import publish

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from multiprocessing.synchronize import Event
    from pathlib import Path

STAGES = ("start", "load", "publish")
"""Of which it says that it has come to them."""

FACTS = "SELECT (SELECT count(*) FROM article), (SELECT count(*) FROM figure), (SELECT count(*) FROM page)"
SHOWN = "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM figures), (SELECT count(*) FROM capture)"


def settings(home: Path) -> Settings:
    """Few snapshots, so that every publication has one to let go."""
    return Settings(home=home, keep_snapshots=1)


def main(home: Path, days: range, reached: Callable[[str], Any] = lambda _: None) -> None:
    """Take in the days as one run, from rows to the published file. `reached` is told of each of `STAGES`."""
    known, run_id = settings(home), f"run-{os.getpid()}-{time.time_ns()}"
    reached("start")
    with writer_lock(home, "store line"):
        for number in days:
            day = small_world.day_of(number)
            batches.write(known.batches, day, small_world.batch_id(day), small_world.frames_of(number))
        reached("load")
        line.load(known, run_id=run_id)
        line.relate(known)
        if broken := [one for one in line.check(known, run_id=run_id) if one.broken and one.severity == "error"]:
            raise AssertionError(broken)
        for _ in line.build_marts(known):
            pass
        reached("publish")
        publish(known)


def victim(home: Path, days: range, stage: str, event: Event) -> None:
    """`main`, to be run as a process of its own; sets the event when it comes to the stage."""
    main(home, days, lambda name: event.set() if name == stage else None)


def look(home: Path) -> tuple[tuple[int, ...], ...]:
    """What a reader sees who opens the published file, and the Parquet he is led to: two answers of the one, one of the other."""
    con = duckdb.connect(str(home / "current.duckdb"), read_only=True)
    try:
        told = [con.execute(sql).fetchone() for sql in (FACTS, SHOWN)]
    finally:
        con.close()
    folder = (home / "current.parquet").resolve(strict=True)
    counts = [
        duckdb.execute(f"SELECT count(*) FROM '{folder}/{table}/*.parquet'").fetchone()  # noqa: S608 - a test's own paths
        for table in ("article", "figure", "page")
    ]
    return (*(tuple(row or ()) for row in told), tuple(row[0] for row in counts if row))


def reader(home: Path, stop: Event, answers: Connection) -> None:
    """Look again and again until told to stop; then send the different answers in the order they came, with their number, and all errors."""
    seen: list[Any] = []
    errors: list[str] = []
    looks = 0
    answers.send("ready")
    while not stop.is_set():
        looks += 1
        try:
            if (told := look(home)) not in seen[-1:]:
                seen.append(told)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a reader's error
            errors.append(f"{type(error).__name__}: {error}")
        time.sleep(0.1)
    answers.send((looks, seen, errors))
