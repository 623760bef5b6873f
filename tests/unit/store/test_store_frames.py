from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import polars as pl
import pytest
import small_world

from pipeline.records import ArticleVersion, Capture, Figure, Quote, Run
from pipeline.store.errors import StoreError
from pipeline.store.frames import conform, dtypes, frame
from pipeline.store.tables import KEYS, TABLES, columns, quoted

ROWS = small_world.rows_of(0)


@pytest.mark.parametrize("table", TABLES)
def test_no_rows_make_an_empty_frame_with_all_columns(table):
    made = frame([], TABLES[table])
    assert made.height == 0
    assert dict(made.schema) == dtypes(TABLES[table])
    assert all(key in made.columns for key in KEYS[table])


def test_types_are_those_of_the_record():
    assert dtypes(Quote)["content_spans"] == pl.List(pl.List(pl.Int64))
    assert dtypes(ArticleVersion)["authors"] == pl.List(pl.String)
    assert dtypes(Run)["ingest_days"] == pl.List(pl.Date)
    types = {column.name: (column.sql_type, column.nullable) for column in columns(Figure)}
    assert types["value_low"] == ("DOUBLE", True)
    assert types["end"] == ("BIGINT", False)
    assert types["cumulative"] == ("BOOLEAN", False)
    assert quoted("end") == '"end"'


def test_values_come_back_as_they_went_in():
    quote = frame(ROWS["quote"], Quote).row(0, named=True)
    assert quote["content_spans"] == ROWS["quote"][0].content_spans
    assert frame(ROWS["run"], Run)["ingest_days"].to_list() == [[date(2020, 1, 8)]]


def test_aware_datetimes_become_naive_utc_and_naive_ones_are_utc():
    look = ROWS["capture"][0]
    tehran = timezone(timedelta(hours=3, minutes=30))
    looks = [replace(look, fetched_at=at) for at in (datetime(2020, 1, 8, 3, tzinfo=tehran), datetime(2020, 1, 7, 23, 30))]  # noqa: DTZ001
    assert frame(looks, Capture)["fetched_at"].to_list() == [datetime(2020, 1, 7, 23, 30)] * 2  # noqa: DTZ001


def test_a_lone_surrogate_neither_fails_the_batch_nor_moves_offsets():
    odd = replace(ROWS["article_version"][0], title="a\ud800b", authors=["\udfff", "Ada"])
    made = frame([odd, ROWS["article_version"][1]], ArticleVersion)
    assert made["title"][0] == "a\ufffdb"
    assert made["authors"][0].to_list() == ["\ufffd", "Ada"]


@pytest.mark.parametrize(("field", "value"), [("start", "7"), ("start", 2**70), ("surface", 5), ("value_low", "many"), ("end", 1.5)])
def test_a_value_of_another_type_is_named(field, value):
    with pytest.raises(StoreError, match=f"Figure.{field}"):
        frame([replace(ROWS["figure"][0], **{field: value})], Figure)


def test_conform_orders_columns_and_gives_untyped_ones_their_type():
    given = frame(ROWS["figure"], Figure).with_columns(unit=pl.lit(None)).select(reversed(dtypes(Figure)))
    made = conform("figure", given)
    assert dict(made.schema) == dtypes(Figure)
    aware = frame(ROWS["capture"], Capture).with_columns(pl.col("fetched_at").dt.replace_time_zone("UTC").dt.cast_time_unit("ms"))
    assert conform("capture", aware)["fetched_at"][0] == datetime(2020, 1, 8, 12)  # noqa: DTZ001
    assert ROWS["capture"][0].fetched_at == datetime(2020, 1, 8, 12, tzinfo=UTC)
    untyped = frame(ROWS["quote"], Quote).with_columns(cue_spans=pl.lit([], dtype=pl.List(pl.Null)))
    assert conform("quote", untyped).schema["cue_spans"] == pl.List(pl.List(pl.Int64))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda rows: rows.drop("kind"), "lacks kind"),
        (lambda rows: rows.with_columns(odd=1), "no column odd"),
        (lambda rows: rows.with_columns(kind=1), "figure.kind is Int"),
        (lambda rows: rows.with_columns(start=0.5), "figure.start is Float64"),
    ],
)
def test_conform_names_what_does_not_fit(change, said):
    with pytest.raises(StoreError, match=said):
        conform("figure", change(frame(ROWS["figure"], Figure)))


def test_conform_knows_its_tables():
    with pytest.raises(StoreError, match="no table 'figures'"):
        conform("figures", pl.DataFrame())
