"""One asset a mart: whatever lies in `sql/marts/`, with its columns described as its header says. One step builds them all."""

from collections.abc import Iterator

import dagster as dg

from pipeline.assets.metadata import described
from pipeline.assets.resources import DataRoot
from pipeline.assets.warehouse import relations
from pipeline.store.marts import dependencies
from pipeline.store.sql_files import SqlFile, files

PREFIX = "marts"


def key(name: str) -> dg.AssetKey:
    """The asset of the mart of that name."""
    return dg.AssetKey([PREFIX, name])


def spec_of(file: SqlFile, built_from: set[str]) -> dg.AssetSpec:
    """One mart, which comes after the marts it is built from, or after everything is related."""
    title, answers = file.head.get("title", file.name), file.head.get("answers", "")
    columns = [dg.TableColumn(name, description=about) for name, about in file.columns.items()]
    return dg.AssetSpec(
        key(file.name),
        group_name="marts",
        deps=[key(name) for name in sorted(built_from)] or [relations.key],
        description=f"{title}. {answers}\n\nGrain: {file.head.get('grain', '')}",
        metadata={"dagster/column_schema": dg.TableSchema(columns=columns)},
        kinds={"duckdb", file.head.get("kind", "view")},
    )


_BUILT_FROM = dependencies()


@dg.multi_asset(name="marts", specs=[spec_of(file, _BUILT_FROM[name]) for name, file in files("marts").items()], can_subset=True)
def marts(context: dg.AssetExecutionContext, root: DataRoot) -> Iterator[dg.MaterializeResult[None]]:
    """Bring the marts up to date with what changed: a step for all, since a step of Dagster costs more than most marts."""
    from pipeline import line  # noqa: PLC0415

    wanted = {asset.path[-1] for asset in context.selected_asset_keys}
    for name, counts in line.build_marts(root.settings, wanted):
        yield dg.MaterializeResult(asset_key=key(name), metadata=described(counts))
