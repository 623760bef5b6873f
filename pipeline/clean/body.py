"""A tree to the article's paragraphs, by trafilatura."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any, Final

from trafilatura import bare_extraction

from pipeline.clean.text import one_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

for _name in ("trafilatura", "htmldate", "courlan", "justext"):
    logging.getLogger(_name).addHandler(logging.NullHandler())  # what they complain of is told by the page's status

_SHORT: Final = 1_000
"""Characters under which the fast way is not trusted and the thorough one, at twice the cost, decides."""


# Boxes that open over a word of a sentence, and words for screen readers alone: read as text they stand in the middle of it.
_POPUPS: Final = (
    "//p//*[self::span or self::div][contains(@class, 'rollover-') and contains(@class, '-block') or contains(@class, 'tooltip')"
    " or contains(@class, 'popover') or contains(@class, 'hovercard') or contains(@class, 'sr-only') or contains(@class, 'visually-hidden')"
    " or contains(@class, 'screen-reader')]"
)
# trafilatura drops what Python does not call printable, the joiners of Persian words among it: two letters that no news page prints
# stand in for them meanwhile.
_JOINERS: Final = {0x200C: 0xA66E, 0x200D: 0xA698}
_BACK: Final = {stand_in: joiner for joiner, stand_in in _JOINERS.items()}

_RULE: Final = re.compile(r"[|\s:+_*=-]*")  # lines between the rows of a table, or between parts of a text
_BULLET: Final = re.compile(r"(?:[-•*] )+")
_CELLS: Final = re.compile(r" ?\| ?")


def paragraphs(tree: HtmlElement) -> list[str]:
    """The article's paragraphs in order, none where the page has no article. Reader comments are left out.

    The tree is changed: it is of no use for anything else afterwards. Fast with recall scores higher on the 181 pages of the article-extraction benchmark than the default, at 1.7 times its speed.
    """
    _swap(tree, _JOINERS)
    found = _extracted(tree, fast=True, favor_recall=True)
    if sum(map(len, found)) < _SHORT:
        found = _extracted(tree) or found
    return [line.translate(_BACK) for line in found]


def _swap(tree: HtmlElement, table: dict[int, int]) -> None:
    for element in tree.iter():
        if element.text and not element.text.isascii():
            element.text = element.text.translate(table)
        if element.tail and not element.tail.isascii():
            element.tail = element.tail.translate(table)


def _extracted(tree: HtmlElement, **options: Any) -> list[str]:  # noqa: ANN401 - trafilatura's own options
    # No target_language (a quarter of the time) and no metadata: `metadata` reads more of it.
    document: Any = bare_extraction(tree, include_comments=False, prune_xpath=_POPUPS, **options)
    text: str = (document.text if document else None) or ""
    return [line for line in map(_line, text.split("\n")) if line]


def _line(raw: str) -> str | None:
    line = one_line(raw)
    if not line or _RULE.fullmatch(line):
        return None
    if line.startswith("|"):
        line = _CELLS.sub(" | ", line.strip("| "))
    return _BULLET.sub("", line, count=1) if _BULLET.match(line) else line
