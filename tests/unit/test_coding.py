import gzip
import time
import zlib

import pytest

from pipeline.coding import CodingError, codings, decoded

TEXT = b"<p>They would meet again.</p>" * 200
GZIP = [["Content-Encoding", "gzip"]]


def raw_deflate(data):
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("body", "coding"),
    [
        (TEXT, ""),
        (TEXT, "identity"),
        (gzip.compress(TEXT), "gzip"),
        (gzip.compress(TEXT), "x-GZip"),
        (gzip.compress(TEXT[:100]) + gzip.compress(TEXT[100:]), "gzip"),
        (gzip.compress(TEXT) + b"\0\0\0\r\n", "gzip"),
        (zlib.compress(TEXT), "deflate"),
        (raw_deflate(TEXT), "deflate"),
        (gzip.compress(zlib.compress(TEXT)), "deflate, gzip"),
    ],
)
def test_each_coding_is_undone(body, coding):
    assert decoded(body, [["content-encoding", coding]] if coding else []) == TEXT


@pytest.mark.parametrize(
    ("body", "coding", "reason"),
    [
        (gzip.compress(TEXT)[:-4], "gzip", "truncated"),
        (gzip.compress(TEXT)[:40], "gzip", "truncated"),
        (zlib.compress(TEXT)[:-3], "deflate", "truncated"),
        (TEXT, "gzip", "undecodable"),
        (gzip.compress(TEXT)[:-8] + b"\0" * 8, "gzip", "undecodable"),
        (TEXT, "br", "undecodable"),
        (TEXT, "gzip, gzip, gzip", "undecodable"),
        (gzip.compress(b"\0" * 3_000_000), "gzip", "bomb"),
        (b"".join(gzip.compress(b"\0" * 20_000) for _ in range(70)), "gzip", "bomb"),
    ],
)
def test_what_cannot_be_undone_says_why(body, coding, reason):
    with pytest.raises(CodingError) as caught:
        decoded(body, [["Content-Encoding", coding]])
    assert caught.value.reason == reason


def test_the_limit_holds_for_packed_and_plain_bodies():
    for body, headers in ((gzip.compress(TEXT), GZIP), (TEXT, [])):
        assert decoded(body, headers, limit=len(TEXT)) == TEXT
        with pytest.raises(CodingError) as caught:
            decoded(body, headers, limit=len(TEXT) - 1)
        assert caught.value.reason == "too_large"


def test_an_empty_body_is_empty_whatever_is_declared():
    assert decoded(b"", GZIP) == b""


def test_codings_are_told_in_order():
    assert codings([["Content-Encoding", "identity, Deflate"], ["Vary", "x"], ["content-encoding", "gzip"]]) == ("deflate", "gzip")


def test_many_small_members_cost_little():
    body = gzip.compress(b"") * 20 + gzip.compress(b"x" * 5_000_000, 0)
    began = time.process_time()
    assert len(decoded(body, GZIP)) == 5_000_000
    assert time.process_time() - began < 2
