"""What stops a run before it begins; what goes wrong with one page never does."""

from __future__ import annotations

from pipeline.errors import Problem


class InputError(Problem):
    """What was asked for cannot be read. The message says what, where and what to do."""
