"""An article's text in, its facts out: the order in which the extractors run, each on what the ones before it found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.extract import attributions, dates, entities, figures, naming, quotation
from pipeline.extract.document import Document
from pipeline.extract.sentences import SentenceIndex

if TYPE_CHECKING:
    from datetime import date

    from pipeline.outlets.catalog import Catalog
    from pipeline.records import Attribution, DateMention, EntityMention, Figure, Naming, Quote, RejectedSpan
    from pipeline.topics.topic import Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything found in one text, each list in order of the text."""

    figures: list[Figure]
    dates: list[DateMention]
    entities: list[EntityMention]
    quotes: list[Quote]
    attributions: list[Attribution]
    naming: list[Naming]
    rejected: list[RejectedSpan]


def extract(
    text: str, *, body_start: int, published: date | None, version_id: str, extractor_id: str, topic: Topic, catalog: Catalog
) -> Facts:
    """The facts of one clean text.

    `text` is headline, blank line, body; `body_start` is where the body begins (0 without a headline). `published` anchors relative dates
    and may be None. The ids stamp every row.
    """
    document = Document(
        text=text,
        body_start=body_start,
        published=published,
        version_id=version_id,
        extractor_id=extractor_id,
        sentences=SentenceIndex(text),
        quoted=quotation.regions(text),
    )
    mentions = entities.entities(document, topic)
    cited, quotes = attributions.attributions(document, mentions, catalog, topic)
    when = dates.dates(document)
    counted, rejected = figures.figures(document, cited, when, mentions)
    return Facts(
        figures=counted,
        dates=when,
        entities=mentions,
        quotes=quotes,
        attributions=cited,
        naming=naming.naming(document, topic),
        rejected=rejected,
    )
