"""Raw pages to articles and facts, in one pass over the pages: the one pure function behind both assets is `pipeline.read`."""

from collections.abc import Iterator

import dagster as dg

from pipeline.assets.acquire import raw_pages
from pipeline.assets.days import DAYS, ONE_RUN, days_of
from pipeline.assets.metadata import described
from pipeline.assets.resources import DataRoot

ARTICLES = dg.AssetSpec(
    ["clean", "articles"],
    deps=[raw_pages],
    group_name="clean",
    kinds={"parquet"},
    description="Article versions: text, title, authors and dates, each date with the method that found it.",
)
FACTS = dg.AssetSpec(
    ["extract", "facts"],
    deps=[ARTICLES],
    group_name="extract",
    kinds={"parquet"},
    description="Figures, dates, entities, quotes, attributions and naming, each pointing at its exact words.",
)


@dg.multi_asset(specs=[ARTICLES, FACTS], name="read", partitions_def=DAYS, backfill_policy=ONE_RUN)
def read(context: dg.AssetExecutionContext, root: DataRoot) -> Iterator[dg.MaterializeResult[None]]:
    """Clean and extract every page of the days that this extractor has not read yet, into Parquet batches."""
    from pipeline import line  # noqa: PLC0415

    done = line.read(root.settings, days_of(context))
    yield dg.MaterializeResult(asset_key=ARTICLES.key, metadata=described(done.pages))
    yield dg.MaterializeResult(asset_key=FACTS.key, metadata=described(done.facts))
