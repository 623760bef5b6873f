"""What one run did, stage by stage, in a small file of its own: how stages that share nothing but the disk tell the last one what to count."""

from __future__ import annotations

import json
import os
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


def note(home: Path, run_id: str, **parts: object) -> None:
    """Add `parts` (JSON values) to the run's journal, replacing parts of the same name; written aside and renamed."""
    path = _path(home, run_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(f".{os.getpid()}.tmp")
    aside.write_text(json.dumps(read(home, run_id) | parts, default=_text), encoding="utf-8")
    aside.replace(path)


def read(home: Path, run_id: str) -> dict[str, Any]:
    """Everything the run's stages noted; empty where it has no journal."""
    path = _path(home, run_id)
    if not path.is_file():
        return {}
    parts: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return parts


def run_ids(home: Path) -> list[str]:
    """The runs that have a journal, the one noted last at the end."""
    return [path.stem for path in sorted((home / "runs").glob("*.json"), key=lambda path: path.stat().st_mtime_ns)]


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def _path(home: Path, run_id: str) -> Path:
    return home / "runs" / f"{run_id}.json"
