"""Batches to one warehouse file, and facts related across articles."""

import dagster as dg

from pipeline.assets.days import DAYS, ONE_RUN
from pipeline.assets.metadata import described
from pipeline.assets.reading import ARTICLES, FACTS
from pipeline.assets.resources import DataRoot


@dg.asset(key_prefix="store", group_name="store", deps=[ARTICLES, FACTS], kinds={"duckdb"}, partitions_def=DAYS, backfill_policy=ONE_RUN)
def warehouse(context: dg.AssetExecutionContext, root: DataRoot) -> dg.MaterializeResult[None]:
    """The batches of the days, loaded in one transaction by deterministic ids: loading them again changes nothing."""
    from pipeline import line  # noqa: PLC0415

    return dg.MaterializeResult(metadata=described(line.load(root.settings, run_id=context.run.run_id)))


@dg.asset(key_prefix="relate", group_name="relate", deps=[warehouse], kinds={"polars"})
def relations(root: DataRoot) -> dg.MaterializeResult[None]:
    """Facts across articles: articles over their versions, each page's fate, wire copies, stories, coverage."""
    from pipeline import line  # noqa: PLC0415

    return dg.MaterializeResult(metadata=described(line.relate(root.settings)))
