"""Who wrote it: names from bylines, without desks, roles, addresses and the outlet's own name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.clean.text import one_line, squashed

if TYPE_CHECKING:
    from collections.abc import Iterable

_MAX_NAME: Final = 60
_MAX_NAMES: Final = 30
_PREFIX: Final = re.compile(
    r"\A(?:(?:written|reported|posted|published|story|words|text|analysis|opinion|special report)\s+by|by|from|von|par|por|di|текст)\s*:?\s+",
    re.IGNORECASE,
)
_PARTS: Final = re.compile(r"\s*(?:[;|•·/\n]|,(?!\s*(?:[JjSs]r|II|III)\b)|\s(?:and|AND|And|und|et|y|e|with|&)\s)\s*")  # 'E' is an initial
_REST: Final = re.compile(r"\s*(?:\(.{0,80}\)?|<.{0,80}>?|\s[-–—]\s.*|\b(?:in|at|for|of) [A-Z].*|@\S+|\S+@\S+|https?:\S+)\s*\Z")
_ADDRESS: Final = re.compile(r"https?:|//|www\.|\w\.(?:com|org|net|co|gov|ir|uk)\b|@|\d{3}", re.IGNORECASE)
_DESK: Final = re.compile(
    r"\b(?:staff|desk|newsroom|editors?|editorial|team|admin|administrator|webmaster|correspondents?|reporters?|bureau|board|writers?|"
    r"contributors?|producers?|columnist|anchor|author|online|web ?desk|newswires?|wire services?|wires|agencies|news service|guest|user|"
    r"commented on|\w{0,20}admin|unknown|anonymous|none|null|undefined|n/a|view all posts|read more|published|updated|minutes? ago)\b",
    re.IGNORECASE,
)


_CREDENTIALS: Final = frozenset({"rd", "rdn", "phd", "md", "jd", "mba", "rn", "ms", "ma", "esq"})
_CALENDAR: Final = re.compile(
    r"\s*\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september|october|november|december)\b.*",
    re.IGNORECASE,
)
_PERSON: Final = re.compile(r"[^\W\d_a-z][\w.'’-]*(?: (?:[^\W\d_a-z][\w.'’-]*|al|bin|da|de|del|der|di|du|el|ibn|la|le|van|von)){1,4}")


def names(stated: Iterable[str], sites: Iterable[str] = ()) -> list[str]:
    """People (and news agencies) named in bylines, each once, in order; desks, roles and the site's own names are left out.

    Agencies stay: 'Reuters' in a newspaper's byline is how a copy says whose it is.
    """
    own = {site.casefold().removeprefix("the ").strip("@ ") for site in sites} - {""}
    found: dict[str, str] = {}
    for line in stated:
        if _ADDRESS.match(line.strip()):
            continue
        for part in _PARTS.split((one_line(line[:1_000]) or "")[:1_000]):
            name = _name(part)
            if name and not _is_own(name, own):
                found.setdefault(squashed(name), name)
    return list(found.values())[:_MAX_NAMES]


def people(guessed: Iterable[str], sites: Iterable[str] = ()) -> list[str]:
    """`names` of a guess: only those that look like a person's, given name and family name."""
    return [name for name in names(guessed, sites) if _PERSON.fullmatch(name) and not name.startswith("The ")]


def _is_own(name: str, own: set[str]) -> bool:
    folded = name.casefold().removeprefix("the ")
    # 'CNN Business' on CNN, 'Telegraph Sport' in the Telegraph, and the name in one word as hosts have it
    return any(folded == site or folded.startswith(f"{site} ") or squashed(folded) == squashed(site) for site in own)


def _name(part: str) -> str | None:
    name = _trimmed(_CALENDAR.sub("", _PREFIX.sub("", _trimmed(part))))
    name = _trimmed(_REST.sub("", name)) if " " in name else name
    if not 1 < len(name) <= _MAX_NAME or _ADDRESS.search(name) or _DESK.search(name) or name.casefold() in _CREDENTIALS:
        return None
    if name.islower() or not any(map(str.isalpha, name)):  # an account, not a name
        return None
    if name.isupper() and " " in name:  # 'JANE DOE', not 'AFP'
        name = " ".join(word.capitalize() if len(word) > 2 else word for word in name.split())  # noqa: PLR2004
    return name


def _trimmed(name: str) -> str:
    name = name.strip(" ,:–—-*\"'")
    return name if name.endswith(("Jr.", "Sr.")) else name.strip(" .,:")
