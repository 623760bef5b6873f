import gzip
from datetime import UTC, datetime

import pytest

from pipeline import outlets, samples
from pipeline.acquire.mirror import Mirror
from pipeline.acquire.survey import Listing, listings, survey, told, within
from pipeline.outlets.catalog import CatalogOutlet
from pipeline.records import RawPage

NOW = datetime(2026, 3, 2, tzinfo=UTC)
FEED = Listing(outlet="post", url="https://post.example/feed", origin="feed")
MAP = Listing(outlet="post", url="https://post.example/map.xml", origin="sitemap", kind="news", verified="2026-01")
HEAD = b'<?xml version="1.0"?>'
SPACE = b'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"'
NEWS = (
    HEAD + b"<urlset " + SPACE + b"><url><loc>https://post.example/1</loc><lastmod>2026-03-01T23:00:00Z</lastmod>"
    b"<n:news><n:publication_date>2026-03-01T10:00:00Z</n:publication_date><n:title>Tehran answers</n:title></n:news></url>"
    b"<url><loc>https://post.example/2</loc><n:news><n:publication_date>2026-03-01T12:00:00Z</n:publication_date>"
    b"<n:title>Two goals in the second half</n:title></n:news></url></urlset>"
)
INDEX = (
    HEAD + b"<sitemapindex " + SPACE + b"><sitemap><loc>/old.xml</loc><lastmod>2026-01-01</lastmod></sitemap>"
    b"<sitemap><loc>/new.xml</loc><lastmod>2026-03-01</lastmod></sitemap><sitemap><loc>/undated.xml</loc></sitemap></sitemapindex>"
)
RSS = (
    b'<?xml version="1.0"?><rss version="2.0"><channel><title>P</title>'
    b"<item><title>A</title><link>/a</link><pubDate>Wed, 08 Jan 2020 10:00:00 GMT</pubDate></item>"
    b"<item><title>B</title><link>/b</link><pubDate>Thu, 09 Jan 2020 10:00:00 GMT</pubDate></item>"
    b"<item><title>No link</title></item></channel></rss>"
)


def answer(body=b"", **more):
    return RawPage(url=FEED.url, outlet="post", origin="feed", found_in=None, fetched_at=NOW, status=200, media_type="", body=body, **more)


def test_every_feed_and_sitemap_of_the_sample_world_answers_with_what_it_holds():
    catalog = outlets.load(samples.folder() / "catalog.yaml")
    invented = [outlet for outlet in catalog.outlets if outlet.invented]
    seen = list(survey(invented, Mirror(samples.folder()).fetch))
    assert [(one.outlet, one.url) for one in seen] == [(outlet.id, url) for outlet in invented for url in (*outlet.feeds, *outlet.sitemaps)]
    assert all(one.answers and one.entries for one in seen), [one for one in seen if not one.answers]
    by_url = {one.url: one for one in seen}
    sarv = by_url["https://en.sarv.example/rss.xml"]
    assert (sarv.origin, sarv.entries, sarv.newest.date().isoformat()) == ("feed", 8, "2020-02-11")
    index = by_url["https://www.skerry.example/sitemaps/index.xml"]
    assert index.sitemaps > 1
    assert index.newest_sitemap is None


def test_an_address_that_nothing_answers_is_told():
    outlet = CatalogOutlet(id="post", name="Post", feeds=(FEED.url,), sitemaps=("https://post.example/map.xml",))
    assert [one.origin for one in listings([outlet])] == ["feed", "sitemap"]
    assert [(one.answers, one.reason, one.entries) for one in survey([outlet], lambda _: [])] == [(False, "not_found", 0)] * 2


def test_the_last_capture_counts():
    outlet = CatalogOutlet(id="post", name="Post", feeds=(FEED.url,))
    assert [one.answers for one in survey([outlet], lambda _: [answer(RSS), answer(error="timeout", detail="60 s")])] == [False]


def test_entries_without_an_address_do_not_count_and_the_newest_date_does():
    seen = told(FEED, answer(RSS))
    assert (seen.entries, seen.newest) == (2, datetime(2020, 1, 9, 10, tzinfo=UTC))


def test_a_packed_answer_is_unpacked_as_its_headers_say():
    assert told(FEED, answer(gzip.compress(RSS), headers=[["Content-Encoding", "gzip"]])).entries == 2


@pytest.mark.parametrize(
    ("page", "reason", "words"),
    [
        (answer(b"<html>login</html>"), "malformed", "RSS"),
        (answer(gzip.compress(RSS)[:-9], headers=[["Content-Encoding", "gzip"]]), "malformed", ""),
        (answer(error="robots", detail="robots.txt forbids /feed"), "robots", "forbids"),
        (answer(error="timeout", detail="x" * 999), "timeout", "x" * 300),
    ],
)
def test_what_is_no_listing_is_told_and_never_raises(page, reason, words):
    seen = told(FEED, page)
    assert (seen.answers, seen.reason, seen.entries, seen.newest) == (False, reason, 0, None)
    assert words in (seen.detail or "")
    assert len(seen.detail or "") <= 300


def off_topic(title, summary, url):
    return None if "Tehran" in f"{title} {summary} {url}" else "off the topic"


def test_a_news_sitemap_tells_entries_newest_date_and_share_on_topic():
    seen = told(MAP, answer(NEWS), off_topic)
    assert (seen.entries, seen.sitemaps, seen.newest) == (2, 0, datetime(2026, 3, 1, 12, tzinfo=UTC))
    assert (seen.on_topic, seen.kind, seen.verified) == (0.5, "news", "2026-01")
    assert told(MAP, answer(NEWS)).on_topic is None


@pytest.mark.parametrize("packed", [gzip.compress(NEWS), gzip.compress(gzip.compress(NEWS))])
def test_a_packed_sitemap_is_unpacked_whoever_packed_it(packed):
    twice = [["Content-Encoding", "gzip"]] if packed != gzip.compress(NEWS) else []
    assert told(MAP, answer(packed, headers=twice)).entries == 2


def test_a_feeds_share_on_topic_counts_entries_with_an_address():
    assert told(FEED, answer(RSS.replace(b"<title>A<", b"<title>Tehran<")), off_topic).on_topic == 0.5
    assert told(FEED, answer(b"<rss version='2.0'><channel><title>P</title></channel></rss>"), off_topic).on_topic is None


def test_of_an_index_the_newest_sitemap_is_asked():
    outlet = CatalogOutlet(id="post", name="Post", sitemaps=(MAP.url,), sitemap_kinds={MAP.url: "news"})
    asked = []

    def fetch(url):
        asked.append(url)
        return [answer(INDEX if url == MAP.url else NEWS)]

    (seen,) = survey([outlet], fetch, off_topic)
    assert asked == [MAP.url, "https://post.example/new.xml"]
    assert (seen.url, seen.sitemaps, seen.entries, seen.on_topic) == (MAP.url, 3, 2, 0.5)
    assert seen.newest == datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_an_index_that_leads_nowhere_does_not_answer():
    index = told(MAP, answer(INDEX))
    assert (index.answers, index.newest_sitemap) == (True, "https://post.example/new.xml")
    seen = within(index, answer(error="not_found", detail="status 404"))
    assert (seen.answers, seen.reason, seen.sitemaps, seen.url) == (False, "not_found", 3, MAP.url)
    assert seen.detail == "the index answers, its newest sitemap https://post.example/new.xml does not: status 404"


def test_indexes_of_indexes_end():
    outlet = CatalogOutlet(id="post", name="Post", sitemaps=(MAP.url,))
    asked = []

    def fetch(url):
        asked.append(url)
        return [answer(INDEX)]

    (seen,) = survey([outlet], fetch)
    assert len(asked) == 3
    assert (seen.answers, seen.entries) == (True, 0)
