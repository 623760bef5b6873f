"""What the store says when it cannot go on: one line that names what, where and what to do."""

from __future__ import annotations

from pipeline.errors import Problem


class StoreError(Problem):
    """The warehouse, a batch or a SQL file is not what it should be, or the disk will not take it. Nothing published is touched."""


class SchemaMismatchError(StoreError):
    """The file or batch was written by code with other tables."""


class Locked(StoreError):  # noqa: N818 - what it is, not what went wrong: `except Locked`
    """Another run holds the writer's lock. `pid`, `host`, `since` and `purpose` are as that run wrote them, '?' where it had not yet."""

    exit_code = 3

    def __init__(self, *, pid: str, host: str, since: str, purpose: str) -> None:
        self.holder = f"{purpose}, process {pid} on {host}, since {since}"
        super().__init__(f"another run holds the lock: {self.holder}. Wait for it to end, or end it.")
        self.pid = pid
        self.host = host
        self.since = since
        self.purpose = purpose


class QueryError(StoreError):
    """A query was refused, is wrong, or took more than it may."""
