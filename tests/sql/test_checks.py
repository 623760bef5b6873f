"""Every check passes on a world that keeps its promises, and finds the row that breaks its own."""

import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "faults"))

import small_world

from pipeline.store import checking
from pipeline.store.checks import check, checks
from pipeline.store.warehouse import Warehouse

NAMES = [check.name for check in checks()]

BROKEN = [
    ("spans", "UPDATE figure SET start = start + 1 WHERE {figure}", 1),
    ("spans", "UPDATE rejected_span SET surface = 'other' WHERE {rejected_span}", 1),
    ("spans", 'UPDATE quote SET "end" = start WHERE {quote}', 1),
    ("spans", "UPDATE article_version SET text = 'é' || text WHERE {article_version}", 7),
    ("part_spans", "UPDATE figure SET counted_start = counted_start - 1 WHERE {figure}", 1),
    ("part_spans", "UPDATE figure SET place = NULL WHERE {figure}", 1),
    ("part_spans", "UPDATE figure SET source_end = NULL WHERE {figure}", 1),
    ("part_spans", "UPDATE article_version SET credit = 'Delta', credit_start = 0, credit_end = 5 WHERE {article_version}", 1),
    ("piece_spans", "UPDATE quote SET content_spans = [content_spans[1]] WHERE {quote}", 1),
    ("piece_spans", "UPDATE attribution SET source = NULL WHERE {attribution}", 1),
    ("piece_spans", "UPDATE quote SET cue_spans = [] WHERE {quote}", 1),
    ("unique_ids", "INSERT INTO figure FROM figure WHERE {figure}", 1),
    ("unique_ids", "INSERT INTO article_story FROM article_story", 4),
    ("unique_ids", "INSERT INTO coverage FROM coverage LIMIT 1", 1),
    ("references", "DELETE FROM outlet WHERE outlet_id = 'delta_wire'", None),
    ("references", "DELETE FROM article_version WHERE {article_version}", None),
    ("references", "DELETE FROM extractor", None),
    ("references", "UPDATE figure SET attribution_id = 'gone' WHERE {figure}", 1),
    ("references", "UPDATE entity_mention SET entity_id = 'gone' WHERE {entity_mention}", 1),
    ("references", "DELETE FROM story WHERE {story}", 2),
    ("references", "INSERT INTO quality VALUES ('q', 'gone', 'g', 'figure', 'all', NULL, 'f1', 1, 1, 1, 1)", 1),
    ("page_fates", "DELETE FROM page WHERE fate = 'failed'", 2),
    ("page_fates", "UPDATE page SET reason = NULL WHERE fate = 'failed'", 2),
    ("page_fates", "UPDATE page SET fate = 'lost' WHERE fate = 'failed'", 2),
    ("page_fates", "UPDATE page SET reason = 'timeout' WHERE fate = 'stored'", 4),
    ("page_fates", "UPDATE page SET article_id = NULL WHERE fate = 'stored'", 4),
    ("page_fates", "UPDATE page SET fate = 'duplicate', duplicate_of = page_id WHERE fate = 'failed'", 6),
    ("page_fates", "UPDATE page SET fate = 'duplicate', reason = 'same_text' WHERE {page}", 1),
    ("page_fates", "INSERT INTO page SELECT 'ghost', * EXCLUDE page_id FROM page WHERE {page}", 1),
    ("capture_fates", "UPDATE capture SET reason = NULL WHERE fate = 'failed'", 2),
    ("capture_fates", "UPDATE capture SET version_id = NULL WHERE fate = 'stored'", 4),
    ("capture_fates", "UPDATE capture SET version_id = 'gone' WHERE fate = 'stored'", 4),
    ("run_counts", "UPDATE run SET stored = stored + 1 WHERE {run}", 1),
    ("run_counts", "UPDATE run SET finished_at = started_at - INTERVAL 1 SECOND WHERE {run}", 1),
    ("coverage_counts", "UPDATE coverage SET stored = stored + 1", 4),
    ("coverage_counts", "UPDATE coverage SET gap = true", 4),
    ("coverage_counts", "UPDATE coverage SET discovered = discovered + 1", 4),
    ("coverage_counts", "UPDATE coverage SET not_relevant = 1, discovered = discovered + 1", 4),  # which fetching does not say
    ("coverage_counts", "INSERT INTO fetch_day VALUES ('x', 'delta_wire', '2001-01-01', 1, 0, 0, 0, 1, 0, 'silent')", 1),
    ("coverage_counts", "DELETE FROM coverage", 4),
    ("coverage_counts", "DELETE FROM capture", 4),
    ("plausible_dates", "UPDATE article_version SET published_at = '1970-01-01' WHERE {article_version}", 1),
    ("plausible_dates", "UPDATE article_version SET published_at = '2020-02-01' WHERE {article_version}", 1),
    ("plausible_dates", "UPDATE article SET published_at = first_fetched_at + INTERVAL 49 HOURS WHERE {article}", 1),
    ("dated_by_a_method", "UPDATE article SET published_method = NULL WHERE {article}", 1),
    ("dated_by_a_method", "UPDATE article_version SET modified_method = 'meta' WHERE {article_version}", 1),
    ("intervals", "UPDATE figure SET value_high = value_low - 1 WHERE {figure}", 1),
    ("intervals", "UPDATE figure SET value_low = NULL WHERE {figure}", 1),
    ("intervals", "UPDATE figure SET qualifier = 'exact' WHERE {figure}", 1),
    ("intervals", "UPDATE figure SET value_low = 'inf' WHERE {figure}", 1),
    ("intervals", "UPDATE figure SET period_from = '2021-01-01' WHERE {figure}", 1),
    ("intervals", "UPDATE date_mention SET value_end = '2019-01-01' WHERE {date_mention}", 1),
    ("intervals", "UPDATE story SET day_last = '2019-01-01' WHERE {story}", 1),
    ("cluster_weights", "UPDATE syndication SET weight = 0.5 WHERE role = 'original'", 2),
    ("cluster_weights", "UPDATE syndication SET role = 'copy', weight = 0", 2),
    ("cluster_weights", "UPDATE syndication SET role = 'original', weight = 1", 2),
    ("story_counts", "UPDATE story SET article_count = 9 WHERE {story}", 1),
    ("story_counts", "DELETE FROM article_story", 2),
    ("article_versions", "UPDATE article SET version_count = 2 WHERE {article}", 1),
    ("article_versions", "UPDATE article SET current_version_id = 'other' WHERE {article}", 1),
    ("article_versions", "UPDATE article SET outlet_id = 'delta_wire'", 2),
    ("headline_flags", "UPDATE figure SET in_headline = true WHERE {figure}", 1),
    ("headline_flags", "UPDATE entity_mention SET in_headline = false WHERE {entity_mention}", 1),
    ("gaps", "UPDATE coverage SET gap = true WHERE outlet_id = 'delta_wire'", 2),
    (
        "flag_prevalence",
        (
            "INSERT INTO page SELECT t.* REPLACE ('p' || i AS page_id, 'a' || i AS article_id) FROM page AS t, range(90) AS r (i) WHERE t.page_id = (SELECT min(page_id) FROM page WHERE fate = 'stored'); "
            "INSERT INTO syndication SELECT t.* REPLACE ('a' || i AS article_id, 'copy' AS role) FROM (FROM syndication LIMIT 1) AS t, range(60) AS r (i); "
            "INSERT INTO article SELECT t.* REPLACE ('a' || i AS article_id, DATE '2020-01-08' - (CASE WHEN i < 60 THEN 10 ELSE 0 END) AS published_at) "
            "FROM article AS t, range(90) AS r (i) WHERE {article}"
        ),
        None,
    ),
    ("refused_rows", "INSERT INTO bad_row SELECT 'b' || i, 'figure', 'span', '{{}}', '2020-01-08', 'b' FROM range(5) AS r (i)", 1),
]
KEYS = {
    "figure": "figure_id",
    "rejected_span": "rejected_id",
    "quote": "quote_id",
    "attribution": "attribution_id",
    "entity_mention": "mention_id",
    "date_mention": "date_id",
    "article_version": "version_id",
    "article": "article_id",
    "story": "story_id",
    "page": "page_id",
    "run": "run_id",
}


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A world of two days that keeps its promises."""
    home = tmp_path_factory.mktemp("kept")
    small_world.main(home, 2)
    return home / "build.duckdb"


@pytest.fixture(scope="module")
def warehouse(kept, tmp_path_factory):
    copy = tmp_path_factory.mktemp("broken") / "w.duckdb"
    shutil.copy(kept, copy)
    with Warehouse.open(copy) as opened:
        yield opened


@pytest.mark.parametrize("name", NAMES)
def test_a_world_that_keeps_its_promises_passes(warehouse, name):
    assert warehouse.run_check(name).is_empty()


@pytest.mark.parametrize(("name", "change", "rows"), BROKEN)
def test_a_broken_promise_is_found(warehouse, name, change, rows):
    one = {table: f"{key} = (SELECT min({key}) FROM {table})" for table, key in KEYS.items()}  # noqa: S608 - the test's own
    warehouse._con.execute("BEGIN")
    try:
        warehouse._con.execute(change.format(**one))
        found = checking.run(warehouse._con, check(name), noted=False)
    finally:
        warehouse._con.execute("ROLLBACK")
    assert found.height > 0
    assert rows in (None, found.height)


def test_a_look_at_a_refused_version_is_accounted_for(warehouse):
    warehouse._con.execute("BEGIN")
    try:
        warehouse._con.execute(
            "INSERT INTO bad_row SELECT 'b' || version_id, 'article_version', 'r', '{\"version_id\": \"' || version_id || '\"}', '2020-01-08', 'b' "
            "FROM article_version"
        )
        warehouse._con.execute("DELETE FROM article_version")
        assert checking.run(warehouse._con, check("capture_fates"), noted=False).is_empty()
    finally:
        warehouse._con.execute("ROLLBACK")


@pytest.mark.parametrize(("refused", "told"), [(4, 0), (5, 1), (200, 1)])
def test_refused_rows_are_told_past_a_threshold(warehouse, refused, told):
    warehouse._con.execute("BEGIN")
    try:
        warehouse._con.execute(
            "INSERT INTO bad_row SELECT 'b' || i, 'figure', 'span', '{}', '2020-01-09', 'b' FROM range(?) AS r (i)", [refused]
        )
        warehouse._con.execute("""INSERT INTO loaded_batch VALUES ('big', '2020-01-09', '2020-01-09', '{"figure": 4000}')""")
        assert checking.run(warehouse._con, check("refused_rows"), noted=False).height == told
        warehouse._con.execute("""INSERT INTO loaded_batch VALUES ('huge', '2020-01-09', '2020-01-09', '{"figure": 100000000}')""")
        assert checking.run(warehouse._con, check("refused_rows"), noted=False).is_empty()  # one in 500,000 is a trifle
    finally:
        warehouse._con.execute("ROLLBACK")


def test_every_check_is_shown_to_be_able_to_fail():
    assert {name for name, _, _ in BROKEN} == set(NAMES)


def test_there_are_enough_and_most_of_them_stop_publishing():
    assert len(NAMES) >= 8
    assert sorted(check.name for check in checks() if check.severity == "warn") == ["flag_prevalence", "gaps", "refused_rows"]
