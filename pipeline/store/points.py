"""Named points at which a test may kill the process, to show that being killed there loses nothing."""

from __future__ import annotations

import os
import signal

KILL_VARIABLE = "MASTHEAD_KILL_AT"

POINTS: tuple[str, ...] = (
    "batch.half_written",
    "batch.before_rename",
    "load.in_transaction",
    "load.after_commit",
    "publish.half_copied",
    "publish.parquet_half",
    "publish.before_replace",
    "publish.parquet_placed",
    "publish.after_replace",
)
"""In the order a run passes them. A test kills at every one."""

LAKE_POINTS: tuple[str, ...] = ("lake.before_commit", "lake.after_commit")
"""Likewise, where a lake is published to."""


def reach(name: str) -> None:
    """Kill this process, as `kill -9` does, if the environment's MASTHEAD_KILL_AT names this point; otherwise nothing."""
    if os.environ.get(KILL_VARIABLE) == name:
        os.kill(os.getpid(), signal.SIGKILL)
