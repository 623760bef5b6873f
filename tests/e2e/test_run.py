"""Runs of the real command: what is taken in, two at once, killed, and given nonsense."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.settings import Settings
from pipeline.store.lock import writer_lock
from pipeline.store.query import run as ask
from pipeline.store.warehouse import Warehouse

MASTHEAD = Path(sys.executable).with_name("masthead")
ARTICLES = [
    {
        "url": f"https://www.tidewater.example/world/iran-{number}",
        "outlet": "The Tidewater Post",
        "published": f"2020-01-{number % 28 + 1:02}",
        "title": f"Iran says {number + 20} hurt in blast at plant {number}",
        "text": f"Iran said on Monday that at least {number + 20} workers were injured in a blast at plant number {number}.\n\n"
        f"The United States denied any part in it. “We had no role,” a U.S. official said of the {number} claims made by Tehran.",
    }
    for number in range(60)
]


def listed(folder):
    path = folder / "articles.jsonl"
    path.write_text("\n".join(map(json.dumps, ARTICLES)), encoding="utf-8")
    return path


@pytest.fixture
def listing(tmp_path):
    return listed(tmp_path)


@pytest.fixture(scope="module")
def ingested(tmp_path_factory, masthead):
    """A list of articles, and the data root it was run into, to read from only."""
    folder = tmp_path_factory.mktemp("run")
    listing, home = listed(folder), folder / "warehouse"
    done = masthead(home, "run", listing, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["run"]["stored"] == len(ARTICLES)
    return listing, home


def fingerprint(home):
    with Warehouse.open(home / "build.duckdb") as warehouse:
        return warehouse.fingerprint()


def test_an_outlet_that_is_in_no_catalogue_is_taken_in_and_marked(masthead, ingested):
    _, home = ingested
    rows = ask(home / "current.duckdb", "SELECT DISTINCT outlet, outlet_catalogued FROM articles").rows()
    assert rows == [("The Tidewater Post", False)]
    told = masthead(home, "explain", ARTICLES[3]["url"])
    assert "not in the catalogue" in told.stdout
    assert "at least 23" in told.stdout
    assert "stored" in told.stdout


def test_a_run_while_another_holds_the_lock_exits_3_and_names_it(tmp_path, masthead, listing):
    home = tmp_path / "warehouse"
    with writer_lock(home, "the night's run"):
        done = masthead(home, "run", listing)
    assert done.returncode == 3
    assert f"the night's run, process {os.getpid()}" in done.stderr
    assert done.stderr.count("\n") == 1


def test_killed_in_the_middle_and_run_again_the_warehouse_is_the_same(tmp_path, masthead, ingested):
    """Killed where a stage has just put something on the disk; `MASTHEAD_RUN_KILLS=4` kills after 2, 4, ... seconds as well."""
    listing, unbroken = ingested
    broken = tmp_path / "broken"
    for sign in ("raw/objects/*/*", "batches/*/*", "build.duckdb"):
        assert kill(start(broken, listing), lambda sign=sign: next(broken.glob(sign), None)) == -signal.SIGKILL
    for number in range(int(os.environ.get("MASTHEAD_RUN_KILLS", "0"))):
        until = time.monotonic() + 2 * (number + 1)
        kill(start(broken, listing), lambda until=until: time.monotonic() > until)
    done = masthead(broken, "run", listing, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["run"]["discovered"] == len(ARTICLES)
    assert fingerprint(broken) == fingerprint(unbroken)


def start(home, listing):
    """The command, under way."""
    env = os.environ | {"MASTHEAD_HOME": str(home)}
    return subprocess.Popen([str(MASTHEAD), "run", str(listing)], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def kill(victim, when):
    with victim:
        while victim.poll() is None and not when():
            time.sleep(0.02)
        victim.send_signal(signal.SIGKILL)
    return victim.returncode


def test_readers_never_see_half_a_run(tmp_path, masthead, listing):
    home = tmp_path / "warehouse"
    half = tmp_path / "half.jsonl"
    half.write_text("\n".join(map(json.dumps, ARTICLES[:30])), encoding="utf-8")
    assert masthead(home, "run", half).returncode == 0
    seen = set()
    with start(home, listing) as writer:
        while writer.poll() is None:
            seen.add(ask(home / "current.duckdb", "SELECT count(*) FROM articles").item())
            time.sleep(0.1)  # the writer needs the processor too
    seen.add(ask(home / "current.duckdb", "SELECT count(*) FROM articles").item())
    assert writer.returncode == 0
    assert seen == {30, 60}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["run", "no/such/folder"], "no/such/folder: no such file or folder"),
        (["run", "README.md", "--outlet", "halyrad"], "halyard"),
        (["run", "--until", "2026-01-01"], "--until needs --day"),
        (["run", "--day", "yesterday"], "YYYY-MM-DD"),
        (["run", "--samples", "--day", "2026-01-01"], "--day works on what is already in the archive"),
        (["read"], "nothing to read"),
        (["evaluate"], "nothing to score"),
        (["status"], "Run `masthead run`"),
        (["query", "run", "different_tols"], "different_tolls"),
        (["query", "run"], "either the NAME"),
        (["query", "run", "--sql", "SELECT 1", "--format", "xml"], "--format xml is unknown"),
        (["explain", "https://nowhere.example/"], "Run `masthead run`"),
    ],
)
def test_bad_input_gets_one_clear_line_and_exit_2(tmp_path, masthead, arguments, words):
    done = masthead(tmp_path / "warehouse", *arguments)
    assert done.returncode == 2, done.stdout + done.stderr
    assert words in done.stderr
    assert done.stderr.startswith("masthead: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("masthead.toml", "workers = ", "masthead.toml"),
        ("masthead.toml", "wrokers = 3", "wrokers"),
        ("outlets.yaml", "outlets:\n  - id: post\n    name: [", "outlets.yaml"),
        ("outlets.yaml", "outlets:\n  - id: post\n    nmae: Post\n", "line 3"),
    ],
)
def test_a_broken_settings_or_catalogue_file_is_named_with_its_place(tmp_path, masthead, listing, name, text, words):
    home = tmp_path / "warehouse"
    home.mkdir()
    (home / name).write_text(text, encoding="utf-8")
    done = masthead(home, "run", listing)
    assert done.returncode == 2, done.stdout
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert Settings  # the same file is read by the library


def test_an_unreadable_page_costs_only_itself(tmp_path, masthead):
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "good.txt").write_text(f"{ARTICLES[0]['title']}\n\n{ARTICLES[0]['text']}", encoding="utf-8")
    (pages / "bad.html").symlink_to(tmp_path / "gone.html")
    (pages / "list.jsonl").write_text('{"text": 5}\nnonsense\n', encoding="utf-8")
    done = masthead(tmp_path / "warehouse", "run", pages, "--json")
    assert done.returncode == 1
    summary = json.loads(done.stdout)
    assert summary["run"]["stored"] == 1
    assert summary["run"]["failed"] == 2
    assert sorted(failure.rpartition("/")[2][:29] for failure in summary["failures"]) == [
        "list.jsonl:1: line 1 is no ar",
        "list.jsonl:2: line 2 is no JS",
    ]
