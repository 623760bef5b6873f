"""The check on how often copies and credits are found, on a history made by hand."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from pipeline.records import Article, ArticleVersion, Page, Syndication
from pipeline.relate.frames import build, schema
from pipeline.store.warehouse import Warehouse

if TYPE_CHECKING:
    from pathlib import Path

NEWEST = date(2021, 6, 30)


def days_ago(count: int) -> date:
    return NEWEST - timedelta(days=count)


def history(*spans: tuple[str, int, int, int, int, int]) -> dict:
    """Frames of spans (outlet, first and last day before the newest, articles a day, of which copies, of which credit another)."""
    rows: dict[type, list[dict]] = {Article: [], ArticleVersion: [], Page: [], Syndication: []}
    for outlet, oldest, youngest, articles, copies, credits_ in spans:
        for ago in range(youngest, oldest + 1):
            for at in range(articles):
                key = f"{outlet}-{ago}-{at}"
                when = datetime.combine(days_ago(ago), datetime.min.time())
                _add(
                    rows,
                    Article,
                    article_id=key,
                    outlet_id=outlet,
                    published_at=when,
                    first_fetched_at=when,
                    version_count=1,
                    current_version_id=key,
                )
                credit = "wire" if at < credits_ else None
                _add(
                    rows,
                    ArticleVersion,
                    version_id=key,
                    article_id=key,
                    outlet_id=outlet,
                    authors=[],
                    text="",
                    body_start=0,
                    content_hash=key,
                    word_count=0,
                    relevance=1.0,
                    credit_outlet_id=credit,
                )
                _add(rows, Page, page_id=key, outlet_id=outlet, fate="stored", article_id=key, last_looked_at=when, unchanged=0)
                if at < copies:
                    _add(rows, Syndication, article_id=key, cluster_id=key, role="copy", containment=1.0, evidence="near_text", weight=0.0)
    return {record: build(found, record) for record, found in rows.items()}


def _add(rows: dict[type, list[dict]], record: type, **values) -> None:
    rows[record].append({name: values.get(name) for name in schema(record)})


@pytest.fixture
def ask(tmp_path: Path):
    def asked(*spans) -> dict[tuple[str, str, int], dict]:
        names = {Article: "article", ArticleVersion: "article_version", Page: "page", Syndication: "syndication"}
        with Warehouse.open(tmp_path / "w.duckdb") as warehouse:
            for record, frame in history(*spans).items():
                warehouse.merge(names[record], frame)
            found = warehouse.run_check("flag_prevalence")
        return {(row["outlet"], row["flag"], row["days"]): row for row in found.iter_rows(named=True)}

    return asked


def test_steady_shares_are_no_news(ask) -> None:
    assert ask(("daily", 34, 0, 10, 3, 2), ("blog", 34, 0, 5, 0, 0)) == {}


def test_a_share_that_falls_to_nothing_is_told_with_its_counts(ask) -> None:
    found = ask(("daily", 34, 7, 10, 3, 2), ("daily", 6, 0, 10, 0, 2), ("herald", 34, 0, 40, 10, 0))
    assert set(found) == {
        ("daily", "copy", 7)
    }  # of one day's ten articles none may be chance, and of all outlets' articles nine in ten go on
    row = found["daily", "copy", 7]
    assert (row["what"], row["articles"], row["flagged"], row["articles_before"], row["flagged_before"]) == (
        "fell to nothing",
        70,
        0,
        280,
        84,
    )
    assert (row["last_day"], row["share_before"]) == (NEWEST, 0.3)


def test_the_whole_line_losing_its_credits_in_a_day_is_told(ask) -> None:
    found = ask(*((f"o{at}", 34, 1, 4, 0, 1) for at in range(12)), *((f"o{at}", 0, 0, 4, 0, 0) for at in range(12)))
    assert found["all outlets", "credit", 1]["what"] == "fell to nothing"
    assert not {outlet for outlet, _, _ in found if outlet != "all outlets"}  # four articles of one outlet say nothing


def test_a_jump_is_told_both_ways(ask) -> None:
    found = ask(("daily", 34, 7, 10, 1, 8), ("daily", 6, 0, 10, 9, 4))
    assert found["daily", "copy", 7]["what"] == "jumped up"
    assert found["daily", "credit", 7]["what"] == "jumped down"


def test_few_articles_and_a_new_outlet_say_nothing(ask) -> None:
    assert ask(("daily", 34, 7, 1, 1, 1), ("daily", 6, 0, 1, 0, 0), ("new", 6, 0, 50, 40, 40)) == {}
    assert ask() == {}
