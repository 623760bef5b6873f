"""What people open: the published warehouse and the report."""

import dagster as dg

from pipeline.assets.marts import marts
from pipeline.assets.metadata import described
from pipeline.assets.resources import DataRoot


@dg.asset(key_prefix="publish", group_name="publish", deps=sorted(marts.keys), kinds={"duckdb"})
def current(context: dg.AssetExecutionContext, root: DataRoot) -> dg.MaterializeResult[None]:
    """current.duckdb: the warehouse everyone opens, replaced whole, so that no reader sees half a run."""
    from pipeline import line  # noqa: PLC0415

    return dg.MaterializeResult(metadata=described(line.publish(root.settings, run_id=context.run.run_id)))


@dg.asset(key_prefix="report", group_name="report", deps=[current], kinds={"html"})
def report(root: DataRoot) -> dg.MaterializeResult[None]:
    """One self-contained page on the current warehouse."""
    from pipeline import line  # noqa: PLC0415

    return dg.MaterializeResult(metadata=described(line.report(root.settings)))
