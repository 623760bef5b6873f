"""The store killed at any moment of its work and begun again ends with the same warehouse, and readers never notice."""

import json
import multiprocessing
import os
import random
import shutil
import time
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
import store_line

from pipeline.store import parquet
from pipeline.store.leftovers import leftovers
from pipeline.store.publish import publish, published
from pipeline.store.warehouse import Warehouse

KILLS = int(os.environ.get("MASTHEAD_STORE_KILLS", "4"))
"""The full measure is 50; each costs about five seconds."""
SEED = int(os.environ.get("MASTHEAD_STORE_SEED", str(KILLS)))
BEGINNING = 0.3  # seconds after the start of loading and of publishing in which half of the kills fall
IN_A_ROW = 4  # kills in one trial
PATIENCE = 120
OLD_DAYS, NEW_DAYS = range(2), range(2, 5)
CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["store_line"])


class Moment(NamedTuple):
    """So many seconds after the work has come to a stage."""

    stage: str
    seconds: float


class World(NamedTuple):
    """A data root with work left, and what it comes to unbroken: the fingerprint before and after, each relation's hash, the whole's seconds."""

    home: Path
    old: str
    new: str
    digests: dict
    seconds: float


def start(home, days, stage="start"):
    event = CONTEXT.Event()
    child = CONTEXT.Process(target=store_line.victim, args=(home, days, stage, event))
    child.start()
    return child, event


def copied(home, to):
    return Path(shutil.copytree(home, to, symlinks=True))


def manifest(home):
    return json.loads((home / "current.parquet/manifest.json").read_text(encoding="utf-8"))


def digests(home):
    """Hashes of the rows of every table, view and mart; also the marts are those of an unbroken run."""
    return {table["name"]: [file["digest"] for file in table["files"]] for table in manifest(home)["tables"]}


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    home = tmp_path_factory.mktemp("old") / "home"
    child, _ = start(home, OLD_DAYS)
    child.join(PATIENCE)
    old = publish(store_line.settings(home), force=True).fingerprint
    unbroken = copied(home, tmp_path_factory.mktemp("new") / "home")
    child, event = start(unbroken, NEW_DAYS)
    assert event.wait(PATIENCE)
    began = time.monotonic()
    child.join(PATIENCE)
    assert child.exitcode == 0
    seconds = time.monotonic() - began
    assert_whole(unbroken, before=home)
    return World(home, old, published(unbroken / "current.duckdb")[1], digests(unbroken), seconds)


def assert_whole(home, before):
    """The published file, the snapshots and the Parquet are each one publication, all of it."""
    settings = store_line.settings(home)
    shown = published(settings.current)
    files = {path: published(path) for path in (settings.current, *(home / "snapshots").iterdir())}
    assert [path.stem for path in files][1:] == [name for name, *_ in files.values()][1:]  # of the snapshots: called what they are
    for path, (_, fingerprint, _) in files.items():
        with Warehouse.open(path, read_only=True) as warehouse:
            assert warehouse.fingerprint() == fingerprint, path
    told = manifest(home)
    assert told["snapshot"] == parquet.shown(settings)
    assert told["snapshot"] in {shown[0], published(before / "current.duckdb")[0]}
    folder = (home / "current.parquet").resolve()
    for file in (file for table in told["tables"] for file in table["files"]):
        assert (folder / file["path"]).stat().st_size == file["bytes"]


def assert_done(home, world):
    """No trace of the kills: the same facts, relations and marts as unbroken, everything in step, nothing left aside."""
    settings = store_line.settings(home)
    shown = published(settings.current)
    assert shown[1] == world.new
    assert digests(home) == world.digests
    assert manifest(home)["snapshot"] == shown[0]
    assert len(list((home / "snapshots").iterdir())) == settings.keep_snapshots
    assert leftovers(settings) == []
    assert [path.name for path in home.rglob("*") if path.name.endswith((".wal", ".tmp")) or path.name.startswith((".p", ".b"))] == []


def moments(chance, seconds):
    """Half of the kills spread evenly over the whole work, the others over the beginnings of loading and publishing; in random order."""
    evenly = KILLS - KILLS // 2
    drawn = [Moment("start", (n + chance.random()) * seconds / evenly) for n in range(evenly)]
    drawn += [Moment(("load", "publish")[n % 2], chance.uniform(0, BEGINNING)) for n in range(KILLS // 2)]
    chance.shuffle(drawn)
    return drawn


def killed(home, moment):
    """Whether the work was killed at that moment; if not, it was done before."""
    child, event = start(home, NEW_DAYS, moment.stage)
    assert event.wait(PATIENCE)
    child.join(moment.seconds)
    child.kill()
    child.join()
    assert child.exitcode in {0, -9}
    return child.exitcode == -9


@contextmanager
def read_throughout(home, told):
    """A reader beside the block; what it saw goes into `told`."""
    stop, (here, there) = CONTEXT.Event(), CONTEXT.Pipe()
    child = CONTEXT.Process(target=store_line.reader, args=(home, stop, there))
    child.start()
    assert here.recv() == "ready"
    try:
        yield
    finally:
        stop.set()
        told.append(here.recv())
        child.join(PATIENCE)


def test_killed_at_random_moments_it_ends_with_the_same_warehouse_and_no_reader_fails(tmp_path, world):
    chance = random.Random(SEED)  # noqa: S311 - no secret
    ahead, done, told, homes = moments(chance, world.seconds), [], [], 0
    while ahead:
        assert homes < 3 * KILLS + 3, "the work is done before it can be killed"
        home, homes, row = copied(world.home, tmp_path / str(homes)), homes + 1, []
        try:
            with read_throughout(home, told):
                while ahead and len(row) < IN_A_ROW and published(home / "current.duckdb")[1] == world.old and killed(home, ahead[0]):
                    row.append(ahead.pop(0))
                    assert_whole(home, world.home)
                    assert published(home / "current.duckdb")[1] in {world.old, world.new}
                if not row:
                    continue  # it was done before: again, from the beginning
                child, _ = start(home, NEW_DAYS)
                child.join(PATIENCE)
                assert child.exitcode == 0
            assert_whole(home, world.home)
            assert_done(home, world)
        except BaseException as error:
            error.add_note(f"MASTHEAD_STORE_KILLS={KILLS} MASTHEAD_STORE_SEED={SEED}: {home}, killed at {[*row, *ahead[:1]]}")
            raise
        finally:
            done += row
        shutil.rmtree(home)
    assert_seen(told, world)
    looks = sum(looks for looks, *_ in told)
    print(f"{len(done)} kills in {homes} trials of {world.seconds:.1f} s of work, {looks} looks of readers, 0 errors")  # noqa: T201
    assert len(done) == KILLS


def assert_seen(told, world):
    """Readers saw the publication before or the one after, never a mix, never back again, and had no error."""
    whole = [((2 * days, 2 * days, 3 * days),) * 2 for days in (len(OLD_DAYS), len(OLD_DAYS) + len(NEW_DAYS))]
    assert published(world.home / "current.duckdb")[1] == world.old
    for looks, seen, errors in told:
        assert errors == []
        assert looks > 0
        assert {answer[:2] for answer in seen} <= set(whole)
        assert {answer[2] for answer in seen} <= {answer[0] for answer in whole}  # the link is turned a moment after the file
        assert seen == sorted(seen)
