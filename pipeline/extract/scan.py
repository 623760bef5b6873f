"""One sentence under the rules: its borders, who spoke last in it, and how tokens become places of a finding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.extract.units import Tokens, Unit

Place = tuple[int, int]  # code points, half open
Span = tuple[int, int]  # tokens, half open
_EDGES = frozenset({",", ";", ":", "—", "\n"})


@dataclass(slots=True)
class Finding:
    """One cue with what belongs to it. `contents` are pieces in order of the text; `source` is None where nobody is named."""

    unit: int
    source: Place | None
    cue: Place
    contents: list[Place]
    verb_class: str
    quoted: bool  # a quotation stands at the edge of a content
    opens: bool = False  # the content is the next paragraph: 'Lee said:'
    refers: tuple[Place, ...] = ()  # for a pronoun: who it may stand for, likeliest first
    through: Finding | None = None  # the statement this one stands behind: 'Mehr reported' in 'Mehr reported ..., citing a source'

    @property
    def start(self) -> int:
        """The first code point of any piece."""
        return min(place[0] for place in self._places())

    @property
    def end(self) -> int:
        """The end of the last piece."""
        return max(place[1] for place in self._places())

    def _places(self) -> list[Place]:
        return [*self.contents, self.cue, *([self.source] if self.source else [])]


@dataclass(slots=True)
class Scan:
    """A sentence, tokens `low` to `high`, while it is read. `content_from`: where a content that stands before its cue may begin."""

    tokens: Tokens
    units: list[Unit]
    number: int
    low: int
    high: int
    content_from: int
    speaker: Span | None = None

    def word(self, index: int) -> str:
        """The word at `index`, '' outside the sentence."""
        return self.tokens.words[index] if self.low <= index < self.high else ""

    def kind(self, index: int) -> str:
        """The kind of token at `index`, '' outside the sentence."""
        return self.tokens.kinds[index] if self.low <= index < self.high else ""

    def place(self, span: Span) -> Place:
        """Where the tokens stand in the text."""
        return (self.tokens.starts[span[0]], self.tokens.ends[span[1] - 1])

    def span(self, first: int, last: int) -> Span | None:
        """The tokens without the signs at their ends; None where nothing is left."""
        kinds = self.tokens.kinds
        while first < last and (kinds[first] in _EDGES or kinds[first] == ")"):
            first += 1
        while last > first and (kinds[last - 1] in _EDGES or kinds[last - 1] == "("):
            last -= 1
        return (first, last) if last > first else None

    def finding(self, source: Span | None, cue: Span, contents: list[Span | None], verb_class: str) -> Finding | None:
        """A finding of these tokens; None where no content is left. The source becomes the sentence's speaker."""
        if source is not None:
            self.speaker = source
        kept = [span for span in contents if span is not None]
        if not kept:
            return None
        kinds = self.tokens.kinds
        return Finding(
            unit=self.number,
            source=self.place(source) if source else None,
            cue=self.place(cue),
            contents=sorted(self.place(span) for span in kept),
            verb_class=verb_class,
            quoted=any(kinds[span[0]] == "Q" or kinds[span[1] - 1] == "Q" for span in kept),
        )

    def opens_paragraph(self) -> bool:
        """Whether the sentence is its paragraph's first."""
        return self.number == 0 or self.units[self.number - 1].paragraph != self.units[self.number].paragraph

    def quotation_before(self) -> Span | None:
        """The sentence before in the paragraph, where it is nothing but a quotation: '"Will it hold?" Smith said'."""
        if self.opens_paragraph():
            return None
        unit = self.units[self.number - 1]
        return (unit.first, unit.last) if all(kind == "Q" for kind in self.tokens.kinds[unit.first : unit.last]) else None

    def next_paragraph(self) -> Span | None:
        """The paragraph after this one, where this sentence is the last of its own."""
        number = self.number + 1
        if number >= len(self.units) or self.units[number].paragraph == self.units[self.number].paragraph:
            return None
        last = number
        while last + 1 < len(self.units) and self.units[last + 1].paragraph == self.units[number].paragraph:
            last += 1
        return (self.units[number].first, self.units[last].last)
