import gzip
import json
import re

import loopback_web
import pytest
from typer.testing import CliRunner

from pipeline.acquire import web
from pipeline.cli import app
from pipeline.outlets.catalog import OutletError

RUNNER = CliRunner(env={"COLUMNS": "120", "NO_COLOR": "1"})


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    folder = tmp_path / "w"
    folder.mkdir()
    monkeypatch.setenv("MASTHEAD_HOME", str(folder))
    monkeypatch.delenv("MASTHEAD_CONTACT", raising=False)
    return folder


def ask(*arguments):
    return RUNNER.invoke(app, ["outlets", *arguments])


def test_the_catalogue_is_listed_without_the_invented_outlets():
    rows = json.loads(ask("list", "--json").stdout)
    assert {"bbc", "reuters"} <= {row["id"] for row in rows}
    assert not any(row["invented"] for row in rows)
    assert any(row["invented"] for row in json.loads(ask("list", "--samples", "--json").stdout))
    table = ask("list").stdout
    assert table.splitlines()[0].split() == ["id", "in", "owner", "kind", "feeds", "sitemaps", "verified"]
    assert f"{len(rows)} outlets" in table


def test_the_list_fits_a_terminal_of_80_columns_with_every_id_whole():
    narrow = CliRunner(env={"COLUMNS": "80", "NO_COLOR": "1"}).invoke(app, ["outlets", "list"]).stdout.splitlines()
    ids = [row["id"] for row in json.loads(ask("list", "--json").stdout)]
    assert max(map(len, narrow)) <= 80
    assert [line.split()[0] for line in narrow[1 : len(ids) + 1]] == ids


def test_as_json_each_address_says_what_is_known_of_it():
    (row,) = json.loads(ask("list", "guardian", "--json").stdout)
    assert {"url": "https://www.theguardian.com/world/rss", "verified": "2026-01"} in row["feeds"]
    assert row["sitemaps"] == [{"url": "https://www.theguardian.com/sitemaps/news.xml", "kind": "news", "verified": None}]
    assert "reuters" in row["wires"]
    assert not {"verified", "sitemap_kinds"} & set(row)


def test_outlets_are_chosen_by_country_and_by_any_of_their_names():
    assert {row["country"] for row in json.loads(ask("list", "--country", "ir", "--json").stdout)} == {"IR"}
    chosen = json.loads(ask("list", "BBC", "bbc.co.uk", "halyard", "--json").stdout)
    assert [row["id"] for row in chosen] == ["bbc", "halyard"]


def test_an_outlet_that_is_not_there_is_answered_with_close_ones():
    done = ask("list", "reutrs")
    assert isinstance(done.exception, OutletError)
    assert "reuters" in str(done.exception)


def test_the_check_tells_what_the_catalogue_lacks():
    told = json.loads(ask("check", "--json").stdout)
    listed = {row["id"]: row for row in json.loads(ask("list", "--json").stdout)}
    assert told["outlets"] == len(listed)
    assert told["without_feeds"] == [one for one, row in listed.items() if not row["feeds"] and not row["sitemaps"]]
    assert told["user_file"] is None
    assert told["shared_domains"] == {}
    assert told["addresses"]["feeds"] == {
        "outlets": sum(bool(row["feeds"]) for row in listed.values()),
        "addresses": sum(len(row["feeds"]) for row in listed.values()),
        "verified": sum(feed["verified"] is not None for row in listed.values() for feed in row["feeds"]),
        "unverified": sum(feed["verified"] is None for row in listed.values() for feed in row["feeds"]),
    }
    news = [row for row in listed.values() if any(one["kind"] == "news" for one in row["sitemaps"])]
    assert told["addresses"]["news sitemaps"]["outlets"] == len(news)
    assert told["with_wires"] == sum(bool(row["wires"]) for row in listed.values())
    assert told["owner_unknown"] == [one for one, row in listed.items() if row["owner_kind"] == "unknown"]
    assert told["owner_without_source"] == []
    assert set(told["no_way_in"]) == set(told["without_feeds"])
    shown = ask("check").stdout
    assert "no slip in their entries. No file of your own." in shown
    assert "No way in to afp: serves clients" in shown


def test_the_check_counts_what_a_users_entry_lacks(home):
    (home / "outlets.yaml").write_text(
        "outlets:\n  - id: post\n    name: Post\n    sitemaps: ['https://post.example/map.xml']\n", encoding="utf-8"
    )
    told = json.loads(ask("check", "post", "--json").stdout)
    assert told["addresses"]["other sitemaps"] == {"outlets": 1, "addresses": 1, "verified": 0, "unverified": 1}
    assert (told["never_verified"], told["owner_unknown"], told["owner_without_source"]) == (["post"], ["post"], ["post"])
    shown = ask("check", "post").stdout
    assert "Without a source for their owner (1): post" in shown
    assert "Nobody has seen one of their addresses answer yet (1): post" in shown


def test_the_users_own_file_is_checked_with_line_and_suggestion(home):
    (home / "outlets.yaml").write_text("outlets:\n  - id: post\n    name: Post\n    owner_kind: privat\n", encoding="utf-8")
    done = ask("check")
    assert isinstance(done.exception, OutletError)
    assert "outlets.yaml, line 4" in str(done.exception)
    assert "did you mean 'private'?" in str(done.exception)


def test_a_domain_that_two_entries_claim_is_a_warning(home):
    (home / "outlets.yaml").write_text(
        "outlets:\n  - id: post\n    name: Post\n    domains: [reuters.com]\n    feeds: ['https://reuters.com/feed']\n", encoding="utf-8"
    )
    told = json.loads(ask("check", "--json").stdout)
    assert told["shared_domains"] == {"reuters.com": ["reuters", "post"]}
    assert "post" in told["never_verified"]
    shown = ask("check").stdout
    assert "Warning: reuters.com belongs to reuters and post" in shown
    assert f"{home / 'outlets.yaml'} is laid over" in shown.replace("\n", "")


def site(asked, _):
    """A paper with a feed, a news sitemap packed as a file, and an index of it packed on the way; /gone is not there."""
    base = f"http://{asked.headers['host']}"
    news = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">'
        f"<url><loc>{base}/1</loc><n:news><n:publication_date>2026-03-01T12:00:00Z</n:publication_date>"
        "<n:title>Iran and the United States meet in Muscat</n:title></n:news></url>"
        f"<url><loc>{base}/2</loc><n:news><n:publication_date>2026-03-01T10:00:00Z</n:publication_date>"
        "<n:title>Two late goals decide the cup in extra time</n:title></n:news></url></urlset>"
    )
    pages = {
        "/feed": loopback_web.reply(
            loopback_web.feed(base, [("/a", "Iran and the United States"), ("/b", "Talks on Iran")]), kind="application/rss+xml"
        ),
        "/news.xml.gz": loopback_web.reply(gzip.compress(news.encode()), kind="application/x-gzip"),
        "/index.xml": loopback_web.reply(
            gzip.compress(loopback_web.sitemap([f"{base}/news.xml.gz"], index=True).encode()), kind="text/xml", Content_Encoding="gzip"
        ),
        "/lost.xml": loopback_web.reply(loopback_web.sitemap([f"{base}/gone"], index=True), kind="text/xml"),
    }
    return pages.get(asked.path, loopback_web.reply(status=404))


@pytest.fixture
def online(home, monkeypatch):
    """A user's outlet whose addresses are served on loopback: a feed seen before, sitemaps never tried."""
    with loopback_web.LoopbackWeb({"post.example": site}) as served:
        monkeypatch.setattr(web, "PUBLIC", web.Network(served.resolve, allow_loopback=True))
        monkeypatch.setenv("MASTHEAD_FETCH_DELAY", "0")

        def entry(feeds, sitemaps):
            listed = [f"{{url: '{served.url('post.example', path)}', verified: {month}}}" for path, month in feeds]
            maps = [f"{{url: '{served.url('post.example', path)}', kind: {kind}, verified: null}}" for path, kind in sitemaps]
            text = f"outlets:\n  - id: post\n    name: Post\n    feeds: [{', '.join(listed)}]\n    sitemaps: [{', '.join(maps)}]\n"
            (home / "outlets.yaml").write_text(text, encoding="utf-8")

        served.entry = entry
        yield served


def test_online_needs_a_contact_before_anything_is_asked(online):
    online.entry([("/feed", "2026-01")], [])
    assert "No contact is set" in str(ask("check", "--online", "post").exception)
    assert online.log == []


def test_online_each_feed_and_sitemap_tells_what_it_holds(online, monkeypatch):
    monkeypatch.setenv("MASTHEAD_CONTACT", "desk@newsroom.example")
    online.entry([("/feed", "2026-01")], [("/news.xml.gz", "news"), ("/index.xml", "general")])
    done = ask("check", "--online", "post", "--json")
    assert done.exit_code == 0
    told = [
        (one["origin"], one["kind"], one["verified"], one["answers"], one["sitemaps"], one["entries"], one["on_topic"], one["newest"])
        for one in json.loads(done.stdout)["online"]
    ]
    assert told == [
        ("feed", None, "2026-01", True, 0, 2, 1.0, None),
        ("sitemap", "news", None, True, 0, 2, 0.5, "2026-03-01T12:00:00+00:00"),
        ("sitemap", "general", None, True, 1, 2, 0.5, "2026-03-01T12:00:00+00:00"),
    ]
    shown = ask("check", "--online", "post").stdout
    assert "post: 3 of 3 answer" in shown
    assert "news sitemap: 2 entries, newest 2026-03-01 12:00, 50% may be on topic" in shown
    assert "general sitemap: 1 sitemaps, in the newest 2 entries" in shown
    assert "feed: 2 entries, none dated" in shown
    assert re.search(r"2 of them carry no month yet: write 'verified: 20\d\d-\d\d'", shown)
    assert [asked.headers["user-agent"].endswith("(+desk@newsroom.example)") for asked in online.log] == [True] * len(online.log)


def test_online_exit_1_where_one_is_silent_and_the_never_tried_are_told_apart(online, monkeypatch):
    monkeypatch.setenv("MASTHEAD_CONTACT", "desk@newsroom.example")
    online.entry([("/gone", "2026-01")], [("/gone.xml", "news"), ("/lost.xml", "general")])
    done = ask("check", "--online", "post", "--json")
    assert done.exit_code == 1
    assert [(one["answers"], one["entries"], one["reason"]) for one in json.loads(done.stdout)["online"]] == [(False, 0, "not_found")] * 3
    shown = ask("check", "--online", "post").stdout
    assert "NO feed: status 404\n" in shown
    assert "NO news sitemap: status 404; nobody has seen it answer yet\n" in shown
    assert "NO general sitemap: the index answers, its newest sitemap" in shown
    assert "0 of 3 answer." in shown
