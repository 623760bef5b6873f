"""The small world of `tests/faults`, once as a warehouse that tests only read, and as one each may change."""

import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "faults"))

import small_world

from pipeline.settings import Settings
from pipeline.store.warehouse import Warehouse


@pytest.fixture(scope="session")
def world_home(tmp_path_factory):
    home = tmp_path_factory.mktemp("world")
    small_world.main(home, 2)
    return home


@pytest.fixture
def settings(tmp_path, world_home):
    """A data root of one's own that holds two days, loaded and published."""
    home = tmp_path / "home"
    shutil.copytree(world_home, home)
    return Settings(home=home, keep_snapshots=2)


@pytest.fixture
def warehouse(settings):
    with Warehouse.open(settings.build) as opened:
        yield opened


@pytest.fixture
def sql(tmp_path, monkeypatch):
    """A folder sql/ of one's own: `sql("marts/x", "-- title: ...")` writes a file there."""
    folder = tmp_path / "sql"
    monkeypatch.setattr("pipeline.store.sql_files.sql_dir", lambda: folder)

    def write(name, text):
        path = folder / f"{name}.sql"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    return write
