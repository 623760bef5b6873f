import gzip
from datetime import UTC, datetime

import loopback_web as web
import pytest

from pipeline import topics
from pipeline.acquire.frontier.queue import Due
from pipeline.acquire.listings import ListingError, entries, off_topic, words_of
from pipeline.acquire.outcome import Answer

NOW = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
TOPIC = topics.load("us_iran")
DAY = 86_400.0


def due(origin="feed", depth=0, **changes):
    known = dict.fromkeys(Due.__dataclass_fields__)
    known |= {
        "url": "https://site.example/list",
        "host": "site.example",
        "outlet": "site",
        "role": "listing",
        "origin": origin,
        "depth": depth,
    }
    return Due(**known | {"authors": (), "fate": "open", "tries": 0, "looks": 0} | changes)


def answer(body, **changes):
    return Answer(**{"status": 200, "at": NOW, "body": body if isinstance(body, bytes) else body.encode()} | changes)


def rule(title, summary, url):
    return off_topic(TOPIC, title, summary, url)


@pytest.mark.parametrize(
    ("title", "summary", "url", "wanted"),
    [
        ("Tehran answers Washington", None, "https://site.example/1", True),
        ("Talks resume", "Iranian envoys arrived on Monday.", "https://site.example/1", True),
        ("Talks resume", None, "https://site.example/world/iran-talks-resume", True),
        (None, None, "https://site.example/world/2026/iran_talks_resume.html", True),
        ("Two goals in the second half", "A match report.", "https://site.example/sport/two-goals", False),
        (None, None, "https://site.example/sport/two-goals-in-the-second-half", False),
        (None, None, "https://site.example/12345", True),
        (None, None, "https://site.example/news/a-4471", True),
        (None, None, "https://site.example/iran/4471", True),
        ("", "", "https://site.example/", True),
    ],
)
def test_title_summary_and_address_decide_when_they_tell_enough(title, summary, url, wanted):
    assert (off_topic(TOPIC, title, summary, url) is None) is wanted


def test_the_words_of_an_address():
    assert words_of("https://iran.example/2026/%49ran-talks_resume/x.html?q=oil") == ["Iran", "talks", "resume", "html"]


def test_feed_entries_carry_what_the_feed_said_and_why_they_are_left_out():
    feed = web.feed("https://site.example", [("/1", "Iran and the United States"), ("/2", "A quiet garden walk"), ("/1", "Again")])
    first, second = entries(due(), answer(feed), rule, None)
    assert (first.url, first.title, first.left_out) == ("https://site.example/1", "Iran and the United States", None)
    assert (second.left_out, second.is_listing) == ("not_relevant", False)
    assert "us_iran" in second.detail


def test_entries_dated_before_the_time_asked_for_are_left_out():
    item = "<item><title>Iran</title><link>https://site.example/{}</link><pubDate>{}</pubDate></item>"
    dates = ["Mon, 02 Mar 2026 05:00:00 GMT", "Mon, 02 Feb 2026 05:00:00 GMT", "no date"]
    feed = f"<rss version='2.0'><channel>{''.join(item.format(n, date) for n, date in enumerate(dates))}</channel></rss>"
    assert [entry.left_out for entry in entries(due(), answer(feed), rule, 7 * DAY)] == [None, "too_old", None]
    assert [entry.left_out for entry in entries(due(), answer(feed), rule, None)] == [None, None, None]


def test_sitemaps_and_indexes_packed_and_not():
    pages = web.sitemap(["https://site.example/iran-talks", "https://site.example/a-quiet-garden-walk"])
    for body, headers in (
        (pages.encode(), []),
        (gzip.compress(pages.encode()), []),
        (gzip.compress(pages.encode()), [["Content-Encoding", "gzip"]]),
    ):
        found = entries(due("sitemap"), answer(body, headers=headers), rule, None)
        assert [(entry.url.rpartition("/")[2], entry.left_out) for entry in found] == [
            ("iran-talks", None),
            ("a-quiet-garden-walk", "not_relevant"),
        ]
    index = web.sitemap(["https://site.example/a.xml"], index=True)
    assert [entry.is_listing for entry in entries(due("sitemap"), answer(index), rule, None)] == [True]
    assert entries(due("sitemap", depth=2), answer(index), rule, None) == []


def test_old_sitemaps_of_an_index_are_not_opened():
    index = (
        "<sitemapindex><sitemap><loc>https://site.example/2010.xml</loc><lastmod>2010-05-01</lastmod></sitemap>"
        "<sitemap><loc>https://site.example/new.xml</loc><lastmod>2026-03-01</lastmod></sitemap></sitemapindex>"
    )
    assert [entry.left_out for entry in entries(due("sitemap"), answer(index), rule, 30 * DAY)] == ["too_old", None]


def test_relative_links_go_by_where_the_listing_was_found_in_the_end():
    feed = web.feed("", [("/1", "Iran")])
    assert entries(due(), answer(feed, final_url="https://other.example/feed"), rule, None)[0].url == "https://other.example/1"


@pytest.mark.parametrize("origin", ["feed", "sitemap"])
@pytest.mark.parametrize("body", [b"<html><body>Hello</body></html>", b"\x00\x01", b"{"])
def test_what_is_no_listing_says_so(origin, body):
    with pytest.raises(ListingError):
        entries(due(origin), answer(body), rule, None)


def test_a_bomb_is_no_listing():
    with pytest.raises(ListingError, match="unpacks to more"):
        entries(due(), answer(gzip.compress(b"\0" * 3_000_000), headers=[["Content-Encoding", "gzip"]]), rule, None)
