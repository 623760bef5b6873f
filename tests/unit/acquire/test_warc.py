import gzip
import io
import sys
import tracemalloc
import zlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.acquire.warc import frames as frames_module
from pipeline.acquire.warc import message, read, source, write
from pipeline.records import REASONS, RawPage

WHEN = datetime(2020, 1, 8, 6, 30, tzinfo=UTC)
HTML = b"<!doctype html><title>Bridge reopens</title><p>Traffic is back on the bridge.</p>"


def record(block, url="https://news.example/a", kind="response", *, length=None, media="application/http; msgtype=response", more=""):
    length = len(block) if length is None else length
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2020-01-08T06:30:00Z\r\n{more}Content-Type: {media}\r\n"
    return head.encode() + b"Content-Length: %s\r\n\r\n" % str(length).encode() + block + b"\r\n\r\n"


def response(body=HTML, headers="Content-Type: text/html; charset=UTF-8\r\n", status="200 OK"):
    return f"HTTP/1.1 {status}\r\n{headers}\r\n".encode() + body


def page(number=0, **changes):
    made = RawPage(
        url=f"https://news.example/{number}",
        outlet=None,
        origin="feed",
        found_in="https://news.example/feed",
        fetched_at=WHEN + timedelta(minutes=number, microseconds=number),
        status=200,
        media_type="text/html",
        charset="utf-8",
        body=HTML + b" %d" % number,
    )
    return replace(made, **changes)


def pages(data, name="crawl.warc"):
    return list(read(io.BytesIO(data), name))


def packings(records):
    plain = b"".join(records)
    return {"plain": plain, "by record": b"".join(map(gzip.compress, records)), "whole": gzip.compress(plain)}


def noise(size, seed=1):
    return Random(seed).randbytes(size)  # noqa: S311 - bytes that do not shrink


def exported(given):
    file = io.BytesIO()
    assert write(given, file) == len(given)
    return file.getvalue()


@pytest.mark.parametrize("packing", ["plain", "by record", "whole"])
def test_responses_of_the_web_are_pages(packing):
    records = [
        record(b"software: x\r\n", kind="warcinfo", media="application/warc-fields"),
        record(b"GET /a HTTP/1.1\r\n\r\n", kind="request", media="application/http; msgtype=request"),
        record(response(headers="no header\r\nContent-Type: Text/HTML;charset='utf-8'\r\nSet-Cookie: id=7\r\nX-A: 1\r\n  2\r\n")),
        record(b"ns1.news.example", url="dns:news.example", media="text/dns"),
        record(HTML, url="https://news.example/b", kind="resource", media="text/html; charset=windows-1252"),
        record(b"k: v", kind="metadata", media="application/warc-fields"),
        record(b"", url="urn:x:y", kind="resource", media="text/plain"),
        record(response(), url="<http://news.example/wget>"),
    ]
    first, second, third = pages(packings(records)[packing])
    assert (first.url, first.origin, first.status, first.media_type, first.charset) == (
        "https://news.example/a",
        "warc",
        200,
        "text/html",
        "utf-8",
    )
    assert (first.fetched_at, first.body, first.error) == (WHEN, HTML, None)
    assert first.headers == [["Content-Type", "Text/HTML;charset='utf-8'"], ["Set-Cookie", "[redacted]"], ["X-A", "1 2"]]
    assert (second.url, second.media_type, second.charset, second.body) == ("https://news.example/b", "text/html", "windows-1252", HTML)
    assert third.url == "http://news.example/wget"


def test_found_in_is_where_the_record_begins():
    records = [record(response(b"<p>%d" % number)) for number in range(3)]
    packed = packings(records)
    size, member = len(records[0]), len(gzip.compress(records[0]))
    assert [found.found_in for found in pages(packed["plain"])] == ["crawl.warc:0", f"crawl.warc:{size}", f"crawl.warc:{2 * size}"]
    assert [found.found_in for found in pages(packed["whole"])] == ["crawl.warc:0", f"crawl.warc:0+{size}", f"crawl.warc:0+{2 * size}"]
    assert pages(packed["by record"])[1].found_in == f"crawl.warc:{member}"
    assert next(read(io.BytesIO(packed["by record"]))).found_in == "warc:0"


def test_a_file_names_itself(tmp_path):
    file = tmp_path / "a.warc"
    file.write_bytes(record(response()))
    with file.open("rb") as stream:
        assert next(read(stream)).found_in == f"{file}:0"


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ("Content-Encoding: gzip\r\n", gzip.compress(HTML)),
        ("Content-Encoding: GZIP\r\n", HTML),  # declared, but long unpacked
        ("Content-Encoding: x-gzip\r\n", b"plain words, long unpacked"),
        ("Content-Encoding: deflate\r\n", zlib.compress(HTML)),
        ("Content-Encoding: deflate\r\n", zlib.compress(HTML)[2:-4]),
        ("Transfer-Encoding: chunked\r\n", b"%x;ext=1\r\n" % len(HTML) + HTML + b"\r\n0\r\n\r\n"),
        ("Transfer-Encoding: chunked\r\n", b"5\n" + HTML[:5] + b"\n%X\n" % (len(HTML) - 5) + HTML[5:] + b"\n0\n\n"),
        ("Transfer-Encoding: chunked\r\n", HTML),
        (
            "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n",
            b"%x\r\n" % len(gzip.compress(HTML)) + gzip.compress(HTML) + b"\r\n0\r\n\r\n",
        ),
        ("Content-Encoding: identity\r\n", HTML),
        ("Content-Encoding: br\r\n", HTML),
    ],
)
def test_codings_are_undone_where_they_are_there(headers, body):
    (found,) = pages(record(response(body, headers + "X-Kept: 1\r\n")))
    assert found.body in {HTML, b"plain words, long unpacked"}
    assert found.error is None
    assert found.headers == [["X-Kept", "1"]]


@pytest.mark.parametrize(
    ("headers", "body", "reason"),
    [
        ("Content-Encoding: gzip\r\n", gzip.compress(HTML)[:-9], "malformed"),
        ("Content-Encoding: gzip\r\n", gzip.compress(bytes(3_000_000)), "too_large"),
        ("Content-Encoding: gzip\r\n", gzip.compress(HTML)[:12] + b"\xff" * 40, "undecodable"),
        ("Content-Encoding: zstd\r\n", b"\x28\xb5\x2f\xfd", "undecodable"),
        ("Transfer-Encoding: chunked\r\n", b"4\r\n<p>a\r\nff\r\nb", "malformed"),
        ("Transfer-Encoding: chunked\r\n", b"4\r\n<p>a4\r\nbbbb", "malformed"),
    ],
)
def test_bodies_that_cannot_be_unpacked_say_why(headers, body, reason):
    (found,) = pages(record(response(body, headers)))
    assert (found.error, found.body, found.url) == (reason, b"", "https://news.example/a")
    assert found.detail


def test_brotli_is_read_where_its_library_is_at_hand(monkeypatch):
    brotli = pytest.importorskip("brotli")
    packed, headers = brotli.compress(HTML), "Content-Encoding: br\r\n"
    assert pages(record(response(packed, headers)))[0].body == HTML
    assert pages(record(response(packed[:-4], headers)))[0].error == "malformed"
    assert pages(record(response(b"\xff" * 20, headers)))[0].error == "undecodable"
    monkeypatch.setattr(message, "MAX_DECODED", 10)
    assert pages(record(response(packed, headers)))[0].error == "too_large"
    monkeypatch.setitem(sys.modules, "brotli", None)
    assert pages(record(response(packed, headers)))[0].error == "undecodable"


def test_statuses():
    def of(status):
        return pages(record(response(status=status)))

    assert [(found.error, found.status, found.body) for found in of("404 Not Found") + of("503")] == [
        ("not_found", 404, b""),
        ("not_found", 503, b""),
    ]
    assert of("301 Moved") == of("304") == []
    assert of("203")[0].status == 203
    assert pages(record(b"nonsense"))[0].error == "malformed"
    assert pages(record(b"HTTP/1.1 200 OK"))[0].body == b""


@pytest.mark.parametrize(("why", "reason"), [("length", "too_large"), ("time", "timeout"), ("disconnect", "malformed")])
def test_pages_that_another_crawler_cut_off_are_no_pages(why, reason):
    (found,) = pages(record(response(), more=f"WARC-Truncated: {why}\r\n"))
    assert (found.error, found.body) == (reason, b"")


@pytest.mark.parametrize("packing", ["plain", "by record"])
@pytest.mark.parametrize("length", [0, 10, -1, "", "x", "1e3", 10**9, 10**30, len(response()) + 5, len(response()) + 200])
def test_a_wrong_length_costs_its_record_and_no_other(packing, length):
    records = [record(response(b"<p>%d" % number), url=f"https://news.example/{number}") for number in range(4)]
    records[1] = record(response(), url="https://news.example/wrong", length=length)
    found = pages(packings(records)[packing])
    assert [item.url for item in found if item.error is None] == [f"https://news.example/{number}" for number in (0, 2, 3)]
    assert [(item.url, item.error) for item in found if item.error] == [("https://news.example/wrong", "malformed")]


@pytest.mark.parametrize("separator", [b"", b"\r\n", b"\n", b"\n\n\n", b"\r\n" * 40_000])
def test_any_number_of_line_ends_between_records(separator):
    one = record(response())[:-4]
    data = separator.join([one, one, b""])
    assert [found.error for found in pages(data)] == [None, None]


def test_odd_headers_are_read():
    block = response()
    head = b"warc/1.0\r\n".upper() + (
        b"warc-TYPE:Response\nX-Folded: a\n  b\nX-Folded: second\nX-Empty:\nWARC-Target-URI:   https://news.example/\xd8\xb3 \xff\n"
        b"warc-date: 2020-01-08T06:30:00.123456Z\ncontent-length: %d\n\n" % len(block)
    )
    (found,) = pages(head + block)
    assert (found.url, found.fetched_at.microsecond, found.error) == ("https://news.example/س �", 123456, None)


@pytest.mark.parametrize("version", [b"WARC/0.17", b"WARC/0.18", b"WARC/1.0", b"WARC/1.1"])
def test_versions(version):
    assert pages(record(response()).replace(b"WARC/1.0", version, 1))[0].error is None


def test_a_record_without_a_date_has_the_one_before():
    dated, undated = record(response()), record(response()).replace(b"WARC-Date", b"X-Date")
    assert [found.fetched_at for found in pages(dated + undated)] == [WHEN, WHEN]
    assert pages(undated)[0].fetched_at.year == 1970


@pytest.mark.parametrize(
    "junk",
    [
        b"\x00" * 70_000,
        b"not a record\r\n" * 9_000,
        b"WARC/1.0\r\nno header\r\n\r\n",
        b"WARC/1.0\r\n" + b"a: b\r\n" * 200_000,
        b"WARC/1.0 " + b"x" * 2_000_000,
    ],
    ids=["zeros", "lines", "no header", "endless headers", "endless line"],
)
def test_junk_between_records_is_one_malformed_page(junk):
    found = pages(record(response()) + junk + b"\r\n" + record(response(b"<p>after")))
    assert [item.error for item in found] == [None, "malformed", None] or [item.error for item in found] == ["malformed", None]
    assert found[-1].body == b"<p>after"
    assert {item.error for item in pages(junk)} == {"malformed"}
    assert len(pages(junk)) == 1


def test_an_empty_file_has_no_pages():
    assert pages(b"") == pages(b"\r\n\r\n") == pages(gzip.compress(b"")) == []


@pytest.mark.parametrize("packing", ["plain", "by record", "whole"])
def test_a_file_cut_off_anywhere_gives_the_whole_records_and_one_malformed(packing):
    records = [record(response(b"<p>%d" % number + noise(60, number)), url=f"https://news.example/{number}") for number in range(3)]
    data = packings(records)[packing]
    complete = pages(data)
    assert len(complete) == 3
    for cut in range(1, len(data) - 1):
        found = pages(data[:cut])
        good = [item for item in found if item.error is None]
        assert good == complete[: len(good)]
        assert [item.error for item in found[len(good) :]] in (["malformed"], [])
        if packing == "by record":
            members = [len(gzip.compress(item)) for item in records]
            assert len(good) == sum(cut >= sum(members[: number + 1]) for number in range(3))


@pytest.mark.parametrize("at", [0, 1, 3, 12, 40, -12, -6, -1])
def test_a_damaged_member_costs_its_record_and_no_other(at):
    members = [
        gzip.compress(record(response(b"<p>%d" % number + bytes(range(256)) * 3), url=f"https://news.example/{number}"))
        for number in range(5)
    ]
    bad = bytearray(members[2])
    bad[at] ^= 0xFF
    found = pages(b"".join([*members[:2], bytes(bad), *members[3:]]))
    assert [item.url for item in found if item.error is None] == [f"https://news.example/{number}" for number in (0, 1, 3, 4)]
    assert [item.error for item in found if item.error] == ["malformed"]


def test_what_came_before_the_damage_of_a_file_gzipped_whole_is_kept():
    plain = b"".join(record(response(noise(2_000, number)), url=f"https://news.example/{number}") for number in range(40))
    data = bytearray(gzip.compress(plain))
    data[len(data) // 2 : len(data) // 2 + 30] = bytes(30)
    found = pages(bytes(data))
    assert len([item for item in found if item.error is None]) >= 17
    assert [item.error for item in found][-1] == "malformed"


def test_padding_and_junk_behind_the_last_member():
    data = gzip.compress(record(response()))
    assert [found.error for found in pages(data + bytes(200_000))] == [None]
    assert [found.error for found in pages(data + b"junk" * 50_000 + data)] == [None, "malformed", None]
    assert [found.error for found in pages(data + b"\x1f")] == [None, "malformed"]
    assert len(pages(data + bytes(100_000) + data)) == 2


def test_records_past_the_limit_are_not_kept(monkeypatch):
    monkeypatch.setattr(frames_module, "MAX_BLOCK", 500)
    small, large = record(response(b"<p>small")), record(response(bytes(90_000)), url="https://news.example/large")
    found = pages(small + large + record(bytes(9_000), kind="metadata") + small)
    assert [(item.error, item.url) for item in found] == [
        (None, "https://news.example/a"),
        ("too_large", "https://news.example/large"),
        (None, "https://news.example/a"),
    ]


def test_a_bomb_ends_the_file(monkeypatch):
    monkeypatch.setattr(source, "RATIO_FROM", 1_000_000)
    bomb = gzip.compress(record(response(bytes(30_000_000))))
    found = pages(gzip.compress(record(response())) + bomb + gzip.compress(record(response())))
    assert [item.error for item in found] == [None, "malformed"]
    assert "200 times" in found[-1].detail


@pytest.mark.timeout(120)
def test_lengths_made_to_be_read_again_and_again_are_given_up(monkeypatch):
    monkeypatch.setattr(frames_module, "_MAX_REREAD", 2_000_000)
    hostile = b"\r\n".join([b"WARC/1.0\r\nContent-Length: 20000000\r\n\r\n"] * 40_000)
    assert {item.error for item in pages(hostile)} == {"malformed"}


@pytest.mark.timeout(120)
def test_many_damaged_members_are_given_up():
    found = pages((gzip.compress(b"WARC/1.0\r\n")[:-4] + b"\x00\x00\x00\x00") * 3_000)
    assert 1 <= len(found) <= 1_001


def test_memory_stays_flat():
    member = gzip.compress(record(response(noise(20_000))))

    class Endless(io.RawIOBase):
        left = 3_000

        def readable(self):
            return True

        def readinto(self, buffer):
            if self.left == 0:
                return 0
            self.left -= 1
            buffer[: len(member)] = member
            return len(member)

    tracemalloc.start()
    assert sum(1 for _ in read(Endless())) == 3_000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 6_000_000


@pytest.mark.parametrize(
    "repack", [bytes, gzip.decompress, lambda data: gzip.compress(gzip.decompress(data))], ids=["members", "plain", "whole"]
)
def test_what_is_written_reads_back_equal(repack):
    given = [
        page(0),
        page(1, outlet="ex", title="Bridge\r\nreopens \ud800 پل", published="Wed, 8 Jan", authors=["Mina Fard", "Omid Rad"]),
        page(
            2, body=gzip.compress(HTML), headers=[["Content-Type", "text/html"], ["Content-Encoding", "gzip"], ["Set-Cookie", "[redacted]"]]
        ),
        page(
            3,
            request_headers=[["User-Agent", "Masthead/0.1"], ["Accept", "*/*"]],
            final_url="https://news.example/3b",
            headers=[["a:\r\nb", "c\r\n\r\nd"]],
        ),
        page(4, url=None, origin="file", found_in="/a/b.txt", media_type="text/plain", body="متن".encode()),
        page(5, status=0, body=b"", media_type="", charset=None, error="timeout", detail="no answer in 30 s"),
        page(6, status=404, body=b"", error="not_found"),
        page(7, status=301, body=b""),
        page(8, body=b"WARC/1.0\r\n\r\nHTTP/1.1 200 OK\r\n\r\n" * 3),
        page(9, url="not an address\r\nX: y", body=b""),
        page(10, url="https://news.example/س?utm_source=x#y"),
        page(11, status=1_000),
    ]
    assert pages(repack(exported(given))) == given


@settings(max_examples=60, deadline=None)
@given(st.builds(RawPage, authors=st.lists(st.text(max_size=9), max_size=3), url=st.none() | st.text(max_size=20), outlet=st.none() | st.text(max_size=9), origin=st.text(max_size=5),
    found_in=st.none() | st.text(max_size=9), fetched_at=st.datetimes(min_value=datetime(1990, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    status=st.integers(0, 999), media_type=st.text(max_size=9), charset=st.none() | st.text(max_size=9), body=st.binary(max_size=99),
    headers=st.lists(st.lists(st.text(max_size=9), min_size=2, max_size=2), max_size=3), title=st.none() | st.text(max_size=9)))  # fmt: skip
def test_any_page_reads_back_equal(given_page):
    assert pages(exported([given_page])) == [given_page]


def test_the_same_pages_give_the_same_bytes():
    assert exported([page(0), page(1)]) == exported([page(0), page(1)])
    assert exported([]) == b""


def test_a_line_of_ours_that_is_not_ours_is_passed_over():
    for line in ("{}", "[]", "x", '{"fetched_at":"2020-01-08T00:00:00"}', "[" * 5_000,
                 '{"fetched_at":"2020-01-08T00:00:00+00:00","origin":1,"media_type":"","status":200}',
                 '{"fetched_at":"2020-01-08T00:00:00+00:00","origin":"x","media_type":"","status":"200"}',
                 '{"fetched_at":"2020-01-08T00:00:00+00:00","origin":"x","media_type":"","status":200,"headers":[[1]]}'):  # fmt: skip
        (found,) = pages(record(response(), more=f"WARC-X-Masthead-Page: {line}\r\n"))
        assert (found.origin, found.body) == ("warc", HTML)
    ours = 'WARC-X-Masthead-Page: {"fetched_at":"2020-01-08T00:00:00+00:00","origin":"x","media_type":"","status":200}\r\n'
    assert pages(record(b"no response", more=ours))[0].error == "malformed"


def test_other_tools_read_what_is_written():
    archiveiterator = pytest.importorskip("warcio.archiveiterator")
    given = [page(number, request_headers=[["Accept", "*/*"]]) for number in range(3)] + [
        page(3, body=gzip.compress(HTML), headers=[["Content-Encoding", "gzip"]])
    ]
    found = []
    for item in archiveiterator.ArchiveIterator(io.BytesIO(exported(given))):
        content = item.content_stream().read()
        if item.rec_type == "response":
            found.append((item.rec_headers["WARC-Target-URI"], item.http_headers.get_statuscode(), content))
    assert found == [(item.url, "200", HTML if number == 3 else item.body) for number, item in enumerate(given)]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # warcio leaves its temporary files open
def test_what_other_tools_write_is_read():
    warcwriter = pytest.importorskip("warcio.warcwriter")
    statusandheaders = pytest.importorskip("warcio.statusandheaders")
    for packed in (True, False):
        file = io.BytesIO()
        writer = warcwriter.WARCWriter(file, gzip=packed)
        headers = statusandheaders.StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.0")
        writer.write_record(writer.create_warc_record("https://news.example/a", "response", payload=io.BytesIO(HTML), http_headers=headers))
        (found,) = pages(file.getvalue())
        assert (found.url, found.body, found.media_type, found.error) == ("https://news.example/a", HTML, "text/html", None)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_damage_gives_pages_and_ends(data):
    packed = packings([record(response(b"<p>%d" % number)) for number in range(3)])[
        data.draw(st.sampled_from(["plain", "by record", "whole"]))
    ]
    at = data.draw(st.integers(0, len(packed)))
    junk, left_out = data.draw(st.binary(max_size=30)), data.draw(st.integers(0, 40))
    found = pages(packed[:at] + junk + packed[at + left_out :])
    assert len(found) <= 8
    assert all(item.error is None or item.error in REASONS for item in found)
