"""Stretches between quotation marks, by the marks alone."""

import time
from itertools import pairwise

import pytest

from pipeline.extract.quotation import continues, regions


def words(text):
    return [text[start:end] for start, end in regions(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('He said "no deal" twice.', ["no deal"]),
        ("He said “no deal” twice.", ["no deal"]),
        ("Elle a dit « pas d’accord » hier.", ["pas d’accord"]),
        ("He said ‘no deal’ twice.", ["no deal"]),
        ("'No deal,' he said.", ["No deal,"]),
        ("''No deal,'' he said. ''None.''", ["No deal,", "None."]),
        ('"A" and "B"', ["A", "B"]),
        ("“He told me ‘go’ and I went.”", ["He told me ‘go’ and I went."]),
        ('"He asked: “Why?” and left," she said.', ["He asked: “Why?” and left,"]),
        ('She wrote “no deal" in haste.', ["no deal"]),
        ("the “fact-finders” came", ["fact-finders"]),
    ],
)
def test_each_kind_of_mark(text, wanted):
    assert words(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "It's the guards' navy, and the ministers' plan isn't theirs.",
        "Rock 'n' roll of the '80s, 'til dawn.",
        'The ship is 5\'10" wide and 30" high.',
        "Don’t say the Guards’ navy won’t come.",
        "a lone ” closing mark",
        "",
        "\n\n \n",
    ],
)
def test_apostrophes_and_measures_open_nothing(text):
    assert words(text) == []


def test_a_possessive_inside_single_marks_does_not_close_them():
    assert words("‘The guards’ navy is large,’ he said.") == ["The guards’ navy is large,"]


def test_a_quotation_goes_on_over_paragraphs_that_open_again():
    text = "“The first part.\n\n“The second part,” he said."
    assert words(text) == ["The first part.", "The second part,"]
    assert [continues(text, region) for region in regions(text)] == [True, False]


def test_a_quotation_goes_on_to_the_paragraph_that_closes_it():
    assert words('"The first part.\nThen the rest," he said. "And more."') == ["The first part.", "Then the rest,", "And more."]


def test_a_mark_never_closed_ends_with_its_paragraph():
    assert words('He said "this and that.\n\nA new paragraph with "its own" words.') == ["this and that.", "its own"]


def test_regions_are_in_order_and_apart():
    text = "“a” 'b' \"c\" « d » ‘e’ ''f'' “g\n\n“h” i"
    found = regions(text)
    assert all(one[1] < other[0] for one, other in pairwise(found))
    assert all(start < end and text[start:end].strip() == text[start:end] for start, end in found)


@pytest.mark.parametrize("unit", ["“", '"', "'a ", "‘a ", '"a ', "''", "«", "”", '"\n'])
def test_twice_the_text_takes_about_twice_the_time(unit):
    def seconds(count):
        begun = time.process_time()
        regions(unit * count)
        return time.process_time() - begun

    seconds(1000)
    small, large = min(seconds(10_000) for _ in range(3)), min(seconds(40_000) for _ in range(3))
    assert large < 12 * small + 0.05
