"""Pages in: from files, lists and listings into the archive."""

import dagster as dg

from pipeline.assets.days import DAYS, ONE_RUN, days_of
from pipeline.assets.fetched import fetched
from pipeline.assets.metadata import described
from pipeline.assets.resources import DataRoot


class Sources(dg.Config):
    """What a run takes in before it reads. Nothing by default: then it works on what the archive holds for its days."""

    paths: list[str] = []
    samples: bool = False
    outlet: str | None = None
    command: str = "dagster"  # what was asked for; materialized in the UI or by the schedule, nobody typed a command
    full_checks: bool = False  # whether checks ask the whole warehouse, and not what changed since they last held


@dg.asset(key_prefix="acquire", group_name="acquire", deps=[fetched], kinds={"file"}, partitions_def=DAYS, backfill_policy=ONE_RUN)
def raw_pages(context: dg.AssetExecutionContext, config: Sources, root: DataRoot) -> dg.MaterializeResult[None]:
    """Pages as they came, in the archive by the hash of their bytes, with an index per ingest day."""
    from pipeline import line  # noqa: PLC0415 - loading the definitions imports no parser, table or database

    sources = line.Sources(
        paths=tuple(config.paths), samples=config.samples, outlet=config.outlet, command=config.command, full_checks=config.full_checks
    )
    return dg.MaterializeResult(metadata=described(line.acquire(root.settings, sources, days_of(context), run_id=context.run.run_id)))
