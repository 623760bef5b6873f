"""A lake shows what the published file shows: the same rows, comments and answers, whole publications only, whatever happens meanwhile."""

import json
import os
import shutil
import signal
import subprocess
import sys
from datetime import timedelta
from functools import cache
from pathlib import Path

import duckdb
import pytest
from depot_world import depot
from hand_world import al_asad
from lake_world import FIRST, published, sign
from small_s3 import SmallS3

from pipeline.settings import Settings
from pipeline.store import extensions, lake, lake_publish
from pipeline.store.analyses import analyses, bind
from pipeline.store.errors import QueryError, StoreError
from pipeline.store.lake import Lake, connect, now, publication, snapshots
from pipeline.store.lake_publish import publish_lake, tidy
from pipeline.store.lake_read import REACHING
from pipeline.store.points import KILL_VARIABLE, LAKE_POINTS
from pipeline.store.query import opened

SECOND, THIRD = "20260302T060000000000Z-0000000b", "20260303T060000000000Z-0000000c"
GROWN = """
INSERT INTO figure SELECT figure_id || ' again', * EXCLUDE figure_id FROM figure WHERE kind = 'weapons';
UPDATE page SET reason = 'not_article' WHERE reason = 'not_relevant';
DELETE FROM naming WHERE variant = 'authorities';
"""
TOUCHED = ("figure", "page", "naming", "quote", "run", "publication", "figures", "sources_cited")


@pytest.fixture(scope="module")
def worlds(tmp_path_factory):
    """The two worlds as published files."""
    folder = tmp_path_factory.mktemp("worlds")
    for name, world in (("al_asad", al_asad()), ("depot", depot())):
        world.built(folder / f"{name}.duckdb").close()
        sign(folder / f"{name}.duckdb")
    return folder


@pytest.fixture(scope="module")
def model(worlds, lakes, tmp_path_factory):
    """The world of Al-Asad published once, to be copied by whoever goes on from there: publishing it takes seconds, a copy a moment."""
    home = tmp_path_factory.mktemp("model")
    shutil.copy(worlds / "al_asad.duckdb", home / "current.duckdb")
    return published(home, lakes.catalog())


@pytest.fixture
def lake_of_one(model, lakes, tmp_path):
    """Settings of a data root and a lake of one's own that both show the world of Al-Asad, and what publishing it said."""
    return lakes.copied(model[0], tmp_path), model[1]


@pytest.fixture
def home(worlds, tmp_path):
    """A data root that shows the world of Al-Asad."""
    shutil.copy(worlds / "al_asad.duckdb", tmp_path / "current.duckdb")
    return tmp_path


def change(home, sql, snapshot):
    with duckdb.connect(str(home / "current.duckdb")) as con:
        con.execute(sql)
    sign(home / "current.duckdb", snapshot)


def contents(con, database, only=()):
    """(columns, comment, sorted rows) of every relation but those of the store's own, or of those named."""
    own = ("change_log", "furniture", "loaded_batch", "overlap", "schema_version", "seen", "sketch", "story_group", "table_sum")
    found = con.execute(
        "SELECT table_name, comment FROM duckdb_tables() WHERE database_name = $database AND schema_name = 'main' UNION ALL "
        "SELECT view_name, comment FROM duckdb_views() WHERE database_name = $database AND schema_name = 'main' AND NOT internal",
        {"database": database},
    ).fetchall()
    held = {}
    for name, comment in found:
        if name not in own and (not only or name in only):
            columns = con.execute(f"DESCRIBE {name}").fetchall()
            held[name] = [column[:2] for column in columns], comment or "", sorted(con.execute(f"FROM {name}").fetchall(), key=repr)
    return held


@cache
def instance():
    """A DuckDB with the extensions loaded: loading checks their signatures, which takes longer than these tests' questions."""
    con = duckdb.connect()
    assert all(extensions.load(con, name) for name in ("ducklake", "postgres_scanner"))
    return con


def shown(known, version=None, *, only=()):
    con = instance()
    con.execute(lake._attach(Lake.of(known), version=version, read_only=True))
    try:
        con.execute("USE lake")
        return contents(con, "lake", only)
    finally:
        con.execute("USE memory; DETACH lake")


def in_file(home, *, only=()):
    with duckdb.connect(str(home / "current.duckdb"), read_only=True) as con:
        return contents(con, "current", only)


@pytest.mark.parametrize(("world", "catalog"), [("al_asad", "postgres"), ("depot", "catalog.ducklake")])
def test_a_lake_shows_what_the_file_shows_and_answers_what_it_answers(worlds, world, catalog, lakes, tmp_path):
    shutil.copy(worlds / f"{world}.duckdb", tmp_path / "current.duckdb")
    known, done = published(tmp_path, lakes.catalog() if catalog == "postgres" else catalog)
    assert done.changed
    assert done.tables > 50
    assert shown(known) == in_file(tmp_path)
    with opened(publication(Lake.of(known), None)) as there, opened(known.current) as file:
        for analysis in analyses():
            given = bind(analysis, {param.name: "80" for param in analysis.params if param.default is None})
            assert there.answer(analysis.sql, given).equals(file.answer(analysis.sql, given)), analysis.name


def test_columns_and_nullability_and_their_comments_are_the_files(home, lakes):
    known, _ = published(home, lakes.catalog())
    asked = (
        "SELECT table_name, column_name, data_type, is_nullable, comment FROM duckdb_columns() JOIN duckdb_tables() USING (database_name, table_name) "
        "WHERE database_name = ? AND table_name IN ('figure', 'article_version', 'claims', 'publication') ORDER BY ALL"
    ).replace("comment FROM duckdb_columns()", "c.comment FROM duckdb_columns() AS c")
    with connect(Lake.of(known), read_only=True) as con:
        there = con.execute(asked, ["lake"]).fetchall()
    with duckdb.connect(str(known.current), read_only=True) as con:
        assert there == con.execute(asked, ["current"]).fetchall()


def test_publishing_the_same_again_writes_nothing(lake_of_one):
    (known, first), home = lake_of_one, lake_of_one[0].home
    files = sorted((home / "lake_data").rglob("*.parquet"))
    again = publish_lake(known)
    assert (again.changed, again.version, again.inserted) == (False, first.version, 0)
    assert [one.version for one in snapshots(Lake.of(known))] == [first.version]
    assert sorted((home / "lake_data").rglob("*.parquet")) == files


def test_a_later_publication_writes_what_differs_and_the_earlier_one_can_still_be_asked(lake_of_one):
    (known, first), home = lake_of_one, lake_of_one[0].home
    before = shown(known)
    change(home, GROWN, SECOND)
    done = publish_lake(known)
    # A figure and the row of this publication come; one page changes; two rows of naming and the publication before go.
    assert (done.inserted, done.deleted) == (1 + 1 + 1, 1 + 2 + 1)
    assert shown(known) == in_file(home)
    assert shown(known, first.version) == before
    assert [one.name for one in snapshots(Lake.of(known))] == [FIRST, SECOND]
    assert publication(Lake.of(known), "2026-03-01").version == first.version
    with pytest.raises(QueryError, match="nothing published by 2026-02-28"):
        publication(Lake.of(known), "2026-02-28")


def test_rows_that_are_there_twice_are_counted(home):
    known, _ = published(home, "catalog.ducklake")
    for at, sql in enumerate(("INSERT INTO page FROM page", "DELETE FROM page WHERE rowid >= 4", "INSERT INTO page FROM page LIMIT 2")):
        change(home, sql, f"2026030{at + 2}T060000000000Z-0000000b")
        publish_lake(known)
        assert shown(known, only=("page",)) == in_file(home, only=("page",))


def test_tables_of_another_shape_are_made_anew_and_what_is_gone_goes(lake_of_one):
    (known, first), home = lake_of_one, lake_of_one[0].home
    change(
        home,
        "ALTER TABLE quality ADD COLUMN note VARCHAR; COMMENT ON TABLE outlet IS 'Said otherwise.'; DROP TABLE accounting; "
        "DROP VIEW naming_choice; CREATE TABLE naming_choice AS SELECT 1 AS n; CREATE OR REPLACE VIEW sources_cited AS SELECT 2 AS n",
        SECOND,
    )
    publish_lake(known)
    assert shown(known) == in_file(home)
    assert "accounting" in shown(known, first.version)


@pytest.mark.parametrize("point", LAKE_POINTS)
def test_killed_while_publishing_a_lake_shows_a_whole_publication(lake_of_one, point):
    (known, _), home = lake_of_one, lake_of_one[0].home
    before = shown(known, only=TOUCHED)
    change(home, GROWN, SECOND)
    code = "from pipeline.settings import load; from pipeline.store.lake_publish import publish_lake; publish_lake(load())"
    env = {"MASTHEAD_HOME": str(home), "MASTHEAD_LAKE": known.lake, "MASTHEAD_LAKE_DATA": known.lake_data, KILL_VARIABLE: point}
    killed = subprocess.run([sys.executable, "-c", code], env=os.environ | env, check=False, capture_output=True, text=True)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert shown(known, only=TOUCHED) == (before if point == "lake.before_commit" else in_file(home, only=TOUCHED))
    assert publish_lake(known).changed == (point == "lake.before_commit")
    assert shown(known, only=TOUCHED) == in_file(home, only=TOUCHED)
    with connect(Lake.of(known)) as con:  # what the killed one wrote belongs to nobody, and goes after a week
        nobodys = "FROM ducklake_delete_orphaned_files('lake', dry_run => true, cleanup_all => true)"
        assert bool(con.execute(nobodys).fetchall()) == (point == "lake.before_commit")
        tidy(con, 30, now() + timedelta(days=6))
        assert bool(con.execute(nobodys).fetchall()) == (point == "lake.before_commit")
        tidy(con, 30, now() + timedelta(days=8))
        assert con.execute(nobodys).fetchall() == []


def test_of_two_writers_at_once_one_fails_and_writes_nothing(lake_of_one, tmp_path_factory, monkeypatch):
    (known, _), home = lake_of_one, lake_of_one[0].home
    other = known.model_copy(update={"home": tmp_path_factory.mktemp("other"), "lake_data": str(home / "lake_data")})
    shutil.copy(known.current, other.current)
    change(home, GROWN, SECOND)
    change(other.home, "DELETE FROM quote", THIRD)
    monkeypatch.setattr(lake_publish, "reach", lambda _: monkeypatch.undo() or publish_lake(other))
    with pytest.raises(StoreError, match="conflict"):
        publish_lake(known)
    assert shown(known, only=TOUCHED) == in_file(other.home, only=TOUCHED)
    with pytest.raises(StoreError, match="a lake of its own"):
        publish_lake(known)


def test_a_reader_keeps_the_publication_it_opened(lake_of_one):
    (known, _), home = lake_of_one, lake_of_one[0].home
    count = "SELECT count(*) AS n FROM figure"
    with opened(publication(Lake.of(known), None)) as reader:
        first = reader.answer(count)["n"].item()
        change(home, GROWN, SECOND)
        publish_lake(known)
        assert reader.answer(count)["n"].item() == first
    with opened(publication(Lake.of(known), None)) as reader:
        assert reader.answer(count)["n"].item() == first + 1


def test_old_publications_go_and_their_files_a_day_later(home, lakes):
    known, _ = published(home, lakes.catalog(), lake_snapshots=1)
    for at in range(2, 5):
        change(
            home, "DELETE FROM page WHERE rowid = (SELECT min(rowid) FROM page); DELETE FROM quote", f"2026030{at}T060000000000Z-0000000b"
        )
        publish_lake(known)
    assert [one.name[:8] for one in snapshots(Lake.of(known))] == ["20260303", "20260304"]
    files = len(list((home / "lake_data").rglob("*.parquet")))
    with connect(Lake.of(known)) as con:
        tidy(con, 1, now() + timedelta(days=2))
    assert len(list((home / "lake_data").rglob("*.parquet"))) < files
    assert shown(known, only=TOUCHED) == in_file(home, only=TOUCHED)


def test_many_small_files_are_merged(home, monkeypatch):
    monkeypatch.setattr(lake_publish, "_MANY", 2)
    known, _ = published(home, "catalog.ducklake")
    for at in range(2, 6):
        change(home, f"INSERT INTO run SELECT run_id || '{at}', * EXCLUDE run_id FROM run LIMIT 1", f"2026030{at}T060000000000Z-0000000b")  # noqa: S608
        publish_lake(known)
    with connect(Lake.of(known)) as con:
        assert con.execute("SELECT file_count FROM ducklake_table_info('lake') WHERE table_name = 'run'").fetchone()[0] <= 3
    assert shown(known, only=TOUCHED) == in_file(home, only=TOUCHED)
    assert len(shown(known, snapshots(Lake.of(known))[0].version, only=("run",))["run"][2]) == 2


REFUSED = [
    "FROM postgres_query('__ducklake_metadata_lake', 'SELECT 1')",
    "SELECT * FROM system.main.Postgres_Scan('host=127.0.0.1', 'public', 't')",
    "EXPLAIN ANALYZE FROM ducklake_cleanup_old_files('lake', cleanup_all => true)",
    "FROM query('SELECT * FROM postgres_' || 'query(1, 2)')",
    "FROM query_table('__ducklake_metadata_lake.ducklake_snapshot')",
    "SELECT (SELECT count(*) FROM __ducklake_metadata_lake.ducklake_snapshot)",
    'FROM "__ducklake_metadata_lake".public.ducklake_snapshot',
    "FROM read_text('/etc/passwd')",
    "FROM read_parquet('https://127.0.0.1/x.parquet')",
    "DELETE FROM figure",
    "COPY figure TO '/tmp/x.csv'",
    "ATTACH '/tmp/x.duckdb'",
    "SET enable_external_access = true",
    "EXPLAIN (FORMAT json) FROM figure",
]


@pytest.fixture(scope="module")
def reader(model, lakes, tmp_path_factory):
    known = lakes.copied(model[0], tmp_path_factory.mktemp("read"))
    with opened(publication(Lake.of(known), None)) as held:
        yield held


@pytest.mark.parametrize("sql", REFUSED)
def test_a_question_to_a_lake_reaches_nothing_else(reader, sql):
    with pytest.raises(QueryError):
        reader.answer(sql)


@pytest.mark.parametrize(
    "sql",
    ["FROM figure", "EXPLAIN FROM figure", "WITH a AS (FROM page) FROM a", "DESCRIBE figure", "SHOW TABLES", "SELECT 'query(1)' AS q"],
)
def test_questions_are_answered(reader, sql):
    assert reader.answer(sql).height


def test_every_function_the_extensions_bring_is_out_of_reach():
    with duckdb.connect() as con:
        names = "SELECT DISTINCT function_name FROM duckdb_functions()"
        before = set(con.execute(names).fetchall())
        for name in ("ducklake", "postgres_scanner", "httpfs"):
            assert extensions.load(con, name)
        brought = {name for (name,) in set(con.execute(names).fetchall()) - before}
    assert {name for name in brought if not REACHING.fullmatch(name)} == {"murmur3_32"}  # a hash


@pytest.mark.parametrize("catalog", ["postgres:dbname=x password=geheim", "postgres:postgresql://me:geheim@host/x"])
def test_a_password_in_the_setting_is_refused_and_not_repeated(tmp_path, catalog):
    with pytest.raises(StoreError, match="PGPASSWORD") as refused:
        Lake.of(Settings(home=tmp_path, lake=catalog))
    assert "geheim" not in str(refused.value)


def test_what_is_missing_is_said(home, lakes, monkeypatch):
    with pytest.raises(StoreError, match="no lake is set"):
        Lake.of(Settings(home=home))
    with pytest.raises(StoreError, match="opening the lake"):
        published(home, "postgres:host=/nonexistent dbname=x connect_timeout=2")
    (home / "current.duckdb").unlink()
    with pytest.raises(StoreError, match="masthead run"):
        published(home, lakes.catalog())
    empty = Settings(home=home, lake=lakes.catalog(), lake_data="lake_data")
    connect(Lake.of(empty)).close()
    with pytest.raises(QueryError, match="nothing is published in the lake"):
        publication(Lake.of(empty), None)
    monkeypatch.setattr(extensions, "load", lambda *_: False)
    with pytest.raises(StoreError, match=r"masthead\[lake\]"):
        connect(Lake.of(empty))


def test_the_commands_ask_the_lake(lake_of_one, masthead, tmp_path_factory):
    (known, _), home = lake_of_one, lake_of_one[0].home
    change(home, GROWN, SECOND)
    publish_lake(known)
    asking = {"MASTHEAD_LAKE": known.lake, "MASTHEAD_ASK_LAKE": "true"}
    elsewhere = tmp_path_factory.mktemp("elsewhere")  # another machine: no file, and the catalogue knows where the data is
    answers = []
    for as_of in ([], ["--as-of", "2026-03-01"]):
        done = masthead(elsewhere, "query", "run", "--sql", "SELECT count(*) AS n FROM figure", *as_of, "--json", **asking)
        assert done.returncode == 0, done.stderr
        answers.append(json.loads(done.stdout)[0]["n"])
    assert answers[0] == answers[1] + 1
    found = json.loads(masthead(elsewhere, "query", "snapshots", "--json", **asking).stdout)
    assert [(one["snapshot"], one["current"]) for one in found] == [(FIRST, False), (SECOND, True)]
    done = masthead(elsewhere, "search", "missiles", "-f", "json", **asking)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)
    assert not list(Path(elsewhere).glob("*.duckdb"))


def test_the_parquet_may_lie_in_an_object_store(home, lakes, monkeypatch):
    with SmallS3() as store:
        for name, value in {"ENDPOINT_URL": store.endpoint, "ACCESS_KEY_ID": "key", "SECRET_ACCESS_KEY": "it's", "REGION": "eu-1"}.items():
            monkeypatch.setenv(f"AWS_{name}", value)
        known = Settings(home=home, lake=lakes.catalog(), lake_data="s3://desk/lake", lake_snapshots=0)
        assert publish_lake(known).changed
        change(home, GROWN, SECOND)
        publish_lake(known)
        assert store.signed
        assert {key[:10] for key in store.objects} == {"desk/lake/"}
        with opened(publication(Lake.of(known), None)) as reader, opened(known.current) as file:
            for question in ("FROM figures ORDER BY figure_id", "FROM stories", "SELECT count(*) AS n FROM naming"):
                assert reader.answer(question).equals(file.answer(question))
            with pytest.raises(QueryError, match="nothing else"):
                reader.answer("FROM read_parquet('s3://another/x.parquet')")
            with pytest.raises(QueryError, match="nothing else"):
                reader.answer(f"FROM read_text('{store.endpoint}/desk/lake/x')")
            assert "it's" not in str(reader.answer("FROM duckdb_secrets()").to_dicts())
        files = len(store.objects)
        with connect(Lake.of(known)) as con:
            tidy(con, 0, now() + timedelta(days=2))
        assert len(store.objects) < files
