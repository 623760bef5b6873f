import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.acquire import feeds
from pipeline.acquire.entry import plain
from pipeline.acquire.feeds import FeedError, parse_feed

URL = "https://news.example/feeds/all"
MOMENT = datetime(2020, 1, 8, 6, 30, tzinfo=UTC)
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><entry><title>T</title><id>i</id>{}</entry></feed>'
RSS = '<rss version="2.0"><channel><title>t</title><item>{}</item></channel></rss>'


def only(text):
    (entry,) = parse_feed(text.encode() if isinstance(text, str) else text, URL)
    return entry


def feed(*items, **more):
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "t", "items": list(items)} | more).encode()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_json_feed(encoding):
    item = {
        "id": "7", "url": "/a?utm_source=x", "title": "1 < 2", "summary": "Traffic\nis back.", "date_published": "2020-01-08T10:00:00+03:30",
        "date_modified": "2020-01-09T06:30:00Z", "authors": [{"name": "Mina Fard"}, {"url": "x"}, {"name": "Omid Rad"}, {"name": "Mina Fard"}],
    }  # fmt: skip
    entry = only(feed(item).decode().encode(encoding))
    assert (entry.url, entry.id, entry.title, entry.summary) == ("https://news.example/a", "7", "1 < 2", "Traffic is back.")
    assert (entry.published, entry.published_raw) == (MOMENT, "2020-01-08T10:00:00+03:30")
    assert (entry.updated, entry.author) == (MOMENT.replace(day=9), "Mina Fard, Omid Rad")


def test_json_feed_1_0_and_what_an_item_leaves_out():
    external = {
        "id": 7,
        "external_url": "https://b.example/x",
        "content_html": "<p>Traffic&nbsp;is back.</p>",
        "author": {"name": "Omid Rad"},
    }
    bare = {"content_text": "a <b> c", "url": "mailto:x@b.example", "date_published": 20200108, "authors": "x"}
    one, two = parse_feed(feed(external, "no item", bare, author={"name": "Desk"}), URL)
    assert (one.url, one.id, one.summary, one.author) == ("https://b.example/x", "7", "Traffic is back.", "Omid Rad")
    assert (two.url, two.id, two.title, two.summary, two.author, two.published) == ("", None, None, "a <b> c", "Desk", None)


@pytest.mark.parametrize("data", [b"{", b'{"items": 7}', b"{}", b'{"a":' * 9_000, b'{"items": ' + b"9" * 9_000, b'{"items": [1]} x'])
def test_json_that_is_no_feed(data):
    with pytest.raises(FeedError, match="JSON"):
        parse_feed(data, URL)


def test_json_feeds_are_bounded(monkeypatch):
    monkeypatch.setattr(feeds, "MAX_ENTRIES", 2)
    assert len(parse_feed(feed({}, {}, {}), URL)) == 2


@given(st.dictionaries(st.sampled_from(["id", "url", "external_url", "title", "summary", "content_html", "date_published", "date_modified", "author", "authors"]),
    st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "x"]), inner), max_leaves=4)))  # fmt: skip
def test_any_item_is_an_entry(item):
    assert len(parse_feed(feed(item), URL)) == 1


@pytest.mark.parametrize(
    ("links", "url"),
    [
        ('<link rel="alternate" type="application/pdf" href="/a.pdf"/>', "https://news.example/a.pdf"),
        (
            '<link rel="alternate" type="application/pdf" href="/a.pdf"/><link rel="alternate" type="text/html" href="/a"/>',
            "https://news.example/a",
        ),
        ('<link rel="self" href="/feed"/><link rel="enclosure" href="/a.mp3"/>', ""),
        (
            '<link rel="alternate" type="text/html" href="mailto:x@b.example"/><link rel="alternate" type="text/plain" href="a.txt"/>',
            "https://news.example/feeds/a.txt",
        ),
        ("", ""),
        ('<link xml:base="/world/" href="b"/>', "https://news.example/world/b"),
    ],
)
def test_an_entrys_address_is_its_alternate_of_any_type(links, url):
    assert only(ATOM.format(links)).url == url


def test_entries_without_an_address_are_entries():
    assert only(RSS.format("<title>Flash</title><description>Bridge closed.</description>")).summary == "Bridge closed."


@pytest.mark.parametrize(
    ("item", "url", "name"),
    [
        ("<guid>https://news.example/g</guid>", "https://news.example/g", "https://news.example/g"),
        ("<guid>HTTPS://News.Example/g</guid><link>/l</link>", "https://news.example/l", "HTTPS://News.Example/g"),
        ("<guid>a</guid>", "", "a"),
        ("<guid>/a</guid><link>/a</link>", "https://news.example/a", "https://news.example/a"),
        ("<link>/a</link><guid>a</guid>", "https://news.example/a", "a"),
        ('<guid isPermaLink="false">7</guid>', "", "7"),
        ('<guid isPermaLink="false">/g</guid>', "", "https://news.example/g"),
        ('<guid isPermaLink="false">//[</guid>', "", "//["),
    ],
)
def test_ids(item, url, name):
    entry = only(RSS.format(item))
    assert (entry.url, entry.id) == (url, name)


@pytest.mark.parametrize(
    ("item", "published", "updated"),
    [
        ("<pubDate>Wed, 8 Jan 2020 06:30:00 GMT</pubDate>", MOMENT, None),
        ("<pubDate>Wed Jan  8 06:30:00 2020</pubDate>", MOMENT, None),
        ("<pubDate>2020-01-08 06:30:00</pubDate>", MOMENT, None),
        ("<pubDate>Wed, 08 Jan 20 01:30 EST</pubDate>", MOMENT, None),
        ("<pubDate>tomorrow</pubDate>", None, None),
        ("<pubDate>Wed, 8 Jan 99999 06:30:00 GMT</pubDate>", None, None),
        ('<dcterms:created xmlns:dcterms="http://purl.org/dc/terms/">2020-01-08T06:30:00Z</dcterms:created>', MOMENT, None),
        ('<dcterms:modified xmlns:dcterms="http://purl.org/dc/terms/">2020-01-08T06:30:00Z</dcterms:modified>', None, MOMENT),
    ],
)
def test_dates_of_many_forms(item, published, updated):
    entry = only(RSS.format(item))
    assert (entry.published, entry.updated) == (published, updated)


@pytest.mark.parametrize("version", ["0.90", "0.91", "0.92", "0.93", "0.94", "2.0", "2.1", ""])
def test_every_version_of_rss(version):
    text = RSS.format("<title>T</title><link>https://news.example/a</link>").replace('"2.0"', f'"{version}"')
    assert only(text).url == "https://news.example/a"


@pytest.mark.parametrize(
    "space", ["http://my.netscape.com/rdf/simple/0.9/", "http://channel.netscape.com/rdf/simple/0.9/", "http://purl.org/rss/1.0/"]
)
def test_rdf_of_each_namespace(space):
    text = f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="{space}"><channel><title>t</title></channel><item><title>T</title><link>/a</link></item></rdf:RDF>'
    assert (only(text).url, only(text).title) == ("https://news.example/a", "T")


def test_blanks_before_the_declaration_are_forgiven():
    assert only("\ufeff \r\n" + '<?xml version="1.0"?>' + RSS.format("<title>T</title>")).title == "T"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("a<script>alert(1)</script>b<STYLE x='>'>p{}</STYLE >c", "a b c"),
        ("a<!-- <b> -->b<!-- c", "a b<!-- c"),
        ("a<script>b", "a b"),
        ("a <scripted>b", "a b"),
        ("<!--<script>--><b>c</b></script>", "c"),
        ("1 &lt; 2 &amp;amp; 3", "1 < 2 &amp; 3"),
        ("<p></p>", None),
    ],
)
def test_words_are_without_markup(markup, text):
    assert plain(markup) == text


@pytest.mark.parametrize("unit", ["<!--", "<script", "<style>", "<", "&", "<!---->", "-->", "<a "])
@pytest.mark.timeout(120)
def test_hostile_markup_costs_no_more_than_its_length(unit):
    for _ in range(20):
        plain(unit * 10_000)
