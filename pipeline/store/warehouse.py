"""The warehouse that is written: opened by one run at a time, under the writer's lock, and read by nobody else."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self

import duckdb
import polars as pl
import pyarrow  # noqa: F401, ICN001 - DuckDB imports it with the first frame, inside the transaction, which can take seconds

from pipeline.store import build, changes, checking, fingerprint, loader, marts, parts, schema
from pipeline.store.checks import check
from pipeline.store.creation import new_file
from pipeline.store.errors import StoreError
from pipeline.store.failures import clear
from pipeline.store.frames import conform
from pipeline.store.merge import Changes, merge
from pipeline.store.tables import KEYS, SCHEMA_VERSION, TABLES, quoted
from pipeline.store.upgrade import upgrade

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime
    from pathlib import Path
    from types import TracebackType

    from pipeline.store.changes import Pending
    from pipeline.store.loader import Loaded
    from pipeline.store.marts import Mart


class Warehouse:
    """An open warehouse file. Use `Warehouse.open` in a `with` block."""

    def __init__(self, con: duckdb.DuckDBPyConnection, path: Path) -> None:
        self._con = con
        self.path = path

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Self:
        """Open a warehouse; to write, one is made if there is none, and one of older code is taken over first.

        Raises `SchemaMismatchError` if the file is of newer code, or of older code and only to be read; `StoreError` if it cannot be opened.
        """
        if read_only and not path.is_file():
            raise StoreError(f"there is no warehouse {path}. Run `masthead run` first.")
        with clear(f"opening {path}"):
            path.parent.mkdir(parents=True, exist_ok=True)
            config: dict[str, str | bool | int | float | list[str]] = {
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
            }
            if not path.exists():
                new_file(path)
            con = duckdb.connect(str(path), read_only=read_only, config=config)
        if not read_only and _is_older(con, path):
            con.close()
            upgrade(path)
            con = duckdb.connect(str(path), config=config)
        try:
            with clear(f"opening {path}"):
                con.execute("SET TimeZone = 'UTC'")
                if not read_only and schema.is_new(con):
                    schema.create(con)
                schema.verify(con, path)
        except BaseException:
            con.close()
            raise
        return cls(con, path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._con.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of a block's `replace` and `merge` or none of them. Not around `load`, which has its own."""
        with clear(f"writing to {self.path}"):
            self._con.execute("BEGIN")
        try:
            yield
        except BaseException:
            loader.roll_back(self._con)
            raise
        with clear(f"writing to {self.path}"):
            self._con.execute("COMMIT")

    def load(self, batch_dirs: Iterable[Path], *, now: datetime | None = None) -> Loaded:
        """Load the batches not loaded before, in one transaction; `now` is the time recorded.

        Answers what was new per table; what it touched is noted in the change log. On any error nothing is loaded and `StoreError` is raised.
        """
        with clear(f"loading into {self.path}"):
            return loader.load(self._con, batch_dirs, now)

    def frame(self, query: str, params: Mapping[str, Any] | Sequence[Any] | None = None, **given: pl.DataFrame) -> pl.DataFrame:
        """The answer to a query: `$name` parameters from a mapping, `?` from a sequence; it may name the frames given as tables.

        Datetimes are naive UTC.
        """
        with clear("the query"), parts.registered(self._con, given):
            return self._con.sql(query, params=params).pl() if params else self._con.sql(query).pl()

    def table(self, name: str) -> pl.DataFrame:
        """A whole table as a frame."""
        if name not in TABLES:
            raise StoreError(f"no table '{name}'; there are {', '.join(TABLES)}")
        return self.frame(f"FROM {name}")

    def replace(self, table: str, rows: pl.DataFrame, *, among: pl.DataFrame | None = None) -> Changes:
        """Make a table hold exactly these rows: others go, equal ones are left alone.

        With `among`, a frame of one column named as the table's, only rows that have one of its values there go.
        """
        if among is None:
            return self._merge(table, rows, delete=True)
        with parts.registered(self._con, {"among": among}):
            return self._merge(table, rows, delete=True, only=f"t.{quoted(among.columns[0])} IN (FROM among)")

    def rewrite(self, table: str, among: pl.DataFrame, rows: pl.DataFrame | None = None) -> None:
        """In one of the store's own tables, put `rows` in the place of those that have a value of `among` in the column it names."""
        if table not in schema.OWN_TABLES:
            raise StoreError(f"no table '{table}' of the store's own; there are {', '.join(schema.OWN_TABLES)}")
        with clear(f"writing {table} to {self.path}"):
            parts.rewrite(self._con, table, among.columns[0], among, rows)

    def merge(self, table: str, rows: pl.DataFrame) -> Changes:
        """Put rows in, over those of the same key."""
        return self._merge(table, rows, delete=False)

    def _merge(self, table: str, rows: pl.DataFrame, *, delete: bool, only: str = "") -> Changes:
        source = conform(table, rows)
        if source.select(KEYS[table]).is_duplicated().any():
            raise StoreError(f"{table}: several rows have the same {', '.join(KEYS[table])}")
        with clear(f"writing {table} to {self.path}"), parts.registered(self._con, {"incoming": source}):
            return merge(self._con, table, "incoming", delete=delete, only=only)

    def pending(self, consumer: str, code: str) -> Pending:
        """What a consumer whose code has this hash has still to work in: see `pipeline.store.changes`."""
        return changes.pending(self._con, consumer, code)

    def changed(self, pending: Pending, scope: str) -> list[str]:
        """The ids of a scope that are pending, sorted; meaningless when everything is."""
        return [row[0] for row in self._con.execute(f"{pending.ids(scope)} ORDER BY id").fetchall()]

    def note(self, scope: str, ids: Iterable[str]) -> None:
        """Note ids as changed, for those who work on what changed. In the transaction that changed them."""
        noted = pl.DataFrame({"id": list(ids)}, schema={"id": pl.String})
        with clear(f"writing to {self.path}"), parts.registered(self._con, {"noted_ids": noted}):
            changes.note(self._con, scope, "FROM noted_ids")

    def settle(self, code: str = "") -> None:
        """Say that relations are worked out for all that is loaded. Publishing refuses a warehouse that is not settled."""
        with clear(f"writing to {self.path}"):
            changes.done(self._con, changes.RELATE, code)

    def is_settled(self) -> bool:
        """Whether nothing was loaded since relations were worked out, by whatever code."""
        return changes.settled(self._con)

    def loaded_batches(self) -> set[tuple[date, str]]:
        """(ingest day, batch id) of every batch this file holds."""
        return set(self._con.execute("SELECT ingest_day, batch_id FROM loaded_batch").fetchall())

    def counts(self) -> dict[str, int]:
        """Rows of every table."""
        rows = ((name, self._con.execute(f"SELECT count(*) FROM {name}").fetchone()) for name in TABLES)  # noqa: S608
        return {name: row[0] if row else 0 for name, row in rows}

    def fingerprint(self, *, running: bool = False) -> str:
        """Hash over all facts and relations: see `pipeline.store.fingerprint`. `running` builds on what `tidy` kept."""
        return fingerprint.fingerprint(self._con, running=running)

    def digests(self) -> dict[str, str]:
        """The fingerprint's parts, one a table."""
        return fingerprint.digests(self._con)

    def publication_digest(self, *, running: bool = False) -> str:
        """Hash over everything readers are shown. `running` builds on what `tidy` kept."""
        return fingerprint.publication_digest(self._con, running=running)

    def tidy(self) -> None:
        """Before publication: keep what was hashed of tables that only grow, and drop changes that everybody has worked in."""
        with clear(f"writing to {self.path}"):
            fingerprint.remember(self._con)
            changes.prune(self._con)

    def run_check(self, name: str, *, limit: int = 1_000, whole: bool = False) -> pl.DataFrame:
        """The rows that break a promise of `sql/checks/`, `limit` at most; none is a pass.

        Asked of what changed since it last held; of the whole warehouse with `whole`, and where the file is only read.
        """
        return checking.run(self._con, check(name), limit=limit, whole=whole)

    def marts(self) -> list[Mart]:
        """The marts of `sql/marts/` in building order."""
        return marts.marts()

    def mart_columns(self, name: str) -> dict[str, str]:
        """Column to description, of a mart."""
        return marts.mart(name).columns

    def build_mart(self, name: str) -> int | None:
        """Bring one mart up to date; its number of rows, of a view None. The marts it reads must be up to date."""
        return build.build(self._con, marts.mart(name))

    def drop_unknown(self) -> None:
        """Drop marts whose file is gone, and forget what such checks have seen."""
        build.drop_unknown(self._con)
        checking.forget_unknown(self._con)

    def build_marts(self, *, whole: bool = False) -> dict[str, int | None]:
        """Bring all marts up to date in order, or make them anew, and drop those whose file is gone; rows by name, of a view None."""
        self.drop_unknown()
        return {mart.name: build.build(self._con, mart, whole=whole) for mart in marts.marts()}

    def checkpoint(self) -> None:
        """Fold the write-ahead log into the file."""
        with clear(f"writing to {self.path}"):
            self._con.execute("CHECKPOINT")


def _is_older(con: duckdb.DuckDBPyConnection, path: Path) -> bool:
    try:
        with clear(f"opening {path}"):
            return not schema.is_new(con) and schema.version(con, path) < SCHEMA_VERSION
    except BaseException:
        con.close()
        raise
