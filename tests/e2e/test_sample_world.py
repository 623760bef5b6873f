"""The sample world through the whole line, by the real command, held against what its pages promise (`expected.yaml`)."""

import json

import pytest
import yaml

from pipeline import samples
from pipeline.acquire.urls import canonical
from pipeline.store.query import run

EXPECTED = yaml.safe_load((samples.folder() / "expected.yaml").read_text(encoding="utf-8"))
PAGES = {canonical(page["url"]): page for page in EXPECTED["pages"]}
FIGURES_HELD = 0.85
"""Share of the stated figures that must come out whole; some were written to be hard. Raise it as extraction improves."""


@pytest.fixture(scope="module")
def ask(sample_world):
    home, _ = sample_world
    return lambda sql, **params: run(home / "current.duckdb", sql, params).to_dicts()


@pytest.fixture(scope="module")
def found(ask):
    rows = ask(
        "SELECT p.url, p.fate, p.reason, p.outlet_id, CAST(a.published_at AS DATE) AS published, a.article_id, a.version_count, a.title "
        "FROM page AS p LEFT JOIN article AS a USING (article_id)"
    )
    return {row["url"]: row for row in rows}


def test_every_page_has_the_fate_it_should_have(found):
    fates = {url: (row["fate"], row["reason"], row["outlet_id"]) for url, row in found.items()}
    assert fates == {url: (page["fate"], page.get("reason"), page["outlet"]) for url, page in PAGES.items()}


def test_dates_versions_and_totals_are_as_promised(found):
    stored = {url: page for url, page in PAGES.items() if page["fate"] == "stored"}
    dates = {url: str(found[url]["published"]) if found[url]["published"] else None for url in stored}
    assert dates == {url: page["published"] for url, page in stored.items()}
    assert {url: found[url]["version_count"] for url in stored} == {url: page["versions"] for url, page in stored.items()}
    assert len(stored) == EXPECTED["totals"]["stored"]


def test_the_run_accounts_for_every_page(sample_world):
    _, summary = sample_world
    counts, totals = summary["run"], EXPECTED["totals"]
    assert counts["discovered"] == totals["pages"] == sum(counts[fate] for fate in ("stored", "duplicate", "skipped", "failed"))
    assert counts["stored"] == totals["stored"]
    assert counts["duplicate"] == totals["duplicate"]
    told = {(row["fate"], row["reason"]): row["pages"] for row in summary["reasons"]}
    assert {reason: pages for (fate, reason), pages in told.items() if fate == "skipped"} == totals["skipped"]
    assert {reason: pages for (fate, reason), pages in told.items() if fate == "failed"} == totals["failed"]


def test_navigation_comments_and_repeats_stay_out(ask):
    for url, page in PAGES.items():
        for words in page.get("absent", []):
            assert ask("SELECT 1 FROM article_version WHERE url = $url AND contains(text, $words)", url=url, words=words) == [], (
                url,
                words,
            )
        for words in page.get("once", []):
            texts = ask("SELECT text FROM article_version WHERE url = $url", url=url)
            assert [row["text"].count(words) for row in texts] == [1] * len(texts), (url, words)


def test_credits_name_the_outlet_copied(ask):
    for url, page in PAGES.items():
        if page.get("credit"):
            found = {row["credit"] for row in ask("SELECT credit FROM article_version WHERE url = $url", url=url)}
            assert any(credit and (page["credit"] in credit or credit in page["credit"]) for credit in found), (
                url,
                page["credit"],
                found,
            )


def test_the_stated_figures_come_out(ask):
    stated = held = 0
    missed = []
    for url, page in PAGES.items():
        rows = ask("SELECT f.* FROM figure AS f JOIN article_version AS v USING (version_id) WHERE v.url = $url", url=url)
        for figure in page.get("figures", []):
            stated += 1
            if any(same(figure, row) for row in rows):
                held += 1
            else:
                missed.append((url, figure["surface"], figure["kind"]))
    assert stated > 200
    assert held / stated >= FIGURES_HELD, missed


def same(figure, row):
    near = all(
        (figure[bound] is None) == (row[f"value_{bound}"] is None)
        and (figure[bound] is None or abs(figure[bound] - row[f"value_{bound}"]) <= abs(figure[bound]) / 1000)
        for bound in ("low", "high")
    )
    words = figure["surface"] in row["surface"] or row["surface"] in figure["surface"]
    return near and words and all(figure[name] == row[name] for name in ("kind", "qualifier", "stance"))


def test_a_second_run_changes_nothing_and_says_so(sample_world, masthead):
    home, first = sample_world
    done = masthead(home, "run", "--samples")
    assert done.returncode == 0, done.stderr
    assert f"Nothing changed: the fingerprint is {first['fingerprint'][:16]}" in done.stdout
    assert f"{first['run']['discovered']} unchanged" in done.stdout


@pytest.mark.parametrize(
    "command",
    [["status"], ["query", "list"], ["query", "run", "different_tolls"], ["doctor"], ["--help"], ["run", "--help"], ["read", "--help"]],
)
def test_what_a_person_sees_fits_eighty_columns(sample_world, masthead, command):
    home, _ = sample_world
    done = masthead(home, *command)
    assert done.returncode == 0, done.stderr
    assert [line for line in done.stdout.splitlines() if len(line) > 80 and str(home) not in line] == []


def test_json_is_everywhere(sample_world, masthead):
    home, _ = sample_world
    for command in (["status"], ["query", "list"], ["query", "show", "who_says"], ["query", "run", "latest_figures"], ["doctor"]):
        done = masthead(home, *command, "--json")
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)


def test_explain_tells_every_decision_about_a_page(sample_world, masthead):
    home, _ = sample_world
    url = next(url for url, page in PAGES.items() if page.get("versions", 0) > 1)
    told = masthead(home, "explain", url).stdout
    assert "fate        stored" in told
    assert told.count("\n  look   ") == PAGES[url]["captures"]
    assert told.count("version   ") == PAGES[url]["versions"]
    skipped = next(url for url, page in PAGES.items() if page.get("reason") == "language")
    assert "skipped: language" in masthead(home, "explain", skipped).stdout


def test_al_asad_eighty_against_none_with_both_sentences(ask):
    rows = ask("SELECT * FROM figure_disagreement WHERE kind = 'killed'")
    pairs = [row for row in rows if (row["less_high"], row["more_low"]) == (0, 80)]
    assert pairs
    for row in pairs:
        for side in ("less", "more"):
            sentence, start, words = (row[f"{side}_{part}"] for part in ("sentence", "start", "surface"))
            assert sentence[start : start + len(words)] == words
    assert {"at least 80", "80", "Eighty"} >= {row["more_surface"] for row in pairs}
    assert any(row["more_source"] and "state television" in row["more_source"] for row in pairs)
    for row in pairs:
        assert row["less_outlets"]
        assert row["more_outlets"]


def test_al_asad_the_correction_is_one_and_declares_what_it_corrected(ask):
    rows = ask("SELECT * FROM article_edits WHERE declared = 'correction'")
    assert {row["url"] for row in rows} == {"https://www.pembertoncourier.example/world/2020/01/31/64-troops-brain-injury"}
    (note,) = [row for row in rows if row["is_note"]]
    (edit,) = [row for row in rows if not row["is_note"]]
    assert note["after"] == note["note"] == edit["note"]
    assert note["after"].endswith("It was 34, not 46.")
    assert (edit["kind"], edit["figures_before"], edit["figures_after"]) == ("changed", ["46"], ["34"])
    silent = ask("SELECT DISTINCT outlet_id FROM article_edits WHERE declared IS NULL AND touches_figure")
    assert {row["outlet_id"] for row in silent} >= {"whistle", "halyard", "skerry"}


def test_al_asad_the_tabloids_reprint_shows_what_it_changed(ask):
    url = "https://www.eveningwhistle.example/news/world-news/34-troops-brain-injuries-trump-headaches"
    rows = ask("SELECT * FROM copy_changes WHERE url = $url ORDER BY position", url=url)
    assert {row["original_url"] for row in rows} == {"https://www.halyard.example/world/2020/01/24/pentagon-34-brain-injuries"}
    told = [(row["aspect"], row["change"], row["before"], row["after"]) for row in rows]
    assert [one for one in told if one[0] in {"headline", "sentence"}] == [
        (
            "headline",
            "altered",
            "Pentagon says 34 troops had brain injuries after Iranian strike",
            "Just ‘headaches’? 34 US soldiers left with BRAIN INJURIES after Iran missile strike",
        ),
        (
            "sentence",
            "altered",
            (
                "WASHINGTON, Jan 24 (Halyard) - At least 34 American service members suffered traumatic brain injuries when Iran fired missiles at a base"
                " in Iraq this month, the Pentagon said on Friday, raising a count that stood at 11 a week ago."
            ),
            (
                "THIRTY-FOUR American soldiers suffered traumatic brain injuries when Iran fired missiles at a base in Iraq this month, the Pentagon"
                " admitted on Friday."
            ),
        ),
        (
            "sentence",
            "altered",
            "Of the 34, 17 have returned to duty, a Pentagon spokesman told a news briefing.",
            "Of the 34 soldiers, 17 have returned to duty, a Pentagon spokesman told a news briefing.",
        ),
        (
            "sentence",
            "altered",
            (
                "President Donald Trump, who had first said that no Americans were harmed, this week called the complaints headaches and said he did not"
                " regard them as very serious compared with other wounds he had seen."
            ),
            "President Donald Trump, who had first said that no Americans were harmed, brushed the complaints off as headaches.",
        ),
        ("sentence", "altered", "A veterans' group demanded an apology.", "Furious veterans demanded an apology."),
    ]
    assert ("qualifier", "altered", "At least 34", "THIRTY-FOUR") in told
    assert ("verb", "altered", "the Pentagon said", "the Pentagon admitted") in told
    assert ("quote", "added", None, "headaches") in told
    assert not [one for one in told if one[0] == "figure" and one[1] == "added"]


def test_every_edit_points_at_its_words_in_both_texts(ask):
    wrong = ask(
        "SELECT e.edit_id FROM article_edit AS e "
        "JOIN article_version AS b ON b.version_id = e.before_version_id JOIN article_version AS a ON a.version_id = e.after_version_id "
        "WHERE e.before <> substr(b.text, e.before_start + 1, e.before_end - e.before_start) "
        "OR e.after <> substr(a.text, e.after_start + 1, e.after_end - e.after_start)"
    )
    assert wrong == []
    assert ask("SELECT count(*) AS n FROM article_edit")[0]["n"] > 20
