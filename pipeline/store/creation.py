"""Makes a warehouse file that is not there yet."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import duckdb

from pipeline.store.durable import sync_dir, sync_file
from pipeline.store.points import reach
from pipeline.store.schema import STORAGE_VERSION, create

if TYPE_CHECKING:
    from pathlib import Path


def new_file(path: Path) -> None:
    """Make a warehouse file that is not there yet, with all tables; written aside and renamed.

    DuckDB writes the head of a new file in three pieces, and does not open one that has fewer: a run killed in between would stop all later ones.
    """
    aside = path.with_name(f".{path.name}.new-{os.getpid()}")
    for left in path.parent.glob(f".{path.name}.new-*"):
        left.unlink()
    try:
        with duckdb.connect(str(aside), config={"storage_compatibility_version": STORAGE_VERSION}) as con:
            create(con)
            con.execute("CHECKPOINT")
        sync_file(aside)
        reach("create.before_rename")
        aside.replace(path)
    finally:
        for left in path.parent.glob(f"{aside.name}*"):
            left.unlink()
    sync_dir(path.parent)
