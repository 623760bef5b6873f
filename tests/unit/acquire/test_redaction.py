import pytest

from pipeline.acquire.redaction import MAX_HEADERS, kept, without_secrets

CANARY = "canary-91c2"


@pytest.mark.parametrize(
    "name", ["Set-Cookie", "COOKIE", "Authorization", "Proxy-Authorization", "WWW-Authenticate", "X-Api-Key", "x-amz-security-token"]
)
def test_headers_that_open_doors_are_redacted(name):
    assert kept([(name.encode(), f"session={CANARY}; Path=/".encode())]) == [[name, "[redacted]"]]


@pytest.mark.parametrize(
    "text",
    [
        f"https://me:{CANARY}@site.example/feed",
        f"https://{CANARY}@site.example/feed",
        f"https://site.example/feed?token={CANARY}&page=2",
        f"https://site.example/feed?page=2&API_KEY={CANARY}#x",
        f"<https://a.example/?access_token={CANARY}>; rel=next, <https://b:{CANARY}@c.example/>",
        f"no answer from https://site.example/x?X-Amz-Signature={CANARY}",
    ],
)
def test_no_secret_of_an_address_is_kept(text):
    assert CANARY not in without_secrets(text)
    assert CANARY not in str(kept([(b"Location", text.encode())]))


@pytest.mark.parametrize("text", ["https://site.example/2020/key-figures?id=7", "mailto:desk@site.example", "monkey=5", "a?keyword=iran"])
def test_what_is_no_secret_stays(text):
    assert without_secrets(text) == text


def test_headers_are_bounded_and_printable():
    found = kept([(b"X-A", b"a\r\nSet-Cookie: b" + b"x" * 5_000)] * 500)
    assert len(found) == MAX_HEADERS
    assert found[0][1].startswith("a  Set-Cookie: b")
    assert len(found[0][1]) == 2_000
