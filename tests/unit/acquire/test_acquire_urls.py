import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.acquire.urls import MAX_URL, UrlError, canonical, joined


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ("HTTP://News.Example:80/a/../b", "http://news.example/b"),
        ("https://news.example", "https://news.example/"),
        ("https://news.example:443/a#comments", "https://news.example/a"),
        ("https://news.example:8443/a", "https://news.example:8443/a"),
        ("  https://news.example/a\n", "https://news.example/a"),
        ("\ufeffhttps://news.example/a", "https://news.example/a"),
        ("https://news.example/a?utm_source=rss&id=7&UTM_medium=x", "https://news.example/a?id=7"),
        ("https://news.example/a?utm%5Fsource=rss", "https://news.example/a"),
        ("https://news.example/a?fbclid=1&gclid=2", "https://news.example/a"),
        ("https://news.example/a?b=2&a=1", "https://news.example/a?b=2&a=1"),
        ("https://news.example/a?", "https://news.example/a"),
        ("https://news.example/a?q&&r=", "https://news.example/a?q&r="),
        ("https://news.example/%c3%a4", "https://news.example/%C3%A4"),
        ("https://näws.example/ä", "https://xn--nws-qla.example/%C3%A4"),
        ("https:\\\\news.example\\a", "https://news.example/a"),
    ],
)
def test_an_address_has_one_spelling(found, expected):
    assert canonical(found) == expected
    assert canonical(expected) == expected


@pytest.mark.parametrize(
    "found",
    [
        "",
        "   ",
        "a/b",
        "ftp://news.example/a",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "mailto:a@news.example",
        "https://",
        "https://exa mple/",
        "https://user:secret@news.example/",
        "https://user@news.example/",
        "https://news.example/" + "a" * MAX_URL,
        "https://[::1",
        "http://�.example/",
    ],
)
def test_what_names_no_page_on_the_web_is_refused(found):
    with pytest.raises(UrlError):
        canonical(found)
    assert issubclass(UrlError, ValueError)


def test_a_password_is_not_repeated_in_the_message():
    with pytest.raises(UrlError) as caught:
        canonical("https://user:hunter2@news.example/")
    assert "hunter2" not in str(caught.value)


def test_links_are_read_from_where_they_stand():
    assert joined("../b?utm_medium=x#top", "https://news.example/feeds/world.xml") == "https://news.example/b"
    assert joined("//cdn.example/c", "https://news.example/") == "https://cdn.example/c"
    for link in ("javascript:void(0)", "x" * (MAX_URL + 1), "http://[", "\udfff"):
        with pytest.raises(UrlError):
            joined(link, "https://news.example/") if link != "\udfff" else joined("http://\udfff/", "https://news.example/")


@given(st.text(max_size=60), st.text(alphabet="abc=&?#%25u_tm/.", max_size=40))
def test_canonical_is_stable_or_refuses(host, rest):
    try:
        once = canonical(f"https://{host}.example/{rest}")
    except UrlError:
        return
    assert canonical(once) == once
    assert "#" not in once
