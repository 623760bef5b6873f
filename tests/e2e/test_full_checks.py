"""What was broken behind the back of the change log is found when the checks are asked of the whole warehouse."""

import json

import duckdb

from pipeline.store.publish import published

ARTICLE = {
    "url": "https://www.tidewater.example/world/iran-1",
    "outlet": "The Tidewater Post",
    "published": "2020-01-08",
    "title": "Iran says 21 hurt in blast at a plant",
    "text": "Iran said on Monday that at least 21 workers were injured in a blast at a plant.\n\n"
    "The United States denied any part in it. “We had no role,” a U.S. official said of the claims made by Tehran.",
}


def test_a_row_broken_by_hand_is_found_with_full_checks_and_nothing_is_published(tmp_path, in_process):
    home, listing = tmp_path / "w", tmp_path / "articles.jsonl"
    listing.write_text(json.dumps(ARTICLE), encoding="utf-8")
    assert in_process(home, "run", listing).returncode == 0
    before = published(home / "current.duckdb")
    with duckdb.connect(str(home / "build.duckdb")) as con:
        con.execute("UPDATE capture SET version_id = NULL")  # stored, and names no version: the check capture_fates
    done = in_process(home, "run", "--full-checks")
    assert done.returncode == 2, done.stdout + done.stderr
    assert "capture_fates" in done.stderr
    assert published(home / "current.duckdb") == before
    with duckdb.connect(str(home / "build.duckdb")) as con:
        con.execute("UPDATE capture SET version_id = (SELECT version_id FROM article_version)")
    done = in_process(home, "run", "--full-checks")
    assert done.returncode == 0, done.stdout + done.stderr
    with duckdb.connect(str(home / "build.duckdb"), read_only=True) as con:
        assert con.execute("SELECT command FROM run ORDER BY started_at DESC LIMIT 1").fetchone() == ("run --full-checks",)
