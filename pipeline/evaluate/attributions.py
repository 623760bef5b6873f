"""Scores of attributions and quotations against gold lines: found or not, to the right source or not, unnamed or not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipeline.evaluate.scores import f1, share

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pipeline.records import Attribution, Quote

    Line = Mapping[str, Any]  # a gold line: id, text, and `attributions` or `quotes` as annotated
    Predict = Callable[[Line], tuple[list[Attribution], list[Quote]]]

_SHARE = 0.5  # of the characters of a content that must be shared


@dataclass(frozen=True, slots=True)
class Miss:
    """A row without its like. `what`: missed (gold only), extra (predicted only), source (found, put to somebody else)."""

    line_id: str
    what: str
    cue: str
    words: str


@dataclass(frozen=True, slots=True)
class AttributionScore:
    """Counts over all lines, and the scores they give."""

    gold: int
    predicted: int
    matched: int
    source_right: int
    misses: tuple[Miss, ...] = field(repr=False, default=())

    @property
    def precision(self) -> float:
        """Share of the predicted rows that are in the gold."""
        return share(self.matched, self.predicted)

    @property
    def recall(self) -> float:
        """Share of the gold rows that were found."""
        return share(self.matched, self.gold)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return f1(self.matched, self.gold, self.predicted)

    @property
    def source_accuracy(self) -> float:
        """Share of the matched rows whose source shares a character with the gold's, or has none where the gold has none."""
        return share(self.source_right, self.matched)


@dataclass(frozen=True, slots=True)
class QuoteScore(AttributionScore):
    """As `AttributionScore`, with who was left unnamed: `anonymous_right` of the matched rows agree with the gold."""

    anonymous_right: int = 0

    @property
    def anonymous_accuracy(self) -> float:
        """Share of the matched rows whose `anonymous` is the gold's."""
        return share(self.anonymous_right, self.matched)


def score_attributions(lines: Iterable[Line], predict: Predict) -> AttributionScore:
    """Scores against lines with `attributions`: `source`, `cue`, `content` as span lists (null where there is none).

    A predicted row matches a gold row when the cues overlap and at least half of the characters of the gold content lie in the predicted
    one; each row matches at most once. Gold rows without a cue count as missed.
    """
    gold = predicted = matched = right = 0
    misses: list[Miss] = []
    for line in lines:
        rows, _ = predict(line)
        targets = [(_characters(row["cue"]), _characters(row["content"]), _characters(row["source"])) for row in line["attributions"]]
        free = set(range(len(targets)))
        gold += len(targets)
        predicted += len(rows)
        for row in rows:
            cue, content, source = _characters(row.cue_spans), _characters(row.content_spans), _characters(row.source_spans)
            found = next((n for n in sorted(free) if cue & targets[n][0] and _covered(content, targets[n][1]) >= _SHARE), None)
            if found is None:
                misses.append(Miss(str(line["id"]), "extra", row.cue, row.surface))
                continue
            free.discard(found)
            matched += 1
            if _same_source(source, targets[found][2]):
                right += 1
            else:
                misses.append(Miss(str(line["id"]), "source", row.cue, row.surface))
        misses += [Miss(str(line["id"]), "missed", *_words(line["text"], line["attributions"][number])) for number in sorted(free)]
    return AttributionScore(gold, predicted, matched, right, tuple(misses))


def score_quotes(lines: Iterable[Line], predict: Predict, *, indirect: bool = False) -> QuoteScore:
    """Scores against lines with `quotes` (lines where it is null are passed over).

    Direct speech by default: predicted quotations that are no scare quotes against gold rows of kind 'direct'. With `indirect`, the
    attributions' contents outside quotation marks are added on one side and the gold's 'indirect' rows on the other. A row matches when at
    least half of the longer content is shared. A source is right when one's words hold the other's, in the text's own words or as resolved.
    """
    gold = predicted = matched = right = unnamed = 0
    misses: list[Miss] = []
    for line in lines:
        if line.get("quotes") is None:
            continue
        targets = [row for row in line["quotes"] if indirect or row["kind"] == "direct"]
        attributions, quotes = predict(line)
        rows: list[Quote | Attribution] = [row for row in quotes if row.kind != "scare"]
        if indirect:
            rows += [row for row in attributions if row.form != "direct"]
        free = set(range(len(targets)))
        gold += len(targets)
        predicted += len(rows)
        spans = [set(range(row["content_start"], row["content_end"])) for row in targets]
        for row in rows:
            content = _characters(row.content_spans)
            shares = sorted(((_share(content, spans[number]), -number) for number in free), reverse=True)
            if not shares or shares[0][0] < _SHARE:
                misses.append(Miss(str(line["id"]), "extra", row.cue or "", row.surface))
                continue
            target = targets[-shares[0][1]]
            free.discard(-shares[0][1])
            matched += 1
            unnamed += bool(row.anonymous) == bool(target["anonymous"])
            if _same_words(target["source_text"], row.source) or _same_words(target["source_text"], row.speaker):
                right += 1
            else:
                misses.append(Miss(str(line["id"]), "source", row.cue or "", row.surface))
        misses += [
            Miss(str(line["id"]), "missed", targets[n]["verb"] or "", line["text"][min(spans[n]) : max(spans[n]) + 1]) for n in sorted(free)
        ]
    return QuoteScore(gold, predicted, matched, right, tuple(misses), unnamed)


def _characters(spans: Iterable[Iterable[int]] | None) -> set[int]:
    found: set[int] = set()
    for start, end in spans or ():
        found.update(range(start, end))
    return found


def _covered(content: set[int], gold: set[int]) -> float:
    return len(content & gold) / len(gold) if gold else 0.0


def _share(one: set[int], other: set[int]) -> float:
    longer = max(len(one), len(other))
    return len(one & other) / longer if longer else 0.0


def _same_source(one: set[int], other: set[int]) -> bool:
    return bool(one & other) or (not one and not other)


def _same_words(gold: str | None, found: str | None) -> bool:
    if gold is None or found is None:
        return gold is found
    one, other = gold.lower().strip(), found.lower().strip()
    return one in other or other in one


def _words(text: str, row: Mapping[str, Any]) -> tuple[str, str]:
    cue = " ".join(text[start:end] for start, end in row["cue"] or ())
    return cue, " ".join(text[start:end] for start, end in row["content"] or ())
