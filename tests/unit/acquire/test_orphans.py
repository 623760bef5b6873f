import fcntl
import gzip
import hashlib
import os
import shutil
from datetime import UTC, date, datetime

import pytest

from pipeline.acquire.archive import Archive, ArchiveError
from pipeline.acquire.orphans import alone, unfinished, unnamed
from pipeline.records import RawPage

DAY = date(2026, 3, 2)


def page(n):
    return RawPage(
        url=f"https://post.example/{n}",
        outlet=None,
        origin="feed",
        found_in=None,
        fetched_at=datetime(2026, 3, 2, tzinfo=UTC),
        status=200,
        media_type="text/html",
        body=f"page {n}".encode(),
    )


@pytest.fixture
def root(tmp_path):
    archive = Archive(tmp_path / "raw")
    archive.add(DAY, [page(1), page(2)])
    archive.add(date(2026, 3, 3), [page(3)])
    return archive.root


def orphan(root, body):
    name = hashlib.sha256(body).hexdigest()
    path = root / "objects" / name[:2] / f"{name}.gz"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(gzip.compress(body))
    return path


def test_of_a_whole_archive_nothing_is_unnamed(root):
    assert unnamed(root) == []
    assert unfinished(root) == []


def test_an_object_whose_index_was_never_written_is_found_and_no_other_file(root):
    lost = orphan(root, b"nobody names me")
    (lost.parent / "notes.txt").write_text("mine")
    (root / "objects" / "readme").write_text("mine")
    misplaced = root / "objects" / "zz"
    misplaced.mkdir()
    shutil.copy(lost, misplaced / lost.name)
    assert unnamed(root) == [lost]


def test_adding_the_page_again_writes_the_object_again(root):
    lost = orphan(root, page(4).body)
    lost.unlink()
    Archive(root).add(DAY, [page(4)])
    assert lost.exists()
    assert unnamed(root) == []


def test_files_aside_are_unfinished(root):
    (root / "tmp" / "half").write_bytes(b"x")
    assert unfinished(root) == [root / "tmp" / "half"]


def test_where_an_index_is_damaged_or_all_are_gone_nothing_is_proved(root):
    index = Archive(root).indexes(DAY)[0]
    whole = index.read_bytes()
    index.write_bytes(whole[:-9])
    with pytest.raises(ArchiveError, match="is damaged"):
        unnamed(root)
    shutil.rmtree(root / "index")
    with pytest.raises(ArchiveError, match="half an archive"):
        unnamed(root)


def test_an_archive_that_is_not_there_is_empty_and_stays_so(tmp_path):
    with alone(tmp_path / "raw"):
        assert unnamed(tmp_path / "raw") == unfinished(tmp_path / "raw") == []
    assert not (tmp_path / "raw").exists()


def test_the_lock_is_the_archives_own(root):
    with alone(root):
        handle = os.open(root / "lock", os.O_RDONLY)
        with pytest.raises(BlockingIOError):
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        os.close(handle)
    Archive(root).add(DAY, [page(5)])
