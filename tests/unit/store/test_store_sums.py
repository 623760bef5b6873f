"""Marts that add up another's rows: the same as made anew, whatever comes and goes, and made anew where they must be."""

import random

import duckdb
import pytest

from pipeline.store import build, changes, schema
from pipeline.store.errors import StoreError
from pipeline.store.marts import mart, marts, sources, summing

HEAD = "-- title: T\n-- answers: A\n-- grain: G\n-- kind: table\n"
SHOWN = (
    HEAD
    + """-- refresh: article
-- column article_id: a
-- column outlet_id: o
-- column weight: w
SELECT article_id, source_outlet_id AS outlet_id, weight FROM syndication
"""
)
TOTALS = (
    HEAD
    + """-- refresh: sums
-- sums shown: articles, weighted
-- column outlet_id: o
-- column articles: n
-- column weighted: w
SELECT outlet_id, count(*) AS articles, round(sum(weight), 4) AS weighted FROM shown GROUP BY outlet_id
"""
)


@pytest.fixture
def con(sql):
    sql("marts/shown", SHOWN)
    sql("marts/totals", TOTALS)
    with duckdb.connect() as held:
        schema.create(held)
        yield held


GONE = ...


def put(con, *rows):
    """Articles as (id, outlet, weight), over those of the same id, noted as changed."""
    ids = [row[0] for row in rows]
    con.execute("DELETE FROM syndication WHERE list_contains(?, article_id)", [ids])
    columns = con.execute("DESCRIBE syndication").fetchall()
    for article_id, outlet_id, weight in rows:
        if outlet_id is not GONE:
            values = {"article_id": article_id, "source_outlet_id": outlet_id, "weight": weight}
            given = [values.get(name, None if null == "YES" else 0) for name, _, null, *_ in columns]
            con.execute(f"INSERT INTO syndication VALUES ({', '.join('?' * len(given))})", given)  # noqa: S608 - question marks
    changes.note(con, "related", "SELECT unnest(?)", [ids])


def kept(con):
    for one in marts():
        build.build(con, one)
    return totals(con)


def totals(con):
    return con.execute("FROM totals ORDER BY ALL").fetchall()


def test_rows_come_and_go_in_the_sums(con):
    put(con, ("a", "daily", 1.0), ("b", "daily", 0.25), ("c", "wire", 1.0))
    assert kept(con) == [("daily", 2, 1.25), ("wire", 1, 1.0)]
    con.execute("UPDATE totals SET articles = articles + 100")  # who makes them anew would lose that
    put(con, ("b", "wire", 0.1), ("d", None, 0.5))
    assert kept(con) == [("daily", 101, 1.0), ("wire", 102, 1.1), (None, 1, 0.5)]
    put(con, ("d", GONE, None), ("e", "daily", 0.0))
    assert kept(con) == [("daily", 102, 1.0), ("wire", 102, 1.1)]


def test_a_group_of_which_nothing_is_left_has_no_row_and_may_come_again(con):
    put(con, ("a", "daily", 0.7))
    assert kept(con) == [("daily", 1, 0.7)]
    put(con, ("a", GONE, None))
    assert kept(con) == []
    put(con, ("a", "daily", 0.3))
    assert kept(con) == [("daily", 1, 0.3)]


def test_many_fractions_that_come_and_go_are_those_added_up_anew(con):
    made = random.Random(3)  # noqa: S311 - repeatable
    for _ in range(15):
        put(
            con,
            *((f"a{at}", made.choice(["daily", "wire", None, GONE]), made.randrange(10_001) / 10_000) for at in made.sample(range(60), 12)),
        )
        held = kept(con)
        build.build(con, mart("totals"), whole=True)
        assert held == totals(con)


def test_sums_are_made_anew_where_their_source_is(con):
    put(con, ("a", "daily", 1.0))
    kept(con)
    con.execute("UPDATE syndication SET weight = 0.5")  # nobody noted it
    build.build(con, mart("shown"), whole=True)
    assert kept(con) == [("daily", 1, 0.5)]


def test_sums_whose_sql_changed_wait_for_their_turn(con, sql):
    """What they rest on, a view here, is as it was until then: their new SQL would not fit."""
    over_a_view = TOTALS.replace("FROM shown", "FROM seen_so")
    view = HEAD.replace("kind: table", "kind: view") + "-- column outlet_id: o\n-- column weight: w\nSELECT outlet_id, weight FROM shown\n"
    sql("marts/seen_so", view)
    sql("marts/totals", over_a_view)
    put(con, ("a", "daily", 1.0))
    assert kept(con) == [("daily", 1, 1.0)]
    sql("marts/seen_so", view.replace("SELECT", "-- column again: n\nSELECT weight AS again,"))
    sql("marts/totals", over_a_view.replace("sum(weight)", "sum(again)"))
    put(con, ("b", "daily", 0.5))
    assert kept(con) == [("daily", 2, 1.5)]


def test_both_are_written_or_neither(con):
    put(con, ("a", "daily", 1.0))
    kept(con)
    put(con, ("b", "daily", 1.0))
    build.build(con, mart("shown"))
    assert totals(con) == [("daily", 2, 2.0)]
    put(con, ("b", GONE, None))
    con.execute("ALTER TABLE totals ALTER articles TYPE UTINYINT; UPDATE totals SET articles = 0")
    with pytest.raises(StoreError, match="building the mart shown"):  # less than none is no number of this kind
        build.build(con, mart("shown"))
    assert con.execute("SELECT count(*) FROM shown").fetchone() == (2,)


@pytest.mark.parametrize(
    "header",
    [
        TOTALS.replace("-- sums shown: articles, weighted\n", ""),
        TOTALS.replace("refresh: sums", "refresh: all"),
        TOTALS.replace("articles, weighted", "pages"),
    ],
)
def test_a_header_that_does_not_say_what_is_added_up_is_refused(sql, header):
    sql("marts/shown", SHOWN)
    sql("marts/totals", header)
    with pytest.raises(StoreError, match="sums MART: columns"):
        mart("totals")


def test_what_is_added_up_rests_on_the_source_alone():
    """A row that goes must give what it gave when it came: what else the SELECT reads has to make all anew when it changes."""
    adding = [one for one in marts() if one.refresh == "sums"]
    assert len(adding) >= 5
    for one in adding:
        (source,) = one.sums
        assert one.name in summing(source)
        assert mart(source).kind == "table"
        assert mart(source).refresh not in ("all", "sums")
        for other in sources(one.name) - {source}:
            assert f"FROM {other} " in (one.depends or ""), one.name
