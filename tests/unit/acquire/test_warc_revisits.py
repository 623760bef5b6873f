"""Revisits, payload digests, Zstandard and ARC: what other crawlers' files hold beside plain responses."""

import base64
import gzip
import hashlib
import io
import sys

import pytest

from pipeline.acquire.local import pages as local_pages
from pipeline.acquire.warc import read, revisits, zstd
from pipeline.acquire.warc.digests import mismatch

HTML = b"<!doctype html><title>Bridge reopens</title><p>Traffic is back on the bridge.</p>"
URL = "https://news.example/a"
LATER = "2020-01-09T06:30:00Z"
RESPONSE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + HTML


def sha1(data):
    return f"sha1:{base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()}"


def record(block=RESPONSE, kind="response", url=URL, when="2020-01-08T06:30:00Z", **more):
    lines = {"WARC-Type": kind, "WARC-Target-URI": url, "WARC-Date": when} | {name.replace("_", "-"): text for name, text in more.items()}
    head = "".join(f"{name}: {text}\r\n" for name, text in lines.items())
    return f"WARC/1.0\r\n{head}Content-Type: application/http\r\nContent-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"


def revisit(**more):
    return record(b"HTTP/1.1 304 Not Modified\r\n\r\n", "revisit", **({"when": LATER} | more))


def pages(data):
    return list(read(io.BytesIO(data), "x.warc"))


PACKINGS = {"plain": b"".join, "by record": lambda records: b"".join(map(gzip.compress, records))}
REFERRING = {
    "by digest": {"WARC_Payload_Digest": sha1(HTML), "url": "https://news.example/b"},
    "by address and date": {"WARC_Refers_To_Target_URI": URL, "WARC_Refers_To_Date": "2020-01-08T06:30:00Z"},
    "by address": {"WARC_Refers_To_Target_URI": URL},
    "by its own address": {},
}


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("referring", REFERRING)
def test_a_revisit_is_the_page_it_refers_to_seen_again_later(packing, referring):
    records = [record(WARC_Payload_Digest=sha1(HTML)), record(url="https://news.example/other"), revisit(**REFERRING[referring]), record()]
    found = pages(PACKINGS[packing](records))
    assert len(found) == 4
    again = found[2]
    assert (again.body, again.error, again.media_type, again.status) == (HTML, None, "text/html", 200)
    assert again.url == REFERRING[referring].get("url", URL)
    assert again.fetched_at.isoformat() == "2020-01-09T06:30:00+00:00"
    assert again.found_in != found[0].found_in
    assert found[3].body == HTML  # and the file is read on from where it was left


def test_of_several_originals_the_last_one_at_that_address_is_meant():
    newer = RESPONSE.replace(b"back on", b"off")
    (first, second, again) = pages(record() + record(newer, when="2020-01-08T09:00:00Z") + revisit())
    assert (again.body, first.body) == (second.body, HTML)


@pytest.mark.parametrize(
    ("before", "more"),
    [
        ([], {"WARC_Refers_To_Target_URI": URL}),
        ([record(WARC_Payload_Digest=sha1(HTML))], {"WARC_Payload_Digest": sha1(b"other")}),
        ([record(url="https://news.example/other")], {}),
    ],
)
def test_a_revisit_of_what_is_not_in_the_file_is_unreadable_and_says_so(before, more):
    found = pages(b"".join(before) + revisit(**more))[-1]
    assert (found.error, found.url, found.body) == ("unreadable", URL, b"")
    assert "refers to" in found.detail


def test_where_the_stream_cannot_be_gone_back_in_revisits_are_unreadable():
    other = record(url="https://news.example/other")
    whole = gzip.compress(other + record() + revisit())  # one member: there is no way into its middle
    assert [found.error for found in pages(whole)] == [None, None, "unreadable"]

    class Pipe(io.BytesIO):
        def seekable(self):
            return False

    assert [found.error for found in read(Pipe(record() + revisit()), "x")] == [None, "unreadable"]


def test_a_revisit_without_a_web_address_and_a_damaged_one_are_as_other_records():
    assert pages(revisit(url="dns:news.example")) == []
    assert [found.error for found in pages(revisit()[:-30])] == ["malformed"]


def test_so_many_originals_are_remembered_and_no_more(monkeypatch):
    monkeypatch.setattr(revisits, "MOST", 1)
    others = [record(url=f"https://news.example/{n}") for n in range(9)]
    assert pages(b"".join(others) + revisit(url="https://news.example/8"))[-1].error == "unreadable"


@pytest.mark.parametrize(
    ("stated", "wrong"),
    [
        (sha1(HTML), False),
        (sha1(HTML).lower(), False),
        (f"sha256:{hashlib.sha256(HTML).hexdigest()}", False),
        (f"SHA-256:{hashlib.sha256(HTML).hexdigest().upper()}", False),
        (f"md5:{base64.b64encode(hashlib.md5(HTML, usedforsecurity=False).digest()).decode()}", False),
        (sha1(b"other"), True),
        ("sha1:", True),
        ("blake9:abc", False),  # nobody knows
        ("abc", False),
        ("sha1:" + "A" * 10_000, False),
        ("", False),
    ],
)
def test_a_payload_that_is_not_what_its_digest_says_is_kept_with_a_word_about_it(stated, wrong):
    (found,) = pages(record(WARC_Payload_Digest=stated))
    assert (found.body, found.error) == (HTML, None)
    assert (found.detail is not None) is wrong
    assert not wrong or "payload digest" in found.detail


def test_the_digest_may_be_of_the_body_in_chunks_without_them_or_unpacked():
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(HTML), HTML)
    packed = gzip.compress(HTML)
    blocks = {
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked: (chunked, HTML),
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + packed: (packed, HTML),
    }
    for block, payloads in blocks.items():
        for payload in payloads:
            (found,) = pages(record(block, WARC_Payload_Digest=sha1(payload)))
            assert (found.body, found.detail) == (HTML, None)
    assert mismatch(sha1(b"x"), b"no response", b"body")


def packed_zstd(records, dictionary=None):
    library = pytest.importorskip("zstandard")
    known = library.ZstdCompressionDict(dictionary) if dictionary else None
    frames = b"".join(library.ZstdCompressor(dict_data=known).compress(one) for one in records)
    if not dictionary:
        return frames
    held = library.ZstdCompressor().compress(dictionary)
    return zstd.DICTIONARY + len(held).to_bytes(4, "little") + held + frames


@pytest.mark.parametrize("dictionary", [None, RESPONSE * 50])
def test_files_packed_with_zstandard_are_read_with_the_dictionary_they_begin_with(dictionary, tmp_path):
    data = packed_zstd([record(), record(url="https://news.example/b"), revisit(WARC_Refers_To_Target_URI="x")], dictionary)
    assert [(found.body, found.error) for found in pages(data)] == [(HTML, None), (HTML, None), (b"", "unreadable")]
    file = tmp_path / "a.warc.zst"
    file.write_bytes(data)
    assert [found.url for found in local_pages([file], outlet=None, now=None)][:2] == [URL, "https://news.example/b"]


def test_a_damaged_zstandard_file_is_read_up_to_the_damage():
    data = packed_zstd([record(), record(url="https://news.example/b")])
    assert pages(data[:-10])[0].body == HTML
    assert [found.error for found in pages(data[:-10])][1:] in ([], ["malformed"])


def test_a_zstandard_bomb_is_cut_off(monkeypatch):
    monkeypatch.setattr(zstd, "RATIO_FROM", 1_000_000)
    bomb = record(RESPONSE + b" " * 18_000_000)
    assert [found.error for found in pages(packed_zstd([bomb]))] == ["malformed"]


def test_without_the_library_there_is_one_clear_word(monkeypatch):
    data = packed_zstd([record()])
    monkeypatch.setitem(sys.modules, "zstandard", None)
    (found,) = pages(data)
    assert (found.error, "install the package zstandard" in found.detail) == ("unreadable", True)


def test_a_stream_that_goes_forward_only_is_read_too():
    class Pipe(io.BytesIO):
        def seekable(self):
            return False

    assert [found.body for found in read(Pipe(gzip.compress(record())), "x")] == [HTML]
    rejoined = zstd.Rejoined(b"abcd", io.BytesIO(b"ef"))
    assert (rejoined.read(3), rejoined.read(), rejoined.read(), rejoined.seekable()) == (b"abc", b"d", b"ef", False)


@pytest.mark.parametrize("name", ["old.arc", "old.arc.gz"])
def test_an_arc_file_is_one_failure_that_says_what_to_do(tmp_path, name):
    data = b"filedesc://old.arc 0.0.0.0 20030101000000 text/plain 60\n1 0 Somebody\n" + b"x" * 100
    file = tmp_path / name
    file.write_bytes(gzip.compress(data) if name.endswith("gz") else data)
    (found,) = local_pages([file], outlet=None, now=None)
    assert (found.error, "warcio recompress" in found.detail) == ("malformed", True)
