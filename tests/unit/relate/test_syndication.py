"""Who is whose copy."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import polars as pl
import pytest
from one_pass import copies

from pipeline.records import Article, ArticleVersion, Outlet, Syndication
from pipeline.relate.frames import build, schema

START = datetime(2020, 1, 8, tzinfo=UTC)
WORDS = [
    f"{start}{end}"
    for start in ("ba", "ko", "mi", "tu", "re", "sa", "lo", "ni")
    for end in ("lan", "ver", "dor", "stik", "ram", "pel", "gos", "wen")
]


def prose(seed: int, words: int = 200) -> str:
    """Words that no other seed says in this order."""
    chosen = random.Random(seed)  # noqa: S311 - not for secrets
    return " ".join(chosen.choice(WORDS) for _ in range(words))


def art(article: str, outlet: str, text: str, *, hour: int | None = 0, versions: tuple[str, ...] = (), **values) -> tuple[dict, list[dict]]:
    """An article row and its version rows; `versions` are earlier texts."""
    texts = [*versions, text]
    made = []
    for at, one in enumerate(texts):
        full = f"Headline\n\n{one}"
        row = dict.fromkeys(schema(ArticleVersion)) | {
            "version_id": f"{article}.{at}",
            "article_id": article,
            "outlet_id": outlet,
            "authors": [],
            "text": full,
            "body_start": 10,
            "content_hash": full,
            "word_count": len(full.split()),
            "relevance": 1.0,
            **{key: value for key, value in values.items() if key in schema(ArticleVersion)},
        }
        if row["credit"]:
            row["credit_start"] = full.index(row["credit"])
            row["credit_end"] = row["credit_start"] + len(row["credit"])
        made.append(row)
    when = START + timedelta(hours=hour) if hour is not None else None
    known = dict.fromkeys(schema(Article)) | {
        "article_id": article,
        "outlet_id": outlet,
        "url": f"https://{outlet}.example/{article}",
        "published_at": when,
        "first_fetched_at": START,
        "version_count": len(texts),
        "current_version_id": made[-1]["version_id"],
    }
    return known, made


def told(*arts: tuple[dict, list[dict]], wires: tuple[str, ...] = ("wire",)) -> dict[str, dict]:
    """Syndication rows by article; checked to be the same for any order, and to weigh 1 or more in every cluster."""
    ids = sorted({known["outlet_id"] for known, _ in arts})
    outlet = build(
        (
            dict.fromkeys(schema(Outlet))
            | {
                "outlet_id": name,
                "name": name,
                "owner_kind": "private",
                "kind": "wire" if name in wires else "newspaper",
                "catalogued": True,
                "invented": True,
            }
            for name in ids
        ),
        Outlet,
    )
    results = [
        copies(build([known for known, _ in order], Article), build([row for _, rows in order for row in rows], ArticleVersion), outlet)
        for order in (arts, arts[::-1])
    ]
    assert results[0].equals(results[1])
    assert results[0].schema == schema(Syndication)
    assert results[0].group_by("cluster_id").agg(pl.col("weight").sum()).filter(pl.col("weight") < 1).is_empty()
    return {row["article_id"]: row for row in results[0].iter_rows(named=True)}


def test_articles_that_share_nothing_are_in_no_cluster() -> None:
    assert told(art("a", "wire", prose(1)), art("b", "paper", prose(2))) == {}


def test_a_credited_article_whose_original_was_never_seen_stays_alone() -> None:
    assert told(art("a", "paper", f"(Wire) {prose(1)}", credit="(Wire)", credit_outlet_id="wire")) == {}


def test_a_reprint_is_a_copy_of_the_wire_that_counts_nothing() -> None:
    text = prose(1)
    found = told(art("w", "wire", text), art("p", "paper", f"(Wire) {text}", hour=3, credit="(Wire)", credit_outlet_id="wire"))
    assert (found["w"]["role"], found["w"]["weight"], found["w"]["original_article_id"], found["w"]["source_outlet_id"]) == (
        "original",
        1.0,
        None,
        "wire",
    )
    assert (found["p"]["role"], found["p"]["weight"], found["p"]["original_article_id"], found["p"]["source_outlet_id"]) == (
        "copy",
        0.0,
        "w",
        "wire",
    )
    assert found["p"]["containment"] == 1.0  # the credit's own words are left out
    assert found["p"]["cluster_id"] == found["w"]["cluster_id"]


def test_a_small_edit_is_still_a_copy() -> None:
    text = prose(1)
    found = told(art("w", "wire", text), art("p", "paper", text.replace(text.split()[100], "edited", 1) + " " + prose(9, 20), hour=3))
    assert found["p"]["role"] == "copy"
    assert 0.8 <= found["p"]["containment"] < 1
    assert found["p"]["evidence"] == "near_text"


def test_a_take_of_half_the_words_counts_for_the_other_half() -> None:
    text = prose(1)
    found = told(art("w", "wire", text), art("p", "paper", " ".join(text.split()[:100]) + " " + prose(2, 100), hour=3))
    assert found["p"]["role"] == "partial"
    assert found["p"]["weight"] == pytest.approx(0.5, abs=0.03)
    assert found["p"]["containment"] + found["p"]["weight"] == pytest.approx(1)


def test_a_quotation_in_common_makes_no_copy() -> None:
    speech = prose(1, 40)
    assert told(art("a", "wire", f"{speech} {prose(2)}"), art("b", "paper", f"{speech} {prose(3)}")) == {}


def test_who_credits_nobody_comes_first_then_wires_then_time_then_the_fuller() -> None:
    text = prose(1)
    credited = {"credit": "(Wire)", "credit_outlet_id": "wire"}
    assert told(art("a", "paper", f"(Wire) {text}", hour=0, **credited), art("b", "daily", text, hour=5))["b"]["role"] == "original"
    assert told(art("a", "paper", text, hour=0), art("b", "wire", text, hour=5))["b"]["role"] == "original"
    assert told(art("a", "paper", text, hour=2), art("b", "daily", text, hour=1))["b"]["role"] == "original"
    assert told(art("a", "paper", text, hour=None), art("b", "daily", text, hour=9))["b"]["role"] == "original"
    assert told(art("a", "paper", text), art("b", "daily", f"{text} {prose(3, 20)}"))["b"]["role"] == "original"
    assert told(art("a", "paper", text), art("b", "daily", text))["a"]["role"] == "original"


def test_where_the_original_was_never_seen_the_earliest_copy_stands_in_for_it() -> None:
    text = prose(1)
    credited = {"credit": "(Wire)", "credit_outlet_id": "wire"}
    found = told(art("a", "paper", f"(Wire) {text}", hour=4, **credited), art("b", "daily", f"(Wire) {text}", hour=2, **credited))
    assert (found["b"]["role"], found["b"]["weight"], found["b"]["source_outlet_id"]) == ("original", 1.0, "wire")
    assert (found["a"]["role"], found["a"]["source_outlet_id"]) == ("copy", "wire")


def test_a_copy_of_a_copy_is_a_copy_of_the_original() -> None:
    words = prose(1).split()
    first, second = " ".join(words[:-10]), " ".join(words[:-20])
    found = told(art("w", "wire", " ".join(words)), art("a", "paper", first, hour=1), art("b", "daily", second, hour=2))
    assert found["b"]["original_article_id"] == "w"
    assert {row["cluster_id"] for row in found.values()} == {found["w"]["cluster_id"]}


def test_a_copy_is_compared_with_what_the_wire_said_then() -> None:
    then, now = prose(1), prose(2)
    found = told(art("w", "wire", now, versions=(then,)), art("p", "paper", then, hour=1))
    assert (found["p"]["role"], found["p"]["original_article_id"]) == ("copy", "w")


def test_evidence_says_how_it_is_known() -> None:
    text = prose(1)
    edited = f"{text} {prose(7, 20)}"
    same = told(art("w", "wire", text), art("p", "paper", f"(Wire) {text}", hour=1, credit="(Wire)", credit_outlet_id="wire"))
    near = told(art("w", "wire", edited), art("p", "paper", text, hour=1))
    credit = told(art("w", "wire", text), art("p", "paper", f"(Wire) {edited}", hour=1, credit="(Wire)", credit_outlet_id="wire"))
    canonical = told(art("w", "wire", text), art("p", "paper", edited, hour=1, canonical_elsewhere="https://wire.example/w"))
    assert [found["p"]["evidence"] for found in (same, credit, canonical, near)] == ["same_text", "credit", "canonical", "near_text"]


def test_very_short_texts_are_copies_only_if_they_are_the_same() -> None:
    assert told(art("w", "wire", "A short word."), art("p", "paper", "A short word indeed.", hour=1)) == {}
    assert told(art("w", "wire", "A short word."), art("p", "paper", "A short word.", hour=1))["p"]["role"] == "copy"
    assert told(art("w", "wire", ""), art("p", "paper", "x", hour=1)) == {}


def test_an_outlets_fixed_paragraphs_make_no_copies() -> None:
    fixed = prose(99, 120)
    assert told(*(art(f"a{at}", "blog", f"{prose(at, 60)}\n\n{fixed}", hour=at) for at in range(6))) == {}
    assert told(*(art(f"a{at}", "blog", f"{prose(at, 60)}\n\n{fixed}", hour=at) for at in range(3)))  # three times is no custom


def test_a_copy_names_the_version_it_is_to_be_compared_with() -> None:
    then, now = prose(1), f"{prose(1)} {prose(4, 60)}"
    found = told(
        art("w", "wire", now, versions=(then,)), art("p", "paper", then, hour=1), art("d", "daily", f"{now} {prose(5, 9)}", hour=2)
    )
    assert found["w"]["original_version_id"] is None
    assert found["p"]["original_version_id"] == "w.1"  # both hold all of it: the current one
    rewritten = told(art("w", "wire", prose(2), versions=(then,)), art("p", "paper", then, hour=1))
    assert rewritten["p"]["original_version_id"] == "w.0"


def test_words_in_common_count_within_thirty_days_the_same_words_and_links_always() -> None:
    text, edited = prose(1), f"{prose(1)} {prose(7, 20)}"
    assert "p" in told(art("w", "wire", text), art("p", "paper", edited, hour=24 * 30))
    assert told(art("w", "wire", text), art("p", "paper", edited, hour=24 * 31)) == {}
    assert "p" in told(art("w", "wire", text), art("p", "paper", edited, hour=None))  # time says nothing
    assert told(art("w", "wire", text), art("p", "paper", text, hour=24 * 400))["p"]["evidence"] == "same_text"
    linked = told(art("w", "wire", text), art("p", "paper", edited, hour=24 * 400, canonical_elsewhere="https://wire.example/w"))
    assert linked["p"]["evidence"] == "canonical"


def test_a_credit_makes_a_partial_take_of_what_would_be_quotations() -> None:
    shared = prose(1, 60)
    credited = {"credit_outlet_id": "wire"}
    plain = art("w", "wire", f"{shared} {prose(2, 160)}")
    assert told(plain, art("p", "paper", f"{shared} {prose(3, 160)}", hour=1)) == {}
    assert told(plain, art("p", "paper", f"{shared} {prose(3, 160)}", hour=1, **credited))["p"]["evidence"] == "credit"
    both = told(
        art("a", "paper", f"{shared} {prose(2, 160)}", **credited), art("b", "daily", f"{shared} {prose(3, 160)}", hour=1, **credited)
    )
    assert (both["b"]["role"], both["b"]["source_outlet_id"], both["a"]["source_outlet_id"]) == ("partial", "wire", "wire")
    assert (
        told(
            art("a", "paper", f"{shared} {prose(2, 160)}", **credited),
            art("b", "daily", f"{shared} {prose(3, 160)}", credit_outlet_id="mill"),
        )
        == {}
    )


def test_a_byline_that_has_no_place_in_the_text_is_a_credit_too() -> None:
    text = prose(1)
    found = told(art("b", "blog", text, credit_outlet_id="wire"), art("d", "daily", f"{text} {prose(3, 9)}", hour=9))
    assert found["d"]["role"] == "original"  # who credits somebody is not the first, although it was earlier
    assert (found["b"]["source_outlet_id"], found["b"]["evidence"]) == ("wire", "near_text")


def test_a_merged_article_hangs_on_the_one_it_took_most_from_and_is_in_one_cluster() -> None:
    first, second = prose(1, 200), prose(2, 120)
    found = told(art("w", "wire", first), art("x", "wire", second), art("p", "paper", f"{first} {second}", hour=5))
    assert found["p"]["original_article_id"] == "w"
    assert found["p"]["role"] == "partial"
    assert set(found) == {"w", "p"}
