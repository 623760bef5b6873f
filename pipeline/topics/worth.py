"""Which entry of a listing is worth fetching: the topic's rule on title, summary and address, before the page is there to be read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.topics.yaml_file import Node

PLACES: Final = ("title", "summary", "url")
"""Where a listing says something of a page. The words of an address are those of its path."""
_FACTOR: Final = 1.0
_TELLING: Final = {"title": 3, "summary": 8, "url": 3}
_LONGEST: Final = 10_000  # characters looked at in each place
_WORD: Final = re.compile(r"[^\W\d_]{2,40}")


@dataclass(frozen=True, slots=True)
class FetchRule:
    """Points for words: an entry that tells enough and has fewer than `threshold` is not fetched.

    A word counts once, `words[word]` points times the largest factor of the places it stands in; so a slug that repeats the title adds
    nothing. An entry tells enough where any one place has `telling[place]` words; a bare address or a title of two words does not.
    """

    threshold: float
    factors: Mapping[str, float]
    telling: Mapping[str, int]
    words: Mapping[str, float]  # in lower case
    _pattern: re.Pattern[str] = field(repr=False, compare=False)

    def verdict(self, title: str | None, summary: str | None, path: Sequence[str], slug: Sequence[str]) -> str | None:
        """Why an entry is not worth a look, one line for people; None where it may be.

        `path` are the words of the whole address, which score; `slug` those of its last part, which tell.
        """
        said = {"title": title or "", "summary": summary or "", "url": " ".join(path)}
        told = {"title": _words(title), "summary": _words(summary), "url": len(slug)}
        if not any(told[place] >= self.telling[place] for place in PLACES):
            return None
        best: dict[str, float] = {}
        for place in PLACES:
            for word in set(self._pattern.findall(said[place][:_LONGEST].lower())):
                best[word] = max(best.get(word, 0.0), self.factors[place])
        points = sum(self.words[word] * factor for word, factor in best.items())
        return (
            None if points >= self.threshold else f"{points:g} points by title, summary and address; the topic asks for {self.threshold:g}"
        )


def _words(text: str | None) -> int:
    return len(_WORD.findall(text[:_LONGEST])) if text else 0


def fetch_rule(node: Node | None, anchors: Iterable[str]) -> FetchRule:
    """The rule of a topic file's key `fetching`; without one, any of the anchors is enough. Each anchor is worth the threshold, unless `words` says other."""
    keys = node.fields(("threshold", "telling", *PLACES, "words")) if node else {}
    telling = dict(_TELLING)
    if "telling" in keys:
        telling |= {place: int(count.number(1, 100)) for place, count in keys["telling"].fields(PLACES).items()}
    threshold = keys["threshold"].number(0.01, 1_000) if "threshold" in keys else 1.0
    words = {word.lower(): threshold for word in anchors}
    if "words" in keys:
        words |= {word.lower(): points.number(0, 1_000) for word, points in _listed(keys["words"]).items()}
    longest_first = sorted(words, key=len, reverse=True)
    choice = "|".join(map(re.escape, longest_first)) or r"(?!)"
    return FetchRule(
        threshold=threshold,
        factors={place: keys[place].number(0, 100) if place in keys else _FACTOR for place in PLACES},
        telling=telling,
        words=words,
        _pattern=re.compile(rf"(?<!\w)(?:{choice})(?!\w)"),
    )


def _listed(node: Node) -> dict[str, Node]:
    if not isinstance(node.value, dict):
        node.wrong("expected words with their points", "write 'Hormuz: 1'")
    return node.value
