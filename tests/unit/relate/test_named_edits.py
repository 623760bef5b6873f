"""Which edits a note speaks of: by its numbers, by its words, by neither."""

from __future__ import annotations

import pytest

from pipeline.relate.named_edits import Side, named


def changed(before: str, after: str) -> Side:
    return Side(in_headline=False, kind="changed", before=before, after=after)


def added(after: str) -> Side:
    return Side(in_headline=False, kind="added", before=None, after=after)


EDITS = [
    Side(in_headline=True, kind="changed", before="Base hit, dozens hurt", after="Base hit, 34 hurt"),
    changed("The ministry said 46 men were hurt.", "The ministry said 34 men were hurt."),
    changed("Captain Reza Sohrabi led the convoy.", "Captain Reza Sohraby led the convoy."),
    changed("The convoy left on January 13.", "The convoy left on January 14."),
    added("A spokesman for the port authority answered that no ship was delayed."),
    Side(in_headline=False, kind="removed", before="Nobody was hurt in Basra.", after=None),
    Side(in_headline=False, kind="moved", before="Oil rose by 46 cents.", after="Oil rose by 46 cents."),
]


@pytest.mark.parametrize(
    ("note", "places"),
    [
        ("Correction: The number of the hurt was 34, not 46.", [0, 1]),
        ("Correction: An earlier version of this article said 46 men were hurt.", [1]),
        ("The headline of this article has been corrected.", [0]),
        ("Correction: An earlier version misspelled the name of Captain Reza Sohraby.", [2]),
        ("Correction: An earlier version misstated when the convoy left. It was on January 14.", [3]),
        ("Correction (January 14, 2020): The number of the hurt was 34.", [0, 1]),
        ("This article has been updated to add an answer by a spokesman for the port authority.", [4]),
        ("This article has been updated.", []),
        ("Editor's note: We apologize for the error.", []),
        ("Correction: An earlier version misstated the rank of the harbour master.", []),
        ("", []),
    ],
)
def test_a_note_names_what_it_shares_numbers_or_words_with(note: str, places: list[int]) -> None:
    assert named(note, EDITS) == places


def test_one_word_in_common_is_not_enough() -> None:
    note = "Correction: An earlier version misstated the route of the convoy."
    assert named(note, [changed("The convoy of trucks left early.", "The convoy of trucks left late.")]) == []


def test_long_notes_and_sentences_are_cut() -> None:
    assert named("Correction: " + "It was 34. " * 100_000, [changed("46 " * 200_000, "34 " * 200_000)]) == [0]
