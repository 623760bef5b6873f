"""A run killed anywhere and run again ends with the same warehouse as one that was not."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import small_world

from pipeline.settings import Settings
from pipeline.store.checks import checks
from pipeline.store.points import KILL_VARIABLE, POINTS
from pipeline.store.publish import published
from pipeline.store.query import run
from pipeline.store.warehouse import Warehouse

SCRIPT = Path(small_world.__file__)
PLACES = [path.read_text() for path in (SCRIPT.parents[2] / "pipeline" / "store").glob("*.py")]


def start(home, days, kill_at=""):
    environment = os.environ | {KILL_VARIABLE: kill_at, "PYTHONPATH": str(SCRIPT.parents[2])}
    return subprocess.run([sys.executable, str(SCRIPT), str(home), str(days)], env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("point", POINTS)
def test_killed_at_a_point_and_run_again_it_is_the_same_warehouse(tmp_path, one_day, unbroken, point):
    home = tmp_path / "home"
    shutil.copytree(one_day, home)
    before = published(home / "current.duckdb")
    assert start(home, 2, point).returncode == -signal.SIGKILL
    if point != "publish.after_replace":
        assert published(home / "current.duckdb") == before
        assert run(home / "current.duckdb", "SELECT count(*) FROM article").item() == 2
    assert small_world.main(home, 2) == unbroken
    settings = Settings(home=home)
    assert published(settings.current)[1] == unbroken
    with Warehouse.open(settings.build) as warehouse:
        assert [check.name for check in checks() if warehouse.run_check(check.name).height] == []
    assert [path.name for path in home.rglob("*") if ".tmp-" in path.name or path.name.startswith(".publishing")] == []


def test_killed_while_the_file_is_made_it_is_made_again(tmp_path):
    """The first kill in an empty data root: there is no published file, and no half one."""
    done = start(tmp_path, 1, "load.in_transaction")
    assert done.returncode == -signal.SIGKILL
    assert not (tmp_path / "current.duckdb").exists()
    small_world.main(tmp_path, 1)
    assert run(tmp_path / "current.duckdb", "SELECT count(*) FROM article").item() == 2


def test_killed_while_the_file_gets_its_first_bytes_there_is_no_stub_that_nobody_can_open(tmp_path):
    """DuckDB writes the head of a new file in three pieces: such a file has a name of its own until it is whole."""
    assert start(tmp_path, 1, "create.before_rename").returncode == -signal.SIGKILL
    assert not (tmp_path / "build.duckdb").exists()
    [left] = tmp_path.glob(".build.duckdb.new-*")
    left.write_bytes(left.read_bytes()[:4096])
    small_world.main(tmp_path, 1)
    assert run(tmp_path / "current.duckdb", "SELECT count(*) FROM article").item() == 2
    assert list(tmp_path.glob(".build*")) == []


def test_what_a_killed_run_had_put_out_of_memory_or_half_noted_goes_with_the_next_publication(tmp_path):
    """DuckDB leaves the folder it spills to when it is killed, and takes no notice of it later."""
    small_world.main(tmp_path, 1)
    for left in ("build.duckdb.tmp/duckdb_temp_storage_DEFAULT-0.tmp", "runs/run-1.77.tmp"):
        (tmp_path / left).parent.mkdir(exist_ok=True)
        (tmp_path / left).write_bytes(b"half")
    small_world.main(tmp_path, 2)
    assert list(tmp_path.rglob("*.tmp")) == []


def test_every_point_is_reached_somewhere_and_none_has_another_name():
    for point in POINTS:
        assert any(f'reach("{point}")' in text for text in PLACES), point
    assert sum(text.count('reach("') for text in PLACES) >= len(POINTS)


def test_no_point_kills_without_the_variable(tmp_path):
    done = start(tmp_path, 1, "nowhere")
    assert (done.returncode, done.stderr) == (0, "")
