import polars as pl

from pipeline.store.difference import CLAIM, claims, difference


def held(*rows):
    """Claims by (article, kind, low, n)."""
    empty = dict.fromkeys(CLAIM, None)
    schema = dict.fromkeys(CLAIM, pl.String()) | {"value_low": pl.Float64(), "value_high": pl.Float64(), "n": pl.Int64()}
    return pl.DataFrame([empty | {"article_id": a, "kind": k, "value_low": low, "n": n} for a, k, low, n in rows], schema=schema)


def test_equal_claims_differ_in_nothing_in_whatever_order():
    one, other = held(("a", "killed", 80.0, 1), ("b", "money", None, 2)), held(("b", "money", None, 2), ("a", "killed", 80.0, 1))
    assert difference(one, other) == []


def test_what_appeared_and_vanished_is_counted_by_kind():
    before = held(("a", "killed", 80.0, 2), ("a", "injured", 34.0, 1), ("b", "money", 1.0, 1))
    after = held(("a", "killed", 80.0, 1), ("a", "killed", 90.0, 1), ("b", "money", 1.0, 1), ("c", "troops", 5.0, 3))
    assert difference(before, after) == [
        {"kind": "injured", "before": 1, "after": 0, "appeared": 0, "vanished": 1},
        {"kind": "killed", "before": 2, "after": 2, "appeared": 1, "vanished": 1},
        {"kind": "troops", "before": 0, "after": 3, "appeared": 3, "vanished": 0},
    ]


def test_before_the_first_warehouse_there_is_nothing(tmp_path):
    nothing = claims(tmp_path / "current.duckdb")
    assert nothing.is_empty()
    assert [row["appeared"] for row in difference(nothing, held(("a", "killed", 80.0, 2)))] == [2]
    assert difference(nothing, nothing) == []
