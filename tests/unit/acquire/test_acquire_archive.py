import gzip
import multiprocessing
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from pipeline.acquire.archive import Archive, ArchiveError, Entry
from pipeline.acquire.errors import InputError
from pipeline.records import RawPage

DAY = date(2026, 1, 1)
NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)


def page(body=b"one", url="https://n.example/a", **more):
    known = {
        "outlet": "n",
        "origin": "feed",
        "found_in": "https://n.example/rss",
        "fetched_at": NOW,
        "status": 200,
        "media_type": "text/html",
    }
    return RawPage(url=url, body=body, **known | more)


def files(root):
    return {path.relative_to(root): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_an_index_line_has_all_of_a_page_but_its_body():
    assert {field.name for field in fields(Entry)} == {field.name for field in fields(RawPage)} - {"body"} | {"raw_hash", "byte_count"}


def test_what_is_archived_comes_back(tmp_path):
    archive = Archive(tmp_path / "raw")
    whole = page(charset="utf-8", title="T \ud800", published="2020", authors=["Mina Fard"])
    done = archive.add(DAY, [whole, page(b"", "https://n.example/b", status=404, error="not_found"), page(b"")])
    assert (done.added, done.unchanged, done.day) == (3, 0, DAY)
    assert archive.days() == [DAY]
    first, second, third = archive.entries(DAY)
    assert archive.page(first) == whole
    assert (second.raw_hash, second.byte_count, archive.page(second).error) == (None, 0, "not_found")
    assert third.raw_hash is not None, "an empty answer is an answer"
    assert archive.page(third).body == b""


def test_an_archive_that_is_not_there_is_empty(tmp_path):
    assert Archive(tmp_path / "raw").days() == []
    assert Archive(tmp_path / "raw").entries(DAY) == []
    assert not (tmp_path / "raw").exists()


def test_the_same_again_changes_no_file(tmp_path):
    archive = Archive(tmp_path)
    pages = [page(), page(b"two", "https://n.example/b"), page(b"", None, error="malformed", found_in="list:7", origin="file")]
    archive.add(DAY, pages)
    before = files(tmp_path)
    again = archive.add(DAY + timedelta(days=1), [replace(one, fetched_at=NOW + timedelta(days=1)) for one in pages])
    assert (again.added, again.unchanged, again.path) == (0, 3, None)
    assert files(tmp_path) == before


def test_the_same_pages_give_the_same_bytes(tmp_path):
    for name in ("x", "y"):
        Archive(tmp_path / name).add(DAY, [page(), page(b"two")])
    assert files(tmp_path / "x") == files(tmp_path / "y")


def test_a_page_that_changes_back_is_told(tmp_path):
    looks = [page(body, fetched_at=NOW + timedelta(hours=hour)) for hour, body in enumerate([b"A", b"A", b"B", b"A"])]
    archive = Archive(tmp_path)
    done = archive.add(DAY, looks)
    assert (done.added, done.unchanged) == (3, 1)
    assert archive.add(DAY, looks).added == 0, "replaying the looks adds none"
    assert archive.add(DAY, [page(b"B", fetched_at=NOW + timedelta(hours=9))]).added == 1
    assert archive.add(DAY, [page(b"A", fetched_at=NOW - timedelta(hours=1))]).added == 1, "a look from before the first is news"


def test_a_local_file_is_known_by_its_bytes_whenever_it_comes(tmp_path):
    archive = Archive(tmp_path)
    one, two = page(b"one", origin="article_list"), page(b"two", origin="article_list")
    assert archive.add(DAY, [one, two, one]).added == 2
    later = [replace(row, fetched_at=NOW + timedelta(days=3)) for row in (two, one)]
    assert archive.add(DAY, later).added == 0
    assert archive.add(DAY, [page(b"one", None, origin="file"), page(b"one", None, origin="file", found_in="copy")]).added == 1


def test_two_additions_to_a_day_stand_side_by_side(tmp_path):
    archive = Archive(tmp_path)
    archive.add(DAY, [page(b"late", "https://n.example/z", fetched_at=NOW + timedelta(hours=1))])
    archive.add(DAY, [page(b"early")])
    assert [entry.url for entry in archive.entries(DAY)] == ["https://n.example/a", "https://n.example/z"]
    assert len(list((tmp_path / "index" / "2026-01-01").iterdir())) == 2


def test_an_addition_that_breaks_off_leaves_no_trace_in_the_index(tmp_path):
    archive = Archive(tmp_path)

    def breaking():
        yield page()
        raise RuntimeError("the power went")

    with pytest.raises(RuntimeError):
        archive.add(DAY, breaking())
    assert archive.days() == []
    (tmp_path / "tmp" / "left behind").write_text("x")
    assert archive.add(DAY, [page()]).added == 1
    assert archive.page(archive.entries(DAY)[0]).body == b"one"
    assert list((tmp_path / "tmp").iterdir()) == []


@pytest.mark.parametrize("damage", [b"", b"junk", gzip.compress(b"other"), gzip.compress(b"one")[:-9], gzip.compress(b"one more")])
def test_damaged_bytes_are_told(tmp_path, damage):
    archive = Archive(tmp_path)
    archive.add(DAY, [page()])
    (entry,) = archive.entries(DAY)
    (path,) = (tmp_path / "objects").rglob("*.gz")
    path.write_bytes(damage)
    with pytest.raises(ArchiveError, match=entry.raw_hash):
        archive.page(entry)
    path.unlink()
    with pytest.raises(ArchiveError):
        archive.page(entry)


@pytest.mark.parametrize("damage", [b"junk", gzip.compress(b"{}\n"), gzip.compress(b"[1]\n"), gzip.compress(b'{"url": "x"}\n')[:-9]])
def test_a_damaged_index_is_told(tmp_path, damage):
    archive = Archive(tmp_path)
    path = archive.add(DAY, [page()]).path
    path.write_bytes(damage)
    with pytest.raises(ArchiveError, match=r"is damaged"):
        archive.entries(DAY)


def test_a_root_that_is_no_folder_says_so(tmp_path):
    (tmp_path / "raw").write_text("a file")
    with pytest.raises(InputError, match="must be a folder"):
        Archive(tmp_path / "raw").add(DAY, [page()])


def _add(root, start):
    Archive(root).add(DAY, [page(str(number).encode(), f"https://n.example/{number}") for number in range(start, start + 40)])


def test_two_processes_add_one_after_the_other(tmp_path):
    spawn = multiprocessing.get_context("spawn")
    workers = [spawn.Process(target=_add, args=(tmp_path, start)) for start in (0, 20)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
        assert worker.exitcode == 0
    archive = Archive(tmp_path)
    assert sorted(int(archive.page(entry).body) for entry in archive.entries(DAY)) == list(range(60))
