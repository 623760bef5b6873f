"""What one sentence leaves to the next: a bare number goes on about what was counted last, a bare toll about the harm told so far."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipeline.extract.figures.claim import Claim, Reading
from pipeline.extract.figures.running import cumulative
from pipeline.extract.figures.stance import stance

if TYPE_CHECKING:
    from pipeline.extract.document import Document

_ANAPHORIC = frozenset({"displaced", "troops", "centrifuges", "killed", "injured", "detained", "casualties"})
_HARMED = frozenset({"killed", "injured"})
_MOST_HARMED = 20  # figures of harm that are remembered
_MADE_OF = frozenset({"troops", "centrifuges", "weapons"})
"""Kinds of things that are still the kind when a part of them is told; 'two of them' of the killed may be anything."""
LEAST, LIKE = 50, 20  # a bare number below 50, or 20 times larger or smaller, is rarely of what was counted last
_PEOPLED = frozenset({"nation", "country", "state", "population", "city", "town", "republic", "region", "province"})
"""What has so many inhabitants: 'a nation of 300 million'."""
_OTHER_MATTER = frozenset(
    "population populations price prices cost costs age temperature speed circulation readership index dow nasdaq area vote votes budget weight score".split()
)
_BARE_TOLL = frozenset({"toll", "tally", "count"})
_TOLL_BACK = 8  # sentences from a bare 'the toll' back to what it is the toll of


@dataclass(slots=True)
class Memory:
    """The last figure a bare number may go on about, and the kinds of harm told, each with the number of its sentence."""

    last: tuple[int, Reading] | None = None
    harmed: list[tuple[int, str]] = field(default_factory=list)


def carry(doc: Document, index: int, reading: Reading, memory: Memory) -> Reading:
    """The reading of a number in sentence `index` in the light of the sentences before, which `memory` holds; it then holds this one too."""
    done = _of_toll(reading, {kind for at, kind in memory.harmed if index - at <= _TOLL_BACK})
    last = memory.last
    if _is_open(reading) and last is not None and index - last[0] <= 1 and _goes_on(doc.text, reading, last[1]):
        done = replace(
            reading,
            reason=None,
            claim=Claim(last[1].claim.kind, None, "noun"),
            counted=last[1].counted,
            sentence=doc.sentences.spans[index],
            stance=stance(reading.row, reading.phrase, Claim("", None, "noun")),
            cumulative=cumulative(reading.row, reading.phrase, Claim(last[1].claim.kind, None, "noun")),
        )
    if done.reason is None and done.claim.kind in _ANAPHORIC:
        memory.last = (index, done)
    if done.reason is None and done.claim.kind in _HARMED and done.number.qualifier != "none":
        memory.harmed = [*memory.harmed[-_MOST_HARMED:], (index, done.claim.kind)]
    return done


def _is_open(reading: Reading) -> bool:
    """Whether the sentence alone does not say what the number counts."""
    return reading.reason == "no_trigger" or (
        reading.reason is None and reading.phrase.head == "total" and reading.claim.kind == "other_count"
    )


def _of_them(reading: Reading) -> bool:
    """Whether a number says that it is a part of what was counted last: 'nearly 300 of them', '10,000 of the total'."""
    row, at = reading.row, reading.at
    return reading.phrase.them or [token.lower for token in row[at + 1 : at + 4]] == ["of", "the", "total"]


def _of_toll(reading: Reading, harmed: set[str]) -> Reading:
    """A bare 'the toll' where only injuries were told so far is a toll of injuries."""
    verb = reading.claim.verb
    if reading.reason is not None or reading.claim.kind != "killed" or harmed != {"injured"} or verb is None:
        return reading
    if reading.row[verb].lower not in _BARE_TOLL or (verb and reading.row[verb - 1].lower in {"death", "body", "final"}):
        return reading
    return replace(reading, claim=replace(reading.claim, kind="injured"))


def _goes_on(text: str, reading: Reading, before: Reading) -> bool:
    """Whether a bare number says more of what the last figure counted: 'Kerry said 85,000 would be accepted. In 2017, 100,000.'."""
    number, row, at = reading.number, reading.row, reading.at
    if _of_them(reading) and number.stated <= before.number.stated and before.claim.kind in _MADE_OF:
        return True
    if number.form != "digits" or number.unit or number.stated < LEAST or number.stated != int(number.stated) or reading.phrase.named:
        return False
    if not before.number.stated / LIKE <= number.stated <= before.number.stated * LIKE:
        return False
    if at > 1 and row[at - 1].lower == "of" and (row[at - 2].lower in _PEOPLED or row[at - 2].text[0].isupper()):
        return False
    if any(token.lower in _OTHER_MATTER for token in row[max(0, at - 5) : at]):
        return False
    follows = row[at + 1] if at + 1 < len(row) else None
    if follows is not None and follows.tag not in {"P", "B", "M", "H", ".", ",", ";", "C", "V", "T", "A", "R", '"', "-", "S"}:
        return False
    return text[number.end : number.end + 1] not in {"-", "/", ":"}
