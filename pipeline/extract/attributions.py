"""Who is cited for what, and whose words stand between quotation marks."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from pipeline.extract.findings import find
from pipeline.extract.quotes import quotes
from pipeline.extract.speakers import Speaker, Speakers
from pipeline.records import Attribution, Quote, SpanList, make_id

if TYPE_CHECKING:
    from pipeline.extract.document import Document
    from pipeline.extract.scan import Finding, Place
    from pipeline.outlets import Catalog
    from pipeline.records import EntityMention
    from pipeline.topics import Topic

_WORDS_OF = frozenset({"neutral", "report", "claim", "deny", "admit"})
"""Classes of verbs that tell of words, which may be others' than those of the one who passes them on."""
_RELAYS = frozenset({"media", "wire", "state_media"})
"""Classes of sources that pass on what others think: 'Reuters said the minister hopes'."""
_FULL_QUOTE = 0.8  # share of a content between quotation marks from which the attribution is direct


def attributions(doc: Document, mentions: list[EntityMention], catalog: Catalog, topic: Topic) -> tuple[list[Attribution], list[Quote]]:
    """The attributions in order of their cues, and the quotations in order of the text.

    An attribution inside another's content, or one told through another ('Mehr, citing an informed source'), names that one as its
    parent. Scare quotes are `Quote` rows of kind 'scare' that no attribution stands behind.
    """
    findings = find(doc)
    speakers = Speakers(doc, mentions, catalog, topic)
    resolved = [speakers.resolve(*finding.source, finding.refers) if finding.source else None for finding in findings]
    ids = [make_id(doc.version_id, doc.extractor_id, *finding.cue, "attribution") for finding in findings]
    parents = _parents(findings)
    kept = [number for number, finding in enumerate(findings) if not _own(finding, number, parents, resolved)]
    starts = [start for start, _ in doc.quoted]
    held = set(kept)
    rows = []
    for number in kept:
        above = parents[number]
        while above >= 0 and above not in held:
            above = parents[above]
        rows.append(_row(doc, starts, findings[number], ids[number], ids[above] if above >= 0 else None, resolved[number], speakers))
    return rows, quotes(doc, rows)


def _own(finding: Finding, number: int, parents: list[int], resolved: list[Speaker | None]) -> bool:
    """Whether what is told inside a statement is no attribution of its own.

    'Lee said she hopes the road will open' and 'Lee condemned what she called a mistake' are one attribution each, of Lee. So is 'Lee said
    Hill wants the road open': what others think or want there is Lee's account of them, unless a paper
    or agency tells it or words of theirs are quoted. What others said remains, as a chain.
    """
    if parents[number] < 0 or finding.through is not None:
        return False
    speaker, told = resolved[number], resolved[parents[number]]
    same = speaker is not None and told is not None and speaker.name == told.name
    if finding.verb_class in _WORDS_OF:
        return same and finding.source is not None and finding.source[1] - finding.source[0] <= len("they")
    relayed = told is not None and told.source_class in _RELAYS
    return speaker is None or same or not (finding.quoted or relayed)


def _row(
    doc: Document, starts: list[int], finding: Finding, own: str, parent: str | None, speaker: Speaker | None, speakers: Speakers
) -> Attribution:
    text = doc.text
    return Attribution(
        attribution_id=own,
        version_id=doc.version_id,
        extractor_id=doc.extractor_id,
        parent_id=parent,
        surface=text[finding.start : finding.end],
        start=finding.start,
        end=finding.end,
        source=text[slice(*finding.source)] if finding.source else None,
        source_spans=_spans([finding.source] if finding.source else []),
        cue=text[slice(*finding.cue)],
        cue_spans=_spans([finding.cue]),
        content=" ".join(text[start:end] for start, end in finding.contents),
        content_spans=_spans(finding.contents),
        form=_form(doc, starts, finding),
        verb_class=finding.verb_class,
        speaker=speaker.name if speaker else None,
        speaker_entity_id=speaker.entity_id if speaker else None,
        source_class=speaker.source_class if speaker else None,
        source_country=speaker.country if speaker else None,
        anonymous=speaker.anonymous if speaker else None,
        anonymity_reason=speakers.reason(finding.start, finding.end) if speaker and speaker.anonymous else None,
    )


def _spans(places: list[Place]) -> SpanList:
    return [[start, end] for start, end in places]


def _form(doc: Document, starts: list[int], finding: Finding) -> str:
    total = quoted = 0
    for start, end in finding.contents:
        total += end - start
        at = max(0, bisect_left(starts, start) - 1)
        while at < len(doc.quoted) and doc.quoted[at][0] < end:
            low, high = doc.quoted[at]
            quoted += max(0, min(high + 1, end) - max(low - 1, start))  # the marks belong to the quotation
            at += 1
    if not quoted:
        return "indirect"
    return "direct" if quoted >= _FULL_QUOTE * total else "mixed"


def _parents(findings: list[Finding]) -> list[int]:
    """For each finding the smallest content that holds its cue and is larger than its own, so that no two hold each other. -1: none."""
    parents = [-1] * len(findings)
    size = [sum(end - start for start, end in finding.contents) for finding in findings]
    pieces = sorted((start, end, number) for number, finding in enumerate(findings) for start, end in finding.contents)
    places = {id(finding): number for number, finding in enumerate(findings)}
    open_pieces: list[tuple[int, int, int]] = []
    at = 0
    for number, finding in enumerate(findings):
        cue = finding.cue[0]
        while at < len(pieces) and pieces[at][0] <= cue:
            open_pieces.append(pieces[at])
            at += 1
        open_pieces = [piece for piece in open_pieces if piece[1] > cue]
        if finding.through is not None:
            parents[number] = places[id(finding.through)]
            continue
        holders = [piece[2] for piece in open_pieces if piece[2] != number and size[piece[2]] > size[number]]
        if holders:
            parents[number] = min(holders, key=size.__getitem__)
    return parents
