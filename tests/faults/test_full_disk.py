"""A full disk is said in one line, what is published stays as it was, and with room again the run goes on."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import small_world

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
    "publish": ("publish(settings, force=True)", 1_000_000),
}


@pytest.mark.parametrize("stage", ACTS)
def test_a_full_disk_is_said_and_nothing_is_lost(tmp_path, stage):
    home = tmp_path / "home"
    small_world.main(home, 1)
    before = published(home / "current.duckdb")
    build = shutil.copy(home / "build.duckdb", tmp_path / "before.duckdb")
    act, limit = ACTS[stage]
    size = limit or Path(build).stat().st_size
    code = FULL.format(here=str(SCRIPT.parent), home=str(home), stage=stage, limit=size, act=act)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}  # it writes files too
    environment["PYTHONPATH"] = str(SCRIPT.parents[2])
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert done.stderr.splitlines()[-1].startswith("pipeline.store.errors.StoreError: "), done.stderr
    assert "the disk is full" in done.stderr.splitlines()[-1]
    assert published(home / "current.duckdb") == before
    assert [path.name for path in home.rglob("*") if ".tmp-" in path.name or path.name.startswith(".publishing")] == []
    shutil.rmtree(home / "batches" / small_world.day_of(1).isoformat(), ignore_errors=True)
    assert small_world.main(home, 2) == small_world.main(tmp_path / "other", 2)
