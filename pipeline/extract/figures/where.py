"""Where a figure's event was: the words of a place in the figure's own clause, before it or behind it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.extract.figures.claim import LEFT, Claim
from pipeline.extract.figures.groups import NATIONALITIES
from pipeline.extract.figures.reach import clause

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.extract.figures.claim import Reading
    from pipeline.extract.figures.clause import Token
    from pipeline.records import EntityMention

Span = tuple[int, int] | None

_AT = frozenset({"in", "at", "near", "outside", "inside", "across", "around", "along", "aboard", "throughout", "on", "over", "off"})
_TO = frozenset({"to", "into", "towards", "toward", "from"})
_MOVED = frozenset({"troops", "weapons", "displaced", "released", "hostage"})
"""Kinds of what is sent, fired, fled or let go, so that 'to' and 'from' say where."""
_MEASURED = frozenset({"money", "percent", "enrichment", "material", "centrifuges"})
"""Kinds that rarely have a place: only what stands right behind them, or opens the sentence, is one."""
_HARMS = frozenset({"killed", "injured", "casualties", "missing", "detained"})
"""Kinds that stand beside one another of one event: 'killed 3 and wounded 5 in Kirkuk'."""
_PLACES = frozenset(
    """city cities town towns village villages province provinces district districts neighborhood neighborhoods neighbourhood neighbourhoods suburb suburbs capital region
    regions area areas border borders coast strait straits gulf sea island islands airport airfield airbase base bases camp camps outpost hospital school mosque
    church synagogue temple market marketplace embassy consulate prison jail facility plant site square street streets road highway stadium university campus
    compound headquarters port centre center checkpoint mountains desert valley territory country countries county state stronghold enclave zone airspace
    waters building house hotel restaurant cafe café bus train station bridge shrine cemetery theater theatre nightclub mall refinery oilfield oilfields field
    kingdom republic bastion heartland front frontline strip peninsula north south east west northeast northwest southeast southwest outskirts academy palace farm
    pub club oasis parliament courthouse crossing parade funeral rally wedding convoy ship tanker ferry plane tunnel vessel
    governorate municipality quarter""".split()
)
"""Nouns of places, so that 'a Saudi consulate' is one and 'Israeli targets' are none."""
_DIRECTIONS = frozenset(
    """northern southern eastern western central northeastern northwestern southeastern southwestern north south east west upper lower rebel-held government-held coastal
    nearby neighbouring neighboring mainland downtown greater rural occupied besieged disputed""".split()
)
_NO_PLACE = frozenset({"person", "armed_group", "agency", "media", "organisation", "agreement", "weapon", "event", "office"})
_NOT_NAMES = frozenset(
    """congress senate parliament house committee court party army navy air force university ministry department council agency association group act bill january february
    march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday war twitter facebook english
    islam god i gallup instagram youtube democrats republicans democratic republican president prime minister treaty resolution deal agreement fund series olympics
    wall trump obama biden bush cup times post journal office series photos""".split()
)
_SAID = frozenset(
    "said says say told tells claimed claims reported reports announced confirmed stated added warned denied acknowledged estimated estimates".split()
)
_WEAK = frozenset(
    {
        "as",
        "after",
        "before",
        "when",
        "while",
        "until",
        "because",
        "following",
        "amid",
        "despite",
        "if",
        "though",
        "although",
        "who",
        "which",
        "that",
    }
)
_COUNTRIES = frozenset({"us", "u.s.", "uk", "iran"})
_NO_WAY = frozenset({"according", "due", "thanks", "attributed", "loyal", "close", "linked", "belonging"})
"""Words whose 'to' leads nowhere."""
_NO_NOUN = frozenset({"least", "most", "all", "war", "risk"})
_ARTICLES = ("al-", "el-", "ash-", "as-")
_LAST_OF_NAME = frozenset(
    {
        "street",
        "avenue",
        "strip",
        "island",
        "islands",
        "heights",
        "bank",
        "hill",
        "mount",
        "mountain",
        "road",
        "bridge",
        "square",
        "plains",
        "peninsula",
    }
)
_SHORT, _MOSTLY = 3, 0.8  # letters of a word that may be small in headlines, and the share of the others that is capitalised
_REACH, _WORDS, _CLOSE, _OPENER, _MOST = 24, 9, 9, 3, 2  # tokens; and numbers of people that may stand between a figure and its place


@dataclass(frozen=True, slots=True)
class Place:
    """Words of a place, tokens `first` to `last`, behind the preposition at `lead`."""

    lead: int
    first: int
    last: int


def named(mentions: Sequence[EntityMention], sentence: tuple[int, int]) -> dict[int, str]:
    """The kind of entity by the offset where its words begin, of one sentence."""
    low = bisect_left(mentions, sentence[0], key=lambda mention: mention.start)
    kinds: dict[int, str] = {}
    for mention in mentions[low : low + _REACH * 4]:
        if mention.start >= sentence[1]:
            break
        kinds[mention.end] = mention.kind
    return kinds


def place(reading: Reading, kinds: Mapping[int, str], people: Mapping[int, str]) -> Span:
    """The span of the words that say where, or None. `kinds`: entities of the sentence by their end; `people`: kinds of its other figures by token."""
    row, at, phrase, claim = reading.row, reading.at, reading.phrase, reading.claim
    begin, end = clause(row, phrase, participles=False)
    behind = phrase.end + 1
    if claim.voice == LEFT and claim.verb is not None:
        end = max(end, clause_end(row, claim.verb))
    measured = claim.kind in _MEASURED
    found = _behind(row, behind, min(end, behind + (_CLOSE if measured else _REACH)), claim, kinds, people)
    if found is not None and reading.counted is not None and row[found.first].start <= reading.counted[0] <= row[found.last].end:
        found = None  # '$30 Billion in Oil Deals'
    if found is None and not measured:
        found = _before(row, begin, at, claim, kinds)
    if found is None:
        found = _opening(row, at, claim, kinds)
    if found is None and not measured:
        found = _beyond(row, end, claim, kinds, people)
    return None if found is None else (row[found.first].start, row[found.last].end)


def event_place(row: list[Token], kinds: Mapping[int, str]) -> Span:
    """The first place of a sentence that is not where somebody speaks."""
    claim = Claim("killed", None, LEFT)
    for at, token in enumerate(row):
        if token.lower in _AT and (found := _at(row, at, claim, kinds)) is not None:
            follows = row[found.last + 1] if found.last + 1 < len(row) else None
            if follows is None or follows.lower not in _SAID:
                return row[found.first].start, row[found.last].end
    return None


def clause_end(row: list[Token], verb: int) -> int:
    """Where the clause of a passive verb ends."""
    at = verb + 1
    while at < len(row) and at - verb < _REACH and row[at].tag not in {";", "S"}:
        at += 1
    return at


def _behind(row: list[Token], begin: int, end: int, claim: Claim, kinds: Mapping[int, str], people: Mapping[int, str]) -> Place | None:
    passed = 0
    for at in range(begin, end):
        token = row[at]
        if (
            token.tag == "R"
            or (token.lower in _WEAK and not (token.lower == "as" and row[at - 1].tag == "V"))
            or (token.lower in _SAID and token.tag == "V")
        ):
            return None
        if token.tag == "N" and at in people:
            passed += 1
            if passed > _MOST or claim.kind not in _HARMS or people[at] not in _HARMS:
                return None
        if token.tag == "C" and at + 1 < len(row) and row[at + 1].tag == "P":  # 'and in Kirkuk five died'
            return None
        found = _at(row, at, claim, kinds)
        if found is not None:
            return found
    return None


def _before(row: list[Token], begin: int, number: int, claim: Claim, kinds: Mapping[int, str]) -> Place | None:
    """The nearest place before the figure, unless somebody speaks between: 'officials in Washington said 12 were killed'."""
    for at in range(number - 1, begin - 1, -1):
        if row[at].tag == "-" or row[at].lower in _SAID or (row[at].tag == "R" and row[at].lower == "that" and row[at - 1].tag == "V"):
            return None
        if row[at].lower in _AT and (found := _at(row, at, claim, kinds)) is not None and found.last < number:
            return found
    return None


def _opening(row: list[Token], number: int, claim: Claim, kinds: Mapping[int, str]) -> Place | None:
    """'In Syria, officials said 12 were killed'."""
    for at in range(min(_OPENER, number)):
        if (
            row[at].lower in _AT
            and (found := _at(row, at, claim, kinds)) is not None
            and found.last + 1 < len(row)
            and row[found.last + 1].tag == ","
        ):
            return found
    return None


def _beyond(row: list[Token], end: int, claim: Claim, kinds: Mapping[int, str], people: Mapping[int, str]) -> Place | None:
    """'Shot dead when police opened fire in Louisville': the place of what it happened in."""
    if end >= len(row) or row[end].lower not in {"when", "as", "after", "amid", "during"}:
        return None
    return _behind(row, end + 1, min(len(row), end + 1 + _REACH), claim, kinds, people)


def _at(row: list[Token], at: int, claim: Claim, kinds: Mapping[int, str]) -> Place | None:
    """The place behind the preposition at `at`."""
    word = row[at].lower
    moved = word in _TO and claim.kind in _MOVED and not (at and row[at - 1].lower in _NO_WAY)
    if not (moved or word in _AT) or at + 1 >= len(row) or row[at + 1].tag in {"T", "N"} or row[at + 1].lower in _NO_NOUN:
        return None
    last, capital, head, whole = at, -1, -1, at
    here = at + 1
    while here < len(row) and here - at < _WORDS and _goes_on(row, at, here, last):
        token = row[here]
        if token.lower in {"of", "in"}:
            if not _is_place(row, at, last, capital, head, kinds):
                break
            whole = last
        elif token.tag == "W":
            last = here
            capital = here if token.text[0].isupper() or token.lower.startswith(_ARTICLES) else capital
            head = here if token.lower in _PLACES else head
        here += 1
    if last == at or not _is_place(row, at, last, capital, head, kinds):
        return Place(at, at + 1, whole) if whole > at else None  # 'to the region in anticipation of'
    return Place(at, at + 1, _and_another(row, last))


def _goes_on(row: list[Token], at: int, here: int, last: int) -> bool:
    """Whether the noun phrase behind the preposition at `at` goes on with the token at `here`."""
    token = row[here]
    if token.tag == "V":  # 'the besieged town'
        return token.lower.endswith("ed") and here <= at + 2 and here + 1 < len(row) and row[here + 1].tag == "W"
    if token.lower in {"of", "in"}:
        return here > at + 1 and last == here - 1
    if token.tag in {"A", "D"}:
        return here <= at + 2 or row[here - 1].tag == "P"
    return token.tag in {"W", "Q"}


def _is_place(row: list[Token], at: int, last: int, capital: int, head: int, kinds: Mapping[int, str]) -> bool:
    """Whether the noun phrase behind the preposition names a place by its last word, or is called one."""
    word, kind = row[last].lower, kinds.get(row[last].end)
    if row[at].lower in _TO and row[at + 1].tag == "W" and not row[at + 1].text[0].isupper() and row[at + 1].lower not in _DIRECTIONS:
        return False  # 'to help', 'to shut down Iran'
    if kind in {"place", "facility"}:
        return row[at].lower != "on" or kind == "facility" or word in _LAST_OF_NAME
    if head == last:
        return last > at + 1 or row[at].lower in {"near", "outside"}
    if 0 <= head < last and capital == last and row[head + 1].lower in {"of", "in"}:
        return True  # 'the coast of Saudi Arabia'
    if row[at].lower in {"near", "outside"} and row[at + 1].tag == "D":
        return kind not in _NO_PLACE - {"armed_group", "agency"}
    if kind is None and _is_shouted(row):
        return False
    if capital != last or kind in _NO_PLACE or word in _NOT_NAMES or (word in NATIONALITIES and word not in _COUNTRIES):
        return False
    if row[at].lower in {"on", "over", "off"}:
        return word in _LAST_OF_NAME
    return not any(row[between].lower in _NOT_NAMES for between in range(at + 1, last))


def _is_shouted(row: list[Token]) -> bool:
    """Whether capitals say nothing here: a headline with all its words capitalised."""
    words = [token for token in row if token.tag in {"W", "V"} and len(token.text) > _SHORT]
    if len(words) > 1 and all(token.text.isupper() for token in words):
        return True
    return len(words) > _SHORT and sum(token.text[0].isupper() for token in words) > len(words) * _MOSTLY


def _and_another(row: list[Token], last: int) -> int:
    """'Iraq and Syria'."""
    if (
        last + 2 < len(row)
        and row[last + 1].lower == "and"
        and row[last + 2].tag == "W"
        and row[last + 2].text[0].isupper()
        and row[last].text[0].isupper()
    ):
        follows = row[last + 3] if last + 3 < len(row) else None
        if follows is None or follows.tag not in {"V", "B", "H", "M", "W"}:
            return last + 2
    return last
