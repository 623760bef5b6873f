"""The project's SQL files: where they are, and what their header comments say.

A header is the comment lines a file begins with::

    -- title: Share of voice
    -- answers: How often is somebody named, by outlet?
    -- param outlet text = null: only this outlet
    -- column mentions: number of mentions, wire copies
    --   counted once

A line that begins with two blanks goes on with the one before. What follows the header is one SELECT.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pipeline
from pipeline.store.errors import StoreError

_LINE = re.compile(r"--\s?(?P<key>[a-z]+)(?:\s(?P<about>[^:]{1,200}))?:\s(?P<text>.{1,2000})")
_PARAM = re.compile(r"(?P<name>[a-z_][a-z0-9_]{0,62})\s+(?P<type>[a-z]+)(?:\s+=\s+(?P<default>.{1,200}))?")
_MORE = re.compile(r"--\s{2,}(?P<text>\S.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Param:
    """A declared parameter. `default` is as written; None where a value must be given."""

    name: str
    type: str
    default: str | None
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SqlFile:
    """A file of `sql/`: `name` is its stem, `head` its header without columns and parameters ('key' or 'key about'), `select` the statement."""

    name: str
    path: Path
    head: dict[str, str]
    columns: dict[str, str]
    params: tuple[Param, ...]
    select: str = field(repr=False)


def sql_dir() -> Path:
    """The folder `sql/`: inside the package where it was installed from a wheel, else beside it in a source checkout."""
    package = Path(pipeline.__file__).resolve().parent
    for folder in (package / "sql", package.parent / "sql"):
        if (folder / "schema").is_dir():
            return folder
    raise StoreError(f"no folder sql/ in or beside {package}. The installation is incomplete: install masthead again.")


def files(kind: str) -> dict[str, SqlFile]:
    """The files of `sql/<kind>/` by name, sorted; empty where there are none. Raises `StoreError` for a header that cannot be read."""
    folder = sql_dir() / kind
    with suppress(FileNotFoundError), os.scandir(folder) as entries:
        return dict(_held(folder, tuple(sorted((one.name, one.stat().st_mtime_ns) for one in entries if one.name.endswith(".sql")))))
    return {}


@cache
def _held(folder: Path, listed: tuple[tuple[str, int], ...]) -> dict[str, SqlFile]:
    return {Path(name).stem: _parsed(folder / name, mtime) for name, mtime in listed}


@cache
def _parsed(path: Path, mtime: int) -> SqlFile:  # noqa: ARG001 - part of the cache's key
    lines = path.read_text(encoding="utf-8").splitlines()
    end = next((at for at, line in enumerate(lines) if line.strip() and not line.startswith("--")), len(lines))
    head: dict[str, str] = {}
    columns: dict[str, str] = {}
    params: list[Param] = []
    for key, about, text in _header(lines[:end]):
        if key == "column":
            columns[about] = text
        elif key == "param":
            params.append(_param(path, about, text))
        else:
            head[f"{key} {about}".rstrip()] = text
    select = "\n".join(lines[end:]).strip().removesuffix(";").rstrip()
    if not select:
        raise StoreError(f"{path}: nothing follows the header")
    return SqlFile(name=path.stem, path=path, head=head, columns=columns, params=tuple(params), select=select)


def _header(lines: list[str]) -> list[tuple[str, str, str]]:
    """(key, what it is about, text) of each entry, continued lines joined. Lines that are neither are free comments."""
    entries: list[tuple[str, str, str]] = []
    for line in lines:
        if (more := _MORE.fullmatch(line)) and entries:
            key, about, text = entries[-1]
            entries[-1] = (key, about, f"{text} {more['text']}")
        elif found := _LINE.fullmatch(line.rstrip()):
            entries.append((found["key"], (found["about"] or "").strip(), found["text"].strip()))
    return entries


def _param(path: Path, about: str, text: str) -> Param:
    found = _PARAM.fullmatch(about)
    if not found:
        raise StoreError(f"{path}: cannot read '-- param {about}'; wanted '-- param NAME TYPE = DEFAULT: description'")
    return Param(name=found["name"], type=found["type"], default=found["default"], description=text)


def required(file: SqlFile, *keys: str) -> None:
    """Raise `StoreError` if the header lacks one of the keys."""
    if missing := [key for key in keys if key not in file.head]:
        raise StoreError(f"{file.path}: the header lacks {', '.join(f'-- {key}:' for key in missing)}")
