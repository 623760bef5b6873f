import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.acquire import robots
from pipeline.acquire.robots import ALLOW_ALL, DISALLOW_ALL, allowed, crawl_delay, delay, is_allowed, parse, sitemaps, verdict

ME = "Masthead/0.1 (+https://desk.example/bot; mailto:desk@desk.example)"


def fetchable(rules, path, agent=ME):
    return is_allowed(f"User-agent: *\n{rules}".encode(), agent, f"https://news.example{path}")


@pytest.mark.parametrize(
    ("rules", "path", "expected"),
    [
        ("Disallow:", "/a", True),
        ("Disallow: /", "/a", False),
        ("Disallow: /", "/robots.txt", False),
        ("Disallow: /a", "", True),
        ("Disallow: /a", "/abc", False),
        ("Disallow: /a", "/A", True),
        ("Disallow: /a/\nAllow: /a/b", "/a/bc", True),
        ("Allow: /a/b\nDisallow: /a/", "/a/c", False),
        ("Disallow: /a\nAllow: /a", "/a", True),
        ("Disallow: /*/print", "/world/x/print?y", False),
        ("Disallow: /*/print$", "/world/x/print?y", True),
        ("Disallow: *.pdf$", "/a.pdf", False),
        ("Disallow: *.pdf$", "/a.pdf?x", True),
        ("Disallow: /a*b*$", "/axbx", False),
        ("Disallow: /ab*ba$", "/aba", True),
        ("Disallow: /ab*ba$", "/abba", False),
        ("Disallow: /*?", "/a?", False),
        ("Disallow: /*?", "/a", True),
        ("Disallow: /a$b", "/a$b", False),
        ("Disallow: /a%2Ab", "/a*b", False),
        ("Disallow: /a%2Ab", "/axb", True),
        ("Disallow: /a%24", "/a$x", False),
        ("Disallow: /%7Eme", "/~me", False),
        ("Disallow: /~me", "/%7eme", False),
        ("Disallow: /a%2fb", "/a/b", True),
        ("Disallow: /a b", "/a%20b", False),
        ("Disallow: /سلام", "/%d8%b3%d9%84%d8%a7%d9%85/x", False),
        ("Disallow: /%D8%B3", "/سلام", False),
        ("Disallow: /100%", "/100%", False),
        ("Disallow: /a # but not b", "/a", False),
        ("Disallow: /a#b", "/ab", False),
        ("Disallow /a", "/a", False),
        ("Disallow /a /b", "/a", True),
        ("Dissallow: /a", "/a", False),
        ("Disallow : /a", "/a", False),
        ("Disallow:/a", "/a#b", False),
        ("Noindex: /a", "/a", True),
        ("Disallow: a", "/a", True),
        ("Disallow: /\nAllow: /world/index.html", "/world/", True),
        ("Disallow: /\nAllow: /world/index.html", "/world/b", False),
    ],
)
def test_the_longest_rule_that_matches_decides(rules, path, expected):
    assert fetchable(rules, path) is expected


@pytest.mark.parametrize(
    ("agent", "expected"),
    [
        ("Masthead", False),
        ("MASTHEAD/9", False),
        (ME, False),
        ("Masthead (+https://desk.example)", False),
        ("Masthead2/1", False),
        ("Mast", True),
        ("MastheadNews", True),
        ("Masthead News", True),
        ("Other", True),
        ("", True),
        ("🦊", True),
        ("*", True),
    ],
)
def test_the_crawler_is_known_by_its_product_token(agent, expected):
    text = b"User-agent: *\nAllow: /\n\nUser-agent: masthead/0.1 # ours\nDisallow: /\n"
    assert is_allowed(text, agent, "https://news.example/a") is expected


def test_groups_of_one_crawler_are_one_group_wherever_they_stand():
    text = b"""User-agent: Masthead
Disallow: /a
User-agent: *
Disallow: /
User-agent: Other
User-agent: Masthead
Sitemap: https://news.example/map.xml
Crawl-delay: 2.5

Disallow: /b"""
    for path, expected in (("/a", False), ("/b", False), ("/c", True)):
        assert is_allowed(text, ME, f"https://news.example{path}") is expected
    assert not is_allowed(text, "Third", "https://news.example/c")
    assert crawl_delay(text, ME) == crawl_delay(text, "other") == 2.5
    assert crawl_delay(text, "Third") is None


def test_rules_before_the_first_crawler_are_nobodys():
    assert is_allowed(b"Disallow: /\n", ME, "https://news.example/")


@pytest.mark.parametrize("end", [b"\n", b"\r", b"\r\n", b"\n\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf", b"\xef\xbb", b"\xef"])
def test_any_line_end_and_a_byte_order_mark(end, mark):
    text = mark + end.join([b"User-agent: *", b"Disallow: /a", b"", b"Allow: /a/b"])
    assert not is_allowed(text, ME, "https://news.example/a")
    assert is_allowed(text, ME, "https://news.example/a/b")


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("", "/"), ("https://news.example", "/"), ("https://news.example?q", "/?q"), ("//news.example/a", "/a"), ("news.example/a", "/a"),
        ("/a", "/a"), ("https://news.example/a?u=http://b.example/c#d", "/a?u=http://b.example/c"), ("https://news.example#/a", "/"),
    ],
)  # fmt: skip
def test_rules_are_about_path_and_query(url, path):
    assert not is_allowed(f"User-agent: *\nDisallow: {path}$\n".encode(), ME, url)
    assert is_allowed(f"User-agent: *\nDisallow: {path}x\n".encode(), ME, url)


@pytest.mark.parametrize(
    ("value", "expected"),
    [("10", 10.0), ("0.5", 0.5), ("0", 0.0), ("1e3", 1000.0), ("-1", None), ("nan", None), ("inf", None), ("soon", None), ("", None)],
)
def test_crawl_delay(value, expected):
    assert crawl_delay(f"User-agent: *\nCrawl-delay: {value}\n".encode(), ME) == expected


def test_of_two_delays_the_longer_holds():
    assert crawl_delay(b"User-agent: *\nCrawl-delay: 9\nCrawl-delay: 2\n", ME) == 9


def test_sitemaps_stand_anywhere_and_count_once():
    text = b"Sitemap: https://news.example/a.xml\nUser-agent: x\nsite-map: https://news.example/b.xml#x\nSITEMAP:/c.xml\nSitemap:\nSitemap: /c.xml"
    assert sitemaps(text) == ["https://news.example/a.xml", "https://news.example/b.xml", "/c.xml"]
    many = b"".join(b"Sitemap: /%d\n" % number for number in range(robots.MAX_SITEMAPS + 5))
    assert len(sitemaps(many)) == robots.MAX_SITEMAPS


def test_what_stands_behind_500_kib_is_not_read_and_no_line_is_cut_in_two():
    head = b"User-agent: *\nDisallow: /a\n"
    filler = b"#" * (robots.MAX_BYTES - len(head) - len(b"\nDisallow: /")) + b"\n"
    text = head + filler + b"Disallow: /private\nAllow: /a\n"
    assert is_allowed(text, ME, "https://news.example/b")
    assert not is_allowed(text, ME, "https://news.example/a")
    assert not is_allowed(
        text[len(b"User-agent: *\n") :].replace(b"##", b"#", 400) and head + b"Disallow: /b", ME, "https://news.example/b"
    )


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (200, b"User-agent: *\nDisallow: /a", False),
        (204, None, True),
        (206, b"User-agent: *\nDisallow: /a", False),
        (301, b"User-agent: *\nDisallow: /", True),
        (400, None, True),
        (401, None, True),
        (403, None, True),
        (404, b"User-agent: *\nDisallow: /", True),
        (410, None, True),
        (429, None, True),
        (500, b"User-agent: *\nAllow: /", False),
        (503, None, False),
        (None, None, False),
        (999, None, False),
        (100, None, False),
        (0, None, False),
    ],
)
def test_what_follows_from_the_answer(status, body, expected):
    assert allowed(verdict(status, body), ME, "https://news.example/a") is expected


def test_all_or_nothing():
    assert allowed(ALLOW_ALL, ME, "https://news.example/")
    assert not allowed(DISALLOW_ALL, ME, "https://news.example/")
    assert delay(ALLOW_ALL, ME) is None
    assert allowed(parse(b"<!DOCTYPE html><title>Not found</title><p>Disallow: /</p>"), ME, "https://news.example/")


@given(st.binary(max_size=400), st.text(max_size=20), st.text(max_size=60))
def test_any_bytes_are_read(text, agent, url):
    assert is_allowed(text, agent, url) in {True, False}
    assert is_allowed(b"User-agent: *\n" + text, agent, url) in {True, False}
    assert (crawl_delay(text, agent) or 0) >= 0


@given(
    st.lists(st.sampled_from(["/a", "/a*", "/*b", "/ab$", "/", "/a/b", "*", "$"]), max_size=5),
    st.sampled_from(["/", "/a", "/ab", "/a/b", "/xab"]),
)
def test_more_allow_lines_never_forbid(patterns, path):
    lines = "".join(f"Disallow: {pattern}\n" for pattern in patterns)
    if fetchable(lines, path):
        assert fetchable(lines + "Allow: /a*b\n", path)


@pytest.mark.timeout(120)
def test_hostile_patterns_cost_no_more_than_their_length():
    path = "/" + "a" * 4_000
    hostile = b"User-agent: *\n" + b"".join(b"Disallow: /" + b"a*" * 8_000 + b"b\n" for _ in range(30))
    assert is_allowed(hostile, ME, f"https://news.example{path}")
