"""The catalogue finds outlets by name, domain and address, takes files laid over it, and explains what is wrong with them."""

import pickle
import re
from pathlib import Path

import pytest

from pipeline import outlets
from pipeline.outlets import CatalogOutlet, OutletError

SAMPLE = """\
outlets:
  - id: harbour-gazette
    name: Harbour Gazette
    names: [The Gazette of the Harbour]
    domains: [gazette.example]
    country: IE
    kind: newspaper
    owner_kind: private
    feeds: ["https://gazette.example/feed.xml", {url: "https://gazette.example/world.xml", verified: 2026-02}]
    sitemaps: [{url: "https://gazette.example/news.xml", kind: news, verified: null}]
    wires: [reuters, afp]
    credits: [Harbour Gazette]
    invented: true
"""


@pytest.fixture(scope="module")
def catalog():
    return outlets.load()


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("words", "outlet_id"),
    [
        ("reuters", "reuters"),
        ("Reuters", "reuters"),
        ("AP", "ap"),
        ("the associated press", "ap"),
        ("New York Times - News", "nyt"),
        ("CNN (Web News)", "cnn"),
        ("CNN (Some Desk)", "cnn"),
        ("Washington Times", "washington-times"),
        ("bbc.co.uk", "bbc"),
        ("https://www.bbc.com/news/world-1?x=1", "bbc"),
        ("politicalticker.blogs.cnn.com", "cnn"),
        ("https://timesofindia.indiatimes.com/a", "times-of-india"),
        ("http://abcnews.go.com/x", "abc-news"),
    ],
)
def test_an_outlet_is_found_by_name_domain_and_address(catalog, words, outlet_id):
    assert catalog.find(words).id == outlet_id


@pytest.mark.parametrize(
    "words", ["", "Nobody's Paper", "example.org", "https://[::bad", "ftp://reuters.com/x", "javascript:alert(1)", "com", "a" * 5000]
)
def test_what_is_not_there_is_not_found(catalog, words):
    assert catalog.find(words) is None


def test_an_outlet_of_the_catalogue_gives_its_row(catalog):
    row = catalog.resolve("Reuters", None)
    assert (row.outlet_id, row.name, row.country, row.kind, row.catalogued, row.invented) == (
        "reuters",
        "Reuters",
        "GB",
        "wire",
        True,
        False,
    )


def test_a_column_given_as_outlet_yields_to_a_known_address(catalog):
    assert catalog.resolve("Guest Writer - Left", "https://www.cnn.com/a").outlet_id == "cnn"


def test_an_uncatalogued_outlet_is_taken_in_by_name(catalog):
    row = catalog.resolve("Île-de-France Courier", "https://courier.example/1")
    assert (row.outlet_id, row.name, row.catalogued, row.owner_kind) == ("ile-de-france-courier", "Île-de-France Courier", False, "unknown")


@pytest.mark.parametrize(
    ("url", "outlet_id"),
    [
        ("https://news.harbour.example/a", "harbour-example"),
        ("https://www.paper.co.uk/x", "paper-co-uk"),
        ("https://a.b.paper.com.au/", "paper-com-au"),
    ],
)
def test_an_address_alone_names_its_owner(catalog, url, outlet_id):
    assert catalog.resolve(None, url).outlet_id == outlet_id


@pytest.mark.parametrize(("outlet", "url"), [(None, None), ("", ""), ("  ", "not an address"), ("!!!", "http://[")])
def test_nothing_known_is_said_as_such(catalog, outlet, url):
    row = catalog.resolve(outlet, url)
    assert (row.outlet_id, row.name, row.catalogued) == ("unknown", "unknown", False)


def test_a_wrong_name_gets_near_ones(catalog):
    assert catalog.suggest("Reuter") == ["reuters"]
    assert "washington-post" in catalog.suggest("washingtn post")
    assert catalog.suggest("zzzzzz") == []


def test_a_name_that_must_be_there(catalog):
    assert catalog.require("Reuters").id == "reuters"
    with pytest.raises(OutletError, match=r"no outlet 'Reuter' .*Close to it: reuters"):
        catalog.require("Reuter")


def test_files_are_laid_over_the_catalogue(tmp_path, catalog):
    over = SAMPLE + "  - {id: reuters, name: Reuters, domains: [reuters.example]}\n"
    laid = outlets.load(write(tmp_path, over))
    assert laid.find("https://www.gazette.example/story").id == "harbour-gazette"
    assert laid.resolve("harbour gazette", None).invented
    assert laid.find("https://reuters.com/") is None
    assert laid.find("reuters.example").id == "reuters"
    assert len(laid.outlets) == len(catalog.outlets) + 1


def test_a_catalogue_travels_to_worker_processes(catalog):
    copy = pickle.loads(pickle.dumps(catalog))  # noqa: S301 - our own bytes
    assert copy == catalog
    assert hash(copy) == hash(catalog)
    assert copy.find("reuters.com").id == "reuters"


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("kind: newspaper", "knid: newspaper", ["line 7", "unknown key 'knid'", "did you mean 'kind'?"]),
        ("kind: newspaper", "kind: newspapr", ["line 7", "did you mean 'newspaper'?"]),
        ("owner_kind: private", "owner_kind: crown", ["line 8", "one of: public, state, private, party, unknown"]),
        ("[gazette.example]", "['https://gazette.example']", ["line 5", "is not a domain"]),
        ("https://gazette.example/feed.xml", "gazette.example/feed", ["line 9", "not an http(s) address"]),
        ("https://gazette.example/world.xml", "ftp://gazette.example/world", ["line 9", "not an http(s) address"]),
        ("https://gazette.example/news.xml", "news.xml", ["line 10", "not an http(s) address", "https://..."]),
        ("kind: news,", "kind: nwes,", ["line 10", "did you mean 'news'?"]),
        ("kind: news,", "kind: daily,", ["line 10", "one of: news, general"]),
        ("kind: news,", "knd: news,", ["line 10", "unknown key 'knd'", "did you mean 'kind'?"]),
        ("verified: 2026-02", "kind: news", ["line 9", "unknown key 'kind'", "known keys: url, verified"]),
        ("verified: 2026-02", "verified: 2026-2", ["line 9", "'2026-2' is not a month", "write it as 2026-01, or null"]),
        ("verified: null", "verified: yesterday", ["line 10", "'yesterday' is not a month"]),
        ("{url: ", "{adress: ", ["line 9", "unknown key 'adress'"]),
        ("wires: [reuters, afp]", "wires: [reutrs]", ["line 11", "no outlet has the id 'reutrs'", "did you mean 'reuters'?"]),
        ("wires: [reuters, afp]", "wires: [Associated Press]", ["line 11", "did you mean 'ap'?"]),
        ("wires: [reuters, afp]", "wires: [zzzzzz]", ["line 11", "no outlet has the id 'zzzzzz'", "give the agency an entry"]),
        ("wires: [reuters, afp]", "wires: [harbour-gazette]", ["line 11", "'harbour-gazette' is the outlet itself"]),
        ("wires: [reuters, afp]", "wires: reuters", ["line 11", "expected a list"]),
        ("wires: [reuters, afp]", "wirse: [reuters]", ["line 11", "did you mean 'wires'?"]),
        ("invented: true", "no_way_in: sold on paper", ["line 13", "there is a way in", "take out no_way_in, or the addresses"]),
        ("country: IE", "country: Ireland", ["line 6", "country code"]),
        ("id: harbour-gazette", "id: Harbour Gazette", ["line 2", "'harbour-gazette'"]),
        ("invented: true", "invented: perhaps", ["line 13", "'perhaps' is not allowed"]),
        ("outlets:", "outlet:", ["did you mean 'outlets'?"]),
        ("    name: Harbour Gazette\n", "", ["the key 'name' is missing"]),
    ],
)
def test_a_wrong_file_is_answered_with_line_reason_and_way_out(tmp_path, old, new, wanted):
    assert old in SAMPLE
    with pytest.raises(OutletError) as error:
        outlets.load(write(tmp_path, SAMPLE.replace(old, new, 1)))
    for words in ["own.yaml", *wanted]:
        assert words in str(error.value)


def test_two_entries_may_not_share_id_or_domain(tmp_path):
    again = SAMPLE + "  - {id: other, name: Other, domains: [gazette.example]}\n"
    with pytest.raises(OutletError, match=r"line 14: the domain 'gazette\.example' stands in line 2 too"):
        outlets.load(write(tmp_path, again))


@pytest.mark.parametrize(
    ("more", "what"),
    [
        ("credits: [Harbour Gazette]", "the credit 'Harbour Gazette' stands in line 2 too"),
        ("feeds: ['https://gazette.example/news.xml']", "the address 'https://gazette.example/news.xml' stands in line 2 too"),
    ],
)
def test_two_entries_may_share_neither_credit_nor_address(tmp_path, more, what):
    with pytest.raises(OutletError, match=re.escape(f"own.yaml, line 14: {what}. join the two entries")):
        outlets.load(write(tmp_path, f"{SAMPLE}  - {{id: other, name: Other, {more}}}\n"))


def test_an_address_carries_its_own_month_and_kind(tmp_path):
    own = outlets.load(write(tmp_path, SAMPLE)).require("harbour-gazette")
    assert own.feeds == ("https://gazette.example/feed.xml", "https://gazette.example/world.xml")
    assert own.verified == {"https://gazette.example/world.xml": "2026-02"}
    assert own.sitemap_kinds == {"https://gazette.example/news.xml": "news"}
    assert own.wires == ("reuters", "afp")


def test_an_address_alone_has_the_month_of_its_entry_and_one_with_keys_its_own(tmp_path):
    text = SAMPLE.replace("    invented: true\n", "    verified: 2025-12\n")
    own = outlets.load(write(tmp_path, text)).require("harbour-gazette")
    assert own.verified == {"https://gazette.example/feed.xml": "2025-12", "https://gazette.example/world.xml": "2026-02"}


def test_a_users_agency_serves_a_users_paper_and_an_overriding_entry_brings_its_own_addresses(tmp_path):
    text = (
        "outlets:\n  - {id: harbour-wire, name: Harbour Wire, kind: wire, no_way_in: serves clients}\n"
        "  - {id: bbc, name: BBC, wires: [harbour-wire], sitemaps: ['https://www.bbc.example/map.xml']}\n"
    )
    laid = outlets.load(write(tmp_path, text))
    assert laid.require("harbour-wire").no_way_in == "serves clients"
    bbc = laid.require("bbc")
    assert (bbc.wires, bbc.addresses, bbc.verified) == (("harbour-wire",), ("https://www.bbc.example/map.xml",), {})


def test_a_general_sitemap_is_a_way_in_only_where_there_is_no_other():
    feed, news, every, either = "https://a.example/rss", "https://a.example/n", "https://a.example/g", "https://a.example/s"
    kinds = {news: "news", every: "general"}
    assert CatalogOutlet(id="a", name="A", sitemaps=(every,), sitemap_kinds=kinds).ways_in() == [(every, "sitemap")]
    full = CatalogOutlet(id="a", name="A", feeds=(feed,), sitemaps=(every, news, either), sitemap_kinds=kinds)
    assert full.ways_in() == [(feed, "feed"), (news, "sitemap"), (either, "sitemap")]
    assert CatalogOutlet(id="a", name="A", sitemaps=(every, either), sitemap_kinds=kinds).ways_in() == [(either, "sitemap")]
    assert CatalogOutlet(id="a", name="A").ways_in() == []


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(OutletError, match=r"nowhere\.yaml: cannot be read"):
        outlets.load(tmp_path / "nowhere.yaml")
