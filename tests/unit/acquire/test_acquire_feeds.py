import warnings
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.acquire import feeds
from pipeline.acquire.feeds import FeedError, parse_feed

URL = "https://news.example/feeds/world.xml"
RSS = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>World</title>
<item><title>Bridge &amp;amp; road &lt;b&gt;reopen&lt;/b&gt;</title><link>/world/bridge?utm_source=rss</link>
<pubDate>Wed, 08 Jan 2020 09:30:00 +0330</pubDate><dc:creator>Mina Fard</dc:creator><guid isPermaLink="false">id-1</guid>
<description>&lt;p&gt;Traffic is&#160;back.&lt;/p&gt;</description></item>
<item><title>No address</title></item>
<item><title>A script</title><link>javascript:alert(1)</link></item>
<item><title>Undated</title><link>https://news.example/undated</link><pubDate>soon</pubDate></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>World</title><id>x</id>
<entry><title type="text">1 &lt; 2</title><id>tag:1</id><link rel="alternate" href="https://news.example/one"/>
<published>2020-01-08T06:00:00Z</published><updated>2020-01-09T06:00:00Z</updated><author><name>Omid Rad</name></author></entry>
<entry><title>Only updated</title><id>tag:2</id><link href="two"/><updated>2020-01-09T06:00:00Z</updated></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="x"><title>t</title></channel>
<item rdf:about="https://news.example/rdf"><title>Old kind</title><link>https://news.example/rdf</link><dc:date>2014-09-23T10:00:00+00:00</dc:date></item>
</rdf:RDF>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1252"])
def test_rss_entries_are_plain_and_canonical(encoding):
    first, *linkless, undated = parse_feed(RSS.format(encoding=encoding).encode(encoding), URL)
    assert [(entry.title, entry.url) for entry in linkless] == [("No address", ""), ("A script", "")]
    assert first.url == "https://news.example/world/bridge"
    assert first.title == "Bridge & road reopen"
    assert first.published == datetime(2020, 1, 8, 6, 0, tzinfo=UTC)
    assert first.published_raw == "Wed, 08 Jan 2020 09:30:00 +0330"
    assert (first.author, first.id, first.summary) == ("Mina Fard", "id-1", "Traffic is back.")
    assert (undated.title, undated.published, undated.published_raw) == ("Undated", None, "soon")


def test_atom_entries():
    one, two = parse_feed(ATOM.encode(), URL)
    assert (one.title, one.author, one.published, one.updated) == (
        "1 < 2",
        "Omid Rad",
        datetime(2020, 1, 8, 6, tzinfo=UTC),
        datetime(2020, 1, 9, 6, tzinfo=UTC),
    )
    assert two.url == "https://news.example/feeds/two"
    assert two.published is None, "the time of a change is not the time of publication"


def test_rdf_entries():
    (entry,) = parse_feed(RDF.encode(), URL)
    assert (entry.url, entry.title) == ("https://news.example/rdf", "Old kind")


def test_the_address_behind_a_tracking_redirect_is_preferred():
    feed = RSS.format(encoding="utf-8").replace(
        "<item><title>Undated",
        '<item><f:origLink xmlns:f="http://rssnamespace.org/feedburner/ext/1.0">https://news.example/real</f:origLink><title>Undated',
    )
    assert parse_feed(feed.encode(), URL)[-1].url == "https://news.example/real"


def test_an_empty_feed_has_no_entries():
    assert parse_feed(b'<rss version="2.0"><channel><title>t</title></channel></rss>', URL) == []


def test_a_broken_feed_gives_what_can_be_read():
    assert parse_feed(RSS.format(encoding="utf-8")[:-60].encode(), URL)[0].url == "https://news.example/world/bridge"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "neither"),
        (b"<html><body><p>Not found</p></body></html>", "neither"),
        (b'<!DOCTYPE rss [<!ENTITY a "aaaa">]><rss version="2.0"/>', "entities"),
        (b'<?xml version="1.0"?><!-- x --><!doctype rss [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss version="2.0"/>', "entities"),
        ('<?xml version="1.0" encoding="utf-16"?><!DOCTYPE rss [<!ENTITY a "a">]><rss/>'.encode("utf-16"), "entities"),
        (b'<?xml version="1.0" encoding="utf-7"?>+ADw-!DOCTYPE rss +AFs-+ADw-rss/+AD4-', "utf-7"),
        (b'<!ENTITY a "a"><rss version="2.0"/>', "declaration"),
    ],
)
def test_what_is_no_feed_or_declares_entities_is_refused(data, says):
    with pytest.raises(FeedError, match=says):
        parse_feed(data, URL)


def test_a_doctype_without_declarations_is_history_not_an_attack():
    old = b'<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.example/rss.dtd"><rss version="0.91"><channel><title>t</title><item><title>x</title><link>https://news.example/x</link></item></channel></rss>'
    assert [entry.url for entry in parse_feed(old, URL)] == ["https://news.example/x"]


def test_words_about_declarations_are_no_declarations():
    feed = RSS.format(encoding="utf-8").replace("Undated", "How &lt;!DOCTYPE a [&lt;!ENTITY works")
    assert parse_feed(feed.encode(), URL)[-1].title == "How <!DOCTYPE a [<!ENTITY works"


def test_a_file_name_is_not_opened(tmp_path):
    (tmp_path / "secret.xml").write_text(RSS.format(encoding="utf-8"))
    with pytest.raises(FeedError):
        parse_feed(str(tmp_path / "secret.xml").encode(), URL)


def test_size_and_number_are_bounded(monkeypatch):
    monkeypatch.setattr(feeds, "MAX_ENTRIES", 1)
    assert len(parse_feed(RSS.format(encoding="utf-8").encode(), URL)) == 1
    monkeypatch.setattr(feeds, "MAX_FEED_BYTES", 10)
    with pytest.raises(FeedError, match="more than 10"):
        parse_feed(RSS.encode(), URL)


def test_titles_carry_no_control_characters():
    feed = RSS.format(encoding="utf-8").replace("Undated", "Un\u202edated")
    assert parse_feed(feed.encode(), URL)[-1].title == "Un dated"


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), st.integers(min_value=0, max_value=len(RSS)))
def test_hostile_bytes_give_entries_or_a_feed_error(junk, at):
    data = RSS.format(encoding="utf-8").encode()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            parse_feed(data[:at] + junk + data[at:], URL)
        except FeedError:
            return
