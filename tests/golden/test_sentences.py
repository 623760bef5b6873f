"""Hard sentences, and the rows that must come out of them: `sentences.yaml` beside this file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from pipeline.read import Reader

CASES = yaml.safe_load((Path(__file__).parent / "sentences.yaml").read_text(encoding="utf-8"))
PUBLISHED = date(2020, 1, 14)


@pytest.fixture(scope="module")
def reader():
    return Reader.load("us_iran")


def number(value):
    if value is None:
        return "-"
    return str(int(value)) if value == int(value) else f"{value:g}"


def shown(facts):
    """The facts in the shape of the file."""
    return {
        "figures": [
            f"{row.kind} | {row.surface} | {number(row.value_low)} to {number(row.value_high)} | {row.qualifier} | {row.stance} | {row.counted or '-'}"
            for row in facts.figures
            if row.kind != "other_count"
        ],
        "dates": [f"{row.surface} | {row.value_start or '-'} to {row.value_end or '-'} | {row.grain}" for row in facts.dates],
        "rejected": [f"{row.surface} | {row.reason}" for row in facts.rejected],
        "entities": [f"{row.surface} | {row.entity_id or '-'}" for row in facts.entities],
        "naming": [f"{row.concept} | {row.variant} | {row.surface}" for row in facts.naming],
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:48])
def test_what_comes_out_of_a_sentence(reader, case):
    title, blank, _ = case["text"].partition("\n\n")
    _, facts = reader.text_facts(case["text"], title if blank else None, PUBLISHED)
    found = shown(facts)
    wanted = {sort: rows for sort, rows in case.items() if sort != "text"}
    assert {sort: found[sort] for sort in wanted} == wanted


def test_there_are_enough_of_every_sort():
    assert len(CASES) >= 250
    assert len({case["text"] for case in CASES}) == len(CASES)
    for sort, least in {"figures": 150, "dates": 25, "rejected": 30, "entities": 25, "naming": 15}.items():
        assert sum(sort in case for case in CASES) >= least


@pytest.mark.measure
def test_no_sentence_is_somebody_elses(measure):
    """None of the sentences stands in the annotated texts or the corpora."""
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in sorted((measure / "gold").glob("*.jsonl"))]
    assert [case["text"] for case in CASES if any(case["text"] in text for text in texts)] == []
