"""How answers are printed: JSON for programs, tables for people, progress on a terminal."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from pipeline.progress import listening

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

CRAMPED = 2
"""A table whose cells would need so many terminal widths reads better as records; so does one whose headers alone do not fit."""

Json = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


def encode(value: object) -> object:
    """What JSON cannot say by itself: rows, times (ISO 8601, UTC) and paths."""
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    message = f"{type(value).__name__} cannot be printed as JSON"
    raise TypeError(message)


def print_json(value: object, *, indent: int | None = 2) -> None:
    """One JSON value on stdout; without `indent`, on one line."""
    sys.stdout.write(json.dumps(value, default=encode, ensure_ascii=False, indent=indent) + "\n")


def plain(value: object) -> str:
    """A cell for people: no control characters, whatever a page put into a title."""
    if value is None:
        return "-"
    if isinstance(value, list):
        return ", ".join(plain(part) for part in value)
    if isinstance(value, float):
        return f"{value:,.0f}" if value.is_integer() else f"{value:,.4g}"
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    return "".join(char if char.isprintable() else " " for char in str(value))


def print_table(rows: Sequence[Mapping[str, Any]], *, title: str | None = None) -> None:
    """Rows as a table as wide as the terminal, numbers to the right; one value a line where they would not fit beside each other."""
    console = Console(highlight=False, soft_wrap=False)
    if not rows:
        console.print(f"{title}: nothing" if title else "nothing", markup=False)
        return
    natural = sum(max(len(name), *(len(plain(row[name])) for row in rows)) + 2 for name in rows[0])
    headers = sum(len(name) + 1 for name in rows[0])
    if natural > CRAMPED * console.width or headers > console.width:
        _print_records(console, rows, title)
        return
    table = Table(title=title, title_justify="left", header_style="bold", box=None, pad_edge=False)
    for name in rows[0]:
        numeric = all(isinstance(row[name], int | float) or row[name] is None for row in rows)
        table.add_column(name, justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(_cell(row[name]) for name in row))
    console.print(table)


def _print_records(console: Console, rows: Sequence[Mapping[str, Any]], title: str | None) -> None:
    """Each row as a block of its own: name and value, wrapped beside the names."""
    if title:
        console.print(title, markup=False)
    for number, row in enumerate(rows, 1):
        console.rule(f"{number} of {len(rows)}", align="left", characters="-")
        block = Table(box=None, show_header=False, pad_edge=False)
        block.add_column(no_wrap=True, style="bold")
        block.add_column(overflow="fold")
        for name, value in row.items():
            block.add_row(name, _cell(value))
        console.print(block)


def _cell(value: object) -> str:
    from rich.markup import escape  # noqa: PLC0415

    return escape(plain(value))


@contextmanager
def progress_shown() -> Iterator[None]:
    """Show what the stages report: a bar on a terminal, nothing where stderr is a file or pipe."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        tasks: dict[str, Any] = {}

        def note(stage: str, done: int, total: int | None) -> None:
            if stage not in tasks:
                tasks[stage] = progress.add_task(stage, total=total)
            progress.update(tasks[stage], completed=done, total=total)

        with listening(note):
            yield
