"""The words between quotation marks as rows: whose they are and what kind of quotation they are."""

import pytest

from pipeline import outlets, topics
from pipeline.extract.attributions import attributions
from pipeline.extract.document import Document
from pipeline.extract.entities import entities
from pipeline.extract.quotation import regions
from pipeline.extract.sentences import SentenceIndex


@pytest.fixture(scope="module")
def quoted():
    topic, catalog = topics.load("us_iran"), outlets.load()

    def find(body):
        text = f"Headline\n\n{body}"
        document = Document(
            text=text, body_start=10, published=None, version_id="v", extractor_id="x", sentences=SentenceIndex(text), quoted=regions(text)
        )
        rows, quotes = attributions(document, entities(document, topic), catalog, topic)
        known = {row.attribution_id for row in rows}
        assert all(quote.attribution_id is None or quote.attribution_id in known for quote in quotes)
        assert all(quote.content == " ".join(text[start:end] for start, end in quote.content_spans) for quote in quotes)
        return quotes

    return find


def test_a_direct_quotation_has_its_speaker(quoted):
    (row,) = quoted("“The road is closed,” said a U.S. official.")
    assert (row.kind, row.content, row.source, row.cue, row.speaker, row.anonymous) == (
        "direct",
        "The road is closed,",
        "a U.S. official",
        "said",
        "a U.S. official",
        True,
    )


def test_each_piece_of_a_broken_quotation_is_a_row_of_one_attribution(quoted):
    first, second = quoted("“The road is closed,” said Ann Lee. “It will stay so.”")
    assert (first.content, second.content) == ("The road is closed,", "It will stay so.")
    assert first.attribution_id == second.attribution_id
    assert (first.kind, second.kind, second.speaker) == ("direct", "direct", "Ann Lee")


def test_paragraphs_that_open_again_are_pieces_of_one_row(quoted):
    (row,) = quoted("“The road is closed.\n\n“It will stay so,” said Ann Lee.")
    assert row.content == "The road is closed. It will stay so,"
    assert len(row.content_spans) == 2
    assert row.surface.startswith("The road is closed.\n\n")


def test_a_fragment_in_an_indirect_report_is_mixed(quoted):
    (row,) = quoted("The minister said the closure was a “necessary evil” for the town.")
    assert (row.kind, row.content, row.source) == ("mixed", "necessary evil", "The minister")


def test_the_statement_a_fragment_stands_in_owns_it(quoted):
    (row,) = quoted("The minister said the envoys had discussed the closure “at length” with him.")
    assert row.source == "The minister"


def test_words_held_at_a_distance_are_scare_quotes(quoted):
    (row,) = quoted("The town has had enough of “experts” and their maps.")
    assert (row.kind, row.source, row.speaker, row.anonymous, row.attribution_id) == ("scare", None, None, None, None)


def test_a_sentence_nobody_is_named_for_is_still_direct(quoted):
    (row,) = quoted("A banner hung from the bridge. “This road belongs to all of us and we want it open.”")
    assert (row.kind, row.source) == ("direct", None)


def test_speakers_of_a_dialogue(quoted):
    rows = quoted("“Is it closed?” asked Ann Lee.\n\n“It is closed,” said Bob Hill.\n\n“For how long?” she asked.")
    assert [row.speaker for row in rows] == ["Ann Lee", "Bob Hill", "Ann Lee"]


def test_a_quotation_between_statements_belongs_to_who_spoke_last(quoted):
    rows = quoted("Bob Hill said the road was closed. “We have no choice left in this matter.” The town is angry.")
    assert [(row.kind, row.speaker) for row in rows] == [("direct", "Bob Hill")]


def test_ids_repeat_and_differ(quoted):
    body = "“The road is closed,” said Ann Lee. “It will stay so,” said Bob Hill."
    assert [row.quote_id for row in quoted(body)] == [row.quote_id for row in quoted(body)]
    assert len({row.quote_id for row in quoted(body)}) == 2
