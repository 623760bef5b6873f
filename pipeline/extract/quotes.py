"""The words between quotation marks as rows: whose they are, in full or as a fragment, or marked off at a distance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.cues import CUES, DISTANT
from pipeline.extract.quotation import continues
from pipeline.records import Attribution, Quote, make_id

if TYPE_CHECKING:
    from pipeline.extract.document import Document

_SENTENCE = 40  # characters from which words nobody is named for are still somebody's statement, not a word held at a distance
_COVER = 0.5  # share of a quotation that a content must hold to own it


def quotes(doc: Document, attributions: list[Attribution]) -> list[Quote]:
    """One row a quotation, in order; its paragraphs are the pieces of its content. `attributions` in order of their cues."""
    rows: list[Quote] = []
    pieces = sorted((start, end, number) for number, row in enumerate(attributions) for start, end in row.content_spans)
    distant = {row.attribution_id for row in attributions if _distant(row.cue)}
    at = 0
    waiting: list[tuple[int, int, int]] = []
    for group in _groups(doc):
        start, end = group[0][0], group[-1][1]
        while at < len(pieces) and pieces[at][0] < end:
            waiting.append(pieces[at])
            at += 1
        waiting = [piece for piece in waiting if piece[1] > start]
        owners = [piece for piece in waiting if min(piece[1], end) - max(piece[0], start) >= _COVER * (end - start)]
        owner = min(owners, key=lambda piece: (attributions[piece[2]].attribution_id in distant, piece[1] - piece[0]), default=None)
        rows.append(_row(doc, group, attributions[owner[2]] if owner else None, owner))
    return rows


def _distant(cue: str) -> bool:
    words = cue.lower().split()
    known = CUES.get(words[-1]) if words else None
    return known is not None and known.lemma in DISTANT


def _groups(doc: Document) -> list[list[tuple[int, int]]]:
    groups: list[list[tuple[int, int]]] = []
    going_on = False
    for region in doc.quoted:
        if going_on:
            groups[-1].append(region)
        else:
            groups.append([region])
        going_on = continues(doc.text, region)
    return groups


def _row(doc: Document, group: list[tuple[int, int]], owner: Attribution | None, piece: tuple[int, int, int] | None) -> Quote:
    start, end = group[0][0], group[-1][1]
    content = " ".join(doc.text[low:high] for low, high in group)
    sentence = content[:1].isupper() and end - start >= _SENTENCE
    if owner is None:
        kind = "direct" if sentence else "scare"
    else:
        around = (piece[1] - piece[0]) - (end - start) if piece else 0
        kind = "direct" if around <= len("“”, ") or (content[:1].isupper() and content[-1:] in ".,?!…") else "mixed"
    return Quote(
        quote_id=make_id(doc.version_id, doc.extractor_id, start, end, "quote"),
        version_id=doc.version_id,
        extractor_id=doc.extractor_id,
        surface=doc.text[start:end],
        start=start,
        end=end,
        content=content,
        content_spans=[[low, high] for low, high in group],
        source=owner.source if owner else None,
        source_spans=owner.source_spans if owner else [],
        cue=owner.cue if owner else None,
        cue_spans=owner.cue_spans if owner else [],
        kind=kind,
        speaker=owner.speaker if owner else None,
        speaker_entity_id=owner.speaker_entity_id if owner else None,
        anonymous=owner.anonymous if owner else None,
        attribution_id=owner.attribution_id if owner else None,
    )
