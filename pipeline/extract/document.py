"""One text under extraction: what every extractor needs to know of it, worked out once."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from pipeline.extract.sentences import SentenceIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A clean text, and the ids its rows are stamped with.

    `body_start` is where the body begins: everything before it is headline. `quoted` are the stretches between quotation marks,
    marks excluded, as (start, end) in order.
    """

    text: str
    body_start: int
    published: date | None
    version_id: str
    extractor_id: str
    sentences: SentenceIndex = field(repr=False)
    quoted: tuple[tuple[int, int], ...] = ()

    def in_headline(self, start: int) -> bool:
        """Whether the offset lies in the headline."""
        return start < self.body_start

    def in_quote(self, start: int) -> bool:
        """Whether the offset lies between quotation marks."""
        at = bisect_right(self.quoted, (start, len(self.text) + 1)) - 1
        return at >= 0 and start < self.quoted[at][1]
