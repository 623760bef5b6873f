import json
import os
import shutil
from pathlib import Path
from unittest.mock import Mock

import duckdb
import polars as pl
import pytest
import small_world

from pipeline.settings import Settings
from pipeline.store import parquet
from pipeline.store.errors import StoreError
from pipeline.store.leftovers import leftovers
from pipeline.store.publish import publish, published
from pipeline.store.query import run
from pipeline.store.tables import TABLES
from pipeline.store.warehouse import Warehouse


def edit(settings, count):
    with Warehouse.open(settings.build) as warehouse:
        warehouse.replace("story", warehouse.table("story").with_columns(article_count=pl.lit(count, pl.Int64)))


@pytest.fixture
def marted(settings):
    with Warehouse.open(settings.build) as warehouse:
        warehouse.build_marts()
    publish(settings, force=True)
    return settings


def manifest(settings):
    return json.loads((parquet.link(settings) / "manifest.json").read_text())


def test_every_table_and_mart_is_there_with_the_rows_of_the_published_file(marted):
    told = {table["name"]: table for table in manifest(marted)["tables"]}
    with Warehouse.open(marted.build) as warehouse:
        assert set(told) == {*TABLES, *(mart.name for mart in warehouse.marts())}
    for name, table in told.items():
        rows = run(marted.current, f"FROM {name}", rows=None)
        found = duckdb.sql(f"FROM read_parquet('{parquet.link(marted)}/{name}/*.parquet')").pl()
        assert found.columns == rows.columns == [column["name"] for column in table["columns"]]
        assert (found.height, table["rows"]) == (rows.height, rows.height), name
        if "run" not in name:
            assert sorted(map(repr, found.rows())) == sorted(map(repr, rows.rows())), name
        assert table["meaning"]
        assert all(column["meaning"] and column["type"] for column in table["columns"])
    assert {one["path"] for one in told["articles"]["files"]} == {"articles/part-0000.parquet"}


def test_the_folder_says_which_snapshot_it_is_and_how_to_read_it(marted):
    assert manifest(marted)["snapshot"] == published(marted.current)[0] == parquet.shown(marted)
    readme = (parquet.link(marted) / "README.md").read_text()
    assert "current.parquet/figures/*.parquet" in readme
    assert "- `article`: 4 rows." in readme


def test_parts_that_did_not_change_are_the_same_files(marted):
    before = parquet.link(marted).resolve()
    edit(marted, 7)
    publish(marted)
    after = parquet.link(marted).resolve()
    assert before != after
    assert (before / "figure/part-0000.parquet").samefile(after / "figure/part-0000.parquet")
    assert not (before / "story/part-0000.parquet").samefile(after / "story/part-0000.parquet")
    assert pl.read_parquet(after / "story/part-0000.parquet")["article_count"].unique().to_list() == [7]
    assert pl.read_parquet(before / "story/part-0000.parquet")["article_count"].unique().to_list() == [2]


def test_the_folder_before_stays_for_whoever_is_in_it_and_older_ones_go(marted):
    names = [parquet.shown(marted)]
    for count in (7, 8, 9):
        edit(marted, count)
        names.append(publish(marted).snapshot)
    assert sorted(path.name for path in parquet.folders(marted).iterdir()) == names[2:]
    assert parquet.shown(marted) == names[3]


def test_nothing_new_writes_nothing_but_mends_what_is_missing(marted):
    folder = parquet.link(marted).resolve()
    written = folder.stat().st_mtime_ns
    publish(marted)
    assert (parquet.link(marted).resolve(), folder.stat().st_mtime_ns) == (folder, written)
    parquet.link(marted).unlink()
    publish(marted)
    assert parquet.link(marted).resolve() == folder
    shutil.rmtree(folder)
    assert not publish(marted).changed
    assert parquet.shown(marted) == published(marted.current)[0]


def test_it_can_be_switched_off_and_on(marted):
    off = marted.model_copy(update={"publish_parquet": False})
    publish(off)
    assert not os.path.lexists(parquet.link(off))
    assert list(parquet.folders(off).iterdir()) == []
    edit(off, 5)
    publish(off)
    assert not os.path.lexists(parquet.link(off))
    publish(marted)
    assert parquet.shown(marted) == published(marted.current)[0]


def test_a_full_disk_leaves_file_and_folder_as_they_were(marted, monkeypatch):
    shown = published(marted.current), parquet.shown(marted)
    edit(marted, 5)
    monkeypatch.setattr(parquet, "sync_file", Mock(side_effect=OSError(28, "No space left on device")))
    with pytest.raises(StoreError, match="the disk is full"):
        publish(marted)
    assert (published(marted.current), parquet.shown(marted)) == shown
    assert list(marted.home.glob(".publishing*")) == []
    monkeypatch.undo()
    publish(marted)
    assert parquet.shown(marted) == published(marted.current)[0] != shown[0][0]


def test_without_hard_links_everything_is_written(marted, monkeypatch):
    monkeypatch.setattr(Path, "hardlink_to", Mock(side_effect=OSError(1, "no links here")))
    edit(marted, 6)
    publish(marted)
    assert pl.read_parquet(parquet.link(marted) / "figure/*.parquet").height == 4


def test_a_manifest_that_cannot_be_read_costs_time_only(marted):
    (parquet.link(marted) / "manifest.json").write_text('{"tables": [{}]}')
    edit(marted, 6)
    publish(marted)
    assert {table["name"]: table["rows"] for table in manifest(marted)["tables"]}["figure"] == 4


def test_folders_nobody_is_shown_are_leftovers(marted):
    assert leftovers(marted) == []
    orphan = parquet.folders(marted) / "29990101T000000000000Z-00000000"
    shutil.copytree(parquet.link(marted).resolve(), orphan)
    assert leftovers(marted) == [orphan]
    publish(marted)
    assert not orphan.exists()


def test_an_empty_warehouse_has_its_tables_too(tmp_path):
    settings = Settings(home=tmp_path)
    with Warehouse.open(settings.build) as warehouse:
        warehouse.build_marts()
    publish(settings)
    assert pl.read_parquet(tmp_path / "current.parquet/article/*.parquet").height == 0
    assert pl.read_parquet(tmp_path / "current.parquet/figures/*.parquet").columns[0] == "figure_id"


def test_rows_past_a_million_make_parts(marted, monkeypatch):
    monkeypatch.setattr(parquet, "_ROWS", 3)
    publish(marted, force=True)
    files = {table["name"]: [file["rows"] for file in table["files"]] for table in manifest(marted)["tables"]}
    assert files["figure"] == [3, 1]
    assert pl.read_parquet(parquet.link(marted) / "figure/*.parquet").height == 4


def test_the_world_of_the_fault_tests_publishes_parquet(world_home):
    assert parquet.shown(Settings(home=world_home)) == published(world_home / "current.duckdb")[0]
    assert small_world.OUTLETS


def test_a_copy_of_the_data_root_that_made_a_folder_of_the_link_is_put_right(marted):
    folder = parquet.link(marted).resolve()
    parquet.link(marted).unlink()
    shutil.copytree(folder, parquet.link(marted))
    publish(marted)
    assert parquet.link(marted).is_symlink()
    assert parquet.shown(marted) == published(marted.current)[0]
