"""Scores into the warehouse's `quality` table, under the writer's lock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.records import Extractor, Quality
from pipeline.store.frames import frame
from pipeline.store.lock import writer_lock
from pipeline.store.warehouse import Warehouse

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pipeline.store.merge import Changes


def store(home: Path, warehouse: Path, rows: Sequence[Quality], extractor: Extractor) -> Changes:
    """Merge scores into table `quality`, over those of the same extractor, gold and field, together with the extractor they are of.

    Scores of outlets that the warehouse does not know are left out. Raises `Locked` while a run writes, `StoreError` where it cannot be done.
    Readers see them with the next publication.
    """
    with writer_lock(home, "masthead evaluate --store"), Warehouse.open(warehouse) as opened, opened.transaction():
        known = set(opened.table("outlet").get_column("outlet_id").to_list())
        held = [row for row in rows if row.outlet_id is None or row.outlet_id in known]
        opened.merge("extractor", frame([extractor], Extractor))
        return opened.merge("quality", frame(held, Quality))
