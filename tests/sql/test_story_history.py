"""What became of stories: a log of merges, splits and renamings made by hand, followed by hand to where the articles are today."""

from __future__ import annotations

from datetime import date

import pytest
from hand_world import World

from pipeline.store.analyses import run_analysis

NOW = {"d": "Strike on the port", "f": "Talks in Muscat", "g": "Fire at the mill"}
LOG = [
    # a into b, b renamed c, c into d: what was in a is in d today
    (1, "a", "Port hit", "merged", "b", 2),
    (2, "b", "Port is hit", "renamed", "c", 5),
    (3, "c", "Port struck", "merged", "d", 6),
    # e went into two, of which one was given up
    (4, "e", "Talks and a fire", "split", "f", 3),
    (4, "e", "Talks and a fire", "split", "h", 1),
    (5, "h", "A fire", "gone", None, 1),
    # part of d is in g, d stands
    (6, "d", "Strike on the port", "split", "g", 1),
    # the id of a came again, and went elsewhere: what had left it before is in d all the same
    (7, "a", "Port hit", "merged", "f", 1),
]


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    world = World()
    for at, (story_id, label) in enumerate(NOW.items(), start=2):
        world.story(story_id, label, date(2020, 1, 8), date(2020, 1, 9), at, at - 1)
    for seq, story_id, label, kind, other, articles in LOG:
        world.add(
            "story_change",
            change_id=f"{seq} {other}",
            seq=seq,
            story_id=story_id,
            label=label,
            kind=kind,
            other_story_id=other,
            articles=articles,
        )
    asked = world.published(tmp_path_factory.mktemp("stories") / "current.duckdb")
    return lambda **given: run_analysis(asked, "merged_and_split", given).rows(named=True)


def test_every_change_leads_to_the_story_of_today_the_latest_first(ask) -> None:
    told = [
        (row["seq"], row["kind"], row["story"], row["into_story"], row["now_story"], row["changes_after"], row["stands"]) for row in ask()
    ]
    port, talks, mill = NOW.values()
    assert told == [
        (7, "merged", "Port hit", talks, talks, 0, False),
        (6, "split", port, mill, mill, 0, True),
        (5, "gone", "A fire", None, None, 0, False),
        (4, "split", "Talks and a fire", talks, talks, 0, False),
        (4, "split", "Talks and a fire", None, None, 0, False),
        (3, "merged", "Port struck", port, port, 0, False),
        (2, "renamed", "Port is hit", None, port, 1, False),
        (1, "merged", "Port hit", None, port, 2, False),
    ]


def test_it_says_how_many_articles_went_and_how_big_the_story_is(ask) -> None:
    (first,) = ask(story="port hit", kind="merged", rows="1")
    assert (first["articles"], first["now_articles"], first["now_outlets"], first["now_story_id"]) == (1, 3, 2, "f")


def test_a_story_is_found_by_what_it_was_and_by_what_it_is_now(ask) -> None:
    assert [row["seq"] for row in ask(story="b")] == [2, 1]
    assert [row["seq"] for row in ask(story="PORT STRUCK")] == [3]
    assert [row["seq"] for row in ask(story="strike on the port")] == [6, 3, 2, 1]
    assert [row["seq"] for row in ask(kind="renamed")] == [2]
    assert ask(story="nothing of the kind") == []
