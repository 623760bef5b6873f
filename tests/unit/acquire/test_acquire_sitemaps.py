import gzip
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.acquire import sitemaps
from pipeline.acquire.sitemaps import SitemapError, parse_sitemap

URL = "https://news.example/sitemap.xml"
MAP = b"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<!-- made by hand -->
<url><loc> https://news.example/a?utm_source=map </loc><lastmod>2020-01-08</lastmod>
<news:news><news:publication><news:name>N</news:name></news:publication><news:publication_date>2020-01-08T03:30:00+03:30</news:publication_date><news:title>Bridge
reopens</news:title></news:news><image:image><image:loc>https://news.example/a.jpg</image:loc><image:title>A bridge</image:title></image:image></url>
<url><loc>/b</loc></url><url><loc>mailto:x@news.example</loc></url><url><lastmod>2020</lastmod></url></urlset>"""
INDEX = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://news.example/map-1.xml.gz</loc></sitemap></sitemapindex>"""


def test_entries_of_a_news_sitemap():
    first, second = parse_sitemap(MAP, URL)
    assert (first.url, first.title, first.is_index) == ("https://news.example/a", "Bridge reopens", False)
    assert first.published == datetime(2020, 1, 8, 0, 0, tzinfo=UTC)
    assert first.published_raw == "2020-01-08T03:30:00+03:30"
    assert first.lastmod == datetime(2020, 1, 8, tzinfo=UTC)
    assert (second.url, second.title, second.published, second.lastmod) == ("https://news.example/b", None, None, None)


def test_an_index_names_further_sitemaps():
    assert [(entry.url, entry.is_index) for entry in parse_sitemap(INDEX, URL)] == [("https://news.example/map-1.xml.gz", True)]


def test_compressed_and_plain_lists():
    assert parse_sitemap(gzip.compress(MAP), URL) == parse_sitemap(MAP, URL)
    lines = "\ufeffhttps://news.example/a\r\n\nftp://news.example/b\nhttps://news.example/c".encode()
    assert [entry.url for entry in parse_sitemap(lines, URL)] == ["https://news.example/a", "https://news.example/c"]


def test_a_bare_ampersand_costs_no_list():
    entries = parse_sitemap(MAP.replace(b"/b<", b"/b?x=1&y=2<"), URL)
    assert len(entries) == 2


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "sitemap"),
        (b"<html><body>404</body></html>", "<html>"),
        (b"no list", "sitemap"),
        (b'<!DOCTYPE urlset [<!ENTITY a "b">]><urlset/>', "entities"),
        (gzip.compress(MAP)[:-20], "too early"),
        (b"\x1f\x8bjunk", "broken gzip"),
    ],
)
def test_what_is_no_sitemap_is_refused(data, says):
    with pytest.raises(SitemapError, match=says):
        parse_sitemap(data, URL)


def test_caps(monkeypatch):
    monkeypatch.setattr(sitemaps, "MAX_URLS", 1)
    assert len(parse_sitemap(MAP, URL)) == 1
    monkeypatch.setattr(sitemaps, "MAX_BYTES", 100)
    for data in (MAP, gzip.compress(MAP)):
        with pytest.raises(SitemapError, match="more than 100"):
            parse_sitemap(data, URL)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=100), st.integers(min_value=0, max_value=len(MAP)))
def test_hostile_bytes_give_entries_or_a_sitemap_error(junk, at):
    try:
        parse_sitemap(MAP[:at] + junk + MAP[at:], URL)
    except SitemapError:
        return
