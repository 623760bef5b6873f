"""`masthead query` and `masthead search`, as commands."""

import json

import pytest
from hand_world import al_asad
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.cli.output import print_table
from pipeline.errors import Problem


@pytest.fixture
def ask(tmp_path, monkeypatch):
    al_asad().warehouse(tmp_path / "current.duckdb").close()
    monkeypatch.setenv("MASTHEAD_HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "80")

    def call(*arguments):
        return CliRunner().invoke(app, [str(argument) for argument in arguments])

    return call


def test_a_question_is_shown_with_parameters_columns_and_an_example(ask):
    said = ask("query", "show", "who_says").stdout
    assert "must be given" in said
    assert "Columns of the answer" in said
    assert "masthead query run who_says --param number=..." in said
    told = json.loads(ask("query", "show", "toll_by_day", "--json").stdout)
    assert "articles_weighted" in told["columns"]


def test_the_list_has_every_question_on_80_columns(ask):
    said = ask("query", "list").stdout
    assert "independent_sources" in said
    assert max(map(len, said.splitlines())) <= 80
    assert {"name", "answers", "parameters"} == set(json.loads(ask("query", "list", "--json").stdout)[0])


@pytest.mark.parametrize("ending", ["csv", "json", "parquet", "xlsx", "txt"])
def test_the_files_ending_says_the_format(ask, tmp_path, ending):
    out = tmp_path / f"answer.{ending}"
    done = ask("query", "run", "who_is_cited", "-o", out)
    assert done.exit_code == 0, done.output
    assert f"rows in {out}" in done.stderr
    first = out.read_bytes()[:6]
    assert first.startswith({"csv": b"source", "json": b"[", "parquet": b"PAR1", "xlsx": b"PK", "txt": b"source"}[ending])


def test_more_rows_than_asked_for_are_said(ask):
    done = ask("query", "run", "--sql", "FROM articles", "--rows", "2", "-f", "csv")
    assert done.stdout.count("\n") == 3
    assert "Only the first 2 rows" in done.stderr
    assert "Only" not in ask("query", "run", "--sql", "FROM articles", "--rows", "6", "-f", "csv").stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("query", "run", "who_says", "-f", "xlsx"), "needs a file"),
        (("query", "run", "who_says", "-f", "pdf"), "--format pdf is unknown"),
        (("query", "run", "who_says", "-p", "number"), "written name=value"),
        (("query", "run", "biggest_stories", "--as-of", "2000-01-01"), "nothing published by"),
        (("search", "base", "--from", "soon"), "days are written YYYY-MM-DD"),
        (("search", "..."), "nothing to search for"),
    ],
)
def test_slips_are_problems_in_words(ask, arguments, words):
    done = ask(*arguments)
    assert isinstance(done.exception, Problem)
    assert words in str(done.exception)


def test_search_finds_and_says_how_much_more_there_is(ask, tmp_path):
    assert "More hurt" in ask("search", "troops", "injured").stdout
    assert "The toll is now 50 troops injured." in ask("search", "troops", "injured", "-f", "csv").stdout
    assert json.loads(ask("search", "troops", "injured", "-f", "json").stdout)[0]["outlet"] == "The Daily"
    assert "The newest 1" in ask("search", "troops", "--limit", "1").stderr
    ask("search", "troops", "-o", tmp_path / "found.csv")
    about = json.loads((tmp_path / "found.csv.origin.json").read_text())
    assert about["parameter words"] == "troops"
    assert about["snapshot"] == "not published"
    assert about["extractor"] == "reader-2"


def test_snapshots_are_listed(ask):
    assert ask("query", "snapshots").stdout == "nothing\n"
    assert json.loads(ask("query", "snapshots", "--json").stdout) == []


def test_a_table_whose_headers_do_not_fit_is_shown_as_records(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    print_table([{f"a_long_header_{at}": at for at in range(4)}])
    assert "1 of 1" in capsys.readouterr().out
