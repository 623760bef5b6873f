"""What changed from one text to the next: between the versions of an article, and between an original and its copy, sentence by sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from pipeline.records import NOTES, ArticleEdit, make_id
from pipeline.relate.alignment import MOST, align, likeness, same_key
from pipeline.relate.declared import declares
from pipeline.relate.frames import build
from pipeline.relate.named_edits import Side, named
from pipeline.relate.wording import Sentence, body, headline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import polars as pl

PAIR = ("article_id", "against", "before_version_id", "after_version_id")
"""Columns of a frame of pairs: whose edit it is, which of `pipeline.records.AGAINST`, and the two versions."""


class Text(NamedTuple):
    """A version's text, and where its body begins."""

    text: str
    body_start: int


def edits(pair: pl.DataFrame, text: pl.DataFrame) -> pl.DataFrame:
    """`ArticleEdit` rows of the pairs in a frame of `PAIR`, from a frame of `version_id`, `text` and `body_start`.

    Texts that say the same in the same order, but for what is trivial (`pipeline.relate.wording`), give none.
    """
    texts = {version_id: Text(words, start) for version_id, words, start in text.select("version_id", "text", "body_start").iter_rows()}
    wanted = ArticleEdit.__dataclass_fields__
    rows = (
        {name: getattr(row, name) for name in wanted}
        for article_id, against, before, after in pair.select(PAIR).iter_rows()
        if before in texts and after in texts
        for row in between(article_id, against, (before, texts[before]), (after, texts[after]))
    )
    return build(rows, ArticleEdit).sort("edit_id")


def between(article_id: str, against: str, before: tuple[str, Text], after: tuple[str, Text]) -> list[ArticleEdit]:
    """The edits that lead from one version's text to another's, in order; each given as (version id, text).

    An edit that a note of the later text speaks of names that note, of several the gravest, the first of those: `note_id`. A note names itself;
    one that nothing else names is on the text as a whole. What a text of another outlet declares is no note on the copy.
    """
    (before_id, one), (after_id, two) = before, after
    key = (article_id, against, before_id, after_id)
    found = [*_headline(one, two), *_body(one, two)]
    notes = [
        declares(two.text[span[2] : span[3]]) if kind in {"added", "changed"} and against == "revision" else None
        for kind, _, _, span in found
    ]
    ids = [make_id("edit", *key, in_headline, kind, *span) for kind, in_headline, _, span in found]
    rows = [
        ArticleEdit(
            edit_id=ids[at],
            article_id=article_id,
            against=against,
            before_version_id=before_id,
            after_version_id=after_id,
            position=at,
            in_headline=in_headline,
            kind=kind,
            before_start=span[0],
            before_end=span[1],
            before=None if span[0] is None else one.text[span[0] : span[1]],
            after_start=span[2],
            after_end=span[3],
            after=None if span[2] is None else two.text[span[2] : span[3]],
            likeness=like,
            note=notes[at],
            note_id=ids[at] if notes[at] else None,
        )
        for at, (kind, in_headline, like, span) in enumerate(found)
    ]
    return _declared(rows) if any(notes) else rows


def _declared(rows: list[ArticleEdit]) -> list[ArticleEdit]:
    news = [at for at, row in enumerate(rows) if row.note is None]
    sides = [Side(rows[at].in_headline, rows[at].kind, rows[at].before, rows[at].after) for at in news]
    by: dict[int, ArticleEdit] = {}
    for note in sorted((row for row in rows if row.note), key=lambda row: NOTES.index(row.note or "")):
        for place in named(note.after or "", sides):
            by.setdefault(news[place], note)
    return [replace(row, note_id=by[at].edit_id) if at in by else row for at, row in enumerate(rows)]


_Span = tuple[int | None, int | None, int | None, int | None]
_Found = tuple[str, bool, float, _Span]


def _headline(one: Text, two: Text) -> Iterator[_Found]:
    before, after = headline(*one), headline(*two)
    if same_key(before.words) == same_key(after.words):
        return
    left = (before.start, before.end) if before.words else (None, None)
    right = (after.start, after.end) if after.words else (None, None)
    kind = "added" if not before.words else "removed" if not after.words else "changed"
    yield kind, True, round(likeness(before.words, after.words), 4), (*left, *right)


def _body(one: Text, two: Text) -> Iterator[_Found]:
    before, after = body(*one, MOST), body(*two, MOST)
    for pairing in align([sentence.words for sentence in before], [sentence.words for sentence in after]):
        yield pairing.kind, False, round(pairing.likeness, 4), (*_span(before, pairing.before), *_span(after, pairing.after))


def _span(sentences: Sequence[Sentence], range_: tuple[int, int]) -> tuple[int | None, int | None]:
    if range_[0] == range_[1]:
        return (None, None)
    return (sentences[range_[0]].start, sentences[range_[1] - 1].end)
