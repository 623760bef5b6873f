"""Edits worked out bit by bit are those of working out everything, whatever the order of arrival; they depend on versions and copies alone."""

from __future__ import annotations

import os
import random
from datetime import timedelta

import pytest
from copies_world import START, Look, look, version, world, write

from pipeline.relating.run import relate
from pipeline.store.changes import RELATE
from pipeline.store.warehouse import Warehouse

BODY = "Missiles hit the base at dawn. The ministry said 46 men were hurt. Oil rose by four percent in London. Nobody has claimed the attack so far."


def held(warehouse: Warehouse) -> list[tuple]:
    return warehouse.frame("FROM article_edit ORDER BY edit_id").rows()


def changing(seed: int) -> list[Look]:
    """Copies' world, and articles whose sentences come, go and change places over several looks."""
    chosen = random.Random(seed)  # noqa: S311 - repeatable is the point
    looks = world(seed, 30)
    for number in range(8):
        url = f"https://daily.example/edited/{number}"
        parts = BODY.split(". ")
        for at in range(chosen.randint(2, 4)):
            shown = version("daily", url, ". ".join(parts), START)
            looks.append(look("daily", url, START + timedelta(days=130, hours=at), shown))
            parts = [part.replace("46", str(chosen.randint(10, 99))) for part in parts if chosen.random() > 0.2] or parts
            chosen.shuffle(parts)
    return looks


@pytest.mark.parametrize("seed", range(int(os.environ.get("MASTHEAD_SEEDS", "2"))))
def test_any_order_and_any_split_gives_the_rows_of_one_load(tmp_path, seed) -> None:
    looks = changing(seed)
    with Warehouse.open(tmp_path / "once.duckdb") as warehouse:
        warehouse.load([write(tmp_path / "once", "all", looks)])
        relate(warehouse)
        expected = held(warehouse)
    assert {row[2] for row in expected} == {"revision", "original"}
    chosen = random.Random(seed)  # noqa: S311 - repeatable is the point
    chosen.shuffle(looks)
    cuts = sorted(chosen.sample(range(1, len(looks)), chosen.randint(1, 6)))
    with Warehouse.open(tmp_path / "bits.duckdb") as warehouse:
        for at, (first, last) in enumerate(zip([0, *cuts], [*cuts, len(looks)], strict=True)):
            warehouse.load([write(tmp_path / "bits", f"b{at}", looks[first:last])])
            relate(warehouse)
        assert held(warehouse) == expected
        texts = dict(warehouse.frame("SELECT version_id, text FROM article_version").rows())
        for row in warehouse.frame("FROM article_edit").iter_rows(named=True):
            for side in ("before", "after"):
                if row[side] is not None:
                    assert texts[row[f"{side}_version_id"]][row[f"{side}_start"] : row[f"{side}_end"]] == row[side]


def test_versions_follow_each_other_as_they_were_first_seen(tmp_path) -> None:
    url = "https://daily.example/a"
    first, second = (version("daily", url, BODY.replace("46", number), START) for number in ("46", "34"))
    with Warehouse.open(tmp_path / "w.duckdb") as warehouse:
        warehouse.load([write(tmp_path, "b1", [look("daily", url, START + timedelta(days=2), first)])])
        relate(warehouse)
        assert held(warehouse) == []
        # What comes later was seen earlier.
        warehouse.load([write(tmp_path, "b2", [look("daily", url, START + timedelta(days=1), second)])])
        relate(warehouse)
        (row,) = warehouse.frame("SELECT before_version_id, after_version_id, kind FROM article_edit").rows()
        assert row == (second.version_id, first.version_id, "changed")
        # Seen earlier still, in a look of its own: the order turns, and set back to it nothing is new.
        early = [look("daily", url, START + timedelta(hours=hour), first) for hour in (1, 90)]
        warehouse.load([write(tmp_path, "b3", early)])
        relate(warehouse)
        (row,) = warehouse.frame("SELECT before_version_id, after_version_id, kind FROM article_edit").rows()
        assert row == (first.version_id, second.version_id, "changed")


def test_an_original_that_comes_late_shows_what_its_copy_changed_and_copies_of_what_is_loaded_are_related(tmp_path) -> None:
    more = " The envoy left Vienna on Friday without a word. Trains to the south were late all day. A ship lay off the port for hours."
    wire = version("wire", "https://wire.example/a", BODY + more, START)
    copy = version("daily", "https://daily.example/a", BODY.replace("46", "64") + more, START, credit_outlet_id="wire")
    with Warehouse.open(tmp_path / "w.duckdb") as warehouse:
        warehouse.load([write(tmp_path, "b1", [look("daily", copy.url, START + timedelta(days=2), copy)])])
        relate(warehouse)
        assert held(warehouse) == []
        warehouse.load([write(tmp_path, "b2", [look("wire", wire.url, START + timedelta(days=3), wire)])])
        relate(warehouse)
        rows = warehouse.frame("SELECT article_id, against, kind, before, after FROM article_edit WHERE NOT in_headline").rows()
        assert rows == [
            (copy.article_id, "original", "changed", "The ministry said 46 men were hurt.", "The ministry said 64 men were hurt.")
        ]
        pending = warehouse.pending(RELATE, "other")
        assert copy.article_id in warehouse.changed(pending, "related")
        assert relate(warehouse) == 0
