"""Small worlds in lakes: a file that was built is published, with a PostgreSQL or a DuckDB catalogue, and asked there."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
from small_postgres import Postgres

from pipeline.settings import Settings
from pipeline.store.lake import Lake, LakeAt, connect, publication
from pipeline.store.lake_publish import LakePublished, publish_lake

if TYPE_CHECKING:
    from hand_world import World

FIRST = "20260301T060000000000Z-0000000a"


def sign(path: Path, snapshot: str = FIRST) -> None:
    """Make a warehouse that was built pass for a published one."""
    with duckdb.connect(str(path)) as con:
        con.execute("DELETE FROM publication")
        at = datetime.strptime(snapshot[:15], "%Y%m%dT%H%M%S")  # noqa: DTZ007 - the column is naive UTC
        con.execute("INSERT INTO publication VALUES (?, ?, 'fingerprint', 'digest')", [snapshot, at])


def published(home: Path, catalog: str, snapshot: str | None = None, **settings) -> tuple[Settings, LakePublished]:
    """`home/current.duckdb`, signed if a name is given, in the lake of that catalogue."""
    known = Settings(home=home, lake=catalog, lake_data="lake_data", **settings)
    if snapshot:
        sign(known.current, snapshot)
    return known, publish_lake(known)


class LakeWorlds:
    """Lakes on one PostgreSQL server, a database each; the server starts with the first."""

    def __init__(self) -> None:
        self._held = ExitStack()
        self._postgres: Postgres | None = None

    def close(self) -> None:
        self._held.close()

    def catalog(self) -> str:
        """The setting `lake` for a new lake."""
        if self._postgres is None:
            self._postgres = self._held.enter_context(Postgres())
        return self._postgres.database()

    def copied(self, model: Settings, home: Path) -> Settings:
        """A lake of one's own, in `home`, that holds what that of `model` does; nobody may have the model's open meanwhile."""
        if self._postgres is None or model.lake is None or model.lake_data is None:
            raise ValueError("the model is no lake of this server")
        shutil.copy(model.current, home / "current.duckdb")
        shutil.copytree(model.home / model.lake_data, home / model.lake_data)
        known = model.model_copy(update={"home": home, "lake": self._postgres.database(model.lake)})
        # The catalogue names the folder of its Parquet; the files are named relative to it.
        sql = f"UPDATE ducklake_metadata SET value = '{Lake.of(known).data}' WHERE key = 'data_path'"  # noqa: S608 - a folder of pytest's
        self._postgres.execute(known.lake, sql)
        return known

    def publish(self, path: Path) -> LakeAt:
        """The lake of a file that was built."""
        home = path.parent
        path.replace(home / "current.duckdb")
        known, _ = published(home, self.catalog(), FIRST)
        known.current.unlink()  # whoever asks the lake has no file
        return publication(Lake.of(known), None)

    def moved(self, world: World) -> duckdb.DuckDBPyConnection:
        """A connection to the lake of a world."""
        home = Path(self._held.enter_context(tempfile.TemporaryDirectory(prefix="masthead-lake-")))
        world.built(home / "built.duckdb").close()
        at = self.publish(home / "built.duckdb")
        return connect(at.lake, version=at.version, read_only=True)
