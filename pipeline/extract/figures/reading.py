"""One sentence at a time: its numbers, what they count and of which kind they are."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.extract.figures.bind import bind
from pipeline.extract.figures.carry import Memory, carry
from pipeline.extract.figures.claim import Claim, Reading
from pipeline.extract.figures.clause import Token, tokens
from pipeline.extract.figures.companions import counted, measured
from pipeline.extract.figures.measures import Measure, is_conversion, measure
from pipeline.extract.figures.phrases import Phrase, is_person, phrase
from pipeline.extract.figures.running import cumulative
from pipeline.extract.figures.spread import followed_by
from pipeline.extract.figures.stance import stance
from pipeline.extract.figures.triggers import HARM, noun_kind
from pipeline.extract.number_bounds import Number, bounded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.extract.document import Document
    from pipeline.records import DateMention


_NO = re.compile(
    r"\b(?:no one|nobody|none|zero|not a single|not one|without (?:causing|suffering|inflicting|sustaining|taking|incurring)(?: any)?|without any|without|no(?!\.[ \u00a0]?\d))\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"\b(?:an?|both)\b", re.IGNORECASE)
_WORD = re.compile(r"[a-z]{4,12}")
_LONGEST, _MOST = 4_000, 120
"""Characters and numbers of a sentence that are read; what goes on longer is a table, and its numbers are rejected as 'overlong'."""
_EMPTY = Phrase(0, 0, -1, -1, "")
_SMALL_WORDS = frozenset({"none", "article", "both"})
_WHOLLY = frozenset(
    "sure certain correct right true wrong false behind convinced confident committed positive serious honest guaranteed accurate scared convinced focused dedicated transparent compliant safe clear fake real bogus wrongheaded".split()
)
_ADJECTIVES = ("ional", "able", "ible", "ful", "ous", "less")
_HARMS = frozenset({"killed", "injured", "casualties"})
_STATES = frozenset({"dead", "hurt", "wounded", "injured", "killed", "missing", "arrested", "detained"})
_BOUNDS = frozenset({"at_least", "more_than", "about", "nearly", "up_to"})
_CONTINUED = frozenset(
    {"troops", "centrifuges", "displaced", "weapons", "detained", "hostage", "killed", "injured", "released", "oil", "material"}
)
_SMALL = {
    **dict.fromkeys(("forces", "force", "army", "personnel"), 10),
    **dict.fromkeys(
        (
            "militants",
            "gunmen",
            "terrorists",
            "rebels",
            "insurgents",
            "militiamen",
            "guards",
            "commandos",
            "sailors",
            "jihadists",
            "recruits",
            "trainers",
            "cadets",
        ),
        50,
    ),
}
"""Below these numbers a head is not read as strength: 'two forces' are sides, 'three militants' are people who did something."""


def read(doc: Document, candidates: dict[int, list[Number]], dates: Sequence[DateMention]) -> Iterator[Reading]:
    """The readings of all sentences that have a candidate number, or an article or 'no' beside a word of harm."""
    starts = [mention.start for mention in dates]
    context = ""
    memory = Memory()
    for index, (start, end) in enumerate(doc.sentences.spans):
        found = candidates.get(index, [])
        sentence = doc.text[start:end]
        harm = not HARM.isdisjoint(_WORD.findall(sentence.lower()))
        if harm:
            found = _with_small_words(doc.text, start, end, found)
        if found:
            near = dates[bisect_left(starts, start) : bisect_left(starts, end)]
            for reading in _sentence(doc, start, end, found, near, context):
                yield carry(doc, index, reading, memory)
        context = (context + " " + sentence)[-600:]


def _with_small_words(text: str, start: int, end: int, found: list[Number]) -> list[Number]:
    """The numbers together with 'no', 'a' and 'both', which count only where somebody is harmed."""
    end = min(end, start + _LONGEST)
    extra = [_small(match, 0.0, "none") for match in _NO.finditer(text, start, end)]
    articles = ((match, 2.0 if match.group().lower() == "both" else 1.0) for match in _ARTICLE.finditer(text, start, end))
    extra += [_small(match, value, "both" if value > 1 else "article") for match, value in articles]
    taken = {at for number in found if number.start < end for at in range(number.start, number.end)}
    kept = [number for number in extra if number.start not in taken and number.end - 1 not in taken]
    kept.sort(key=lambda number: number.start)
    kept = [number for at, number in enumerate(kept) if at == 0 or number.start >= kept[at - 1].end]
    return sorted([*found, *kept], key=lambda number: number.start)


def _small(match: re.Match[str], value: float, form: str) -> Number:
    start, end = match.span()
    qualifier = "none" if form == "none" else "exact"
    return Number(start=start, end=end, core_start=start, core_end=end, stated=value, low=value, high=value, form=form, qualifier=qualifier)


def _sentence(doc: Document, start: int, end: int, found: list[Number], dates: Sequence[DateMention], context: str) -> Iterator[Reading]:
    text = doc.text
    measures: dict[int, Measure] = {}
    previous: Number | None = None
    kept: list[Number] = []
    for number in found[_MOST:]:
        yield _refused(number, "overlong")
    for number in found[:_MOST]:
        if is_conversion(text, number, previous):
            yield _refused(number, "conversion")
            continue
        if number.form not in _SMALL_WORDS and (unit := measure(text, number, start, end, context)):
            measures[number.start] = unit
        previous = number
        kept.append(number)
    taken = {at for number in kept for at in range(number.start, number.end)}
    fixed: list[tuple[int, int, str, Number | None]] = [(number.start, number.end, "N", number) for number in kept]
    fixed += [(mention.start, mention.end, "T", None) for mention in dates[:_MOST] if taken.isdisjoint(range(mention.start, mention.end))]
    fixed.sort(key=lambda item: item[0])
    row = tokens(text, start, end, fixed)
    row = _without_idle(row)
    phrases = {at: phrase(row, at) for at, token in enumerate(row) if token.tag == "N"}
    claims = bind(row, phrases)
    read_from = {token.start for token in row if token.number is not None}
    for number in kept:
        if number.start not in read_from and number.form not in _SMALL_WORDS:
            yield _refused(number, "overlong")
    for at in sorted(phrases):
        yield _reading(row, phrases, claims, at, measures, (start, end))


def _without_idle(row: list[Token]) -> list[Token]:
    """'a' and 'no' before what is no person and no harm are plain determiners again."""
    for at, token in enumerate(row):
        number = token.number
        if number is None or number.form not in _SMALL_WORDS:
            continue
        own = phrase(row, at)
        person = own.named and is_person(own.head, row[own.last].text)
        if number.form == "none" and (noun_kind(row, own) or (not token.lower.startswith("without") and (not own.named or person))):
            continue
        if number.form in {"article", "both"} and person and own.head not in _STATES and own.last - own.first < 6:  # noqa: PLR2004 - 'a ... man' of more words is a clause
            continue
        row[at] = Token(token.text, token.lower, token.start, token.end, "D")
    return row


def _reading(
    row: list[Token],
    phrases: dict[int, Phrase],
    claims: dict[int, Claim],
    at: int,
    measures: dict[int, Measure],
    sentence: tuple[int, int],
) -> Reading:
    number, own = row[at].number, phrases[at]
    assert number is not None  # noqa: S101 - every 'N' has one
    shared = _shared_bound(row, phrases, claims, at)
    if shared is not None:
        number = bounded(number, shared)
        row[at].number = number
    unit = measures.get(number.start)
    if unit is not None and not unit.kind:
        return _refused(number, "weight")
    if unit is not None and unit.kind == "percent" and _is_idiom(row, at, number):
        return _refused(number, "idiom")
    if unit is not None:
        claim = Claim(unit.kind, None, "unit")
        span = measured(row, at, unit.end, unit.kind) if unit.kind != "oil" else None
        if unit.kind == "oil" and own.named:
            span = row[own.first].start, row[own.last].end
        low_unit = unit.unit
    else:
        found = _claim(row, phrases, claims, at)
        if found is None:
            return replace(_refused(number, "no_trigger"), row=row, at=at, phrase=own)
        claim, low_unit = found, None
        span = counted(row, phrases, at, claim)
    if (
        number.form == "none"
        and claim.kind in {"killed", "injured"}
        and span
        and claim.verb is not None
        and row[claim.verb].lower == "harmed"
    ):
        claim = replace(claim, kind="casualties")
    return Reading(number, None, row, at, own, claim, low_unit, span, stance(row, own, claim), cumulative(row, own, claim), sentence)


def _is_idiom(row: list[Token], at: int, number: Number) -> bool:
    """Whether the percentage only says 'wholly': '100 percent sure', 'agree with her 110 percent'."""
    follows = row[at + 1] if at + 1 < len(row) else None
    if follows is not None and follows.lower in _WHOLLY:
        return True
    return number.stated == 100 and follows is not None and follows.tag == "W" and follows.lower.endswith(_ADJECTIVES)  # noqa: PLR2004 - a whole


def _shared_bound(row: list[Token], phrases: dict[int, Phrase], claims: dict[int, Claim], at: int) -> str | None:
    """The qualifier that stands over both numbers of 'at least 5 dead and 12 hurt', or None."""
    number, first = row[at].number, at - 3
    if first < 0 or row[first].number is None or row[at - 1].lower != "and" or row[at - 2].lower not in _STATES or at + 1 >= len(row):
        return None
    bound = row[first].number.qualifier  # type: ignore[union-attr]
    both = row[at + 1].lower in _STATES and first in claims and at in claims and not any(phrases[one].more for one in (first, at))
    return bound if both and number is not None and number.qualifier == "exact" and bound in _BOUNDS else None


def _claim(row: list[Token], phrases: dict[int, Phrase], claims: dict[int, Claim], at: int) -> Claim | None:
    number, own = row[at].number, phrases[at]
    assert number is not None  # noqa: S101
    kind = noun_kind(row, own)
    if number.form == "none" and at + 1 < len(row) and row[at + 1].lower == "of" and kind in _HARMS:
        return None  # 'none of the injuries were serious'
    if at in claims:
        return replace(claims[at], kind="hostage") if kind == "hostage" and claims[at].kind == "detained" else claims[at]
    if kind == "troops" and number.stated < _SMALL.get(own.head, 0):
        kind = None
    if number.form in _SMALL_WORDS:
        return Claim(kind, None, "noun") if kind in {"killed", "injured", "casualties"} and number.form == "none" else None
    if kind or (at + 1 < len(row) and row[at + 1].lower in {"-troop", "-soldier"}):  # 'a 120,000-troop deployment'
        return Claim(kind or "troops", None, "noun")
    if not own.named:
        ahead = followed_by(row, at)
        if ahead is not None and (of := _claim(row, phrases, claims, ahead)):
            return Claim(of.kind, of.verb, "noun", ahead)
        earlier = [other for other in claims if other < at and claims[other].kind in _CONTINUED]
        if (
            at > 1
            and row[at - 1].lower in {"which", "whom"}
            and row[at - 2].lower == "of"
            and (known := [other for other in phrases if other < at])
        ):
            of = _claim(row, phrases, claims, max(known))
            return Claim(of.kind, of.verb, "part", max(known)) if of else None
        if (own.more or row[at - 1].lower == "only") and earlier:
            return Claim(claims[max(earlier)].kind, claims[max(earlier)].verb, "list", max(earlier))
        return None
    return Claim("other_count", None, "noun")


def _refused(number: Number, reason: str) -> Reading:
    return Reading(number, reason, [], 0, _EMPTY, Claim("", None, ""), None, None, "asserted", cumulative=False, sentence=(0, 0))
