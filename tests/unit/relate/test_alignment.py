"""Two texts held against each other: what stayed, moved, was reworded, and what stands in one alone; bounded on hostile texts."""

from __future__ import annotations

import random
import time

import pytest

from pipeline.relate.alignment import MOST, Pairing, align

WORDS = [a + b for a in ("ba", "ko", "mi", "tu", "re", "sa", "lo", "ni") for b in ("lan", "ver", "dor", "sti", "ram", "pel", "quo", "zin")]


def said(*sentences: str) -> list[tuple[str, ...]]:
    return [tuple(sentence.split()) for sentence in sentences]


def told(before: list, after: list) -> list[tuple[str, str, str]]:
    def join(text, range_):
        return " ".join(word for words in text[slice(*range_)] for word in words)

    return [(pairing.kind, join(before, pairing.before), join(after, pairing.after)) for pairing in align(before, after)]


A, B, C, D = (
    "the base was hit at dawn",
    "nobody has claimed the attack yet",
    "the minister spoke to reporters in vienna",
    "oil rose by four percent",
)


def test_the_same_text_has_no_edits() -> None:
    assert align(said(A, B, C), said(A, B, C)) == []
    assert align([], []) == []


def test_added_and_removed_sentences_stand_where_they_are_in_the_text() -> None:
    assert told(said(A, B), said(A, D, B)) == [("added", "", D)]
    assert told(said(A, D, B), said(A, B)) == [("removed", D, "")]
    assert told(said(A, C), said(D, B)) == [("removed", A, ""), ("removed", C, ""), ("added", "", D), ("added", "", B)]


def test_a_reworded_sentence_is_one_change() -> None:
    now = "the base was hit shortly before dawn"
    assert told(said(A, B), said(now, B)) == [("changed", A, now)]


def test_a_sentence_cut_to_its_beginning_is_changed_and_not_replaced() -> None:
    whole = "the envoy said the talks would go on in geneva on friday unless washington laid down new and wholly other terms by then"
    assert told(said(A, whole), said(A, "the envoy said the talks would go on")) == [
        ("changed", whole, "the envoy said the talks would go on")
    ]


def test_a_sentence_in_another_place_is_moved_and_those_it_passed_are_not() -> None:
    assert told(said(A, B, C, D), said(D, A, B, C)) == [("moved", D, D)]


def test_a_word_or_two_in_another_place_is_no_move() -> None:
    assert told(said("he paused", A, B), said(A, B, "he paused")) == []


def test_of_repeated_sentences_only_those_too_many_are_edits() -> None:
    assert told(said(A, A, B), said(A, B)) == [("removed", A, "")]
    assert told(said(A, B), said(A, B, A)) == [("added", "", A)]


def test_a_sentence_split_in_two_without_other_words_is_no_edit() -> None:
    assert (
        align(
            said("the base was hit at dawn and nobody claimed the attack"),
            said("the base was hit at dawn and", "nobody claimed the attack"),
        )
        == []
    )


def test_a_hyphen_more_or_less_is_no_edit_but_another_number_is() -> None:
    assert align(said("the hard liners met"), said("the hardliners met")) == []
    assert len(align(said("of 1 2 were hit at noon"), said("of 12 were hit at noon"))) == 1


def test_a_split_with_a_change_is_one_change() -> None:
    before, first, second = (
        "the base was hit at dawn and nobody claimed the attack",
        "the base was hit at noon",
        "nobody claimed the attack",
    )
    assert told(said(before), said(first, second)) == [("changed", before, f"{first} {second}")]


def test_the_most_alike_are_paired_whatever_their_order() -> None:
    one, two = "eleven troops were hurt in the attack on the base", "thirty drones flew over the strait in the night"
    one_now, two_now = "twelve troops were hurt in the attack on the base", "forty drones flew over the strait in the night"
    assert set(told(said(one, two), said(two_now, one_now))) == {("changed", one, one_now), ("changed", two, two_now)}


@pytest.mark.parametrize("seed", range(20))
def test_every_sentence_is_accounted_for_once(seed: int) -> None:
    chosen = random.Random(seed)  # noqa: S311 - repeatable is the point
    before = [tuple(chosen.choices(WORDS, k=chosen.randint(1, 12))) for _ in range(40)]
    after = [tuple(word if chosen.random() > 0.1 else chosen.choice(WORDS) for word in words) for words in before if chosen.random() > 0.1]
    for _ in range(5):
        after.insert(chosen.randrange(len(after)), tuple(chosen.choices(WORDS, k=8)))
        after.insert(chosen.randrange(len(after)), after.pop(chosen.randrange(len(after))))
    found = align(before, after)
    for text, side in ((before, 0), (after, 1)):
        used = [at for pairing in found for at in range(*pairing[side])]
        assert len(used) == len(set(used))
        assert all(0 <= at < len(text) for at in used)
    gone = [words for at, words in enumerate(before) if not any(at in range(*pairing.before) for pairing in found)]
    stayed = [words for at, words in enumerate(after) if not any(at in range(*pairing.after) for pairing in found)]
    if not any(len(words) < 4 for words in (*before, *after)):  # a short sentence may change places untold
        assert gone == stayed
    assert sorted(gone) == sorted(stayed) or any(pairing.after[1] - pairing.after[0] > 1 for pairing in found)


def test_only_the_first_sentences_of_a_hostile_text_are_read() -> None:
    assert align(said(A) * (MOST + 5), said(A) * MOST) == []
    assert align([], said(A) * (MOST + 5)) == [Pairing((0, 0), (at, at + 1), "added", 0.0) for at in range(MOST)]


def hostile(sentences: int, kind: str) -> tuple[list, list]:
    chosen = random.Random(kind)  # noqa: S311 - repeatable is the point
    few = WORDS[:6]
    make = {
        "random": lambda: tuple(chosen.choices(WORDS, k=12)),
        "few words": lambda: tuple(chosen.choices(few, k=8)),
        "one word": lambda: ("a",),
    }[kind]
    return [make() for _ in range(sentences)], [make() for _ in range(sentences)]


@pytest.mark.parametrize("kind", ["random", "few words", "one word"])
def test_twice_the_text_takes_no_four_times_as_long(kind: str) -> None:
    def took(sentences: int) -> float:
        before, after = hostile(sentences, kind)
        times = []
        for _ in range(3):
            began = time.process_time()
            align(before, after)
            times.append(time.process_time() - began)
        return min(times)

    assert took(2_000) / max(took(1_000), 1e-3) < 3.5
