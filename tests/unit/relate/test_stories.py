"""Which articles tell the same event."""

from __future__ import annotations

from datetime import date, datetime

import polars as pl
import pytest

from pipeline.relate.background import name_weight, word_weight
from pipeline.relate.stories import ARTICLE, GROUP, GROUP_FRAME, JOIN, JOIN_MOST, STEP_ARTICLES, WINDOW_DAYS, continued, grouped, least
from pipeline.relate.vectors import MOST_FEATURES, ONE, pack, vector, words

ARTICLES = {
    # outlet, time of publication, headline, lead, who is named, figures printed
    "base1": (
        "wire",
        "2020-01-08T04:00",
        "Iranian missiles strike Ain al-Asad base in Iraq",
        "Missiles launched by Iran struck the Ain al-Asad air base, which houses American troops, in revenge for Soleimani.",
        ("iran", "united_states", "al_asad", "qassem_soleimani", "iraq"),
        (),
    ),
    "base2": (
        "state",
        "2020-01-08T07:00",
        "Missile strike on Ain al-Asad kills 80, television says",
        "Guards missiles struck the American base at Ain al-Asad and 80 troops were killed, state television said.",
        ("iran", "united_states", "al_asad", "irgc"),
        (("killed", 80),),
    ),
    "base3": (
        "paper",
        "2020-01-08T20:00",
        "No casualties in missile attack on Iraq bases, president says",
        "The president said no Americans were harmed when Iranian missiles struck the al-Asad base; television in Tehran had said 80 were killed.",
        ("iran", "united_states", "al_asad", "iraq"),
        (("killed", 80),),
    ),
    "brain1": (
        "wire",
        "2020-01-17T03:00",
        "Eleven troops treated for concussion after missile strike on al-Asad base",
        "Eleven American troops were treated for concussion symptoms after the missile attack on the al-Asad base in Iraq.",
        ("united_states", "al_asad", "iraq", "pentagon"),
        (("injured", 11),),
    ),
    "plane1": (
        "wire",
        "2020-01-08T05:00",
        "Ukrainian airliner crashes after take-off from Tehran",
        "A Ukraine International Airlines Boeing 737 crashed minutes after take-off from Tehran, killing all 176 passengers and crew.",
        ("iran", "ukraine", "ps752", "tehran"),
        (("killed", 176),),
    ),
    "plane2": (
        "paper",
        "2020-01-09T12:00",
        "Canada says airliner was shot down near Tehran",
        "Intelligence shows the Ukrainian airliner that crashed near Tehran with 176 passengers was shot down by a surface-to-air missile.",
        ("iran", "ukraine", "ps752", "canada"),
        (("killed", 176),),
    ),
    "plane3": (
        "state",
        "2020-01-11T09:00",
        "Armed forces admit airliner was shot down by mistake",
        "The armed forces admitted that the Ukrainian passenger airliner was shot down by human error near Tehran; 176 passengers died.",
        ("iran", "ukraine", "ps752", "irgc"),
        (("killed", 176),),
    ),
    "syria1": (
        "wire",
        "2014-09-23T06:00",
        "United States and Arab allies begin air strikes in Syria",
        "Warplanes of the United States and five Arab states struck Islamic State positions around Raqqa in Syria for the first time.",
        ("united_states", "syria", "islamic_state"),
        (),
    ),
    "syria2": (
        "paper",
        "2014-09-23T15:00",
        "Washington told Tehran of Syria air strikes in advance",
        "The United States told Iran of its intention to strike Islamic State positions in Syria, an official said, as air strikes hit Raqqa.",
        ("united_states", "iran", "syria", "islamic_state"),
        (),
    ),
    "anniversary": (
        "paper",
        "2021-01-08T06:00",
        "A year after the missiles: the night at Ain al-Asad base",
        "A year ago Iranian missiles struck the Ain al-Asad base, which houses American troops, in revenge for Soleimani.",
        ("iran", "united_states", "al_asad", "qassem_soleimani", "iraq"),
        (),
    ),
}


def article(name: str) -> dict:
    outlet, _, title, lead, names, counts = ARTICLES[name]
    text = f"{title}\n\n{lead}"
    figures = {f"{kind} {low}": 1.0 for kind, low in counts}
    features = vector(words(title, text, len(title) + 2), dict.fromkeys(names, 1.0), figures)
    return {"article_id": name, "outlet_id": outlet, "title": title, "features": features}


def groups_of(*names: str) -> pl.DataFrame:
    """All groups, each day's after the days before it."""
    ordered = sorted(names, key=lambda name: (ARTICLES[name][1], name))
    days = sorted({datetime.fromisoformat(ARTICLES[name][1]).date() for name in names})
    made = GROUP_FRAME
    for day in days:
        rows = [article(name) for name in ordered if datetime.fromisoformat(ARTICLES[name][1]).date() == day]
        window = made.filter((pl.lit(day) - pl.col("day")).dt.total_days() <= WINDOW_DAYS)
        made = pl.concat([made, continued(grouped(day, pl.DataFrame(rows, schema=ARTICLE)), window)])
    return made


def told(*names: str) -> set[frozenset[str]]:
    made = groups_of(*names)
    assert made.schema == GROUP
    return {frozenset(part["article_ids"].explode().to_list()) for part in made.partition_by("story_id")}


def test_events_of_one_day_are_told_apart_and_anniversaries_stand_alone() -> None:
    assert told(*ARTICLES) == {
        frozenset({"base1", "base2", "base3", "brain1"}),
        frozenset({"plane1", "plane2", "plane3"}),
        frozenset({"syria1", "syria2"}),
        frozenset({"anniversary"}),
    }


def test_what_comes_later_plays_no_part() -> None:
    before = groups_of("base1", "base2", "plane1")
    after = groups_of("base1", "base2", "plane1", "plane2", "brain1", "anniversary")
    assert after.filter(pl.col("day") <= date(2020, 1, 8)).equals(before)


def test_two_articles_alone_are_grouped_by_the_same_rule() -> None:
    assert told("plane1", "plane2") == {frozenset({"plane1", "plane2"})}
    assert told("base1", "syria1") == {frozenset({"base1"}), frozenset({"syria1"})}


def test_a_group_tells_its_headline_outlets_and_how_well_each_article_fits() -> None:
    group = next(row for row in groups_of("base1", "base2", "base3", "plane1").iter_rows(named=True) if len(row["article_ids"]) == 3)
    assert group["article_ids"] == ["base1", "base2", "base3"]
    assert group["headline"] in {ARTICLES[name][2] for name in ("base1", "base2", "base3")}
    assert group["outlet_ids"] == ["paper", "state", "wire"]
    assert all(JOIN / 2 < fit < 1 for fit in group["fits"])
    assert group["score"] == 1


def test_a_group_that_goes_on_says_how_like_the_story_it_is() -> None:
    made = groups_of("plane1", "plane2")
    assert made["story_id"].n_unique() == 1
    assert made["score"].to_list()[0] == 1
    assert JOIN <= made["score"].to_list()[1] < 1


def test_nothing_in_is_nothing_out() -> None:
    assert grouped(date(2020, 1, 1), pl.DataFrame(schema=ARTICLE)).equals(GROUP_FRAME)
    assert continued(GROUP_FRAME, GROUP_FRAME).equals(GROUP_FRAME)


def test_articles_without_words_stand_alone() -> None:
    rows = [{"article_id": name, "outlet_id": "o", "title": None, "features": []} for name in "ab"]
    made = grouped(date(2020, 1, 1), pl.DataFrame(rows, schema=ARTICLE))
    assert made["article_ids"].to_list().sort() == [["a"], ["b"]].sort()
    assert continued(made, made.with_columns(story_id=pl.lit("s")))["story_id"].n_unique() == 2


def test_more_likeness_is_asked_where_more_is_in_view() -> None:
    asked = [least(count) for count in (0, 1, 16, 100, 1_000, 100_000)]
    assert asked == sorted(asked)
    assert asked[:3] == [JOIN] * 3
    assert asked[-1] == JOIN_MOST


@pytest.mark.timeout(120)
def test_a_day_of_very_many_is_grouped_in_steps_that_meet_in_stories() -> None:
    same = [article("plane1") | {"article_id": f"{at:05}"} for at in range(STEP_ARTICLES + 500)]
    made = continued(grouped(date(2020, 1, 8), pl.DataFrame(same, schema=ARTICLE)), GROUP_FRAME)
    assert made["step"].to_list() == [0, 1]
    assert made["article_ids"].list.len().to_list() == [STEP_ARTICLES, 500]
    assert made["story_id"].n_unique() == 1


def test_words_are_those_of_headline_and_lead_without_those_every_text_has() -> None:
    found = words("The Missiles’ night", "x" * 5 + " said the missile officials of Tehran's base", 5)
    assert found == {"missile": 4, "night": 3, "tehran": 1, "base": 1}


def weights(packed: list[int]) -> dict[int, int]:
    return {item >> 8: item & 255 for item in packed}


def test_rare_words_weigh_more_whatever_else_is_held() -> None:
    assert word_weight("ballistic") > word_weight("government") > 0
    assert word_weight("neverseenbefore") == word_weight("norwasthis") > word_weight("ballistic")
    assert name_weight("a_name_nobody_has") > name_weight("natanz") > name_weight("iran")


def test_vectors_are_whole_numbers_of_length_one() -> None:
    packed = vector({"centrifuge": 3.0, "government": 1.0}, {"natanz": 1.0}, {"killed 80": 1.0})
    assert len(packed) == 4
    assert packed == sorted(packed)
    assert sum(weight * weight for weight in weights(packed).values()) == pytest.approx(ONE * ONE, rel=0.02)
    assert vector({}, {}, {}) == []


def test_a_mention_far_down_weighs_less_than_one_on_top() -> None:
    top, below = (weights(vector({"centrifuge": 1.0}, {"natanz": 1.0, "fordow": count}, {})) for count in (1.0, 0.2))
    assert sorted(top) == sorted(below)
    assert sum(top.values()) > sum(below.values())


def test_only_the_heaviest_features_are_kept() -> None:
    packed = pack({at: float(at) for at in range(1, 500)})
    assert len(packed) == MOST_FEATURES
    assert min(weights(packed)) == 500 - MOST_FEATURES
