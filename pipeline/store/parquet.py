"""Every table and mart as Parquet beside the published file: a folder a snapshot, and a link that is turned to the new one in one step.

`home/parquet/<snapshot>/<table>/<part>.parquet`, with manifest.json and README.md; `home/current.parquet` is a link to the newest. A folder
never changes once it has its name, and the one before stays, so whoever resolves the link first reads one snapshot and no mix of two.
Tables are cut by a million rows, views by month of publication. A part whose rows are those of the part before is the same file (a hard
link), so a new day costs the parts it touches, and reading the others once.
"""

from __future__ import annotations

import json
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import duckdb

from pipeline.store.build import literal
from pipeline.store.dictionary import described
from pipeline.store.durable import sync_dir, sync_file
from pipeline.store.points import reach
from pipeline.store.tables import SCHEMA_VERSION, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline.settings import Settings
    from pipeline.store.dictionary import Relation

_ROWS = 1_000_000  # of a part
_README = """# Masthead, snapshot {snapshot}

Every table, view and mart of the warehouse as Parquet (zstd): one folder each, its parts together are its rows. `manifest.json` says what
they and their columns mean, how many rows each part has, and which snapshot this is.

    SELECT outlet, count(*) FROM 'current.parquet/articles/*.parquet' GROUP BY ALL      -- DuckDB
    polars.scan_parquet("current.parquet/figures/*.parquet")                            # Polars

`current.parquet` is a link. To read several tables of one snapshot while others may be published, resolve it once (`readlink -f`) and read
from the folder it leads to: that folder never changes, and stays until the second next snapshot is published.

{tables}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    name: str
    condition: str
    rows: int
    digest: str


def link(settings: Settings) -> Path:
    """What readers open."""
    return settings.home / "current.parquet"


def folders(settings: Settings) -> Path:
    """Where the folders of the snapshots are."""
    return settings.home / "parquet"


def shown(settings: Settings) -> str | None:
    """The snapshot that readers see; None where there is none, or its folder is gone."""
    with suppress(OSError):
        target = link(settings).resolve(strict=True)
        return target.name if (target / "manifest.json").is_file() else None
    return None


def write(database: Path, folder: Path, *, snapshot: str, before: Path | None) -> None:
    """Write all of a published file into `folder`, which must not be there; parts equal to those of the folder `before` are taken from it."""
    folder.mkdir()
    held = _manifest(before) if before else {}
    told: list[dict[str, Any]] = []
    con = duckdb.connect(str(database), read_only=True)
    try:
        con.execute("SET TimeZone = 'UTC'")
        for relation in described(con):
            target = folder / relation.name
            target.mkdir()
            files: list[dict[str, Any]] = []
            for part in _parts(con, relation):
                path = target / f"{part.name}.parquet"
                if (
                    held.get((relation.name, part.name)) != part.digest
                    or not before
                    or not _taken(before / relation.name / path.name, path)
                ):
                    where = f"WHERE {part.condition}" if part.condition else ""
                    select = f"SELECT * FROM {quoted(relation.name)} {where}"  # noqa: S608 - names of the schema
                    con.execute(f"COPY ({select}) TO {literal(str(path))} (FORMAT parquet, COMPRESSION zstd)")
                    sync_file(path)
                files.append(
                    {"path": f"{relation.name}/{path.name}", "rows": part.rows, "bytes": path.stat().st_size, "digest": part.digest}
                )
                reach("publish.parquet_half")
            sync_dir(target)
            told.append(_told(relation) | {"rows": sum(file["rows"] for file in files), "files": files})
    finally:
        con.close()
    about = {"snapshot": snapshot, "schema_version": SCHEMA_VERSION, "duckdb": duckdb.__version__, "tables": told}
    _put(folder / "manifest.json", json.dumps(about, ensure_ascii=False, indent=1) + "\n")
    listed = "\n".join(f"- `{one['name']}`: {one['rows']:,} rows. {one['meaning']}" for one in told)
    _put(folder / "README.md", _README.format(snapshot=snapshot, tables=listed))
    sync_dir(folder)


def place(settings: Settings, aside: Path, snapshot: str) -> None:
    """Give a folder that was written aside its name; readers are not led to it yet."""
    folders(settings).mkdir(exist_ok=True)
    aside.rename(folders(settings) / snapshot)
    sync_dir(folders(settings))


def show(settings: Settings, snapshot: str) -> None:
    """Turn the link to a snapshot's folder, in one step."""
    if not link(settings).is_symlink():
        hide(settings)
    aside = settings.home / f".publishing-{os.getpid()}.link"
    aside.unlink(missing_ok=True)
    aside.symlink_to(folders(settings).relative_to(settings.home) / snapshot)
    aside.replace(link(settings))
    sync_dir(settings.home)


def hide(settings: Settings) -> None:
    """Take away what readers open: the link, or the folder that a copy of the data root made of it."""
    if link(settings).is_dir() and not link(settings).is_symlink():
        remove(settings, link(settings))
    else:
        link(settings).unlink(missing_ok=True)


def superfluous(settings: Settings, snapshot: str | None) -> list[Path]:
    """Folders that nobody is led to: all but the snapshot's, the link's and the newest before it, which readers may still be in."""
    if not folders(settings).is_dir():
        return []
    held = sorted(path for path in folders(settings).iterdir() if path.is_dir())
    older = [path for path in held if snapshot is not None and path.name < snapshot]
    keep = {snapshot, shown(settings), *(path.name for path in older[-1:])}
    return [path for path in held if path.name not in keep]


def remove(settings: Settings, path: Path) -> None:
    """Remove a folder; it loses its name first, so that a kill leaves no half one."""
    aside = settings.home / f".publishing-{os.getpid()}.{path.name}"
    path.rename(aside)
    shutil.rmtree(aside)


def _parts(con: duckdb.DuckDBPyConnection, relation: Relation) -> Iterator[_Part]:
    """The parts of a relation with a hash over their rows, at least one."""
    if relation.kind == "table":
        key = f"rowid // {_ROWS}"
    elif any(column.name == "published_day" for column in relation.columns):
        key = "strftime(published_day, '%Y-%m')"
    else:
        key = "0"
    found = con.execute(
        f"SELECT {key} AS part, count(*), bit_xor(hash(t)), sum(hash(t)) FROM {quoted(relation.name)} AS t GROUP BY 1 ORDER BY 1"  # noqa: S608
    ).fetchall()
    shape = ", ".join(f"{column.name} {column.type}" for column in relation.columns)
    for part, rows, xored, summed in found or [(0, 0, 0, 0)]:
        digest = _short(f"{duckdb.__version__} {shape} {rows} {xored} {summed}")
        condition = "published_day IS NULL"
        name = "undated"
        if isinstance(part, int):
            name = f"part-{part:04}"
            condition = f"rowid >= {part * _ROWS} AND rowid < {(part + 1) * _ROWS}" if relation.kind == "table" and found else ""
        elif part is not None:
            name, day = part, f"DATE '{part}-01'"
            condition = f"published_day >= {day} AND published_day < {day} + INTERVAL 1 MONTH"
        yield _Part(name=name, condition=condition, rows=rows, digest=digest)


def _short(text: str) -> str:
    return blake2b(text.encode(), digest_size=16).hexdigest()


def _manifest(folder: Path) -> dict[tuple[str, str], str]:
    """(relation, part) to digest; empty where the manifest cannot be read."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        held = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        files = [file for table in held["tables"] for file in table["files"]]
        return {(file["path"].split("/")[0], file["path"].split("/")[1].removesuffix(".parquet")): file["digest"] for file in files}
    return {}


def _taken(source: Path, target: Path) -> bool:
    """Whether the file could be given a second name."""
    with suppress(OSError):
        target.hardlink_to(source)
        return True
    return False


def _told(relation: Relation) -> dict[str, Any]:
    columns = [{"name": column.name, "type": column.type, "meaning": column.meaning} for column in relation.columns]
    return {"name": relation.name, "kind": relation.kind, "meaning": relation.meaning, "columns": columns}


def _put(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    sync_file(path)
