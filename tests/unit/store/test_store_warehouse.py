import random
import shutil
from datetime import UTC, date, datetime

import duckdb
import polars as pl
import pytest
import small_world

from pipeline.store import batches, changes
from pipeline.store.errors import SchemaMismatchError, StoreError
from pipeline.store.fingerprint import FINGERPRINTED, LEFT_OUT, LOG
from pipeline.store.frames import dtypes
from pipeline.store.tables import SCHEMA_VERSION, TABLES
from pipeline.store.warehouse import Changes, Warehouse


@pytest.fixture
def folders(tmp_path):
    """Three days of batches."""
    return [
        batches.write(tmp_path / "batches", small_world.day_of(n), small_world.batch_id(small_world.day_of(n)), small_world.frames_of(n))
        for n in range(3)
    ]


def built(path, folders, *, at_once=True):
    with Warehouse.open(path) as warehouse:
        for group in [folders] if at_once else [[folder] for folder in folders]:
            warehouse.load(group)
        small_world.relate(warehouse)
        return warehouse.fingerprint()


def test_what_was_in_the_batches_is_in_the_tables(tmp_path, folders):
    with Warehouse.open(tmp_path / "w.duckdb") as warehouse:
        loaded = warehouse.load(folders, now=datetime(2020, 2, 1, tzinfo=UTC))
        assert loaded.batches == ("b-20200108", "b-20200109", "b-20200110")
        assert loaded.counts["figure"] == 6
        assert loaded.counts["outlet"] == 2
        written = {path.stem for path in folders[0].glob("*.parquet")}
        assert written == {table for table, count in loaded.counts.items() if count}
        for table in loaded.counts:
            if table in written:
                rows = pl.concat([pl.read_parquet(f"{folder}/{table}.parquet") for folder in folders])
                assert sorted(map(repr, warehouse.table(table).rows())) == sorted(set(map(repr, rows.rows()))), table
            assert dict(warehouse.table(table).schema) == dtypes(TABLES[table])
        assert warehouse.frame("SELECT DISTINCT loaded_at FROM loaded_batch").item() == datetime(2020, 2, 1)  # noqa: DTZ001
        assert len(warehouse.loaded_batches()) == 3


def test_loading_again_changes_nothing(tmp_path, folders):
    with Warehouse.open(tmp_path / "w.duckdb") as warehouse:
        warehouse.load(folders)
        before = warehouse.fingerprint()
        again = warehouse.load(folders)
        assert again.batches == ()
        assert not any(again.counts.values())
        assert warehouse.fingerprint() == before


def test_the_same_rows_under_another_batch_id_are_not_doubled(tmp_path, folders):
    twin = tmp_path / "batches" / "2020-02-01" / "twin"
    batches.write(tmp_path / "batches", date(2020, 2, 1), "twin", small_world.frames_of(0))
    with Warehouse.open(tmp_path / "w.duckdb") as warehouse:
        warehouse.load(folders)
        again = warehouse.load([twin])
        assert again.batches == ("twin",)
        assert not any(again.counts.values())
        assert warehouse.run_check("unique_ids").is_empty()


def test_the_order_of_loading_makes_no_difference(tmp_path, folders):
    shuffled = random.Random(7).sample(folders, len(folders))  # noqa: S311 - a test's order
    prints = {
        built(tmp_path / "once.duckdb", folders),
        built(tmp_path / "shuffled.duckdb", shuffled, at_once=False),
        built(tmp_path / "reversed.duckdb", folders[::-1], at_once=False),
    }
    assert len(prints) == 1


def test_a_later_batch_corrects_an_outlet_and_never_a_fact(tmp_path, folders):
    frames = small_world.frames_of(0)
    outlet = frames["outlet"].with_columns(name=pl.lit("Renamed"))
    figure = frames["figure"].with_columns(kind=pl.lit("killed"))
    folder = batches.write(tmp_path / "batches", date(2020, 2, 1), "late", {"outlet": outlet, "figure": figure})
    with Warehouse.open(tmp_path / "w.duckdb") as warehouse:
        warehouse.load(folders)
        assert warehouse.load([folder]).counts["outlet"] == 2
        assert set(warehouse.table("outlet")["name"]) == {"Renamed"}
        assert set(warehouse.table("figure")["kind"]) == {"injured"}


def test_a_load_that_fails_leaves_nothing(tmp_path, folders):
    (folders[2] / "quote.parquet").write_bytes(b"PAR1")
    with Warehouse.open(tmp_path / "w.duckdb") as warehouse:
        with pytest.raises(StoreError, match="loading into"):
            warehouse.load(folders)
        assert not any(warehouse.counts().values())
        assert warehouse.loaded_batches() == set()
        warehouse.load(folders[:2])
        assert warehouse.counts()["quote"] == 4


def test_what_was_loaded_stays_pending_until_settled_also_over_a_restart(tmp_path, folders):
    path = tmp_path / "w.duckdb"
    with Warehouse.open(path) as warehouse:
        warehouse.load(folders[:1])
    with Warehouse.open(path) as warehouse:
        warehouse.load(folders)
        assert not warehouse.is_settled()
        assert warehouse.pending("relate", "code").everything
        warehouse.settle("code")
        assert warehouse.is_settled()
        warehouse.load(folders)
        pending = warehouse.pending("relate", "code")
        assert warehouse.is_settled()
        assert not any(warehouse.changed(pending, scope) for scope in changes.BY_LOAD)
        assert warehouse.pending("relate", "other code").everything


def test_a_look_at_an_old_article_notes_its_page_version_article_and_day(warehouse, settings):
    look = small_world.frames_of(0)["capture"].filter(pl.col("fate") == "stored").head(1).with_columns(capture_id=pl.lit("again"))
    folder = batches.write(settings.batches, date(2020, 3, 1), "again", {"capture": look})
    warehouse.load([folder])
    pending = warehouse.pending("relate", "")
    assert {scope: warehouse.changed(pending, scope) for scope in changes.BY_LOAD} == {
        "page": look["page_id"].to_list(),
        "article": look["article_id"].to_list(),
        "version": look["version_id"].to_list(),
        "outlet": [],
        "entity": [],
        "look_day": [look["fetched_at"].item().date().isoformat()],
    }


def test_a_look_decided_anew_notes_the_version_it_showed_before(warehouse, settings):
    look = small_world.frames_of(0)["capture"].filter(pl.col("fate") == "stored").head(1)
    gone = look.with_columns(fate=pl.lit("skipped"), reason=pl.lit("not_relevant"), version_id=pl.lit(None, pl.String))
    warehouse.load([batches.write(settings.batches, date(2020, 3, 1), "again", {"capture": gone})])
    assert warehouse.changed(warehouse.pending("relate", ""), "version") == look["version_id"].to_list()


def test_a_look_that_gave_no_article_still_has_to_be_settled(warehouse, settings):
    look = small_world.frames_of(0)["capture"].filter(pl.col("fate") == "failed").with_columns(capture_id=pl.lit("again"))
    folder = batches.write(settings.batches, date(2020, 3, 1), "again", {"capture": look})
    assert warehouse.is_settled()
    warehouse.load([folder])
    assert warehouse.changed(warehouse.pending("relate", ""), "article") == []
    assert not warehouse.is_settled()
    warehouse.settle()
    warehouse.load([folder])
    assert warehouse.is_settled()


def test_what_all_have_seen_is_pruned_and_numbers_go_on(warehouse):
    con = warehouse._con
    changes.done(con, "mart slow", "code")
    slow = warehouse.pending("mart slow", "code")
    warehouse.note("story", ["b", "a", "a"])
    warehouse.settle()
    changes.prune(con)
    assert warehouse.changed(slow, "story") == ["a", "b"]
    changes.forget(con, "mart slow")
    changes.prune(con)
    assert warehouse.frame("FROM change_log").is_empty()
    after = warehouse.pending("relate", "").after
    warehouse.note("day", ["2020-01-08"])
    assert warehouse.frame("SELECT seq FROM change_log").item() == after + 1
    with pytest.raises(ValueError, match="no scope 'figure'; there are page"):
        warehouse.pending("relate", "").ids("figure")


def test_replace_takes_away_what_vanished_and_leaves_alone_what_is_equal(warehouse):
    story = warehouse.table("story").sort("story_id")
    changed = pl.concat([story.head(1).with_columns(label=pl.lit("other")), story.head(1).with_columns(story_id=pl.lit("new"))])
    assert warehouse.replace("story", story) == Changes(inserted=0, updated=0, deleted=0)
    assert warehouse.replace("story", changed) == Changes(inserted=1, updated=1, deleted=1)
    assert warehouse.table("story").sort("story_id").equals(changed.sort("story_id"))
    assert warehouse.merge("story", story.tail(1)) == Changes(inserted=1, updated=0, deleted=0)
    assert warehouse.replace("story", story.clear()) == Changes(inserted=0, updated=0, deleted=3)


def test_tables_with_two_keys_are_replaced_too(warehouse):
    covered = warehouse.table("coverage")
    assert warehouse.replace("coverage", covered.with_columns(pl.col("failed") + 1)).updated == covered.height
    members = warehouse.table("article_story")
    assert warehouse.replace("article_story", members.head(1)).deleted == members.height - 1


def test_a_replacement_with_a_key_twice_is_refused(warehouse):
    story = warehouse.table("story")
    with pytest.raises(StoreError, match="several rows have the same story_id"):
        warehouse.replace("story", pl.concat([story, story]))


def test_a_transaction_is_all_or_nothing(warehouse):
    before = warehouse.fingerprint()

    def half():
        with warehouse.transaction():
            warehouse.replace("story", warehouse.table("story").clear())
            warehouse.replace("nothing", pl.DataFrame())

    with pytest.raises(StoreError, match="no table"):
        half()
    assert warehouse.fingerprint() == before


def test_frame_takes_parameters_by_name_and_by_place(warehouse):
    assert warehouse.frame("SELECT count(*) AS n FROM article WHERE outlet_id = $outlet", {"outlet": "delta_wire"}).item() == 2
    assert warehouse.frame("SELECT count(*) AS n FROM article WHERE outlet_id = ?", ["delta_wire"]).item() == 2
    with pytest.raises(StoreError, match=r"the query: .*nowhere"):
        warehouse.frame("FROM nowhere")
    with pytest.raises(StoreError, match="no table 'nowhere'"):
        warehouse.table("nowhere")


def test_the_fingerprint_is_blind_to_when_and_sees_what(warehouse):
    before = warehouse.fingerprint()
    assert set(warehouse.digests()) == set(FINGERPRINTED)
    later = {"article": "first_fetched_at = first_fetched_at + INTERVAL 1 HOUR", "page": "retry_at = now()::TIMESTAMP, detail = 'later'"}
    assert set(later) == set(LEFT_OUT)
    for table, change in later.items():
        warehouse._con.execute(f"UPDATE {table} SET {change}")  # noqa: S608
    for table in (*LOG, "loaded_batch", "change_log", "seen"):
        warehouse._con.execute(f"DELETE FROM {table}")  # noqa: S608
    assert warehouse.fingerprint() == before


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("figure", "UPDATE figure SET value_low = value_low + 1"),
        ("quote", "UPDATE quote SET content_spans = [[1, 2]]"),
        ("article_version", "UPDATE article_version SET authors = ['Ada Quill B.', 'Nib']"),
        ("article_version", "UPDATE article_version SET credit = ''"),
        ("naming", "INSERT INTO naming FROM naming"),
        ("naming", "INSERT INTO naming FROM naming UNION ALL FROM naming"),
        ("story", "DELETE FROM story"),
        ("page", "UPDATE page SET fate = 'skipped' WHERE fate = 'failed'"),
    ],
)
def test_any_change_of_a_fact_or_relation_changes_its_tables_digest_alone(warehouse, table, change):
    before = warehouse.digests()
    warehouse._con.execute(change)
    after = warehouse.digests()
    assert [name for name in before if before[name] != after[name]] == [table]


def test_text_is_kept_compressed(tmp_path, folders):
    path = tmp_path / "w.duckdb"
    with Warehouse.open(path) as warehouse:
        warehouse.load(folders)
    with Warehouse.open(path) as warehouse:
        long = "UPDATE article_version SET text = text || repeat('and so on, ' || version_id || ' ', 500)"
        warehouse._con.execute(long)
        warehouse.checkpoint()
        kinds = warehouse.frame("SELECT DISTINCT compression FROM pragma_storage_info('article_version') WHERE column_name = 'text'")
        assert "ZSTD" in kinds["compression"].to_list()


def test_a_file_of_newer_code_is_refused(settings):
    with duckdb.connect(str(settings.build)) as con:
        con.execute("UPDATE schema_version SET version = ?", [SCHEMA_VERSION + 1])
    with pytest.raises(SchemaMismatchError, match=r"newer code .* update masthead"):
        Warehouse.open(settings.build)


def test_a_file_of_older_code_is_refused_also_if_nobody_raised_the_version(settings):
    with duckdb.connect(str(settings.build)) as con:
        con.execute("ALTER TABLE quote DROP COLUMN cue")
    with pytest.raises(SchemaMismatchError, match=r"older code .* other columns in quote"):
        Warehouse.open(settings.build)


def test_a_file_that_is_no_warehouse_is_refused(tmp_path):
    path = tmp_path / "other.duckdb"
    with duckdb.connect(str(path)) as con:
        con.execute("CREATE TABLE mine (a INTEGER)")
    with pytest.raises(SchemaMismatchError, match="no warehouse of masthead"):
        Warehouse.open(path)
    path.write_bytes(b"not a database at all" * 1000)
    with pytest.raises(StoreError, match="opening"):
        Warehouse.open(path)
    with pytest.raises(StoreError, match="there is no warehouse"):
        Warehouse.open(tmp_path / "nowhere.duckdb", read_only=True)


def test_a_warehouse_opened_to_read_is_not_written_to(settings):
    copy = settings.home / "copy.duckdb"
    shutil.copy(settings.current, copy)
    with Warehouse.open(copy, read_only=True) as warehouse:
        assert warehouse.run_check("spans").is_empty()
        with pytest.raises(StoreError, match="read-only"):
            warehouse.settle()


def test_rows_lie_in_order_of_publication(tmp_path, folders):
    with Warehouse.open(tmp_path / "w.duckdb") as warehouse:
        warehouse.load(folders[::-1])
        days = warehouse.frame("SELECT published_at FROM article_version")["published_at"]
        assert days.is_sorted()
