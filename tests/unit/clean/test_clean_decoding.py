import hashlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean.decoding import codec, decode

FRENCH = "Le président s’est dit prêt à négocier – « sans délai », a-t-il ajouté à Genève."
PERSIAN = "رئیس‌جمهور گفت گفت‌وگوها هفتهٔ آینده از سر گرفته می‌شود"


def page(words, label):
    return f'<html><head><meta charset="{label}"></head><body>{words}</body></html>'


@pytest.mark.parametrize(
    ("body", "header", "says", "encoding"),
    [
        (FRENCH.encode(), None, FRENCH, "utf-8"),
        (FRENCH.encode(), "iso-8859-1", FRENCH, "utf-8"),  # the header is wrong, the bytes are not
        (b"\xef\xbb\xbf" + FRENCH.encode(), "windows-1252", FRENCH, "utf-8"),
        (FRENCH.encode("utf-16"), None, FRENCH, "utf-16-le"),
        (b"\xfe\xff" + FRENCH.encode("utf-16-be"), None, FRENCH, "utf-16-be"),
        (FRENCH.encode("utf-32"), None, FRENCH, "utf-32-le"),
        (FRENCH.encode("utf-16-le"), "utf-16le", FRENCH, "utf-16-le"),
        (FRENCH.encode("cp1252"), "ISO-8859-1", FRENCH, "cp1252"),  # as browsers do
        (FRENCH.encode("cp1252"), "us-ascii", FRENCH, "cp1252"),
        (FRENCH.encode("cp1252"), None, FRENCH, "cp1252"),
        (page(FRENCH, "latin1").encode("cp1252"), None, FRENCH, "cp1252"),
        (page(FRENCH, "utf-16").encode(), None, FRENCH, "utf-8"),
        (page("Перемирие", "windows-1251").encode("cp1251"), None, "Перемирие", "cp1251"),
        (page("Перемирие", "x").encode("cp1251"), "windows-1251", "Перемирие", "cp1251"),
        ('<?xml version="1.0" encoding="windows-1254"?><p>Türkiye’de ışık</p>'.encode("cp1254"), None, "Türkiye’de ışık", "cp1254"),
        (PERSIAN.encode(), "windows-1256", PERSIAN, "utf-8"),
        (page(FRENCH, "utf-8").encode() + b"\xe2\x80", None, FRENCH, "utf-8"),  # cut within a character
        (b"He said \x93yes\x94\x81 twice", "windows-1252", "He said “yes” twice", "cp1252"),
        (b"stray\0zero", None, "strayzero", "utf-8"),
    ],
)
def test_bytes_become_the_words_they_were(body, header, says, encoding):
    found = decode(body, header)
    assert found is not None
    assert says in found.text
    assert found.encoding == encoding


def test_undeclared_arabic_is_detected():
    words = "قال الرئيس إن المحادثات سوف تستأنف في جنيف الأسبوع المقبل وفق ما أعلنه مسؤولون في العاصمة"
    assert decode(words.encode("cp1256")).text == words


@pytest.mark.parametrize(
    "body", [bytes(sha for n in range(160) for sha in hashlib.sha256(bytes([n])).digest()), b"\x00\x01\x02\xff\xfe\xfa" * 500]
)
def test_bytes_that_are_no_text_are_undecodable(body):
    assert decode(body) is None
    assert decode(body, "utf-8") is None


@pytest.mark.parametrize("label", ["zip", "rot13", "utf-7", "unicode_escape", "idna", "base64", "nonsense", "", None, "\0"])
def test_only_encodings_of_the_web_are_used(label):
    assert codec(label) is None


@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "utf-16", "latin1", "gb2312", "shift_jis", "nonsense"]))
def test_decoding_never_raises(body, declared):
    found = decode(body, declared)
    assert found is None or isinstance(found.text, str)


def test_decoding_is_linear():
    def seconds(size):
        begin = time.perf_counter()
        decode(b"<meta " * size)
        return time.perf_counter() - begin

    seconds(1000)
    assert seconds(200_000) < 2
