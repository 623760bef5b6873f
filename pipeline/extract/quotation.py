"""The stretches of a text that stand between quotation marks, found by the marks alone."""

from __future__ import annotations

import re

_MARK = re.compile("''|``|[\"“”„«»‘’']")
_LINE = re.compile(r"[^\n]+")
_DOUBLE = frozenset({'"', "''", "``"})
_CLOSES = {"“": "”", '"': '"', "''": '"', "``": '"', "«": "»", "„": "“”"}
_OPENS_AFTER = frozenset(" \t\u00a0\u2009\u202f([{—–-―:/‘“\"'…")
_ELISION = re.compile(r"(?:\d0s|\d\d\b|em\b|til\b|tis\b|twas\b|cause\b|round\b|n\b)", re.IGNORECASE)
MAX_SINGLE = 600  # characters a quotation in single marks may run: past that the 'closing mark' is an apostrophe

_Mark = tuple[int, int, str]  # start, end, kind; doubled single marks count as straight double ones


def regions(text: str) -> tuple[tuple[int, int], ...]:
    """The stretches between quotation marks as (start, end) code points in order, marks excluded, outermost only.

    Straight, curly and angle marks; two single marks written as one; single marks where they are no apostrophes. A mark that is never
    closed runs to the end of its paragraph; where the next paragraph opens again with the same mark, or holds the closing one, the
    quotation goes on there and gives one stretch a paragraph. A stretch that goes on is not followed by a closing mark in the text.
    """
    found: list[tuple[int, int]] = []
    carried = ""  # the mark of a quotation the paragraph before left open
    for line in _LINE.finditer(text):
        if line.group().strip():
            carried = _paragraph(text, line.start(), line.end(), carried, found)
    return tuple(found)


def continues(text: str, region: tuple[int, int]) -> bool:
    """Whether the quotation goes on in the next paragraph: no closing mark follows the stretch."""
    return mark_after(text, region[1]) == 0


def mark_before(text: str, start: int) -> int:
    """How many characters the opening mark before a stretch takes: 0 where a paragraph goes on without one."""
    if start > 1 and text[start - 2 : start] in _DOUBLE:
        return 2
    return 1 if start and _MARK.match(text, start - 1) else 0


def mark_after(text: str, end: int) -> int:
    """How many characters the closing mark after a stretch takes, a blank before it included: 0 where the quotation goes on."""
    mark = _MARK.match(text, end) or (_MARK.match(text, end + 1) if text[end : end + 1] in {" ", "\u00a0"} else None)
    return mark.end() - end if mark else 0


def _paragraph(text: str, start: int, end: int, carried: str, found: list[tuple[int, int]]) -> str:
    marks = [(mark.start(), mark.end(), '"' if mark.group() in _DOUBLE else mark.group()) for mark in _MARK.finditer(text, start, end)]
    at = 0
    if carried and marks:
        first, _, sign = marks[0]
        reopened = sign == carried and not text[start:first].strip()
        if not reopened and sign in _CLOSES[carried] and _may_close(text, marks[0], start, end):
            _add(found, text, start, first)
            at = 1
    while at < len(marks):
        mark, after, sign = marks[at]
        if sign in _CLOSES and (sign != '"' or _may_open(text, marks[at], start)):
            close = _closing(text, marks, at, start, end)
            if close is None:
                _add(found, text, after, end)
                return sign
            _add(found, text, after, marks[close][0])
            at = close
        elif (
            sign in {"‘", "'"}
            and _may_open(text, marks[at], start)
            and text[after : after + 1].isalnum()
            and not _ELISION.match(text, after)
        ):
            single = _closing_single(text, marks, at, end)
            if single is not None:
                _add(found, text, mark + 1, marks[single][0])
                at = single
        at += 1
    return ""


def _add(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append((start, end))


def _may_open(text: str, mark: _Mark, start: int) -> bool:
    return (mark[0] == start or text[mark[0] - 1] in _OPENS_AFTER) and not text[mark[1] : mark[1] + 1].isspace()


def _may_close(text: str, mark: _Mark, start: int, end: int) -> bool:
    return mark[0] > start and (mark[1] >= end or not text[mark[1]].isalnum())


def _closing(text: str, marks: list[_Mark], at: int, start: int, end: int) -> int | None:
    """The index of the mark that closes the double mark at `at`: the first of its kind that does not look like an opening one."""
    sign = marks[at][2]
    wanted = _CLOSES[sign]
    inner = 0  # curly marks inside straight ones
    for index in range(at + 1, len(marks)):
        here = marks[index][2]
        if sign == '"' and here == "“":
            inner += 1
        elif inner and here == "”":
            inner -= 1
        # A straight mark closes a curly opening and the reverse: word processors mix them.
        elif (here in wanted or (here in {'"', "”"} and sign in {'"', "“"})) and not (
            here == '"' and _may_open(text, marks[index], start) and not _may_close(text, marks[index], start, end)
        ):
            return index
    return None


def _closing_single(text: str, marks: list[_Mark], at: int, end: int) -> int | None:
    spare = None
    for index in range(at + 1, len(marks)):
        mark, after, sign = marks[index]
        if mark - marks[at][0] > MAX_SINGLE or sign in {"‘", "“", "„", "«"} or (sign in {'"', "'"} and _may_open(text, marks[index], 0)):
            break
        if sign not in {"’", "'"} or text[after : after + 1].isalnum():
            continue
        plural = text[mark - 1] in "sS" and after + 1 < end and text[after] == " " and text[after + 1].isalpha()
        if not plural:  # 'the Guards' navy' might be a possessive: a later mark is the better one
            return index
        spare = index if spare is None else spare
    return spare
