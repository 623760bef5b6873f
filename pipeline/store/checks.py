"""The promises of `sql/checks/`: each file selects the rows that break one; none is a pass."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.store.errors import StoreError
from pipeline.store.sql_files import files, required

if TYPE_CHECKING:
    from pipeline.store.sql_files import SqlFile

SEVERITIES = ("error", "warn")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A promise. A broken one of severity `error` stops publishing, one of `warn` is told. `select` answers the offending rows."""

    name: str
    title: str
    description: str
    severity: str
    select: str


def checks() -> list[Check]:
    """The checks by name. Raises `StoreError` for a header that lacks title, severity or says."""
    return [_check(file) for file in files("checks").values()]


def _check(file: SqlFile) -> Check:
    required(file, "title", "severity", "says")
    if file.head["severity"] not in SEVERITIES:
        raise StoreError(f"{file.path}: severity is '{file.head['severity']}'; it is one of {', '.join(SEVERITIES)}")
    return Check(
        name=file.name, title=file.head["title"], description=file.head["says"], severity=file.head["severity"], select=file.select
    )
