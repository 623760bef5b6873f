"""`masthead query`: the ready questions, with their parameters, on the published warehouse."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline import settings
from pipeline.cli.answers import AsOf, Format, Output, Rows, chosen, show_answer, where
from pipeline.cli.output import Json, plain, print_json, print_table
from pipeline.errors import Problem

if TYPE_CHECKING:
    from pipeline.store.analyses import Analysis

group = typer.Typer(no_args_is_help=True, help="Ask the published warehouse: ready questions by name, or your own SELECT.")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(group, name="query")


@group.command("list")
def listing(json: Json = False) -> None:
    """The ready questions and what they answer."""
    from pipeline.store.analyses import analyses  # noqa: PLC0415 - help loads no database

    rows = [
        {"name": item.name, "answers": item.answers, "parameters": ", ".join(param.name for param in item.params)} for item in analyses()
    ]
    if json:
        print_json(rows)
    else:
        print_table([{"name": row["name"], "answers": row["answers"]} for row in rows])
        typer.echo("\nmasthead query show NAME tells more; masthead query run NAME --param k=v asks.")


@group.command()
def show(name: Annotated[str, typer.Argument(help="A name of `masthead query list`.")], json: Json = False) -> None:
    """One question: what it answers, its parameters, its columns and its SQL."""
    from pipeline.store.analyses import analysis  # noqa: PLC0415

    item = analysis(name)
    params = [{"name": param.name, "type": param.type, "default": param.default, "about": param.description} for param in item.params]
    if json:
        told = {"name": item.name, "title": item.title, "answers": item.answers, "params": params, "columns": item.columns, "sql": item.sql}
        print_json(told)
        return
    typer.echo(f"{item.title}\n{item.answers}\n")
    if params:
        print_table([row | {"default": row["default"] or "must be given"} for row in params], title="Parameters (--param NAME=VALUE)")
        typer.echo("")
    print_table([{"column": column, "meaning": meaning} for column, meaning in item.columns.items()], title="Columns of the answer")
    typer.echo(f"\n{_example(item)}\n\n{item.sql}")


def _example(item: Analysis) -> str:
    needed = "".join(f" --param {param.name}=..." for param in item.params if param.default is None)
    return f"masthead query run {item.name}{needed}"


@group.command("snapshots")
def kept(json: Json = False) -> None:
    """The published warehouses that can be asked: the current one and those kept beside it, for --as-of."""
    from pipeline.store import lake, snapshots  # noqa: PLC0415

    known = settings.load()
    found = lake.snapshots(lake.Lake.of(known)) if known.ask_lake else snapshots.snapshots(known)
    rows = [
        {
            "snapshot": one.name,
            "published": one.published_at.replace(tzinfo=None),
            "bytes": getattr(one, "bytes", None),
            "current": one.current,
        }
        for one in found
    ]
    if json:
        print_json(rows)
    else:
        print_table([row | {"current": "yes" if row["current"] else ""} for row in rows])


@group.command("run")
def run(
    name: Annotated[str | None, typer.Argument(help="A name of `masthead query list`; or use --sql.", show_default=False)] = None,
    param: Annotated[list[str] | None, typer.Option("--param", "-p", help="A parameter, as name=value; may be repeated.")] = None,
    sql: Annotated[str | None, typer.Option(help="Your own SELECT instead of a ready question. Read only, no files, bounded.")] = None,
    form: Format = "table",
    out: Output = None,
    rows: Rows = 10_000,
    as_of: AsOf = None,
    json: Json = False,
) -> None:
    """Ask a question of the published warehouse.

    masthead query run different_tolls
    masthead query run who_says --param number=176 -f csv
    masthead query run toll_by_day -p words=protest -o toll.xlsx
    masthead query run --sql "SELECT outlet, count(*) AS n FROM articles GROUP BY ALL ORDER BY n DESC"
    """
    if (name is None) == (sql is None):
        raise Problem("give either the NAME of a ready question (`masthead query list`) or a SELECT with --sql.")
    form = chosen("json" if json else form, out)
    known = settings.load()
    path = where(known, as_of)
    given: dict[str, Any] = dict(_pair(text) for text in param or [])
    from pipeline.store.analyses import analysis, bind, fitting  # noqa: PLC0415
    from pipeline.store.query import opened  # noqa: PLC0415

    text = sql or ""
    if name is not None:
        item = analysis(name)
        text, given = item.sql, bind(item, given)
    with fitting(name) if name else nullcontext(), opened(path, memory=known.query_memory, seconds=known.query_seconds) as reader:
        show_answer(reader, text, given, rows=rows, form=form, out=out, question=name or text)


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise Problem(f"--param {plain(text)}: parameters are written name=value.")
    return name.strip(), value
