"""The graph: the assets in the order of the line, their checks, job and schedule. Loading it imports no table, parser or database."""

import dagster as dg

from pipeline.assets.acquire import raw_pages
from pipeline.assets.checks import promises
from pipeline.assets.fetched import fetched, freshness
from pipeline.assets.jobs import FETCH, LINE, QUARTERLY, daily
from pipeline.assets.marts import marts
from pipeline.assets.published import current, report
from pipeline.assets.reading import read
from pipeline.assets.resources import DataRoot
from pipeline.assets.warehouse import relations, warehouse

defs = dg.Definitions(
    assets=[fetched, raw_pages, read, warehouse, relations, marts, current, report],
    asset_checks=[promises, freshness],
    jobs=[LINE, FETCH],
    schedules=[daily, QUARTERLY],
    resources={"root": DataRoot()},
    executor=dg.in_process_executor,
)
