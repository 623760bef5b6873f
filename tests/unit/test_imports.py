"""What starts quickly stays quick: nothing heavy is imported before it is wanted."""

import subprocess
import sys

import pytest

LOADED = "import sys; print(*sorted({name.partition('.')[0] for name in sys.modules}))"


@pytest.mark.parametrize(
    ("statement", "forbidden"),
    [
        (
            "import sys; sys.argv = ['masthead', '--help']\ntry:\n    from pipeline.cli import main; main()\nexcept SystemExit:\n    pass",
            {"dagster", "polars", "duckdb"},
        ),
        ("import pipeline.definitions", {"polars", "trafilatura", "lingua", "altair"}),
        ("import pipeline.records", {"polars", "pydantic", "dagster", "duckdb"}),
    ],
)
def test_loading_brings_nothing_heavy(statement, forbidden):
    code = f"{statement}\n{LOADED}"
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert loaded & forbidden == set()
    assert "pipeline" in loaded
