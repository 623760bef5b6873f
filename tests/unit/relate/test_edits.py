"""Edits between two versions: spans into both, headline apart, and the notes that declare them."""

from __future__ import annotations

import random

import polars as pl
import pytest

from pipeline.relate.edits import Text, between, edits

HEAD = "Base hit"
LINES = [
    "Missiles hit the base at dawn.",
    "The ministry said 46 men were hurt.",
    "Oil rose by four percent in London.",
    "Nobody has claimed the attack so far.",
]


def text(*lines: str, head: str = HEAD) -> Text:
    return Text(f"{head}\n\n" + "\n\n".join(lines), len(head) + 2)


def rows(before: Text, after: Text, against: str = "revision") -> list:
    return between("a", against, ("v1", before), ("v2", after))


def test_a_changed_number_is_a_changed_sentence_and_silent() -> None:
    (row,) = rows(text(*LINES), text(LINES[0], "The ministry said 34 men were hurt.", *LINES[2:]))
    assert (row.kind, row.before, row.after, row.in_headline) == ("changed", LINES[1], "The ministry said 34 men were hurt.", False)
    assert (row.note, row.note_id) == (None, None)


def test_a_correction_declares_the_edits_of_its_version() -> None:
    note = "Correction: An earlier version of this article misstated the number of the hurt. It was 34, not 46."
    changed, told = rows(text(*LINES), text(LINES[0], "The ministry said 34 men were hurt.", *LINES[2:], note))
    assert (told.kind, told.after, told.note) == ("added", note, "correction")
    assert changed.note is None
    assert changed.note_id == told.note_id == told.edit_id


def test_of_several_notes_the_gravest_declares() -> None:
    update, correction = "This article has been updated to include comment.", "Correction: It was 34, not 46."
    found = rows(text(*LINES), text(*LINES, update, correction))
    assert [row.note for row in found] == ["update", "correction"]
    assert [row.note_id for row in found] == [row.edit_id for row in found]
    changed, *notes = rows(
        text(*LINES), text(LINES[0], "The ministry said 34 men were hurt.", *LINES[2:], "Update: It was 34, not 46.", correction)
    )
    assert changed.note_id == notes[1].edit_id


def test_an_edit_that_no_note_speaks_of_is_silent() -> None:
    note = "Correction: An earlier version of this article misstated the number of the hurt. It was 34, not 46."
    after = text(
        LINES[0], "The ministry said 34 men were hurt.", "Oil rose by five percent in London.", LINES[3], note, head="Base hit again"
    )
    found = rows(text(*LINES), after)
    assert [(row.after, row.note_id == found[-1].edit_id) for row in found] == [
        ("Base hit again", False),
        ("The ministry said 34 men were hurt.", True),
        ("Oil rose by five percent in London.", False),
        (note, True),
    ]


def test_a_note_that_was_there_before_declares_nothing_new() -> None:
    note = "Correction: It was 34, not 46."
    (row,) = rows(text(*LINES, note), text(LINES[0], *LINES[2:], note))
    assert (row.kind, row.note_id) == ("removed", None)


def test_what_a_copy_declares_is_no_note_on_the_copy() -> None:
    (row,) = rows(text(*LINES), text(*LINES, "Correction: It was 34, not 46."), "original")
    assert (row.note, row.note_id) == (None, None)


def test_a_headline_is_an_edit_of_its_own() -> None:
    (row,) = rows(text(*LINES), text(*LINES, head="Base hit, 34 hurt"))
    assert (row.in_headline, row.kind, row.before, row.after) == (True, "changed", "Base hit", "Base hit, 34 hurt")
    (gone,) = rows(text(*LINES), Text("\n\n".join(LINES), 0))
    assert (gone.in_headline, gone.kind, gone.after_start) == (True, "removed", None)


@pytest.mark.parametrize(
    "after",
    [
        text("Missiles  hit the base\tat dawn.", *LINES[1:], head="BASE HIT"),
        text(*LINES, "Updated 5 minutes ago", "12 comments", "READ MORE: The strait"),
        text(" ".join(LINES[:2]), *LINES[2:]),
        text(*LINES, "(Reporting by A. Man)"),
    ],
)
def test_trivial_changes_are_no_edits(after: Text) -> None:
    assert rows(text(*LINES), after) == []


@pytest.mark.parametrize("seed", range(10))
def test_spans_lead_to_the_words_in_both_texts(seed: int) -> None:
    chosen = random.Random(seed)  # noqa: S311 - repeatable is the point
    pieces = [*LINES, "“We saw 🚀 twelve of them,” said a man.", "It was ‘terror’, she said.", "", "…", "Correction: It was 34."]
    before, after = (text(*chosen.choices(pieces, k=8), head=chosen.choice(["Base hit", "Base", "Zwölf 🚀"])) for _ in range(2))
    for row in rows(before, after):
        for side, words, start, end in (
            (before, row.before, row.before_start, row.before_end),
            (after, row.after, row.after_start, row.after_end),
        ):
            assert (words is None) == (start is None) == (end is None)
            assert words is None or side.text[start:end] == words
        assert (row.before is None) == (row.kind == "added")
        assert (row.after is None) == (row.kind == "removed")


def test_a_frame_of_pairs_gives_the_rows_of_each_and_passes_over_what_is_missing() -> None:
    pair = pl.DataFrame(
        {"article_id": ["a", "b"], "against": ["revision"] * 2, "before_version_id": ["v1", "v1"], "after_version_id": ["v2", "gone"]}
    )
    one, two = text(*LINES), text(*LINES[:-1])
    texts = pl.DataFrame({"version_id": ["v1", "v2"], "text": [one.text, two.text], "body_start": [one.body_start, two.body_start]})
    found = edits(pair, texts)
    assert found.select("article_id", "kind", "before").rows() == [("a", "removed", LINES[3])]
    assert edits(pair.clear(), texts).height == 0


def test_odd_texts_give_rows_or_nothing_but_no_error() -> None:
    for one in ("", "\n\n", "🚀", "a" * 100_000, "a. " * 50_000, "\"'“”" * 1_000, "1" * 5_000):
        for two in ("", "b", "\n" * 1_000, "a. " * 10_000):
            between("a", "revision", ("1", Text(one, 0)), ("2", Text(two, 1)))
