import duckdb
import pytest

from pipeline.store import schema
from pipeline.store.sql_files import sql_dir
from pipeline.store.tables import SCHEMA_VERSION, TABLES, columns


@pytest.fixture(scope="module")
def con():
    with duckdb.connect() as opened:
        schema.create(opened)
        yield opened


def test_there_is_a_table_for_every_record_and_the_stores_own(con):
    held = {row[0] for row in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    assert held == {*TABLES, *schema.OWN_TABLES}
    assert con.execute("SELECT version FROM schema_version").fetchall() == [(SCHEMA_VERSION,)]


@pytest.mark.parametrize("table", TABLES)
def test_a_table_has_its_records_columns_in_order_type_and_nullability(con, table):
    held = con.execute(
        "SELECT column_name, data_type, is_nullable FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index", [table]
    ).fetchall()
    assert held == [(column.name, column.sql_type, column.nullable) for column in columns(TABLES[table])]


def test_every_table_and_every_column_says_what_it_is(con):
    tables = con.execute("SELECT table_name, comment FROM duckdb_tables()").fetchall()
    held = con.execute("SELECT table_name || '.' || column_name, comment FROM duckdb_columns() WHERE NOT internal").fetchall()
    assert len(held) > 150
    silent = [name for name, comment in [*tables, *held] if not comment or len(comment) < 4 or comment[-1] != "."]
    assert silent == []


def test_a_column_that_may_be_null_says_what_null_means(con):
    held = con.execute(
        "SELECT table_name || '.' || column_name, comment FROM duckdb_columns() WHERE NOT internal AND is_nullable"
    ).fetchall()
    assert [name for name, comment in held if "null" not in comment.lower()] == []


def test_a_column_that_is_never_null_does_not_speak_of_null(con):
    held = con.execute(
        "SELECT table_name || '.' || column_name FROM duckdb_columns() WHERE NOT internal AND NOT is_nullable AND comment ILIKE '%null%'"
    ).fetchall()
    assert held == []


def test_there_are_no_key_indexes(con):
    """They make loading several times slower; that ids are unique is a check."""
    kinds = con.execute("SELECT DISTINCT constraint_type FROM duckdb_constraints()").fetchall()
    assert kinds == [("NOT NULL",)]
    assert con.execute("SELECT count(*) FROM duckdb_indexes()").fetchone() == (0,)


def test_files_are_numbered():
    names = sorted(path.name for path in (sql_dir() / "schema").iterdir())
    assert names
    assert all(name[:2].isdigit() and name.endswith(".sql") for name in names)
    assert len({name[:2] for name in names}) == len(names)
