"""Who is named: a sentence in, the mentions out."""

from itertools import pairwise

import pytest

from pipeline import topics
from pipeline.extract.document import Document
from pipeline.extract.entities import entities
from pipeline.extract.quotation import regions
from pipeline.extract.sentences import SentenceIndex


@pytest.fixture(scope="module")
def named():
    topic = topics.load("us_iran")

    def find(text, body_start=0):
        document = Document(
            text=text,
            body_start=body_start,
            published=None,
            version_id="version",
            extractor_id="extractor",
            sentences=SentenceIndex(text),
            quoted=regions(text),
        )
        found = entities(document, topic)
        assert all(text[mention.start : mention.end] == mention.surface for mention in found)
        assert all(one.end <= other.start for one, other in pairwise(found))
        return found

    return find


def pairs(mentions):
    return [(mention.surface, mention.entity_id) for mention in mentions]


def test_spellings_and_demonyms_are_one_entity(named):
    assert pairs(named("Tehran said Iranians and the Islamic Republic agree.")) == [
        ("Tehran", "tehran"),
        ("Iranians", "iran"),
        ("Islamic Republic", "iran"),
    ]


def test_one_group_under_four_names(named):
    found = named("ISIS, also IS (Islamic State) or Daesh, once ISIL, lost the town.")
    assert pairs(found) == [(words, "islamic_state") for words in ("ISIS", "IS", "Islamic State", "Daesh", "ISIL")]


def test_the_group_is_told_from_the_revolution_and_the_republic(named):
    found = pairs(named("After the Islamic revolution the Islamic Republic fought Islamic State."))
    assert found == [("Islamic revolution", "islamic_revolution"), ("Islamic Republic", "iran"), ("Islamic State", "islamic_state")]


@pytest.mark.parametrize("text", ["THE DEAL IS DEAD", "This is it, and that IS all.", "What IS the plan of the mayor?"])
def test_a_verb_is_no_armed_group(named, text):
    assert ("IS", "islamic_state") not in pairs(named(text))


@pytest.mark.parametrize(
    "text", ["IS militants fled.", "They left IS-controlled land.", "Raqqa fell, and Islamic State with it; IS is gone."]
)
def test_two_letters_name_it_where_the_words_beside_say_so(named, text):
    assert ("IS", "islamic_state") in pairs(named(text))


def test_us_and_un_need_their_capitals(named):
    assert pairs(named("Let us go: the US and the U.N. won't un-do it.")) == [("US", "united_states"), ("U.N.", "united_nations")]


def test_capitals_of_a_headline_are_read(named):
    assert ("IRAN", "iran") in pairs(named("IRAN SAYS NO\n\nA story."))


def test_the_longest_name_wins(named):
    assert pairs(named("The New York Times wrote of the Islamic Revolutionary Guard Corps in New York.")) == [
        ("The New York Times", "new_york_times"),
        ("Islamic Revolutionary Guard Corps", "irgc"),
        ("New York", "new_york"),
    ]


def test_typographic_apostrophes_and_hyphens_are_read(named):
    assert ("Iran’s Revolutionary Guard", "irgc") in pairs(named("Iran’s Revolutionary Guard spoke."))


def test_words_that_follow_or_precede_forbid(named):
    assert pairs(named("The Washington Times")) == [("The Washington Times", "washington_times")]
    assert ("Washington", "washington") not in pairs(named("George Washington slept here."))
    assert ("the Gulf", "persian_gulf") not in pairs(named("the Gulf of Mexico"))


def test_a_surname_is_resolved_after_the_full_name(named):
    assert pairs(named("John Bolton left. Bolton was angry.")) == [("John Bolton", "john_bolton"), ("Bolton", "john_bolton")]
    assert pairs(named("Bolton was angry.")) == []


def test_a_surname_in_the_headline_is_resolved_by_the_body(named):
    found = named("Bolton leaves\n\nJohn Bolton left on Monday.", body_start=15)
    assert pairs(found)[0] == ("Bolton", "john_bolton")
    assert [mention.in_headline for mention in found] == [True, False]


def test_of_two_bearers_of_a_surname_the_last_named_is_meant(named):
    found = pairs(named("Bill Clinton spoke first. Clinton smiled. Then Hillary Clinton came. Clinton waved."))
    assert [entity for words, entity in found if words == "Clinton"] == ["bill_clinton", "hillary_clinton"]


def test_another_given_name_is_another_person(named):
    assert ("Soleimani", "qassem_soleimani") not in pairs(named("A grocer, David Soleimani, watched."))


def test_people_and_institutions_outside_the_gazetteer_stay_unlinked(named):
    found = named("Spokesman Bijan Farrokhi of the Alborz Institute met Susan Hartley. Farrokhi smiled.")
    assert [(mention.surface, mention.entity_id, mention.kind) for mention in found] == [
        ("Bijan Farrokhi", None, "person"),
        ("Alborz Institute", None, "organisation"),
        ("Susan Hartley", None, "person"),
        ("Farrokhi", None, "person"),
    ]


def test_a_name_inside_another_is_not_linked(named):
    assert "ireland" not in {mention.entity_id for mention in named("They met in Northern Ireland.")}
    assert "cfr" not in {mention.entity_id for mention in named("The European Council on Foreign Relations met.")}
    assert "cfr" in {mention.entity_id for mention in named("The Council on Foreign Relations met.")}


def test_a_run_of_capitals_alone_is_no_name(named):
    assert named("Breaking News Tonight From Everywhere") == []


def test_in_quote_is_said(named):
    found = named('He said: "Iran will come." Iran came.')
    assert [mention.in_quote for mention in found] == [True, False]


@pytest.mark.parametrize("text", ["", "\n\n", "IranIran Iranium @Iran #Iran_x", "Al al-Al " * 50, "A" * 3000])
def test_odd_texts_name_nothing_known(named, text):
    assert [mention for mention in named(text) if mention.entity_id == "iran"] == []


def test_ids_repeat(named):
    assert [mention.mention_id for mention in named("Iran and Iraq")] == [mention.mention_id for mention in named("Iran and Iraq")]
