"""From a feed to the published warehouse by the command: fates, redirects, what was left out, and gaps, as status and explain tell them."""

import json
from datetime import UTC, datetime, timedelta

import loopback_web
import pytest
from typer.testing import CliRunner

from pipeline.acquire import web
from pipeline.acquire.frontier import landing
from pipeline.acquire.frontier.database import Frontier
from pipeline.cli import app
from pipeline.store.query import run as query

RUNNER = CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1"})
STORY = "<p>Iran said that at least 80 people were injured in Tehran, Iran. The United States denied what Iran called an attack.</p>" * 4
HTML = f"<html lang=en><head><title>Iran and the United States</title></head><body><article>{STORY}</article></body></html>"
ENTRIES = [
    ("/story", "Iran and the United States"),
    ("/gone", "Envoys of Iran arrive"),
    ("/moved", "Iran once more"),
    ("/garden", "A quiet garden walk"),
]


@pytest.fixture(scope="module")
def fetched(tmp_path_factory):
    """The data root after fetch and run, and how to ask: the outlet's feed has named new pages on each of four days before."""
    home = tmp_path_factory.mktemp("web") / "w"
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {"HOME": home, "CONTACT": "desk@newsroom.example", "FETCH_DELAY": 0, "WORKERS": 1}.items():
            patch.setenv(f"MASTHEAD_{name}", str(value))

        def site(asked, _):
            if asked.path == "/feed":
                return loopback_web.reply(loopback_web.feed(f"http://{asked.headers['host']}", ENTRIES), kind="application/rss+xml")
            if asked.path == "/moved":
                return loopback_web.reply(status=302, Location="/story")
            return loopback_web.reply(HTML) if asked.path == "/story" else loopback_web.reply(status=404)

        with loopback_web.LoopbackWeb({"post.example": site}) as served:
            patch.setattr(web, "PUBLIC", web.Network(served.resolve, allow_loopback=True))
            home.mkdir()
            feed = served.url("post.example", "/feed")
            entry = f"outlets:\n  - id: post\n    name: Post\n    domains: [post.example]\n    feeds: ['{feed}']\n"
            (home / "outlets.yaml").write_text(entry, encoding="utf-8")
            with Frontier(home / "frontier.sqlite") as frontier, frontier.transaction():
                for back in (5, 4, 3, 2, 1):
                    at = datetime.now(UTC) - timedelta(days=back)
                    landing.tally(frontier, "post", at, "listing_fetched")
                    if back > 1:
                        landing.tally(frontier, "post", at, "discovered")

            def ask(*arguments):
                return RUNNER.invoke(app, [str(argument) for argument in arguments])

            ask.warehouse = home / "current.duckdb"
            ask.url = lambda path: served.url("post.example", path)
            assert ask("fetch", "--outlet", "post").exit_code == 1  # a page is gone
            done = ask("run", "--json")
            assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
            ask.run = json.loads(done.stdout)
            yield ask


def test_the_run_counts_and_names_what_was_asked(fetched):
    run = fetched.run["run"]
    assert (run["command"], run["stored"], run["duplicate"], run["quarantined"]) == ("run", 1, 1, 1)
    assert run["discovered"] == sum(run[fate] for fate in ("stored", "duplicate", "skipped", "failed", "quarantined", "unchanged"))


def test_explain_tells_of_the_redirect_the_page_that_is_gone_and_the_entry_left_out(fetched):
    moved, gone, garden = (fetched("explain", fetched.url(path)).stdout for path in ("/moved", "/gone", "/garden"))
    assert "fate        duplicate: same_article" in moved
    assert f"same as     {fetched.url('/story')}" in moved
    assert f"{fetched.url('/moved')}: status 302" in moved
    assert "fate        quarantined: not_found" in gone
    assert "try again" not in gone
    assert "fate        skipped: not_relevant" in garden
    assert "0 points by title, summary and address" in garden


def test_status_adds_up_and_names_the_gap_with_its_reason(fetched):
    told = json.loads(fetched("status", "--json").stdout)
    assert told["left_out"] == {"not_relevant": 1, "too_old": 0}
    assert sum(told["web"]["pages"].values()) == 4
    yesterday = (datetime.now(UTC).date() - timedelta(days=1)).isoformat()
    assert [(gap["outlet"], gap["day"], gap["why"]) for gap in told["gaps"]] == [("Post", yesterday, "silent")]
    shown = fetched("status").stdout
    assert "Entries of feeds and sitemaps left out unseen: 1 off the topic" in shown
    assert "Last run (run)" in shown
    assert "silent" in shown
    assert "not taken into the warehouse" not in shown


def test_the_warehouse_answers_for_accounting_and_coverage(fetched):
    found = query(fetched.warehouse, "SELECT fate, reason, pages, unseen FROM accounting ORDER BY fate", rows=None)
    assert found.rows() == [
        ("duplicate", "same_article", 1, 0),
        ("quarantined", "not_found", 1, 0),
        ("skipped", "not_relevant", 1, 1),
        ("stored", None, 1, 0),
    ]
