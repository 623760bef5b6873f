import json
from datetime import date

import duckdb
import polars as pl
import pytest
import small_world

from pipeline.store import batches
from pipeline.store.errors import SchemaMismatchError, StoreError
from pipeline.store.frames import dtypes
from pipeline.store.tables import SCHEMA_VERSION, TABLES

DAY = date(2020, 1, 8)
FRAMES = small_world.frames_of(0)


def write(root, batch_id="b1", day=DAY, tables=FRAMES):
    return batches.write(root, day, batch_id, tables)


def test_what_is_written_is_read_back_the_same(tmp_path):
    folder = write(tmp_path)
    assert folder == tmp_path / "2020-01-08" / "b1"
    for table, rows in FRAMES.items():
        path = folder / f"{table}.parquet"
        assert path.is_file() == (rows.height > 0)
        if rows.height:
            assert pl.read_parquet(path).equals(rows)
            types = duckdb.sql(f"DESCRIBE FROM '{path}'").fetchall()
            assert [row[1].startswith("TIMESTAMP") for row in types] == [
                kind == pl.Datetime("us") for kind in dtypes(TABLES[table]).values()
            ]
    (batch,) = batches.listing(tmp_path)
    assert (batch.batch_id, batch.day, batch.path) == ("b1", DAY, folder)
    assert batch.counts == {table: rows.height for table, rows in FRAMES.items() if rows.height}


def test_a_batch_that_is_there_stays_as_it_is(tmp_path):
    folder = write(tmp_path)
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert write(tmp_path, tables={}) == folder
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before


def test_batches_are_listed_by_day_and_id(tmp_path):
    for day, batch_id in ((date(2020, 1, 9), "a"), (DAY, "z"), (DAY, "b")):
        write(tmp_path, batch_id, day)
    (tmp_path / "notes").mkdir()
    assert [(batch.day.day, batch.batch_id) for batch in batches.listing(tmp_path)] == [(8, "b"), (8, "z"), (9, "a")]
    assert [batch.batch_id for batch in batches.listing(tmp_path, [date(2020, 1, 9), date(2020, 2, 1)])] == ["a"]
    assert batches.listing(tmp_path / "nowhere") == []


def test_leftovers_are_no_batches_and_are_swept(tmp_path):
    left = tmp_path / "2020-01-08" / ".b0.tmp-12"
    left.mkdir(parents=True)
    (left / "figure.parquet").write_bytes(b"PAR1 half")
    assert batches.listing(tmp_path) == []
    write(tmp_path)
    assert not left.exists()
    assert sorted(path.name for path in (tmp_path / "2020-01-08").iterdir()) == ["b1"]


@pytest.mark.parametrize("batch_id", ["", "../b", ".b", "a/b", "a b", "x" * 101])
def test_a_batch_id_is_a_plain_name(tmp_path, batch_id):
    with pytest.raises(StoreError, match="is no batch id"):
        write(tmp_path, batch_id)


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        ({"page": FRAMES["capture"]}, "no batch holds page"),
        ({"nothing": FRAMES["figure"]}, "no batch holds nothing"),
        ({"quote": FRAMES["figure"]}, "quote"),
    ],
)
def test_frames_that_are_not_the_tables_are_refused(tmp_path, tables, said):
    with pytest.raises(StoreError, match=said):
        write(tmp_path, tables=tables)
    assert batches.listing(tmp_path) == []


def change(folder, **said):
    path = folder / batches.MANIFEST
    path.write_text(json.dumps(json.loads(path.read_text()) | said))


def test_a_batch_of_newer_code_is_refused_with_a_clear_word_and_one_of_older_code_is_not(tmp_path):
    folder = write(tmp_path)
    change(folder, schema_version=SCHEMA_VERSION - 1)
    assert [batch.path for batch in batches.listing(tmp_path)] == [folder]
    change(folder, schema_version=SCHEMA_VERSION + 1)
    with pytest.raises(SchemaMismatchError, match=r"newer code .* update masthead"):
        batches.listing(tmp_path)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema_version": "x"}'])
def test_a_folder_with_a_broken_manifest_is_named(tmp_path, text):
    folder = write(tmp_path)
    (folder / batches.MANIFEST).write_text(text)
    with pytest.raises(StoreError, match=f"{folder} is no batch"):
        batches.listing(tmp_path)


def test_a_manifest_cannot_name_a_table_of_its_own(tmp_path):
    folder = write(tmp_path)
    change(folder, counts={"../../etc": 1})
    with pytest.raises(StoreError, match="tables no batch holds"):
        batches.read_manifest(folder)


def test_an_error_while_writing_leaves_nothing(tmp_path, monkeypatch):
    def fail(path):
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(batches, "sync_file", fail)
    with pytest.raises(StoreError, match="the disk is full"):
        write(tmp_path)
    assert list((tmp_path / "2020-01-08").iterdir()) == []
