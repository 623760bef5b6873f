"""What the ready questions answer on a world made by hand."""

from __future__ import annotations

import pytest
from hand_world import al_asad

from pipeline.store.analyses import analyses, run_analysis


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    path = tmp_path_factory.mktemp("analyses") / "current.duckdb"
    asked = al_asad().published(path)
    return lambda name, **given: run_analysis(asked, name, given).rows()


@pytest.mark.parametrize("analysis", analyses(), ids=lambda analysis: analysis.name)
def test_every_analysis_answers_with_the_columns_it_describes(analysis, tmp_path) -> None:
    path = al_asad().published(tmp_path / "current.duckdb")
    given = {param.name: "80" for param in analysis.params if param.default is None}
    answer = run_analysis(path, analysis.name, given)
    assert answer.columns == list(analysis.columns)
    assert analysis.title
    assert analysis.answers.endswith("?")


def test_there_are_eight_or_more() -> None:
    assert len(analyses()) >= 8


def test_which_outlets_printed_different_tolls(ask) -> None:
    found = ask("different_tolls", story="al-asad", kind="killed")
    assert [(row[3], row[4], row[7], row[8]) for row in found] == [("no", ["Pentagon"], "At least 80", ["an informed source"])]
    assert ask("different_tolls", story="no such story") == []
    assert ask("different_tolls", least="3") == []


def test_how_a_figure_was_revised(ask) -> None:
    assert [row[4:8] for row in ask("figure_history", kind="injured", scope="article")] == [(1, "up", "11", "34")]
    assert [row[4:8] for row in ask("figure_history")] == [(1, "up", "11", "34"), (2, "up", "34", "50")]


def test_who_says_80(ask) -> None:
    found = ask("who_says", number="at least 80")
    assert [(row[1], row[2], row[5], row[7], row[12]) for row in found] == [("State TV", "At least 80", "an informed source", True, 1.0)]
    assert len(ask("who_says", number="0", rows="2")) == 2


def test_who_covered_what_when(ask) -> None:
    found = ask("who_covered_when", first="2020-01-08", last="2020-01-09", outlet="paper")
    assert [row[1:4] + row[6:] for row in found] == [("The Paper", 1, 0.0, False, None), ("The Paper", 0, 0.0, True, None)]


def test_what_outlets_call_it(ask) -> None:
    assert [(row[1], row[2], row[3]) for row in ask("naming_by_outlet", concept="iran")] == [
        ("The Daily", "regime", 1),
        ("The Paper", "authorities", 1),
        ("Wire", "authorities", 1),
    ]
    assert ask("naming_by_outlet", least="2") == []


def test_unnamed_sources_by_outlet(ask) -> None:
    found = ask("unnamed_sources")
    assert [(row[0], row[1], row[2], row[3], row[7], row[8]) for row in found] == [
        ("State TV", 1, 1, 1.0, 0, "informed source"),
        ("newcomer.example", 1, 1, 1.0, 0, "One official"),
        ("The Daily", 1, 0, 0.0, 0, None),
        ("The Paper", 1, 0, 0.0, 0, None),
        ("Wire", 1, 0, 0.0, 0, None),
    ]
    assert [row[0] for row in ask("unnamed_sources", **{"class": "government"})] == ["newcomer.example"]


def test_what_an_article_said_in_the_order_of_its_text(ask) -> None:
    found = ask("article_facts", url="/t1")
    assert [(row[3], row[4], row[5]) for row in found] == [
        ("figure", "80", "killed exact, [80.0, 80.0]"),
        ("figure", "At least 80", "killed at_least, [80.0, open)"),
        ("attribution", "", "indirect claim unknown unnamed"),
        ("figure", "15", "weapons exact, [15.0, 15.0]"),
    ]


def test_latest_figures_leave_copies_out_unless_asked(ask) -> None:
    assert [row[2] for row in ask("latest_figures", kind="casualties")] == ["no"]
    assert [row[1] for row in ask("latest_figures", kind="casualties", copies="1")] == ["The Paper", "Wire"]
    assert [row[2] for row in ask("latest_figures", kind="injured", rows="1")] == ["50"]


def test_who_was_named(ask) -> None:
    found = ask("who_was_named")
    assert [(row[0], row[3], row[4], row[6], row[8]) for row in found] == [
        ("Pentagon", 3, 5, 2.0, 3),
        ("Revolutionary Guards", 1, 5, 1.0, 1),
    ]
    assert [row[0] for row in ask("who_was_named", outlet="state")] == ["Revolutionary Guards"]


def test_what_became_of_the_pages(ask) -> None:
    found = ask("what_became_of_pages")
    assert [(row[1], row[2], row[5]) for row in found] == [
        ("failed", "timeout", None),
        ("skipped", "not_relevant", None),
        ("duplicate", "same_article", "https://wire.example/w1"),
    ]
