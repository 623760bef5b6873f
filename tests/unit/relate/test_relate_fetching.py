"""What fetching knows, laid over what reading made of a page; and coverage with the gaps that fetching names."""

from datetime import UTC, date, datetime, timedelta

import polars as pl
import pytest

from pipeline.records import GAPS, Capture, FetchDay, FetchState, Page, redirected_to, redirects_to
from pipeline.relate.coverage import coverage
from pipeline.relate.fetching import fated, redirected
from pipeline.relate.frames import build

AT = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
NAIVE = AT.replace(tzinfo=None)
HOUR = timedelta(hours=1)


def page(page_id, fate="stored", **more):
    known = {
        "page_id": page_id,
        "url": f"https://site.example/{page_id}",
        "outlet_id": "site",
        "fate": fate,
        "reason": None if fate == "stored" else "timeout",
        "detail": None,
        "duplicate_of": None,
        "article_id": "article" if fate == "stored" else None,
        "retry_at": None,
        "last_looked_at": AT,
        "unchanged": 0,
    }
    return known | more


def state(page_id, fate, next_look=None, **more):
    known = {"page_id": page_id, "url": "u", "fate": fate, "reason": None, "detail": None, "next_look_at": next_look}
    return known | {"last_looked_at": AT + 3 * HOUR, "looks": 4, "unchanged": 3} | more


def told(pages, states):
    return {row["page_id"]: row for row in fated(build(pages, Page), build(states, FetchState)).to_dicts()}


def test_a_page_that_failed_has_the_fetchers_time_to_retry_and_without_one_is_quarantined():
    found = told(
        [
            page("later", "failed", retry_at=AT + 24 * HOUR),
            page("given-up", "failed", reason="not_found", retry_at=AT + 24 * HOUR),
            page("unread", "failed", reason="empty"),
            page("unread-again", "failed", reason="empty"),
            page("local", "failed"),
        ],
        [
            state("later", "failed", AT + HOUR),
            state("given-up", "quarantined"),
            state("unread", "stored"),
            state("unread-again", "stored", AT + 6 * HOUR),
        ],
    )
    assert {name: (row["fate"], row["reason"], row["retry_at"]) for name, row in found.items()} == {
        "later": ("failed", "timeout", NAIVE + HOUR),
        "given-up": ("quarantined", "not_found", None),
        "unread": ("quarantined", "empty", None),  # it came, no text was found in it, and nobody will look again
        "unread-again": ("failed", "empty", NAIVE + 6 * HOUR),
        "local": ("failed", "timeout", None),
    }


def test_other_fates_stay_and_all_learn_when_they_were_looked_at_last():
    pages = [page("stored"), page("skipped", "skipped", reason="robots"), page("local")]
    found = told(pages, [state("stored", "stored", AT + HOUR, last_looked_at=AT - HOUR), state("skipped", "skipped")])
    assert [(name, row["fate"], row["retry_at"]) for name, row in found.items()] == [
        ("local", "stored", None),
        ("skipped", "skipped", None),
        ("stored", "stored", None),
    ]
    assert {name: (row["last_looked_at"], row["unchanged"]) for name, row in found.items()} == {
        "local": (NAIVE, 0),
        "skipped": (NAIVE + 3 * HOUR, 3),
        "stored": (NAIVE, 3),
    }


def way(page_id, to, **more):
    return page(page_id, "skipped", reason="same_article", detail=redirects_to(f"https://site.example/{to}"), **more)


def test_a_redirect_to_a_known_page_is_a_duplicate_of_it_or_of_what_that_duplicates():
    pages = [
        page("kept"),
        page("same", "duplicate", reason="same_text", duplicate_of="kept"),
        page("gone", "quarantined", reason="not_found"),
        way("to-kept", "kept"),
        way("to-same", "same"),
        way("to-way", "to-kept"),
        way("to-gone", "gone"),
        way("to-nowhere", "never-looked-at"),
        way("round", "about"),
        way("about", "round"),
    ]
    frame = build(pages, Page)
    found = {row["page_id"]: row for row in redirected(frame, frame).to_dicts()}
    duplicates = {name: row["duplicate_of"] for name, row in found.items() if row["fate"] == "duplicate"}
    assert duplicates == {"same": "kept", "to-kept": "kept", "to-same": "kept", "to-way": "kept", "to-gone": "gone"}
    assert (found["to-kept"]["article_id"], found["to-gone"]["article_id"]) == ("article", None)
    assert {name for name, row in found.items() if row["fate"] == "skipped"} == {"to-nowhere", "round", "about"}
    assert {row["reason"] for name, row in found.items() if name.startswith(("to-", "round", "about"))} == {"same_article"}


def test_without_redirects_and_without_pages_nothing_changes():
    frame = build([page("a")], Page)
    assert redirected(frame, frame).equals(frame)
    empty = build([], Page)
    assert redirected(empty, empty).is_empty()
    assert fated(empty, build([], FetchState)).is_empty()
    lonely = build([way("a", "b")], Page)
    assert redirected(lonely, lonely).equals(lonely)


def test_the_words_of_a_redirect_are_read_back():
    assert redirected_to(redirects_to("https://site.example/a")) == "https://site.example/a"
    assert redirected_to("a teaser") is None
    assert redirected_to(None) is None


def look(number, fate, day=0):
    values = dict.fromkeys(Capture.__dataclass_fields__)
    said = {"capture_id": str(number), "page_id": "p", "outlet_id": "site", "fetched_at": AT + timedelta(days=day), "fate": fate}
    return values | said | {"origin": "feed", "http_status": 200, "media_type": "", "byte_count": 0, "ingest_day": AT.date()}


def day(number, gap=None, **more):
    counts = dict.fromkeys(("discovered", "unchanged", "not_relevant", "too_old", "listings_read", "listings_failed"), 0)
    return {"fetch_day_id": str(number), "outlet_id": "site", "day": AT.date() + timedelta(days=number), "gap_reason": gap} | counts | more


def covered(looks, days):
    return {row["day"]: row for row in coverage(build(looks, Capture), build(days, FetchDay)).to_dicts()}


def test_coverage_counts_what_is_no_capture_too_and_adds_up():
    found = covered([look(1, "stored"), look(2, "failed")], [day(0, discovered=9, unchanged=4, not_relevant=6, too_old=1)])
    row = found[AT.date()]
    assert {name: row[name] for name in ("discovered", "stored", "failed", "unchanged", "not_relevant", "too_old", "new", "gap")} == {
        "discovered": 13,
        "stored": 1,
        "failed": 1,
        "unchanged": 4,
        "not_relevant": 6,
        "too_old": 1,
        "new": 9,
        "gap": False,
    }


@pytest.mark.parametrize(
    ("fates", "said", "gap"),
    [
        (["stored", "failed"], None, None),
        (["stored", "failed", "failed"], None, "errors"),  # mostly
        (["skipped", "failed"], None, None),
        ([], "silent", "silent"),
        (["stored"], "silent", "silent"),  # a page read, but nothing new named
        (["stored"], "not_tried", None),  # from a local file, though nothing was asked of the web
        (["failed"], "not_tried", "errors"),
        ([], "not_tried", "not_tried"),
        (["failed"], "no_listing", "no_listing"),
    ],
)
def test_a_gap_is_what_fetching_calls_one_and_a_day_of_mostly_failed_looks(fates, said, gap):
    row = covered([look(number, fate) for number, fate in enumerate(fates)], [day(0, said)])[AT.date()]
    assert (row["gap_reason"], row["gap"]) == (gap, gap is not None)
    assert gap is None or gap in GAPS


def test_days_that_only_one_of_both_knows_are_there():
    found = covered([look(1, "stored", day=1)], [day(0, "silent")])
    assert {str(when): (row["discovered"], row["gap"]) for when, row in found.items()} == {
        "2026-03-02": (0, True),
        "2026-03-03": (1, False),
    }
    assert coverage(build([], Capture)).is_empty()
    assert coverage(build([look(1, "stored")], Capture)).select("day", "discovered").rows() == [(date(2026, 3, 2), 1)]
    assert isinstance(coverage(build([], Capture), build([day(0)], FetchDay)), pl.DataFrame)
