import threading
import time

import pytest

from pipeline.store.errors import QueryError
from pipeline.store.query import opened, run

SECRET = "not for a query"  # noqa: S105 - no password


@pytest.fixture(scope="module")
def path(world_home):
    return world_home / "current.duckdb"


@pytest.mark.parametrize(
    ("sql", "params", "answer"),
    [
        ("SELECT count(*) FROM figure", None, 4),
        ("FROM figure SELECT count(*); -- and no more", None, 4),
        ("WITH a AS (SELECT * FROM outlet WHERE outlet_id = $id) SELECT name FROM a", {"id": "delta_wire"}, "Delta Wire"),
        ("SELECT name FROM outlet WHERE outlet_id = ?", ["delta_wire"], "Delta Wire"),
        ("SELECT $words", {"words": "'; DROP TABLE figure; --"}, "'; DROP TABLE figure; --"),
    ],
)
def test_a_select_is_answered(path, sql, params, answer):
    assert run(path, sql, params).item() == answer


def test_what_describes_is_answered_too(path):
    assert "figure_id" in run(path, "DESCRIBE figure")["column_name"].to_list()
    assert run(path, "EXPLAIN SELECT 1").height == 1
    assert "figure" in run(path, "SHOW TABLES")["name"].to_list()


def test_rows_are_capped_in_order(path):
    assert run(path, "SELECT i FROM range(1000) r(i) ORDER BY i DESC", rows=2)["i"].to_list() == [999, 998]
    assert run(path, "SELECT i FROM range(200000) r(i)", rows=None).height == 200_000
    assert run(path, "SELECT i FROM range(200000) r(i)").height == 100_000
    assert run(path, "SELECT 1 AS a, 2 AS a").columns == ["a", "a_1"]


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM figure",
        "CREATE TEMP TABLE t AS SELECT 1",
        "SET threads = 1",
        "ATTACH '/tmp/other.duckdb'",
        "COPY figure TO '/tmp/out.csv'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SELECT 1; SELECT 2",
        "PREPARE p AS SELECT 1",
        "CALL pragma_version()",
        "",
        "-- nothing",
    ],
)
def test_anything_but_one_select_is_refused(path, sql):
    with pytest.raises(QueryError, match="one SELECT is answered, and nothing else"):
        run(path, sql)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_text('{file}')",
        "SELECT * FROM read_csv('{file}')",
        "SELECT * FROM read_parquet('{file}')",
        "FROM '{file}'",
        "SELECT * FROM glob('{folder}/*')",
        "SELECT * FROM read_text('https://host.example/x')",
        "SELECT * FROM sniff_csv('{file}')",
        "SELECT * FROM duckdb_secrets()",
        "SELECT getenv('HOME')",
        "SELECT * FROM query('SELECT content FROM read_text(''{file}'')')",
    ],
)
def test_nothing_outside_the_file_is_reached(path, tmp_path, sql):
    file = tmp_path / "secret.csv"
    file.write_text(SECRET)
    with pytest.raises(QueryError) as refused:
        run(path, sql.format(file=file, folder=tmp_path))
    assert SECRET not in str(refused.value)


def test_variables_of_this_program_are_out_of_reach(path):
    figures = __import__("polars").DataFrame({"a": [1]})
    with pytest.raises(QueryError, match="figures does not exist"):
        run(path, "SELECT * FROM figures")
    assert figures.height == 1


def test_a_query_that_takes_too_long_is_stopped(path):
    started = time.monotonic()
    with pytest.raises(QueryError, match=r"longer than 0.3 s .* query_seconds"):
        run(path, "SELECT count(*) FROM range(10000000) a(i), range(10000000) b(i) WHERE a.i + b.i = 7", seconds=0.3)
    assert time.monotonic() - started < 10


def test_a_query_that_needs_too_much_memory_is_stopped(path):
    with pytest.raises(QueryError, match="more than 20MB of memory"):
        run(path, "SELECT list(i::VARCHAR || repeat('x', 100)) FROM range(3000000) r(i)", memory="20MB", seconds=30)


def test_what_is_wrong_is_said(path, tmp_path):
    with pytest.raises(QueryError, match=r"Referenced column .nothing. not found"):
        run(path, "SELECT nothing FROM figure")
    with pytest.raises(QueryError, match="syntax error"):
        run(path, "SELEC 1")
    with pytest.raises(QueryError, match="Values were not provided"):
        run(path, "SELECT $a", {"b": 1})
    with pytest.raises(QueryError, match=r"there is no warehouse .* Run `masthead run` first"):
        run(tmp_path / "none.duckdb", "SELECT 1")


def test_nothing_is_left_beside_the_file(path):
    run(path, "SELECT 1")
    assert [file.name for file in path.parent.glob("current.duckdb*")] == ["current.duckdb"]


def test_one_reader_answers_many_questions_and_outlives_a_stopped_one(path):
    with opened(path, seconds=30) as reader:
        assert reader.answer("SELECT count(*) FROM figure").item() == 4
        stopper = threading.Timer(0.3, reader.interrupt)
        stopper.start()
        with pytest.raises(QueryError, match="the query was stopped"):
            reader.answer("SELECT count(*) FROM range(10000000) a(i), range(10000000) b(i) WHERE a.i + b.i = 7")
        stopper.join()
        assert reader.answer("SELECT $a", {"a": 1}).item() == 1
        assert reader.statements("SELECT 1; -- two\nFROM figure;") == ["SELECT 1", "-- two\nFROM figure"]
        with pytest.raises(QueryError, match="syntax error"):
            reader.statements("SELEC 1")


def test_what_is_no_warehouse_is_said(tmp_path):
    (tmp_path / "x.duckdb").write_bytes(b"not a database" * 1000)
    with pytest.raises(QueryError, match="not a valid DuckDB"):
        run(tmp_path / "x.duckdb", "SELECT 1")
