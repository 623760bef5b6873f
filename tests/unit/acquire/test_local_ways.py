import gzip
from datetime import UTC, datetime

import pytest

from pipeline.acquire import warc
from pipeline.acquire.local import InputError, is_address_list, pages, require
from pipeline.records import RawPage

NOW = datetime(2026, 1, 1, tzinfo=UTC)
PAGE = RawPage(
    url="https://post.example/a",
    outlet=None,
    origin="feed",
    found_in="https://post.example/feed",
    fetched_at=datetime(2020, 1, 8, 10, tzinfo=UTC),
    status=200,
    media_type="text/html",
    charset="utf-8",
    body=b"<html>Iran</html>",
    headers=[["Content-Type", "text/html; charset=utf-8"]],
)
ADDRESSES = {
    "a.urls": b"https://post.example/a\nhttps://post.example/b\n",
    "empty.urls": b"",
    "packed.urls.gz": gzip.compress(b"https://post.example/a\n"),
    "media_cloud.csv": b"id,publish_date,title,url,media_name\n1,2020-01-08,Talks,https://post.example/a,Post\n",
    "gdelt.csv.gz": gzip.compress(b"DATE,SourceCommonName,DocumentIdentifier\n20200108101500,post.example,https://post.example/a\n"),
    "bare.csv": b"https://post.example/a,2020-01-08\n",
    "large.csv": b"url,title\n" + b"https://post.example/a,Talks\n" * 5_000,
}
OTHERS = {
    "articles.csv": b"url,outlet,published,title,text\nhttps://post.example/a,Post,2020-01-08,Talks,Words.\n",
    "texts.csv": b"\xef\xbb\xbfTEXT;URL\nWords.;https://post.example/a\n",
    "utf16.csv": "url,text\nhttps://post.example/a,Words\n".encode("utf-16"),
    "names.csv": b"name,size\nx,1\n",
    "empty.csv": b"",
    "broken.csv.gz": b"no gzip",
    "list.txt": b"https://post.example/a\n",
    "list.jsonl": b'{"url": "https://post.example/a"}\n',
}


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_list_of_addresses_is_never_read_as_empty_articles(tmp_path, name):
    file = tmp_path / name
    file.write_bytes(ADDRESSES[name])
    assert is_address_list(file)
    with pytest.raises(InputError, match=r"a list of addresses, not of articles\. `masthead add --list .*` makes them known"):
        require([file])
    (failure,) = pages([tmp_path], outlet=None, now=NOW)  # found in a folder, it stops no other file
    assert (failure.error, failure.body, failure.found_in) == ("malformed", b"", str(file))
    assert "masthead add --list" in failure.detail


@pytest.mark.parametrize("name", OTHERS)
def test_other_files_are_what_they_were(tmp_path, name):
    file = tmp_path / name
    file.write_bytes(OTHERS[name])
    assert not is_address_list(file)
    require([file])


def test_a_folder_is_no_list(tmp_path):
    (tmp_path / "x.csv").mkdir()
    assert not is_address_list(tmp_path / "x.csv")


@pytest.mark.parametrize("name", ["a.warc.gz", "A.WARC.GZ", "a.warc"])
def test_a_warc_files_pages_come_as_any_others(tmp_path, name):
    file = tmp_path / name
    with file.open("wb") as stream:
        warc.write([PAGE], stream)
    if not name.lower().endswith(".gz"):
        file.write_bytes(gzip.decompress(file.read_bytes()))
    assert list(pages([tmp_path], outlet=None, now=NOW)) == [PAGE]
    (owned,) = pages([file], outlet="post", now=NOW)
    assert owned.outlet == "post"


def test_a_damaged_warc_file_costs_what_is_damaged(tmp_path):
    file = tmp_path / "a.warc.gz"
    with file.open("wb") as stream:
        warc.write([PAGE], stream)
    file.write_bytes(file.read_bytes() + b"rubbish that is no record")
    found = list(pages([file], outlet=None, now=NOW))
    assert found[0] == PAGE
    assert [(page.error, page.found_in.startswith(str(file))) for page in found[1:]] == [("malformed", True)]


def test_a_warc_file_that_cannot_be_opened_is_a_page_that_says_so(tmp_path, monkeypatch):
    file = tmp_path / "a.warc"
    file.write_bytes(b"")

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(file), "open", refuse)
    (failure,) = pages([file], outlet="post", now=NOW)
    assert (failure.error, failure.outlet) == ("unreadable", "post")
