"""The one exception a person is meant to read."""

from __future__ import annotations


class Problem(Exception):  # noqa: N818 - it is not always an error of the program; most are slips at the keyboard
    """Something is wrong that the user can mend. The message says what, where and what to do; no traceback is shown.

    `exit_code` is the command's: 2 for usage and configuration, 3 where another run holds the lock.
    """

    exit_code = 2
