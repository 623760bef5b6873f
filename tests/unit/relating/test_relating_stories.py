"""Stories worked out piece by piece are those worked out at once."""

from __future__ import annotations

import os
import random
from datetime import datetime, timedelta

import polars as pl
import pytest

from pipeline.records import Article, ArticleVersion, EntityMention, Extractor, Figure, Page, Run
from pipeline.relate.frames import build, schema
from pipeline.relate.vectors import vector, words
from pipeline.relating.looks import Looks
from pipeline.relating.stories import relate_stories
from pipeline.relating.story_rows import articles
from pipeline.store.changes import Pending
from pipeline.store.warehouse import Warehouse

TABLES = {"article": Article, "article_version": ArticleVersion, "page": Page, "entity_mention": EntityMention, "figure": Figure}
EVENTS = 9
FIRST = datetime(2024, 2, 20)  # noqa: DTZ001 - naive UTC, as the warehouse has it


def some_value(name, dtype):
    """A row's column that no test looks at."""
    if dtype == pl.Boolean:
        return False
    if dtype in (pl.Int64, pl.Float64):
        return 0
    if isinstance(dtype, pl.List):
        return []
    return FIRST if dtype == pl.Datetime("us") else FIRST.date() if dtype == pl.Date else name


def row(record, **known):
    return {name: known.get(name, some_value(name, dtype)) for name, dtype in schema(record).items()}


def told(at: int, chosen: random.Random) -> dict:
    """An article of one of a few events, each with words and names of its own, told over some days."""
    event = chosen.randrange(EVENTS)
    vocabulary = [f"ev{chr(97 + event)}word{chr(97 + n)}" for n in range(14)]
    common = [f"common{chr(97 + n)}" for n in range(20)]
    words = chosen.sample(vocabulary, 9) + chosen.sample(common, 12)
    day = FIRST + timedelta(days=event * 5 + chosen.randrange(9), hours=chosen.randrange(24))
    return {
        "id": f"art{at:03}",
        "title": " ".join(words[:5]),
        "text": " ".join([*words[:5], *words]),
        "published": None if chosen.random() < 0.06 else day,
        "names": [f"name{event}", f"name{event + 20}", "everybody"],
        "outlet": f"outlet{chosen.randrange(5)}",
        "killed": 10 + event if chosen.random() < 0.5 else None,
    }


@pytest.fixture
def warehouse(tmp_path):
    with Warehouse.open(tmp_path / "build.duckdb") as opened:
        yield opened


def put(warehouse, articles, fate="stored"):
    """Rows of these articles, as loading and looking at them leave them."""
    rows = {name: [] for name in TABLES}
    for one in articles:
        version = f"{one['id']}.{one.get('version', 1)}"
        same = {"article_id": one["id"], "outlet_id": one["outlet"], "title": one["title"], "published_at": one["published"]}
        rows["article"].append(row(Article, **same, current_version_id=version, url=None, published_method=None))
        rows["article_version"].append(row(ArticleVersion, **same, version_id=version, text=one["text"], body_start=len(one["title"]) + 1))
        rows["page"].append(row(Page, page_id=f"page of {one['id']}", article_id=one["id"], fate=fate, reason=None, duplicate_of=None))
        for start, name in enumerate(one["names"]):
            known = {"mention_id": f"{version}.{start}", "version_id": version, "entity_id": name, "start": start, "end": start + 1}
            rows["entity_mention"].append(row(EntityMention, **known, in_headline=start == 0))
        if one["killed"]:
            rows["figure"].append(row(Figure, figure_id=f"{version}.f", version_id=version, kind="killed", value_low=float(one["killed"])))
    for name, record in TABLES.items():
        warehouse.merge(name, build(rows[name], record))


def relate(warehouse, changed=None):
    """Work these articles in, or everything; the articles whose story changed."""
    ids = pl.DataFrame({"article_id": [] if changed is None else [one["id"] for one in changed]}, schema={"article_id": pl.String})
    looks = Looks(near=ids, related=ids, ranked=ids, days=pl.DataFrame(), rows=0)
    with warehouse.transaction():
        return relate_stories(warehouse, Pending(everything=changed is None, after=0), looks)


def rows_of(warehouse):
    """The tables that must come out the same."""
    return {name: warehouse.frame(f"FROM {name} ORDER BY ALL") for name in ("story", "article_story", "story_group")}


def same(one, other):
    return all(one[name].equals(other[name]) for name in one)


@pytest.mark.parametrize("seed", range(int(os.environ.get("MASTHEAD_SEEDS", "2"))))
def test_any_order_of_arrival_gives_the_rows_of_a_full_rebuild(warehouse, seed):
    chosen = random.Random(seed)  # noqa: S311 - not for secrets
    everything_told = [told(at, chosen) for at in range(70)]
    chosen.shuffle(everything_told)
    at = 0
    while at < len(everything_told):
        part = everything_told[at : at + chosen.choice([1, 4, 12, 25])]
        put(warehouse, part)
        relate(warehouse, part)
        at += len(part)
    # Some get another date or text, or cease to be counted.
    for one in chosen.sample(everything_told, 5):
        one["published"] = FIRST + timedelta(days=chosen.randrange(60))
        put(warehouse, [one])
        relate(warehouse, [one])
    for one in chosen.sample(everything_told, 5):
        other = told(500, chosen)
        one.update({name: other[name] for name in ("title", "text", "names", "killed")}, version=2)
        put(warehouse, [one])
        relate(warehouse, [one])
    gone = chosen.sample(everything_told, 6)
    put(warehouse, gone, fate="duplicate")
    relate(warehouse, gone)
    piecewise = rows_of(warehouse)
    relate(warehouse)
    assert same(piecewise, rows_of(warehouse))
    assert piecewise["story"]["article_count"].max() >= 5
    assert not set(piecewise["article_story"]["article_id"]) & {one["id"] for one in gone}


def base(at: int, event: str, day: int | None, **more) -> dict:
    """An article of an event, with words of its own and the event's."""
    own = [f"{event}word{chr(97 + n)}" for n in range(10)]
    title = " ".join(own[at % 3 : at % 3 + 5])
    published = None if day is None else FIRST + timedelta(days=day, hours=at)
    known = {"id": f"{event}{at}", "title": title, "text": " ".join([title, *own]), "published": published, "outlet": f"outlet{at % 2}"}
    return known | {"names": [event], "killed": None} | more


def add(warehouse, *articles):
    put(warehouse, articles)
    return relate(warehouse, articles)


def story_of(warehouse):
    return dict(warehouse.frame("SELECT article_id, story_id FROM article_story").iter_rows())


def test_a_story_is_counted_labelled_and_dated(warehouse):
    changed = add(warehouse, base(0, "quake", 0), base(1, "quake", 1), base(2, "quake", 1), base(3, "quake", 1), base(0, "vote", 1))
    assert set(changed.related["article_id"]) == {"quake0", "quake1", "quake2", "quake3", "vote0"}
    stories = {row["label"].split("word")[0]: row for row in warehouse.frame("FROM story").to_dicts()}
    quake = stories["quake"]
    assert (quake["article_count"], quake["outlet_count"]) == (4, 2)
    assert (quake["day_first"], quake["day_last"]) == (FIRST.date(), FIRST.date() + timedelta(days=1))
    assert quake["label"] in {base(at, "quake", 1)["title"] for at in (1, 2, 3)}, "of the day it was told most"
    assert stories["vote"]["article_count"] == 1
    scores = warehouse.frame("SELECT score FROM article_story")["score"]
    assert 0 < scores.min() <= scores.max() == 1


def test_nothing_new_changes_nothing(warehouse):
    add(warehouse, base(0, "quake", 0), base(1, "quake", 1))
    before = rows_of(warehouse)
    again = relate(warehouse, [base(0, "quake", 0)])
    assert again.rows == 0
    assert again.related.is_empty()
    assert same(before, rows_of(warehouse))
    assert warehouse.frame("FROM story_change").is_empty()


def test_an_event_told_in_the_last_paragraph_is_not_the_article_s(warehouse):
    long = " ".join(f"filler{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(600))
    recalled = base(5, "vote", 1)
    recalled = recalled | {"text": f"{recalled['text']} {long} {base(0, 'quake', 0)['text']}"}
    add(warehouse, base(0, "quake", 0), base(1, "quake", 0), base(0, "vote", 1), recalled)
    told_in = story_of(warehouse)
    assert told_in["vote5"] == told_in["vote0"] != told_in["quake0"]


def test_an_article_without_a_date_joins_what_it_is_very_like_and_opens_nothing(warehouse):
    add(warehouse, base(0, "quake", None), base(0, "vote", None))
    assert story_of(warehouse) == {}
    add(warehouse, *(base(at, "quake", 0) for at in (1, 2, 3)))
    told_in = story_of(warehouse)
    assert told_in["quake0"] == told_in["quake1"]
    assert "vote0" not in told_in
    assert warehouse.frame("SELECT article_count FROM story")["article_count"].to_list() == [4]


def test_an_earlier_article_renames_the_story_and_the_log_says_so(warehouse):
    add(warehouse, base(1, "quake", 3), base(2, "quake", 4))
    before = story_of(warehouse)
    add(warehouse, base(0, "quake", 2))
    after = story_of(warehouse)
    assert len(set(after.values())) == 1
    log = warehouse.frame("FROM story_change").to_dicts()
    assert [(row["kind"], row["story_id"], row["other_story_id"], row["articles"], row["seq"]) for row in log] == [
        ("renamed", before["quake1"], after["quake1"], 2, 1)
    ]
    assert log[0]["label"] == base(1, "quake", 3)["title"]


def test_a_bridge_that_comes_late_merges_stories_and_its_end_splits_them(warehouse):
    # Twenty days apart: two stories, until something is told between.
    add(warehouse, base(1, "quake", 0), base(2, "quake", 20))
    assert len(set(story_of(warehouse).values())) == 2
    bridge = [base(3, "quake", day, id=f"bridge{day}") for day in (6, 12)]
    add(warehouse, *bridge)
    assert len(set(story_of(warehouse).values())) == 1
    put(warehouse, bridge, fate="duplicate")
    relate(warehouse, bridge)
    assert len(set(story_of(warehouse).values())) == 2
    kinds = warehouse.frame("SELECT seq, kind FROM story_change ORDER BY seq, kind").rows()
    assert kinds == [(1, "merged"), (2, "split")]


def test_a_story_without_articles_is_gone(warehouse):
    add(warehouse, base(1, "quake", 0))
    put(warehouse, [base(1, "quake", 0)], fate="duplicate")
    relate(warehouse, [base(1, "quake", 0)])
    assert warehouse.frame("FROM story").is_empty()
    assert warehouse.frame("SELECT kind, other_story_id FROM story_change").rows() == [("gone", None)]


@pytest.mark.parametrize("year", [1, 9999])
def test_days_at_the_ends_of_the_calendar_do_no_harm(warehouse, year):
    add(warehouse, base(1, "quake", 0, published=FIRST.replace(year=year, month=1, day=1) if year == 1 else datetime(9999, 12, 31)))  # noqa: DTZ001
    assert len(story_of(warehouse)) == 1


def test_the_newest_extractor_is_asked(warehouse):
    one = base(1, "quake", 0, names=[])
    put(warehouse, [one])
    extractors = [
        {"extractor_id": name, "package_version": "1", "code_hash": "c", "rules_hash": "r", "model": None} for name in ("older", "newer")
    ]
    warehouse.merge("extractor", build(extractors, Extractor))
    read_by = [("older", FIRST, "quake"), ("newer", FIRST + timedelta(days=1), "vote")]
    runs = [row(Run, run_id=name, extractor_id=name, started_at=at) for name, at, _ in read_by]
    warehouse.merge("run", build(runs, Run))
    mentions = [
        row(
            EntityMention,
            mention_id=f"{name}.{at}",
            version_id="quake1.1",
            extractor_id=name,
            entity_id=f"{names}{at}",
            start=at,
            end=at + 1,
        )
        for name, _, names in read_by
        for at in range(30)
    ]
    warehouse.merge("entity_mention", build(mentions, EntityMention))
    told_day = dict(articles(warehouse, [FIRST.date()]))[FIRST.date()].rows_by_key("article_id", named=True, unique=True)
    text, counts = words(one["title"], one["text"], len(one["title"]) + 1), {f"vote{at}": 1.0 for at in range(30)}
    assert told_day["quake1"]["features"] == vector(text, counts, {})
