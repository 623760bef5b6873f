import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean.text import joined, one_line, paragraphs, squashed, tidy


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("a\x00b\x07c\x1b[31m", "abc[31m"),
        ("a\u00a0b\u202fc\u3000d", "a b c d"),
        ("a\u202eb\u2066c\u200fd\u061c", "abcd"),
        ("می\u200cشود", "می\u200cشود"),
        ("a\u200bb\ufeffc\u00add", "abcd"),
        ("a\ud800b\udfff", "ab"),
        ("a\r\nb\rc\x85d\u2028e\u2029f", "a\nb\nc\nd\ne\nf"),
        ("cafe\u0301", "café"),
        ("a\tb", "a\tb"),
    ],
)
def test_characters_no_text_should_have_are_dropped(raw, clean):
    assert tidy(raw) == clean


@given(st.text(alphabet=st.characters(), max_size=80))
def test_tidy_text_is_stable_and_can_be_stored(raw):
    clean = tidy(raw)
    assert tidy(clean) == clean
    assert unicodedata.is_normalized("NFC", clean)
    clean.encode("utf-8")
    assert "\x00" not in clean
    assert "\r" not in clean


def test_words_on_one_line():
    assert one_line("  Two\n words\u00a0here ") == "Two words here"
    assert one_line(" \n ") is None
    assert one_line(None) is None


def test_paragraphs_are_set_apart_by_blank_lines_or_lines():
    assert paragraphs("One.\n\n \nTwo\tand more.  \n") == ["One.", "Two and more."]
    assert paragraphs("One.\nTwo.\n") == ["One.", "Two."]
    assert paragraphs(" \n") == []


def test_lines_broken_by_a_program_are_joined():
    wire = "The ferry between the two islands was stopped on\nMonday after the captain saw a second ship, which\nhad no lights, said the harbour office. Nobody\nwas hurt.\n\nIt sails again at noon."
    assert paragraphs(wire) == [wire.partition("\n\n")[0].replace("\n", " "), "It sails again at noon."]


def test_paragraphs_of_one_sentence_are_not_joined():
    lines = [
        "The ferry was stopped on Monday, said the harbour office.",
        "It had carried sixty people from the islands that day.",
        "Nobody was hurt.",
    ]
    assert paragraphs("\n".join(lines)) == lines


def test_joining_and_squashing():
    assert joined(["One.", "Two."]) == "One.\n\nTwo."
    assert squashed("‘They Lied!’ – Straße") == "theyliedstrasse"
