"""The job run in this process, on the instance that the UI shows."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import dagster as dg

from pipeline import account, line
from pipeline.assets.graph import defs
from pipeline.assets.instance import opened
from pipeline.assets.jobs import LINE
from pipeline.errors import Problem
from pipeline.settings import Settings

RANGE = ("dagster/asset_partition_range_start", "dagster/asset_partition_range_end")
QUIET = {"console": {"config": {"log_level": "CRITICAL"}}}
"""The command tells of a run in its own words; the events are in the UI."""


def execute(known: Settings, sources: line.Sources, first: date, last: date) -> account.Summary:
    """Run the whole line for the ingest days `first` to `last` as one Dagster run.

    Raises the `Problem` that stopped it, as it was raised inside; a broken promise is a `Problem` that names the checks.
    """
    config: dict[str, Any] = {
        "ops": {"acquire__raw_pages": {"config": sources._asdict() | {"paths": list(sources.paths)}}},
        "loggers": QUIET,
    }
    days: dict[str, Any] = {"partition_key": first.isoformat()}
    if first != last:
        days = {"tags": dict(zip(RANGE, (first.isoformat(), last.isoformat()), strict=True))}
    with opened(known.dagster) as instance:
        try:
            result = defs.resolve_job_def(LINE.name).execute_in_process(instance=instance, run_config=config, **days)
        except Exception as error:
            raise _told(error) from error
    return account.summary(known, result.run_id)


def _told(error: BaseException) -> BaseException:
    """The `Problem` inside what Dagster wraps around it; broken promises by name; anything else as it is."""
    for inner in _chain(error):
        if isinstance(inner, Problem):
            return inner
    if isinstance(error, dg.DagsterError) and "check" in type(error).__name__.lower():
        return Problem(f"the warehouse breaks a promise, so nothing was published: {error}. `masthead status` shows the checks.")
    return error


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = getattr(error, "user_exception", None) or error.__cause__ or error.__context__
