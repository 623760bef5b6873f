"""What the words of a source say of it: one or several, named or not, an office, a country."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.extract import names
from pipeline.extract.sides import COUNTRY_WORDS, INSTITUTIONS, PEOPLE

if TYPE_CHECKING:
    from pipeline.records import EntityMention

WORD = re.compile(r"[\w][\w.'’&-]{0,40}")
_QUANTITY = re.compile(
    r"(?:\d|one of|lots of|some of|many of|more than|dozens|hundreds|thousands|a (?:number|group|majority) of|most|several|half)",
    re.IGNORECASE,
)
_AFTER_HEAD = frozenset("of in for at with from who to on close familiar".split())
SOMEBODY = frozenset("some others many most few both several another everyone someone".split())
_PLURALS = frozenset(word for word in PEOPLE if word.endswith("s")) | frozenset(
    "republicans democrats iranians americans israelis russians saudis europeans kurds others people women men authorities senators troops parents families".split()
)
_COUNTED = frozenset("two three four five six seven eight nine ten several many some most few both dozens hundreds".split())
_AFTER_COMMA = re.compile(r",\s|\s\(")
_OFFICES = frozenset(
    "president ayatollah pope king queen shah premier chancellor secretary mayor governor speaker minister leader general commander judge prince".split()
)
_NAME = re.compile(r"(?:[A-ZÀ-Þ][\w'’-]{0,30}\.?[ ]){0,6}[A-ZÀ-Þ][\w'’-]{1,30}")
_AFTER_NAME = re.compile(r"\s*(?:$|[,(]|of\b|from\b|who\b)")
_APPOSED = re.compile(r", (?:a|an|the|\d)")


def head_words(name: str) -> list[str]:
    """The words of a name in lower case up to 'of', 'in', 'for' and the like: who it is, without of what."""
    words = [word.rstrip(".").lower() for word in WORD.findall(name[:200])]
    return words[: next((number for number, word in enumerate(words) if number and word in _AFTER_HEAD), len(words))]


def office(tokens: list[str]) -> bool:
    """Whether the words name people, or an office one holds: 'the mayor', 'a spokesperson for the port'."""
    head = tokens[: next((number for number, token in enumerate(tokens) if number and token in _AFTER_HEAD), len(tokens))]
    return bool(head) and (head[-1] in _OFFICES or head[-1] in PEOPLE)


def several(name: str) -> bool:
    """Whether a name is of several people: 'officials', 'Lee and Hill', 'two envoys'."""
    head = next(iter(_AFTER_COMMA.split(name.lower(), maxsplit=1)), "")
    words = [word.rstrip(".") for word in WORD.findall(head[:200])]
    if not words:
        return False
    last = next((number for number, word in enumerate(words) if number and word in _AFTER_HEAD), len(words)) - 1
    return words[last] in _PLURALS or words[0] in _PLURALS or words[0] in _COUNTED or " and " in head


def bearer_of(words: str, linked: list[tuple[int, int]]) -> str | None:
    """A name no mention holds: 'Bijan Rad, a clerk', 'the port's chief, Bijan Rad', 'Deputy Minister Bijan Rad', 'Eva, a student'."""
    for run in _NAME.finditer(words[:400]):
        parts = run.group().split()
        titled = [number for number, part in enumerate(parts) if part.lower().rstrip(".") in names.TITLES | PEOPLE]
        name = parts[titled[-1] + 1 :] if titled else parts
        start = run.end() - len(" ".join(name))
        if not name or any(low < run.end() and start < high for low, high in linked):
            continue
        if any(part.lower() in INSTITUTIONS | PEOPLE | names.ORGANISATIONS or part.lower() in COUNTRY_WORDS for part in name):
            continue
        before, after = words[:start].rstrip(), words[run.end() :]
        if len(name) > 1 and (not before or titled or before.endswith(",")) and _AFTER_NAME.match(after):
            return " ".join(name)
        if len(name) == 1 and not before and _APPOSED.match(after):
            return name[0]
    return None


def core(words: str) -> str:
    """A source without its apposition: 'Lama Fakih, deputy director' -> 'Lama Fakih'."""
    head = re.split(r",\s|\s\(|\s[–—-]{1,2}\s", words, maxsplit=1)[0]
    return head[:200] if len(head) >= len("AP") else words[:200]


def country_of(tokens: list[str]) -> str | None:
    """The country a source's words in lower case name, as ISO 3166 alpha-2."""
    if "white house" in " ".join(tokens):
        return "US"
    for token in tokens:
        plain = token.removesuffix("'s").removesuffix("’s")
        if plain in COUNTRY_WORDS:
            return COUNTRY_WORDS[plain]
    return None


def unnamed_head(words: str, at: int) -> bool:
    """Whether a name in the source is not the speaker's: 'a senior aide to Zarif', 'critics of Trump'."""
    before = [word.lower() for word in WORD.findall(words[:at])]
    if not before or "," in words[:at]:
        return False
    prepositions = {"to", "of", "for", "with", "from", "at", "in", "close", "by", "who"}
    return bool(prepositions & set(before)) and bool(PEOPLE & set(before))


def unnamed(tokens: list[str], words: str, inside: list[EntityMention]) -> bool:
    """Whether a source is people without a name: 'a U.S. official', 'witnesses'. `inside` are the mentions among its words."""
    if not tokens:
        return False
    ends = next((number for number, token in enumerate(tokens) if number and token in _AFTER_HEAD), len(tokens))
    head = tokens[:ends]
    if any(token in PEOPLE for token in head):
        spoken_for = {"spokesman", "spokeswoman", "spokesperson"} & set(head)
        return not (spoken_for and any(m.kind in {"agency", "office", "armed_group", "organisation", "government"} for m in inside))
    if any(token in INSTITUTIONS for token in head):
        return False
    if head[-1] in SOMEBODY:
        return True
    return _QUANTITY.match(words) is not None and not any(letter.isupper() for letter in words[1:])
