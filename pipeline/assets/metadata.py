"""Numbers and tables as Dagster's metadata. Never article text: the UI renders some HTML."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import dagster as dg


def described(facts: Mapping[str, Any]) -> dict[str, Any]:
    """What a stage said of its work, as metadata: numbers plot themselves over the partitions, lists of rows become tables."""
    return {name.replace("_", " "): _value(value) for name, value in facts.items() if value is not None}


def _value(value: object) -> object:
    if isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Path):
        return dg.MetadataValue.path(value)
    if isinstance(value, Sequence):
        return table(value)
    message = f"{type(value).__name__} is no metadata"
    raise TypeError(message)


def table(rows: Sequence[Mapping[str, Any]]) -> object:
    """Rows of equal keys as a table; a word where there are none."""
    if not rows:
        return "none"
    types = {name: "int" if isinstance(value, int) else "string" for name, value in rows[0].items()}
    schema = dg.TableSchema(columns=[dg.TableColumn(name, kind) for name, kind in types.items()])
    records = [dg.TableRecord({name: row[name] if types[name] == "int" else str(row[name]) for name in types}) for row in rows]
    return dg.MetadataValue.table(records=records, schema=schema)
