from datetime import date

import polars as pl
import pytest

from pipeline.store.analyses import analyses, analysis, bind, parse, run_analysis
from pipeline.store.csv_text import to_csv
from pipeline.store.errors import QueryError, StoreError
from pipeline.store.sql_files import Param

TEXT = """-- title: Figures of an outlet
-- answers: Which figures did an outlet print?
-- param outlet text: whose
-- param least number = 0: the smallest value
-- param since date = 1990-01-01: first day
-- param kind text = null: only this kind
-- param quoted boolean = false: only those in quotes
-- column value_low: the value
SELECT value_low FROM figure JOIN article_version v USING (version_id)
WHERE v.outlet_id = $outlet AND value_low >= $least AND v.published_at >= $since
  AND ($kind IS NULL OR kind = $kind) AND (NOT $quoted OR in_quote)
ORDER BY value_low
"""


@pytest.fixture
def ask(sql, world_home):
    sql("analyses/figures_of", TEXT)
    return lambda **params: run_analysis(world_home / "current.duckdb", "figures_of", params)["value_low"].to_list()


@pytest.mark.usefixtures("ask")
def test_an_analysis_says_what_it_takes():
    (found,) = analyses()
    assert (found.name, found.title, found.columns) == ("figures_of", "Figures of an outlet", {"value_low": "the value"})
    assert [(param.name, param.type, param.default) for param in found.params][:2] == [("outlet", "text", None), ("least", "number", "0")]


def test_what_another_version_published_is_told_from_a_mistake(ask, sql):
    sql("analyses/figures_of", TEXT.replace("SELECT value_low", "SELECT value_low, whom_it_cites"))
    with pytest.raises(
        QueryError, match=r"'figures_of' asks for what this publication does not have: another version .*`masthead run`.*whom_it_cites"
    ):
        ask(outlet="delta_wire")
    sql("analyses/figures_of", TEXT.replace("value_low >= $least", "CAST('x' AS INTEGER) >= $least"))
    with pytest.raises(QueryError, match=r"^Conversion Error"):
        ask(outlet="delta_wire")


def test_parameters_are_text_or_values(ask):
    assert ask(outlet="delta_wire") == [10.0, 11.0]
    assert ask(outlet="delta_wire", least="10.5") == [11.0]
    assert ask(outlet="delta_wire", least=10.5) == [11.0]
    assert ask(outlet="delta_wire", since="2020-01-09") == [11.0]
    assert ask(outlet="delta_wire", since=date(2020, 1, 10)) == []
    assert ask(outlet="delta_wire", kind="killed") == []
    assert ask(outlet="delta_wire", kind="null") == [10.0, 11.0]
    assert ask(outlet="delta_wire", quoted="yes") == []
    assert ask(outlet="x' OR '1' = '1") == []


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({}, "needs outlet .text.: whose"),
        ({"outlt": "x"}, "has no parameter 'outlt'. Did you mean outlet"),
        ({"zzz": "x"}, "There are: kind, least, outlet, quoted, since"),
        ({"outlet": "x", "least": "many"}, "least is a number, and 'many' is not"),
        ({"outlet": "x", "least": "inf"}, "least is a number"),
        ({"outlet": "x", "since": "8 January"}, r"since is a day .YYYY-MM-DD., and '8 January' is not"),
        ({"outlet": "x", "quoted": "perhaps"}, "quoted is true or false"),
    ],
)
def test_a_wrong_parameter_is_explained(ask, params, said):
    with pytest.raises(QueryError, match=said):
        ask(**params)


@pytest.mark.usefixtures("ask")
def test_a_name_there_is_none_of_brings_close_ones():
    with pytest.raises(QueryError, match=r"no analysis 'figure_of'\. Did you mean figures_of"):
        analysis("figure_of")


def test_there_may_be_none(sql):
    sql("marts/x", "SELECT 1")
    assert analyses() == []
    with pytest.raises(QueryError, match="There are none"):
        analysis("x")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("-- param a text = x: a\nSELECT 1", "declared .'a'., used .."),
        ("SELECT $b", "declared .., used .'b'."),
        ("-- param a place = x: a\nSELECT $a", "type 'place' of a"),
        ("-- param a integer = x: a\nSELECT $a", "default: parameter a is a whole number"),
    ],
)
def test_a_bad_analysis_is_named(sql, text, said):
    sql("analyses/bad", f"-- title: T\n-- answers: A\n{text}")
    with pytest.raises(StoreError, match=said):
        analyses()


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("text", "a b", "a b"),
        ("integer", "12", 12),
        ("number", "1e3", 1000.0),
        ("date", "2020-01-08", date(2020, 1, 8)),
        ("boolean", "No", False),
        ("integer", "NULL", None),
    ],
)
def test_types(kind, text, value):
    assert parse(Param(name="p", type=kind, default=None, description="d"), text) == value


def test_defaults_may_be_quoted(sql):
    sql("analyses/q", "-- title: T\n-- answers: A\n-- param a text = 'x y': a\nSELECT $a")
    assert bind(analysis("q"), {}) == {"a": "x y"}


def test_csv_has_no_formulas_and_numbers_stay():
    frame = pl.DataFrame(
        {
            "text": ["=1+1", "+a", "-b", "@c", "\td", "plain, with comma", None],
            "number": [-1.5, 2, 3, 4, 5, 6, None],
            "list": [["a"], ["=b"], [], None, [], [], []],
            "nothing": [None] * 7,
            "@odd": ["x"] * 7,
        }
    )
    lines = to_csv(frame).splitlines()
    assert lines[0] == "text,number,list,nothing,'@odd"
    assert lines[1] == '\'=1+1,-1.5,"[""a""]",,x'
    assert [line.split(",")[0] for line in lines[2:6]] == ["'+a", "'-b", "'@c", "'\td"]
    assert lines[6].startswith('"plain, with comma",6.0,[],')
    assert to_csv(pl.DataFrame({"a": []})) == "a\n"
    assert to_csv(pl.DataFrame({"d": [date(2020, 1, 8)]})) == "d\n2020-01-08\n"
