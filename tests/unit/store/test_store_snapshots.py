from datetime import UTC, datetime

import pytest

from pipeline.settings import Settings
from pipeline.store.errors import QueryError
from pipeline.store.publish import publish
from pipeline.store.query import run
from pipeline.store.snapshots import as_of, snapshots
from pipeline.store.warehouse import Warehouse


@pytest.fixture
def three(settings):
    """Published on 1, 2 and 3 January 2030 with 1, 2 and 3 as every story's count."""
    (settings.home / "snapshots").mkdir(exist_ok=True)
    for day in (1, 2, 3):
        with Warehouse.open(settings.build) as warehouse:
            story = warehouse.table("story")
            warehouse.replace("story", story.with_columns(article_count=day))
        publish(settings, now=datetime(2030, 1, day, 12, tzinfo=UTC))
    return settings


def count(snapshot):
    return run(snapshot.path, "SELECT DISTINCT article_count FROM story").item()


def test_the_current_and_the_kept_are_listed_oldest_first(three):
    held = snapshots(three)
    assert [(one.published_at.day, one.current) for one in held] == [(1, False), (2, False), (3, True)]
    assert all(one.bytes > 0 and one.path.is_file() for one in held)
    (three.home / "snapshots" / "other.duckdb").write_bytes(b"")
    assert snapshots(three) == held


@pytest.mark.parametrize(
    ("when", "day"),
    [
        ("2030-01-01", 1),
        ("2030-01-02", 2),
        ("2030-01-02T11:59", 1),
        ("2030-01-02T12:00", 2),
        ("2030-01-02T14:00+02:00", 2),
        ("2030-01-02T13:59+02:00", 1),
        ("2035-01-01", 3),
    ],
)
def test_as_of_is_what_was_shown_then(three, when, day):
    assert count(as_of(three, when)) == day


def test_a_snapshot_can_be_named(three):
    name = snapshots(three)[1].name
    assert as_of(three, name).name == name


def test_what_is_not_kept_is_said(three):
    with pytest.raises(QueryError, match=r"nothing published by 2029-01-01 is kept. Kept are, oldest first: 2030-01-01 12:00"):
        as_of(three, "2029-01-01")
    with pytest.raises(QueryError, match="'yesterday' is no day"):
        as_of(three, "yesterday")


def test_where_nothing_is_published_there_is_nothing(tmp_path):
    assert snapshots(Settings(home=tmp_path)) == []
    with pytest.raises(QueryError, match="none"):
        as_of(Settings(home=tmp_path), "2030-01-01")
