from __future__ import annotations

import csv
import html
import re
from collections import Counter
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
import yaml

from pipeline.records import FATES, REASONS
from pipeline.samples import folder

OUTLET_KEYS = {
    "id", "name", "names", "domains", "country", "language", "owner_kind", "owner_source", "kind", "feeds", "sitemaps", "credits", "invented", "verified",
}  # fmt: skip
QUALIFIERS = {"exact", "none", "more_than", "at_least", "fewer_than", "up_to", "about", "nearly", "range", "vague"}
KINDS = set(
    "killed injured missing displaced detained hostage casualties money percent troops weapons centrifuges enrichment material oil released other_count".split(),
)
LISTING_TYPES = {"application/rss+xml", "application/atom+xml", "application/xml", "text/xml"}
HTML, TEXT_SIZE_LIMIT = "text/html", 600_000


def rows() -> list[dict[str, str]]:
    with (folder() / "index.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def load(name: str) -> Any:
    return yaml.safe_load((folder() / name).read_text(encoding="utf-8"))


INDEX = rows()
OUTLETS: list[dict[str, Any]] = load("catalog.yaml")["outlets"]
EXPECTED: dict[str, Any] = load("expected.yaml")
PAGES: list[dict[str, Any]] = EXPECTED["pages"]
PAGE_ROWS = [row for row in INDEX if row["media_type"] not in LISTING_TYPES]


def captures(url: str) -> list[dict[str, str]]:
    return sorted((row for row in INDEX if row["url"] == url), key=lambda row: row["fetched_at"])


def decoded(row: dict[str, str]) -> str:
    body = (folder() / row["file"]).read_bytes()
    northgate = "northgatestar" in row["url"]  # the one outlet that writes Windows-1252
    return body.decode("cp1252" if northgate else "utf-8")


def words(page: str) -> str:
    page = page[page.index("<body") :] if "<body" in page else page
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]{0,2000}>", " ", page)))


def versions(url: str) -> list[str]:
    """The files of an address in order of first appearance, each text once."""
    return list(dict.fromkeys(row["file"] for row in captures(url) if row["file"]))


def linked(listing: str, known: dict[str, list[str]]) -> set[str]:
    found: set[str] = set()
    for name in known.get(listing, []):
        root = ET.fromstring((folder() / name).read_bytes())  # noqa: S314 - our own file
        local = root.tag.rpartition("}")[2]
        for element in root.iter():
            tag = element.tag.rpartition("}")[2]
            text = (element.text or "").strip()
            if tag == "loc" and local == "sitemapindex":
                found |= linked(text, known)
            elif tag == "loc" or (tag == "link" and local == "rss"):
                found.add(text.partition("?utm_")[0])
            elif tag == "link" and element.get("rel") == "alternate":
                found.add(element.get("href", ""))
    return found


def test_index_has_the_promised_columns_and_no_row_twice():
    assert list(INDEX[0]) == ["url", "file", "fetched_at", "status", "media_type", "charset"]
    assert len({tuple(row.values()) for row in INDEX}) == len(INDEX)
    assert len({(row["url"], row["fetched_at"]) for row in INDEX}) == len(INDEX)


def test_every_row_has_its_file_and_every_file_its_row():
    for row in INDEX:
        if row["status"] == "404":
            assert row["file"] == ""
        else:
            assert row["status"] == "200"
            assert (folder() / row["file"]).is_file(), row
    on_disk = {path.relative_to(folder()).as_posix() for path in (folder() / "web").rglob("*") if path.is_file()}
    assert on_disk == {row["file"] for row in INDEX if row["file"]}


def test_times_are_utc_and_no_page_is_looked_at_before_it_came_out():
    stated = {page["url"]: page.get("published") for page in PAGES}
    for row in INDEX:
        at = datetime.fromisoformat(row["fetched_at"])
        assert at.utcoffset() == timedelta(0)
        if day := stated.get(row["url"]):
            assert day <= at.date().isoformat()


def test_outlets_are_invented_and_under_example():
    assert len(OUTLETS) >= 9
    for outlet in OUTLETS:
        assert set(outlet) == OUTLET_KEYS, outlet["id"]
        assert outlet["invented"] is True
        assert outlet["owner_source"] == "invented"
        assert outlet["verified"] is None
        addresses = outlet["feeds"] + outlet["sitemaps"]
        assert addresses
        assert all(domain.endswith(".example") for domain in outlet["domains"])
        assert all((urlsplit(url).hostname or "").endswith(tuple(outlet["domains"])) for url in addresses)
    assert {"wire", "broadcaster", "newspaper", "online", "think_tank"} <= {outlet["kind"] for outlet in OUTLETS}
    assert {outlet["country"] for outlet in OUTLETS if outlet["owner_kind"] == "state"} == {"IR", "US"}


def test_every_address_is_under_example():
    assert all((urlsplit(row["url"]).hostname or "").endswith(".example") for row in INDEX)


def test_counts_are_at_least_the_promised_ones():
    pages = {row["url"] for row in PAGE_ROWS}
    html_pages = {row["url"] for row in PAGE_ROWS if row["media_type"] == HTML and row["file"]}
    assert len(html_pages) >= 52
    assert pages == {page["url"] for page in PAGES}
    assert sum((folder() / name).stat().st_size for name in {row["file"] for row in INDEX if row["file"]}) < TEXT_SIZE_LIMIT


@pytest.mark.parametrize("outlet", OUTLETS, ids=lambda outlet: outlet["id"])
def test_every_page_is_reachable_from_its_outlets_feeds_and_sitemaps(outlet):
    files: dict[str, list[str]] = {}
    for row in INDEX:
        files.setdefault(row["url"], []).append(row["file"])
    reached: set[str] = set().union(*(linked(url, files) for url in outlet["feeds"] + outlet["sitemaps"]))
    assert {page["url"] for page in PAGES if page["outlet"] == outlet["id"]} <= reached
    assert all(url in files for url in outlet["feeds"] + outlet["sitemaps"])


def test_listings_name_no_page_that_the_index_does_not_answer():
    files: dict[str, list[str]] = {}
    for row in INDEX:
        files.setdefault(row["url"], []).append(row["file"])
    entries = set().union(*(linked(url, files) for outlet in OUTLETS for url in outlet["feeds"] + outlet["sitemaps"]))
    unknown = {url for url in entries if url not in files and urlsplit(url).path not in {"/", "/en/", "/fa/", "/news/world"}}
    assert unknown == set()


def test_expected_names_known_outlets_fates_and_reasons():
    ids = {outlet["id"] for outlet in OUTLETS}
    for page in PAGES:
        assert page["outlet"] in ids
        assert page["fate"] in FATES
        assert page.get("reason") is None or page["reason"] in REASONS
        assert (page["fate"] == "stored") == ("reason" not in page)
        assert ("duplicate_of" in page) == (page["fate"] == "duplicate")
        assert page["captures"] == len(captures(page["url"]))
        if page["fate"] == "stored":
            assert page["versions"] == len(versions(page["url"]))
        if "credit_outlet" in page:
            assert page["credit_outlet"] in ids


def test_expected_totals_are_those_of_its_pages():
    fates = Counter(page["fate"] for page in PAGES)
    totals = EXPECTED["totals"]
    assert (totals["pages"], totals["stored"], totals["duplicate"]) == (len(PAGES), fates["stored"], fates["duplicate"])
    for fate in ("skipped", "failed"):
        assert totals[fate] == Counter(page["reason"] for page in PAGES if page["fate"] == fate)
    assert totals["captures"] == sum(page["captures"] for page in PAGES)
    assert totals["versions"] == sum(page.get("versions", 0) for page in PAGES)
    assert totals["outlets"] == len(OUTLETS)


@pytest.mark.parametrize("page", [page for page in PAGES if page.get("figures")], ids=lambda page: page["url"])
def test_expected_figures_stand_in_the_version_they_name(page):
    texts = [words(decoded({"url": page["url"], "file": name})) for name in versions(page["url"])]
    for figure in page["figures"]:
        text = texts[figure.get("version", 1) - 1]
        assert figure["kind"] in KINDS
        assert figure["qualifier"] in QUALIFIERS
        assert figure["stance"] in {"asserted", "denied", "hypothetical"}
        assert figure["low"] is not None
        assert figure["high"] is None or figure["low"] <= figure["high"]
        for key in ("surface", "source", "counted"):
            assert not figure.get(key) or figure[key] in text, (key, figure)


def test_what_must_be_absent_is_on_the_page_and_what_stands_twice_does():
    for page in PAGES:
        texts = (
            [words(decoded({"url": page["url"], "file": name})) for name in versions(page["url"])]
            if "absent" in page or "once" in page
            else []
        )
        assert all(any(piece in text for text in texts) for piece in page.get("absent", [])), page["url"]
        assert all(text.count(piece) == 2 for text in texts for piece in page.get("once", [])), page["url"]


def test_windows_1252_pages_are_not_utf8():
    files = {row["file"] for row in INDEX if "northgatestar" in row["url"]}
    assert len(files) >= 4
    for name in files:
        body = (folder() / name).read_bytes()
        with pytest.raises(UnicodeDecodeError):
            body.decode("utf-8")
        assert re.search(rb"[\x80-\x9f]", body), "these bytes are what tells Windows-1252 from ISO-8859-1"


def test_all_other_pages_are_utf8():
    for name in {row["file"] for row in PAGE_ROWS if row["media_type"] == HTML and row["file"] and "northgatestar" not in row["url"]}:
        (folder() / name).read_bytes().decode("utf-8")


def test_the_document_that_is_no_page_is_a_pdf():
    (row,) = [row for row in PAGE_ROWS if row["media_type"] == "application/pdf"]
    assert (folder() / row["file"]).read_bytes().startswith(b"%PDF-")


def test_conflicting_counts_of_al_asad_are_all_told():
    said = {(f["kind"], f["low"], f["high"], f["stance"]) for page in PAGES for f in page.get("figures", [])}
    assert {("killed", 80, 80, "asserted"), ("killed", 80, 80, "denied"), ("casualties", 0, 0, "asserted")} <= said
    assert {("injured", number, number, "asserted") for number in (11, 34, 50, 64, 109)} <= said


def test_notice_says_that_outlets_are_invented():
    notice = (folder() / "NOTICE.md").read_text(encoding="utf-8")
    assert "invented" in notice
