"""Whether a figure is asserted, denied, or would, could or is to happen."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.extract.figures import words
from pipeline.extract.figures.claim import LEFT, NOUN
from pipeline.extract.figures.reach import governor

if TYPE_CHECKING:
    from pipeline.extract.figures.claim import Claim
    from pipeline.extract.figures.clause import Token
    from pipeline.extract.figures.phrases import Phrase

_MODAL = words.MODALS - words.DO - {"must"}
_AHEAD = frozenset(
    """plan plans planned planning expected expects expect agreed agrees agree vowed vows vow pledged pledges pledge threatened threatens threatening threaten considering
    proposed proposes proposal seek seeks seeking sought aims aimed aim hopes hoping hoped intends intended wants wanted want eyes eyeing likely potential
    potentially possible set ready prepared preparing prepares scheduled poised offered offers demanding demanded demands urges urged calls willing allow allows enable enables permit
    pledging vowing promising proposing requesting meant supposed slated designed destined enough sufficient able requested requests promised promises projected project projects forecast forecasts foresee foresees predict predicted predicts estimate aiming attempt bid hope if unless capable goal ordering negotiating negotiate demand demands call calling called urging attempted secure refusal refused refuses refusing effort efforts push""".split()
)
"""Words before a figure that put it into the future or into question."""
_DONE = frozenset("managed went used continued began forced led helped had failed started came proceeded happened".split())
_DENY = frozenset(
    "denied denies deny denying false falsely untrue refuted refutes rejected rejects dismissed dismisses debunked disputed disputes baseless fabricated".split()
)
_NOT = frozenset(
    "not n't never didn't don't doesn't isn't wasn't weren't hasn't haven't hadn't didn’t don’t doesn’t isn’t wasn’t weren’t hasn’t haven’t hadn’t aren't aren’t".split()
)
_STOP = frozenset({";", ":", "S"})
_WEAK = frozenset(
    """estimate secure project projects meant supposed slated designed destined enough sufficient able set goal offered offers possible potential potentially calls push hope hopes aim
    attempt efforts effort bid likely ready prepared plan plans allow enable permit capable if call called calling demand demands""".split()
)
"""Of those, the ones that need an infinitive between them and the figure: 'a plan to spend', but 'the plan cost'."""
_KNOWN = frozenset({"believed", "thought", "known", "said", "reported", "estimated", "alleged", "understood"})
_GOES_ON = frozenset(
    "continue continues continued appear appears appeared seem seems seemed happen happened remain remains remained".split()
)
_FORESEEN = frozenset({"expected", "scheduled", "planned", "due", "set"})
_DEFINITE = frozenset({"the", "its", "their", "his", "our", "those", "these", "her"})
_REACH, _AHEAD_REACH, _DENIAL_REACH, _PAIRED = 22, 9, 16, 7  # tokens
_TELLING = frozenset("confirm confirms announce reveal acknowledge admit admits tell learn say".split())
"""Verbs of which a modal says only that somebody could tell: 'could confirm that the toll has reached 31'."""
_GROW = frozenset("grow rise increase shrink double triple expand fall drop decline climb swell".split())
_POLLS = frozenset("poll polls polled surveyed survey surveys respondents voters pollsters pollster".split())


def stance(row: list[Token], phrase: Phrase, claim: Claim) -> str:
    """'asserted', 'denied' or 'hypothetical'."""
    anchor = claim.verb if claim.verb is not None and claim.verb < phrase.number else _list_head(row, phrase.number)
    if _denied(row, phrase, claim, anchor):
        return "denied"
    if _supposed(row, phrase.number):
        return "hypothetical"
    if _is_level_left(row, phrase.number):
        ahead = False
    elif claim.kind == "percent" and _is_polled(row):
        ahead = _over_noun(row, phrase.number)
    elif claim.verb is None and _is_definite(row, phrase.number) and not (claim.kind == "percent" and row[phrase.number + 1].lower == "of"):
        ahead = False
    elif claim.verb is None:
        ahead = _over_noun(row, phrase.number) or _said_ahead(row, phrase.end + 1)
    elif claim.voice == NOUN and claim.verb < phrase.number:
        ahead = _over_noun(row, claim.verb) or any(_is_modal(token) for token in row[claim.verb : phrase.number])
    elif claim.verb < phrase.number:
        ahead = _over_verb(row, claim.verb)
    else:
        ahead = _in_group(row, phrase.end + 1, claim.verb) or _conditional(row, phrase.number)
    return "hypothetical" if ahead else "asserted"


def _supposed(row: list[Token], number: int) -> bool:
    """Whether the sentence only imagines: 'Suppose one had killed ten', 'What if it hits 40 ships', 'Had it sunk, 300 would ...'."""
    at = next((at for at in range(min(3, len(row))) if row[at].tag not in {'"', "C", "A", ","}), 0)
    if not row or at >= number:
        return False
    first = row[at].lower
    if first in {"suppose", "supposing", "imagine", "imagining", "assuming"}:
        return True
    if first == "what" and row[at + 1].lower == "if":
        return True
    inverted = first == "had" and row[at].text[0].isupper() and at + 1 < len(row) and row[at + 1].tag in {"D", "W", "O"}
    return inverted and any(token.lower in {"would", "could", "might", "wouldn't"} for token in row)


def _is_modal(token: Token) -> bool:
    """Whether the word puts its verb ahead or in doubt; 'May' in a date is none."""
    return token.tag == "M" and token.lower in _MODAL


def _list_head(row: list[Token], number: int) -> int:
    """The first number of a bare list: 'not 100, 200 or 250 refugees'."""
    at = number
    while at > 1 and row[at - 1].tag in {",", "C"}:
        back = at - 1
        while back > 0 and row[back].tag in {",", "C"}:
            back -= 1
        if row[back].tag != "N":
            break
        at = back
    return at


def _conditional(row: list[Token], anchor: int) -> bool:
    for at in range(anchor - 1, max(-1, anchor - 8), -1):
        if row[at].tag in {";", ":", ",", "V"}:
            return False
        if row[at].lower in {"if", "unless"}:
            return True
    return False


def _over_verb(row: list[Token], verb: int) -> bool:
    """Whether the verb group of an active verb says that it is yet to happen: 'could have killed', 'a plan to free', 'if it kills'.

    An infinitive counts as yet to happen unless a verb such as 'managed' stands over it.
    """
    infinitive = False
    for at in range(verb - 1, max(-1, verb - 12), -1):
        token = row[at]
        if _is_modal(token) or token.lower in {"if", "unless"}:
            return True
        if token.lower == "to" and row[at + 1].lower.endswith("ing"):  # 'admitted to kidnapping 13'
            break
        if token.lower == "to":
            infinitive = True
        elif infinitive and (
            token.lower in _DONE or (token.lower in _KNOWN and "to" in {row[at + 1].lower, row[at + 2].lower}) or token.lower in _AHEAD
        ):
            return token.lower in _AHEAD
        elif (
            token.tag in _STOP
            or token.tag in {"R", ",", '"'}
            or not (infinitive or token.tag in {"A", "H", "B", "C"} or token.lower in words.NEGATIONS)
        ):
            break
    return infinitive


def _in_group(row: list[Token], first: int, verb: int) -> bool:
    """Whether a passive verb group is modal: 'will be freed', 'are expected to be killed', 'to be sent'."""
    for at in range(first, verb):
        token = row[at]
        if _is_modal(token) or (token.lower == "to" and row[at + 1].lower == "be" and row[at - 1].lower not in _KNOWN | _GOES_ON):
            return verb - at < 7 or not any(other.tag in {",", "R"} for other in row[at:verb])  # noqa: PLR2004 - the group itself
    return False


def _is_level_left(row: list[Token], number: int) -> bool:
    """Whether the number is the level before a change: 'would rise from 70,000 to 85,000', 'cut to 2,000 from the nearly 10,000 it runs'."""
    lead = governor(row, number)
    if lead < 1 or row[lead].lower != "from":
        return False
    around = [*row[max(0, lead - _PAIRED) : lead], *row[number + 1 : number + _PAIRED]]
    return any(token.lower == "to" for token in around) and any(token.tag == "N" for token in around)


def _is_polled(row: list[Token]) -> bool:
    """Whether it is a share of people asked: that they 'would' is what they say, not what the share is."""
    return any(token.lower in _POLLS for token in row)


def _is_definite(row: list[Token], number: int) -> bool:
    """Whether the counted is there already: 'the 2,000 troops', 'two of the guns'."""
    back = number - 1
    while back > 0 and row[back].lower in {"remaining", "other", "last", "first", "same", "surviving", "final"}:
        back -= 1
    if number and row[back].lower in _DEFINITE:
        return True
    return number + 2 < len(row) and row[number + 1].lower == "of" and row[number + 2].lower in _DEFINITE


def _over_noun(row: list[Token], number: int) -> bool:
    """Whether what governs a counted noun is yet to happen: 'would deploy 1,500 troops', 'a plan to spend $8 billion'."""
    infinitive = False
    for at in range(number - 1, max(-1, number - _REACH), -1):
        token = row[at]
        if _closes(token):
            return token.lower in {"if", "unless"}
        if token.lower == "agreed" and at and row[at - 1].tag == "D":  # 'the agreed limit'
            continue
        if _is_modal(token) or _is_due(row, at) or (token.lower in _AHEAD and (infinitive or token.lower not in _WEAK)):
            return True
        if token.lower == "targeting":
            return at > 0 and row[at - 1].tag == "B"
        if token.lower == "to":
            infinitive = infinitive or row[at + 1].tag not in {"N", "D", "T"}
        elif token.tag == ",":
            infinitive = infinitive and any(other.tag == "N" for other in row[at:number])
        elif token.lower in {"is", "are", "was", "were"} and row[at + 1].lower.endswith("ing"):
            return _conditional(row, at)  # 'is sending'
        elif token.tag in {"V", "H"} and not infinitive and not (at and (row[at - 1].tag in {"M", "B"} or row[at - 1].lower == "to")):
            return _conditional(row, at) or _perhaps(row, at)
    return False


def _is_due(row: list[Token], at: int) -> bool:
    """'Is to reduce its stock'."""
    return row[at].lower == "to" and at > 0 and row[at - 1].lower in {"is", "are"} and row[at + 1].tag in {"W", "V", "B"}


def _perhaps(row: list[Token], verb: int) -> bool:
    """'May well have inflicted 100 casualties'."""
    at = verb - 1
    while at > 0 and row[at].tag in {"H", "A"}:
        at -= 1
    return 0 <= at < verb - 1 and _is_modal(row[at])


def _closes(token: Token) -> bool:
    """Whether the clause that governs the figure begins here, or what happened has been said."""
    return (
        token.tag in _STOP
        or (token.tag == "R" and token.lower in {"that", "which", "who"})
        or token.lower in {"despite", "because", "since", "enriched"}
        or token.lower in _DONE
        or token.lower in _TELLING
    )


def _said_ahead(row: list[Token], at: int) -> bool:
    """Whether what is said of a counted noun is yet to happen: '7,000 troops, he said, will leave', '$5 billion in deals to come'."""
    stop = min(len(row), at + _AHEAD_REACH)
    if at < stop and row[at].tag in {",", "("}:
        closing = ")" if row[at].tag == "(" else ","
        closed = [close + 1 for close in range(at + 1, min(len(row), at + 24)) if row[close].tag == closing]
        if closing == "," and any(_is_modal(row[close]) for close in closed if close < len(row)):
            return True
        at = closed[0] if closed else stop
        stop = min(len(row), at + _AHEAD_REACH)
    while at < stop:
        token = row[at]
        if _is_modal(token):
            return True
        if token.lower == "to" and at + 1 < len(row) and row[at + 1].lower in {"be", "come"}:
            return row[at - 1].lower not in _KNOWN | _GOES_ON
        if (
            token.lower in _AHEAD
            and (token.lower not in _WEAK or row[at - 1].tag == "B")
            and at + 1 < len(row)
            and row[at + 1].lower == "to"
        ):
            return at + 2 >= len(row) or row[at + 2].lower not in _GROW  # 'the arsenal of 280 is projected to grow'
        if (
            token.tag in {",", ";", "R", "S", "C", "N", "-", '"'}
            or (token.tag == "V" and token.lower not in _KNOWN | _FORESEEN)
            or token.tag == "H"
        ):
            return False
        at += 1
    return False


def _denied(row: list[Token], phrase: Phrase, claim: Claim, anchor: int) -> bool:
    if row[phrase.number].number is not None and row[phrase.number].number.qualifier in {"none", "up_to"}:  # type: ignore[union-attr]
        return False
    for at in range(anchor - 1, max(-1, anchor - _DENIAL_REACH), -1):
        token = row[at]
        if token.tag in {";", ":"} or token.lower in {"but", "because", "after", "while", "although", "saying", "who"}:
            break
        if token.lower in _DENY:
            return token.lower not in {"rejected", "rejects", "dismissed", "dismisses"} or any(other.tag == "R" for other in row[at:anchor])
        near = anchor - at <= 4 and not any(other.tag in {"V", ",", "R", '"'} for other in row[at + 2 : anchor])  # noqa: PLR2004 - the verb group
        if (
            token.lower in _NOT
            and near
            and not (at and row[at - 1].lower == "if")
            and row[at + 1].lower
            not in {"only", "just", "enough", "yet", "even", "guilty", "including", "counting", "far", "long", "all", "every"}
            and not any(_is_modal(other) for other in row[max(0, at - 2) : at])
        ):
            return True
    verb = claim.verb
    if claim.voice == LEFT and verb is not None and verb > phrase.number:
        return any(token.lower in _NOT for token in row[phrase.end + 1 : verb])
    tail = [token.lower for token in row[phrase.end + 1 : phrase.end + 8]]
    return any(first in words.BE and second in {"false", "untrue", "denied", "baseless", "fabricated"} for first, second in pairwise(tail))
