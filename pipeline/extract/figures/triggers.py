"""Where the words of the kinds stand in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.extract.figures.kinds import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.extract.figures.clause import Token
    from pipeline.extract.figures.phrases import Phrase
    from pipeline.extract.figures.rule import Frame

ROLES = ("object_verbs", "either_verbs", "subject_words", "of_nouns", "tolls")


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words of a kind, tokens `first` to `last`, and the part they play."""

    kind: str
    role: str
    first: int
    last: int


def _index() -> dict[str, list[tuple[tuple[str, ...], str, str]]]:
    index: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for rule in RULES.values():
        for role in ROLES:
            for phrase in getattr(rule, role):
                words = tuple(phrase.split())
                index.setdefault(words[0], []).append((words, rule.kind, role))
    for entries in index.values():
        entries.sort(key=lambda entry: (-len(entry[0]), -RULES[entry[1]].rank))
    return index


def _nouns() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    index: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for rule in RULES.values():
        for phrase in rule.nouns:
            words = tuple(phrase.split())
            index.setdefault(words[-1], []).append((words, rule.kind))
    for entries in index.values():
        entries.sort(key=lambda entry: (-len(entry[0]), -RULES[entry[1]].rank))
    return index


def _frames() -> dict[str, list[tuple[str, Frame]]]:
    index: dict[str, list[tuple[str, Frame]]] = {}
    for rule in RULES.values():
        for frame in rule.frames:
            for verb in frame.verbs:
                index.setdefault(verb, []).append((rule.kind, frame))
    return index


FRAMES = _frames()
"""The verbs that need their object or what follows it, and what they need."""

SPARED = {(rule.kind, noun): frozenset(verbs) for rule in RULES.values() for noun, verbs in rule.spared}
"""The verbs under which a kind's noun is no such thing."""

_TIGHT = frozenset({"W", "A", "V", "C"})
_LOOSE = _TIGHT | {"D", "P", "Q"}
"""What '*' may stand for: with a toll also 'the' and 'in'."""
_ENDANGERED = (["at", "risk"], ["at", "stake"], ["in", "danger"], ["in", "jeopardy"], ["in", "peril"])
_REPORTS = frozenset({"reports", "report", "sign", "signs", "indication", "indications", "claims", "claim"})
_BY_FIRST = _index()
_BY_LAST = _nouns()
HARM = frozenset(word for kind in ("killed", "injured", "casualties", "missing") for role in (*ROLES, "nouns") for phrase in getattr(RULES[kind], role) for word in phrase.split() if len(word) > 3) - frozenset(  # noqa: PLR2004
    "their with number were remains claim claims claimed lost limbs legs included include left taken from also among the of loss lives count number treated people those cost took symptoms".split()
)  # fmt: skip
"""Words that make it worth looking for 'no' and 'a' in a sentence."""


def triggers(row: list[Token]) -> Iterator[Trigger]:
    """The triggers of a sentence in order, the longest where several begin."""
    at = 0
    while at < len(row):
        for words, kind, role in _BY_FIRST.get(row[at].lower, ()):
            length = _length(row, at, words, _LOOSE if role == "tolls" else _TIGHT)
            if length:
                yield Trigger(kind, role, at, at + length - 1)
                at += length
                break
        else:
            at += 1


def _length(row: list[Token], at: int, words: tuple[str, ...], between: frozenset[str]) -> int:
    """How many tokens from `at` on the words take; 0 where they do not stand there. '*' stands for up to three words."""
    here = at
    for step, word in enumerate(words):
        if word == "*":
            ahead = next((skip for skip in range(4) if here + skip < len(row) and row[here + skip].lower == words[step + 1]), None)
            if ahead is None or any(row[here + skip].tag not in between for skip in range(ahead)):
                return 0
            here += ahead
            continue
        if here >= len(row) or row[here].lower != word:
            return 0
        here += 1
    return here - at


def noun_kind(row: list[Token], phrase: Phrase) -> str | None:
    """The kind that the counted noun itself names: 'deaths', 'hostages', 'artillery systems'."""
    if not phrase.named:
        return None
    last = phrase.last
    while last > phrase.first and row[last].lower != phrase.head:
        last -= 1
    for words, kind in _BY_LAST.get(phrase.head, ()):
        first = last - len(words) + 1
        if first >= phrase.first - 1 and all(row[first + step].lower == word for step, word in enumerate(words)):
            return None if _is_spared(row, phrase, kind) else kind
    return _with_of(row, phrase, last)


def noun_at(row: list[Token], last: int) -> str | None:
    """The kind that the noun ending at token `last` names."""
    for words, kind in _BY_LAST.get(row[last].lower, ()):
        first = last - len(words) + 1
        if first >= 0 and all(row[first + step].lower == word for step, word in enumerate(words)):
            return kind
    return None


def _is_spared(row: list[Token], phrase: Phrase, kind: str) -> bool:
    """Whether the verb before the number takes the noun's sense away: 'saved 300 lives'."""
    if phrase.head == "lives" and [token.lower for token in row[phrase.end + 1 : phrase.end + 3]] in _ENDANGERED:
        return True
    verbs = SPARED.get((kind, phrase.head))
    return verbs is not None and any(token.lower in verbs for token in row[max(0, phrase.number - 4) : phrase.last])


def _with_of(row: list[Token], phrase: Phrase, last: int) -> str | None:
    """The kind of 'loss of life', and for 'no reports of casualties' that of what is not reported."""
    if last + 2 >= len(row) or row[last + 1].lower != "of":
        return None
    words = (phrase.head, "of", row[last + 2].lower)
    kind = next((kind for known, kind in _BY_LAST.get(words[2], ()) if known == words), None)
    number = row[phrase.number].number
    if kind is not None or number is None or number.form != "none" or phrase.head not in _REPORTS:
        return kind
    here = last + 2
    while here + 1 < len(row) and row[here].lower in {"any", "civilian", "serious", "american", "further"}:
        here += 1
    return next((kind for known, kind in _BY_LAST.get(row[here].lower, ()) if len(known) == 1), None)
