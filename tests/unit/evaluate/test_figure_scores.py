"""Gold lines and predictions of our own, and the scores they must get."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest

from pipeline.evaluate.figures import same_words, score, scored
from pipeline.evaluate.scores import Scores
from pipeline.extract.dates import dates
from pipeline.extract.document import Document
from pipeline.extract.figures import figures
from pipeline.extract.sentences import SentenceIndex

TEXT = "The raid killed 12 people on Jan. 8. It cost $5 million."


def predict(line):
    text = line["text"]
    published = line.get("published") or ""
    day = date.fromisoformat(published) if len(published) == 10 else None
    doc = Document(text=text, body_start=0, published=day, version_id=line["id"], extractor_id="x", sentences=SentenceIndex(text))
    when = dates(doc)
    return figures(doc, [], when, [])[0], when


def gold(kind, surface, low, high, *, text=TEXT, qualifier="exact", stance="asserted", counted=None, source=None):
    start = text.index(surface)
    return {
        "kind": kind, "surface": surface, "start": start, "end": start + len(surface), "value_low": low, "value_high": high,
        "qualifier": qualifier, "stance": stance, "counted": counted, "source": source,
    }  # fmt: skip


def line(*figures, text=TEXT, **more):
    return {"id": "one", "text": text, "published": "2020-01-14", "figures": list(figures), "dates": None, **more}


RIGHT = gold("killed", "12", 12, 12, counted="people")
COST = gold("money", "$5 million", 5e6, 5e6)


def test_all_right_scores_one_at_every_level():
    scores = score([line(RIGHT, COST)], predict)
    assert scores.errors == ()
    for part in (scores.casualties, scores.others):
        assert [part.f1(level) for level in ("matched", "number", "strict", "full")] == [1, 1, 1, 1]


def test_levels_fall_one_after_the_other():
    for change, levels in (
        ({"value_low": 13}, (1, 0, 0, 0)),
        ({"qualifier": "about"}, (1, 1, 0, 0)),
        ({"stance": "denied"}, (1, 1, 0, 0)),
        ({"counted": "soldiers"}, (1, 1, 1, 0)),
        ({"source": "the army"}, (1, 1, 1, 0)),
        ({"kind": "injured"}, (0, 0, 0, 0)),
    ):
        part = score([line({**RIGHT, **change}, COST)], predict).casualties
        assert (part.matched, part.number, part.strict, part.full) == levels


def test_a_row_matches_once():
    scores = score([line(RIGHT, RIGHT, COST)], predict)
    assert (scores.casualties.gold, scores.casualties.matched) == (2, 1)


def test_casualties_stand_apart_from_the_others():
    scores = score([line(RIGHT)], predict)
    assert (scores.casualties.f1(), scores.others.predicted, scores.others.precision) == (1, 1, 0)


def test_errors_say_what_where_and_why():
    (missed, alarm) = sorted(score([line({**RIGHT, "kind": "injured"}, COST)], predict).errors, key=lambda error: error.cause, reverse=True)
    assert (missed.cause, missed.kind, missed.found) == ("missed", "injured", "killed")
    assert (alarm.cause, alarm.kind) == ("false_alarm", "killed")
    assert "killed [12] people" in alarm.sentence


@pytest.mark.parametrize(
    ("kind", "surface", "low", "counts"),
    [
        ("killed", "12", 12, True),
        ("killed", "a soldier", 1, False),
        ("killed", "a", 1, False),
        ("killed", "a dozen", 12, True),
        ("killed", "One", 1, True),
        ("percent", "two-thirds", 66.7, False),
        ("percent", "60 percent", 60, True),
        ("other_count", "two", 2, False),
    ],
)
def test_what_is_left_out(kind, surface, low, counts):
    assert scored(kind, surface, low) is counts


@pytest.mark.parametrize(
    ("one", "other", "same"), [("the army", "The Army's chief", True), ("he", "she", False), (None, None, True), (None, "he", False)]
)
def test_words_overlap_or_are_both_null(one, other, same):
    assert same_words(one, other) is same


def test_dates_are_scored_where_annotated():
    start = TEXT.index("Jan. 8")
    wanted = {"surface": "Jan. 8", "start": start, "end": start + 6, "value_start": "2020-01-08", "value_end": "2020-01-08", "grain": "day"}
    missing = {**wanted, "start": 0, "end": 3}
    scores = score([line(RIGHT, COST, dates=[wanted, missing])], predict).dates
    assert (scores.gold, scores.matched, scores.value, scores.grain) == (2, 1, 1, 1)
    assert scores.f1 == pytest.approx(2 / 3)


def test_rows_and_json_are_ready_to_print():
    scores = score([line(RIGHT, COST)], predict)
    assert [row["kind"] for row in scores.rows()] == ["casualty kinds", "other kinds", "killed", "money"]
    assert json.loads(json.dumps(scores.to_json()))["figures"][0]["strict_f1"] == 1


def test_empty_sums_are_zero_not_an_error():
    assert (Scores().precision, Scores().recall, Scores().f1()) == (0, 0, 0)
    assert score([], predict).dates.value_accuracy == 0


@pytest.mark.measure
def test_measured_on_the_development_gold():
    root = os.environ.get("MASTHEAD_MEASURE")
    if not root:
        pytest.skip("MASTHEAD_MEASURE names no folder with gold/figures_dev.jsonl")
    with (Path(root) / "gold" / "figures_dev.jsonl").open(encoding="utf-8") as file:
        scores = score([json.loads(row) for row in file], predict)
    assert scores.casualties.f1("number") >= 0.95
    assert scores.casualties.f1("strict") >= 0.94
    assert scores.others.f1("number") >= 0.95
    assert scores.others.f1("strict") >= 0.90
    assert scores.dates.f1 >= 0.95
    assert scores.dates.value_accuracy >= 0.85
