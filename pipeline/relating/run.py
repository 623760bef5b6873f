"""Relations over what was loaded: for what changed and what depends on it, with the same rows as working out everything would give."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

import pipeline
from pipeline.progress import report as tell
from pipeline.relating.copies import relate_copies
from pipeline.relating.edits import relate_edits
from pipeline.relating.looks import relate_days, relate_looks
from pipeline.relating.stories import relate_stories
from pipeline.store.changes import RELATE

if TYPE_CHECKING:
    from pipeline.store.warehouse import Warehouse

_SOURCES = ("relate", "relating", "records.py")
_STEPS = 4


@cache
def code() -> str:
    """Hash of all sources that decide what relations are, and of Polars, in which they are worked out: another one, and all is worked out anew."""
    root = Path(pipeline.__file__).resolve().parent
    paths = sorted(
        path
        for name in _SOURCES
        for path in ([root / name] if name.endswith(".py") else [*(root / name).rglob("*.py"), *(root / name).rglob("*.tsv")])
    )
    digest = blake2b(pl.__version__.encode(), digest_size=16)
    for path in paths:
        digest.update(b"\x1f" + path.relative_to(root).as_posix().encode() + b"\x1f" + path.read_bytes())
    return digest.hexdigest()


def relate(warehouse: Warehouse) -> int:
    """Work out articles, fates of pages, copies, stories and coverage in one transaction, and note what changed; how many rows did."""
    pending = warehouse.pending(RELATE, code())
    if not pending.everything and warehouse.is_settled():
        return 0
    with warehouse.transaction():
        tell("articles related", 0, _STEPS)
        looks = relate_looks(warehouse, pending)
        tell("articles related", 1, _STEPS)
        copies = relate_copies(warehouse, pending, looks)
        edited = relate_edits(warehouse, looks, copies)
        tell("articles related", 2, _STEPS)
        told = relate_stories(warehouse, pending, looks)
        tell("articles related", 3, _STEPS)
        days = relate_days(warehouse, pending)
        related = pl.concat([looks.related, copies.related, edited.related, told.related]).unique().sort("article_id")
        warehouse.note("related", related["article_id"])
        now = warehouse.frame("SELECT DISTINCT published_at::DATE AS day FROM article SEMI JOIN ids USING (article_id)", ids=related)
        dates = pl.concat([looks.days, now]).drop_nulls().unique().sort("day")
        warehouse.note("day", dates["day"].dt.to_string())
        warehouse.settle(code())
        tell("articles related", _STEPS, _STEPS)
    return looks.rows + copies.rows + edited.rows + told.rows + days
