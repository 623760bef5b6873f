"""Figures: every claim of a text that states a quantity, with its interval, what it counts, where, when and on whose word."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from pipeline.extract.figures.companions import counter
from pipeline.extract.figures.earlier import backdrop
from pipeline.extract.figures.groups import counted_group
from pipeline.extract.figures.reading import read
from pipeline.extract.figures.told import HARMS, presupposed, sources, told_by
from pipeline.extract.figures.when import period
from pipeline.extract.figures.where import named, place
from pipeline.extract.number_senses import aside
from pipeline.extract.numbers import numbers
from pipeline.records import Figure, RejectedSpan, make_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.extract.document import Document
    from pipeline.extract.figures.claim import Reading
    from pipeline.extract.figures.when import Period
    from pipeline.extract.number_bounds import Number
    from pipeline.records import Attribution, DateMention, EntityMention


_MOST_DATES = 40  # of one sentence


def figures(
    doc: Document, attributions: Sequence[Attribution], dates: Sequence[DateMention], mentions: Sequence[EntityMention]
) -> tuple[list[Figure], list[RejectedSpan]]:
    """The figures of a text and the numbers that are none, each list in order of the text.

    `dates` and `attributions` are those of the same text; with empty lists figures have no period and no source. The contract of every
    field is docs/figures.md.
    """
    rows: list[Figure] = []
    rejected: list[RejectedSpan] = []
    candidates: dict[int, list[Number]] = {}
    for number in numbers(doc.text):
        reason = _temporal(dates, number) or aside(doc.text, number)
        if reason:
            rejected.append(_rejected(doc, number, reason))
        else:
            candidates.setdefault(doc.sentences.number(number.start), []).append(number)
    readings = sorted(read(doc, candidates, dates), key=lambda reading: reading.number.start)
    said = sources(attributions, [reading.number.core_start for reading in readings])
    starts = [mention.start for mention in dates]
    harmed: dict[int, dict[int, str]] = {}
    for reading in readings:
        if reading.reason is None and reading.claim.kind != "other_count":
            harmed.setdefault(reading.sentence[0], {})[reading.at] = reading.claim.kind
    for reading in readings:
        if reading.reason is not None:
            rejected.append(_rejected(doc, reading.number, reading.reason))
        else:
            near = dates[bisect_left(starts, reading.sentence[0]) : bisect_left(starts, reading.sentence[1])][:_MOST_DATES]
            where = place(reading, named(mentions, reading.sentence), harmed.get(reading.sentence[0], {}))
            when = period(doc, near, reading)
            if where is None or when is None:
                before = backdrop(doc, reading, dates, mentions)
                where, when = where or before[0], when or before[1]
            rows.append(_figure(doc, reading, said.get(reading.number.core_start), where, when))
    rejected.sort(key=lambda row: row.start)
    return rows, rejected


def _temporal(dates: Sequence[DateMention], number: Number) -> str | None:
    """'year', 'date' or 'duration' where the number belongs to a date mention."""
    at = bisect_left(dates, number.core_start + 1, key=lambda mention: mention.start) - 1
    for mention in dates[max(0, at) : at + 2]:
        if mention.start < number.end and number.core_start < mention.end:
            if number.unit and mention.start > number.core_start:
                return None
            if mention.form == "duration":
                return "duration"
            return "year" if mention.grain == "year" and mention.form == "absolute" else "date"
    return None


def _rejected(doc: Document, number: Number, reason: str) -> RejectedSpan:
    return RejectedSpan(
        rejected_id=make_id(doc.version_id, doc.extractor_id, number.start, number.end, "rejected"),
        version_id=doc.version_id,
        extractor_id=doc.extractor_id,
        surface=doc.text[number.start : number.end],
        start=number.start,
        end=number.end,
        reason=reason,
    )


def _figure(doc: Document, reading: Reading, said: Attribution | None, where: tuple[int, int] | None, when: Period | None) -> Figure:
    number, text = reading.number, doc.text
    if said is not None and reading.claim.kind in HARMS and presupposed(doc, said, number.core_start):
        said = None
    source_span = counter(reading.row, reading.at) or told_by(said, text)
    words = text[reading.counted[0] : reading.counted[1]] if reading.counted else None
    return Figure(
        figure_id=make_id(doc.version_id, doc.extractor_id, number.start, number.end, reading.claim.kind),
        version_id=doc.version_id,
        extractor_id=doc.extractor_id,
        kind=reading.claim.kind,
        value_low=number.low,
        value_high=number.high,
        low_inclusive=number.low_inclusive,
        high_inclusive=number.high_inclusive,
        qualifier=number.qualifier,
        unit=reading.unit,
        surface=text[number.start : number.end],
        start=number.start,
        end=number.end,
        counted=words,
        counted_start=reading.counted[0] if reading.counted else None,
        counted_end=reading.counted[1] if reading.counted else None,
        counted_group=counted_group(words, reading.claim.kind),
        place=text[where[0] : where[1]] if where else None,
        place_start=where[0] if where else None,
        place_end=where[1] if where else None,
        period=text[when.start : when.end] if when else None,
        period_start=when.start if when else None,
        period_end=when.end if when else None,
        period_from=when.first if when else None,
        period_to=when.last if when else None,
        source=text[source_span[0] : source_span[1]] if source_span else None,
        source_start=source_span[0] if source_span else None,
        source_end=source_span[1] if source_span else None,
        attribution_id=said.attribution_id if said else None,
        stance=reading.stance,
        cumulative=reading.cumulative,
        in_headline=doc.in_headline(number.start),
        in_quote=doc.in_quote(number.start),
        sentence_start=reading.sentence[0],
        sentence_end=reading.sentence[1],
    )
