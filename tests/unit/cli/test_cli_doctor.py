import json
import socket

import pytest
import small_world
from typer.testing import CliRunner

from pipeline.cli import app, doctor
from pipeline.settings import Settings
from pipeline.store.lake_publish import publish_lake
from pipeline.store.publish import published

RUNNER = CliRunner(env={"COLUMNS": "120", "NO_COLOR": "1"})


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("MASTHEAD_HOME", str(tmp_path))
    monkeypatch.setenv("PGCONNECT_TIMEOUT", "1")  # so that what the command sets is taken back with the test
    monkeypatch.delenv("PGCONNECT_TIMEOUT")
    return tmp_path


def lake():
    """(exit code, what doctor finds of the lake)"""
    done = RUNNER.invoke(app, ["doctor", "--json"])
    [found] = [item for item in json.loads(done.stdout) if item["what"] == "lake"]
    return done.exit_code, found


@pytest.mark.usefixtures("home")
def test_without_the_setting_the_lake_is_optional():
    assert lake() == (0, {"what": "lake", "well": True, "found": "not set (optional): docs/lake.md", "mend": ""})
    assert "not set (optional)" in RUNNER.invoke(app, ["doctor"]).stdout


def test_a_lake_in_a_file_is_made_by_the_first_run(home, monkeypatch):
    monkeypatch.setenv("MASTHEAD_LAKE", "lake.ducklake")
    assert lake() == (0, {"what": "lake", "well": True, "found": f"{home}/lake.ducklake: none yet: masthead run", "mend": ""})
    monkeypatch.setenv("MASTHEAD_ASK_LAKE", "true")
    code, found = lake()
    assert (code, found["well"]) == (2, False)
    assert "Check lake in masthead.toml: docs/lake.md" in found["mend"]


def test_of_a_lake_that_answers_version_and_last_publication_are_told(home, monkeypatch):
    small_world.main(home, 1)
    known = Settings(home=home, lake="lake.ducklake", lake_data="lake")
    version = publish_lake(known).version
    monkeypatch.setenv("MASTHEAD_LAKE", "lake.ducklake")
    at = published(known.current)[0]
    told = f"{home}/lake.ducklake answers; version {version}, last published {at[:4]}-{at[4:6]}-{at[6:8]} {at[9:11]}:{at[11:13]} UTC"
    assert lake() == (0, {"what": "lake", "well": True, "found": told, "mend": ""})


@pytest.mark.usefixtures("home")
@pytest.mark.timeout(60)
def test_an_address_that_takes_the_call_and_says_nothing_is_given_up(monkeypatch):
    """Without a limit of its own PostgreSQL's client waits for ever."""
    monkeypatch.setattr(doctor, "PATIENCE", 2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setenv("MASTHEAD_LAKE", f"postgres:dbname=lake host=127.0.0.1 port={silent.getsockname()[1]}")
        code, found = lake()
    assert (code, found["well"], found["found"]) == (2, False, "not usable")
    assert "timeout expired" in found["mend"]
    assert "Check lake in masthead.toml" in found["mend"]
    assert "\n" not in found["mend"]


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("catalog", "words"),
    [("postgres:dbname=lake host=127.0.0.1 port=1", "Connection refused"), ("postgres:dbname=lake password=x", "set PGPASSWORD")],
)
def test_what_is_amiss_is_said_with_what_to_do(monkeypatch, catalog, words):
    monkeypatch.setenv("MASTHEAD_LAKE", catalog)
    code, found = lake()
    assert (code, found["well"]) == (2, False)
    assert words in found["mend"]
