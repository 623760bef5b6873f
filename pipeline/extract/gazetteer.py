"""Aliases found in a text: whole words, capitals as the alias has them, conditions kept, the longest at each place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Generic, TypeVar

from ahocorasick_rs import AhoCorasick, MatchKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.topics import Alias

T = TypeVar("T")
_SAME = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‑": "-", "‐": "-", "–": "-", "\u00a0": " ", "\u202f": " "})
NEAR = 40  # characters on either side in which a `beside` word counts
_SHOUTED = 4  # an alias of at least so many characters is also found all in capitals


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """An alias at its place, with what it stands for."""

    start: int
    end: int
    value: T
    alias: Alias


class Gazetteer(Generic[T]):
    """An automaton over many aliases. Build once, search often: one pass over the text whatever the number of aliases."""

    def __init__(self, aliases: Iterable[tuple[Alias, T]]) -> None:
        self._meanings: list[list[tuple[Alias, T]]] = []
        places: dict[str, int] = {}
        for alias, value in aliases:
            for form in _forms(alias):
                if form not in places:
                    places[form] = len(self._meanings)
                    self._meanings.append([])
                self._meanings[places[form]].append((alias, value))
        self._automaton = AhoCorasick(list(places), matchkind=MatchKind.Standard) if places else None

    def hits(self, text: str) -> list[Hit[T]]:
        """All aliases at their places, conditions on direct neighbours and words beside kept, overlaps kept, in order of their end."""
        if self._automaton is None:
            return []
        plain = fold(text)
        size = len(plain)
        found: list[Hit[T]] = []
        for number, start, end in self._automaton.find_matches_as_indexes(plain, overlapping=True):
            if (end < size and _wordy(plain[end]) and _wordy(plain[end - 1])) or (start and _wordy(plain[start - 1])):
                continue
            found.extend(Hit(start, end, value, alias) for alias, value in self._meanings[number] if _allowed(plain, start, end, alias))
        return found


def fold(text: str) -> str:
    """`text` with typographic apostrophes, hyphens and blanks as their plain kin: same length, same offsets."""
    return text if text.isascii() else text.translate(_SAME)


def longest(hits: list[Hit[T]]) -> list[Hit[T]]:
    """The hits that do not lie over another: the longer one wins, then the earlier; in order of the text."""
    kept: list[Hit[T]] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        while kept and kept[-1].end > hit.start and hit.end - hit.start > kept[-1].end - kept[-1].start:
            kept.pop()
        if not kept or kept[-1].end <= hit.start:
            kept.append(hit)
    return kept


@lru_cache(maxsize=20_000)
def _forms(alias: Alias) -> tuple[str, ...]:
    text = fold(alias.text)
    if alias.exact:
        return (text,)
    forms = {text, text[:1].upper() + text[1:]}
    if len(text) >= _SHOUTED:
        forms.add(text.upper())
        forms.add(text.upper().replace("'S", "'s"))
    return tuple(sorted(forms))


def _wordy(letter: str) -> bool:
    return letter.isalnum() or letter in "_@#"


def _allowed(text: str, start: int, end: int, alias: Alias) -> bool:
    if alias.not_before and text[end : end + NEAR].lstrip(" -").startswith(alias.not_before):
        return False
    if alias.not_after or alias.after:
        before = " " + text[max(0, start - NEAR) : start].rstrip(" ")
        if alias.not_after and before.endswith(tuple(f" {word}" for word in alias.not_after)):
            return False
        if alias.after and not before.lower().endswith(tuple(f" {word}" for word in alias.after)):
            return False
    return not (alias.exact and end - start < _SHOUTED and text[start:end].isalpha() and _shouting(text, start, end))


def beside(text: str, hit: Hit[T]) -> bool:
    """Whether one of the words the alias asks for stands within `NEAR` characters."""
    around = text[max(0, hit.start - NEAR) : hit.start].lower() + " " + text[hit.end : hit.end + NEAR].lower()
    return any(word in around for word in hit.alias.beside)


def _shouting(text: str, start: int, end: int) -> bool:
    """Whether the words on both sides are all in capitals: in 'IRAN IS READY' the IS is a verb."""
    before = text[max(0, start - 24) : start].split()
    after = text[end : end + 24].split()
    around = [word for word in (before[-1:] + after[:1]) if word[:1].isalpha()]
    return len(around) > 0 and all(len(word) > 1 and word.isupper() for word in around)
