"""Which articles tell the same event."""

from __future__ import annotations

import random
from datetime import datetime

import pytest

from pipeline.records import Article, ArticleStory, ArticleVersion, EntityMention, Figure, Story
from pipeline.relate.frames import build, schema
from pipeline.relate.stories import stories
from pipeline.relate.vectors import cosine, unit, weigh, words

ARTICLES = {
    # outlet, time of publication, headline, lead, who is named, figures printed
    "base1": (
        "wire",
        "2020-01-08T04:00",
        "Iranian missiles strike Ain al-Asad base in Iraq",
        "Missiles launched by Iran struck the Ain al-Asad air base, which houses American troops, in revenge for Soleimani.",
        ("iran", "us", "al_asad", "soleimani", "iraq"),
        (),
    ),
    "base2": (
        "state",
        "2020-01-08T07:00",
        "Missile strike on Ain al-Asad kills 80, television says",
        "Guards missiles struck the American base at Ain al-Asad and 80 troops were killed, state television said.",
        ("iran", "us", "al_asad", "irgc"),
        (("killed", 80),),
    ),
    "base3": (
        "paper",
        "2020-01-08T20:00",
        "No casualties in missile attack on Iraq bases, president says",
        "The president said no Americans were harmed when Iranian missiles struck the al-Asad base; television in Tehran had said 80 were killed.",
        ("iran", "us", "al_asad", "iraq"),
        (("killed", 80),),
    ),
    "brain1": (
        "wire",
        "2020-01-17T03:00",
        "Eleven troops treated for concussion after missile strike on al-Asad base",
        "Eleven American troops were treated for concussion symptoms after the missile attack on the al-Asad base in Iraq.",
        ("us", "al_asad", "iraq", "pentagon"),
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
        ("us", "syria", "isis"),
        (),
    ),
    "syria2": (
        "paper",
        "2014-09-23T15:00",
        "Washington told Tehran of Syria air strikes in advance",
        "The United States told Iran of its intention to strike Islamic State positions in Syria, an official said, as air strikes hit Raqqa.",
        ("us", "iran", "syria", "isis"),
        (),
    ),
    "anniversary": (
        "paper",
        "2021-01-08T06:00",
        "A year after the missiles: the night at Ain al-Asad base",
        "A year ago Iranian missiles struck the Ain al-Asad base, which houses American troops, in revenge for Soleimani.",
        ("iran", "us", "al_asad", "soleimani", "iraq"),
        (),
    ),
}


def world(names, *, turned: bool = False, without_date: tuple[str, ...] = ()):
    articles, versions, mentions, figures = [], [], [], []
    for name in names:
        outlet, when, title, lead, entities, counts = ARTICLES[name]
        published = None if name in without_date else datetime.fromisoformat(when)
        text = f"{title}\n\n{lead}"
        version = {
            "version_id": f"{name}.1",
            "article_id": name,
            "outlet_id": outlet,
            "title": title,
            "text": text,
            "body_start": len(title) + 2,
        }
        versions.append(dict.fromkeys(schema(ArticleVersion)) | version)
        article = {"article_id": name, "outlet_id": outlet, "title": title, "published_at": published, "current_version_id": f"{name}.1"}
        articles.append(dict.fromkeys(schema(Article)) | article)
        for at, entity in enumerate(entities):
            mentions.append(dict.fromkeys(schema(EntityMention)) | {"version_id": f"{name}.1", "entity_id": entity, "start": at})
        for kind, low in counts:
            figures.append(dict.fromkeys(schema(Figure)) | {"version_id": f"{name}.1", "kind": kind, "value_low": float(low)})
    turn = -1 if turned else 1
    return tuple(
        build(rows[::turn], record)
        for rows, record in ((articles, Article), (versions, ArticleVersion), (mentions, EntityMention), (figures, Figure))
    )


def told(*names: str, **how) -> set[frozenset[str]]:
    """The groups; checked to be the same for the other order of arrival."""
    story, belongs = stories(*world(names, **how))
    again = stories(*world(names, turned=True, **how))
    assert story.equals(again[0])
    assert belongs.equals(again[1])
    assert story.schema == schema(Story)
    assert belongs.schema == schema(ArticleStory)
    return {frozenset(part["article_id"].to_list()) for part in belongs.partition_by("story_id")} if belongs.height else set()


def test_events_of_one_day_are_told_apart_and_anniversaries_stand_alone() -> None:
    assert told(*ARTICLES) == {
        frozenset({"base1", "base2", "base3", "brain1"}),
        frozenset({"plane1", "plane2", "plane3"}),
        frozenset({"syria1", "syria2"}),
        frozenset({"anniversary"}),
    }


def test_two_articles_alone_are_grouped_by_the_same_rule() -> None:
    assert told("plane1", "plane2") == {frozenset({"plane1", "plane2"})}
    assert told("base1", "syria1") == {frozenset({"base1"}), frozenset({"syria1"})}


def test_a_story_is_labelled_by_its_most_central_headline_and_counted() -> None:
    story, _ = stories(*world(ARTICLES))
    row = next(row for row in story.iter_rows(named=True) if row["article_count"] == 3)
    assert row["label"] in {ARTICLES[name][2] for name in ("plane1", "plane2", "plane3")}
    assert (str(row["day_first"]), str(row["day_last"]), row["outlet_count"]) == ("2020-01-08", "2020-01-11", 3)


def test_an_article_without_a_date_joins_only_what_it_is_very_like() -> None:
    assert told("plane1", "plane2", "plane3", without_date=("plane3",)) == {frozenset({"plane1", "plane2", "plane3"})}
    assert told("plane1", "syria1", without_date=("syria1",)) == {frozenset({"plane1"})}
    assert told("plane1", without_date=("plane1",)) == set()


def test_an_article_without_a_date_needs_more_of_a_story_of_few() -> None:
    # The same words, about as like to one text as to three: three speak louder.
    assert told("base1", "base2", "base3", "brain1", without_date=("brain1",)) == {frozenset({"base1", "base2", "base3", "brain1"})}
    assert told("base2", "brain1", without_date=("brain1",)) == {frozenset({"base2"})}


def test_nothing_in_is_nothing_out() -> None:
    assert told() == set()


def test_words_are_those_of_headline_and_lead_without_those_every_text_has() -> None:
    found = words("The Missiles’ night", "x" * 5 + " said the missile officials of Tehran's base", 5)
    assert found == {"missile": 4, "night": 3, "tehran": 1, "base": 1}


def test_rare_features_weigh_more_and_vectors_have_length_one() -> None:
    vectors = weigh({"a": {"word": {"common": 1, "rare": 1}}, "b": {"word": {"common": 1}}, "c": {"word": {}}})
    assert vectors["a"]["word:rare"] > vectors["a"]["word:common"]
    assert cosine(vectors["a"], vectors["a"]) == pytest.approx(1)
    assert vectors["c"] == unit({}) == {}
    assert cosine(vectors["c"], vectors["a"]) == 0


@pytest.mark.timeout(120)
def test_four_thousand_articles_are_grouped() -> None:
    chosen = random.Random(7)  # noqa: S311 - not for secrets
    vocabulary = [f"word{chr(97 + at % 26)}{chr(97 + at // 26 % 26)}{chr(97 + at // 676)}" for at in range(6_000)]
    articles, versions = [], []
    for at in range(4_000):
        text = " ".join(chosen.choices(vocabulary, k=130))
        when = datetime.fromisoformat(f"2020-{at % 12 + 1:02}-{at % 28 + 1:02}T00:00")
        version = {"version_id": f"{at}.1", "article_id": f"{at}", "outlet_id": "o", "title": text[:40], "text": text, "body_start": 0}
        versions.append(dict.fromkeys(schema(ArticleVersion)) | version)
        article = {"article_id": f"{at}", "outlet_id": "o", "title": text[:40], "published_at": when, "current_version_id": f"{at}.1"}
        articles.append(dict.fromkeys(schema(Article)) | article)
    frames = build(articles, Article), build(versions, ArticleVersion), build([], EntityMention), build([], Figure)
    story, _ = stories(*frames)
    assert story["article_count"].sum() == 4_000
