import pytest

from pipeline.store.build import literal
from pipeline.store.errors import StoreError
from pipeline.store.warehouse import Warehouse

MART = """-- title: T
-- answers: How many articles are there, by 'outlet'?
-- grain: one row per outlet
-- kind: {kind}
-- column outlet_id: the outlet
-- column articles: its articles
{select}
"""
SELECT = "SELECT outlet_id, count(*) AS articles FROM article GROUP BY outlet_id"


@pytest.fixture
def opened(settings, sql):
    with Warehouse.open(settings.build) as warehouse:
        sql("marts/per_outlet", MART.format(kind="table", select=SELECT))
        yield warehouse


@pytest.mark.parametrize("kind", ["view", "table"])
def test_a_mart_is_built_with_its_comments(opened, sql, kind):
    sql("marts/per_outlet", MART.format(kind=kind, select=SELECT))
    rows = 2 if kind == "table" else None  # to count a view is to ask it
    assert opened.build_mart("per_outlet") == rows
    assert opened.build_mart("per_outlet") == rows
    assert opened.frame("SELECT outlet_id, articles FROM per_outlet ORDER BY 1").rows() == [("delta_wire", 2), ("harbour_post", 2)]
    said = opened.frame("SELECT column_name, comment FROM duckdb_columns() WHERE table_name = 'per_outlet' ORDER BY column_index").rows()
    assert said == [("outlet_id", "the outlet"), ("articles", "its articles")] == list(opened.mart_columns("per_outlet").items())
    function = "duckdb_views" if kind == "view" else "duckdb_tables"
    about = opened.frame(f"SELECT comment FROM {function}() WHERE {kind}_name = 'per_outlet'").item()  # noqa: S608 - names of the test
    assert about == "How many articles are there, by 'outlet'? Grain: one row per outlet."


def test_a_mart_may_turn_from_table_to_view_and_back(opened, sql):
    for kind in ("table", "view", "table"):
        sql("marts/per_outlet", MART.format(kind=kind, select=f"{SELECT} -- {kind}"))
        opened.build_mart("per_outlet")
        assert opened.frame("SELECT table_type FROM information_schema.tables WHERE table_name = 'per_outlet'").item() == (
            "VIEW" if kind == "view" else "BASE TABLE"
        )


def test_all_marts_are_built_in_order_and_those_without_a_file_go(opened, sql):
    path = sql("marts/a_view", MART.format(kind="view", select="SELECT outlet_id, articles + 1 AS articles FROM per_outlet"))
    assert opened.build_marts() == {"per_outlet": 2, "a_view": None}
    assert [mart.name for mart in opened.marts()] == ["per_outlet", "a_view"]
    path.unlink()
    assert opened.build_marts() == {"per_outlet": 2}
    with pytest.raises(StoreError, match="a_view does not exist"):
        opened.frame("FROM a_view")
    assert opened.counts()["article"] == 4


@pytest.mark.parametrize(
    ("select", "said"),
    [
        ("SELECT outlet_id FROM article", "described and not there: .'articles'"),
        ("SELECT 1 AS outlet_id, 2 AS articles, 3 AS further", "not described: .'further'"),
        ("SELECT nothing AS outlet_id, 1 AS articles FROM article", "building the mart per_outlet: .*nothing"),
    ],
)
def test_a_mart_that_is_not_what_its_header_says_is_named(opened, sql, select, said):
    sql("marts/per_outlet", MART.format(kind="view", select=select))
    with pytest.raises(StoreError, match=said):
        opened.build_mart("per_outlet")


def test_a_check_answers_the_rows_that_break_it(opened, sql):
    sql("checks/none", "-- title: T\n-- severity: error\n-- says: S\nSELECT article_id FROM article WHERE false")
    sql("checks/all", "-- title: T\n-- severity: error\n-- says: S\nSELECT article_id FROM article -- every one\n;")
    assert opened.run_check("none").is_empty()
    assert opened.run_check("none").columns == ["article_id"]
    assert opened.run_check("all").height == 4
    assert opened.run_check("all", limit=3).height == 3
    with pytest.raises(StoreError, match="no check 'some'; there are all, none"):
        opened.run_check("some")


def test_a_literal_is_one_string():
    assert literal("it's; DROP") == "'it''s; DROP'"
