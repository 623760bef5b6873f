"""Warehouses and batches of every released schema under this code: `schema_<n>/` holds its tables and a batch that its code wrote."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from pipeline import line
from pipeline.settings import Settings
from pipeline.store.batches import listing
from pipeline.store.checks import checks
from pipeline.store.errors import SchemaMismatchError
from pipeline.store.points import KILL_VARIABLE
from pipeline.store.query import run
from pipeline.store.tables import FACTS, LOADED, SCHEMA_VERSION
from pipeline.store.warehouse import Warehouse

HERE = Path(__file__).parent
RELEASED = sorted(int(folder.name.removeprefix("schema_")) for folder in HERE.glob("schema_*"))


def older(version, path):
    """A warehouse file as the code of that version left it: its tables, its batch loaded, one run and one score."""
    folder = HERE / f"schema_{version}"
    with duckdb.connect(str(path)) as con:
        con.execute((folder / "schema.sql").read_text())
        for batch in listing(folder / "batches"):
            for table in batch.counts:
                con.execute(f"INSERT INTO {table} BY NAME FROM read_parquet('{batch.path / table}.parquet')")
            con.execute("INSERT INTO loaded_batch VALUES (?, ?, '2026-11-22 10:00', '{}')", [batch.batch_id, batch.day])
        con.execute("INSERT INTO schema_version VALUES (?, '2026-11-22 10:00')", [version])
        con.execute("INSERT INTO run BY NAME SELECT 'first' AS run_id, '2026-11-22 10:00'::TIMESTAMP AS started_at, "
                    "'2026-11-22 10:01'::TIMESTAMP AS finished_at, 'run' AS command, (SELECT any_value(extractor_id) FROM extractor) AS extractor_id, "
                    "['2026-11-22'::DATE] AS ingest_days, 78 AS discovered, 68 AS stored, 2 AS duplicate, 7 AS skipped, 1 AS failed, "
                    "0 AS quarantined, 0 AS unchanged, 517 AS figures, 206 AS quotes, 1370 AS entities")  # fmt: skip
        con.execute(
            "INSERT INTO quality SELECT 'q', any_value(extractor_id), 'gold', 'number', 'killed', NULL, 'f1', 0.9, 0.8, 1.0, 10 FROM extractor"
        )
        held = {row[0] for row in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
        kept = [table for table in (*LOADED, "quality") if table in held]
        return {table: con.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in kept}  # noqa: S608


def finish(settings):
    line.relate(settings)
    with Warehouse.open(settings.build) as warehouse:
        warehouse.build_marts()
        broken = {name: warehouse.run_check(name).to_dicts() for name in [check.name for check in checks()]}
        return warehouse.fingerprint(), {name: rows for name, rows in broken.items() if rows}


@pytest.mark.parametrize("version", RELEASED)
def test_an_older_warehouse_is_taken_over_with_all_its_facts_scores_and_runs(tmp_path, version):
    settings = Settings(home=tmp_path)
    before = older(version, settings.build)
    with Warehouse.open(settings.build) as warehouse:
        after = warehouse.counts()
        assert {table: after[table] for table in before} == before
        assert before["figure"] > 500
        assert not warehouse.is_settled()
        assert warehouse.load(batch.path for batch in listing(HERE / f"schema_{version}" / "batches")).batches == ()
    taken_over, broken = finish(settings)
    assert broken == {}
    with Warehouse.open(settings.build, read_only=True) as warehouse:
        assert warehouse.counts()["article"] > 60
        assert warehouse.frame("FROM schema_version").row(0)[0] == SCHEMA_VERSION
    assert taken_over == replayed(tmp_path / "fresh", version)
    assert run(settings.build, "SELECT count(*) FROM figure_disagreement").item() > 0


def replayed(home, version):
    """The other way: the older batches loaded into an empty warehouse."""
    settings = Settings(home=home)
    with Warehouse.open(settings.build) as warehouse:
        done = warehouse.load(batch.path for batch in listing(HERE / f"schema_{version}" / "batches"))
        assert all(done.counts[table] for table in FACTS)
    return finish(settings)[0]


@pytest.mark.parametrize("version", RELEASED)
def test_killed_before_the_new_file_stands_the_older_one_does(tmp_path, version):
    settings = Settings(home=tmp_path)
    older(version, settings.build)
    held = settings.build.read_bytes()
    code = f"from pathlib import Path; from pipeline.store.upgrade import upgrade; upgrade(Path({str(settings.build)!r}))"
    environment = os.environ | {KILL_VARIABLE: "upgrade.before_rename", "PYTHONPATH": str(HERE.parents[1])}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL
    assert settings.build.read_bytes() == held
    with Warehouse.open(settings.build) as warehouse:
        assert warehouse.counts()["figure"] > 500
    assert [path.name for path in tmp_path.iterdir() if "upgrading" in path.name] == []


@pytest.mark.parametrize("version", RELEASED)
def test_an_older_file_opened_only_to_read_is_left_alone_and_says_what_to_do(tmp_path, version):
    path = tmp_path / "build.duckdb"
    older(version, path)
    held = path.read_bytes()
    with pytest.raises(SchemaMismatchError, match=r"older code.* The next `masthead run` takes it over"):
        Warehouse.open(path, read_only=True)
    assert path.read_bytes() == held


def test_every_schema_before_this_one_is_tested():
    assert list(range(1, SCHEMA_VERSION)) == RELEASED
