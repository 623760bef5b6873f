"""A stretch of text in, its numbers out: surface, interval, qualifier."""

from __future__ import annotations

import pytest

from pipeline.extract.number_senses import aside
from pipeline.extract.number_words import spelled
from pipeline.extract.numbers import numbers


def read(text):
    return [(text[n.start : n.end], n.low, n.high, n.qualifier) for n in numbers(text)]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("seven", 7),
        ("forty-two", 42),
        ("one hundred and forty million", 140_000_000),
        ("three hundred and sixty-four", 364),
        ("two dozen", 24),
        ("nineteen", 19),
        ("five thousand two hundred", 5_200),
        ("six-million", 6_000_000),
    ],
)
def test_spelled_numbers_have_their_value(words, value):
    assert spelled(words) == value


@pytest.mark.parametrize("words", ["banana", "twenty thirty", "", "and"])
def test_words_that_state_no_number_have_none(words):
    assert spelled(words) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He saw 12 ships.", [("12", 12, 12, "exact")]),
        ("It lost 1,234,567 votes.", [("1,234,567", 1_234_567, 1_234_567, "exact")]),
        ("some 2.5 million refugees", [("some 2.5 million", 2.25e6, 2.75e6, "about")]),
        ("over 190,000 Syrians", [("over 190,000", 190_000, None, "more_than")]),
        ("at least a dozen", [("at least a dozen", 12, None, "at_least")]),
        ("no fewer than 40", [("no fewer than 40", 40, None, "at_least")]),
        ("fewer than 90", [("fewer than 90", 0, 90, "fewer_than")]),
        ("as many as 300", [("as many as 300", 0, 300, "up_to")]),
        ("no more than 300", [("no more than 300", 0, 300, "up_to")]),
        ("nearly two dozen", [("nearly two dozen", 21.6, 24, "nearly")]),
        ("between 72 and 120 villagers", [("between 72 and 120", 72, 120, "range")]),
        ("ranges from 100 to 250", [("from 100 to 250", 100, 250, "range")]),
        ("rose from 34 to 50", [("34", 34, 34, "exact"), ("50", 50, 50, "exact")]),
        ("2 to 3 million", [("2 to 3 million", 2e6, 3e6, "range")]),
        ("seven or eight men", [("seven or eight", 7, 8, "range")]),
        ("half a million", [("half a million", 5e5, 5e5, "exact")]),
        ("more than a half-dozen", [("more than a half-dozen", 6, None, "more_than")]),
        ("dozens of boats", [("dozens", 24, 99, "vague")]),
        ("tens of thousands fled", [("tens of thousands", 20_000, 99_999, "vague")]),
        ("several hundred", [("several hundred", 300, 900, "vague")]),
        ("a few thousand", [("a few thousand", 3_000, 5_000, "vague")]),
        ("a handful of aides", [("a handful of", 3, 5, "vague")]),
        ("30 or more", [("30 or more", 30, None, "at_least")]),
        ("20 or so", [("20 or so", 18, 22, "about")]),
        ("a crowd of 500-plus", [("500-plus", 500, None, "at_least")]),
        ("at least some 30 boats", [("at least some 30", 30, None, "at_least")]),
        ("It may not enrich above 3.67%.", [("3.67%", 0, 3.67, "up_to")]),
    ],
)
def test_counts(text, expected):
    found = read(text)
    assert [(s, q) for s, _, _, q in found] == [(s, q) for s, _, _, q in expected]
    for (_, low, high, _), (_, wanted_low, wanted_high, _) in zip(found, expected, strict=True):
        assert low == pytest.approx(wanted_low)
        assert high == (None if wanted_high is None else pytest.approx(wanted_high))


@pytest.mark.parametrize(
    ("text", "surface", "low", "unit"),
    [
        ("It paid $400m.", "$400m", 4e8, "USD"),
        ("worth £1.1bn in all", "£1.1bn", 1.1e9, "GBP"),
        ("a fine of 5 million euros", "5 million euros", 5e6, "EUR"),
        ("several million dollars", "several million dollars", 3e6, "USD"),
        ("millions of pounds", "millions of pounds", 2e6, "GBP"),
        ("two Jordanian dinars", "two Jordanian dinars", 2, "JOD"),
        ("US$12 billion", "US$12 billion", 1.2e10, "USD"),
        ("$5-10 million", "$5-10 million", 5e6, "USD"),
        ("60 per cent", "60 per cent", 60, "percent"),
        ("3.67%", "3.67%", 3.67, "percent"),
        ("seventy-four percent", "seventy-four percent", 74, "percent"),
        ("two-thirds of them", "two-thirds", 66.667, "percent"),
        ("a third of the crew", "a third", 33.333, "percent"),
    ],
)
def test_units(text, surface, low, unit):
    (number,) = numbers(text)
    assert (text[number.start : number.end], number.unit) == (surface, unit)
    assert number.low == pytest.approx(low, rel=1e-3)


def test_a_bare_pound_is_a_weight():
    (number,) = numbers("a 661 pounds load")
    assert number.unit is None


@pytest.mark.parametrize("text", ["a margin of 3", "won 52-48", "voted 14-11"])
def test_scores_are_no_ranges(text):
    assert all(number.qualifier == "exact" for number in numbers(text))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("on Flight 752 from Kyiv", "name"),
        ("under Resolution 2231 of the council", "name"),
        ("an F-35 jet", "name"),
        ("a Boeing 737 fell", "name"),
        ("the 9/11 attacks", "date"),
        ("at 7:16 local", "clock_time"),
        ("by 9 a.m. sharp", "clock_time"),
        ("a 27-year-old driver", "age"),
        ("a driver aged 31", "age"),
        ("Amir Saleh, 26, a guide", "age"),
        ("the 44th president", "ordinal"),
        ("about 30 miles south", "distance"),
        ("a 20-foot wall", "distance"),
        ("one in five voters", "ratio"),
        ("four times as many", "ratio"),
        ("the Senate voted 52-48 on it", "score"),
        ("one of the sailors", "one_of"),
        ("no one came", "pronoun"),
        ("the 1980s", "name"),
        ("a two-state plan", "compound"),
        ("\n2. What comes next", "list"),
        ("three months later", "duration"),
    ],
)
def test_what_is_no_count(text, reason):
    assert aside(text, numbers(text)[0]) == reason


@pytest.mark.parametrize(
    "text", ["12 people", "Two rockets", "At least 80", "over 100 strikes", "3,000-strong force", "300 kg of uranium", "$5 million", "20%"]
)
def test_what_may_be_a_count(text):
    assert aside(text, numbers(text)[0]) is None
