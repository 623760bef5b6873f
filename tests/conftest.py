"""What tests share: the real command, a data root of one's own, the sample world ingested once."""

import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from pipeline.cli import main

ROOT = Path(__file__).parent.parent
MASTHEAD = Path(sys.executable).with_name("masthead")


def pytest_addoption(parser):
    """Where the tests of `tests/sql` ask their questions; they are the same tests."""
    parser.addoption("--backend", choices=("duckdb", "ducklake"), default="duckdb", help="ducklake: a DuckLake with a PostgreSQL catalogue")


def given(home, further):
    """The variables that a command on a data root is given."""
    return {"MASTHEAD_HOME": str(home), "COLUMNS": "80", "NO_COLOR": "1"} | further


@pytest.fixture(scope="session")
def masthead():
    """The installed command on a data root: (home, *arguments) -> the finished process."""

    def command(home, *arguments, timeout=240, **environment):
        env = os.environ | given(home, environment)
        return subprocess.run(
            [str(MASTHEAD), *map(str, arguments)], env=env, capture_output=True, text=True, timeout=timeout, check=False, cwd=ROOT
        )

    return command


@pytest.fixture(scope="session")
def in_process():
    """As `masthead`, within this process: a tenth of the time where what the command does is small. For tests that give it many times."""

    def command(home, *arguments, **environment):
        out, err = io.StringIO(), io.StringIO()
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
            for name, value in given(home, environment).items():
                patch.setenv(name, value)
            patch.setattr(sys, "argv", [str(MASTHEAD), *map(str, arguments)])
            code = 0
            try:
                main()
            except SystemExit as ended:
                code = ended.code or 0
        return subprocess.CompletedProcess(arguments, code, out.getvalue(), err.getvalue())

    return command


@pytest.fixture(scope="session")
def sample_world(tmp_path_factory, masthead):
    """(data root, summary as JSON) of the sample world, ingested by the real command. Read only: runs go elsewhere."""
    home = tmp_path_factory.mktemp("samples") / "warehouse"
    done = masthead(home, "run", "--samples", "--json")
    assert done.returncode in {0, 1}, done.stderr
    return home, json.loads(done.stdout)


@pytest.fixture(scope="session")
def measure():
    """The folder of texts to measure on."""
    folder = os.environ.get("MASTHEAD_MEASURE")
    if not folder:
        pytest.skip("MASTHEAD_MEASURE is not set: it names the folder of texts to measure on")
    return Path(folder)


def pytest_make_parametrize_id(val):
    """Bytes are named by their length: gzip writes the time into them, and the workers of one run must agree on the names."""
    return f"{len(val)}-bytes" if isinstance(val, bytes) else None
