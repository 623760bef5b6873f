import json
from datetime import date

import pytest

from pipeline.settings import Settings
from pipeline.store import batches
from pipeline.store.leftovers import leftovers, remove, size, superseded
from pipeline.store.tables import SCHEMA_VERSION

DAY = date(2026, 3, 2)


@pytest.fixture
def known(tmp_path):
    return Settings(home=tmp_path / "w")


def batch(known, batch_id, articles):
    folder = known.batches / DAY.isoformat() / batch_id
    folder.mkdir(parents=True)
    said = {"schema_version": SCHEMA_VERSION, "day": DAY.isoformat(), "batch_id": batch_id, "counts": {"article_version": articles}}
    (folder / "manifest.json").write_text(json.dumps(said))
    (folder / "article_version.parquet").write_bytes(b"x" * 100)
    return folder


def test_what_killed_writers_left_is_found_and_nothing_else(known):
    kept = batch(known, "b1-x", 3)
    left = [
        known.batches / DAY.isoformat() / ".b2-x.tmp-77",
        known.home / ".publishing-77.duckdb",
        known.home / "runs" / "r.77.tmp",
        known.home / "snapshots" / "s.tmp",
    ]
    left[0].mkdir()
    for path in left[1:]:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    (known.home / "runs" / "r.json").write_text("{}")
    (known.home / "snapshots" / "s.duckdb").write_bytes(b"x")
    (known.home / "masthead.toml").write_text("")
    assert sorted(leftovers(known)) == sorted(left)
    for path in left:
        remove(path)
    assert leftovers(known) == []
    assert kept.is_dir()
    assert (known.home / "snapshots" / "s.duckdb").exists()


def test_an_empty_data_root_has_no_leftovers(known):
    assert leftovers(known) == []
    assert superseded(known.batches, "new") == []


def test_a_batch_is_superseded_when_this_extractor_read_its_pages_and_no_fewer_articles(known):
    old = batch(known, "b1-old", 3)
    batch(known, "b1-new", 3)
    batch(known, "b2-old", 3)  # its pages were not read again
    batch(known, "b3-old", 3)  # they were, with less to show for it
    batch(known, "b3-new", 2)
    assert [one.path for one in superseded(known.batches, "new")] == [old]
    assert [one.batch_id for one in superseded(known.batches, "old")] == ["b1-new", "b3-new"]
    assert superseded(known.batches, "other") == []


def test_a_batch_is_removed_whole_and_its_bytes_are_counted(known):
    folder = batch(known, "b1-old", 3)
    assert size(folder) == 100 + (folder / "manifest.json").stat().st_size
    remove(folder)
    assert list(folder.parent.iterdir()) == []
    assert batches.listing(known.batches) == []


def test_a_removal_that_was_killed_leaves_no_half_batch(known, monkeypatch):
    folder = batch(known, "b1-old", 3)

    def killed(_):
        raise KeyboardInterrupt

    monkeypatch.setattr("pipeline.store.leftovers.shutil.rmtree", killed)
    with pytest.raises(KeyboardInterrupt):
        remove(folder)
    assert batches.listing(known.batches) == []
    assert len(leftovers(known)) == 1
