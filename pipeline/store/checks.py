"""The promises of `sql/checks/`: each file selects the rows that break one; none is a pass.

A check that names `changed_figure` in the place of `figure` is asked of what changed since it last passed: facts of changed versions, rows of
changed articles, stories and pages. Tables it names plainly are read whole. What was broken stays pending until it is right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.store.errors import StoreError
from pipeline.store.sql_files import files, required

if TYPE_CHECKING:
    from pipeline.store.sql_files import SqlFile

SEVERITIES = ("error", "warn")
_CHANGED = re.compile(r"\bchanged_([a-z_]{1,60})\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A promise. A broken one of severity `error` stops publishing, one of `warn` is told. `select` answers the offending rows.

    `changed` are the tables it asks for the changed rows of, `params` the values of the thresholds its header declares.
    """

    name: str
    title: str
    description: str
    severity: str
    select: str
    changed: frozenset[str]
    params: dict[str, str]


def checks() -> list[Check]:
    """The checks by name. Raises `StoreError` for a header that lacks title, severity or says, or a threshold without a value."""
    return [_check(file) for file in files("checks").values()]


def check(name: str) -> Check:
    """The check of that name. Raises `StoreError` if there is none."""
    held = {one.name: one for one in checks()}
    if name not in held:
        raise StoreError(f"no check '{name}'; there are {', '.join(held)}")
    return held[name]


def _check(file: SqlFile) -> Check:
    required(file, "title", "severity", "says")
    if file.head["severity"] not in SEVERITIES:
        raise StoreError(f"{file.path}: severity is '{file.head['severity']}'; it is one of {', '.join(SEVERITIES)}")
    if unset := [param.name for param in file.params if param.default is None]:
        raise StoreError(f"{file.path}: a check's parameters need a value: {', '.join(unset)}")
    return Check(
        name=file.name,
        title=file.head["title"],
        description=file.head["says"],
        severity=file.head["severity"],
        select=file.select,
        changed=frozenset(_CHANGED.findall(file.select)),
        params={param.name: str(param.default) for param in file.params},
    )
