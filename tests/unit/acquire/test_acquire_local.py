import bz2
import csv
import gzip
import io
import json
import lzma
import os
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from pipeline.acquire import local, packed, rows
from pipeline.acquire.local import ARTICLE_JSON, InputError, pages

NOW = datetime(2026, 1, 1, tzinfo=UTC)
ROW = {
    "id": "7",
    "url": "https://n.example/a?utm_source=x",
    "outlet": "N",
    "published": "2020-01-08",
    "title": "Bridge reopens",
    "text": "Cars are back.\n\nSo are buses.",
    "authors": ["Mina Fard"],
}


def read(*paths, outlet=None):
    return list(pages(paths, outlet=outlet, now=NOW))


def errors(*paths):
    return [(page.found_in.rpartition("/")[2], page.error) for page in read(*paths)]


def test_a_missing_path_stops_before_the_first_page(tmp_path):
    with pytest.raises(InputError, match=r"nowhere: no such file"):
        pages([tmp_path / "nowhere"], outlet=None, now=NOW)


def test_a_folder_is_searched_in_order(tmp_path):
    for name in ("b.html", "a/c.txt", "a/deep/d.HTM", "e.txt.gz", "notes.md", "picture.png", ".hidden.html", ".git/x.html", "a.zip"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(gzip.compress(b"text") if name.endswith(".gz") else b"text")
    (tmp_path / "link.html").symlink_to(tmp_path / "b.html")
    (tmp_path / "round").symlink_to(tmp_path)
    found = read(tmp_path, outlet="n")
    assert [str(Path(page.found_in).relative_to(tmp_path)) for page in found] == ["b.html", "e.txt.gz", "a/c.txt", "a/deep/d.HTM"]
    assert [page.media_type for page in found] == ["text/html", "text/plain", "text/plain", "text/html"]
    assert {(page.body, page.outlet, page.url, page.fetched_at, page.origin, page.status) for page in found} == {
        (b"text", "n", None, NOW, "file", 200)
    }


def test_what_stands_beside_a_page_is_taken_over(tmp_path):
    (tmp_path / "a.html.gz").write_bytes(gzip.compress(b"<p>"))
    (tmp_path / "a.json").write_text(json.dumps(ROW | {"fetched_at": "2020-01-09T00:00:00Z"}))
    (tmp_path / "b.txt").write_text("text")
    (tmp_path / "b.yaml").write_text("url: nowhere\npublished: 2020-01-08\nauthors: Mina Fard; Omid Rad\ntitle: 7\n")
    a, b = read(tmp_path, outlet="given")
    assert (a.url, a.outlet, a.title, a.published, a.authors) == ("https://n.example/a", "N", "Bridge reopens", "2020-01-08", ["Mina Fard"])
    assert a.fetched_at == datetime(2020, 1, 9, tzinfo=UTC)
    assert (b.url, b.outlet, b.title, b.published, b.authors, b.fetched_at) == (
        None,
        "given",
        "7",
        "2020-01-08",
        ["Mina Fard", "Omid Rad"],
        NOW,
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", "{"),
        ("a.json", "[]"),
        ("a.yaml", "a: [b"),
        ("a.yaml", "x: 2020-99-99"),
        ("a.json", "\xff"),
        ("a.json", '"' + "x" * 1_000_001 + '"'),
    ],
)
def test_a_page_whose_description_is_broken_is_not_taken_for_another(tmp_path, name, content):
    (tmp_path / "a.html").write_text("<p>")
    (tmp_path / name).write_bytes(content.encode("latin-1"))
    assert errors(tmp_path) == [("a.html", "malformed")]


def test_files_that_cannot_be_read_do_not_stop_the_others(tmp_path, monkeypatch):
    (tmp_path / "a.html.gz").write_bytes(b"no gzip")
    (tmp_path / "b.html.gz").write_bytes(gzip.compress(b"x" * 40)[:-8])
    (tmp_path / "c.html").write_text("x" * 50)
    os.mkfifo(tmp_path / "d.html")
    (tmp_path / "e.html").write_text("fine")
    monkeypatch.setattr(local, "MAX_BYTES", 49)
    assert errors(tmp_path) == [
        ("a.html.gz", "malformed"),
        ("b.html.gz", "malformed"),
        ("c.html", "too_large"),
        ("d.html", "unreadable"),
        ("e.html", None),
    ]


def test_a_file_that_vanishes_is_unreadable(tmp_path, monkeypatch):
    (tmp_path / "a.html").write_text("x")
    (tmp_path / "a.jsonl").write_text("{}")

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(packed, "whole", refuse)
    monkeypatch.setattr(rows, "read", refuse)
    assert errors(tmp_path) == [("a.html", "unreadable"), ("a.jsonl", "unreadable")]


def test_a_folder_that_cannot_be_listed_is_told(tmp_path, monkeypatch):
    def walk(path, onerror, followlinks):
        assert not followlinks
        onerror(PermissionError(13, "Permission denied", str(path / "locked")))
        yield str(path), [], []

    monkeypatch.setattr(local.os, "walk", walk)
    assert errors(tmp_path) == [("locked", "unreadable")]


def test_a_named_file_of_another_kind_is_told(tmp_path):
    for name in ("a.pdf", "b", "c.html.bz2", "d.json"):
        (tmp_path / name).write_text("x")
    assert [page.error for page in read(*sorted(tmp_path.iterdir()))] == ["not_html"] * 4
    assert read(tmp_path) == []


PACK = {
    "": bytes,
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zst": lambda data: pa.compress(data, "zstd", asbytes=True),
}


@pytest.mark.parametrize("suffix", PACK)
def test_lists_of_articles_in_any_compression(tmp_path, suffix):
    if suffix == ".zst":
        with pa.OSFile(str(tmp_path / "list.jsonl.zst"), "wb") as file, pa.CompressedOutputStream(file, "zstd") as stream:
            stream.write(b"\xef\xbb\xbf" + json.dumps(ROW).encode() + b"\n\n" + json.dumps({"text": "Only text."}).encode())
    else:
        (tmp_path / f"list.jsonl{suffix}").write_bytes(
            PACK[suffix](b"\xef\xbb\xbf" + json.dumps(ROW).encode() + b"\n\n" + json.dumps({"text": "Only text."}).encode())
        )
    first, second = read(tmp_path / f"list.jsonl{suffix}", outlet="given")
    assert (first.url, first.outlet, first.title, first.published, first.authors) == (
        "https://n.example/a",
        "N",
        "Bridge reopens",
        "2020-01-08",
        ["Mina Fard"],
    )
    assert (first.media_type, first.origin, first.error) == (ARTICLE_JSON, "article_list", None)
    assert json.loads(first.body) == ROW
    assert (second.url, second.outlet, second.title, json.loads(second.body)) == (None, "given", None, {"text": "Only text."})


def test_equal_rows_give_equal_bytes(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "é", "title": null, "noise": 1, "id": 7}\n{"id": "7", "authors": [], "text": "\\u00e9"}\n')
    one, two = read(tmp_path)
    assert one.body == two.body == b'{"id":"7","text":"\\u00e9"}'


def test_bad_lines_are_told_by_number_and_the_rest_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(rows, "MAX_ROW", 60)
    lines = [
        b'{"text": "one"}',
        b"{broken",
        b"[]",
        b'{"text": 5}',
        b'{"text": "x", "url": ["u"]}',
        b"\xff",
        b'{"text": "' + b"y" * 200 + b'"}',
        b"[" * 50,
        b'{"text": "two"}',
    ]
    (tmp_path / "a.jsonl").write_bytes(b"\r\n".join(lines))
    assert errors(tmp_path) == [
        ("a.jsonl", None),
        ("a.jsonl:2", "malformed"),
        ("a.jsonl:3", "malformed"),
        ("a.jsonl:4", "malformed"),
        ("a.jsonl:5", "malformed"),
        ("a.jsonl:6", "undecodable"),
        ("a.jsonl:7", "too_large"),
        ("a.jsonl:8", "malformed"),
        ("a.jsonl", None),
    ]


def test_a_line_nested_without_end_is_malformed(tmp_path):
    (tmp_path / "a.jsonl").write_text("[" * 200_000 + '\n{"text": "next"}\n')
    assert errors(tmp_path) == [("a.jsonl:1", "malformed"), ("a.jsonl", None)]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_rows(tmp_path, separator):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator)
    writer.writerow(["URL", "outlet", "published", "title", "text", "authors"])
    writer.writerow(["https://n.example/a", "N", "2020-01-08", 'Say "yes"', "One,\n\ntwo;\tthree " * 20_000, "Mina Fard|Omid Rad"])
    writer.writerow(["", "", "", "", "Short.", '["Mina Fard"]'])
    (tmp_path / "a.csv").write_text("\ufeff" + out.getvalue())
    first, second = read(tmp_path, outlet="given")
    assert (first.url, first.title, first.authors) == ("https://n.example/a", 'Say "yes"', ["Mina Fard", "Omid Rad"])
    assert json.loads(first.body)["text"] == "One,\n\ntwo;\tthree " * 20_000
    assert (second.url, second.outlet, second.authors) == (None, "given", ["Mina Fard"])


def test_bad_csv_rows_are_told_by_line(tmp_path, monkeypatch):
    monkeypatch.setattr(rows, "MAX_ROW", 100)
    (tmp_path / "a.csv").write_bytes(b"title,text\nA,one\nB\n\nC,\xff\nD," + b"x" * 200 + b'\nE,"' + b"never closed\n" * 30)
    assert errors(tmp_path)[:4] == [("a.csv", None), ("a.csv:3", "malformed"), ("a.csv:5", "undecodable"), ("a.csv:6", "undecodable")]
    assert {error for _, error in errors(tmp_path)[4:]} <= {"malformed", "undecodable"}


def test_a_csv_without_texts_is_malformed(tmp_path):
    (tmp_path / "a.csv").write_text("name,size\nx,1\n")
    (tmp_path / "b.csv").write_text("")
    assert errors(tmp_path) == [("a.csv:1", "malformed"), ("b.csv:1", "malformed")]


def test_a_list_that_breaks_off_keeps_what_came_before(tmp_path):
    whole = gzip.compress(b"".join(json.dumps({"text": os.urandom(60).hex()}).encode() + b"\n" for _ in range(2000)))
    (tmp_path / "a.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "b.jsonl.xz").write_bytes(b"no xz")
    (tmp_path / "c.jsonl.zst").write_bytes(b"no zst")
    found = errors(tmp_path)
    assert found[0] == ("a.jsonl.gz", None)
    assert [item for item in found if item[1]] == [("a.jsonl.gz", "malformed"), ("b.jsonl.xz", "malformed"), ("c.jsonl.zst", "malformed")]


def test_a_bomb_is_left_before_it_bursts(tmp_path, monkeypatch):
    monkeypatch.setattr(packed, "RATIO_FROM", 100_000)
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(b"\n" * 10_000_000))
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(b"x" * 10_000_000))
    assert errors(tmp_path) == [("a.jsonl.gz", "malformed"), ("b.jsonl.gz", "malformed")]


def test_authors_are_names_or_nothing():
    assert rows.authors("A; B |C") == ["A", "B", "C"]
    assert rows.authors(["A", 5, " "]) == ["A"]
    assert rows.authors("[broken") == []
    assert rows.authors(7) == []
