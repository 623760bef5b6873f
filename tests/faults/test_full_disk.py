"""A full disk is said in one line, what is published stays as it was, and with room again the run goes on."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
import small_world

from pipeline.settings import Settings
from pipeline.store import parquet
from pipeline.store.publish import published

SCRIPT = Path(small_world.__file__)
FULL = """
import resource, sys
from pathlib import Path
sys.path.insert(0, {here!r})
import small_world
from pipeline.settings import Settings
from pipeline.store import batches
from pipeline.store.publish import publish
from pipeline.store.warehouse import Warehouse
settings = Settings(home=Path({home!r}))
day = small_world.day_of(1)
frames = small_world.frames_of(1)
long = frames["article_version"]["text"][0] * 40_000
frames["article_version"] = frames["article_version"].with_columns(text=__import__("polars").lit(long) + __import__("polars").col("text"))
if {stage!r} != "write":
    batches.write(settings.batches, day, "b", frames)
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, resource.RLIM_INFINITY))
{act}
"""
ACTS = {
    "write": ('batches.write(settings.batches, day, "b", frames)', 2_000),
    "load": ("Warehouse.open(settings.build).load([batch.path for batch in batches.listing(settings.batches)])", None),
    "publish": (
        """
import pipeline.store.publish as publishing
copy_file = publishing.copy_file
def full(*args):  # the disk is full from here on, when the file itself is in order
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, resource.RLIM_INFINITY))
    copy_file(*args)
publishing.copy_file = full
publish(settings, force=True)
""",
        -1,
    ),
    "tidy": ("publish(settings, force=True)", 1_000_000),
    "parquet": (
        """
import pipeline.store.parquet as parquet
write = parquet.write
def full(*args, **kwargs):  # the disk is full from here on, when the copy of the file is there
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, resource.RLIM_INFINITY))
    parquet._taken = lambda *_: False  # names for parts that are there already take no room
    write(*args, **kwargs)
parquet.write = full
publish(settings, force=True)
""",
        -1,
    ),
    "create": ("(settings.home / 'build.duckdb').unlink(); Warehouse.open(settings.build)", 10_000),
}
SAID = {
    "write": "writing the batch 2020-01-09/b: the disk is full",
    "load": "loading into {home}/build.duckdb: the disk is full",
    "publish": "publishing {home}/current.duckdb: the disk is full",
    "tidy": "writing to {home}/build.duckdb: the disk is full",
    "parquet": "publishing {home}/current.duckdb: the disk is full",
    "create": "opening {home}/build.duckdb: the disk is full",
}
"""What was being done, and where."""


@pytest.mark.parametrize("stage", ACTS)
def test_a_full_disk_is_said_and_nothing_is_lost(tmp_path, one_day, unbroken, stage):
    home = tmp_path / "home"
    shutil.copytree(one_day, home, symlinks=True)
    settings = Settings(home=home)
    before = published(settings.current)
    build = shutil.copy(home / "build.duckdb", tmp_path / "before.duckdb")
    act, limit = ACTS[stage]
    size = limit or Path(build).stat().st_size
    code = FULL.format(here=str(SCRIPT.parent), home=str(home), stage=stage, limit=size, act=act)
    environment = os.environ | {"PYTHONPATH": str(SCRIPT.parents[2])}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert done.stderr.splitlines()[-1].startswith("pipeline.store.errors.StoreError: "), done.stderr
    assert SAID[stage].format(home=home) in done.stderr.splitlines()[-1]
    assert "Make room and run again: what is published is untouched" in done.stderr.splitlines()[-1]
    assert published(home / "current.duckdb") == before
    assert parquet.shown(settings) == before[0]
    assert pl.read_parquet(home / "current.parquet/article/*.parquet").height == 2
    assert [path.name for path in home.rglob("*") if ".tmp-" in path.name or path.name.startswith((".publishing", ".build"))] == []
    shutil.rmtree(home / "batches" / small_world.day_of(1).isoformat(), ignore_errors=True)
    assert small_world.main(home, 2) == unbroken
