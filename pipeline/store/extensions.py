"""DuckDB's extensions, from where DuckDB keeps those it installed or from their Python packages; nothing is downloaded."""

from __future__ import annotations

from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    from collections.abc import Iterator


def load(con: duckdb.DuckDBPyConnection, name: str) -> bool:
    """Load an extension by its name (fts, ducklake, postgres_scanner, httpfs); False where it is not installed for this DuckDB."""
    for source in (name, *_packaged(name)):
        with suppress(duckdb.Error):
            con.execute(f"LOAD '{source}'")
            return True
    return False


def _packaged(name: str) -> Iterator[str]:
    """The file of the package `duckdb-extension-NAME` that is for this version of DuckDB."""
    found = find_spec(f"duckdb_extension_{name}")
    for folder in found.submodule_search_locations or [] if found else []:
        path = Path(folder) / "extensions" / f"v{duckdb.__version__}" / f"{name}.duckdb_extension"
        if path.is_file() and "'" not in str(path):
            yield str(path)
