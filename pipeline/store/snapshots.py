"""Published warehouses by name and time: the current one and those kept beside it, for questions 'as of' a day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Protocol, TypeVar

from pipeline.store.errors import QueryError
from pipeline.store.publish import published

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pipeline.settings import Settings

_NAME = re.compile(r"(?P<at>\d{8}T\d{6}\d{6}Z)-[0-9a-f]{8}")
_LISTED = 8  # names in an error


class _Named(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def published_at(self) -> datetime: ...


_Shown = TypeVar("_Shown", bound=_Named)


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A published warehouse. `published_at` is UTC and aware; `current` is what everyone opens."""

    name: str
    published_at: datetime
    path: Path
    current: bool
    bytes: int


def snapshots(settings: Settings) -> list[Snapshot]:
    """Those that can be asked, oldest first. A file of another name, or one that goes while we look, is left out."""
    held = {path.stem: (path, False) for path in (settings.home / "snapshots").glob("*.duckdb")}
    if shown := published(settings.current):
        held[shown[0]] = (settings.current, True)
    found = []
    for name, (path, current) in held.items():
        if at := published_at(name):
            try:
                size = path.stat().st_size
            except FileNotFoundError:  # pruned meanwhile
                continue
            found.append(Snapshot(name=name, published_at=at, path=path, current=current, bytes=size))
    return sorted(found, key=lambda one: one.name)


def published_at(name: str) -> datetime | None:
    """When a snapshot of that name was published, UTC and aware; None for what is no such name."""
    match = _NAME.fullmatch(name)
    return datetime.strptime(match["at"], "%Y%m%dT%H%M%S%fZ").replace(tzinfo=UTC) if match else None


def as_of(settings: Settings, when: str) -> Snapshot:
    """The warehouse as it was shown at the end of a day (2026-11-01), at a time (2026-11-01T09:00, UTC unless it says) or under its name.

    Raises `QueryError` where `when` is none of these, or nothing that old is kept; it says what is.
    """
    return picked(snapshots(settings), when)


def picked(held: Sequence[_Shown], when: str) -> _Shown:
    """The one of some publications, oldest first, that `as_of` means. Raises `QueryError` as it does."""
    for one in held:
        if one.name == when:
            return one
    moment = _moment(when)
    before = [one for one in held if one.published_at <= moment]
    if not before:
        names = ", ".join(f"{one.published_at:%Y-%m-%d %H:%M}" for one in held[:_LISTED]) or "none"
        raise QueryError(
            f"nothing published by {when} is kept. Kept are, oldest first: {names} (UTC). How many are kept, the settings keep_snapshots and lake_snapshots say."
        )
    return before[-1]


def _moment(when: str) -> datetime:
    try:
        moment = datetime.fromisoformat(when)
    except ValueError:
        raise QueryError(f"'{when}' is no day (YYYY-MM-DD), no time (YYYY-MM-DDTHH:MM) and no name of a snapshot that is kept.") from None
    if len(when) == len("2026-11-01"):
        moment = datetime.combine(moment, time.max)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
