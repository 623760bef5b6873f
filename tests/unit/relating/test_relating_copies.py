"""Relations worked out bit by bit are those of working out everything, whatever the order of arrival."""

from __future__ import annotations

import os
import random
from datetime import timedelta

import pytest
from copies_world import START, as_wire, look, sentence, version, world, write

from pipeline.relating.copies import relate_copies
from pipeline.relating.looks import relate_days, relate_looks
from pipeline.store.changes import RELATE
from pipeline.store.warehouse import Warehouse

TABLES = ("article", "page", "syndication", "coverage")
KEPT = ("sketch", "furniture", "overlap")


def work(warehouse: Warehouse, code: str = "code") -> None:
    pending = warehouse.pending(RELATE, code)
    with warehouse.transaction():
        looks = relate_looks(warehouse, pending)
        relate_copies(warehouse, pending, looks)
        relate_days(warehouse, pending)
        warehouse.settle(code)


def held(warehouse: Warehouse) -> dict[str, list[tuple]]:
    rows = {name: warehouse.frame(f"FROM {name}").rows() for name in TABLES + KEPT}
    return {name: sorted(found, key=repr) for name, found in rows.items()}


def at_once(folder, looks) -> dict[str, list[tuple]]:
    with Warehouse.open(folder / "once.duckdb") as warehouse:
        warehouse.load([write(folder / "once", "all", looks)])
        work(warehouse)
        return held(warehouse)


@pytest.mark.parametrize("seed", range(int(os.environ.get("MASTHEAD_SEEDS", "2"))))
def test_any_order_and_any_split_gives_the_rows_of_one_load(tmp_path, seed) -> None:
    looks = world(seed, 45)
    expected = at_once(tmp_path, looks)
    assert {row[2] for row in expected["syndication"]} == {"original", "copy", "partial"}
    assert {row[3] for row in expected["page"]} >= {"stored", "duplicate"}
    assert expected["furniture"]
    chosen = random.Random(seed)  # noqa: S311
    chosen.shuffle(looks)
    cuts = sorted(chosen.sample(range(1, len(looks)), chosen.randint(1, 9)))
    with Warehouse.open(tmp_path / "bits.duckdb") as warehouse:
        for at, (first, last) in enumerate(zip([0, *cuts], [*cuts, len(looks)], strict=True)):
            warehouse.load([write(tmp_path / "bits", f"b{at}", looks[first:last])])
            work(warehouse)
        bits = held(warehouse)
        for name in TABLES + KEPT:
            assert bits[name] == expected[name], name
        work(warehouse, "other code")
        assert held(warehouse) == expected


@pytest.fixture
def warehouse(tmp_path):
    with Warehouse.open(tmp_path / "w.duckdb") as opened:
        yield opened


def story(seed: int, sentences: int = 8) -> str:
    chosen = random.Random(seed)  # noqa: S311
    return " ".join(sentence(chosen) for _ in range(sentences))


def shown(outlet: str, name: str, body: str, hours: int = 0, seen: int = 0, **values):
    url = f"https://{outlet}.example/{name}"
    return look(outlet, url, START + timedelta(days=1, hours=seen), version(outlet, url, body, START + timedelta(hours=hours), **values))


def load(warehouse, tmp_path, name: str, *looks) -> None:
    warehouse.load([write(tmp_path / "batches", name, list(looks))])
    work(warehouse)


def roles(warehouse) -> dict[str, tuple]:
    rows = warehouse.frame(
        "SELECT a.url, s.role, o.url AS of FROM syndication s JOIN article a USING (article_id) LEFT JOIN article o ON o.article_id = s.original_article_id"
    )
    return {
        row[0].split("//")[1].replace(".example", ""): (row[1], row[2] and row[2].split("//")[1].replace(".example", ""))
        for row in rows.iter_rows()
    }


def test_a_late_original_takes_its_copies_over(warehouse, tmp_path) -> None:
    body = story(1)
    load(warehouse, tmp_path, "one", shown("daily", "a", body, 5), shown("herald", "b", f"{body} {story(2, 1)}", 6))
    assert roles(warehouse) == {"daily/a": ("original", None), "herald/b": ("copy", "daily/a")}
    load(warehouse, tmp_path, "two", shown("wire", "c", body, 7))
    assert roles(warehouse) == {"wire/c": ("original", None), "daily/a": ("copy", "wire/c"), "herald/b": ("copy", "wire/c")}


def test_an_article_that_is_rewritten_leaves_its_cluster(warehouse, tmp_path) -> None:
    body = story(1)
    load(warehouse, tmp_path, "one", shown("wire", "a", body), shown("daily", "b", f"{body} {story(2, 1)}", 3))
    assert "daily/b" in roles(warehouse)
    load(warehouse, tmp_path, "two", shown("daily", "b", story(3), 3, seen=9))
    assert roles(warehouse) == {}


def test_an_outlet_that_turns_out_to_be_a_wire_comes_first(warehouse, tmp_path) -> None:
    body = story(1)
    load(warehouse, tmp_path, "one", shown("daily", "a", body), shown("herald", "b", f"{body} {story(2, 1)}", 3))
    assert roles(warehouse)["daily/a"] == ("original", None)
    warehouse.load([as_wire(tmp_path / "batches", "two", "herald")])
    work(warehouse)
    assert roles(warehouse)["herald/b"] == ("original", None)


def test_what_became_furniture_is_no_longer_a_copy(warehouse, tmp_path) -> None:
    fixed = " ".join(sentence(random.Random(at)) for at in range(100, 106))  # noqa: S311
    looks = [shown("blog", f"n{at}", f"{story(at, 3)} {fixed}", at) for at in range(5)]
    load(warehouse, tmp_path, "one", *looks[:2])
    assert roles(warehouse)
    load(warehouse, tmp_path, "two", *looks[2:])
    assert roles(warehouse) == {}
    assert len(warehouse.frame("FROM furniture")["passages"][0]) == 6


def test_only_what_changed_is_worked_out_and_noted(warehouse, tmp_path) -> None:
    body = story(1)
    looks = [shown("wire", "a", body), shown("daily", "b", f"{body} {story(2, 1)}", 3), shown("blog", "c", story(4), 4)]
    load(warehouse, tmp_path, "one", *looks)
    warehouse.load([write(tmp_path / "batches", "two", [shown("herald", "d", f"{body} {story(5, 1)}", 30)])])
    pending = warehouse.pending(RELATE, "code")
    with warehouse.transaction():
        found = relate_looks(warehouse, pending)
        copied = relate_copies(warehouse, pending, found)
        days = relate_days(warehouse, pending)
        warehouse.settle("code")
    names = dict(warehouse.frame("SELECT article_id, split_part(url, '/', 4) FROM article").iter_rows())
    assert {names[key] for key in found.related["article_id"]} == {"d"}
    assert {names[key] for key in copied.related["article_id"]} == {"d"}
    assert (found.rows, copied.rows, days) == (2, 1, 1)
    pending = warehouse.pending(RELATE, "code")
    assert not pending.everything
    with warehouse.transaction():
        assert relate_looks(warehouse, pending).rows == relate_copies(warehouse, pending, found).rows == 0


def test_many_addresses_of_the_very_same_text_are_not_held_against_each_other(warehouse, tmp_path) -> None:
    body = story(1)
    load(
        warehouse,
        tmp_path,
        "one",
        *(shown(outlet, f"n{at}", body, at) for at in range(20) for outlet in ("daily", "herald")),
        shown("wire", "a", body, 99),
    )
    assert warehouse.frame("FROM overlap").is_empty()
    found = warehouse.frame("SELECT role, count(*) AS n FROM syndication GROUP BY role")
    assert dict(found.iter_rows()) == {"original": 1, "copy": 2}  # of each outlet one address is kept
