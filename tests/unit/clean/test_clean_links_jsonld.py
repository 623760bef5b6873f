import pytest
from lxml import html

from pipeline.clean import jsonld, links
from pipeline.clean.links import Own, own, site, site_label
from pipeline.clean.tree import MAX_DEPTH, TooDeepError, parse

URL = "https://www.n.example/world/ferry?id=7"


def tree(head):
    return html.document_fromstring(f"<html><head>{head}</head><body><p>x</p></body></html>")


def canonical(href):
    return f'<link rel="canonical" href="{href}">'


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (canonical("https://n.example/world/ferry"), Own(here="https://n.example/world/ferry")),
        (canonical("/world/ferry#top"), Own(here="https://www.n.example/world/ferry")),
        (canonical("https://n.co.uk/world/ferry"), Own(here="https://n.co.uk/world/ferry")),
        (canonical("https://agency.example/ferry"), Own(elsewhere="https://agency.example/ferry")),
        (canonical("https://n.example/"), Own()),
        (canonical("javascript:x") + canonical("https://user@agency.example/a") + canonical("x" * 5000), Own()),
        ('<meta property="og:url" content="https://n.example/og">', Own(here="https://n.example/og")),
        ("", Own()),
    ],
)
def test_what_a_page_calls_itself(head, expected):
    assert own(tree(head), URL) == expected


def test_a_page_from_nowhere_is_where_it_says_it_is():
    assert own(tree(canonical("https://n.example/a")), None) == Own(here="https://n.example/a")
    assert own(tree(canonical("/a")), None) == Own()


def test_sites():
    assert site("https://news.bbc.co.uk/a") == "bbc.co.uk"
    assert site("https://www.n.example/a") == "n.example"
    assert site("nowhere") == ""
    assert (site_label("https://news.bbc.co.uk/a"), site_label(None)) == ("bbc", None)
    assert links.is_root("https://n.example/index.html")
    assert not links.is_root("https://n.example/a")
    assert not links.is_root(None)
    assert not links.is_root("nowhere")


def ld(*scripts):
    return tree("".join(f'<script type="application/ld+json">{script}</script>' for script in scripts))


ARTICLE = """{"@context": "https://schema.org", "@type": ["NewsArticle"], "headline": "Ferry &amp; storm", "datePublished": "2020-01-08", "url": "https://www.n.example/world/ferry",
"dateModified": "2020-01-09", "author": [{"@type": "Person", "name": "Mina Fard"}, "Omid Rad"], "publisher": {"name": "Harbour Times"}, "isAccessibleForFree": "False"}"""


def test_an_article_among_the_nodes():
    said = jsonld.read(ld(ARTICLE))
    assert (said.headline, said.published, said.modified, said.publisher, said.free) == (
        "Ferry & storm",
        "2020-01-08",
        "2020-01-09",
        "Harbour Times",
        False,
    )
    assert said.authors == ("Mina Fard", "Omid Rad")
    assert said.is_article


@pytest.mark.parametrize("wrap", ["<!-- {} -->", "//<![CDATA[\n{}\n//]]>", "{};", "[{}]", '{{"@graph": [{}]}}', '{{"mainEntity": {}}}'])
def test_wrapped_scripts_are_read(wrap):
    assert jsonld.read(ld(wrap.format(ARTICLE))).headline == "Ferry & storm"


def test_trailing_commas_and_raw_newlines_are_forgiven():
    assert jsonld.read(ld('{"@type": "Article", "headline": "Ferry\nsails", }')).headline == "Ferry sails"


def test_authors_by_reference():
    said = jsonld.read(ld('{"@graph": [{"@type": "Article", "author": {"@id": "#p"}}, {"@id": "#p", "name": "Mina Fard"}]}'))
    assert said.authors == ("Mina Fard",)
    assert jsonld.read(ld('{"@type": "Article", "author": {"name": ["Mina Fard", "Omid Rad"]}}')).authors == ("Mina Fard", "Omid Rad")


def test_the_page_s_own_article_is_preferred_and_lists_are_others():
    other = '{"@type": "NewsArticle", "headline": "Other", "mainEntityOfPage": {"@id": "https://n.example/other"}}'
    assert jsonld.read(ld(other, ARTICLE), ("https://www.n.example/world/ferry?x=1",)).headline == "Ferry & storm"
    assert jsonld.read(ld(f'{{"@type": "ItemList", "itemListElement": [{other}]}}')) == jsonld.Said(is_index=True)


@pytest.mark.parametrize(
    "script",
    [
        "",
        "{",
        "null",
        "7",
        '"x"',
        "[" * 100_000,
        '{"@type": 7}',
        '{"@type": "Article", "author": 5, "headline": [], "publisher": []}',
        "x" * 1_000_001,
    ],
)
def test_odd_scripts_say_nothing(script):
    said = jsonld.read(ld(script))
    assert said.headline is None
    assert said.authors == ()


def test_the_number_of_nodes_is_bounded():
    assert jsonld.read(ld("[" + ",".join(['{"@type": "Thing"}'] * 10_000) + "]")) == jsonld.Said()


def test_nesting_is_bounded():
    levels = MAX_DEPTH - 2  # html and body are two
    assert parse("<div>" * (levels - 1) + "x") is not None
    with pytest.raises(TooDeepError):
        parse("<div>" * (levels + 1) + "x")
    with pytest.raises(TooDeepError):
        parse("<div>" * 100_000)


@pytest.mark.parametrize("text", ["", " ", "\0", "<!-- -->"])
def test_a_page_without_elements_is_no_tree(text):
    assert parse(text) is None


def test_an_xml_declaration_is_no_obstacle():
    assert parse('<?xml version="1.0" encoding="iso-8859-1"?><html><body><p>Türkiye</p></body></html>').text_content() == "Türkiye"
