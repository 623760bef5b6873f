"""Texts made fit to be shown."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.report import words


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//x.example",
        "https://x.example/a b",
        'https://x.example/"',
        None,
        7,
        "",
    ],
)
def test_only_web_addresses_are_links(url) -> None:
    assert words.link(url) is None


def test_a_web_address_is_a_link() -> None:
    assert words.link("https://x.example/a?b=c&d=1") == "https://x.example/a?b=c&d=1"


def test_marks_that_turn_the_direction_and_control_characters_are_not_shown() -> None:
    assert words.shown("80\u202e dead\x07\n now") == "80 dead now"
    assert words.shown(None) == ""


def test_a_sentence_is_cut_around_its_number() -> None:
    cut = words.sentence("In all 80 of 80 died", "80", 13)
    assert (cut.before, cut.number, cut.after) == ("In all 80 of ", "80", " died")


def test_a_number_is_looked_for_where_the_offset_is_wrong_and_missed_where_it_is_not_there() -> None:
    assert words.sentence("In all 80 died", "80", 3).before == "In all "
    assert words.sentence("In all 80 died", "81", 3) == words.Sentence(before="In all 80 died", number="", after="")
    assert words.sentence(None, None, None) == words.Sentence(before="", number="", after="")


def test_a_long_sentence_is_cut_on_both_sides() -> None:
    cut = words.sentence("a " * 500 + "80" + " b" * 500, "80", 1000)
    assert cut.number == "80"
    assert cut.before.startswith("…")
    assert cut.after.endswith("…")
    assert len(cut.before) + len(cut.after) < words.LONGEST_SENTENCE + 10
    assert words.sentence("a" * 1000, "x", None).before.endswith("…")


def test_days_counts_and_lists() -> None:
    assert words.day(date(2020, 1, 8)) == "8 Jan 2020"
    assert words.day(None) == words.count(None) == "—"
    assert words.count(190000) == "190\N{NO-BREAK SPACE}000"
    assert words.count(2.5) == "2.5"
    assert words.listed(["A", "B", "C"], most=2) == "A, B and 1 more"
    assert words.listed(None) == ""


@pytest.mark.parametrize(
    ("group", "read"),
    [("US:soldiers", "American soldiers"), ("CA", "Canadian citizens"), ("XX:police", "XX police"), ("civilians", "civilians"), (None, "")],
)
def test_groups_are_read_as_words(group, read) -> None:
    assert words.group(group) == read
