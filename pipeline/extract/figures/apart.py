"""Dates of a sentence that are not the figure's: of speech, of another clause, of what is only compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.extract.figures.claim import Reading
    from pipeline.extract.figures.clause import Token

_SAYS = frozenset(
    """said says say announced announces reported reports stated added claimed tweeted wrote declared confirmed acknowledged warned insisted denied revealed disclosed testified
    published released ruled found finds signed told tells showed shows speaking spoke briefed declared estimated posted""".split()
)
_SPOKEN = frozenset(
    "statement interview briefing report letter speech conference tweet address remarks testimony article post editorial broadcast debate hearing analysis study investigation review inquiry".split()
)
"""What is said or asked on a day, which is not the day of what it tells."""
_ASIDE = frozenset({"while", "although", "though", "whereas", "unless", "if"})
_WHILE = frozenset({"as", "while", "when", "after", "before"})
_BEST = frozenset({"first", "most", "worst", "least", "best", "only"})
_OPENING = 4  # tokens in which a sentence says when it all was
_HARMS = frozenset({"killed", "injured", "casualties", "missing", "detained"})
_BACK = 8  # tokens from a date back to the word of speech it belongs to


def is_apart(row: list[Token], at: int, reading: Reading) -> bool:
    """Whether the date at token `at` is none of the figure's."""
    return (
        _is_dateline(row, at)
        or _is_delivery(row, at)
        or is_of_speech(row, at, reading.claim.verb)
        or (at > 0 and row[at - 1].lower == "since" and after_best(row, at - 1))
        or (_is_apart_behind(row, at, reading) if at > reading.at else _is_apart_before(row, at, reading.at))
    )


def is_of_speech(row: list[Token], at: int, verb: int | None) -> bool:
    """Whether the date at token `at` says when somebody spoke: 'said on Friday', 'told Mehr last week', 'in a statement Sunday'.

    `verb` is the figure's own verb, which may be one of speech: 'reported dead on Friday'.
    """
    back = at - 1
    while back >= 0 and (row[back].tag in {"P", "A"} or row[back].lower in {"late", "early", ",", "the"}):
        back -= 1
    if back >= 0 and back != verb and row[back].lower in _SAYS:
        return True
    if at + 1 < len(row) and row[at + 1].lower in _SAYS:
        return True
    if at + 2 < len(row) and row[at + 1].tag == "Q" and row[at + 2].lower in _SPOKEN:  # 'Tuesday's address'
        return True
    for here in range(at - 1, max(-1, at - _BACK), -1):
        if row[here].lower in _SPOKEN or row[here].lower in {"told", "tells", "telling"}:
            return True
        if row[here].tag not in {"W", "Q", "D", "P", "A"} and row[here].lower != "held":
            return False
    return False


def _is_dateline(row: list[Token], at: int) -> bool:
    """'BELSAR, Oct. 3 (Agency) --'."""
    return at < _BACK and any(token.tag == "-" for token in row[at + 1 : at + 5]) and row[0].text.isupper()


def _is_apart_behind(row: list[Token], at: int, reading: Reading) -> bool:
    """Whether another clause opens between the figure and the date behind it: a relative one, 'while ...', or ', adding ...'."""
    first, verb = reading.phrase.end + 1, reading.claim.verb
    if reading.claim.kind not in _HARMS and _is_added(row, first, at):
        return True
    for here in range(first, at):
        if row[here].tag in {"-", ";"} or row[here].lower in _ASIDE:
            return True
        if row[here].tag == "R" and here > first and not (verb is not None and verb > here):
            return True
    return False


def _is_apart_before(row: list[Token], at: int, number: int) -> bool:
    """Whether the date before the figure stands in a clause that has closed, or the figure in one that opens after it."""
    between = row[at + 1 : number]
    if any(token.lower in _ASIDE or token.tag == ";" for token in between):
        return True
    behind = next((here for here in range(at + 1, number) if row[here].tag == "R"), None)
    if behind is not None and at > _OPENING and row[behind - 1].tag == "W" and any(token.lower == "to" for token in row[at:behind]):
        return True  # 'a meeting on Monday to end a war that has killed'
    if between and between[0].tag == "," and any(token.lower in _WHILE for token in row[:at]):
        return any(token.lower in _SAYS for token in between)  # 'as he landed on Tuesday, the army said'
    return _has_closed(row, at, between)


def _has_closed(row: list[Token], at: int, between: list[Token]) -> bool:
    """Whether the relative clause that the date stands in has closed before the figure."""
    opened = next((here for here in range(at - 1, -1, -1) if row[here].tag == "R"), None)
    if opened is None:
        return False
    if row[opened].lower == "that":  # 'an outbreak that began in 2016 has killed'
        return opened > 0 and row[opened - 1].tag == "W" and any(token.tag in {"H", "B", "M"} for token in between)
    return any(token.tag == "," for token in between) and not any(token.tag == "R" for token in between)


def _is_added(row: list[Token], first: int, at: int) -> bool:
    """Whether another number with a participle of its own stands between: '3,000 will go, adding to the 14,000 sent since May'."""
    opened = next((here for here in range(first, at) if row[here].tag == "," and row[here + 1].lower.endswith("ing")), None)
    return opened is not None and any(token.tag == "N" for token in row[opened:at])


def _is_delivery(row: list[Token], at: int) -> bool:
    """'For February delivery': a month that only says which."""
    return at + 1 < len(row) and at > 0 and row[at - 1].lower == "for" and row[at + 1].tag == "W"


def after_best(row: list[Token], at: int) -> bool:
    """Whether 'since' only says of what it is the first or the worst: 'the largest unrest since 2022'."""
    return any(
        token.lower in _BEST or (token.lower.endswith("est") and len(token.lower) > len("west")) for token in row[max(0, at - _BACK) : at]
    )
