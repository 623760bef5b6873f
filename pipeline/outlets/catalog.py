"""The catalogue: outlets read from YAML files laid one over the other, and found again by name, domain or address."""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ada_url import URL

from pipeline.errors import Problem
from pipeline.records import Outlet
from pipeline.topics.yaml_file import Node, YamlFileError, read

if TYPE_CHECKING:
    from collections.abc import Iterable

BUNDLED = Path(__file__).with_name("catalog.yaml")
OWNERS = ("public", "state", "private", "party", "unknown")
KINDS = ("wire", "broadcaster", "newspaper", "online", "magazine", "think_tank")
UNKNOWN = Outlet(
    outlet_id="unknown", name="unknown", country=None, language=None, owner_kind="unknown", kind=None, catalogued=False, invented=False
)
_SECOND_LEVEL = frozenset({"ac", "co", "com", "edu", "gob", "gov", "go", "mil", "net", "or", "org"})
"""Labels under which countries register names ('bbc.co.uk', 'ir.go.jp'): enough to name a host's owner without the public suffix list."""


class OutletError(Problem):
    """The catalogue cannot be loaded. The message names file, line, reason and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogOutlet:
    """One outlet as its entry says. `credits` are the words by which others credit it; `verified` is when the feeds last answered."""

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
    credits: tuple[str, ...] = ()
    invented: bool = False
    verified: str | None = None

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


@dataclass(frozen=True)
class Catalog:
    """All outlets, in the order of their entries."""

    outlets: tuple[CatalogOutlet, ...] = field(repr=False)
    _names: dict[str, CatalogOutlet] = field(repr=False, compare=False)
    _domains: dict[str, CatalogOutlet] = field(repr=False, compare=False)

    def __hash__(self) -> int:
        return hash(tuple(outlet.id for outlet in self.outlets))

    def find(self, name_or_domain_or_url: str) -> CatalogOutlet | None:
        """The outlet of that id, name, domain or address; None where there is none.

        'CNN (Web News)' and 'New York Times - News' are found as 'CNN' and 'New York Times': what a list adds in brackets or after a dash
        names a desk.
        """
        words = name_or_domain_or_url.strip()
        for form in (words, _DESK.sub("", words)):
            if found := self._names.get(_key(form)):
                return found
        host = host_of(words)
        return self._by_host(host) if host else None

    def resolve(self, outlet: str | None, url: str | None) -> Outlet:
        """Who published: the outlet named, else the owner of the address, else a row of its own with `catalogued` false.

        A name the catalogue does not hold yields to an address it does hold: lists give columns and guest writers as outlets. Never raises.
        """
        host = host_of(url) if url else None
        found = (self.find(outlet) if outlet else None) or (self._by_host(host) if host else None)
        if found:
            return found.record()
        name = " ".join(outlet.split())[:200] if outlet else ""
        if slug(name):
            return _uncatalogued(slug(name), name)
        if host:
            owner = registrable(host)
            return _uncatalogued(slug(owner), owner)
        return UNKNOWN

    def require(self, name: str) -> CatalogOutlet:
        """The outlet of that id, name or domain. Raises `OutletError` with close ids where there is none."""
        if found := self.find(name):
            return found
        close = ", ".join(self.suggest(name))
        raise OutletError(
            f"no outlet '{name}' in the catalogue. {f'Close to it: {close}. ' if close else ''}"
            "Add it to outlets.yaml in the data root, or leave --outlet out: pages of unknown outlets are taken in too."
        )

    def suggest(self, name: str) -> list[str]:
        """Up to three ids of outlets whose id or name is close to `name`, best first."""
        found = difflib.get_close_matches(_key(name[:100]), list(self._names), n=6, cutoff=0.6)
        return list(dict.fromkeys(self._names[key].id for key in found))[:3]

    def _by_host(self, host: str) -> CatalogOutlet | None:
        labels = host.split(".")
        for cut in range(max(0, len(labels) - 6), len(labels) - 1):
            if found := self._domains.get(".".join(labels[cut:])):
                return found
        return None


_DESK = re.compile(r"\s{1,3}(?:\([^()]{1,40}\)|[-–—] (?:News|Opinion|Editorial))$")


def _uncatalogued(outlet_id: str, name: str) -> Outlet:
    return Outlet(
        outlet_id=outlet_id, name=name, country=None, language=None, owner_kind="unknown", kind=None, catalogued=False, invented=False
    )


def slug(name: str) -> str:
    """`name` in lower-case ASCII letters and digits joined by hyphens, at most 60; letters of other scripts stay."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", name[:200]) if not unicodedata.combining(letter))
    return re.sub(r"[\W_]+", "-", plain.lower()).strip("-")[:60].strip("-")


def _key(name: str) -> str:
    return slug(name).removeprefix("the-")


def host_of(address: str) -> str | None:
    """The host of an http(s) address or bare domain, in lower case without 'www.'; None where it is neither."""
    address = address.strip()
    if "://" not in address:
        if not re.fullmatch(r"[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}(?:[/?#:].{0,2000})?", address):
            return None
        address = f"https://{address}"
    try:
        url = URL(address[:4000])
    except ValueError:
        return None
    return url.hostname.strip(".").removeprefix("www.") or None if url.protocol in {"http:", "https:"} else None


def registrable(host: str) -> str:
    """The part of a host its owner registered: 'news.bbc.co.uk' -> 'bbc.co.uk'. A guess by the shape of the name."""
    labels = host.split(".")
    country_code = 2
    deep = len(labels) > country_code and len(labels[-1]) == country_code and labels[-2] in _SECOND_LEVEL
    return ".".join(labels[-3:] if deep else labels[-2:])


def load(*extra: Path) -> Catalog:
    """The bundled catalogue with the files `extra` laid over it in order: an entry with a known id replaces that entry.

    Raises `OutletError` with file, line, reason and suggestion.
    """
    outlets: dict[str, CatalogOutlet] = {}
    try:
        for path in (BUNDLED, *extra):
            here = _outlets(read(path)[0])
            outlets.update({outlet.id: outlet for outlet in here})
    except YamlFileError as error:
        raise OutletError(str(error)) from error
    names: dict[str, CatalogOutlet] = {}
    domains: dict[str, CatalogOutlet] = {}
    for outlet in outlets.values():
        for name in (outlet.id, outlet.name, *outlet.names):
            names[_key(name)] = outlet
        domains.update(dict.fromkeys(outlet.domains, outlet))
    return Catalog(tuple(outlets.values()), names, domains)


_KEYS = tuple(CatalogOutlet.__dataclass_fields__)


def _outlets(root: Node) -> list[CatalogOutlet]:
    entries = root.fields(("outlets",), ("outlets",))["outlets"].items()
    outlets = [_outlet(node) for node in entries]
    _once(entries, ((outlet.id,) for outlet in outlets), "id")
    _once(entries, (outlet.domains for outlet in outlets), "domain")
    return outlets


def _once(entries: list[Node], values: Iterable[tuple[str, ...]], what: str) -> None:
    seen: dict[str, int] = {}
    for node, found in zip(entries, values, strict=True):
        for value in found:
            if value in seen:
                node.wrong(f"the {what} '{value}' stands in line {seen[value]} too", "join the two entries")
            seen[value] = node.line


def _outlet(node: Node) -> CatalogOutlet:
    keys = node.fields(_KEYS, ("id", "name"))

    def texts(key: str) -> tuple[str, ...]:
        return keys[key].texts() if key in keys else ()

    def maybe(key: str) -> str | None:
        return keys[key].maybe() if key in keys else None

    outlet_id = keys["id"].text()
    if slug(outlet_id.replace("_", "-")) != outlet_id.replace("_", "-"):
        keys["id"].wrong(f"'{outlet_id}' is not an id", f"lower-case letters, digits and hyphens: '{slug(outlet_id)}'")
    for key in ("feeds", "sitemaps"):
        for item in keys[key].items() if key in keys else ():
            if "://" not in item.text() or host_of(item.text()) is None:
                item.wrong(f"'{item.text()[:80]}' is not an http(s) address", "write it in full: https://...")
    for item in keys["domains"].items() if "domains" in keys else ():
        if host_of(item.text()) != item.text():
            item.wrong(f"'{item.text()[:80]}' is not a domain", "write it as 'example.com', without https:// and www.")
    country = maybe("country")
    if country is not None and not re.fullmatch(r"[A-Z]{2}", country):
        keys["country"].wrong(f"'{country}' is not a country code", "ISO 3166 alpha-2, as in IR or US; put NO in quotes")
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
        feeds=texts("feeds"),
        sitemaps=texts("sitemaps"),
        credits=texts("credits"),
        invented=keys["invented"].flag() if "invented" in keys else False,
        verified=maybe("verified"),
    )
