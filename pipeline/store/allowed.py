"""The closed lists of words a column may hold. Columns whose records end their list with '...' are open and not here."""

from __future__ import annotations

from pipeline.extract.figures.kinds import RULES
from pipeline.extract.sides import CLASS_WORDS
from pipeline.records import AGAINST, EDITS, FATES, NOTES, REASONS, STORY_CHANGES

QUALIFIERS = ("exact", "none", "more_than", "at_least", "fewer_than", "up_to", "about", "nearly", "range", "vague")
SOURCE_CLASSES = (*CLASS_WORDS, "person", "unknown")

ALLOWED: dict[tuple[str, str], tuple[str, ...]] = {
    ("outlet", "owner_kind"): ("public", "state", "private", "party", "unknown"),
    ("outlet", "kind"): ("wire", "broadcaster", "newspaper", "online", "magazine", "think_tank"),
    ("capture", "fate"): ("stored", "skipped", "failed"),
    ("capture", "reason"): tuple(REASONS),
    ("page", "fate"): FATES,
    ("page", "reason"): tuple(REASONS),
    ("figure", "kind"): tuple(RULES),
    ("figure", "qualifier"): QUALIFIERS,
    ("figure", "stance"): ("asserted", "denied", "hypothetical"),
    ("date_mention", "form"): ("absolute", "relative", "duration"),
    ("quote", "kind"): ("direct", "mixed", "scare"),
    ("attribution", "form"): ("direct", "indirect", "mixed"),
    ("attribution", "source_class"): SOURCE_CLASSES,
    ("article_edit", "against"): AGAINST,
    ("article_edit", "kind"): EDITS,
    ("article_edit", "note"): NOTES,
    ("story_change", "kind"): STORY_CHANGES,
    ("syndication", "role"): ("original", "copy", "partial"),
    ("quality", "metric"): ("precision", "recall", "f1", "accuracy"),
    ("syndication", "evidence"): ("same_text", "near_text", "credit", "canonical"),
}
"""(table, column) to its words; null is allowed where the record says so. Source: `pipeline.records` and docs/figures.md;
kinds of figures are the files of `extract/figures/kinds/`."""
