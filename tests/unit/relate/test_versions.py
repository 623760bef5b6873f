"""What becomes of articles and pages, whatever order their looks came in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import polars as pl
import pytest

from pipeline.records import Article, ArticleVersion, Capture, Page
from pipeline.relate.coverage import coverage
from pipeline.relate.frames import build, conform, schema
from pipeline.relate.versions import articles, kept_articles, pages

START = datetime(2020, 1, 8, 6, tzinfo=UTC)
NAIVE = START.replace(tzinfo=None)


def hours(count: int) -> datetime:
    return START + timedelta(hours=count)


def look(page: str, at: int, version: str | None = None, **values) -> dict:
    outlet = values.pop("outlet", "daily")
    return {
        "capture_id": f"{page}@{at}",
        "page_id": page,
        "url": values.pop("url", f"https://{outlet}.example/{page}"),
        "outlet_id": outlet,
        "fetched_at": hours(at),
        "ingest_day": START.date(),
        "origin": values.pop("origin", "file"),
        "found_in": None,
        "http_status": 200,
        "media_type": "text/html",
        "raw_hash": None,
        "byte_count": 1,
        "fate": values.pop("fate", "stored" if version else "failed"),
        "reason": values.pop("reason", None if version else "timeout"),
        "detail": values.pop("detail", None),
        "article_id": version.split(".")[0] if version else None,
        "version_id": version,
    }


def text(version: str, **values) -> dict:
    article, _, _ = version.partition(".")
    row = dict.fromkeys(schema(ArticleVersion))
    return row | {
        "version_id": version,
        "article_id": article,
        "outlet_id": "daily",
        "url": f"https://daily.example/{article}",
        "title": f"Title of {version}",
        "authors": [],
        "published_at": START,
        "published_method": "json_ld",
        "text": "t",
        "body_start": 0,
        "content_hash": version,
        "word_count": 1,
        "relevance": 1.0,
        **values,
    }


def told(looks: list[dict], texts: list[dict]) -> tuple[dict[str, dict], dict[str, dict]]:
    """Articles and pages by id; checked to be the same with rows turned round."""
    results = []
    for rows, versions in ((looks, texts), (looks[::-1], texts[::-1])):
        capture, version = build(rows, Capture), build(versions, ArticleVersion)
        article = articles(capture, version)
        results.append((article, pages(capture, article, version)))
    assert results[0][0].equals(results[1][0])
    assert results[0][1].equals(results[1][1])
    article, page = results[0]
    assert article.schema == schema(Article)
    assert page.schema == schema(Page)
    return {row["article_id"]: row for row in article.iter_rows(named=True)}, {row["page_id"]: row for row in page.iter_rows(named=True)}


def test_the_current_version_is_the_one_looked_at_last_also_when_it_was_set_back() -> None:
    article, page = told([look("a", 0, "a.1"), look("a", 1, "a.2"), look("a", 2, "a.1")], [text("a.1"), text("a.2")])
    assert article["a"]["current_version_id"] == "a.1"
    assert article["a"]["title"] == "Title of a.1"
    assert article["a"]["version_count"] == 2
    assert article["a"]["first_fetched_at"] == NAIVE
    assert page["a"]["fate"] == "stored"


def test_the_date_is_the_earliest_any_version_states_with_its_method() -> None:
    later = text("a.2", published_at=hours(5), published_method="meta")
    undated = text("a.3", published_at=None, published_method=None)
    article, _ = told([look("a", 0, "a.1"), look("a", 1, "a.2"), look("a", 2, "a.3")], [text("a.1"), later, undated])
    assert (article["a"]["published_at"], article["a"]["published_method"]) == (NAIVE, "json_ld")


def test_an_article_without_any_date_has_none() -> None:
    article, _ = told([look("a", 0, "a.1")], [text("a.1", published_at=None, published_method=None)])
    assert article["a"]["published_at"] is None


def test_a_page_stored_once_stays_stored_whatever_comes_later() -> None:
    _, page = told([look("a", 0, "a.1"), look("a", 1, fate="failed", reason="not_found")], [text("a.1")])
    assert (page["a"]["fate"], page["a"]["reason"], page["a"]["retry_at"], page["a"]["article_id"]) == ("stored", None, None, "a")


def test_a_page_never_stored_has_the_fate_of_its_latest_look() -> None:
    looks = [
        look("p", 0, fate="failed", reason="timeout", detail="20 s"),
        look("p", 1, fate="skipped", reason="paywall", detail="a teaser"),
    ]
    _, page = told(looks, [])
    assert (page["p"]["fate"], page["p"]["reason"], page["p"]["detail"], page["p"]["retry_at"]) == ("skipped", "paywall", "a teaser", None)


def test_a_failed_page_of_the_web_is_tried_again_a_day_later_unless_the_fetcher_says_other() -> None:
    _, page = told([look("p", 3, origin="feed")], [])
    assert (page["p"]["fate"], page["p"]["retry_at"]) == ("failed", NAIVE + timedelta(hours=27))


@pytest.mark.parametrize("origin", ["file", "article_list", "warc"])
def test_nobody_tries_a_local_file_again_by_himself(origin) -> None:
    _, page = told([look("p", 3, origin=origin)], [])
    assert (page["p"]["fate"], page["p"]["retry_at"], page["p"]["last_looked_at"]) == ("failed", None, hours(3).replace(tzinfo=None))


def test_a_page_left_out_without_a_reason_still_gets_one() -> None:
    _, page = told([look("p", 0, fate="failed", reason=None)], [])
    assert page["p"]["reason"] == "unreadable"


def test_a_page_whose_article_a_contract_refused_is_quarantined() -> None:
    article, page = told([look("a", 0, "a.1")], [])
    assert article == {}
    assert (page["a"]["fate"], page["a"]["reason"], page["a"]["article_id"]) == ("quarantined", "refused", None)


def test_of_two_addresses_of_one_article_its_own_is_kept() -> None:
    looks = [look("amp", 0, "a.1", url="https://daily.example/amp/a"), look("a", 1, "a.1"), look("zzz", 2, "a.1", url=None)]
    _, page = told(looks, [text("a.1")])
    assert (page["a"]["fate"], page["a"]["duplicate_of"]) == ("stored", None)
    for other in ("amp", "zzz"):
        assert (page[other]["fate"], page[other]["reason"], page[other]["duplicate_of"], page[other]["article_id"]) == (
            "duplicate",
            "same_article",
            "a",
            "a",
        )


def test_of_two_articles_with_one_text_the_first_published_is_kept_and_the_others_pages_point_at_its_page() -> None:
    same = {"content_hash": "same"}
    texts = [
        text("b.1", **same, published_at=hours(-2)),
        text("a.1", **same),
        text("c.1", **same, published_at=None, published_method=None),
    ]
    looks = [look("a", 0, "a.1"), look("b", 0, "b.1"), look("c", 0, "c.1"), look("amp", 0, "a.1")]
    article, page = told(looks, texts)
    assert (page["b"]["fate"], page["b"]["duplicate_of"]) == ("stored", None)
    assert [(page[name]["reason"], page[name]["duplicate_of"]) for name in ("a", "c", "amp")] == [
        ("same_text", "b"),
        ("same_text", "b"),
        ("same_article", "b"),
    ]
    capture, version = build(looks, Capture), build(texts, ArticleVersion)
    rows = articles(capture, version)
    assert kept_articles(rows, pages(capture, rows, version))["article_id"].to_list() == ["b"]
    assert set(article) == {"a", "b", "c"}


def test_of_equal_dates_the_first_seen_then_the_smaller_address_is_kept() -> None:
    same = {"content_hash": "same"}
    _, page = told([look("a", 1, "a.1"), look("b", 0, "b.1")], [text("a.1", **same), text("b.1", **same)])
    assert (page["a"]["fate"], page["b"]["fate"]) == ("duplicate", "stored")
    _, page = told([look("a", 0, "a.1"), look("b", 0, "b.1")], [text("a.1", **same), text("b.1", **same)])
    assert (page["a"]["fate"], page["b"]["fate"]) == ("stored", "duplicate")


def test_one_text_in_two_outlets_is_no_duplicate() -> None:
    texts = [text("a.1", content_hash="same"), text("b.1", content_hash="same", outlet_id="paper")]
    _, page = told([look("a", 0, "a.1"), look("b", 0, "b.1", outlet="paper")], texts)
    assert {row["fate"] for row in page.values()} == {"stored"}


def test_coverage_counts_looks_by_outlet_and_day_of_the_fetch() -> None:
    looks = [
        look("a", 0, "a.1"),
        look("b", 1, fate="skipped", reason="paywall"),
        look("c", 2),
        look("d", 30),
        look("e", 31),
        look("f", 0, fate="skipped", reason="paywall", outlet="paper"),
    ]
    assert coverage(build(looks, Capture)).rows() == [
        ("daily", NAIVE.date(), 3, 1, 1, 1, 0, 0, 0, 0, False, None),
        ("daily", NAIVE.date() + timedelta(days=1), 2, 0, 0, 2, 0, 0, 0, 0, True, "errors"),
        ("paper", NAIVE.date(), 1, 0, 1, 0, 0, 0, 0, 0, False, None),
    ]


def test_nothing_in_is_nothing_out_with_the_right_columns() -> None:
    article, page = told([], [])
    assert article == page == {}
    assert coverage(build([], Capture)).is_empty()


def test_a_frame_from_the_warehouse_with_naive_times_is_taken_too() -> None:
    aware = build([look("a", 0, "a.1")], Capture)
    assert aware["fetched_at"].to_list() == [NAIVE]
    assert conform(aware, Capture).equals(aware)
    assert conform(aware.with_columns(further=1), Capture).columns == list(schema(Capture))
    with pytest.raises(pl.exceptions.ColumnNotFoundError):
        conform(aware.drop("fate"), Capture)
