import csv
import gzip
import io
import zipfile
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.acquire import lists
from pipeline.acquire.lists import ListError, parse_list

DAY = datetime(2020, 1, 8, tzinfo=UTC)
MOMENT = datetime(2020, 1, 8, 6, 30, tzinfo=UTC)


def of(text, name="list.csv"):
    return parse_list(text.encode(), name)


def row(width, **cells):
    return "\t".join(str(cells.get(f"c{number}", number)) for number in range(width)) + "\n"


def test_one_address_a_line():
    found = of(
        "\ufeff# ours\r\n\r\nhttps://News.Example/a?utm_source=x\r\n  http://news.example/b,c|d  \r\nnot one\nhttps://news.example/c",
        "list.txt",
    )
    assert [(entry.line, entry.url) for entry in found] == [
        (3, "https://news.example/a"), (4, "http://news.example/b,c|d"), (5, ""), (6, "https://news.example/c"),
    ]  # fmt: skip
    assert "not one" in found[2].error
    assert found[0].error is found[0].published is None


def test_media_cloud():
    (found,) = of(
        "id,indexed_date,language,media_name,media_url,publish_date,title,url\n"
        '7,2020-01-09 01:00:00,en,news.example,news.example,2020-01-08,"Bridge, reopened\n at last",https://news.example/a\n'
    )
    assert (found.line, found.url, found.published, found.published_raw, found.is_seen) == (
        2,
        "https://news.example/a",
        DAY,
        "2020-01-08",
        False,
    )
    assert (found.title, found.outlet) == ("Bridge, reopened at last", "news.example")


def test_media_clouds_older_export():
    (found,) = of(
        "stories_id,publish_date,title,url,language,ap_syndicated,themes,media_id,media_name,media_url\n1,2020-01-08 06:30:00,T,https://news.example/a,en,f,,1,The News,https://news.example\n"
    )
    assert (found.published, found.outlet, found.title) == (MOMENT, "The News", "T")


@pytest.mark.parametrize("header", ["URL,MobileURL,Date,Title", "URL,MobileURL,SeenDate,Title", "url, mobile_url ,date , TITLE"])
@pytest.mark.parametrize("date", ["2020-01-08 06:30:00", "20200108T063000Z", "20200108063000", "2020-01-08T06:30:00Z"])
def test_gdelts_doc_api(header, date):
    (found,) = of(f'\ufeff{header}\n"https://news.example/a","","{date}","Bridge reopens"\n')
    assert (found.url, found.published, found.is_seen, found.title) == ("https://news.example/a", MOMENT, True, "Bridge reopens")


@pytest.mark.parametrize(
    ("text", "published", "is_seen", "outlet"),
    [
        (row(61, c1="20191201", c59="20200108063000", c60="https://news.example/a"), MOMENT, True, None),
        (row(58, c1="20191201", c56="20200108", c57="https://news.example/a"), DAY, True, None),
        (row(27, c1="20200108063000", c3="news.example", c4="https://news.example/a"), MOMENT, False, "news.example"),
        (row(16, c1="20191201000000", c2="20200108063000", c4="news.example", c5="https://news.example/a"), MOMENT, True, "news.example"),
    ],
)
def test_gdelts_files_have_no_header(text, published, is_seen, outlet):
    first, second = of(text + text.replace("example/a", 'example/b"'), "20200108.export.CSV")
    assert (first.line, first.url, first.published, first.is_seen, first.outlet) == (
        1,
        "https://news.example/a",
        published,
        is_seen,
        outlet,
    )
    assert (second.line, second.url) == (2, "https://news.example/b%22")


def test_gkg_1_names_several_articles_in_a_cell():
    header = "DATE\tNUMARTS\tCOUNTS\tTHEMES\tLOCATIONS\tPERSONS\tORGANIZATIONS\tTONE\tCAMEOEVENTIDS\tSOURCES\tSOURCEURLS\n"
    (found,) = of(header + "20200108\t2\t\t\t\t\t\t\t\tnews.example;b.example\thttps://news.example/a<UDIV>https://b.example/c\n")
    assert (found.url, found.published) == ("https://news.example/a", DAY)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_csv_without_header(separator):
    found = of("".join(f"{number}{separator}2020-01-08{separator}https://news.example/{number}\n" for number in range(2)))
    assert [(entry.line, entry.url, entry.published) for entry in found] == [
        (1, "https://news.example/0", DAY),
        (2, "https://news.example/1", DAY),
    ]


def test_rows_that_are_wrong_say_where():
    found = of("url;title;date\nhttps://news.example/a\n;no address\n\nftp://news.example/b;x;soon\nhttps://news.example/c;T;2020-13-45\n")
    assert [(entry.line, entry.url, bool(entry.error)) for entry in found] == [
        (2, "https://news.example/a", False), (3, "", True), (5, "", True), (6, "https://news.example/c", False),
    ]  # fmt: skip
    assert (found[1].error, found[3].published, found[3].published_raw) == ("no address in the row", None, "2020-13-45")


def test_a_quotation_mark_that_is_never_closed_costs_no_more_than_its_row():
    size = csv.field_size_limit()
    found = of('url,title\nhttps://news.example/a,"open\n' + "x" * (size + 10) + "\nhttps://news.example/b,T\n")
    assert [entry.url for entry in found if entry.url] == ["https://news.example/b"]
    assert "not a row" in found[0].error
    assert found[0].line == 2


@pytest.mark.parametrize("pack", [gzip.compress, bytes])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_packings_and_encodings(pack, encoding):
    assert parse_list(pack("url,title\nhttps://news.example/س,سلام\n".encode(encoding)), "x")[0].title == "سلام"


def zipped(text):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr("20200108.export.CSV", text)
    return file.getvalue()


def test_gdelts_zip():
    data = zipped(row(58, c57="https://news.example/a"))
    assert parse_list(data, "20200108.export.CSV.zip")[0].url == "https://news.example/a"
    with pytest.raises(ListError, match="broken"):
        parse_list(data[:-30], "x.zip")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n\n",
        b"# only words\n",
        b"words\nof a text\n",
        b"a,b,c\n1,2,3\n",
        b"url,title\n",
        gzip.compress(b"x" * 999, mtime=0)[:-9],
        b"PK\x03\x04xx",
    ],
)
def test_what_holds_no_address_is_no_list(data):
    with pytest.raises(ListError, match=r"a\.csv"):
        parse_list(data, "a.csv")


def test_sizes_are_bounded(monkeypatch):
    text = "url\n" + "https://news.example/a\n" * 9
    monkeypatch.setattr(lists, "MAX_ROWS", 3)
    assert len(of(text)) == 3
    assert len(of(text.removeprefix("url\n"))) == 3
    monkeypatch.setattr(lists, "MAX_BYTES", 50)
    for data in (text.encode(), gzip.compress(text.encode()), zipped(text)):
        with pytest.raises(ListError, match="more than 50"):
            parse_list(data, "x")


@given(st.text(max_size=200), st.sampled_from(["", "url\n", "url,date\n", "https://a.example/,"]))
def test_any_text_gives_rows_or_a_list_error(text, head):
    try:
        found = of(head + text)
    except ListError:
        return
    assert all((entry.error is None) == bool(entry.url) for entry in found)


@given(st.binary(max_size=200))
def test_any_bytes_give_rows_or_a_list_error(data):
    for start in (b"", b"\x1f\x8b", b"PK\x03\x04", b"\xff\xfe"):
        try:
            parse_list(start + data, "x")
        except ListError:
            continue


@pytest.mark.timeout(120)
def test_a_hundred_thousand_rows_are_read():
    text = "url,date\n" + "".join(f"https://news.example/{number},2020-01-08\n" for number in range(100_000))
    assert len(of(text)) == 100_000
