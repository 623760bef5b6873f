"""What texts share, and what of them is kept to find it."""

from __future__ import annotations

import random
from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.relate.candidates import SKETCH, candidates
from pipeline.relate.furniture import changed, furniture
from pipeline.relate.shingles import DENSE, LONGEST, RATE, body, grams, passages, shared, sketch

WORDS = [f"{a}{b}" for a in ("ba", "ko", "mi", "tu") for b in ("lan", "ver", "dor", "stik", "ram", "pel")]


def prose(seed: int, words: int) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=words))  # noqa: S311


def test_a_text_is_read_without_headline_and_credit() -> None:
    assert body("Title\n\nBy Wire. Text", 7, (7, 14)) == "  . text"[1:]
    assert body("Title\n\nText", 7, (0, 5)) == "text"  # a credit in the headline is no part of the body


def test_a_text_is_its_runs_of_five_words() -> None:
    assert grams("").size == 0
    assert grams("one two").size == 1
    assert grams("one two three four five six").size == 2
    assert shared(grams("one two three four five"), grams("one, two – three 'four' FIVE six".lower())) == 1
    assert shared(grams("one two three four five"), grams("five four three two one")) == 0
    assert shared(grams(""), grams("one")) == shared(grams("one"), grams("")) == shared(grams(""), grams("")) == 0
    assert grams("one " * (LONGEST + 100)).size == 1


def test_furniture_is_left_out_and_nothing_is_joined_across_it() -> None:
    text = "one two three four five six. come and join us on our channel. seven eight nine ten eleven twelve."
    fixed = passages("come and join us on our channel.")
    assert len(fixed) == 1
    assert set(grams(text, fixed)) == set(grams("one two three four five six")) | set(grams("seven eight nine ten eleven twelve"))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 400), st.integers(1, 400))
def test_what_two_texts_share_counts_as_sets_of_words_would(seed: int, one: int, two: int) -> None:
    words, others = prose(seed, one).split(), prose(seed + 1, two).split() + prose(seed, one).split()[: one // 2]
    sets = [{tuple(text[at : at + 5]) for at in range(max(1, len(text) - 4))} for text in (words, others)]
    assert shared(grams(" ".join(words)), grams(" ".join(others))) == len(sets[0] & sets[1])


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet='ab1_ .!?"”’)]\n\u2028é', max_size=300))
def test_a_text_is_the_same_runs_whether_its_sentences_are_looked_at_or_not(text: str) -> None:
    assert grams(text).tolist() == grams(text, {0}).tolist()


def test_a_sketch_is_small_and_the_same_words_have_one_key() -> None:
    long, short = sketch(prose(1, 4000), "a"), sketch(prose(2, 60), "a")
    assert len(long.sample) == pytest.approx(long.gram_count / RATE, rel=0.2)
    assert len(short.sample) == short.gram_count < DENSE
    assert sketch("One, " + prose(2, 60), "x").text_key == sketch("One " + prose(2, 60) + ".", "y").text_key
    assert sketch("one two", "x").text_key != sketch("one two", "y").text_key  # too short to mean anything
    assert sketch("", "x").sample == []


def sketches(*texts: tuple[str, str, date | None], current: bool = True) -> pl.DataFrame:
    made = [(f"{key}.0", key, "daily", day, current, *_parts(text)) for key, text, day in texts]
    return pl.DataFrame(made, schema=SKETCH, orient="row")


def _parts(text: str) -> tuple:
    one = sketch(text, text)
    return one.text_key, one.gram_count, one.sample, one.passages


def test_candidates_are_near_in_time_and_share_some_of_the_shorter_text() -> None:
    day, later = date(2020, 1, 8), date(2020, 2, 8)
    half = " ".join(prose(1, 200).split()[:100])
    told = [
        ("a", prose(1, 200), day),
        ("b", half + " " + prose(5, 100), day),
        ("c", prose(9, 200), day),
        ("d", half, later),
        ("e", half, None),
    ]
    found = set(candidates(sketches(*told), sketches(*told)).iter_rows())
    assert found == {("a", "b"), ("a", "e"), ("b", "e")}
    assert candidates(sketches(told[0]), sketches(("z", prose(1, 200), day))).is_empty()  # the same words: the key says so
    assert candidates(sketches(told[0], current=False), sketches(told[1], current=False)).is_empty()


def test_an_eighth_of_the_shingles_finds_nearly_all_that_share_three_tenths_of_200_words() -> None:
    day = date(2020, 1, 8)
    pairs = 300
    one = [(f"a{at}", prose(at, 200), day) for at in range(pairs)]
    two = [(f"b{at}", " ".join(prose(at, 200).split()[:64]) + " " + prose(at + 10_000, 136), day) for at in range(pairs)]
    found = set(candidates(sketches(*one), sketches(*two)).iter_rows())
    assert len(found & {(f"a{at}", f"b{at}") for at in range(pairs)}) >= 0.98 * pairs
    assert len(found) <= pairs


def test_furniture_is_what_a_fifth_of_a_quarters_texts_repeat() -> None:
    fixed = "join us on our channel for more."
    told = [(f"a{at}", f"{prose(at, 40)}.\n{fixed}", date(2020, 1, 1 + at)) for at in range(4)]
    others = [(f"b{at}", prose(100 + at, 40), date(2020, 3, 1)) for at in range(16)]
    found = furniture(sketches(*told, *others))
    assert found.rows() == [("daily", date(2020, 1, 1), passages(fixed))]
    assert furniture(sketches(*told, *others, ("c", prose(999, 40), date(2020, 3, 1)))).is_empty()  # 4 of 21
    assert furniture(sketches(*told[:3])).is_empty()
    assert furniture(sketches(*((f"c{at}", told[0][1], told[0][2]) for at in range(9)))).is_empty()  # one text nine times
    assert furniture(sketches(*((key, text, None) for key, text, _ in told)))["quarter"].to_list() == [None]
    assert changed(found, found).is_empty()
    assert changed(found.clear(), found).rows() == found.rows()
