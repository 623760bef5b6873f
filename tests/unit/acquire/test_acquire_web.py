import json
from datetime import UTC, datetime

import loopback_web
import pytest

from pipeline import outlets, topics
from pipeline.acquire import web
from pipeline.acquire.archive import Archive
from pipeline.acquire.frontier.fates import fate, fates
from pipeline.acquire.lists import parse_list
from pipeline.acquire.manners import NoContactError
from pipeline.acquire.urls import UrlError
from pipeline.outlets.catalog import CatalogOutlet
from pipeline.settings import Settings

TOPIC = topics.load("us_iran")
CATALOG = outlets.load()


@pytest.fixture
def known(tmp_path):
    return Settings(home=tmp_path / "w", contact="desk@newsroom.example", fetch_delay=0.0)


@pytest.fixture
def served():
    """Three hosts: one with a feed, one whose robots.txt forbids all, one that is gone."""

    def post(asked, _):
        base = f"http://{asked.headers['host']}"
        pages = {
            "/feed": loopback_web.reply(
                loopback_web.feed(base, [("/a", "Iran and the United States"), ("/b", "Two goals in the second half")]),
                kind="application/rss+xml",
            ),
            "/a": loopback_web.reply("<html><p>Iran</p></html>"),
            "/by-hand": loopback_web.reply("<html><p>By hand</p></html>"),
        }
        return pages.get(asked.path, loopback_web.reply(status=404))

    def closed(asked, _):
        return (
            loopback_web.reply("User-agent: *\nDisallow: /", kind="text/plain") if asked.path == "/robots.txt" else loopback_web.reply("x")
        )

    with loopback_web.LoopbackWeb({"post.example": post, "closed.example": closed}) as running:
        yield running


def network(served):
    return web.Network(served.resolve, allow_loopback=True)


def outlet(served, name, path="/feed"):
    return CatalogOutlet(id=name, name=name, feeds=(served.url(f"{name}.example", path),))


def test_without_a_contact_nothing_is_asked_or_made(tmp_path, served):
    nobody = Settings(home=tmp_path / "w", contact=None)
    for ask in (
        lambda: web.fetch(nobody, [outlet(served, "post")], TOPIC, network=network(served)),
        lambda: web.survey(nobody, [outlet(served, "post")], network=network(served)),
        lambda: web.add(nobody, "https://post.example/a", None),
        lambda: web.add_list(nobody, parse_list(b"https://post.example/a", "x"), "x", CATALOG, None, None),
    ):
        with pytest.raises(NoContactError, match="MASTHEAD_CONTACT"):
            ask()
    assert served.log == []
    assert not nobody.home.exists()


def test_the_settings_are_the_manners():
    known = Settings(
        contact="desk@newsroom.example", fetch_delay=7, fetch_hosts=3, revisit_hours=(2, 48), listing_minutes=30, max_age_days=0
    )
    held = web.manners(known)
    assert (held.delay, held.hosts, held.revisits, held.listings, held.max_age) == (7, 3, (7_200, 172_800), 1_800, None)
    assert web.manners(Settings(contact="desk@newsroom.example")).max_age == 30 * 86_400


def test_what_is_due_is_fetched_into_the_archive_of_today_and_not_fetched_twice(known, served):
    web.add(known, served.url("post.example", "/by-hand"), None)
    done = web.fetch(known, [outlet(served, "post")], TOPIC, network=network(served))
    assert (done.total["fetched"], done.total["listing_fetched"], done.archived) == (2, 1, 2)
    archive = Archive(known.raw)
    bodies = {entry.url.rpartition("/")[2]: (entry.error, entry.origin) for entry in archive.entries(datetime.now(UTC).date())}
    assert bodies == {"a": (None, "feed"), "by-hand": (None, "url")}
    assert fate(known.frontier, served.url("post.example", "/b")).reason == "not_relevant"
    asked = len(served.log)
    assert web.fetch(known, [outlet(served, "post")], TOPIC, network=network(served)).archived == 0
    assert len(served.log) == asked


def test_loopback_addresses_are_refused_where_no_test_allows_them(known, served):
    done = web.fetch(known, [outlet(served, "post")], TOPIC, network=web.Network(served.resolve))
    assert (done.total["listing_failed"], served.log) == (1, [])


def test_the_survey_asks_robots_first_and_tells_what_each_feed_holds(known, served):
    gone = CatalogOutlet(id="gone", name="gone", feeds=("http://nowhere.example/feed", "http://user:pass@post.example/feed"))
    chosen = [outlet(served, "post"), outlet(served, "closed"), outlet(served, "post", "/nothing"), gone]
    seen = web.survey(known, chosen, network=network(served))
    assert [(one.answers, one.entries, one.reason) for one in seen] == [
        (True, 2, None),
        (False, 0, "robots"),
        (False, 0, "not_found"),
        (False, 0, "unresolved"),
        (False, 0, "malformed"),
    ]
    assert [asked.path for asked in served.asked("closed.example")] == ["/robots.txt"]
    assert list(fates(known.frontier)) == []
    assert not known.raw.exists()


def test_a_host_that_asked_to_be_left_alone_is_not_asked_again(known):
    busy = loopback_web.reply(status=429, Retry_After="3600")
    with loopback_web.LoopbackWeb(
        {"busy.example": lambda asked, _: loopback_web.reply(status=404) if asked.path == "/robots.txt" else busy}
    ) as served:
        first, second = (web.survey(known, [outlet(served, "busy")], network=network(served))[0] for _ in range(2))
        assert (first.reason, second.reason) == ("rate_limited", "rate_limited")
        assert "left alone until" in second.detail
        assert len(served.asked("busy.example", "/feed")) == 1


def test_an_address_added_by_hand_is_new_once_and_due_again(known):
    assert web.add(known, "https://www.reuters.com/world/a?utm_source=x", "reuters")
    assert not web.add(known, "https://www.reuters.com/world/a", "reuters")
    (one,) = fates(known.frontier)
    assert (one.url, one.outlet, one.origin, one.fate) == ("https://www.reuters.com/world/a", "reuters", "url", "open")


def test_what_is_no_address_is_refused(known):
    with pytest.raises(UrlError, match="http"):
        web.add(known, "file:///etc/passwd", None)
    assert not known.frontier.exists()


def test_a_list_is_added_once_with_what_it_says(known):
    text = (
        "url,title,publish_date,media_name\n"
        "https://www.bbc.co.uk/news/world-1?at_medium=RSS,Iran talks,2020-01-08,nobody\n"
        "https://unknown.example/a,Iran,2020-01-09,Unknown\n"
        "https://unknown.example/a,Iran again,2020-01-09,Unknown\n"
        "nonsense,x,2020-01-09,bbc\n"
    )
    entries = parse_list(text.encode(), "list.csv")
    added = web.add_list(known, entries, "list.csv", CATALOG, None, None)
    assert (added.given, added.new, added.known, added.left_out) == (4, 2, 1, 0)
    assert [line.partition(" ")[0] for line in added.wrong] == ["list.csv:5:"]
    found = {one.url: (one.outlet, one.title, one.found_in, one.fate) for one in fates(known.frontier)}
    assert found == {
        "https://www.bbc.co.uk/news/world-1": ("bbc", "Iran talks", "list.csv", "open"),
        "https://unknown.example/a": (None, "Iran", "list.csv", "open"),
    }
    again = web.add_list(known, entries, "list.csv", CATALOG, None, None)
    assert (again.new, again.known) == (0, 3)


def test_of_a_list_what_is_off_the_topic_is_noted_and_left_out(known):
    entries = parse_list(
        b"url,title\nhttps://p.example/iran,Iran and the US talk\nhttps://p.example/goals,Two goals in the second half\n", "l"
    )
    added = web.add_list(known, entries, "l", CATALOG, TOPIC, "bbc")
    assert (added.new, added.left_out) == (2, 1)
    assert {one.url[-5:]: (one.fate, one.reason, one.outlet) for one in fates(known.frontier)} == {
        "/iran": ("open", None, "bbc"),
        "goals": ("skipped", "not_relevant", "bbc"),
    }


def test_the_date_at_which_a_list_saw_a_page_is_not_its_date_of_publication(known, monkeypatch):
    monkeypatch.setattr(web, "TOGETHER", 1)
    entries = parse_list(b"url,seendate\nhttps://p.example/a,20200108T101500Z\n", "gdelt.csv")
    entries += parse_list(b"url,published\nhttps://p.example/b,2020-01-08\n", "own.csv")
    web.add_list(known, entries, "lists", CATALOG, None, None)
    import sqlite3  # noqa: PLC0415

    with sqlite3.connect(known.frontier) as connection:
        said = dict(connection.execute("SELECT url, published FROM url").fetchall())
    connection.close()
    assert said == {"https://p.example/a": None, "https://p.example/b": "2020-01-08"}


def test_the_systems_resolver_knows_this_machine():
    assert set(web.resolve("localhost")) <= {"127.0.0.1", "::1"}
    assert json.dumps(web.resolve("127.0.0.1")) == '["127.0.0.1"]'
