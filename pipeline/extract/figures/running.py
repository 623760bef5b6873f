"""Whether a figure is a running total: 'has killed', 'since 2011', 'so far', 'the toll rose to'."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.extract.figures.apart import after_best
from pipeline.extract.figures.claim import NOUN
from pipeline.extract.figures.reach import clause

if TYPE_CHECKING:
    from pipeline.extract.figures.claim import Claim
    from pipeline.extract.figures.clause import Token
    from pipeline.extract.figures.phrases import Phrase

_SO_FAR = {("so", "far"), ("to", "date"), ("thus", "far")}
_STATE = frozenset({"killed", "injured", "missing", "displaced", "detained", "hostage", "casualties"})
"""Kinds of which 'by Friday' and 'as of Friday' give the total up to then; of money and shares it is when they were reached."""
_TOLLS = frozenset({"toll", "tolls", "tally", "count"})
_BRINGS = frozenset("bringing brings brought pushing pushes pushed raising raises raised taking takes took lifting".split())
_RISES = frozenset(
    "rise rises rose risen rising climb climbs climbed climbing grow grows grew grown reach reaches reached reaching stand stands stood hit hits top tops topped pass passes passed exceed exceeds exceeded surpassed".split()
)
_PERFECT = frozenset({"has", "have", "having", "'ve", "’ve"})
_SPANS = ("year", "years", "month", "months", "week", "weeks", "decade", "decades")
_PASSING = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday", "tonight"})
_ONE = frozenset("a an the that this single".split())
_EVENT = frozenset(
    "attack blast explosion bombing crash strike airstrike raid shooting incident ambush assault massacre stampede collapse fire".split()
)
_ONGOING = frozenset(
    "protests demonstrations clashes fighting war conflict unrest violence uprising crackdown revolt outbreak epidemic pandemic insurgency siege riots campaign crisis strikes attacks airstrikes bombings".split()
)
"""What goes on for so long that 'have been killed in it' counts up to now."""
_PILED_UP = frozenset({"weapons", "troops", "centrifuges", "displaced", "released", "detained", "material", "oil"})
_AMASSING = frozenset(
    """cleared retaken taken seized liberated recaptured generated raised spent received given provided committed cost lost destroyed sold transferred earned poured
    taken contributed donated invested amassed collected delivered sent funnelled funneled frozen unfrozen""".split()
)
"""Verbs whose perfect adds up where money and shares are told: 'has spent', but not 'has signed a $5 million deal'."""
_CHANGES = frozenset(
    "increase rise drop fall decline reduction gain jump growth hike cut more higher lower increased rose fell dropped declined".split()
)
_GROUP, _LIST, _SINCE, _TOTAL, _BEHIND = 4, 40, 14, 10, 8  # tokens


def cumulative(row: list[Token], phrase: Phrase, claim: Claim) -> bool:
    """Whether the words of the figure's own clause make it a running total; shares that change 'since' a day are none."""
    begin, end = clause(row, phrase)
    near = row[begin:end]
    words = [token.lower for token in near]
    if _up_to_now(near, words, claim.kind) or _is_toll(row, phrase, claim):
        return True
    number = row[phrase.number].number
    if number is not None and (number.qualifier == "none" or number.stated <= 1):
        return False
    perfect = _perfect(row, phrase, claim)
    if perfect is None:
        return False
    spans = any(token.tag == "T" and token.lower.split()[-1] in _SPANS for token in near)
    if spans and claim.kind != "percent":
        return True
    return perfect and not _happened_once(near)


def _up_to_now(near: list[Token], words: list[str], kind: str) -> bool:
    """'since', 'so far', 'to date', 'by Friday' in the clause."""
    if any(pair in _SO_FAR for pair in pairwise(words)) or "altogether" in words or "cumulative" in words:
        return True
    if kind == "percent" or (kind == "money" and not _CHANGES.isdisjoint(words)):
        return False
    for at, token in enumerate(near):
        if token.lower == "since" and not after_best(near, at) and not (at and near[at - 1].tag in {"H", "B"}):
            return True
    return kind in _STATE and any(
        token.tag == "T" and _is_state(words[max(0, at - 3) : at]) and words[at + 1 : at + 2] not in (["'s"], ["’s"])
        for at, token in enumerate(near)
    )


def _is_state(before: list[str]) -> bool:
    """Whether the words before a date make it the day up to which is counted."""
    lead = [word for word in before if word not in {"early", "late"}]
    return lead[-1:] == ["by"] or lead[-2:] == ["as", "of"]


def _is_toll(row: list[Token], phrase: Phrase, claim: Claim) -> bool:
    """'The toll rose to 34', 'the number of dead climbed to 34', 'bringing the total to 34', 'now totals 34'."""
    number = phrase.number
    if claim.verb is not None and claim.voice == NOUN and claim.verb < number:
        if any(token.lower in _TOLLS for token in row[claim.verb : claim.verb + 3]):
            return True
        counts = any(token.lower == "number" for token in row[max(0, claim.verb - 8) : claim.verb + 1])
        if counts and any(token.lower in _RISES for token in row[claim.verb : number]):
            return True
    before = row[max(0, number - _TOTAL) : number]
    if before and before[-1].lower in {"totals", "totaled", "totalled"}:
        return True
    return any(token.text == "total" for token in before) and any(token.lower in _BRINGS for token in before)


def _perfect(row: list[Token], phrase: Phrase, claim: Claim) -> bool | None:
    """Whether the verb over the figure is a perfect that adds up; False where it is one only over a stretch of time, None where it is none."""
    number = phrase.number
    if claim.verb is not None and claim.verb > number and any(token.lower in _PERFECT for token in row[phrase.end + 1 : claim.verb]):
        return any(token.lower in _ONGOING for token in row[claim.verb : claim.verb + _BEHIND])
    direct = claim.verb is not None and claim.verb < number and claim.voice != NOUN
    verb = claim.verb if direct else _verb_before(row, number)
    if verb is None:
        return None
    if not _has(row, verb):
        return None
    if claim.verb is None:
        return claim.kind in _PILED_UP or row[verb].lower in _AMASSING
    return True


def _verb_before(row: list[Token], number: int) -> int | None:
    """The verb that governs the number, directly or along a list."""
    for at in range(number - 1, max(-1, number - _LIST), -1):
        token = row[at]
        if token.tag == "V":
            return at
        if token.tag not in {"N", "W", ",", "C", "D", "A", "X", '"', "Q"} and token.lower != "of":
            return None
    return None


def _has(row: list[Token], verb: int) -> bool:
    """Whether 'has' or 'have' stands over the verb, or over the one that 'and' joins it to."""
    at = verb - 1
    while at >= 0 and row[at].tag in {"A", "D"} and verb - at <= _GROUP:
        at -= 1
    if at >= 0 and row[at].lower in _PERFECT:
        return True
    if at < 0 or row[at].tag != "C":
        return False
    for back in range(at - 1, max(0, at - _SINCE), -1):
        if row[back].tag in {"R", "S", ";", "M", "B"}:
            return False
        if row[back].lower in _PERFECT:
            return True
    return False


def _happened_once(near: list[Token]) -> bool:
    """Whether the clause tells of one event, or of one day."""
    for at, token in enumerate(near):
        if token.tag == "T" and not _PASSING.isdisjoint(token.lower.split()):
            return True
        if token.lower in _EVENT and any(other.lower in _ONE for other in near[max(0, at - 3) : at]):
            return True
    return False
