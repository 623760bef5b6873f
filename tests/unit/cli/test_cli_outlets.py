import json

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
    assert table.splitlines()[0].split() == ["id", "name", "country", "owner", "kind", "feeds", "verified"]
    assert f"{len(rows)} outlets" in table


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
    assert "no slip in their entries. No file of your own." in ask("check").stdout


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


def test_online_each_feed_tells_what_it_holds_and_exit_1_that_one_does_not(home, monkeypatch):
    def site(asked, _):
        if asked.path == "/feed":
            return loopback_web.reply(loopback_web.feed("https://post.example", [("/a", "A"), ("/b", "B")]), kind="application/rss+xml")
        return loopback_web.reply(status=404)

    with loopback_web.LoopbackWeb({"post.example": site}) as served:
        monkeypatch.setattr(web, "PUBLIC", web.Network(served.resolve, allow_loopback=True))
        feeds = [served.url("post.example", "/feed"), served.url("post.example", "/gone")]
        (home / "outlets.yaml").write_text(f"outlets:\n  - id: post\n    name: Post\n    feeds: {json.dumps(feeds)}\n", encoding="utf-8")
        monkeypatch.setenv("MASTHEAD_FETCH_DELAY", "0")
        refused = ask("check", "--online", "post")
        assert "No contact is set" in str(refused.exception)
        assert served.log == []
        monkeypatch.setenv("MASTHEAD_CONTACT", "desk@newsroom.example")
        done = ask("check", "--online", "post", "--json")
        assert done.exit_code == 1
        assert [(one["answers"], one["entries"], one["reason"]) for one in json.loads(done.stdout)["online"]] == [
            (True, 2, None),
            (False, 0, "not_found"),
        ]
        table = ask("check", "--online", "post").stdout
        assert "2 entries" in table
        assert "status 404" in table
        assert "1 of 2 answer." in table
    assert [asked.headers["user-agent"].endswith("(+desk@newsroom.example)") for asked in served.log] == [True] * len(served.log)
