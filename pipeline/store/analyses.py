"""The ready questions of `sql/analyses/`: each says what it answers and declares its parameters."""

from __future__ import annotations

import math
import re
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from pipeline.store.errors import QueryError, StoreError
from pipeline.store.sql_files import Param, SqlFile, files, required

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    import polars as pl

    from pipeline.store.lake import LakeAt

_USED = re.compile(r"\$([a-z_][a-z0-9_]{0,62})")
_TRUE = ("true", "yes", "1")
_FALSE = ("false", "no", "0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """A ready question. `params` are in the order declared; one without a default must be given."""

    name: str
    title: str
    answers: str
    params: tuple[Param, ...]
    columns: dict[str, str]
    sql: str


def analyses() -> list[Analysis]:
    """The analyses by name. Raises `StoreError` for a bad header: unknown type, unreadable default, a parameter declared and not used."""
    return [_analysis(file) for file in files("analyses").values()]


def analysis(name: str) -> Analysis:
    """The analysis of that name. Raises `QueryError` with close names if there is none."""
    held = {one.name: one for one in analyses()}
    if name not in held:
        raise QueryError(f"no analysis '{name}'.{_hint(name, held)}")
    return held[name]


def run_analysis(
    path: Path | LakeAt,
    name: str,
    params: Mapping[str, object] | None = None,
    *,
    memory: str = "2GB",
    seconds: float = 60.0,
    rows: int | None = 100_000,
) -> pl.DataFrame:
    """The answer to an analysis on a warehouse file; parameter values are text, or of the declared type already.

    Raises `QueryError` for a name there is none of, a value that is not of the type, a parameter that is missing, and as `query.run` does.
    """
    from pipeline.store.query import run  # noqa: PLC0415 - listing analyses loads no database

    wanted = analysis(name)
    with fitting(name):
        return run(path, wanted.sql, bind(wanted, params or {}), memory=memory, seconds=seconds, rows=rows)


@contextmanager
def fitting(name: str) -> Iterator[None]:
    """While an analysis is asked: where what it reads is not there, say that another version published the warehouse, and what to do."""
    import duckdb  # noqa: PLC0415 - listing analyses loads no database

    try:
        yield
    except QueryError as error:
        if isinstance(error.__cause__, (duckdb.BinderException, duckdb.CatalogException)):
            raise QueryError(
                f"'{name}' asks for what this publication does not have: another version of masthead made it. `masthead run` publishes with this "
                f"one; what an older one has can be asked with --sql. DuckDB says: {str(error).splitlines()[0]}"
            ) from error
        raise


def bind(wanted: Analysis, given: Mapping[str, object]) -> dict[str, Any]:
    """Values for all declared parameters: those given, read by their type, and defaults for the others."""
    declared = {param.name: param for param in wanted.params}
    for name in given:
        if name not in declared:
            raise QueryError(f"analysis '{wanted.name}' has no parameter '{name}'.{_hint(name, declared)}")
    return {name: _value(wanted, param, given) for name, param in declared.items()}


def _value(wanted: Analysis, param: Param, given: Mapping[str, object]) -> object:
    if param.name in given:
        value = given[param.name]
        return parse(param, value) if isinstance(value, str) else value
    if param.default is None:
        raise QueryError(f"analysis '{wanted.name}' needs {param.name} ({param.type}): {param.description}")
    return parse(param, _unquoted(param.default))


def parse(param: Param, text: str) -> object:
    """A value of the parameter's type from text; 'null' is None. Raises `QueryError` that says what would be right."""
    if text.lower() == "null":
        return None
    try:
        return _TYPES[param.type](text)
    except (ValueError, OverflowError):
        raise QueryError(f"parameter {param.name} is {_WORDS[param.type]}, and '{text}' is not: {param.description}") from None


def _number(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(text)
    return value


def _boolean(text: str) -> bool:
    if text.lower() in _TRUE:
        return True
    if text.lower() in _FALSE:
        return False
    raise ValueError(text)


_TYPES: dict[str, Callable[[str], object]] = {
    "text": str,
    "integer": int,
    "number": _number,
    "date": date.fromisoformat,
    "boolean": _boolean,
}
_WORDS = {
    "text": "text",
    "integer": "a whole number",
    "number": "a number",
    "date": "a day (YYYY-MM-DD)",
    "boolean": "true or false",
}


def _analysis(file: SqlFile) -> Analysis:
    required(file, "title", "answers")
    used = set(_USED.findall(file.select))
    declared = [param.name for param in file.params]
    if used != set(declared) or len(declared) != len(set(declared)):
        raise StoreError(f"{file.path}: parameters declared {sorted(declared)}, used {sorted(used)}")
    for param in file.params:
        if param.type not in _TYPES:
            raise StoreError(f"{file.path}: type '{param.type}' of {param.name} is none of {', '.join(_TYPES)}")
        if param.default is not None:
            try:
                parse(param, _unquoted(param.default))
            except QueryError as error:
                raise StoreError(f"{file.path}: default: {error}") from error
    head = file.head
    return Analysis(name=file.name, title=head["title"], answers=head["answers"], params=file.params, columns=file.columns, sql=file.select)


def _unquoted(text: str) -> str:
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] == "'" else text


def _hint(name: str, known: Iterable[str]) -> str:
    names = sorted(known)
    if close := get_close_matches(name, names, n=3):
        return f" Did you mean {' or '.join(close)}?"
    return f" There are: {', '.join(names)}." if names else " There are none."
