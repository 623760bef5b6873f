import json
from datetime import UTC, datetime, timedelta

import loopback_web
import pytest
from typer.testing import CliRunner

from pipeline.acquire import web
from pipeline.acquire.frontier.database import Frontier
from pipeline.acquire.frontier.fates import fates
from pipeline.acquire.frontier.retention import prune
from pipeline.cli import app
from pipeline.errors import Problem
from pipeline.settings import load

RUNNER = CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1"})


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("MASTHEAD_HOME", str(tmp_path / "w"))
    monkeypatch.setenv("MASTHEAD_CONTACT", "desk@newsroom.example")
    monkeypatch.setenv("MASTHEAD_FETCH_DELAY", "0")
    return tmp_path / "w"


@pytest.fixture
def served(home, monkeypatch):
    """One outlet, the only one of the catalogue that has feeds worth asking: its pages /a, and /gone, which is not there."""

    def site(asked, _):
        base = f"http://{asked.headers['host']}"
        if asked.path == "/feed":
            return loopback_web.reply(loopback_web.feed(base, [("/a", "Iran"), ("/gone", "Iran again")]), kind="application/rss+xml")
        if asked.path == "/moved":
            return loopback_web.reply(status=302, Location="/by-hand")
        return loopback_web.reply("<html>Iran</html>") if asked.path in {"/a", "/by-hand"} else loopback_web.reply(status=404)

    with loopback_web.LoopbackWeb({"post.example": site}) as running:
        monkeypatch.setattr(web, "PUBLIC", web.Network(running.resolve, allow_loopback=True))
        home.mkdir()
        feed = running.url("post.example", "/feed")
        entry = f"outlets:\n  - id: post\n    name: Post\n    domains: [post.example]\n    feeds: ['{feed}']\n"
        (home / "outlets.yaml").write_text(entry, encoding="utf-8")
        yield running


def ask(*arguments):
    return RUNNER.invoke(app, [str(argument) for argument in arguments])


def test_without_a_contact_there_is_a_clear_refusal(home, monkeypatch):
    monkeypatch.delenv("MASTHEAD_CONTACT")
    for arguments in (["add", "https://post.example/a"], ["fetch"], ["fetch", "--outlet", "bbc"]):
        problem = ask(*arguments).exception
        assert isinstance(problem, Problem)
        assert problem.exit_code == 2
        assert "MASTHEAD_CONTACT" in str(problem)
    assert not home.exists()


def test_what_was_added_and_what_feeds_name_is_fetched(served):
    assert "added" in ask("add", served.url("post.example", "/by-hand")).stdout
    done = ask("fetch", "--outlet", "post", "--json")
    assert done.exit_code == 1  # a page is gone
    told = json.loads(done.stdout)
    assert told["total"] == {"listing_fetched": 1, "fetched": 2, "quarantined": 1}
    assert (told["discovered"], told["archived"], told["left"]) == (2, 3, 0)
    assert told["by_outlet"]["post"] == told["total"]  # the address told whose page it is
    again = ask("fetch", "--outlet", "post")
    assert again.exit_code == 0
    assert "nothing was due" in again.stdout
    assert "Next: masthead run" in again.stdout


@pytest.mark.usefixtures("served")
def test_the_table_tells_it_by_outlet():
    shown = ask("fetch", "--outlet", "post").stdout
    assert "Feeds and sitemaps: 1 answered, 0 did not; 2 addresses not known before" in shown
    assert "Pages: 1 fetched, 1 quarantined" in shown
    assert "post" in shown.partition("By outlet")[2]


def test_after_its_minutes_a_fetch_begins_nothing(served):
    assert json.loads(ask("fetch", "--outlet", "post", "--minutes", "0", "--json").stdout)["left"] == 1
    assert served.log == []


def test_explain_and_status_tell_what_fetching_knows(served):
    ask("fetch", "--outlet", "post")
    gone = ask("explain", served.url("post.example", "/gone"))
    assert "fate        quarantined: not_found" in gone.stdout
    assert "found by feed" in gone.stdout
    [told] = json.loads(ask("explain", served.url("post.example", "/a"), "--json").stdout)
    assert (told["fate"], told["web"]["looks"]) == ("stored", 1)
    with pytest.raises(Problem, match=r"never discovered|no warehouse"):
        raise ask("explain", "https://post.example/nowhere").exception


def test_explain_names_every_hop_the_robots_decision_and_the_hosts_waits(served):
    ask("add", served.url("post.example", "/moved"))
    ask("fetch", "--outlet", "post")
    shown = ask("explain", served.url("post.example", "/moved")).stdout
    assert f"{served.url('post.example', '/moved')}: status 302" in shown
    assert f"{served.url('post.example', '/by-hand')}: status 200" in shown
    assert "host        post.example: robots.txt allows this address (status 404" in shown
    assert "last look   20" in shown
    assert "next look 20" in shown
    [told] = json.loads(ask("explain", served.url("post.example", "/moved"), "--json").stdout)
    assert [hop["status"] for hop in told["web"]["hops"]] == [302, 200]
    assert told["host"]["robots"] == "allows"


def test_explain_tells_why_an_entry_was_left_out_unseen_also_when_that_is_long_ago(home, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("url,title\nhttps://p.example/goals,Two goals in the second half\n", encoding="utf-8")
    ask("add", "--list", path, "--relevant", "--outlet", "bbc")
    shown = ask("explain", "https://p.example/goals").stdout
    assert "fate        skipped: not_relevant" in shown
    assert "topic 'us_iran': 0 points by title, summary and address; the topic asks for 1" in shown
    with Frontier(home / "frontier.sqlite") as frontier:
        assert prune(frontier, datetime.now(UTC) + timedelta(days=31), web.manners(load())) == 1
    shown = ask("explain", "https://p.example/goals").stdout
    assert "fate        skipped: not_relevant" in shown
    assert "so long ago that only this is kept" in shown


def test_an_unknown_outlet_is_refused_before_anything_is_asked(served):
    assert "post" in str(ask("fetch", "--outlet", "psot").exception)
    assert "no outlet" in str(ask("add", served.url("post.example", "/a"), "--outlet", "nobody-at-all").exception)
    assert served.log == []


def test_a_list_is_added_and_what_is_wrong_in_it_told(home, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("url,title\nhttps://p.example/iran,Iran\nhttps://p.example/goals,Two goals in the second half\nx,y\n", encoding="utf-8")
    done = ask("add", "--list", path, "--relevant", "--outlet", "bbc")
    assert done.exit_code == 1
    assert "3 addresses, 2 new, 1 of them left out as off the topic, 0 known already, 1 without a usable address" in done.stdout
    assert "list.csv:4" in done.stdout
    assert {one.url[-5:]: (one.fate, one.outlet) for one in fates(home / "frontier.sqlite")} == {
        "/iran": ("open", "bbc"),
        "goals": ("skipped", "bbc"),
    }
    told = json.loads(ask("add", "--list", path, "https://p.example/new", "--json").stdout)
    assert told["urls"] == {"https://p.example/new": True}
    assert (told["lists"][str(path)]["new"], told["lists"][str(path)]["known"]) == (0, 2)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["add"], "nothing to add"),
        (["add", "ftp://p.example/a"], "Addresses begin with https://"),
        (["add", "--list", "nowhere.csv"], "nowhere.csv"),
        (["add", "--list", "README.md"], "--list wants addresses"),
    ],
)
def test_what_cannot_be_added_is_told(arguments, words):
    problem = ask(*arguments).exception
    assert isinstance(problem, Problem)
    assert words in str(problem)


def test_known_already_is_looked_at_again(home):
    ask("add", "https://www.bbc.co.uk/news/1")
    assert "known already; it will be looked at again" in ask("add", "https://www.bbc.co.uk/news/1").stdout
    assert [one.outlet for one in fates(home / "frontier.sqlite")] == ["bbc"]
