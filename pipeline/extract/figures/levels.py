"""How many there are of what was named before the number: 'the troops, numbering 6,000', 'cut its warheads to 3,500'."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.figures.triggers import noun_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.extract.figures.clause import Token
    from pipeline.extract.figures.phrases import Phrase

_NUMBERS = frozenset("numbering numbered number numbers totaling totalling totaled totalled totals totalling".split())
_CHANGES = frozenset(
    """cut cuts cutting reduce reduces reduced reducing reduction slash slashes slashed slashing lower lowers lowered lowering limit limits limited limiting shrink shrank
    shrinking shrunk raise raises raised raising increase increases increased increasing expand expands expanded expanding boost boosts boosted boosting bring brings
    brought bringing grow grew grown growing drop drops dropped dropping fall fell fallen falling rise rose risen rising draw drew drawing drawn swell swelled
    swelling surge surged double doubled dwindle dwindled""".split()
)
_STEPS = frozenset({"to", "from", "below", "under", "at", "past", "beyond"})
_MADE_OF = frozenset({"troops", "weapons", "centrifuges", "displaced", "detained", "hostage"})
_BOUNDS = ("below", "under", "above", "over", "beyond")
_FAR = 20  # tokens from a verb of change to the number
_PAIRED = 4  # tokens between 'from 4,000' and 'to 2,500'


def levels(row: list[Token], phrases: dict[int, Phrase]) -> Iterator[tuple[int, int, str]]:
    """(token of the noun, token of the number, kind) of the numbers that name nothing and stand behind what they are the level of."""
    last: tuple[int, int, str] | None = None
    for number in sorted(phrases):
        if phrases[number].named or number == 0:
            continue
        found = _numbering(row, number) or _changed(row, number)
        if found is None and last is not None and number - last[1] <= _PAIRED and row[number - 1].lower in {"to", "from"}:
            found = last[0], last[2]
        if found is not None:
            last = (found[0], number, found[1])
            yield last


def _numbering(row: list[Token], number: int) -> tuple[int, str] | None:
    """The noun before 'numbering 6,000', 'who number 6,000'."""
    at = number - 1
    if row[at].lower not in _NUMBERS:
        return None
    at -= 1
    while at > 0 and (row[at].tag in {",", "R", "A", "H", "M"} or row[at].lower == "now"):
        at -= 1
    return _noun(row, at)


def _changed(row: list[Token], number: int) -> tuple[int, str] | None:
    """The noun between a verb of change and 'to 3,500'; or the subject of one: 'its warheads fell to 3,500'."""
    at = number - 1
    counted = row[number].number
    below = counted is not None and counted.qualifier in {"fewer_than", "more_than", "up_to"} and row[number].lower.startswith(_BOUNDS)
    if not below and row[at].lower not in _STEPS:
        return None
    at -= not below
    change = next((here for here in range(at, max(-1, at - _FAR), -1) if row[here].lower in _CHANGES), None)
    if change is None:
        return None
    if change >= at - 1:  # 'its warheads had fallen to 3,500'
        before = change - 1
        while before > 0 and row[before].tag in {"H", "M", "A", "B"}:
            before -= 1
        return _noun(row, before)
    return next((found for here in range(at, change, -1) if (found := _noun(row, here)) is not None), None)


def _noun(row: list[Token], at: int) -> tuple[int, str] | None:
    if at < 0:
        return None
    kind = noun_at(row, at)
    return (at, kind) if kind in _MADE_OF else None
