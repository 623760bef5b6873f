"""Running totals, counts of a day and vague words: what contradicts what, and what is a new number; small worlds worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest
from hand_world import World, rows

RUNNING = {"cumulative": True}


def day(on: int) -> dict:
    return {"period_from": date(2020, 1, on), "period_to": date(2020, 1, on)}


def since(on: int, until: int) -> dict:
    return RUNNING | {"period_from": date(2020, 1, on), "period_to": date(2020, 1, until)}


def world(*articles: tuple) -> World:
    """One story of people killed; an article is (outlet, day of January 2020, words, low, high, values)."""
    made = World()
    made.story("s", "S", date(2020, 1, 1), date(2020, 1, 31), len(articles), len(articles))
    for at, (outlet, on, surface, low, high, values) in enumerate(articles):
        made.article(f"a{at}", outlet, f"2020-01-{on:02}T06:00", f"Unrest\n\nIt killed {surface} in the square.", story="s")
        made.figure(f"a{at}.1", "killed", surface, low, high, "It killed", **values)
    return made


def disagreements(*articles: tuple) -> list[tuple]:
    with world(*articles).warehouse() as con:
        return rows(con, "SELECT less_surface, more_surface FROM figure_disagreement ORDER BY ALL")


def steps(*articles: tuple) -> list[tuple]:
    with world(*articles).warehouse() as con:
        return rows(con, "SELECT from_words, to_surface, direction FROM figure_revision WHERE scope = 'story' ORDER BY step")


def exact(outlet: str, on: int, count: int, values: dict | None = None) -> tuple:
    return (outlet, on, str(count), count, count, values or {})


def at_least(outlet: str, on: int, count: int) -> tuple:
    return (outlet, on, f"at least {count}", count, None, {"qualifier": "at_least"})


def dozens(outlet: str, on: int) -> tuple:
    return (outlet, on, "dozens", 24, 99, {"qualifier": "vague"})


FIRST = exact("first", 5, 40, RUNNING)
"""By the 5th the story's counting had begun."""


def test_a_days_count_is_a_part_of_a_total_that_had_begun_before() -> None:
    assert disagreements(FIRST, exact("daily", 8, 13, day(8)), exact("wire", 8, 45, RUNNING)) == []
    # But not of one that had not: this may be the one day there is.
    assert disagreements(exact("daily", 8, 13, day(8)), exact("wire", 8, 45, RUNNING)) == [("13", "45")]
    # Nor can a part be greater than the whole.
    assert disagreements(FIRST, exact("daily", 8, 60, day(8)), exact("wire", 8, 45, RUNNING)) == [("45", "60")]
    # Words that name no day are held to speak of the whole, as they do in headlines.
    assert disagreements(FIRST, exact("daily", 8, 13), exact("wire", 8, 45, RUNNING)) == [("13", "45")]


def test_totals_that_count_from_other_days_are_not_compared() -> None:
    assert disagreements(exact("daily", 28, 41, since(20, 28)), exact("wire", 28, 90, since(1, 28))) == []
    assert disagreements(exact("daily", 28, 41, since(1, 28)), exact("wire", 28, 90, since(1, 28))) == [("41", "90")]
    # A week is allowed for 'four weeks ago'; where one does not say since when, they may be one.
    assert disagreements(exact("daily", 28, 41, since(5, 28)), exact("wire", 28, 90, since(1, 28))) == [("41", "90")]
    assert disagreements(exact("daily", 28, 41, RUNNING), exact("wire", 28, 90, since(1, 28))) == [("41", "90")]
    # 'Unrest that began in the first half of the month' holds the day from which the other counts.
    assert disagreements(exact("daily", 28, 41, since(1, 15)), exact("wire", 28, 90, since(14, 28))) == [("41", "90")]


def test_as_of_a_day_says_nothing_of_when_a_total_began() -> None:
    with world(exact("daily", 28, 41, RUNNING | day(28)), exact("wire", 28, 90, since(1, 28))).warehouse() as con:
        assert rows(con, "SELECT number, since_from, is_spell, begun_by FROM claims ORDER BY number") == [
            (41, None, False, date(2020, 1, 28)),
            (90, date(2020, 1, 1), False, date(2020, 1, 8)),
        ]
        assert rows(con, "SELECT count(*) FROM figure_disagreement") == [(1,)]


def test_a_days_count_is_no_revision_of_a_running_total() -> None:
    totals = [exact("wire", 5, 40, RUNNING), exact("wire", 12, 72, RUNNING)]
    assert steps(*totals, exact("wire", 8, 13, day(8))) == [(["40"], "72", "up")]
    # A lower number without a day of its own is one, and so is the day of the event itself.
    assert steps(*totals, exact("wire", 8, 33)) == [(["40"], "33", "down"), (["33"], "72", "up")]
    assert steps(exact("wire", 5, 11, day(4)), exact("wire", 12, 34, RUNNING)) == [(["11"], "34", "up")]


def test_totals_since_other_days_are_no_steps() -> None:
    told = [exact("wire", 20, 40, since(1, 20)), exact("daily", 20, 40, since(1, 20)), exact("wire", 28, 72, since(1, 28))]
    assert steps(*told, exact("wire", 24, 20, since(18, 24))) == [(["40"], "72", "up")]


@pytest.mark.parametrize(
    ("articles", "wanted"),
    [
        ([at_least("wire", 8, 45), dozens("wire", 9), at_least("wire", 10, 51)], [(["at least 45", "dozens"], "at least 51", "up")]),
        ([at_least("wire", 8, 45), dozens("wire", 9)], []),
        ([exact("wire", 8, 64), ("wire", 9, "more than 60", 60, None, {"qualifier": "more_than", "low_inclusive": False})], []),
        ([exact("wire", 8, 50), at_least("wire", 9, 40), exact("wire", 10, 64)], [(["50", "at least 40"], "64", "up")]),
        # what was loosely said in between is no ground for the next
        ([at_least("wire", 8, 45), dozens("wire", 9), at_least("wire", 10, 40)], []),
        ([at_least("wire", 8, 10), exact("wire", 9, 16)], [(["at least 10"], "16", "up")]),
        ([at_least("wire", 8, 35), at_least("wire", 9, 36)], [(["at least 35"], "at least 36", "up")]),
        ([dozens("wire", 8), exact("wire", 9, 45)], [(["dozens"], "45", "narrowed")]),
        ([("wire", 8, "about 50", 45, 55, {"qualifier": "about"}), exact("wire", 9, 52)], [(["about 50"], "52", "narrowed")]),
        ([dozens("wire", 8), ("wire", 9, "hundreds", 200, 999, {"qualifier": "vague"})], [(["dozens"], "hundreds", "up")]),
        ([exact("wire", 8, 63), exact("wire", 9, 57)], [(["63"], "57", "down")]),
        ([at_least("wire", 8, 60), exact("wire", 9, 57)], [(["at least 60"], "57", "down")]),
        # the bound itself: more than 64 does not hold 64
        (
            [exact("wire", 8, 64), ("wire", 9, "more than 65", 65, None, {"qualifier": "more_than", "low_inclusive": False})],
            [(["64"], "more than 65", "up")],
        ),
    ],
)
def test_a_step_is_a_number_that_what_was_known_does_not_hold(articles: list[tuple], wanted: list[tuple]) -> None:
    assert steps(*articles) == wanted
