"""The headline as printed: without the site's name around it, and without the cuts of those who repeat it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.clean.text import squashed

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_TITLE: Final = 400
_MIN_NAME: Final = 3  # letters
_MAX_WORDS: Final = 5
_SEPARATOR: Final = re.compile(r"\s+[|–—·•»«:-]{1,2}\s+|\s*\|\s*")
_CUT: Final = re.compile(r"\s*(?:\.{3}|…)\s*\Z")
_SECTIONS: Final = frozenset(
    "news world politics opinion business video us uk usnews worldnews uspolitics middleeast analysis international home latestnews foreignpolicy".split()
)


def without_site(title: str, sites: Iterable[str], shown: Iterable[str] = ()) -> str:
    """The title without the site's name before or after it.

    `sites` are names of the site (its own, its publisher's, its host's label), `shown` the headings on the page: where the title without
    its last piece is such a heading, that piece is the site's, whatever it says.
    """
    names = {squashed(site) for site in sites} - {""}
    headings = {squashed(heading) for heading in shown} - {""}
    for _ in range(3):  # 'Headline | Section | Site'
        if squashed(title) in headings:
            break
        cuts = list(_SEPARATOR.finditer(title))
        if not cuts:
            break
        first, last = cuts[0], cuts[-1]
        before, after = title[: last.start()].strip(), title[last.end() :].strip()
        if before and (squashed(before) in headings or _is_site(after, names)):
            title = before
        elif first.start() and _is_site(title[: first.start()], names):
            title = title[first.end() :].strip()
        else:
            break
    return title


def _is_site(piece: str, names: set[str]) -> bool:
    squeezed = squashed(piece)
    if not squeezed:
        return True
    if squeezed in _SECTIONS:
        return True
    return any(_is_name(squeezed, name) for name in names) and len(piece.split()) <= _MAX_WORDS


def _is_name(piece: str, name: str) -> bool:
    if piece == name:
        return True
    # 'BBC News' for 'BBC', 'The Daily Example' for 'Daily Example'
    if len(name) >= _MIN_NAME and (piece.startswith(name) or piece.endswith(name)):
        return True
    # 'Example' for 'Example Times', but not 'Iran' for 'Iran and the World Review'
    return len(piece) >= max(_MIN_NAME, 0.5 * len(name)) and (name.startswith(piece) or name.endswith(piece))


def whole(title: str, others: Iterable[str]) -> str:
    """The title as the longest of `others` that begins with it where it has been cut short ('Officials say the...')."""
    stem = _CUT.sub("", title)
    if stem == title:
        return title
    return max(
        (other for other in others if len(other) > len(stem) and other.startswith(stem) and not _CUT.search(other)), key=len, default=title
    )
