"""Characters to a tree, with a look at how deep it goes."""

from __future__ import annotations

from typing import Final

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

MAX_DEPTH: Final = 250
"""Levels. Real news pages reach 20 to 60; libxml2 itself gives up silently at 256 where it is not asked to go on."""


class TooDeepError(ValueError):
    """The page nests deeper than `MAX_DEPTH`."""


def parse(text: str) -> HtmlElement | None:
    """The page's tree without comments and processing instructions; None where there is no element. Raises `TooDeepError`."""
    # bytes: lxml refuses characters with an XML declaration. huge_tree: or what lies deeper than 256 is dropped without a word
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, collect_ids=False)
    try:
        tree = document_fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    if _deeper(tree):
        raise TooDeepError(f"nested deeper than {MAX_DEPTH} levels")
    return tree


def _deeper(tree: HtmlElement) -> bool:
    depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            return True
    return False
