"""Which words a text chooses where a thing can be named in more than one way."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.extract.gazetteer import Gazetteer, Hit, beside, longest
from pipeline.records import Naming, make_id

if TYPE_CHECKING:
    from pipeline.extract.document import Document
    from pipeline.topics import Topic


@lru_cache(maxsize=4)
def _gazetteer(topic: Topic) -> Gazetteer[tuple[str, str]]:
    return Gazetteer(
        (word, (concept.concept, variant.variant)) for concept in topic.concepts for variant in concept.variants for word in variant.words
    )


def naming(doc: Document, topic: Topic) -> list[Naming]:
    """One row for each place where a variant of a concept stands, in order of the text; concepts may share words, variants may not."""
    concepts: dict[str, list[Hit[tuple[str, str]]]] = {}
    for hit in _gazetteer(topic).hits(doc.text):
        concepts.setdefault(hit.value[0], []).append(hit)
    rows: list[Naming] = []
    for concept, hits in concepts.items():
        sure = {hit.value for hit in hits if not hit.alias.beside}
        kept = [hit for hit in hits if not hit.alias.beside or hit.value in sure or beside(doc.text, hit)]
        rows += [_row(doc, concept, hit.value[1], hit.start, hit.end) for hit in longest(kept)]
    return sorted(rows, key=lambda row: (row.start, row.concept))


def _row(doc: Document, concept: str, variant: str, start: int, end: int) -> Naming:
    return Naming(
        naming_id=make_id(doc.version_id, doc.extractor_id, start, end, f"naming {concept}"),
        version_id=doc.version_id,
        extractor_id=doc.extractor_id,
        concept=concept,
        variant=variant,
        surface=doc.text[start:end],
        start=start,
        end=end,
        in_headline=doc.in_headline(start),
        in_quote=doc.in_quote(start),
    )
