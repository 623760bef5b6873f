"""What every mart answers on a world made by hand, worked out by hand."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hand_world import EXTRACTOR, World, al_asad, rows

from pipeline.store import marts


@pytest.fixture(scope="module")
def con():
    with al_asad().warehouse() as held:
        yield held


def test_every_mart_declares_what_it_is() -> None:
    held = marts.marts()
    assert len(held) >= 6
    for mart in held:
        assert all((mart.title, mart.answers, mart.grain)), mart.name
        assert all(text.strip() for text in mart.columns.values()), mart.name


def test_articles_are_those_shown_with_weight_and_story(con) -> None:
    found = rows(
        con, "SELECT article_id, outlet, published_day, weight, syndication_role, source_outlet_id, story FROM articles ORDER BY 1"
    )
    assert [row[0] for row in found] == ["d1", "d2", "n1", "p1", "t1", "w1"]
    assert found[3] == ("p1", "The Paper", date(2020, 1, 8), 0.0, "copy", "wire", "Missiles hit Al-Asad")
    assert found[2] == ("n1", "newcomer.example", None, 1.0, None, None, None)


def test_an_article_on_no_stored_page_is_left_out() -> None:
    world = al_asad()
    next(page for page in world.rows["page"] if page["page_id"] == "page p1").update(fate="duplicate", duplicate_of="page w1")
    with world.warehouse() as con:
        assert rows(con, "SELECT count(*) FROM articles WHERE article_id = 'p1'") == [(0,)]
        assert rows(con, "SELECT count(*) FROM figures WHERE article_id = 'p1'") == [(0,)]
        assert rows(con, "SELECT count(*) FROM mentions WHERE article_id = 'p1'") == [(0,)]


def test_figures_are_the_newest_reading_of_the_current_version(con) -> None:
    found = rows(con, "SELECT article_id, surface, value_low, extractor_id FROM figures ORDER BY article_id, start")
    assert {row[3] for row in found} == {EXTRACTOR}
    assert [(row[0], row[1]) for row in found] == [
        ("d1", "34"),  # not the 11 of the first version
        ("d2", "50"),
        ("n1", "over 100"),
        ("n1", "110"),
        ("p1", "no"),
        ("t1", "80"),  # not the older reading's 8
        ("t1", "At least 80"),
        ("t1", "15"),
        ("w1", "no"),
    ]


def test_a_figure_stands_in_its_sentence(con) -> None:
    found = rows(con, "SELECT surface, start_in_sentence, sentence, weight, source_class, speaker_entity_id FROM figures")
    for surface, start, sentence, *_ in found:
        assert sentence[start : start + len(surface)] == surface
    wire = rows(con, "SELECT sentence, weight, source_class, speaker_entity_id FROM figures WHERE article_id = 'w1'")
    assert wire == [("There were no American casualties, the Pentagon said", 1.0, "military", "pentagon")]


def test_an_older_reading_is_shown_where_nothing_newer_read_the_version() -> None:
    world = al_asad()
    world.article("o1", "daily", "2020-01-20T00:00", "Old\n\nIn all 7 were hurt.")
    world.figure("o1.1", "injured", "7", 7, 7, "In all", extractor_id="reader-1")
    with world.warehouse() as con:
        assert rows(con, "SELECT value_low, extractor_id FROM figures WHERE article_id = 'o1'") == [(7.0, "reader-1")]
        assert rows(con, "SELECT extractor_id, readings FROM version_reading WHERE version_id = 't1.1'") == [(EXTRACTOR, 2)]


def test_quotes_attributions_and_mentions_carry_outlet_and_weight(con) -> None:
    assert rows(con, "SELECT outlet, content, speaker, weight FROM quotes") == [("Wire", "no American casualties", "the Pentagon", 1.0)]
    assert rows(con, "SELECT outlet, anonymous, weight FROM attributions WHERE article_id IN ('p1', 't1') ORDER BY 1") == [
        ("State TV", True, 1.0),
        ("The Paper", False, 0.0),
    ]
    # The older reading took 'missiles' for the Pentagon; it is not shown.
    assert rows(con, "SELECT outlet, entity, side, surface FROM mentions WHERE article_id = 't1'") == [
        ("State TV", "Revolutionary Guards", "iran", "The Guards")
    ]


def test_coverage_counts_by_publication_day_and_marks_gaps(con) -> None:
    found = rows(con, "SELECT outlet, day, articles, articles_weighted, figures, looks_failed, gap FROM coverage_by_outlet_day")
    assert found == [
        ("The Paper", date(2020, 1, 8), 1, 0.0, 1, 0, False),
        ("State TV", date(2020, 1, 8), 1, 1.0, 3, 0, False),
        ("Wire", date(2020, 1, 8), 1, 1.0, 1, 0, False),
        ("The Paper", date(2020, 1, 9), 0, 0.0, 0, 1, True),
        ("The Daily", date(2020, 1, 17), 1, 1.0, 1, 0, False),
        ("The Daily", date(2020, 1, 24), 1, 1.0, 1, 0, False),
    ]


def test_share_of_voice_has_its_counts_beside_it(con) -> None:
    found = rows(
        con,
        "SELECT outlet, articles, articles_weighted, outlet_articles, share, share_weighted FROM share_of_voice"
        " WHERE entity_id = 'pentagon' ORDER BY outlet",
    )
    assert found == [("The Daily", 1, 1.0, 2, 0.5, 0.5), ("The Paper", 1, 0.0, 1, 1.0, None), ("Wire", 1, 1.0, 1, 1.0, 1.0)]
    assert rows(con, "SELECT DISTINCT month FROM share_of_voice") == [(date(2020, 1, 1),)]


def test_figures_by_story_and_outlet(con) -> None:
    found = rows(
        con,
        "SELECT outlet, kind, counted_group, value_low, value_high, surfaces, sources, own_voice, articles FROM figures_by_story_outlet"
        " WHERE story_id = 's1' AND outlet IN ('The Daily', 'Wire') ORDER BY outlet, kind",
    )
    assert found == [
        ("The Daily", "injured", "soldiers", 34.0, 50.0, ["34", "50"], ["Pentagon"], 1, 2),
        ("Wire", "casualties", "", 0.0, 0.0, ["no"], ["Pentagon"], 0, 1),
        ("Wire", "injured", "", 0.0, 0.0, ["no"], ["Pentagon"], 0, 1),
        ("Wire", "killed", "", 0.0, 0.0, ["no"], ["Pentagon"], 0, 1),
    ]


def test_at_least_80_and_none_disagree_and_a_copy_adds_no_row(con) -> None:
    found = rows(
        con,
        "SELECT kind, counted_group, less_surface, less_source, less_outlets, less_articles, less_articles_weighted,"
        " more_surface, more_source, more_outlets, gap FROM figure_disagreement WHERE story_id = 's1' ORDER BY counted_group",
    )
    assert found == [
        ("killed", "soldiers", "no", "Pentagon", ["The Paper", "Wire"], 2, 1.0, "At least 80", "an informed source", ["State TV"], 80.0)
    ]


def test_a_disagreement_shows_both_sentences_and_the_originals_first(con) -> None:
    ((less, less_outlet, less_url, more, more_start),) = rows(
        con,
        "SELECT less_sentence, less_outlet, less_url, more_sentence, more_start FROM figure_disagreement"
        " WHERE counted_group = 'soldiers' AND kind = 'killed'",
    )
    assert less == "There were no American casualties, the Pentagon said"
    assert (less_outlet, less_url) == ("Wire", "https://wire.example/w1")
    assert more[more_start:].startswith("At least 80")


def two(
    first: dict, second: dict, *, outlets=("wire", "daily"), days=("2020-01-08T05:00", "2020-01-08T05:00"), tail=" in all"
) -> list[tuple]:
    """Disagreements between one figure in each of two articles of one story."""
    world = World()
    world.story("s", "S", date(2020, 1, 8), date(2020, 1, 8), 2, 2)
    for name, outlet, when, figure in zip("ab", outlets, days, (first, second), strict=True):
        world.article(name, outlet, when, f"Headline\n\nIt counts {figure['surface']}{tail}.", story="s")
        world.figure(f"{name}.1", figure.pop("kind", "injured"), low=figure.pop("low"), high=figure.pop("high"), near="It counts", **figure)
    with world.warehouse() as con:
        return rows(con, "SELECT kind, less_surface, more_surface FROM figure_disagreement")


def figure(surface: str, low: float | None, high: float | None, **values) -> dict:
    return {"surface": surface, "low": low, "high": high, **values}


def test_over_100_and_110_do_not_disagree() -> None:
    assert two(figure("over 100", 100, None, low_inclusive=False), figure("110", 110, 110)) == []


def test_wordings_of_one_number_do_not_disagree() -> None:
    assert two(figure("over 100", 100, None, qualifier="more_than", low_inclusive=False), figure("100", 100, 100)) == []
    assert two(figure("at least 100", 100, None, qualifier="at_least"), figure("100", 100, 100)) == []
    about = figure("about 120", 108, 132, qualifier="about")
    assert two(dict(about), figure("100", 100, 100)) == [("injured", "100", "about 120")]


def test_two_outlets_in_their_own_voice_disagree_and_one_revises() -> None:
    assert two(figure("11", 11, 11), figure("34", 34, 34)) == [("injured", "11", "34")]
    assert two(figure("11", 11, 11), figure("34", 34, 34), outlets=("wire", "wire")) == []


def test_one_source_never_disagrees_with_itself() -> None:
    assert two(figure("11", 11, 11, source="The Ministry"), figure("34", 34, 34, source="the ministry")) == []
    assert two(figure("11", 11, 11, source="the ministry"), figure("34", 34, 34, source="a nurse")) == [("injured", "11", "34")]


def test_tolls_of_different_days_are_not_compared() -> None:
    later = ("2020-01-08T00:00", "2020-01-13T00:00")
    assert two(figure("11", 11, 11), figure("34", 34, 34), days=later) == []
    running = {"cumulative": True}
    assert two(figure("11", 11, 11, **running), figure("34", 34, 34, **running), days=("2020-01-08T00:00", "2020-01-09T00:00")) == []


def test_different_groups_kinds_and_stances_are_not_compared() -> None:
    assert two(figure("11", 11, 11, counted_group="civilians"), figure("34", 34, 34, counted_group="soldiers")) == []
    assert two(figure("11", 11, 11, kind="killed"), figure("34", 34, 34)) == []
    assert two(figure("11", 11, 11, stance="denied"), figure("34", 34, 34)) == []
    assert two(figure("11", 11, 11, kind="money", unit="USD"), figure("34", 34, 34, kind="money", unit="EUR")) == []


def test_a_part_contradicts_no_whole_but_a_whole_smaller_than_its_part_does() -> None:
    canadians, soldiers = {"counted_group": "CA"}, {"counted_group": "US:soldiers"}
    assert two(figure("63", 63, 63, **canadians), figure("176", 176, 176, counted_group="people")) == []
    assert two(figure("11", 11, 11, counted_group="people"), figure("34", 34, 34, **soldiers)) == [("injured", "11", "34")]
    assert two(figure("11", 11, 11, counted_group="soldiers"), figure("34", 34, 34, **soldiers)) == [("injured", "11", "34")]
    assert two(figure("4", 4, 4), figure("34", 34, 34)) == [("injured", "4", "34")]
    assert two(figure("4", 4, 4), figure("34", 34, 34), tail=" of them children") == []


def test_none_of_the_americans_says_nothing_of_others() -> None:
    americans = figure("no", 0, 0, kind="casualties", counted_group="US")
    assert two(dict(americans), figure("80", 80, 80, counted_group="people")) == []
    assert two(dict(americans), figure("80", 80, 80, counted_group="militants")) == []
    assert two(dict(americans), figure("80", 80, 80, counted_group="US:soldiers")) == [("injured", "no", "80")]
    assert two(dict(americans), figure("80", 80, 80, counted_group="soldiers")) == [("injured", "no", "80")]


def test_things_are_compared_by_the_words_counted() -> None:
    missiles = {"kind": "weapons", "counted": "Missiles"}
    assert two(figure("15", 15, 15, **missiles), figure("22", 22, 22, **{**missiles, "counted": "missiles"})) == [("weapons", "15", "22")]
    assert two(figure("15", 15, 15, kind="weapons"), figure("22", 22, 22, kind="weapons")) == []


def test_times_long_past_are_not_the_story() -> None:
    then = {"period_from": date(1988, 7, 3), "period_to": date(1988, 7, 3)}
    assert two(figure("290", 290, 290, **then), figure("34", 34, 34)) == []


def test_a_year_long_past_in_the_sentence_makes_a_figure_background() -> None:
    world = World()
    for name, outlet, text in (("a", "wire", "It counts 290 in 1988 alone"), ("b", "daily", "It counts 176 in all")):
        world.article(name, outlet, "2020-01-08T00:00", f"Headline\n\n{text}.", story="s")
    world.figure("a.1", "killed", "290", 290, 290, "It counts")
    world.figure("b.1", "killed", "176", 176, 176, "It counts")
    world.story("s", "S", date(2020, 1, 8), date(2020, 1, 8), 2, 2)
    with world.warehouse() as con:
        assert rows(con, "SELECT count(*) FROM figure_disagreement") == [(1,)]
    year = {"value_start": date(1988, 1, 1), "value_end": date(1988, 12, 31), "grain": "year", "form": "absolute", "surface": "1988"}
    world.add("date_mention", date_id="d", version_id="a.1", extractor_id=EXTRACTOR, start=27, end=31, **year)
    with world.warehouse() as con:
        assert rows(con, "SELECT count(*) FROM figure_disagreement") == [(0,)]
        assert rows(con, "SELECT is_background, period_from FROM claims WHERE article_id = 'a'") == [(True, date(1988, 1, 1))]


def test_a_single_victim_without_a_number_contradicts_nobody() -> None:
    assert two(figure("a", 1, 1), figure("34", 34, 34)) == []


def test_two_sources_in_one_article_without_a_story_disagree() -> None:
    world = World()
    world.article("a", "daily", None, "Headline\n\nA nurse counts 11 in all. The ministry, however, counts 34 in all.")
    world.figure("a.1", "injured", "11", 11, 11, "A nurse", source="A nurse")
    world.figure("a.1", "injured", "34", 34, 34, "The ministry", source="The ministry")
    with world.warehouse() as con:
        assert rows(
            con, "SELECT story, less_source, more_source, in_story FROM (SELECT *, story_id IS NULL AS in_story FROM figure_disagreement)"
        ) == [("Headline", "A nurse", "The ministry", True)]


def test_a_figure_is_followed_through_versions_outlet_source_and_story(con) -> None:
    found = rows(
        con, "SELECT scope, scope_name, step, direction, from_surface, to_surface, to_at FROM figure_revision WHERE kind = 'injured'"
    )
    second = datetime(2020, 1, 18, 11)  # noqa: DTZ001 - naive UTC; when the second version was first seen
    later = datetime(2020, 1, 24, 10)  # noqa: DTZ001
    assert found == [
        ("article", "The Daily: Missiles hit Al-Asad", 1, "up", "11", "34", second),
        ("outlet", "The Daily", 1, "up", "11", "34", second),
        ("outlet", "The Daily", 2, "up", "34", "50", later),
        ("source", "Pentagon", 1, "up", "11", "34", second),
        ("story", "Missiles hit Al-Asad", 1, "up", "11", "34", second),
        ("story", "Missiles hit Al-Asad", 2, "up", "34", "50", later),
    ]


def test_a_toll_revised_five_times_is_one_line() -> None:
    world = World()
    world.story("s", "Injuries", date(2020, 1, 17), date(2020, 2, 10), 5, 5)
    said = [("17", 11), ("24", 34), ("28", 50), ("31", 64), ("10", 109)]
    for at, (on, count) in enumerate(said):
        month = "02" if on == "10" else "01"
        world.article(f"a{at}", f"outlet{at}", f"2020-{month}-{on}T00:00", f"Headline\n\nThe Pentagon counts {count} hurt.", story="s")
        world.figure(f"a{at}.1", "injured", str(count), count, count, "The Pentagon", source="The Pentagon", counted_group="soldiers")
    world.article("b", "tabloid", "2020-02-10T09:00", "Headline\n\nThe toll rose from 64 to 109 hurt.", story="s")
    for count in (64, 109):
        world.figure("b.1", "injured", str(count), count, count, "The toll", counted_group="soldiers")
    with world.warehouse() as con:
        for scope in ("story", "source"):
            found = rows(con, f"SELECT from_low, to_low, direction FROM figure_revision WHERE scope = '{scope}' ORDER BY step")  # noqa: S608
            assert found == [(11, 34, "up"), (34, 50, "up"), (50, 64, "up"), (64, 109, "up")]
        # Nobody of them contradicts another: they said it on other days.
        assert rows(con, "SELECT count(*) FROM figure_disagreement WHERE days_apart > 3") == [(0,)]


def line_of(*articles: tuple, scope: str = "story", kind: str = "injured") -> list[tuple]:
    """Steps of one story's line; an article is (outlet, day of January 2020, sentence, [(surface, value, values)])."""
    world = World()
    world.story("s", "S", date(2020, 1, 8), date(2020, 1, 31), len(articles), len(articles))
    for at, (outlet, on, text, figures) in enumerate(articles):
        world.article(f"a{at}", outlet, f"2020-01-{on:02}T00:00", text, story="s")
        for surface, value, values in figures:
            given = {"kind": kind, "low": value, "high": value} | values
            near = given.pop("near", text.split("\n\n")[1][:12])
            world.figure(f"a{at}.1", given.pop("kind"), surface, given.pop("low"), given.pop("high"), near, **given)
    with world.warehouse() as con:
        query = f"SELECT from_surface, to_surface, counted_group FROM figure_revision WHERE scope = '{scope}' ORDER BY step"  # noqa: S608
        return rows(con, query)


def test_claims_that_name_their_group_more_or_less_closely_are_one_line() -> None:
    found = line_of(
        ("wire", 10, "Toll\n\nAt first light 34 hurt.", [("34", 34, {})]),
        ("wire", 12, "Toll\n\nAgain 34 troops hurt.", [("34", 34, {"counted_group": "US:soldiers"})]),
        ("wire", 14, "Toll\n\nNow 50 troops hurt.", [("50", 50, {"counted_group": "soldiers"})]),
        ("wire", 16, "Toll\n\nAgain 50 U.S. troops hurt.", [("50", 50, {"counted_group": "US:soldiers"})]),
        ("wire", 18, "Toll\n\nNow 64 hurt.", [("64", 64, {"counted_group": "US:soldiers"})]),
        ("wire", 19, "Toll\n\nNow 9 Canadians hurt.", [("9", 9, {"counted_group": "CA"})]),
    )
    assert found == [("34", "50", "US:soldiers"), ("50", "64", "US:soldiers")]


def test_a_headlines_more_than_100_is_the_texts_109() -> None:
    over = ("More than 100", 100, {"high": None, "low_inclusive": False, "qualifier": "more_than", "near": "More than 100"})
    found = line_of(
        ("wire", 10, "Toll\n\nSo far 64 hurt.", [("64", 64, {})]),
        ("wire", 20, "More than 100 hurt\n\nIt is 109 hurt.", [over, ("109", 109, {})]),
    )
    assert found == [("64", "109", "")]


def test_an_old_number_printed_late_and_a_rivals_none_are_no_step() -> None:
    found = line_of(
        ("wire", 10, "Toll\n\nSo far 34 hurt.", [("34", 34, {})]),
        ("wire", 14, "Toll\n\nSo far 50 hurt.", [("50", 50, {})]),
        ("state", 16, "Toll\n\nSo far 34 hurt.", [("34", 34, {})]),
        ("paper", 18, "Toll\n\nHe said no one was hurt.", [("no one", 0, {"source": "He"})]),
        ("wire", 20, "Toll\n\nSo far 64 hurt.", [("64", 64, {})]),
    )
    assert found == [("34", "50", ""), ("50", "64", "")]


def test_numbers_that_rivals_state_do_not_follow_each_other() -> None:
    found = line_of(
        ("wire", 10, "Toll\n\nSo far 20 dead.", [("20", 20, {"source": "a nurse"})]),
        ("daily", 10, "Toll\n\nSo far 50 dead.", [("50", 50, {"source": "the army"})]),
        ("paper", 11, "Toll\n\nSo far 20 dead.", [("20", 20, {"source": "a nurse"})]),
        kind="killed",
    )
    assert found == []


def test_across_articles_only_people_harmed_are_followed() -> None:
    found = line_of(
        ("wire", 10, "Plant\n\nIt holds 200 centrifuges.", [("200", 200, {"counted": "centrifuges"})]),
        ("wire", 14, "Plant\n\nIt holds 300 centrifuges.", [("300", 300, {"counted": "centrifuges"})]),
        scope="outlet",
        kind="centrifuges",
    )
    assert found == []


def test_a_revision_down_is_told() -> None:
    world = World()
    world.article("a", "daily", "2020-01-07T00:00", "Crush\n\nIn all 56 people died.", "Crush\n\nIn all 50 people died.")
    world.figure("a.1", "killed", "56", 56, 56, "In all")
    world.figure("a.2", "killed", "50", 50, 50, "In all")
    with world.warehouse() as con:
        assert rows(con, "SELECT direction, from_low, to_low FROM figure_revision WHERE scope = 'article'") == [("down", 56, 50)]


def test_naming_choice_tells_own_voice_from_quotation(con) -> None:
    found = rows(
        con,
        "SELECT outlet, variant, own_voice, quoted, own_voice_weighted, own_voice_total, own_voice_share FROM naming_choice ORDER BY outlet",
    )
    assert found == [
        ("The Daily", "regime", 1, 1, 1.0, 1, 1.0),
        ("The Paper", "authorities", 1, 0, 0.0, 1, 1.0),
        ("Wire", "authorities", 1, 0, 1.0, 1, 1.0),
    ]


def test_sources_cited_names_the_source_and_tells_the_unnamed(con) -> None:
    found = rows(
        con,
        "SELECT outlet, source, source_class, anonymous, attributions, attributions_weighted, claimed, share FROM sources_cited ORDER BY 1",
    )
    assert found == [
        ("State TV", "informed source", "unknown", True, 1, 1.0, 1, 1.0),
        ("The Daily", "Pentagon", "military", False, 1, 1.0, 0, 1.0),
        ("The Paper", "Pentagon", "military", False, 1, 0.0, 0, 1.0),
        ("Wire", "Pentagon", "military", False, 1, 1.0, 0, 1.0),
        ("newcomer.example", "One official", "government", True, 1, 1.0, 0, 1.0),
    ]


def test_every_page_is_accounted_for_once(con) -> None:
    found = rows(con, "SELECT outlet, fate, reason, pages, outlet_pages FROM accounting WHERE outlet_id IN ('paper', 'wire', 'new')")
    assert found == [
        ("newcomer.example", "stored", None, 1, 1),
        ("The Paper", "failed", "timeout", 1, 3),
        ("The Paper", "skipped", "not_relevant", 1, 3),
        ("The Paper", "stored", None, 1, 3),
        ("Wire", "duplicate", "same_article", 1, 2),
        ("Wire", "stored", None, 1, 2),
    ]
    assert rows(con, "SELECT (SELECT sum(pages) FROM accounting) = (SELECT count(*) FROM page)") == [(True,)]
    assert rows(con, "SELECT catalogued FROM accounting WHERE outlet_id = 'new'") == [(False,)]


def test_stories_count_copies_once(con) -> None:
    assert rows(con, "SELECT story, articles, articles_weighted, outlets FROM stories") == [("Missiles hit Al-Asad", 5, 4.0, 4)]


def test_every_mart_is_built_on_an_empty_warehouse() -> None:
    with World().warehouse() as con:
        for mart in marts.marts():
            assert rows(con, f"SELECT count(*) FROM {mart.name}") == [(0,)], mart.name  # noqa: S608
