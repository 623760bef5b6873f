"""The catalogue: outlets read from YAML files laid one over the other, and found again by name, domain or address."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import Problem
from pipeline.outlets.entry import CatalogOutlet, entry
from pipeline.outlets.names import host_of, key, registrable, slug
from pipeline.records import Outlet
from pipeline.topics.yaml_file import Node, YamlFileError, read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["Catalog", "CatalogOutlet", "OutletError", "load"]

BUNDLED = Path(__file__).with_name("catalog.yaml")
UNKNOWN = Outlet(
    outlet_id="unknown", name="unknown", country=None, language=None, owner_kind="unknown", kind=None, catalogued=False, invented=False
)


class OutletError(Problem):
    """The catalogue cannot be loaded. The message names file, line, reason and what to do."""


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
            if found := self._names.get(key(form)):
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
        found = difflib.get_close_matches(key(name[:100]), list(self._names), n=6, cutoff=0.6)
        return list(dict.fromkeys(self._names[word].id for word in found))[:3]

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


def load(*extra: Path) -> Catalog:
    """The bundled catalogue with the files `extra` laid over it in order: an entry with a known id replaces that entry.

    Raises `OutletError` with file, line, reason and suggestion.
    """
    outlets: dict[str, CatalogOutlet] = {}
    try:
        for path in (BUNDLED, *extra):
            nodes = read(path)[0].fields(("outlets",), ("outlets",))["outlets"].items()
            here = [entry(node) for node in nodes]
            for what, values in _SINGLE.items():
                _once(nodes, (values(outlet) for outlet in here), what)
            outlets.update({outlet.id: outlet for outlet in here})
            for node, outlet in zip(nodes, here, strict=True):
                _check_wires(node, outlet, outlets)
    except YamlFileError as error:
        raise OutletError(str(error)) from error
    names: dict[str, CatalogOutlet] = {}
    domains: dict[str, CatalogOutlet] = {}
    for outlet in outlets.values():
        for name in (outlet.id, outlet.name, *outlet.names):
            names[key(name)] = outlet
        domains.update(dict.fromkeys(outlet.domains, outlet))
    return Catalog(tuple(outlets.values()), names, domains)


_SINGLE: dict[str, Callable[[CatalogOutlet], tuple[str, ...]]] = {
    "id": lambda outlet: (outlet.id,),
    "domain": lambda outlet: outlet.domains,
    "credit": lambda outlet: outlet.credits,
    "address": lambda outlet: outlet.addresses,
}
"""What may stand but once in a file: it names one outlet."""


def _once(entries: list[Node], values: Iterable[tuple[str, ...]], what: str) -> None:
    seen: dict[str, int] = {}
    for node, found in zip(entries, values, strict=True):
        for value in found:
            if value in seen:
                node.wrong(f"the {what} '{value}' stands in line {seen[value]} too", "join the two entries, or take it out of one")
            seen[value] = node.line


def _check_wires(node: Node, outlet: CatalogOutlet, known: dict[str, CatalogOutlet]) -> None:
    """Each of the outlet's wires must be an outlet of this file, or of those below it."""
    if not outlet.wires or not isinstance(node.value, dict):
        return
    for item in node.value["wires"].items():
        word = item.text()
        if word == outlet.id:
            item.wrong(f"'{word}' is the outlet itself", "name the agencies whose copy it prints")
        if word not in known:
            by_name = {key(name): one.id for one in known.values() for name in (one.id, one.name, *one.names)}
            close = difflib.get_close_matches(key(word[:100]), list(by_name), n=1)
            item.wrong(
                f"no outlet has the id '{word[:80]}'", f"did you mean '{by_name[close[0]]}'?" if close else "give the agency an entry"
            )
