"""A publisher killed anywhere leaves a file and a folder of Parquet that are each whole, and the next run puts them in step."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
import small_world

from pipeline.settings import Settings
from pipeline.store import parquet
from pipeline.store.points import KILL_VARIABLE, POINTS
from pipeline.store.publish import published

SCRIPT = Path(small_world.__file__)


@pytest.mark.parametrize("point", [point for point in POINTS if point.startswith("publish.")])
def test_the_folder_is_whole_wherever_the_publisher_is_killed(tmp_path, one_day, point):
    home = tmp_path / "home"
    shutil.copytree(one_day, home, symlinks=True)
    settings = Settings(home=home)
    before = parquet.shown(settings)
    environment = os.environ | {KILL_VARIABLE: point, "PYTHONPATH": str(SCRIPT.parents[2])}
    done = subprocess.run([sys.executable, str(SCRIPT), str(home), "2"], env=environment, capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL
    assert parquet.shown(settings) == before  # the link is turned last
    assert pl.read_parquet(home / "current.parquet/article/*.parquet").height == 2
    small_world.main(home, 2)
    assert parquet.shown(settings) == published(settings.current)[0] != before
    assert pl.read_parquet(home / "current.parquet/article/*.parquet").height == 4
    assert list(home.glob(".publishing*")) == []
    held = {path.name for path in parquet.folders(settings).iterdir()}
    assert held <= {before, parquet.shown(settings)}
