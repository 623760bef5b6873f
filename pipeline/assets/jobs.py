"""The job that runs the whole line, and its daily schedule."""

from datetime import timedelta

import dagster as dg

LINE = dg.define_asset_job(
    "line",
    selection=dg.AssetSelection.all() - dg.AssetSelection.assets("acquire/fetched"),
    description="Pages in; warehouse, marts and report out, for one ingest day or many.",
)


FETCH = dg.define_asset_job(
    "fetch",
    selection=dg.AssetSelection.assets("acquire/fetched"),
    description="Look at all feeds and sitemaps that are due and fetch what they name. Needs a contact in the settings.",
)
QUARTERLY = dg.ScheduleDefinition(
    name="every_15_minutes",
    job=FETCH,
    cron_schedule="*/15 * * * *",
    execution_timezone="UTC",
    default_status=dg.DefaultScheduleStatus.STOPPED,  # nobody is fetched from before somebody has decided to
)


@dg.schedule(job=LINE, cron_schedule="15 0 * * *", execution_timezone="UTC", name="daily")
def daily(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
    """A quarter past midnight (UTC): the day that has just ended."""
    day = (context.scheduled_execution_time - timedelta(days=1)).date().isoformat()
    return dg.RunRequest(run_key=day, partition_key=day)
