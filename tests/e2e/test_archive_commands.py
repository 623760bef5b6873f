"""The archive as a source of its own, by the command: replayed with other rules, swept, out as WARC and in again elsewhere."""

import json

import pytest

from pipeline import topics
from pipeline.store.query import run as ask
from pipeline.topics.topic import FOLDER

ARTICLES = [
    {
        "url": f"https://www.tidewater.example/world/iran-{number}",
        "outlet": "The Tidewater Post",
        "published": f"2020-01-{number + 1:02}",
        "title": f"Iran says {number + 20} hurt in blast at plant {number}",
        "text": f"Iran said on Monday that at least {number + 20} workers were injured in a blast at plant number {number}.\n\n"
        f"The United States denied any part in it. “We had no role,” a U.S. official said of the {number} claims made by Tehran.",
    }
    for number in range(12)
]


@pytest.fixture(scope="module")
def ingested(tmp_path_factory, in_process):
    """A data root with twelve articles, and another topic file: the same rules under another hash."""
    folder = tmp_path_factory.mktemp("archive")
    listing = folder / "articles.jsonl"
    listing.write_text("\n".join(map(json.dumps, ARTICLES)), encoding="utf-8")
    done = in_process(folder / "w", "run", listing, "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    rules = folder / "other.yaml"
    rules.write_text((FOLDER / "us_iran.yaml").read_text(encoding="utf-8") + "\n# read again\n", encoding="utf-8")
    assert topics.load(str(rules)).rules_hash != topics.load("us_iran").rules_hash
    return folder / "w", rules


@pytest.fixture(scope="module")
def replayed(ingested, in_process):
    """The data root, the other topic file, what was told when all was read again by it, and the figures from before that."""
    home, rules = ingested
    before = figures(home)
    done = in_process(home, "replay", "--json", MASTHEAD_TOPIC=str(rules))
    assert done.returncode == 0, done.stderr
    return home, rules, json.loads(done.stdout), before


def figures(home):
    return ask(home / "current.duckdb", "SELECT article_id, surface, kind, stance FROM figures ORDER BY ALL").rows()


def test_a_replay_reads_all_again_once_and_says_what_changed(replayed, in_process):
    home, rules, told, before = replayed
    assert (told["run"]["run"]["discovered"], told["run"]["run"]["stored"], told["changed"]) == (len(ARTICLES), len(ARTICLES), [])
    assert told["run"]["run"]["figures"] > 0  # read by another extractor: rows of its own
    assert figures(home) == before
    again = in_process(home, "replay", MASTHEAD_TOPIC=str(rules))
    assert again.returncode == 0, again.stderr
    assert "Nothing changed: the fingerprint is" in again.stdout
    assert "No figure changed." in again.stdout
    assert told["next"] == "masthead query run extractor_difference"
    assert f"{told['next'].removeprefix('masthead ')}\n" in again.stdout
    asked = in_process(home, *told["next"].split()[1:], "--json")
    assert (asked.returncode, json.loads(asked.stdout)) == (0, []), asked.stderr  # both read all of them, and alike


def test_batches_that_were_read_again_go_only_when_asked_and_the_warehouse_stays(replayed, in_process):
    home, rules, _, before = replayed
    held = sorted(path.name for path in home.glob("batches/*/*"))
    assert len(held) == 2
    assert "Nothing to remove." in in_process(home, "gc", "--yes", MASTHEAD_TOPIC=str(rules)).stdout
    told = json.loads(in_process(home, "gc", "--superseded", "--yes", "--json", MASTHEAD_TOPIC=str(rules)).stdout)
    assert [(row["items"], row["bytes"] > 0) for row in told["found"]] == [(0, False), (0, False), (1, True)]
    assert len(list(home.glob("batches/*/*"))) == 1
    done = in_process(home, "replay", MASTHEAD_TOPIC=str(rules))
    assert "Nothing changed" in done.stdout, done.stderr
    assert figures(home) == before


def test_an_archive_carried_over_as_warc_gives_the_same_figures(ingested, in_process, tmp_path):
    home, _ = ingested
    out = tmp_path / "pages.warc.gz"
    assert in_process(home, "warc", "export", "-o", out).returncode == 0
    assert "12 looks new" in in_process(tmp_path / "a", "warc", "import", out).stdout
    assert in_process(tmp_path / "a", "run").returncode == 0
    assert in_process(tmp_path / "b", "run", out).returncode == 0
    assert figures(tmp_path / "a") == figures(tmp_path / "b") == figures(home)


def test_a_list_of_addresses_given_to_run_is_refused_with_the_way_to_go(tmp_path, in_process):
    path = tmp_path / "media_cloud.csv"
    path.write_text("publish_date,title,url\n2020-01-08,Talks,https://post.example/a\n", encoding="utf-8")
    done = in_process(tmp_path / "w", "run", path)
    assert done.returncode == 2
    assert f"masthead add --list {path}" in done.stderr
    assert not (tmp_path / "w" / "raw").exists()


def test_fetching_without_a_contact_is_refused(tmp_path, in_process):
    for arguments in (["fetch"], ["add", "https://post.example/a"], ["outlets", "check", "--online"]):
        done = in_process(tmp_path / "w", *arguments, MASTHEAD_CONTACT="")
        assert done.returncode == 2
        assert "MASTHEAD_CONTACT" in done.stderr
        assert done.stderr.count("\n") == 1


def test_the_help_of_every_command_teaches_by_example(in_process, tmp_path):
    for command in ("add", "fetch", "replay", "gc", "outlets list", "outlets check", "warc import", "warc export"):
        done = in_process(tmp_path / "w", *command.split(), "--help")
        assert f"masthead {command}" in " ".join(done.stdout.split("Usage:")[1].split()[6:]), command


def test_a_replay_with_other_rules_decides_anew_about_every_page(tmp_path, in_process):
    listing = tmp_path / "articles.jsonl"
    listing.write_text("\n".join(map(json.dumps, ARTICLES[:5])), encoding="utf-8")
    strict = tmp_path / "strict.yaml"
    text = (FOLDER / "us_iran.yaml").read_text(encoding="utf-8")
    threshold = next(line for line in text.splitlines() if line.strip().startswith("threshold:"))
    strict.write_text(text.replace(threshold, threshold.partition(":")[0] + ": 0.9999"), encoding="utf-8")
    done = in_process(tmp_path / "w", "run", listing, "--json", MASTHEAD_TOPIC=str(strict))
    assert json.loads(done.stdout)["run"]["skipped"] == 5, done.stdout
    done = in_process(tmp_path / "w", "replay", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["run"]["run"]["stored"] == 5
    assert figures(tmp_path / "w")
