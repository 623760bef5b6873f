"""`masthead query`: the ready questions, with their parameters, on the published warehouse."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline import settings
from pipeline.cli.output import Json, print_json, print_table
from pipeline.errors import Problem

if TYPE_CHECKING:
    import polars as pl

FORMATS = ("table", "csv", "json", "parquet")
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
        print_table(rows)
        typer.echo("\nmasthead query show NAME tells more; masthead query run NAME --param k=v asks.")


@group.command()
def show(name: Annotated[str, typer.Argument(help="A name of `masthead query list`.")], json: Json = False) -> None:
    """One question: what it answers, its parameters and its SQL."""
    from pipeline.store.analyses import analysis  # noqa: PLC0415

    item = analysis(name)
    params = [{"name": param.name, "type": param.type, "default": param.default, "about": param.description} for param in item.params]
    if json:
        print_json({"name": item.name, "title": item.title, "answers": item.answers, "params": params, "sql": item.sql})
        return
    typer.echo(f"{item.title}\n{item.answers}\n")
    print_table(params, title="Parameters (--param NAME=VALUE)")
    typer.echo(f"\n{item.sql}")


@group.command("run")
def run(
    name: Annotated[str | None, typer.Argument(help="A name of `masthead query list`; or use --sql.", show_default=False)] = None,
    param: Annotated[list[str] | None, typer.Option("--param", "-p", help="A parameter, as name=value; may be repeated.")] = None,
    sql: Annotated[str | None, typer.Option(help="Your own SELECT instead of a ready question. Read only, no files, bounded.")] = None,
    form: Annotated[str, typer.Option("--format", "-f", help="table, csv, json or parquet.")] = "table",
    out: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file instead of the screen.", show_default=False)
    ] = None,
    rows: Annotated[int, typer.Option(help="At most so many rows.", min=1)] = 10_000,
    json: Json = False,
) -> None:
    """Ask a question of the published warehouse.

    masthead query run different_tolls
    masthead query run who_says --param number=176 -f csv
    masthead query run --sql "SELECT outlet, count(*) AS n FROM articles GROUP BY ALL ORDER BY n DESC"
    """
    form = "json" if json else form
    if form not in FORMATS:
        raise Problem(f"--format {form} is unknown; there are {', '.join(FORMATS)}.")
    if (name is None) == (sql is None):
        raise Problem("give either the NAME of a ready question (`masthead query list`) or a SELECT with --sql.")
    if form == "parquet" and out is None:
        raise Problem("--format parquet needs a file: --output FILE.")
    _print(_ask(name, sql, param or [], rows), form, out)


def _ask(name: str | None, sql: str | None, params: list[str], rows: int) -> pl.DataFrame:
    from pipeline.store.analyses import run_analysis  # noqa: PLC0415
    from pipeline.store.query import run as answer  # noqa: PLC0415

    known = settings.load()
    limits: dict[str, Any] = {"memory": known.query_memory, "seconds": known.query_seconds, "rows": rows}
    given = dict(_pair(text) for text in params)
    if name is not None:
        return run_analysis(known.current, name, given, **limits)
    return answer(known.current, sql or "", given, **limits)


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise Problem(f"--param {text}: parameters are written name=value.")
    return name.strip(), value


def _print(frame: pl.DataFrame, form: str, out: Path | None) -> None:
    from pipeline.store.csv_text import to_csv  # noqa: PLC0415

    if form == "parquet" and out is not None:
        frame.write_parquet(out)
        return
    if form == "table" and out is None:
        print_table(frame.to_dicts())
        return
    if form == "json":
        if out is None:
            print_json(frame.to_dicts())
            return
        text = frame.write_json()
    else:
        text = to_csv(frame)
    if out is None:
        sys.stdout.write(text)
    else:
        out.write_text(text, encoding="utf-8")
