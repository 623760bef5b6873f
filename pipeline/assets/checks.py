"""The promises of `sql/checks/` as asset checks: a file is a check, and an error stops marts and publishing."""

from collections.abc import Iterator

import dagster as dg

from pipeline.assets.resources import DataRoot
from pipeline.assets.warehouse import relations
from pipeline.store.sql_files import files

PROMISES = [
    dg.AssetCheckSpec(name, asset=relations, description=file.head.get("says") or file.head.get("title"), blocking=True)
    for name, file in files("checks").items()
]


@dg.multi_asset_check(specs=PROMISES, name="checks")
def promises(context: dg.AssetCheckExecutionContext, root: DataRoot) -> Iterator[dg.AssetCheckResult]:
    """Every promise, asked before anything is published."""
    from pipeline import line  # noqa: PLC0415

    for result in line.check(root.settings, run_id=context.run.run_id):
        yield dg.AssetCheckResult(
            check_name=result.name,
            asset_key=relations.key,
            passed=result.broken == 0,
            severity=dg.AssetCheckSeverity.ERROR if result.severity == "error" else dg.AssetCheckSeverity.WARN,
            description=result.says,
            metadata={"broken rows": result.broken} | ({"first": dg.MetadataValue.text(result.sample)} if result.sample else {}),
        )
