"""One asset a mart: whatever lies in `sql/marts/`, with its columns described as its header says."""

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


def asset_of(file: SqlFile, built_from: set[str]) -> dg.AssetsDefinition:
    """The asset that builds one mart, after the marts it is built from, or after everything is related."""
    title, answers = file.head.get("title", file.name), file.head.get("answers", "")
    columns = [dg.TableColumn(name, description=about) for name, about in file.columns.items()]

    @dg.asset(
        name=file.name,
        key_prefix=PREFIX,
        group_name="marts",
        deps=[key(name) for name in sorted(built_from)] or [relations.key],
        description=f"{title}. {answers}\n\nGrain: {file.head.get('grain', '')}",
        metadata={"dagster/column_schema": dg.TableSchema(columns=columns)},
        kinds={"duckdb", file.head.get("kind", "view")},
    )
    def mart(root: DataRoot) -> dg.MaterializeResult[None]:
        from pipeline import line  # noqa: PLC0415

        return dg.MaterializeResult(metadata=described(line.build_mart(root.settings, file.name)))

    return mart


BUILT_FROM = dependencies()
MARTS = [asset_of(file, BUILT_FROM[name]) for name, file in files("marts").items()]
