"""What the ready questions answer on the second world made by hand (`depot_world`), worked out from its texts."""

from __future__ import annotations

from datetime import date, datetime
from math import isclose, sqrt

import pytest
from depot_world import depot
from hand_world import World, al_asad

from pipeline.store.analyses import analysis, bind, run_analysis

MONTH, DAY, NEXT_DAY = date(2026, 1, 1), date(2026, 1, 5), date(2026, 1, 6)


def asker(path, world):
    asked = world.published(path)

    def ask(analysis, /, **given):
        return run_analysis(asked, analysis, given).rows(named=True)

    return ask


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    return asker(tmp_path_factory.mktemp("depot") / "current.duckdb", depot())


@pytest.fixture(scope="module")
def ask_al_asad(tmp_path_factory):
    return asker(tmp_path_factory.mktemp("al_asad") / "current.duckdb", al_asad())


def wilson(k, n):
    """Wilson's score interval, 95 percent, as in his paper of 1927: the two roots of a quadratic."""
    z = 1.959964
    middle, spread = (k + z * z / 2) / (n + z * z), z / (n + z * z) * sqrt(k * (n - k) / n + z * z / 4)
    return middle - spread, middle + spread


def pick(rows, *names):
    return [tuple(row[name] for name in names) for row in rows]


def test_share_over_time_counts_silence_and_carries_its_interval(ask) -> None:
    (month,) = ask("voice_over_time", entity="interior")
    assert (month["entity"], month["period"], month["articles"], month["all_articles"], month["share"]) == (
        "Interior Ministry",
        MONTH,
        2,
        5,
        0.4,
    )
    assert (month["articles_weighted"], month["all_weighted"], month["share_weighted"]) == (2.0, 4.0, 0.5)
    for given, (low, high) in (((2, 5), ("share_low", "share_high")), ((2, 4), ("share_weighted_low", "share_weighted_high"))):
        assert all(isclose(found, wanted, abs_tol=1e-5) for found, wanted in zip((month[low], month[high]), wilson(*given), strict=True))
    days = ask("voice_over_time", entity="ministry", by="day")
    assert pick(days, "period", "articles", "all_articles", "share") == [(DAY, 2, 4, 0.5), (NEXT_DAY, 0, 1, 0.0)]
    assert ask("voice_over_time", entity="nobody at all") == []


def test_who_gives_whom_a_voice_tells_copies_from_own_words(ask, ask_al_asad) -> None:
    found = ask("voice_by_outlet", entity="ministry")
    assert pick(found, "outlet", "articles", "share_weighted") == [
        ("The Daily", 1, 1.0),
        ("Wire", 1, 1.0),
        ("State TV", 0, 0.0),
        ("The Local", 0, 0.0),
        ("The Paper", 0, None),
    ]
    (paper,) = [row for row in ask_al_asad("voice_by_outlet", entity="pentagon") if row["outlet"] == "The Paper"]
    assert (paper["articles"], paper["share"], paper["articles_weighted"], paper["share_weighted_low"]) == (1, 1.0, 0.0, None)


def test_who_is_cited(ask) -> None:
    found = ask("who_is_cited")
    assert pick(found[:3], "source", "attributions", "attributions_weighted", "unnamed", "doubted", "outlets") == [
        ("minister", 2, 2.0, 1, 1, 1),
        ("official", 2, 1.0, 2, 0, 2),
        ("Interior Ministry", 1, 1.0, 1, 0, 1),
    ]
    assert {row["all_attributions"] for row in found} == {8}
    assert pick(ask("who_is_cited", outlet="daily", **{"class": "military"}), "source", "all_attributions", "share") == [
        ("Pentagon", 1, 1.0)
    ]
    assert ask("who_is_cited", first="2026-01-06") == []


def test_said_or_claimed_puts_officials_without_a_name_to_their_countrys_side(ask) -> None:
    found = ask("said_or_claimed")
    assert pick(found, "outlet", "side", "attributions", "claimed", "denied", "unnamed", "claimed_share_weighted") == [
        ("State TV", "iran", 1, 0, 0, 0, 0.0),
        ("The Daily", "iran", 3, 1, 0, 1, 1 / 3),
        ("The Daily", "us", 1, 0, 1, 0, 0.0),
        ("The Paper", "iran", 1, 0, 0, 1, None),
        ("Wire", "iran", 2, 0, 0, 2, 0.0),
    ]
    assert pick(ask("said_or_claimed", side="us"), "outlet") == [("The Daily",)]


def test_whose_side_speaks(ask) -> None:
    found = ask("whose_side_speaks", outlet="daily")
    assert pick(found, "country", "attributions", "outlet_attributions", "share", "officials") == [
        ("IR", 3, 4, 0.75, 3),
        ("US", 1, 4, 0.25, 1),
    ]
    assert isclose(found[0]["share_low"], wilson(3, 4)[0], abs_tol=1e-5)
    assert ask("whose_side_speaks", least="5") == []


def test_through_whom_it_came(ask) -> None:
    found = ask("attribution_chains")
    assert pick(found, "chain", "links", "first_source", "anonymous") == [("The Daily <- State News <- a minister", 2, "a minister", True)]
    assert len(ask("attribution_chains", least="1")) == 8
    assert pick(ask("attribution_chains", least="1", words="governor"), "outlet") == [("State TV",)]
    copied = [row for row in ask("attribution_chains", least="1") if row["outlet"] == "The Paper"]
    assert pick(copied, "copied_from", "weight") == [("Wire", 0.0)]


def test_independent_sources_do_not_count_the_reprint(ask) -> None:
    (twelve, ten) = ask("independent_sources")
    # Wire's ministry and the Daily's minister, and the Paper's own voice, which is Wire's.
    assert (twelve["number"], twelve["articles"], twelve["articles_weighted"], twelve["outlets"], twelve["voices"]) == (12.0, 3, 2.0, 3, 2)
    assert twelve["named_sources"] == ["Interior Ministry", "a minister"]
    assert (twelve["independent"], twelve["unsourced"], twelve["first_outlet"]) == (3, 1, "Wire")
    assert (ten["number"], ten["named_sources"], ten["independent"]) == (10.0, [], 1)


def test_what_the_copier_changed(ask) -> None:
    (found,) = ask("changed_in_wire_copy")
    assert (found["outlet"], found["original_outlet"], found["headline"], found["original_headline"]) == (
        "The Paper",
        "Wire",
        "Blast kills 12",
        "Blast kills at least 12",
    )
    assert (found["numbers_dropped"], found["numbers_added"], found["requalified"]) == (["3 million dollars"], [], ["at least 12 -> 12"])
    assert (found["sources_dropped"], found["quotes_dropped"], found["quotes_added"], found["quotes_changed"]) == (
        ["an Interior Ministry official"],
        ["Nobody warned us"],
        [],
        [],
    )
    assert (found["sentences_changed"], found["sentences_dropped"], found["sentences_added"]) == (0, 3, 1)


def test_a_copy_in_which_nothing_was_changed_is_listed_only_if_asked_for(ask_al_asad) -> None:
    assert ask_al_asad("changed_in_wire_copy") == []
    (found,) = ask_al_asad("changed_in_wire_copy", unchanged="true")
    assert (found["outlet"], found["numbers_dropped"], found["sentences_dropped"]) == ("The Paper", [], 0)


def test_who_left_out_what_most_carried(ask) -> None:
    (found,) = ask("left_out")
    # The Local's 'over 10' holds 12; State TV prints no number of dead, and a day of it was not read.
    assert (found["outlet"], found["kind"], found["carried_by"], found["carried_by_voices"], found["story_outlets"]) == (
        "State TV",
        "killed",
        3,
        2,
        5,
    )
    assert (found["instead"], found["gap_days"], found["outlet_articles_weighted"]) == ([], 1, 1.0)
    assert ask("left_out", share="0.9") == []
    assert ask("left_out", least="6") == []


def test_the_toll_day_by_day(ask) -> None:
    found = ask("toll_by_day", words="DEPOT")
    assert pick(found, "day", "outlet", "source", "number", "articles_weighted") == [
        (DAY, "The Daily", "a minister", "12", 1.0),
        (DAY, "Wire", "Interior Ministry", "At least 12", 1.0),
        (NEXT_DAY, "The Local", None, "Over 10", 1.0),
    ]
    assert pick(ask("toll_by_day", copies="true", last="2026-01-05"), "outlet", "articles_weighted") == [
        ("The Daily", 1.0),
        ("The Paper", 0.0),
        ("Wire", 1.0),
    ]
    # A later version's number is of the day it was first seen.
    assert pick(ask("toll_by_day", kind="injured"), "day", "number") == [(DAY, "40"), (NEXT_DAY, "45")]


def test_what_was_edited(ask) -> None:
    (found,) = ask("edited_articles", figures="true")
    assert (found["outlet"], found["headline"], found["first_headline"], found["versions"]) == (
        "State TV",
        "Small fire at depot",
        "Fire at depot",
        2,
    )
    assert (found["figures_revised"], found["words_before"], found["words_now"]) == (["injured 40 -> 45"], 19, 20)
    assert found["last_change"] == datetime(2026, 1, 6, 19)  # noqa: DTZ001 - naive UTC
    assert (found["edits"], found["silent_edits"], found["declared"]) == (2, 2, [])
    assert len(ask("edited_articles", silent="true")) == 1


def test_why_no_name_was_given(ask) -> None:
    found = ask("anonymity_reasons")
    assert pick(found, "outlet", "unnamed", "reasoned", "reasoned_share_weighted", "reasons") == [
        ("Wire", 2, 1, 0.5, ["not authorised"]),
        ("The Daily", 1, 0, 0.0, []),
        ("The Paper", 1, 0, None, []),
    ]


def test_how_much_is_wire_copy(ask) -> None:
    found = ask("wire_dependence")
    assert pick(found[:2], "outlet", "articles", "copies", "own_articles", "own_share", "copied_from") == [
        ("The Paper", 1, 1, 0.0, 0.0, ["Wire 1"]),
        ("State TV", 1, 0, 1.0, 1.0, []),
    ]


def test_own_voice_numbers(ask) -> None:
    found = {row["outlet"]: row for row in ask("own_voice_numbers")}
    assert pick([found["Wire"]], "figures", "own_voice", "own_voice_share", "qualified") == [(2, 1, 0.5, 2)]
    assert pick([found["The Paper"]], "own_voice", "figures_weighted", "own_voice_share_weighted") == [(2, 0.0, None)]
    assert pick([found["State TV"]], "figures", "own_voice") == [(1, 0)]  # the denied ones are not asserted


def test_who_printed_it_first_and_how_long_others_took(ask) -> None:
    (found,) = ask("first_to_print")
    assert (found["first_outlet"], found["number"], found["first_source"], found["outlets"], found["voices"]) == (
        "Wire",
        "at least 12",
        "Interior Ministry",
        3,
        2,
    )
    assert (found["next_outlet"], found["hours_to_next"], found["hours_to_last"]) == ("The Daily", 6.0, 6.0)


def test_what_somebody_was_quoted_saying(ask) -> None:
    found = ask("quotes_of", speaker="interior ministry")
    assert pick(found, "quotation", "articles", "articles_weighted", "outlets", "first_outlet") == [
        ("We heard two blasts,", 2, 1.0, 2, "Wire"),
        ("Nobody warned us", 1, 1.0, 1, "Wire"),
    ]
    assert ask("quotes_of", speaker="ministry", words="warned", first="2026-01-06") == []


def test_the_biggest_stories(ask, ask_al_asad) -> None:
    assert pick(ask("biggest_stories"), "articles", "articles_weighted", "outlets", "outlets_own", "disagreements") == [(5, 4.0, 5, 4, 0)]
    assert pick(ask_al_asad("biggest_stories"), "disagreements", "revisions") == [(1, 2)]


def test_how_reliable_the_readings_are(ask) -> None:
    assert pick(ask("how_reliable"), "metric", "value", "support", "shown") == [("precision", 0.9, 100, True), ("recall", 0.8, 100, True)]
    assert ask("how_reliable", kind="killed") == []


def test_who_denied_which_number(ask) -> None:
    (found,) = ask("denied_figures")
    assert (found["outlet"], found["number"], found["asserted_by"]) == ("State TV", "12", ["Interior Ministry", "a minister"])
    assert found["asserted_in"] == ["The Daily", "The Paper", "Wire"]


def test_where_we_do_not_know(ask) -> None:
    assert pick(ask("where_we_do_not_know"), "outlet", "days", "gap_days", "looks", "failed", "first_gap") == [
        ("State TV", 2, 1, 5, 3, NEXT_DAY),
        ("The Daily", 1, 0, 1, 0, None),
    ]
    assert ask("where_we_do_not_know", outlet="state", last="2026-01-05")[0]["gap_days"] == 0


def test_who_contradicts_whom(ask, ask_al_asad) -> None:
    assert ask("who_contradicts_whom") == []  # at least 12, 12 and over 10 can all be true
    found = ask_al_asad("who_contradicts_whom")
    assert pick(found, "one", "other", "disagreements", "disagreements_own", "widest") == [
        ("The Paper", "State TV", 1, 1, "no against At least 80"),
        ("Wire", "State TV", 1, 1, "no against At least 80"),
    ]
    assert pick(ask_al_asad("who_contradicts_whom", of="sources", name="penta"), "one", "other") == [("Pentagon", "an informed source")]


def test_what_another_reading_changes(ask) -> None:
    found = ask("extractor_difference")
    # Of w1, p1 and t1 the earlier reader has read nothing: there is nothing to compare.
    assert pick(found, "change", "what", "kind_before", "kind_after", "before", "after", "surface", "outlet") == [
        ("appeared", None, None, "killed", None, "[12.0, 12.0]", "Twelve", "The Daily"),
        ("vanished", None, "troops", None, "[1.0, 1.0]", None, "dead", "The Daily"),
        ("changed", ["value", "qualifier"], "killed", "killed", "[10.0, 10.0]", "(10.0, open)", "Over 10", "The Local"),
    ]
    assert found[2]["sentence"] == "Over 10 workers died"
    assert pick(ask("extractor_difference", change="vanished"), "surface") == [("dead",)]
    turned = ask("extractor_difference", old="reader-2", new="reader-1")
    assert sorted(row["change"] for row in turned) == ["appeared", "changed", "vanished"]
    assert ask("extractor_difference", old="reader-2", new="reader-2") == []
    assert ask("extractor_difference", old="reader-0") == []


def headlines(headline, text, top, below) -> list[dict]:
    world = World()
    world.article("a", "daily", "2026-01-05", f"{headline}\n\n{text}")
    for near, (surface, low, high, qualifier, kind) in ((headline[:5], top), (text[:5], below)):
        if surface:
            world.figure("a.1", kind, surface, low, high, near, qualifier=qualifier)
    wanted = analysis("headline_numbers")
    with world.warehouse() as con:
        return con.execute(wanted.sql, bind(wanted, {})).pl().rows(named=True)


@pytest.mark.parametrize(
    ("headline", "text", "top", "below", "finding"),
    [
        (
            "Fire: 12 dead",
            "It was at least 12.",
            ("12", 12, 12, "exact", "killed"),
            ("at least 12", 12, None, "at_least", "killed"),
            "qualifier dropped",
        ),
        (
            "Fire: over 10 dead",
            "It was 12.",
            ("over 10", 10, None, "more_than", "killed"),
            ("12", 12, 12, "exact", "killed"),
            "other qualifier",
        ),
        ("Fire: 20 dead", "It was 12.", ("20", 20, 20, "exact", "killed"), ("12", 12, 12, "exact", "killed"), "not in the text"),
        ("Fire: 12 dead", "It was 12.", ("12", 12, 12, "exact", "killed"), ("12", 12, 12, "exact", "killed"), None),
        ("Fire: 12 dead", "It was 12 men.", ("12", 12, 12, "exact", "killed"), ("12", 12, 12, "exact", "troops"), None),
        ("Fire: 12 dead", "It was 12 in all.", ("12", 12, 12, "exact", "killed"), (None, 0, 0, "", ""), None),
        ("Fire: 12 dead", "It was a dozen.", ("12", 12, 12, "exact", "killed"), (None, 0, 0, "", ""), "not in the text"),
    ],
)
def test_headlines_against_their_texts(headline, text, top, below, finding) -> None:
    assert [row["finding"] for row in headlines(headline, text, top, below)] == ([finding] if finding else [])


def test_the_older_questions_carry_intervals_too(ask_al_asad) -> None:
    (pentagon, _) = ask_al_asad("who_was_named")
    assert isclose(pentagon["share_low"], wilson(3, 5)[0], abs_tol=1e-5)
    unnamed = {row["outlet"]: row for row in ask_al_asad("unnamed_sources")}
    assert isclose(unnamed["Wire"]["unnamed_high"], wilson(0, 1)[1], abs_tol=1e-5)
    named = {row["outlet"]: row for row in ask_al_asad("naming_by_outlet")}
    assert isclose(named["Wire"]["own_voice_low"], wilson(1, 1)[0], abs_tol=1e-5)
    assert [named[outlet]["own_voice_share_weighted"] for outlet in ("Wire", "The Paper")] == [1.0, None]


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 1, 1), date(2026, 1, 31)),  # a whole month, which share_of_voice has counted
        (DAY, NEXT_DAY),  # days of one
        (date(2025, 12, 15), date(2026, 1, 31)),
        (date(2026, 1, 2), date(2026, 3, 3)),
        (date(2025, 11, 30), date(2026, 2, 28)),
    ],
)
def test_who_was_named_is_the_same_by_whole_months_and_by_the_days_around_them(ask, first, last) -> None:
    every = ask("who_was_named")
    assert every
    assert ask("who_was_named", first=first, last=last) == every
    (only,) = {row["all_articles"] for row in every}
    days = [ask("who_was_named", first=day, last=day) for day in (DAY, NEXT_DAY)]
    assert sum(max((row["all_articles"] for row in found), default=0) for found in days) == only
    for row in every:
        assert sum(other["articles"] for found in days for other in found if other["entity"] == row["entity"]) == row["articles"]
