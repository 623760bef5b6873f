"""Dagster's history is written with few waits for the disk, and whole."""

import sqlite3

import dagster as dg
import pytest
import sqlalchemy

from pipeline.assets.graph import defs
from pipeline.assets.history import few_waits
from pipeline.assets.instance import opened

FULL, NORMAL, OFF = 2, 1, 0
"""What SQLite answers to `PRAGMA synchronous`."""


def mode(path):
    with sqlalchemy.create_engine(f"sqlite:///{path}", poolclass=sqlalchemy.NullPool).connect() as con:
        return con.exec_driver_sql("PRAGMA synchronous").scalar()


@pytest.fixture
def log(tmp_path):
    path = tmp_path / "log.db"
    with few_waits(), sqlalchemy.create_engine(f"sqlite:///{path}", poolclass=sqlalchemy.NullPool).connect() as con:
        assert con.exec_driver_sql("PRAGMA synchronous").scalar() == OFF  # nothing is in it yet
        con.exec_driver_sql("CREATE TABLE row (n)")
        con.exec_driver_sql("PRAGMA journal_mode = WAL")
    return path


def test_a_log_is_cleared_away_once_and_not_whenever_a_connection_closes(log):
    with few_waits():
        for n in range(3):
            with sqlalchemy.create_engine(f"sqlite:///{log}", poolclass=sqlalchemy.NullPool).begin() as con:
                con.exec_driver_sql("INSERT INTO row VALUES (?)", (n,))
            assert log.with_name("log.db-wal").stat().st_size > 0
        assert mode(log) == NORMAL
    assert not log.with_name("log.db-wal").exists()
    assert mode(log) == FULL  # only within it, and only here
    con = sqlite3.connect(log)
    assert con.execute("SELECT n FROM row").fetchall() == [(0,), (1,), (2,)]
    con.close()


def test_a_run_is_read_by_another_connection_while_it_is_written(tmp_path, monkeypatch):
    monkeypatch.setenv("DAGSTER_HOME", "")
    with opened(tmp_path / "dagster") as instance:
        run = instance.create_run_for_job(defs.resolve_job_def("line"), status=dg.DagsterRunStatus.STARTED)
        other = sqlite3.connect(tmp_path / "dagster" / "history" / "runs.db")
        assert other.execute("SELECT run_id FROM runs").fetchall() == [(run.run_id,)]
        other.close()
