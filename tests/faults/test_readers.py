"""Readers of the published file never wait, never fail, and never see half a day; a second writer is told who the first is."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import duckdb
import pytest
import small_world

from pipeline.settings import Settings
from pipeline.store.errors import Locked
from pipeline.store.lock import writer_lock
from pipeline.store.query import run

SCRIPT = Path(small_world.__file__)
SEEN = """
SELECT
  (SELECT count(*) FROM article) AS articles,
  (SELECT count(*) FROM figure) AS figures,
  (SELECT count(*) FROM page) AS pages,
  (SELECT count(*) FROM story) AS days
"""


def start(home, days):
    environment = os.environ | {"PYTHONPATH": str(SCRIPT.parents[2])}
    return subprocess.Popen([sys.executable, str(SCRIPT), str(home), str(days)], env=environment, stderr=subprocess.PIPE, text=True)


def test_a_reader_sees_whole_days_only_while_days_are_loaded_and_published(tmp_path):
    small_world.main(tmp_path, 1)
    settings = Settings(home=tmp_path)
    writer = start(tmp_path, 4)
    seen = []
    while writer.poll() is None:
        seen.append(run(settings.current, SEEN).row(0))
    seen.append(run(settings.current, SEEN).row(0))
    assert (writer.returncode, writer.stderr.read()) == (0, "")
    writer.stderr.close()
    assert len(seen) > 10
    assert {(articles, figures, pages) for articles, figures, pages, _ in seen} <= {(2 * n, 2 * n, 3 * n) for n in range(1, 5)}
    assert all(articles == 2 * days for articles, _, _, days in seen)
    assert [days for *_, days in seen] == sorted(days for *_, days in seen)
    assert seen[-1][-1] == 4


def test_a_reader_that_stays_keeps_what_it_opened(tmp_path):
    small_world.main(tmp_path, 1)
    opened = duckdb.connect(str(tmp_path / "current.duckdb"), read_only=True)
    writer = start(tmp_path, 2)
    writer.communicate()
    assert opened.execute("SELECT count(*) FROM article").fetchone() == (2,)
    opened.close()
    assert run(tmp_path / "current.duckdb", "SELECT count(*) FROM article").item() == 4


def test_of_two_writers_at_once_the_second_is_told_who_the_first_is(tmp_path):
    with writer_lock(tmp_path, "masthead run, in this test"):
        second = start(tmp_path, 1)
        _, said = second.communicate()
    assert second.returncode != 0
    assert f"masthead run, in this test, process {os.getpid()} on " in said
    assert not (tmp_path / "build.duckdb").exists()


def test_threads_of_one_process_do_not_share_the_lock_either(tmp_path):
    said = []

    def second():
        try:
            with writer_lock(tmp_path, "second"):
                said.append("taken")
        except Locked as error:
            said.append(error.purpose)

    with writer_lock(tmp_path, "first"):
        thread = threading.Thread(target=second)
        thread.start()
        thread.join()
    assert said == ["first"]


@pytest.fixture(autouse=True)
def no_leftovers(tmp_path):
    yield
    assert not list(tmp_path.glob(".publishing*"))
