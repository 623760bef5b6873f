"""Which number belongs to which trigger: by direction, voice and clause, then along lists and to partitives."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.extract.figures import words
from pipeline.extract.figures.claim import LEFT, NOUN, RIGHT, Claim, take
from pipeline.extract.figures.levels import levels
from pipeline.extract.figures.phrases import STATES, is_person
from pipeline.extract.figures.reach import HELD, direct_object, governor, others, subject
from pipeline.extract.figures.spread import parts, spread_left, spread_right, whole_of
from pipeline.extract.figures.triggers import FRAMES, Trigger, noun_kind, triggers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.extract.figures.clause import Token
    from pipeline.extract.figures.phrases import Phrase

_FAR_RIGHT, _FAR_TOLL, _FAR_FRAME, _GROUP = 18, 24, 8, 4  # tokens
_VICTIMS = frozenset({"killed", "injured", "hostage", "detained", "released", "casualties"})
_TOLL_WORDS = frozenset("to at of from by past near above as over with under below".split())


_NOUN_OR_VERB = frozenset(
    "murder murders wound wounds free release releases massacre arrest arrests execute holding claimed claiming pardon pardons".split()
)


def bind(row: list[Token], phrases: dict[int, Phrase]) -> dict[int, Claim]:
    """The claims of a sentence's triggers on its numbers, by token index of the number."""
    owner = {at: phrase.number for phrase in phrases.values() for at in range(phrase.number, phrase.end + 1)}
    claims: dict[int, Claim] = {}
    found = list(triggers(row))
    acts = frozenset(trigger.first for trigger in found if trigger.role in {"object_verbs", "either_verbs"})
    owned = _owned(row, phrases, found)
    before: Trigger | None = None
    for at, number, kind in _framed(row, phrases):
        take(row, phrases, claims, number, Claim(kind, at, RIGHT))
    for at, number, kind in levels(row, phrases):
        take(row, phrases, claims, number, Claim(kind, at, NOUN))
    for trigger in found:
        for number, voice in _targets(row, phrases, owner, claims, trigger, before):
            if voice == RIGHT and any(trigger.last < act < number and row[act - 1].tag in {"C", ","} for act in acts):
                continue  # 'killed the general and wounded two': the two are of the later verb
            if owned.get(number, trigger).first > trigger.first and owned[number].kind != trigger.kind:
                continue  # 'the dead included 5 Danes, and another 12 were hurt': the 12 are of their own verb
            take(row, phrases, claims, number, Claim(trigger.kind, trigger.first, voice))
        before = trigger
    _spread(row, phrases, owner, claims, acts)
    parts(row, phrases, claims)
    return {number: _of_whole(row, phrases, number, claim) for number, claim in claims.items()}


def _spread(row: list[Token], phrases: dict[int, Phrase], owner: dict[int, int], claims: dict[int, Claim], acts: frozenset[int]) -> None:
    """The claims along lists, to the left and then to the right."""
    for number in sorted(claims):
        if claims[number].voice == LEFT:
            spread_left(row, phrases, owner, claims, number)
    for number in sorted(claims):
        claim = claims[number]
        of_noun = claim.voice == NOUN and claim.verb is not None and claim.verb < number and row[claim.verb + 1].lower == "of"
        if claim.voice in {RIGHT, LEFT} or of_noun:  # 'killed 4 and 2 more', 'the deaths of 4 and of 2 more'
            spread_right(row, phrases, claims, number, acts)


def _owned(row: list[Token], phrases: dict[int, Phrase], found: list[Trigger]) -> dict[int, Trigger]:
    """The numbers that have a verb of their own behind them: a passive ('another 12 were hurt'), or a bare participle ('and 30 wounded')."""
    at_first = {trigger.first: trigger for trigger in found if trigger.role in {"either_verbs", "subject_words"}}
    own: dict[int, Trigger] = {}
    for number, phrase in phrases.items():
        at = phrase.end if phrase.head in STATES else phrase.end + 1
        bare = not phrase.named or phrase.head in STATES
        while at < len(row) and at - phrase.end < _GROUP and row[at].tag in {"B", "A", "H"}:
            bare = bare or row[at].tag == "B"
            at += 1
        if bare and at in at_first:
            own[number] = at_first[at]
    return own


def _of_whole(row: list[Token], phrases: dict[int, Phrase], number: int, claim: Claim) -> Claim:
    """'five of the nine hostages were freed': it is hostages that are counted."""
    whole = whole_of(row, number) if claim.of is None and not phrases[number].named else None
    return claim if whole is None else replace(claim, of=whole)


def _framed(row: list[Token], phrases: dict[int, Phrase]) -> Iterator[tuple[int, int, str]]:
    """Verb, number and kind where a verb stands with the object or the next words that its kind wants."""
    for at, token in enumerate(row):
        for kind, frame in FRAMES.get(token.lower, ()):
            number = direct_object(row, at, _FAR_FRAME)
            if number is None or not (own := phrases[number]).named:
                continue
            person = is_person(own.head, row[own.last].text) and noun_kind(row, own) != "troops"
            if not (own.head in frame.heads if frame.heads else person):
                continue
            behind = " ".join(other.lower for other in row[own.end + 1 : own.end + 4])
            counted = row[number].number
            if counted is not None and counted.stated < frame.least:
                continue
            if not frame.tails or any(behind == tail or behind.startswith(tail + " ") for tail in frame.tails):
                yield at, number, kind


def _targets(
    row: list[Token], phrases: dict[int, Phrase], owner: dict[int, int], claims: dict[int, Claim], trigger: Trigger, before: Trigger | None
) -> list[tuple[int, str]]:
    if trigger.role == "tolls" and trigger.first in owner:  # '85 deaths'
        return []
    if trigger.role == "tolls":
        return [(number, NOUN) for number in _toll(row, phrases, trigger)]
    if trigger.role == "of_nouns":
        return [(number, NOUN) for number in _object(row, trigger, 6)]
    inside = owner.get(trigger.first)
    if inside is not None and trigger.first > inside and trigger.role != "object_verbs":  # '12 wounded soldiers'
        return [(inside, NOUN)]
    if trigger.role == "object_verbs" and _is_noun(row, trigger):
        return []
    if trigger.role == "object_verbs":
        return [(number, RIGHT) for number in _object(row, trigger, _FAR_RIGHT)]
    counted = [(number, NOUN) for number in _toll(row, phrases, trigger)] if _is_numbered(row, trigger) else []
    if counted:
        return counted
    if trigger.role == "subject_words":
        return _said_of(row, phrases, owner, trigger)
    return _either(row, phrases, owner, claims, trigger, before)


def _object(row: list[Token], trigger: Trigger, reach: int) -> list[int]:
    """The number that is the trigger's object, or that stands beside an object that is named."""
    number = direct_object(row, trigger.last, reach)
    if number is None and trigger.kind in _VICTIMS:
        number = others(row, trigger.last + 1)
    return [] if number is None else [number]


def _is_numbered(row: list[Token], trigger: Trigger) -> bool:
    """Whether the words are of a number that is told later: 'the number of troops injured in the attack rose to 64'."""
    begin = max(0, trigger.first - 8)
    at = next(
        (at for at in range(begin, trigger.first) if row[at].lower in {"number", "tally", "count"} and row[at + 1].lower == "of"), None
    )
    return at is not None and not any(row[between].tag in {"N", "V", "B", ","} for between in range(at, trigger.first))


def _is_noun(row: list[Token], trigger: Trigger) -> bool:
    """Whether a word such as 'murder' or 'wound' is a noun here: neither 'to' nor a modal before it, no number behind."""
    if row[trigger.first].lower not in _NOUN_OR_VERB:
        return False
    follows = row[trigger.last + 1] if trigger.last + 1 < len(row) else None
    before = row[trigger.first - 1] if trigger.first else None
    return not (follows is not None and follows.tag == "N") and not (
        before is not None and (before.tag in {"M", "A"} or before.lower == "to")
    )


def _said_of(row: list[Token], phrases: dict[int, Phrase], owner: dict[int, int], trigger: Trigger) -> list[tuple[int, str]]:
    if trigger.first and row[trigger.first - 1].tag == "D" and row[trigger.first - 1].lower != "all":  # 'the dead', 'the missing'
        return []
    if trigger.kind == "hostage" and trigger.first - 1 not in owner:  # 'held 52 diplomats hostage', but 'the hostage crisis'
        return []
    ahead = trigger.last + 1
    if trigger.kind == "missing" and ahead < len(row) and row[ahead].lower == "from":  # 'missing from the list'
        return []
    attribute = trigger.first == trigger.last and row[trigger.first].lower in {"dead", "missing", "homeless"}
    if attribute and ahead < len(row) and row[ahead].tag == "W" and row[ahead].lower in words.PEOPLE:  # 'memes about dead migrants'
        return []
    number = subject(row, phrases, owner, trigger.first)
    return [(number, LEFT)] if number is not None else []


def _either(
    row: list[Token], phrases: dict[int, Phrase], owner: dict[int, int], claims: dict[int, Claim], trigger: Trigger, before: Trigger | None
) -> list[tuple[int, str]]:
    """The number of a form such as 'killed', which is active or passive."""
    back, ahead = _group_start(row, owner, trigger.first - 1), trigger.last + 1
    while ahead < len(row) and row[ahead].tag == "A":
        ahead += 1
    follows = row[ahead].tag if ahead < len(row) else "."
    if back >= 0 and row[back].tag == "B":
        number = subject(row, phrases, owner, back)
        return [(number, LEFT)] if number is not None else []
    if follows == "N" and not (back in owner and row[back].tag != "N" and follows == "."):
        return [(ahead, RIGHT)] if direct_object(row, trigger.last, 4) == ahead else []
    if back in owner and follows not in {"D", "O", "W"}:
        return [(owner[back], LEFT)]
    if back >= 0 and row[back].tag in {"C", ","} and before is not None:
        shared = [number for number, claim in claims.items() if claim.verb == before.first and claim.voice == LEFT]
        if shared and follows not in {"D", "W"}:
            return [(shared[0], LEFT)]
    number = direct_object(row, trigger.last, _FAR_RIGHT)
    if number is None and back >= 0 and row[back].tag in {"W", ",", "R"} and follows not in {"D", "O", "W"}:
        number = subject(row, phrases, owner, trigger.first, participle=True)
        return [(number, LEFT)] if number is not None else []
    if number is None and trigger.kind in _VICTIMS and follows in {"D", "W"}:
        number = others(row, ahead)
    return [(number, RIGHT)] if number is not None else []


def _group_start(row: list[Token], owner: dict[int, int], back: int) -> int:
    """Past the adverbs before a verb, and past 'said' in 'at least 10 said killed in unrest'."""
    while back >= 0 and (row[back].tag == "A" or row[back].lower in words.NEGATIONS):
        back -= 1
    return back - 1 if back > 0 and row[back].lower in HELD and back - 1 in owner else back


def _toll(row: list[Token], phrases: dict[int, Phrase], trigger: Trigger) -> list[int]:
    """The numbers a toll is put at: 'the death toll from two blasts rose from 34 to 50'."""
    found: list[int] = []
    listing = row[trigger.last].lower in {"were", "are", "included", "include"}  # 'the dead included 5 Greeks and 2 Turks'
    for at in range(trigger.last + 1, min(len(row), trigger.last + 1 + _FAR_TOLL)):
        token = row[at]
        if token.tag in {"S", ";"} or (token.tag == "R" and row[trigger.first].lower != "number"):
            break
        if listing and found and token.tag in {"C", ","} and at + 1 < len(row) and row[at + 1].tag == "N":
            continue
        if (token.tag == "C" and at + 1 < len(row) and row[at + 1].tag == "N") or token.lower.startswith(
            ("kill", "wound", "injur", "saying")
        ):
            break
        if token.tag != "N":
            continue
        lead = row[governor(row, at)]
        phrase = phrases[at]
        person = not phrase.named or is_person(phrase.head, row[phrase.last].text)
        if (
            person
            and (
                lead.lower in _TOLL_WORDS
                or lead.tag in {"V", "B", "H", "-", ":", ","}
                or governor(row, at) <= trigger.last
                or (lead.tag == "W" and found)
                or (listing and lead.tag == "C")
            )
        ) or (lead.tag == "W" and person and not found):
            found.append(at)
    return found
