import shutil
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import Mock

import duckdb
import polars as pl
import pytest
import small_world

from pipeline.settings import Settings
from pipeline.store import durable
from pipeline.store.errors import StoreError
from pipeline.store.publish import publish, published
from pipeline.store.query import run
from pipeline.store.warehouse import Warehouse


def snapshots(settings):
    return sorted(path.name for path in (settings.home / "snapshots").glob("*"))


def test_the_published_file_is_the_warehouse_and_says_what_it_is(settings):
    with Warehouse.open(settings.build) as warehouse:
        expected = warehouse.fingerprint()
    row = run(settings.current, "SELECT snapshot, published_at, fingerprint FROM publication").row(0)
    assert row[2] == expected
    assert row[0].endswith(f"Z-{expected[:8]}")
    assert run(settings.current, "SELECT count(*) FROM figure").item() == 4
    assert duckdb.connect(str(settings.build)).execute("SELECT count(*) FROM publication").fetchone() == (0,)


def test_nothing_new_is_said_and_not_published(settings):
    before = settings.current.stat()
    again = publish(settings)
    assert not again.changed
    assert again.path == settings.current
    assert again.bytes == before.st_size
    assert (again.snapshot, again.fingerprint) == published(settings.current)[:2]
    assert settings.current.stat().st_mtime_ns == before.st_mtime_ns


def test_a_run_that_found_nothing_new_publishes_nothing_unless_forced(settings):
    with Warehouse.open(settings.build) as warehouse:
        warehouse.replace("run", warehouse.table("run").head(1))
    assert not publish(settings).changed
    assert publish(settings, force=True).changed
    assert run(settings.current, "SELECT count(*) FROM run").item() == 1


def test_a_new_look_is_published_though_the_fingerprint_is_the_same(settings):
    with Warehouse.open(settings.build) as warehouse:
        before = warehouse.fingerprint()
        covered = warehouse.table("coverage")
        warehouse.replace("coverage", covered.head(1))
    done = publish(settings)
    assert done.changed
    assert done.fingerprint == before


def test_a_changed_mart_is_published(settings, sql):
    sql("marts/one", "-- title: T\n-- answers: A\n-- grain: G\n-- kind: view\n-- column a: a\nSELECT 1 AS a")
    with Warehouse.open(settings.build) as warehouse:
        warehouse.build_marts()
    assert publish(settings).changed
    assert run(settings.current, "FROM one").item() == 1


def test_the_newest_snapshots_are_kept(settings):
    names = []
    for day in range(5):
        with Warehouse.open(settings.build) as warehouse:
            story = warehouse.table("story")
            warehouse.replace("story", story.with_columns(article_count=day))
        names.append(publish(settings, now=datetime(2030, 1, day + 1, tzinfo=UTC)).snapshot)
    assert snapshots(settings) == [f"{name}.duckdb" for name in names[2:4]]
    assert run(settings.home / "snapshots" / f"{names[3]}.duckdb", "SELECT DISTINCT article_count FROM story").item() == 3


def test_no_snapshots_are_kept_where_none_are_wanted(settings):
    shutil.rmtree(settings.home / "snapshots")
    assert publish(settings.model_copy(update={"keep_snapshots": 0}), force=True).changed
    assert snapshots(settings) == []


def test_snapshots_are_copied_where_there_are_no_hard_links(settings, monkeypatch):
    monkeypatch.setattr(Path, "hardlink_to", Mock(side_effect=OSError(1, "no links here")))
    before = published(settings.current)[0]
    publish(settings, force=True)
    assert published(settings.home / "snapshots" / f"{before}.duckdb")[0] == before


def test_what_is_not_related_is_not_published(settings):
    before = published(settings.current)
    with Warehouse.open(settings.build) as warehouse:
        warehouse.note("outlet", ["late"])
    with pytest.raises(StoreError, match="relations are not worked out"):
        publish(settings)
    assert published(settings.current) == before


def test_a_published_file_that_cannot_be_read_is_replaced(settings):
    settings.current.write_bytes(b"torn")
    assert published(settings.current) is None
    assert publish(settings).changed
    assert published(settings.home / "nowhere.duckdb") is None


def test_leftovers_of_killed_publishers_are_swept(settings):
    left = [settings.home / ".publishing-99.duckdb", settings.home / ".publishing-99.duckdb.wal", settings.home / "snapshots" / "half.tmp"]
    (settings.home / "snapshots").mkdir(exist_ok=True)
    for path in left:
        path.write_bytes(b"half")
    publish(settings, force=True)
    assert not any(path.exists() for path in left)


def test_two_roads_to_the_same_content_have_the_same_fingerprint(tmp_path, world_home):
    one_day = Settings(home=tmp_path / "slow")
    small_world.ingest(one_day, 0)
    assert small_world.ingest(one_day, 1).fingerprint == published(world_home / "current.duckdb")[1]


@pytest.mark.parametrize("size", [0, 1, 1000, 20 * 2**20 + 7])
@pytest.mark.parametrize("shared", [True, False])
def test_a_copy_is_the_same_bytes(tmp_path, monkeypatch, size, shared):
    if not shared:
        monkeypatch.setattr(durable, "_FICLONE", 0)
    source, target = tmp_path / "a", tmp_path / "b"
    source.write_bytes(bytes(range(256)) * (size // 256) + b"x" * (size % 256))
    durable.copy_file(source, target)
    assert target.read_bytes() == source.read_bytes()


def test_what_was_hashed_before_is_built_on_and_gives_the_same_fingerprint(settings):
    small_world.ingest(settings, 3)
    with Warehouse.open(settings.build) as warehouse:
        assert warehouse.frame("SELECT sum(row_count) FROM table_sum WHERE table_name = 'figure'").item() == warehouse.counts()["figure"]
        assert warehouse.fingerprint(running=True) == warehouse.fingerprint() == published(settings.current)[1]
        assert warehouse.publication_digest(running=True) == warehouse.publication_digest() == published(settings.current)[2]
        warehouse._con.execute("UPDATE figure SET value_low = value_low + 1")
        assert warehouse.fingerprint(running=True) != warehouse.fingerprint()


def test_sums_of_tables_whose_rows_change_are_kept_true_by_whoever_writes_them(settings):
    """A later look turns pages, articles and stories over; what was hashed of each table is then what hashing all of it gives."""
    small_world.ingest(settings, 2)
    with Warehouse.open(settings.build) as warehouse:
        before = warehouse.frame("FROM table_sum ORDER BY ALL")
        some = warehouse.table("article").head(3)
        told = warehouse.table("article_story").head(2)
        with warehouse.transaction():
            warehouse.replace("article", some.with_columns(title=pl.lit("Another headline")), among=some.select("article_id"))
            warehouse.replace("page", warehouse.table("page").head(0), among=warehouse.table("page").select("page_id").head(2))
            warehouse.merge("article_story", told.with_columns(score=pl.lit(0.125)))
            warehouse.merge("article_story", told.with_columns(story_id=pl.lit("elsewhere")))
        assert warehouse.frame("FROM table_sum ORDER BY ALL").height == before.height
        assert warehouse.frame("FROM table_sum ORDER BY ALL").rows() != before.rows()
        assert warehouse.fingerprint(running=True) == warehouse.fingerprint()
        assert warehouse.publication_digest(running=True) == warehouse.publication_digest()
        with suppress(RuntimeError), warehouse.transaction():
            warehouse.replace("article", some.head(0), among=some.select("article_id"))
            raise RuntimeError
        assert warehouse.fingerprint(running=True) == warehouse.fingerprint()
        warehouse.replace("article_story", told)
        assert warehouse.fingerprint(running=True) == warehouse.fingerprint()
        warehouse.tidy()
        assert warehouse.publication_digest(running=True) == warehouse.publication_digest()
    small_world.ingest(settings, 3)
    with Warehouse.open(settings.build) as warehouse:
        assert warehouse.fingerprint(running=True) == warehouse.fingerprint() == published(settings.current)[1]
        assert warehouse.publication_digest(running=True) == warehouse.publication_digest()


def test_after_a_deletion_everything_is_hashed_again(settings):
    with Warehouse.open(settings.build) as warehouse:
        warehouse._con.execute("DELETE FROM figure WHERE rowid = 0")
        assert warehouse.fingerprint(running=True) == warehouse.fingerprint()
        warehouse._con.execute("INSERT INTO figure FROM figure LIMIT 1")
        assert warehouse.fingerprint(running=True) == warehouse.fingerprint()
