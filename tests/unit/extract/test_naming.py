"""Which word was chosen: a sentence in, concept and variant out."""

import pytest

from pipeline import topics
from pipeline.extract.document import Document
from pipeline.extract.naming import naming
from pipeline.extract.quotation import regions
from pipeline.extract.sentences import SentenceIndex


@pytest.fixture(scope="module")
def chosen():
    topic = topics.load("us_iran")

    def find(text, body_start=0):
        document = Document(
            text=text,
            body_start=body_start,
            published=None,
            version_id="v",
            extractor_id="x",
            sentences=SentenceIndex(text),
            quoted=regions(text),
        )
        rows = naming(document, topic)
        assert all(text[row.start : row.end] == row.surface for row in rows)
        return rows

    return find


@pytest.mark.parametrize(
    ("text", "concept", "variant"),
    [
        ("ISIS lost.", "islamic_state", "isis"),
        ("Daesh lost.", "islamic_state", "daesh"),
        ("The so-called Islamic State lost.", "islamic_state", "so_called_islamic_state"),
        ("Militants came.", "armed_actor", "militant"),
        ("A proxy force came.", "armed_actor", "proxy"),
        ("The Iranian regime fell silent.", "iran_state", "regime"),
        ("Iran's government fell silent.", "iran_state", "government"),
        ("the assassination of a general", "targeted_killing", "assassination"),
        ("in the Arabian Gulf", "gulf", "arabian_gulf"),
        ("in the occupied West Bank", "occupied_territory", "occupied"),
        ("the Axis of Resistance", "resistance_axis", "axis_of_resistance"),
        ("an act of aggression", "use_of_force", "aggression"),
    ],
)
def test_each_concept_has_its_words(chosen, text, concept, variant):
    assert (concept, variant) in [(row.concept, row.variant) for row in chosen(text)]


def test_within_a_concept_the_longest_words_count_once(chosen):
    rows = [row for row in chosen("the so-called Islamic State") if row.concept == "islamic_state"]
    assert [(row.variant, row.surface) for row in rows] == [("so_called_islamic_state", "so-called Islamic State")]


def test_two_concepts_may_share_words(chosen):
    rows = chosen("Iranian proxies and the Islamic Republic")
    assert {row.concept for row in rows} == {"resistance_axis", "armed_actor", "iran_state"}


def test_own_voice_is_told_from_quotation_and_headline_from_body(chosen):
    rows = chosen('Terrorists strike\n\n"They are terrorists," he said of the fighters.', body_start=19)
    assert [(row.variant, row.in_headline, row.in_quote) for row in rows if row.concept == "armed_actor"] == [
        ("terrorist", True, False),
        ("terrorist", False, True),
        ("fighter", False, False),
    ]


def test_rows_are_in_order_and_have_ids_of_their_own(chosen):
    rows = chosen("Iranian proxies strike; militants strike back in an attack on the Persian Gulf.")
    assert [row.start for row in rows] == sorted(row.start for row in rows)
    assert len({row.naming_id for row in rows}) == len(rows)


def test_nothing_chosen_gives_nothing(chosen):
    assert chosen("The orchestra tuned its violins.") == []


def test_striking_a_deal_is_no_act_of_force(chosen):
    assert [row.surface for row in chosen("They hope to strike a deal before the strike.")] == ["strike"]
