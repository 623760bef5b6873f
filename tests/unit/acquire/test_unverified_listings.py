"""An address of the catalogue that nobody has seen answer is tried like any other, and its failure is told apart."""

import json
from contextlib import closing

import loopback_web
import pytest
from typer.testing import CliRunner

from pipeline import topics
from pipeline.acquire import web
from pipeline.acquire.crawl import UNVERIFIED
from pipeline.acquire.frontier.database import Frontier, opened
from pipeline.cli import app
from pipeline.outlets.catalog import CatalogOutlet
from pipeline.settings import Settings

TOPIC = topics.load("us_iran")


@pytest.fixture
def served():
    """A paper with a feed, until `broken` holds; a page that is no feed; and nothing else."""
    broken = []

    def post(asked, _):
        base = f"http://{asked.headers['host']}"
        pages = {
            "/feed": loopback_web.reply(loopback_web.feed(base, [("/a", "Iran and the United States")]), kind="application/rss+xml"),
            "/html": loopback_web.reply("<html>login</html>"),
            "/a": loopback_web.reply("<p>Iran</p>"),
            "/robots.txt": loopback_web.reply("User-agent: *\nDisallow: /forbidden", kind="text/plain"),
        }
        return loopback_web.reply(status=404) if broken else pages.get(asked.path, loopback_web.reply(status=404))

    with loopback_web.LoopbackWeb({"post.example": post}) as running:
        running.broken = broken
        yield running


@pytest.fixture
def known(tmp_path):
    return Settings(home=tmp_path / "w", contact="desk@newsroom.example", fetch_delay=0.0)


def outlet(served, *feeds, verified=()):
    urls = {path: served.url("post.example", path) for path in feeds}
    return CatalogOutlet(id="post", name="Post", feeds=tuple(urls.values()), verified={urls[path]: "2026-01" for path in verified})


def fetch(known, served, one):
    return web.fetch(known, [one], TOPIC, network=web.Network(served.resolve, allow_loopback=True))


def details(known):
    with closing(opened(known.frontier)) as connection:
        return {
            row["url"].rpartition("/")[2]: row["detail"] for row in connection.execute("SELECT url, detail FROM url WHERE role = 'listing'")
        }


def test_an_unverified_address_that_fails_says_so_and_a_verified_one_does_not(known, served):
    done = fetch(known, served, outlet(served, "/gone", "/lost", "/html", "/feed", verified=["/gone"]))
    counts = done.by_outlet["post"]
    assert (counts["listing_fetched"], counts["listing_failed"], counts["listing_unverified"]) == (1, 3, 2)
    told = details(known)
    assert told["gone"] == "status 404"
    assert told["lost"] == f"status 404 ({UNVERIFIED})"
    assert told["html"].endswith(f"({UNVERIFIED})")
    assert told["feed"] is None


def test_what_robots_forbids_is_left_out_not_failed_and_says_so(known, served):
    counts = fetch(known, served, outlet(served, "/forbidden/feed")).by_outlet["post"]
    assert (counts["listing_skipped"], counts["listing_unverified"]) == (1, 0)
    assert details(known)["feed"].endswith(f"({UNVERIFIED})")


def test_an_address_that_has_answered_here_is_verified_by_that(known, served):
    one = outlet(served, "/feed")
    fetch(known, served, one)
    served.broken.append(True)
    with closing(opened(known.frontier)) as connection:
        assert connection.execute("SELECT looks FROM url WHERE role = 'listing'").fetchone()["looks"] == 1
    with Frontier(known.frontier) as frontier:
        frontier.write("UPDATE url SET next_look = 0 WHERE role = 'listing'")
    counts = fetch(known, served, one).by_outlet["post"]
    assert (counts["listing_failed"], counts["listing_unverified"]) == (1, 0)
    assert details(known)["feed"] == "status 404"


def test_the_failure_is_archived_with_its_words(known, served):
    fetch(known, served, outlet(served, "/lost"))
    (entry,) = [entry for day in web.Archive(known.raw).days() for entry in web.Archive(known.raw).entries(day)]
    assert (entry.error, entry.detail) == ("not_found", f"status 404 ({UNVERIFIED})")


@pytest.mark.parametrize(("month", "exit_code"), [("null", 0), ("2026-01", 1)])
def test_the_command_fails_only_where_a_verified_address_does(tmp_path, monkeypatch, served, month, exit_code):
    monkeypatch.setenv("MASTHEAD_HOME", str(tmp_path))
    monkeypatch.setenv("MASTHEAD_CONTACT", "desk@newsroom.example")
    monkeypatch.setenv("MASTHEAD_FETCH_DELAY", "0")
    monkeypatch.setattr(web, "PUBLIC", web.Network(served.resolve, allow_loopback=True))
    entry = {"id": "post", "name": "Post", "feeds": [{"url": served.url("post.example", "/lost"), "verified": None}]}
    text = json.dumps({"outlets": [entry]}).replace("null", month)
    (tmp_path / "outlets.yaml").write_text(text, encoding="utf-8")
    done = CliRunner(env={"COLUMNS": "120", "NO_COLOR": "1"}).invoke(app, ["fetch", "--outlet", "post"])
    assert done.exit_code == exit_code
    assert ("Of those that did not, nobody has seen 1 answer yet" in done.stdout) == (month == "null")


def test_a_general_sitemap_waits_while_there_is_another_way_in(known, served):
    urls = [served.url("post.example", path) for path in ("/feed", "/archive.xml")]
    both = CatalogOutlet(id="post", name="Post", feeds=(urls[0],), sitemaps=(urls[1],), sitemap_kinds={urls[1]: "general"})
    fetch(known, served, both)
    assert served.asked("post.example", "/archive.xml") == []
    alone = CatalogOutlet(id="post", name="Post", sitemaps=(urls[1],), sitemap_kinds={urls[1]: "general"})
    fetch(known, served, alone)
    assert len(served.asked("post.example", "/archive.xml")) == 1
