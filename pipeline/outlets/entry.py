"""One entry of the catalogue: the outlet it describes, and what may be wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pipeline.outlets.names import host_of, slug
from pipeline.records import Outlet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.topics.yaml_file import Node

OWNERS: Final = ("public", "state", "private", "party", "unknown")
KINDS: Final = ("wire", "broadcaster", "newspaper", "online", "magazine", "think_tank")
SITEMAPS: Final = ("news", "general")
"""News: the articles of the last days, with title and time (https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap).
General: every page of the site, or an index of such."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogOutlet:
    """One outlet as its entry says. `credits` are the words by which others credit it, `wires` the ids of those whose copy it prints."""

    id: str
    name: str
    names: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    country: str | None = None
    language: str | None = None
    owner_kind: str = "unknown"
    owner_source: str | None = None
    kind: str | None = None
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    sitemap_kinds: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Address of a sitemap to a word of `SITEMAPS`; one that is not in it may be either."""
    verified: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Address to the month ('2026-01') in which it was last seen to answer; one that is not in it was never tried."""
    no_way_in: str | None = None
    """Why the entry names neither feed nor sitemap."""
    wires: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    invented: bool = False

    @property
    def addresses(self) -> tuple[str, ...]:
        """All feeds and sitemaps."""
        return (*self.feeds, *self.sitemaps)

    def ways_in(self) -> list[tuple[str, str]]:
        """The listings from which articles are found, each with 'feed' or 'sitemap'.

        A sitemap that is said to be general counts only where there is nothing else: it holds the archive of years, which a feed or a news
        sitemap makes needless to read every quarter of an hour.
        """
        recent = [("feed", url) for url in self.feeds]
        recent += [("sitemap", url) for url in self.sitemaps if self.sitemap_kinds.get(url) != "general"]
        return [(url, origin) for origin, url in recent or [("sitemap", url) for url in self.sitemaps]]

    def record(self) -> Outlet:
        """The row of table `outlet`."""
        return Outlet(
            outlet_id=self.id,
            name=self.name,
            country=self.country,
            language=self.language,
            owner_kind=self.owner_kind,
            kind=self.kind,
            catalogued=True,
            invented=self.invented,
        )


_KEYS: Final = tuple(name for name in CatalogOutlet.__dataclass_fields__ if name != "sitemap_kinds")


def entry(node: Node) -> CatalogOutlet:
    """The outlet an entry describes. Raises `YamlFileError` with line, reason and suggestion; `wires` are not yet looked up."""
    keys = node.fields(_KEYS, ("id", "name"))

    def texts(key: str) -> tuple[str, ...]:
        return keys[key].texts() if key in keys else ()

    def maybe(key: str) -> str | None:
        return keys[key].maybe() if key in keys else None

    outlet_id = keys["id"].text()
    if slug(outlet_id.replace("_", "-")) != outlet_id.replace("_", "-"):
        keys["id"].wrong(f"'{outlet_id}' is not an id", f"lower-case letters, digits and hyphens: '{slug(outlet_id)}'")
    for item in keys["domains"].items() if "domains" in keys else ():
        if host_of(item.text()) != item.text():
            item.wrong(f"'{item.text()[:80]}' is not a domain", "write it as 'example.com', without https:// and www.")
    country = maybe("country")
    if country is not None and not re.fullmatch(r"[A-Z]{2}", country):
        keys["country"].wrong(f"'{country}' is not a country code", "ISO 3166 alpha-2, as in IR or US; put NO in quotes")
    usual = _month(keys["verified"]) if "verified" in keys else None
    feeds = [_address(item, ("url", "verified"), usual) for item in keys["feeds"].items()] if "feeds" in keys else []
    sitemaps = [_address(item, ("url", "kind", "verified"), usual) for item in keys["sitemaps"].items()] if "sitemaps" in keys else []
    if (feeds or sitemaps) and maybe("no_way_in"):
        keys["no_way_in"].wrong("there is a way in: the entry names feeds or sitemaps", "take out no_way_in, or the addresses")
    return CatalogOutlet(
        id=outlet_id,
        name=keys["name"].text(),
        names=texts("names"),
        domains=texts("domains"),
        country=country,
        language=maybe("language"),
        owner_kind=keys["owner_kind"].choice(OWNERS) if "owner_kind" in keys else "unknown",
        owner_source=maybe("owner_source"),
        kind=keys["kind"].choice(KINDS) if maybe("kind") else None,
        feeds=tuple(found.url for found in feeds),
        sitemaps=tuple(found.url for found in sitemaps),
        sitemap_kinds={found.url: found.kind for found in sitemaps if found.kind},
        verified={found.url: found.verified for found in (*feeds, *sitemaps) if found.verified},
        no_way_in=maybe("no_way_in"),
        wires=texts("wires"),
        credits=texts("credits"),
        invented=keys["invented"].flag() if "invented" in keys else False,
    )


@dataclass(frozen=True, slots=True)
class _Address:
    url: str
    kind: str | None = None
    verified: str | None = None


def _address(node: Node, known: tuple[str, ...], usual: str | None) -> _Address:
    """An address alone has the month of the whole entry; one with keys of its own has its own, or none."""
    if isinstance(node.value, str):
        return _Address(_url(node), verified=usual)
    keys = node.fields(known, ("url",))
    return _Address(
        _url(keys["url"]),
        kind=keys["kind"].choice(SITEMAPS) if "kind" in keys else None,
        verified=_month(keys["verified"]) if "verified" in keys else None,
    )


def _url(node: Node) -> str:
    text = node.text()
    if "://" not in text or host_of(text) is None:
        node.wrong(f"'{text[:80]}' is not an http(s) address", "write it in full: https://...")
    return text


def _month(node: Node) -> str | None:
    word = node.maybe()
    if word is not None and not re.fullmatch(r"20\d\d-(?:0[1-9]|1[0-2])", word):
        node.wrong(f"'{word[:40]}' is not a month", "write it as 2026-01, or null where nobody has tried the address")
    return word
