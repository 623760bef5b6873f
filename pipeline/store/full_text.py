"""The full-text index of a published file: built where DuckDB's fts extension is installed, read as plain tables everywhere.

The extension is `pip install masthead[search]`, or `INSTALL fts` in DuckDB. Reading needs none: `pipeline.store.search` asks the tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.store import extensions

if TYPE_CHECKING:
    import duckdb

SCHEMA = "fts_main_article_version"
"""Where the extension puts its tables. Source: DuckDB, 'Full-Text Search Extension'."""

APART = r"[^\p{L}\p{N}]+"
"""What stands between words, for the index and for searching without."""


def build_index(con: duckdb.DuckDBPyConnection) -> bool:
    """Index the texts of all versions, in place of an older index; False, and nothing done, where the extension is not installed."""
    if not load_extension(con):
        return False
    con.execute(
        "PRAGMA create_fts_index('article_version', 'version_id', 'text', "
        f"stemmer = 'none', stopwords = 'none', ignore = '{APART}', strip_accents = 1, lower = 1, overwrite = 1)"
    )
    return True


def load_extension(con: duckdb.DuckDBPyConnection) -> bool:
    """Load the extension from where it is installed; nothing is downloaded."""
    return extensions.load(con, "fts")
