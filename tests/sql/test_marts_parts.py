"""What the marts that others are made of answer on the world made by hand, worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest
from hand_world import World, al_asad, rows


@pytest.fixture(scope="module")
def con():
    with al_asad().warehouse() as held:
        yield held


def test_words_for_sources_are_kept_as_written_and_without_the_article(con) -> None:
    found = rows(
        con,
        "SELECT attribution_id, name, as_written, words, unresolved, by_state FROM cited_words WHERE version_id IN ('w1.1', 't1.1') ORDER BY 1",
    )
    assert found == [
        ("a t1.1", None, "an informed source", "informed source", False, False),
        ("a w1.1", "Pentagon", "the Pentagon", "Pentagon", False, False),
    ]


def test_words_mean_whom_attributions_resolve_them_to(con) -> None:
    assert rows(con, "SELECT words, source_key, source FROM source_words ORDER BY 1") == [
        ("informed source", "informed source", "an informed source"),
        ("one official", "one official", "One official"),
        ("pentagon", "pentagon", "Pentagon"),
    ]


def test_words_for_sources_are_counted_in_all_versions(con) -> None:
    # The wire and its copy once each, the daily in both of its versions.
    assert rows(con, "SELECT words, source_key, source, n FROM source_counts ORDER BY 1") == [
        ("informed source", "informed source", "an informed source", 1),
        ("one official", "one official", "One official", 1),
        ("pentagon", "pentagon", "Pentagon", 4),
    ]


def test_attributions_say_whom_they_cite_under_one_name(con) -> None:
    assert rows(con, "SELECT outlet_id, source, source_key, source_name, unresolved FROM attributions ORDER BY 1") == [
        ("daily", "The Pentagon", "pentagon", "Pentagon", False),
        ("new", "One official", "one official", "One official", False),
        ("paper", "the Pentagon", "pentagon", "Pentagon", False),
        ("state", "an informed source", "informed source", "an informed source", False),
        ("wire", "the Pentagon", "pentagon", "Pentagon", False),
    ]


def test_articles_and_names_by_month_count_copies_and_articles_without_a_date(con) -> None:
    january = date(2020, 1, 1)
    assert rows(con, "SELECT outlet_id, outlet, month, articles, articles_weighted FROM articles_by_month ORDER BY 1") == [
        ("daily", "The Daily", january, 2, 2.0),
        ("new", "newcomer.example", None, 1, 1.0),
        ("paper", "The Paper", january, 1, 0.0),
        ("state", "State TV", january, 1, 1.0),
        ("wire", "Wire", january, 1, 1.0),
    ]
    found = rows(
        con, "SELECT entity_id, outlet_id, month, articles, articles_weighted, headlines, mentions FROM names_by_month ORDER BY 1, 2"
    )
    assert found == [
        ("irgc", "state", january, 1, 1.0, 0, 1),
        ("pentagon", "daily", january, 1, 1.0, 0, 1),
        ("pentagon", "paper", january, 1, 0.0, 0, 1),
        ("pentagon", "wire", january, 1, 1.0, 0, 1),
    ]


def test_a_state_whose_words_do_not_name_it_is_the_one_cited_most() -> None:
    world = World()
    world.article("a", "wire", "2020-01-08T00:00", "Strike\n\nIranian state TV said so. State television said so. State media said so.")
    for name, words in (("i", "Iranian state TV"), ("t", "State television"), ("m", "State media")):
        world.attribution("a.1", name, words, words)
    with world.warehouse() as con:
        # Each wording stands once: of equals the last in the alphabet names the voice.
        assert rows(con, "SELECT state, source_key, name FROM state_voice ORDER BY 1") == [
            ("", "state media of iran", "State television"),
            ("iran", "state media of iran", "State television"),
        ]


def test_sources_and_names_by_month(con) -> None:
    found = rows(
        con,
        "SELECT month, source_key, articles, attributions, attributions_weighted FROM sources_by_month WHERE outlet_id IN ('daily', 'new') ORDER BY 1",
    )
    assert found == [(date(2020, 1, 1), "pentagon", 1, 1, 1.0), (None, "one official", 1, 1, 1.0)]
    found = rows(con, "SELECT month, variant, own_voice, quoted, surfaces FROM naming_by_month WHERE outlet_id = 'daily'")
    assert found == [(date(2020, 1, 1), "regime", 1, 1, ["base", "regime"])]


def test_what_stands_around_a_claim(con) -> None:
    # Of 'At least 80 American troops were killed, an informed source said' words that count, harm or report are left out.
    assert rows(con, "SELECT line, words, countries FROM claim_surroundings WHERE claim_id LIKE 'f t1.1 killed 11 %'") == [
        ("informed source", ["informed"], [])
    ]
    assert rows(con, "SELECT articles FROM telling_words WHERE story_key = 's1' AND word = 'informed'") == [(1,)]


def test_a_word_that_other_stories_have_tells_nothing() -> None:
    world = World()
    for name in "abcd":
        world.story(f"s{name}", "S", date(2020, 1, 8), date(2020, 1, 8), 1, 1)
        place = "harbour" if name != "d" else "orchard"
        world.article(name, "wire", "2020-01-08T00:00", f"Toll\n\nThe {place} counts 11 dead.", story=f"s{name}")
        world.figure(f"{name}.1", "killed", "11", 11, 11, f"The {place}")
    with world.warehouse() as con:
        # 'harbour' is in two articles outside each of three stories, more than one and than 8 percent; 'count' in three; 'orchard' in none.
        assert rows(con, "FROM word_counts ORDER BY word") == [("", 4), ("count", 4), ("harbour", 3), ("orchard", 1)]
        assert rows(con, "FROM common_words ORDER BY word") == [("count", 4, 4), ("harbour", 3, 4)]
        found = rows(con, "SELECT article_id, words FROM claim_context JOIN claims USING (claim_id) ORDER BY 1")
        assert found == [("a", []), ("b", []), ("c", []), ("d", ["orchard"])]


def test_shares_have_an_interval_and_stand_without_copies_too(con) -> None:
    # Wilson's interval of 1 of 2: (1 + 1.92 +- 1.96 sqrt(0.5 + 0.96)) / (2 + 3.84).
    (found,) = rows(con, "SELECT share, round(share_low, 3), round(share_high, 3) FROM share_of_voice WHERE outlet_id = 'daily'")
    assert found == (0.5, 0.095, 0.905)
    (found,) = rows(
        con,
        "SELECT share, round(share_low, 3), round(share_high, 3), outlet_attributions_weighted, share_weighted FROM sources_cited WHERE outlet_id = 'paper'",
    )
    assert found == (1.0, 0.207, 1.0, 0.0, None)
    (found,) = rows(con, "SELECT own_voice_share_weighted, round(own_voice_low, 3) FROM naming_choice WHERE outlet_id = 'wire'")
    assert found == (1.0, 0.207)
