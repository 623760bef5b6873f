"""Scores with intervals, the document, the page and the table that keep them."""

from __future__ import annotations

import json
import re

import pytest

from pipeline.errors import Problem
from pipeline.evaluate import gold as gold_files
from pipeline.evaluate.accuracy import document
from pipeline.evaluate.quality import MEASURES, Measured, intervals, qualities
from pipeline.evaluate.stored import store
from pipeline.evaluate.view import POLICY, Mark, _marked, causes, page
from pipeline.read import Reader
from pipeline.records import Outlet
from pipeline.store.errors import Locked
from pipeline.store.frames import frame
from pipeline.store.lock import writer_lock
from pipeline.store.warehouse import Warehouse

TEXT = 'Ferry sinks\n\nThe storm killed 12 people on Jan. 8. "We lost <b>three</b> boats," harbour master Ada Berg said.'


def span(words):
    start = TEXT.index(words)
    return [start, start + len(words)]


def line(number=12, **more):
    start, end = span("12")
    figure = {
        "kind": "killed", "surface": "12", "start": start, "end": end, "value_low": number, "value_high": number, "qualifier": "exact",
        "stance": "asserted", "counted": "people", "place": None, "period": "on Jan. 8", "source": None, "cumulative": False,
    }  # fmt: skip
    day_start, day_end = span("Jan. 8")
    day = {"surface": "Jan. 8", "start": day_start, "end": day_end, "value_start": "2020-01-08", "value_end": "2020-01-08", "grain": "day"}
    content = span("We lost <b>three</b> boats,")
    quote = {
        "kind": "direct", "content_start": content[0], "content_end": content[1], "source_text": "harbour master Ada Berg", "anonymous": False,
        "verb": "said",
    }  # fmt: skip
    attribution = {"source": [span("harbour master Ada Berg")], "cue": [span("said")], "content": [content]}
    return {
        "id": "one", "text": TEXT, "title": "Ferry sinks", "published": "2020-01-14", "outlet": "The Harbour", "figures": [figure], "dates": [day],
        "quotes": [quote], "attributions": [attribution],
    } | more  # fmt: skip


@pytest.fixture(scope="module")
def predict():
    return gold_files.Predictor(Reader.load("us_iran"))


def test_every_field_is_measured(predict):
    found = {(one.field, one.kind, one.metric, one.outlet): one.value for one in MEASURES["figures"]([line()], predict)}
    for level in ("figure", "number", "strict", "tuple"):
        assert found[level, "killed", "f1", None] == 1
    for field in ("value", "qualifier", "stance", "counted", "source", "place", "period", "cumulative"):
        assert found[field, "all", "accuracy", None] == 1
    assert found["number", "all", "f1", "The Harbour"] == 1
    assert found["figure", "other kinds", "f1", None] == 0


def test_a_wrong_number_is_wrong_in_one_field_alone(predict):
    found = {(one.field, one.metric): one.value for one in MEASURES["figures"]([line(13)], predict) if one.kind in {"all", "killed"}}
    assert (found["figure", "f1"], found["value", "accuracy"], found["qualifier", "accuracy"], found["strict", "f1"]) == (1, 0, 1, 0)


@pytest.mark.parametrize("what", ["dates", "attributions", "quotes"])
def test_dates_attributions_and_quotes_are_measured(predict, what):
    found = MEASURES[what]([line()], predict)
    assert found
    assert {one.value for one in found} == {1.0}
    assert all(one.support == 1 for one in found)


def test_an_interval_holds_the_score_and_is_the_same_every_time():
    pairs = tuple((float(n % 3 > 0), 1.0) for n in range(60))
    one = Measured(field="figure", kind="all", metric="accuracy", pairs=pairs, support=60)
    [(low, high)] = intervals([one])
    assert 0.5 < low < one.value < high < 0.8
    assert intervals([one]) == [(low, high)]
    assert intervals([one], rounds=3, seed=1) != intervals([one], rounds=3, seed=2)


def test_an_interval_of_nothing_is_nothing():
    none = Measured(field="figure", kind="all", metric="f1", pairs=((0.0, 0.0),), support=0)
    assert (intervals([none]), none.value) == ([(0.0, 0.0)], 0.0)
    assert intervals([Measured(field="figure", kind="all", metric="f1", pairs=(), support=0)]) == [(0.0, 0.0)]


def test_outlets_the_catalogue_does_not_know_have_no_rows_and_two_spellings_one():
    def of(outlet):
        return Measured(field="number", kind="all", metric="f1", pairs=((2.0, 2.0),), support=1, outlet=outlet)

    rows = qualities([of("The Harbour"), of("Harbour"), of("Nobody")], "x", "g", {"The Harbour": "harbour", "Harbour": "harbour"})
    assert [(row.outlet_id, row.support, row.value) for row in rows] == [("harbour", 2, 1.0)]


def test_the_document_names_its_command_and_every_score(predict):
    rows = qualities(MEASURES["figures"]([line()], predict), "x", "harbour.jsonl 1a")
    text = document({"figures": rows}, {"figures": "harbour.jsonl"})
    assert "    masthead evaluate --figures harbour.jsonl --write docs/accuracy.md" in text
    assert "| casualty kinds | strict | f1 | 1.000 | 1.000 to 1.000 | 1 |" in text
    assert "/" not in re.findall(r"--figures (\S+)", text)[0]


def test_the_page_asks_for_nothing_and_escapes_what_it_shows(predict):
    held = line(id="<script>alert(1)</script>")
    html = page({what: [(held, predict(held))] for what in MEASURES}, {"figures": [{"cause": "missed", "kind": "<i>"}]})
    assert "<script" not in html
    assert "<b>three" not in html
    assert html.count("&lt;b&gt;three&lt;/b&gt;") == 8
    assert "Content-Security-Policy" in html
    assert "default-src 'none'" in POLICY
    assert not re.search(r"(?:src|href)\s*=|url\(|@import", html)
    assert '<mark class="" title="killed, 12, 12, exact, asserted, people, -">12</mark>' in html


def test_marks_the_other_side_has_not_are_red_and_overlaps_keep_all_they_say():
    marks = [Mark(0, 5, "a"), Mark(3, 8, "b", "cue"), Mark(9, 10, "c"), Mark(50, 60, "outside")]
    shown = _marked("0123456789", marks, [Mark(0, 8, "x")])
    assert shown == (
        '<mark class="" title="a">012</mark><mark class="" title="a | b">34</mark><mark class="cue" title="b">567</mark>8'
        '<mark class="wrong" title="c">9</mark>'
    )


def test_errors_are_counted_by_cause():
    errors = [
        {"cause": "missed", "kind": "killed"},
        {"cause": "source", "kind": "killed"},
        {"cause": "missed", "kind": "killed"},
        {"what": "extra"},
    ]
    assert [(row["cause"], row["errors"]) for row in causes(errors)] == [("missed", 2), ("source", 1), ("extra", 1)]


def test_scores_go_into_the_warehouse_and_replace_their_own(tmp_path, predict):
    extractor = predict.reader.extractor
    rows = qualities(MEASURES["figures"]([line()], predict), extractor.extractor_id, "g", {"The Harbour": "harbour"})
    path = tmp_path / "build.duckdb"
    done = store(tmp_path, path, rows, extractor)
    assert done.inserted == len(rows) - 1  # the warehouse does not know the outlet
    outlet = Outlet(
        outlet_id="harbour",
        name="The Harbour",
        country=None,
        language=None,
        owner_kind="unknown",
        kind=None,
        catalogued=True,
        invented=True,
    )
    with Warehouse.open(path) as opened:
        opened.merge("outlet", frame([outlet], Outlet))
    again = store(tmp_path, path, rows, extractor)
    assert (again.inserted, again.updated, again.deleted) == (1, 0, 0)
    with Warehouse.open(path, read_only=True) as opened:
        held = opened.table("quality")
        assert held.height == len(rows)
        assert held.get_column("extractor_id").unique().to_list() == [extractor.extractor_id]
        assert opened.run_check("references").is_empty()
        assert opened.run_check("unique_ids").is_empty()


def test_scores_wait_for_nobody(tmp_path, predict):
    with writer_lock(tmp_path, "masthead run"), pytest.raises(Locked, match="masthead run"):
        store(tmp_path, tmp_path / "build.duckdb", [], predict.reader.extractor)


def test_gold_lines_are_checked_with_file_and_line(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(line()) + '\n{"id": 1}\n', encoding="utf-8")
    with pytest.raises(Problem, match=r"gold\.jsonl:2: no gold line"):
        gold_files.lines(path, "figures")
    with pytest.raises(Problem, match="there is no file"):
        gold_files.lines(tmp_path / "none.jsonl", "figures")
    path.write_text(json.dumps(line()) + "\n", encoding="utf-8")
    assert [held["id"] for held in gold_files.lines(path, "figures")] == ["one"]
    assert gold_files.label(path).startswith("gold.jsonl ")
    assert gold_files.day("yesterday") is None


def test_the_command_writes_page_document_and_table(tmp_path, masthead):
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(line()) + "\n", encoding="utf-8")
    home = tmp_path / "warehouse"
    wanted = ("--figures", path, "--dates", path, "--attributions", path, "--quotes", path)
    done = masthead(home, "evaluate", *wanted, "--html", tmp_path / "v.html", "--write", tmp_path / "a.md", "--store", "--errors")
    assert done.returncode == 0, done.stderr
    assert "## Quotations" in (tmp_path / "a.md").read_text(encoding="utf-8")
    assert (tmp_path / "v.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    with Warehouse.open(home / "build.duckdb", read_only=True) as opened:
        assert {"figure", "date", "attribution", "quote"} <= set(opened.table("quality").get_column("field").to_list())
    refused = masthead(home, "evaluate", "--pages", tmp_path, "--store")
    assert refused.returncode != 0
    assert "want gold named" in refused.stderr
