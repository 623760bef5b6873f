"""The partitions: one per ingest day (UTC). An outlet is a column, never a partition."""

import warnings
from datetime import date

import dagster as dg

FIRST_DAY = "2024-01-01"
"""The first ingest day there can be: before Masthead's first release."""
DAYS = dg.DailyPartitionsDefinition(start_date=FIRST_DAY, end_offset=1)  # today is a partition too: pages are read as they come

warnings.filterwarnings(
    "ignore", message="Parameter `backfill_policy`", category=dg.BetaWarning
)  # 'beta' in name only; asked for on purpose
ONE_RUN = dg.BackfillPolicy.single_run()
"""Many days are backfilled as one run: starting one costs seconds, reading a day's pages often less."""


def days_of(context: dg.AssetExecutionContext) -> list[date]:
    """The ingest days of this run."""
    return [date.fromisoformat(key) for key in context.partition_keys]
