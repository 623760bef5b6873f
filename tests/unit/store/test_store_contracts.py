import json
from dataclasses import replace
from datetime import UTC, date, datetime

import polars as pl
import pytest
import small_world

from pipeline import topics
from pipeline.records import REASONS
from pipeline.store.admission import admit
from pipeline.store.allowed import ALLOWED, SOURCE_CLASSES
from pipeline.store.contracts import contract, split
from pipeline.store.errors import StoreError
from pipeline.store.frames import dtypes, frame
from pipeline.store.tables import FACTS, RECOMPUTED, TABLES, columns

DAY = date(2020, 1, 8)
ROWS = small_world.rows_of(0)
FIGURE = ROWS["figure"][0]


def told(table, *rows):
    """The rules that the rows break, in their order; None for a row that goes in."""
    found = split(table, frame(rows, TABLES[table]), day=DAY, batch_id="b")
    assert found.good.height + found.bad.height == len(rows)
    return found.bad["rule"].to_list()


def admitted(**changed):
    rows = {**{name: found for name, found in ROWS.items() if found}, **changed}
    return admit({name: frame(found, TABLES[name]) for name, found in rows.items()}, day=DAY, batch_id="b")


@pytest.mark.parametrize("table", TABLES)
def test_a_contract_has_the_records_columns(table):
    empty = contract(table).create_empty()
    assert empty.columns == [column.name for column in columns(TABLES[table])]
    assert dict(empty.schema) == dtypes(TABLES[table])
    empty = split(table, frame([], TABLES[table]), day=DAY, batch_id="b")
    assert (empty.good.height, empty.bad.height) == (0, 0)


@pytest.mark.parametrize("table", [name for name, rows in ROWS.items() if rows])
def test_the_small_world_keeps_its_contracts(table):
    assert told(table, *ROWS[table]) == []


def test_allowed_words_name_columns_there_are():
    for table, column in ALLOWED:
        assert column in dtypes(TABLES[table])
    assert ALLOWED["page", "reason"] == tuple(REASONS)


@pytest.mark.parametrize(
    ("table", "change", "rule"),
    [
        ("figure", {"kind": "wishes"}, "kind check__allowed"),
        ("figure", {"qualifier": "roughly"}, "qualifier check__allowed"),
        ("figure", {"stance": None}, "stance nullability"),
        ("figure", {"figure_id": ""}, "figure_id min_length"),
        ("figure", {"value_high": 3.0, "qualifier": "range"}, "value_low_order"),
        ("figure", {"value_low": float("inf")}, "value_low inf"),
        ("figure", {"value_low": float("nan")}, "value_low nan"),
        ("figure", {"value_high": 12.0}, "bounds_of_qualifier"),
        ("figure", {"qualifier": "exact"}, "bounds_of_qualifier"),
        ("figure", {"qualifier": "none", "value_high": 11.0}, "bounds_of_none"),
        ("figure", {"qualifier": "about", "value_high": 10.0, "high_inclusive": False}, "bounds_inclusive"),
        ("figure", {"start": -5}, "start_negative"),
        ("figure", {"start": 999}, "span_order"),
        ("figure", {"surface": "at least"}, "span_length"),
        ("figure", {"counted_start": None}, "counted_words"),
        ("figure", {"place": None}, "place_words"),
        ("figure", {"source_end": 5}, "source_words"),
        ("figure", {"period_from": date(2021, 1, 1)}, "period_from_order"),
        ("figure", {"sentence_end": 1}, "in_sentence"),
        ("date_mention", {"form": "odd"}, "form check__allowed"),
        ("date_mention", {"value_start": date(2021, 1, 1)}, "value_start_order"),
        ("quote", {"kind": "loud"}, "kind check__allowed"),
        ("quote", {"content_spans": [[5, 9], [1, 3]]}, "content_spans_pieces"),
        ("quote", {"content_spans": [[5]]}, "content_spans_pieces"),
        ("quote", {"cue_spans": [[9, 5]]}, "cue_spans_pieces"),
        ("capture", {"reason": "timeout"}, "reason_unless_stored"),
        ("capture", {"fate": "failed"}, "reason_unless_stored"),
        ("capture", {"fate": "duplicate", "reason": "same_text"}, "fate check__allowed"),
        ("capture", {"byte_count": -1}, "byte_count_negative"),
        ("article_version", {"published_at": datetime(1970, 1, 1, tzinfo=UTC)}, "published_since_1990"),
        ("article_version", {"published_method": None}, "published_method_known"),
        ("article_version", {"body_start": 9_999}, "body_in_text"),
        ("article_version", {"relevance": 1.5}, "relevance_share"),
        ("outlet", {"owner_kind": "crown"}, "owner_kind check__allowed"),
        ("run", {"stored": -2}, "stored_negative"),
    ],
)
def test_a_row_that_breaks_a_rule_is_refused_by_its_name(table, change, rule):
    said = told(table, replace(ROWS[table][0], **change))
    assert len(said) == 1
    assert rule in said[0].split(", ")


def test_null_is_allowed_where_the_record_says_so():
    nothing = {name: None for part in ("counted", "place", "period", "source") for name in (part, f"{part}_start", f"{part}_end")}
    assert told("figure", replace(FIGURE, **nothing, attribution_id=None, period_from=None, period_to=None)) == []


def test_of_rows_with_one_key_the_first_is_kept_and_equal_ones_count_once():
    other = replace(FIGURE, kind="killed")
    found = split("figure", frame([FIGURE, other, FIGURE], TABLES["figure"]), day=DAY, batch_id="b")
    assert found.good["kind"].to_list() == ["injured"]
    assert found.bad["rule"].to_list() == ["unique"]


def test_a_bad_row_keeps_the_row_and_where_it_came_from():
    version = replace(ROWS["article_version"][0], relevance=7.0, text="x" * 5_000, body_start=0)
    (bad,) = split("article_version", frame([version], TABLES["article_version"]), day=DAY, batch_id="b-1").bad.to_dicts()
    assert (bad["table_name"], bad["ingest_day"], bad["batch_id"]) == ("article_version", DAY, "b-1")
    kept = json.loads(bad["row_json"])
    assert kept["relevance"] == 7.0
    assert kept["text"] == "x" * 2_000 + "…"


def test_good_rows_all_go_in_and_none_is_bad():
    found = admitted()
    assert {name: rows.height for name, rows in found.items() if name != "bad_row"} == {
        name: len(rows) for name, rows in ROWS.items() if rows
    }
    assert found["bad_row"].is_empty()


@pytest.mark.parametrize(
    ("table", "change", "rule"),
    [
        ("figure", {"start": FIGURE.start + 1, "end": FIGURE.end + 1}, "surface at its offsets"),
        ("figure", {"counted_start": FIGURE.counted_start + 1, "counted_end": FIGURE.counted_end + 1}, "counted at its offsets"),
        ("figure", {"in_headline": True}, "headline flag"),
        ("quote", {"content": "We saw nothing."}, "content in its pieces"),
        ("quote", {"source": None}, "source in its pieces"),
        ("attribution", {"cue_spans": []}, "cue in its pieces"),
        ("article_version", {"credit": "Delta", "credit_start": 0, "credit_end": 5}, "credit at its offsets"),
        ("naming", {"surface": "the New Gate"}, "surface at its offsets"),
    ],
)
def test_a_fact_that_is_not_in_its_text_is_refused(table, change, rule):
    rows = [replace(ROWS[table][0], **change), *ROWS[table][1:]]
    found = admitted(**{table: rows})
    assert found[table].height == len(rows) - 1
    assert rule in found["bad_row"].filter(pl.col("table_name") == table)["rule"][0]


def test_facts_of_a_refused_version_are_refused_with_it():
    first, second = ROWS["article_version"]
    found = admitted(article_version=[replace(first, credit="Delta", credit_start=0, credit_end=5), second])
    for table in FACTS:
        assert found[table]["version_id"].unique().to_list() == [second.version_id], table
    assert set(found["bad_row"]["rule"]) == {"credit at its offsets", "its version was refused"}
    assert found["bad_row"].height == 1 + len(FACTS)


def test_facts_of_a_refused_attribution_stay_and_name_none():
    first, second = ROWS["attribution"]
    found = admitted(attribution=[replace(first, form="loud"), second])
    for table in ("figure", "quote"):
        assert found[table]["attribution_id"].to_list() == [None, second.attribution_id]


def test_facts_of_a_version_that_came_earlier_go_in():
    found = admit({"figure": frame(ROWS["figure"], TABLES["figure"])}, day=DAY, batch_id="b")
    assert found["figure"].height == 2


@pytest.mark.parametrize("table", RECOMPUTED)
def test_no_batch_holds_what_is_worked_out(table):
    with pytest.raises(StoreError, match=f"no batch holds {table}"):
        admit({table: frame([], TABLES[table])}, day=DAY, batch_id="b")


def test_whatever_class_a_source_is_read_to_have_is_allowed():
    assert {"outlet", "person", "unknown", "wire", "state_media"} <= set(SOURCE_CLASSES)
    roles = {entity.role for entity in topics.load("us_iran").entities if entity.role}
    assert roles <= set(SOURCE_CLASSES)
