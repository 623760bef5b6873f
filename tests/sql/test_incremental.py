"""Keeping marts and checks up with what changed gives the rows that making them anew gives, whatever came in which order."""

from __future__ import annotations

import os
import random
import shutil
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import duckdb
import pytest
from hand_world import TABLES, World, al_asad

from pipeline.relate import frames
from pipeline.store import build, changes, checking, marts, schema
from pipeline.store.checks import check, checks

if TYPE_CHECKING:
    from pathlib import Path

OF_VERSION = ("figure", "date_mention", "entity_mention", "quote", "attribution", "naming", "rejected_span")
FIRST = ("outlet", "entity", "extractor", "run", "bad_row")


def crowd(seed: int) -> World:
    """Al-Asad and thirty articles around it: stories of several articles, tolls that differ and grow, copies, unnamed sources, no dates."""
    world, made = al_asad(), random.Random(seed)  # noqa: S311 - repeatable
    places = ("Selva", "Ostrava", "Kelm")
    for at in range(3):
        world.story(f"e{at}", f"Blast at {places[at]}", date(2020, 2, 1 + at), date(2020, 2, 3 + at), 0, 0)
    for at in range(30):
        place = made.randrange(3)
        story = f"e{place}" if made.random() < 0.7 else None
        when = f"2020-0{made.choice((1, 2))}-{1 + made.randrange(20):02}T0{made.randrange(9)}:00" if made.random() < 0.9 else None
        source = made.choice(("The Pentagon", "A nurse", "State television", "He"))
        tolls = [made.choice((11, 20, 34, 80)) for _ in range(made.choice((1, 1, 2)))]
        texts = [
            f"Toll in {places[place]}\n\n{source} said {toll} people died in the {places[place]} depot. The regime was silent."
            for toll in tolls
        ]
        weight = ("copy", 0.0, "w1", "wire") if made.random() < 0.2 else None
        world.article(f"c{at}", made.choice(("wire", "state", "paper", "daily")), when, *texts, story=story, weight=weight)
        for version, toll in enumerate(tolls, 1):
            name = f"c{at}.{version}"
            known = (
                {"speaker_entity_id": "pentagon", "source_class": "military"}
                if source == "The Pentagon"
                else {"source_class": made.choice(("hospital", "unknown"))}
            )
            told = made.random() < 0.7
            if told:
                world.attribution(name, f"a {name}", source, source, anonymous=source == "A nurse", **known)
            world.figure(name, "killed", str(toll), toll, toll, source, source=source, said_by=f"a {name}" if told else None)
            world.naming(name, "government", "regime", "regime", "The regime")
            if source == "The Pentagon":
                world.mention(name, "pentagon", "Pentagon", "The Pentagon")
    return world


class Loaded:
    """A warehouse into which articles of a world come in parts, each with the notes that loading and relating leave."""

    def __init__(self, world: World, path: Path | str = ":memory:") -> None:
        self.world = world
        self.story_of = {row["article_id"]: row["story_id"] for row in world.rows["article_story"]}
        self.article_of = {row["version_id"]: row["article_id"] for row in world.rows["article_version"]}
        self.con = duckdb.connect(path)
        if not schema.is_new(self.con):
            return
        schema.create(self.con)
        for table in FIRST:
            self._put(table, world.rows[table])
        self.con.execute("INSERT INTO extractor SELECT DISTINCT extractor_id, '', '', '', NULL FROM run")

    def _put(self, table: str, rows: list[dict]) -> None:
        if rows:
            self.con.register("frame", frames.build(rows, TABLES[table]).to_arrow())
            self.con.execute(f"INSERT INTO {table} BY NAME SELECT * FROM frame")  # noqa: S608 - names of our own
            self.con.unregister("frame")

    def take(self, articles: set[str]) -> None:
        rows = self.world.rows
        versions = {version for version, article in self.article_of.items() if article in articles}
        for table in ("article", "article_version", "syndication", "article_story", "page", "capture"):
            self._put(table, [row for row in rows[table] if row.get("article_id") in articles])
        for table in OF_VERSION:
            self._put(table, [row for row in rows[table] if row["version_id"] in versions])
        stories = {self.story_of[article] for article in articles if article in self.story_of}
        days = self._days("article", "published_at", articles)
        pages = self._days("page", "page_id", articles)
        if not self.con.execute("SELECT 1 FROM page WHERE article_id IS NULL").fetchone():
            without = [row for row in rows["page"] if row["article_id"] is None]
            self._put("page", without)
            pages |= {row["page_id"] for row in without}
            self._put("coverage", rows["coverage"])
            days |= {str(row["day"]) for row in rows["coverage"]}
        self._put("story", [row for row in rows["story"] if row["story_id"] in stories - self._stories()])
        self.note(
            related=articles,
            version=versions,
            story=stories,
            day=days,
            look_day=days,
            article=articles,
            page=pages,
        )

    def _days(self, table: str, column: str, articles: set[str]) -> set[str]:
        cast = "::DATE" if column == "published_at" else ""
        found = self.con.execute(
            f"SELECT DISTINCT {column}{cast} FROM {table} WHERE list_contains(?, article_id)",  # noqa: S608
            [sorted(articles)],
        ).fetchall()
        return {str(row[0]) for row in found if row[0] is not None}

    def _stories(self) -> set[str]:
        return {row[0] for row in self.con.execute("SELECT story_id FROM story").fetchall()}

    def note(self, **scopes: set[str]) -> None:
        for scope, ids in scopes.items():
            changes.note(self.con, scope, "SELECT unnest(?)", [sorted(ids)])

    def build(self, *, whole: bool = False) -> None:
        for mart in marts.marts():
            build.build(self.con, mart, whole=whole)

    def shown(self) -> dict[str, list[tuple]]:
        found = {}
        for mart in marts.marts():
            columns = ", ".join(
                f'round("{name}", 9)' if kind == "DOUBLE" else f'"{name}"'
                for name, kind, *_ in self.con.execute(f"DESCRIBE {mart.name}").fetchall()
            )
            found[mart.name] = sorted(self.con.execute(f"SELECT {columns} FROM {mart.name}").fetchall(), key=repr)  # noqa: S608
        return found

    def same_anew(self) -> None:
        kept = self.shown()
        self.build(whole=True)
        anew = self.shown()
        for name, rows in anew.items():
            assert Counter(map(repr, kept[name])) == Counter(map(repr, rows)), name


@pytest.mark.parametrize("seed", range(int(os.environ.get("MASTHEAD_SEEDS", "2"))))
def test_marts_kept_up_are_marts_made_anew(seed: int) -> None:
    made, world = random.Random(seed), crowd(seed)  # noqa: S311 - repeatable
    loaded = Loaded(world)
    articles = sorted(row["article_id"] for row in world.rows["article"])
    made.shuffle(articles)
    cuts = sorted(made.sample(range(1, len(articles)), 4))
    for first, last in zip([0, *cuts], [*cuts, len(articles)], strict=True):
        loaded.take(set(articles[first:last]))
        loaded.build()
    loaded.same_anew()


CHANGES = {
    "an article moves to another story": (
        "UPDATE article_story SET story_id = 'e1' WHERE article_id = 'd1'",
        {"related": {"d1"}, "story": {"s1", "e1"}, "day": {"2020-01-17"}},
    ),
    "an article leaves its story": (
        "DELETE FROM article_story WHERE article_id = 't1'",
        {"related": {"t1"}, "story": {"s1"}, "day": {"2020-01-08"}},
    ),
    "a copy is found to be none": (
        "UPDATE syndication SET weight = 1, role = 'original' WHERE article_id = 'p1'",
        {"related": {"p1"}, "story": {"s1"}, "day": {"2020-01-08"}},
    ),
    "an article gets another date": (
        "UPDATE article SET published_at = '2020-03-02' WHERE article_id = 'd2'",
        {"related": {"d2"}, "story": {"s1"}, "day": {"2020-01-24", "2020-03-02"}},
    ),
    "an article loses its date": (
        "UPDATE article SET published_at = NULL WHERE article_id = 'd2'",
        {"related": {"d2"}, "story": {"s1"}, "day": {"2020-01-24"}},
    ),
    "a page turns out a duplicate": (
        "UPDATE page SET fate = 'duplicate' WHERE article_id = 'w1'",
        {"related": {"w1"}, "story": {"s1"}, "day": {"2020-01-08"}},
    ),
    "an outlet gets another name": ("UPDATE outlet SET name = 'The Other' WHERE outlet_id = 'daily'", {"outlet": {"daily"}}),
    "an entity gets another name": ("UPDATE entity SET name = 'The Building' WHERE entity_id = 'pentagon'", {"entity": {"pentagon"}}),
    "a source turns out another": (
        "UPDATE attribution SET speaker_entity_id = 'irgc' WHERE source = 'A nurse'",
        {"version": {"*"}, "related": {"*"}, "day": {"*"}},
    ),
    "a look fails": (
        "UPDATE coverage SET failed = 5, stored = 0, gap = true",
        {"look_day": {"2020-01-08", "2020-01-09"}},
    ),
}


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> tuple[World, Path]:
    """A world, and a file with all of it and its marts."""
    world, path = crowd(5), tmp_path_factory.mktemp("held") / "held.duckdb"
    loaded = Loaded(world, path)
    loaded.take({row["article_id"] for row in world.rows["article"]})
    loaded.build()
    loaded.con.close()
    return world, path


@pytest.mark.parametrize("what", CHANGES)
def test_what_changes_later_is_kept_up_with(what: str, held: tuple[World, Path], tmp_path: Path) -> None:
    world, path = held
    loaded = Loaded(world, shutil.copyfile(path, tmp_path / "own.duckdb"))
    change, notes = CHANGES[what]
    loaded.con.execute(change)
    every = {
        "version": "SELECT version_id FROM attribution WHERE source = 'A nurse'",
        "related": "SELECT v.article_id FROM attribution JOIN article_version AS v USING (version_id) WHERE source = 'A nurse'",
        "day": "SELECT published_at::DATE FROM article",
    }
    for scope, ids in notes.items():
        if ids == {"*"}:
            changes.note(loaded.con, scope, every[scope])
        else:
            loaded.note(**{scope: ids})
    before = loaded.shown()
    loaded.build()
    assert loaded.shown() != before
    loaded.same_anew()


def test_nothing_is_made_anew_where_nothing_changed() -> None:
    loaded = Loaded(al_asad())
    loaded.take({"w1", "t1", "d1"})
    loaded.build()
    loaded.con.execute("UPDATE figures SET surface = 'left alone'")
    loaded.take({"d2"})
    loaded.build()
    assert loaded.con.execute("SELECT count(*) FILTER (surface = 'left alone'), count(*) FROM figures").fetchone() == (5, 6)


def broken(loaded: Loaded, name: str, *, whole: bool = False) -> int:
    return checking.run(loaded.con, check(name), whole=whole).height


def test_a_check_asks_of_what_changed_and_stays_broken_until_it_is_right() -> None:
    loaded = Loaded(al_asad())
    loaded.take({"w1", "t1"})
    assert broken(loaded, "intervals") == 0
    loaded.con.execute("UPDATE figure SET value_high = -1 WHERE version_id = 't1.1' AND value_high = 15")
    assert broken(loaded, "intervals") == 0  # nobody noted a change
    assert broken(loaded, "intervals", whole=True) == 1
    assert broken(loaded, "intervals") == 1  # and now it is not forgotten
    loaded.take({"d1"})
    assert broken(loaded, "intervals") == 1
    loaded.con.execute("UPDATE figure SET value_high = 15 WHERE value_high = -1")
    assert broken(loaded, "intervals") == 0
    loaded.take({"d2"})
    loaded.con.execute("UPDATE figure SET value_high = -1 WHERE version_id = 'd2.1'")
    assert broken(loaded, "intervals") == 1
    assert broken(loaded, "intervals") == 1


@pytest.mark.parametrize("name", [one.name for one in checks() if one.changed])
def test_a_check_finds_in_what_changed_what_it_finds_in_all(name: str) -> None:
    loaded = Loaded(al_asad())
    checking.run(loaded.con, check(name))
    assert loaded.con.execute("SELECT count(*) FROM seen").fetchone() == (1,)
    loaded.take({row["article_id"] for row in loaded.world.rows["article"]})
    whole = checking.run(loaded.con, check(name), noted=False)
    assert sorted(map(repr, checking.run(loaded.con, check(name)).rows())) == sorted(map(repr, whole.rows()))
