"""Which figures are set against each other, and which only look as if they should be: one small world a rule."""

from __future__ import annotations

from datetime import date

import pytest
from hand_world import EXTRACTOR, World, rows

BASE = "Rockets hit the Selva depot"


def told(*articles: tuple, entities: tuple = (), mentions: tuple = ()) -> list[tuple]:
    """Disagreements of one story. An article is (outlet, when, sentence, [(kind, surface, low, high, values)]); a sentence stands on top.

    A sentence that begins with '...' stands far below its headline.
    """
    world = World()
    world.story("s", BASE, date(2020, 1, 8), date(2020, 1, 8), len(articles), len(articles))
    for entity, kind in entities:
        world.add("entity", entity_id=entity, name=entity.title(), kind=kind)
    for at, (outlet, when, sentence, figures) in enumerate(articles):
        filler = "Nothing is known beyond what was said before. " * 12 if sentence.startswith("...") else ""
        text = sentence.removeprefix("...")
        world.article(f"a{at}", outlet, when, f"News of {outlet}\n\n{filler}{text}", story="s")
        for kind, surface, low, high, values in figures:
            world.figure(
                f"a{at}.1", kind, surface, low, high, values.get("near", text[:20]), **{k: v for k, v in values.items() if k != "near"}
            )
    for at, entity, surface, near in mentions:
        world.mention(f"a{at}.1", entity, surface, near)
    with world.warehouse() as con:
        return rows(con, "SELECT kind, less_surface, more_surface, evidence FROM figure_disagreement")


def killed(surface: str, number: int | None = None, **values) -> tuple:
    value = int(surface) if number is None else number
    return ("killed", surface, value, value, values)


DAY = "2020-01-08T06:00"


def test_words_both_sentences_have_and_other_stories_have_not_make_one_event() -> None:
    first = ("wire", DAY, "...At the Selva depot 20 people were killed", [killed("20")])
    same = ("daily", DAY, "...Rockets on the Selva depot left 45 dead", [killed("45")])
    other = ("daily", DAY, "...A bus accident elsewhere left 45 dead", [killed("45")])
    assert told(first, same) == [("killed", "20", "45", "depot, selva")]
    assert told(first, other) == []


def test_tolls_on_top_of_two_articles_of_a_story_are_of_its_event() -> None:
    assert told(("wire", DAY, "Twenty people are dead", [killed("Twenty", 20)]), ("daily", DAY, "The toll is 45", [killed("45")])) == [
        ("killed", "Twenty", "45", "lead")
    ]


def test_without_dates_one_word_in_common_is_not_enough() -> None:
    first = ("wire", None, "At the depot 20 were killed", [killed("20")])
    assert told(first, ("daily", None, "At a depot 45 were killed", [killed("45")])) == []
    # Articles without a date are told by two.
    first = ("wire", None, "At the Selva depot 20 were killed", [killed("20")])
    assert told(first, ("daily", None, "Selva: at a depot 45 were killed", [killed("45")])) == [("killed", "20", "45", "depot, selva")]


@pytest.mark.parametrize(
    "sentence",
    [
        "45 more people were killed at the Selva depot",
        "Another 45 people were killed at the Selva depot",
        "At the Selva depot 45 other people were killed",
        "At the Selva depot 45 new deaths were counted",
        "45 of 60 deaths were at the Selva depot",
        "45 of the dead lay at the Selva depot",
        "At the Selva depot many died, including 45 drivers",
        "The ministry had first said that 45 were killed at the Selva depot",
        "Initially 45 were said to be killed at the Selva depot",
        "If the Selva depot is hit, 45 people are killed",
        "He is responsible for the deaths of 45 people, at the Selva depot and elsewhere",
        "Over the decades 45 people were killed at the Selva depot",
    ],
)
def test_additions_parts_old_claims_and_suppositions_are_not_compared(sentence) -> None:
    values = {"near": sentence[:10]}
    first = ("wire", DAY, "At the Selva depot 20 people were killed", [killed("20")])
    assert told(first, ("daily", DAY, sentence, [killed("45", **values)])) == []


def test_others_hurt_beside_the_dead_are_all_the_hurt() -> None:
    first = ("wire", DAY, "About the Selva depot: 20 people were hurt", [("injured", "20", 20, 20, {})])
    second = ("daily", DAY, "Selva: 60 others were hurt at the depot", [("injured", "60", 60, 60, {})])
    assert [row[:3] for row in told(first, second)] == [("injured", "20", "60")]
    third = ("daily", DAY, "Selva: 60 others were killed at the depot", [killed("60")])
    assert told(("wire", DAY, "Selva: 20 people were killed at the depot", [killed("20")]), third) == []


def test_countries_that_differ_are_two_places() -> None:
    first = ("wire", DAY, "Italy counts 82 dead of the Selva fever", [killed("82")])
    second = ("daily", DAY, "Taiwan counts 37 dead of the Selva fever", [killed("37")])
    entities = (("italy", "government"), ("taiwan", "government"))
    assert [row[:3] for row in told(first, second, entities=entities, mentions=((0, "italy", "Italy", "Italy"),))] == [
        ("killed", "37", "82")
    ]
    both = ((0, "italy", "Italy", "Italy"), (1, "taiwan", "Taiwan", "Taiwan"))
    assert told(first, second, entities=entities, mentions=both) == []


def test_without_dates_a_third_country_in_both_does_not_make_two_places_one() -> None:
    entities = tuple((name, "government") for name in ("italy", "taiwan", "china"))
    words = (
        ("wire", "Italy, with China, counts 82 dead of the Selva fever", "Italy"),
        ("daily", "Taiwan, with China, counts 37 dead of the Selva fever", "Taiwan"),
    )
    named = tuple((at, name, name.title(), first) for at, (_, _, first) in enumerate(words) for name in (first.lower(), "china"))
    for when, found in ((DAY, [("killed", "37", "82")]), (None, [])):
        articles = [(outlet, when, text, [killed(number)]) for (outlet, text, _), number in zip(words, ("82", "37"), strict=True)]
        assert [row[:3] for row in told(*articles, entities=entities, mentions=named)] == found


def test_the_country_of_the_source_is_not_where_it_happened() -> None:
    first = ("wire", DAY, "Italy says 82 are dead at the Selva depot", [killed("82", source="Italy", source_start=14, source_end=19)])
    second = ("daily", DAY, "In Taiwan 37 are dead at the Selva depot", [killed("37")])
    entities = (("italy", "government"), ("taiwan", "government"))
    both = ((0, "italy", "Italy", "Italy"), (1, "taiwan", "Taiwan", "In Taiwan"))
    assert [row[:3] for row in told(first, second, entities=entities, mentions=both)] == [("killed", "37", "82")]


def test_places_that_share_no_word_are_two_places() -> None:
    first = ("wire", DAY, "Selva: 20 dead", [killed("20", place="Northern Selva")])
    assert told(first, ("daily", DAY, "Selva: 45 dead", [killed("45", place="Port Brisa")])) == []
    assert [row[:3] for row in told(first, ("daily", DAY, "Selva: 45 dead", [killed("45", place="the Selva district")]))] == [
        ("killed", "20", "45")
    ]


def test_a_group_not_named_is_compared_with_a_named_one_only_on_top() -> None:
    first = ("wire", DAY, "...At the Selva depot 20 were killed", [killed("20")])
    second = ("daily", DAY, "...At the Selva depot 45 soldiers were killed", [killed("45", counted_group="soldiers")])
    assert told(first, second) == []
    on_top = [(outlet, when, sentence.removeprefix("..."), figures) for outlet, when, sentence, figures in (first, second)]
    assert [row[:3] for row in told(*on_top)] == [("killed", "20", "45")]


def test_none_contradicts_a_named_group_also_below() -> None:
    none = ("wire", DAY, "...There were no casualties at the Selva depot", [("casualties", "no", 0, 0, {})])
    second = ("daily", DAY, "...At the Selva depot 45 soldiers were killed", [killed("45", counted_group="US:soldiers")])
    assert [row[:3] for row in told(none, second)] == [("killed", "no", "45")]


def test_irans_word_for_american_soldiers_names_the_same_group() -> None:
    none = ("wire", DAY, "No American was killed at Selva", [killed("No", 0, counted_group="US")])
    first = (
        "state",
        DAY,
        "At Selva 80 American terrorists were killed",
        [killed("80", counted_group="US:militants", source="state television")],
    )
    second = ("daily", DAY, "At Selva 80 American soldiers were killed", [killed("80", counted_group="US:soldiers", source="a general")])
    assert [row[:3] for row in told(none, first, second)] == [("killed", "No", "80")]


def test_more_than_ten_times_as_many_are_another_thing() -> None:
    first = ("wire", DAY, "At the Selva depot 40 were killed", [killed("40")])
    assert told(first, ("daily", DAY, "The Selva war has 900 killed", [killed("900")])) == []


def test_one_to_three_are_compared_with_what_counts_the_same() -> None:
    first = ("wire", DAY, "At the Selva depot 3 drivers were killed", [killed("3", counted="drivers")])
    assert told(first, ("daily", DAY, "At the Selva depot 12 were killed", [killed("12")])) == []
    same = ("daily", DAY, "At the Selva depot 12 drivers were killed", [killed("12", counted="the drivers")])
    assert [row[:3] for row in told(first, same)] == [("killed", "3", "12")]


def test_several_and_thousands_state_too_little() -> None:
    first = ("wire", DAY, "At the Selva depot 900 were killed", [killed("900")])
    thousands = ("killed", "thousands", 2000, 9999, {"qualifier": "vague"})
    assert told(first, ("daily", DAY, "At the Selva depot thousands died", [thousands])) == []
    hundreds = ("killed", "hundreds", 200, 899, {"qualifier": "vague"})
    assert [row[:3] for row in told(first, ("daily", DAY, "At the Selva depot hundreds died", [hundreds]))] == [
        ("killed", "hundreds", "900")
    ]


def test_a_toll_that_grew_does_not_disagree_until_the_lower_is_printed_again() -> None:
    first = ("wire", "2020-01-08T06:00", "At Selva 20 were killed", [killed("20")])
    later = ("daily", "2020-01-08T11:00", "At Selva 45 were killed", [killed("45")])
    assert told(first, later) == []
    again = ("state", "2020-01-08T15:00", "At Selva 20 were killed", [killed("20")])
    assert [row[:3] for row in told(first, later, again)] == [("killed", "20", "45")]


def test_numbers_one_source_has_stated_both_are_a_revision_whoever_prints_them() -> None:
    minister = {"source": "the ministry"}
    steps = [("wire", DAY, "At Selva 20 died", [killed("20", **minister)]), ("wire2", DAY, "At Selva 45 died", [killed("45", **minister)])]
    others = [("daily", DAY, "At Selva 20 died", [killed("20")]), ("state", DAY, "At Selva 45 died", [killed("45")])]
    assert [row[:3] for row in told(*others)] == [("killed", "20", "45")]
    assert told(*steps, *others) == []


def test_numbers_side_by_side_in_one_sentence_are_of_two_things() -> None:
    things = {"counted": "rockets"}
    text = "At Selva 18 rockets fell, a marshal said, with 7 rockets missing it"
    figures = [("weapons", "18", 18, 18, {**things, "source": "a marshal"}), ("weapons", "7", 7, 7, things)]
    alone = [("wire", DAY, "At Selva 18 rockets fell", [figures[0]]), ("daily", DAY, "At Selva 7 rockets fell", [figures[1]])]
    assert [row[:3] for row in told(*alone)] == [("weapons", "7", "18")]
    assert told(*alone, ("state", DAY, text, figures)) == []


def test_two_sources_in_one_article_need_a_word_that_sets_them_against_each_other() -> None:
    figures = [
        ("detained", "400", 400, 400, {"source": "a member", "near": "A member"}),
        ("detained", "900", 900, 900, {"source": "a council", "near": "A council"}),
    ]
    assert told(("wire", None, "A member counts 400 held. A council counts 900 held", figures)) == []
    figures[1][4]["near"] = "But a council"
    assert told(("wire", None, "A member counts 400 held. But a council counts 900 held", figures)) == [
        ("detained", "400", "900", "passage")
    ]


def test_votes_sums_and_shares_are_not_compared() -> None:
    for kind in ("other_count", "money", "percent", "troops", "centrifuges"):
        first = ("wire", DAY, "At Selva 20 were counted", [(kind, "20", 20, 20, {"counted": "officials"})])
        second = ("daily", DAY, "At Selva 45 were counted", [(kind, "45", 45, 45, {"counted": "officials"})])
        assert told(first, second) == []


def test_a_states_broadcasters_are_one_source_and_reprints_add_no_number() -> None:
    world = World()
    world.story("s", BASE, date(2020, 1, 8), date(2020, 1, 8), 6, 6)
    world.add("entity", entity_id="iran", name="Iran", kind="government")
    world.article("n", "paper", "2020-01-08T09:00", "Nobody hurt\n\nThe Pentagon said no Americans were killed.", story="s")
    world.figure("n.1", "killed", "no", 0, 0, "The Pentagon", source="The Pentagon", counted_group="US")
    for at, words in enumerate(("Iranian state television", "State television", "state TV", "Iranian state TV", "Its television")):
        weight = ("copy", 0.0, "a0", "o0") if at == 1 else None
        world.article(
            f"a{at}", f"o{at}", f"2020-01-08T0{at}:00", f"Strike\n\n{words} said 80 Americans were killed.", story="s", weight=weight
        )
        world.attribution(
            f"a{at}.1", f"t{at}", words, words, source_class="state_media", speaker_entity_id="iran" if "Iran" in words else None
        )
        world.figure(f"a{at}.1", "killed", "80", 80, 80, words, source=words, said_by=f"t{at}", counted_group="US")
    with world.warehouse() as con:
        found = rows(
            con,
            "SELECT less_sources, len(more_sources), lower(more_sources[1]), more_articles, more_articles_weighted, len(more_outlets)"
            " FROM figure_disagreement",
        )
        assert found == [(["The Pentagon"], 1, found[0][2], 5, 4.0, 5)]
        assert "state" in found[0][2]
        assert rows(con, "SELECT DISTINCT source_key FROM cited") == [("state media of iran",)]


def test_iranian_media_are_not_iran_and_an_agency_with_a_name_is_itself() -> None:
    world = World()
    world.add("entity", entity_id="iran", name="Iran", kind="government")
    world.add("entity", entity_id="irna", name="IRNA", kind="media")
    text = "Strike\n\nIranian media said so. State news agency IRNA said so. Tehran's officials said so. He said so."
    world.article("a", "wire", DAY, text)
    for name, words, entity in (("m", "Iranian media", "iran"), ("i", "State news agency IRNA", "irna"), ("h", "He", None)):
        world.attribution("a.1", name, words, words, speaker_entity_id=entity)
    with world.warehouse() as con:
        found = rows(con, "SELECT attribution_id, source_key, source, unresolved FROM cited ORDER BY 1")
        assert found == [("h", None, None, True), ("i", "irna", "IRNA", False), ("m", "iranian media", "Iranian media", False)]
        cited = rows(con, "SELECT source, unresolved, attributions FROM sources_cited ORDER BY 1")
        assert cited == [("IRNA", False, 1), ("Iranian media", False, 1), (None, True, 1)]


def test_a_source_nobody_can_name_is_told_as_such() -> None:
    world = World()
    world.article("a", "wire", DAY, "Strike\n\nHe said 80 were killed.")
    world.attribution("a.1", "h", "He", "He", speaker=None)
    world.figure("a.1", "killed", "80", 80, 80, "He", source="He", said_by="h")
    with world.warehouse() as con:
        assert rows(con, "SELECT source, source_unresolved FROM claims") == [("somebody not identified (He)", True)]


def test_a_date_long_past_in_the_sentence_makes_both_incomparable() -> None:
    world = World()
    world.story("s", BASE, date(2020, 1, 8), date(2020, 1, 8), 2, 2)
    for name, outlet, text in (("a", "wire", "At Selva 290 died in 1988"), ("b", "daily", "At Selva 176 died")):
        world.article(name, outlet, DAY, f"Headline\n\n{text}.", story="s")
        world.figure(f"{name}.1", "killed", text.split()[2], int(text.split()[2]), int(text.split()[2]), "At Selva")
    year = {"value_start": date(1988, 1, 1), "value_end": date(1988, 12, 31), "grain": "year", "form": "absolute", "surface": "1988"}
    world.add("date_mention", date_id="d", version_id="a.1", extractor_id=EXTRACTOR, start=31, end=35, **year)
    with world.warehouse() as con:
        assert rows(con, "SELECT count(*) FROM figure_disagreement") == [(0,)]
