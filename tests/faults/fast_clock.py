"""A clock that runs faster than the wall's, and can be put forward: delays of seconds and weeks of revisits fit in a test."""

import asyncio
import time
from datetime import UTC, datetime, timedelta

START = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)


class FastClock:
    """`factor` seconds pass in each second."""

    def __init__(self, start=START, factor=100.0):
        self._start, self._factor, self._began = start, factor, time.monotonic()

    def now(self):
        return self._start + timedelta(seconds=(time.monotonic() - self._began) * self._factor)

    def seconds(self):
        return self.now().timestamp()

    async def sleep(self, seconds):
        await asyncio.sleep(seconds / self._factor)

    def put_to(self, moment):
        """Put the clock forward to a moment; never back."""
        self._start += max(timedelta(0), moment - self.now())
