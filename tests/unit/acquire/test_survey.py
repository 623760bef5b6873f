import gzip
from datetime import UTC, datetime

import pytest

from pipeline import outlets, samples
from pipeline.acquire.mirror import Mirror
from pipeline.acquire.survey import Listing, listings, survey, told
from pipeline.outlets.catalog import CatalogOutlet
from pipeline.records import RawPage

NOW = datetime(2026, 3, 2, tzinfo=UTC)
FEED = Listing(outlet="post", url="https://post.example/feed", origin="feed")
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
    assert {one.is_index for one in seen} == {True, False}


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
