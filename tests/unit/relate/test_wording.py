"""What counts when two texts are compared: words, numbers and quotation marks; not spelling, typography, datelines and furniture."""

from __future__ import annotations

import pytest

from pipeline.relate.wording import body, headline, is_trivial, words

SAME = [
    ("“We hit it,” he said", '"We hit it" , he said.'),
    ("the army’s base", "the army's base"),
    ("Iran FIRES missiles", "Iran fires missiles!"),
    ("U.S. troops", "US troops"),
    ("1,500 men", "1500 men"),
    ("5 percent", "5%"),
    ("5 per cent", "5 percent"),
    ("brain-injury", "brain injury"),
    ("the defence programme of the labour centre", "the defense program of the labor center"),
    ("organised travelled rumours", "organized traveled rumors"),
    ("WASHINGTON, Jan 24 (Halyard) - At least 34", "At least 34"),
    ("DUBAI/KYIV, Jan 8 (Halyard) - A plane", "A plane"),
    ("SANAA, Yemen (Halyard) — With chants", "With chants"),
]
OTHER = [
    ("called it ‘terror’", "called it terror"),
    ('the "regime"', "the regime"),
    ("at least 80", "80"),
    ("1.5 million", "15 million"),
    ("Iran attacked?", "Iran attacked."),
    ("$5", "5"),
    ("four hours for you", "for hours for you"),
]


@pytest.mark.parametrize(("one", "two"), SAME)
def test_house_style_is_no_difference(one: str, two: str) -> None:
    assert words(one) == words(two)


@pytest.mark.parametrize(("one", "two"), OTHER)
def test_a_difference_in_what_is_said_is_one(one: str, two: str) -> None:
    assert words(one) != words(two)


TRIVIAL = """
Updated 5 minutes ago
Published: 10:42 GMT, 8 January 2020
Last updated on January 8, 2020 at 10:42 a.m. EST
5 hours ago
8 January 2020
Jan 8, 2020, 10:42 am
1,204 comments
3.4K shares
Comments (12)
4 min read
Share this article
READ MORE: Who counts the dead?
Related: The strait in numbers
Sign up for our newsletter
(Reporting by Leila Dastan; Editing by M. Tolliver)
Additional reporting by Halyard.
T. Halenko in Kyiv contributed to this report.
Copyright 2020 Halyard News Agency. Reprinted with permission.
© 2020 Halyard
This story was written by Halyard and appears here unchanged.
Media caption People on the shore
""".strip().splitlines()
TOLD = """
Iran fired 22 missiles on 8 January 2020.
The minister shares this view.
Reporting by the agency was denied.
More than 80 people were killed.
Updated figures show that 34 were hurt
He read more: a second letter was found.
""".strip().splitlines()


@pytest.mark.parametrize("line", TRIVIAL)
def test_furniture_is_trivial(line: str) -> None:
    assert is_trivial(line)
    assert body(f"Head\n\n{line}\nIran fired 22 missiles.", 6, 10)[-1].start == len(line) + 7
    assert len(body(f"Head\n\n{line}\nIran fired 22 missiles.", 6, 10)) == 1


@pytest.mark.parametrize("line", TOLD)
def test_news_is_not(line: str) -> None:
    assert not is_trivial(line)


def test_spans_are_code_points_of_the_text() -> None:
    text = "Ein Kopf 🚀\n\n“Wir” sind’s. 22 missiles fell 🚀 here.\n\nNobody spoke."
    start = text.index("\n\n") + 2
    assert text[headline(text, start).start : headline(text, start).end] == "Ein Kopf 🚀"
    assert [text[one.start : one.end] for one in body(text, start, 10)] == ["“Wir” sind’s.", "22 missiles fell 🚀 here.", "Nobody spoke."]
    assert headline("no headline", 0).words == ()


def test_a_note_is_one_sentence_and_ends_with_its_paragraph() -> None:
    text = "H\n\nIt was hit.\n\nCorrection: An earlier version of this article misstated a number. It was 34, not 46.\nOil rose."
    assert [text[one.start : one.end] for one in body(text, 3, 10)] == [
        "It was hit.",
        "Correction: An earlier version of this article misstated a number. It was 34, not 46.",
        "Oil rose.",
    ]


def test_a_photos_caption_and_a_link_in_capitals_are_left_out() -> None:
    text = "H\n\nIt was hit.\nFILE - In this photo of 2019 a man speaks. He is a man.\nA man speaks in Qom. (AP Photo/A. Man)\nWHO IS THE MAN WHO SPOKE IN QOM LAST YEAR\nOil rose."
    assert [text[one.start : one.end] for one in body(text, 3, 10)] == ["It was hit.", "Oil rose."]
    assert len(body("H\n\nTHE BASE WAS HIT AT DAWN ON WEDNESDAY.\nNOBODY HAS CLAIMED THE ATTACK SO FAR.", 3, 10)) == 2


def test_no_more_sentences_than_asked_for() -> None:
    assert len(body("H\n\n" + "It was hit. " * 500, 3, 20)) == 20
    assert body("H", 9, 20) == []
