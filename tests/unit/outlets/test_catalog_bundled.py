"""The bundled catalogue: real outlets of all sides, each with its owner's source and a way in; every address well-formed, its own, and once."""

import csv
import os
import re
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from pipeline import outlets
from pipeline.acquire.urls import canonical
from pipeline.outlets.names import host_of, key

OUTLETS = outlets.load().outlets
BY_ID = {outlet.id: outlet for outlet in OUTLETS}
FEED_HOSTS = {"feeds.bbci.co.uk", "feeds.skynews.com", "feeds.feedburner.com", "feeds.content.dowjones.io"}
"""Hosts that are no outlet's own domain and serve feeds of several, or of one under another name."""
SIDES = {
    "Iranian state": "irna fars tasnim mehr irib press-tv tehran-times kayhan hamshahri",
    "Iranian semi-official": "isna khabar-online tabnak iran-front-page asr-iran",
    "Iranian reformist": "etemad shargh entekhab",
    "Iranian exile": "iran-international iranwire kayhan-life hrana rferl",
    "American wire": "ap upi bloomberg",
    "American broadcast": "cnn fox-news nbc-news cbs-news abc-news npr pbs-news ms-now cnbc voa",
    "American print": "nyt washington-post wsj usa-today la-times",
    "American left": "the-nation the-intercept vox salon huffpost democracy-now",
    "American right": "breitbart daily-wire federalist daily-caller newsmax national-review washington-times",
    "British": "reuters bbc guardian telegraph financial-times daily-mail the-times independent economist",
    "European": "afp dw france-24 le-monde le-figaro spiegel faz el-pais euronews politico-europe",
    "Israeli": "haaretz jerusalem-post times-of-israel ynetnews israel-hayom",
    "Arab": "al-jazeera al-arabiya al-mayadeen asharq-al-awsat arab-news the-national gulf-news new-arab sana",
    "Turkish": "anadolu trt-world daily-sabah hurriyet-daily-news",
    "Russian": "tass rt sputnik ria-novosti kommersant moscow-times meduza",
    "Chinese": "xinhua cgtn china-daily global-times scmp",
    "South Asian": "dawn express-tribune pakistan-observer the-hindu times-of-india indian-express ndtv",
}


@pytest.mark.parametrize("side", SIDES)
def test_every_side_has_several_outlets_that_can_be_reached(side):
    chosen = [BY_ID[outlet_id] for outlet_id in SIDES[side].split()]
    assert sum(bool(outlet.addresses) for outlet in chosen) >= 3


def test_the_outlets_are_real_and_more_than_forty():
    assert len(OUTLETS) >= 40
    assert not any(outlet.invented for outlet in OUTLETS)
    assert {"IR", "US", "GB", "IL", "QA", "SA", "TR", "RU", "CN", "IN", "PK", "DE", "FR"} <= {outlet.country for outlet in OUTLETS}
    assert {"public", "state", "private", "party", "unknown"} == {outlet.owner_kind for outlet in OUTLETS}


@pytest.mark.parametrize("outlet", OUTLETS, ids=lambda outlet: outlet.id)
def test_an_entry_is_complete(outlet):
    assert outlet.kind
    assert outlet.domains
    assert re.fullmatch("[A-Z]{2}", outlet.country)
    assert re.fullmatch("[a-z]{2}", outlet.language)
    assert outlet.owner_source
    if outlet.owner_kind == "unknown":
        assert re.search("unknown (because|for that reason)", outlet.owner_source, re.IGNORECASE)
    else:
        assert len(outlet.owner_source.partition("; ")[2]) > 5  # who says so
    assert bool(outlet.addresses) != bool(outlet.no_way_in)
    assert all(outlet.sitemap_kinds.get(url) for url in outlet.sitemaps)


@pytest.mark.parametrize("outlet", OUTLETS, ids=lambda outlet: outlet.id)
def test_an_address_is_http_and_of_the_outlets_own_or_a_feed_host(outlet):
    for url in outlet.addresses:
        parts = urlsplit(url)
        assert parts.scheme in {"http", "https"}
        assert parts.path.startswith("/")
        assert (parts.username, parts.password, parts.port, parts.fragment) == (None, None, None, "")
        assert re.fullmatch(r"[!-~]+", url)
        host = host_of(url)
        assert host == host.lower()
        assert host in FEED_HOSTS or any(host == domain or host.endswith(f".{domain}") for domain in outlet.domains), url
        assert canonical(url)
    assert set(outlet.verified) <= set(outlet.addresses)


def repeated(values):
    return [value for value, count in Counter(values).items() if count > 1]


def test_ids_names_domains_credits_and_addresses_each_name_one_outlet():
    assert repeated(outlet.id for outlet in OUTLETS) == []
    assert repeated(domain for outlet in OUTLETS for domain in outlet.domains) == []
    assert repeated(words.casefold() for outlet in OUTLETS for words in {words.casefold() for words in outlet.credits}) == []
    assert repeated(name for outlet in OUTLETS for name in {key(name) for name in (outlet.id, outlet.name, *outlet.names)}) == []
    assert repeated(canonical(url) for outlet in OUTLETS for url in outlet.addresses) == []


def test_most_outlets_have_a_feed_and_many_a_news_sitemap():
    assert sum(bool(outlet.feeds) for outlet in OUTLETS) >= 100
    assert sum("news" in outlet.sitemap_kinds.values() for outlet in OUTLETS) >= 40
    assert sum(bool(outlet.verified) for outlet in OUTLETS) >= 40


def test_wires_are_agencies_with_words_by_which_they_are_credited():
    used = Counter(wire for outlet in OUTLETS for wire in outlet.wires)
    assert all(BY_ID[wire].kind == "wire" and BY_ID[wire].credits for wire in used)
    assert {"ap", "reuters", "afp", "xinhua", "anadolu"} <= set(used)
    assert sum(bool(outlet.wires) for outlet in OUTLETS) >= 40
    assert all(len(set(outlet.wires)) == len(outlet.wires) for outlet in OUTLETS)


@pytest.mark.measure
def test_the_month_of_an_address_is_that_of_the_list_in_which_it_answered():
    if not (folder := os.environ.get("MASTHEAD_MEASURE")):
        pytest.skip("MASTHEAD_MEASURE is not set: no list of feeds that answered")
    path = Path(folder) / "feeds" / "seen_2026_01.csv"
    if not path.is_file():
        pytest.skip(f"{path} is not there")
    with path.open(encoding="utf-8", newline="") as file:
        answered = {row["feed"] for row in csv.DictReader(file)}
    named = {url: outlet.verified.get(url) for outlet in OUTLETS for url in outlet.addresses}
    assert {url for url, month in named.items() if month == "2026-01"} == answered & set(named)
