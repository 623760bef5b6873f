import os
import subprocess
import sys
from pathlib import Path

import pytest

import pipeline
from pipeline.store import sql_files
from pipeline.store.checks import checks
from pipeline.store.errors import StoreError
from pipeline.store.marts import dependencies, mart, marts
from pipeline.store.sql_files import files, sql_dir

MART = """-- title: Title
-- answers: What?
-- grain: one row
-- kind: {kind}
-- free words about the file
-- column a: what a is: always one
--   and never two
{select}
"""
CHECK = "-- title: T\n-- severity: {severity}\n-- says: S\nSELECT 1 AS a WHERE false\n"


def test_the_folder_of_a_source_checkout_is_found():
    assert sql_dir() == Path(pipeline.__file__).parents[1] / "sql"


def test_the_folder_of_an_installed_wheel_goes_first(tmp_path, monkeypatch):
    package = tmp_path / "site-packages" / "pipeline"
    for folder in (package / "sql", package.parent / "sql"):
        (folder / "schema").mkdir(parents=True)
    monkeypatch.setattr(pipeline, "__file__", str(package / "__init__.py"))
    assert sql_dir() == package / "sql"
    monkeypatch.setattr(pipeline, "__file__", str(tmp_path / "empty" / "pipeline" / "__init__.py"))
    with pytest.raises(StoreError, match="installation is incomplete"):
        sql_dir()


def test_a_header_is_read(sql):
    sql("marts/one", MART.format(kind="view", select="SELECT 1 AS a;\n"))
    (file,) = files("marts").values()
    assert file.head == {"title": "Title", "answers": "What?", "grain": "one row", "kind": "view"}
    assert file.columns == {"a": "what a is: always one and never two"}
    assert file.select == "SELECT 1 AS a"


def test_parameters_are_read(sql):
    sql("analyses/x", "-- param days integer = 7: how many: at most\n-- param outlet text: whose\nSELECT $days, $outlet")
    first, second = files("analyses")["x"].params
    assert (first.name, first.type, first.default, first.description) == ("days", "integer", "7", "how many: at most")
    assert (second.name, second.default) == ("outlet", None)


def test_a_changed_file_is_read_again(sql):
    assert files("marts") == {}
    sql("marts/one", MART.format(kind="view", select="SELECT 1 AS a"))
    assert "one" in files("marts")


@pytest.mark.parametrize("text", ["-- title: only a header\n", "-- param X text: bad name\nSELECT 1", "-- param a: no type\nSELECT 1"])
def test_a_bad_header_is_named(sql, text):
    path = sql("analyses/bad", text)
    with pytest.raises(StoreError, match=str(path)):
        files("analyses")


def test_checks_say_what_they_must(sql):
    sql("checks/one", CHECK.format(severity="warn"))
    (check,) = checks()
    assert (check.name, check.title, check.severity, check.description) == ("one", "T", "warn", "S")
    sql("checks/one", CHECK.format(severity="loud"))
    with pytest.raises(StoreError, match="severity is 'loud'"):
        checks()
    sql("checks/one", "-- title: T\nSELECT 1")
    with pytest.raises(StoreError, match="lacks -- severity:, -- says:"):
        checks()


def test_marts_come_after_those_they_read(sql):
    sql(
        "marts/a_last",
        MART.format(kind="view", select="WITH m_mid AS (SELECT 2 AS a) SELECT x.a FROM z_first x, m_mid, (SELECT a FROM b_mid)"),
    )
    sql("marts/b_mid", MART.format(kind="table", select="SELECT a FROM z_first WHERE a IN (SELECT length(title) FROM article)"))
    sql("marts/m_mid", MART.format(kind="table", select="SELECT 1 AS a"))
    sql("marts/z_first", MART.format(kind="table", select="SELECT 1 AS a"))
    assert dependencies() == {"a_last": {"z_first", "b_mid"}, "b_mid": {"z_first"}, "m_mid": set(), "z_first": set()}
    order = [one.name for one in marts()]
    assert order.index("z_first") < order.index("b_mid") < order.index("a_last")
    assert mart("b_mid").reads == {"z_first", "article"}
    assert mart("b_mid").built_from == {"z_first"}


def test_marts_that_read_one_another_are_named(sql):
    sql("marts/a", MART.format(kind="view", select="SELECT a FROM b"))
    sql("marts/b", MART.format(kind="view", select="SELECT a FROM a"))
    with pytest.raises(StoreError, match=r"in a circle: . <- . <- ."):
        marts()


@pytest.mark.parametrize(
    ("name", "kind", "select", "said"),
    [
        ("figure", "view", "SELECT 1 AS a", "is a table of the schema"),
        ("x", "file", "SELECT 1 AS a", "kind is 'file'"),
        ("x", "view", "SELECT 1 AS a; SELECT 2 AS a", "not one SELECT"),
        ("x", "view", "DROP TABLE figure", "not one SELECT"),
        ("x", "view", "SELECT FROM WHERE (", "syntax error"),
    ],
)
def test_a_mart_that_is_none_is_refused(sql, name, kind, select, said):
    sql(f"marts/{name}", MART.format(kind=kind, select=select))
    with pytest.raises(StoreError, match=said):
        marts()


def test_a_mart_there_is_none_of(sql):
    sql("marts/one", MART.format(kind="view", select="SELECT 1 AS a"))
    with pytest.raises(StoreError, match="no mart 'two'; there are one"):
        mart("two")


def test_listing_what_there_is_loads_no_database():
    modules = ("sql_files", "marts", "checks", "analyses", "lock", "errors", "tables", "points")
    code = f"import sys; [__import__('pipeline.store.' + m) for m in {modules}]; from pipeline.store.analyses import analyses; analyses()\n"
    code += "print(sorted({'duckdb', 'polars', 'pyarrow', 'dagster', 'dataframely'} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_one_read_of_a_file_is_enough(sql):
    sql("marts/one", MART.format(kind="view", select="SELECT 1 AS a"))
    sql_files._parsed.cache_clear()
    files("marts")
    sql("marts/two", MART.format(kind="view", select="SELECT 2 AS a"))
    assert set(files("marts")) == {"one", "two"}
    assert (sql_files._parsed.cache_info().hits, sql_files._parsed.cache_info().misses) == (1, 2)
    os.utime(sql_files.sql_dir() / "marts" / "two.sql", ns=(0, 0))
    files("marts")
    assert sql_files._parsed.cache_info().misses == 3


def test_how_a_table_keeps_up_is_read(sql):
    head = MART.format(kind="table", select="SELECT a FROM one").replace(
        "-- free", "-- refresh: story\n-- whole: figure\n-- again one: FROM changed\n-- free"
    )
    sql("marts/one", MART.format(kind="table", select="SELECT 1 AS a"))
    sql("marts/two", head)
    two = mart("two")
    assert (two.refresh, two.whole, two.again) == ("story", {"figure"}, {"one": "FROM changed"})
    assert mart("one").refresh == "all"
    sql("marts/two", head.replace("again one", "again three"))
    with pytest.raises(StoreError, match="again three: no mart that it reads"):
        marts()
    sql("marts/two", head.replace("refresh: story", "refresh: hour"))
    with pytest.raises(StoreError, match="refresh is 'hour'"):
        marts()


def test_a_threshold_of_a_check_has_a_value(sql):
    sql("checks/one", CHECK.format(severity="warn").replace("-- says", "-- param least integer = 5: at least\n-- says"))
    assert checks()[0].params == {"least": "5"}
    sql("checks/one", CHECK.format(severity="warn").replace("-- says", "-- param least integer: at least\n-- says"))
    with pytest.raises(StoreError, match="need a value: least"):
        checks()
