"""The time, handed in wherever it is needed, so that a test can let a week pass."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """What time it is, and how to wait."""

    def now(self) -> datetime:
        """The moment, aware, UTC."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait so long by this clock."""
        ...


class SystemClock:
    """The machine's own."""

    def now(self) -> datetime:
        """The moment, aware, UTC."""
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        """Wait so long."""
        await asyncio.sleep(seconds)
