"""`masthead sql`: your own SELECTs on the published warehouse, at a prompt, from a pipe or on the command line."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline import settings
from pipeline.cli.answers import AsOf, Format, Output, Rows, chosen, show_answer, where
from pipeline.cli.output import plain, print_table
from pipeline.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.store.query import Reader

_APART = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|\$\$.*?\$\$|--[^\n]*|/\*.*?\*/", re.DOTALL)
_OPEN = re.compile(r"['\"]|\$\$|/\*")
_HISTORY = ".sql_history"  # in the data root
_REMEMBERED = 1_000  # lines
_MOST = 1_000_000  # characters of one statement: more is no question of a person
_WELCOME = "Masthead {name}. A SELECT ends with ';'. .help tells more, Ctrl-C stops a query, Ctrl-D leaves."


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("sql")(sql)


def sql(
    text: Annotated[str | None, typer.Argument(help="A SELECT. Without one a prompt opens, or statements are read from a pipe.")] = None,
    form: Format = "table",
    out: Output = None,
    rows: Rows = 1_000,
    as_of: AsOf = None,
) -> None:
    """Ask the published warehouse in SQL: read only, no other file, no network, bounded in time, memory and rows.

    masthead sql
    masthead sql "SELECT outlet, count(*) AS n FROM articles GROUP BY ALL ORDER BY n DESC"
    masthead sql --as-of 2026-11-01 "FROM stories" -o stories.csv
    echo "FROM stories LIMIT 3;" | masthead sql --format json
    """
    form = chosen(form, out)
    known = settings.load()
    path = where(known, as_of)
    from pipeline.store.query import opened  # noqa: PLC0415 - help loads no database

    with opened(path, memory=known.query_memory, seconds=known.query_seconds) as reader:
        if text is not None:
            show_answer(reader, text, {}, rows=rows, form=form, out=out, question=text)
        elif not sys.stdin.isatty():
            _script(reader, sys.stdin.read(_MOST), Shown(form, rows), out)
        elif out is not None:
            raise Problem("--output needs a SELECT: on the command line, or from a pipe.")
        else:
            typer.echo(_WELCOME.format(name=path.name))
            _prompt(reader, Shown(form, rows), known.home / _HISTORY)


@dataclass(slots=True)
class Shown:
    """How answers are shown; the dot commands change it."""

    form: str
    rows: int


def complete(text: str) -> bool:
    """Whether a statement ends here: with ';' outside quotes and comments, and nothing but blanks and comments after it."""
    rest = _APART.sub(lambda found: " " if found[0].startswith(("-", "/")) else "x", text)
    return not _OPEN.search(rest) and rest.rstrip().endswith(";")


def _script(reader: Reader, text: str, shown: Shown, out: Path | None) -> None:
    """Every statement of a pipe in turn; the first error ends it."""
    asked = [statement for statement in reader.statements(text) if statement]
    if out is not None and len(asked) != 1:
        raise Problem(f"--output takes the answer to one SELECT, and {len(asked)} came.")
    for statement in asked:
        show_answer(reader, statement, {}, rows=shown.rows, form=shown.form, out=out, question=statement)


def _prompt(reader: Reader, shown: Shown, history: Path) -> None:
    with _remembered(history):
        lines: list[str] = []
        while True:
            try:
                line = input("     ... " if lines else "masthead> ")
            except KeyboardInterrupt:  # what was typed so far is dropped
                lines = []
                typer.echo("")
                continue
            except EOFError:
                typer.echo("")
                return
            if not lines and line.strip().startswith("."):
                if line.split()[0] in {".quit", ".exit"}:
                    return
                _guarded(partial(_dot, reader, line.strip(), shown))
                continue
            lines.append(line)
            asked = "\n".join(lines)
            if not asked.strip() or len(asked) > _MOST:
                lines = []
            elif complete(asked):
                lines = []
                _guarded(partial(show_answer, reader, asked, {}, rows=shown.rows, form=shown.form, question=asked))


def _guarded(act: Callable[[], None]) -> None:
    """An error is said, and the prompt comes back."""
    try:
        act()
    except Problem as problem:
        sys.stderr.write(f"{problem}\n")
    except KeyboardInterrupt:  # while an answer was printed
        sys.stderr.write("stopped\n")


def _dot(reader: Reader, said: str, shown: Shown) -> None:
    """A command of the prompt itself. Raises `Problem` for one there is none of."""
    name, *words = said.split()
    if name not in _DOTS:
        raise Problem(f"there is no {plain(name)}; .help lists what there is.")
    usage, _, act = _DOTS[name]
    if usage.count(" ") != len(words) and name != ".run":
        raise Problem(f"usage: {usage}")
    act(reader, words, shown)


def _help(reader: Reader, words: list[str], shown: Shown) -> None:  # noqa: ARG001 - all dot commands take the same
    print_table([{"command": usage, "what it does": about} for usage, about, _ in _DOTS.values()])
    typer.echo("Anything else is SQL: a SELECT over one or more lines, ended by ';'. Nothing can be changed, and no other file is read.")


def _tables(reader: Reader, words: list[str], shown: Shown) -> None:  # noqa: ARG001
    listed = """
    SELECT table_name AS name, comment AS holds FROM duckdb_tables() WHERE NOT internal AND schema_name = 'main'
    UNION ALL
    SELECT view_name, comment FROM duckdb_views() WHERE NOT internal AND schema_name = 'main'
    ORDER BY 1
    """
    print_table(reader.answer(listed).to_dicts())


def _columns(reader: Reader, words: list[str], shown: Shown) -> None:  # noqa: ARG001
    described = """
    SELECT column_name AS name, data_type AS type, comment AS meaning
    FROM duckdb_columns()
    WHERE NOT internal AND schema_name = 'main' AND table_name = lower($name)
    ORDER BY column_index
    """
    found = reader.answer(described, {"name": words[0]}).to_dicts()
    if not found:
        raise Problem(f"there is no table or view {plain(words[0])}; .tables lists them.")
    print_table(found)


def _analyses(reader: Reader, words: list[str], shown: Shown) -> None:  # noqa: ARG001
    from pipeline.store.analyses import analyses  # noqa: PLC0415

    print_table([{"name": one.name, "answers": one.answers} for one in analyses()])


def _run(reader: Reader, words: list[str], shown: Shown) -> None:
    from pipeline.store.analyses import analysis, bind  # noqa: PLC0415

    if not words:
        raise Problem("usage: .run NAME [PARAMETER=VALUE ...]")
    wanted = analysis(words[0])
    given = {name: value for name, _, value in (word.partition("=") for word in words[1:])}
    show_answer(reader, wanted.sql, bind(wanted, given), rows=shown.rows, form=shown.form, question=wanted.name)


def _format(reader: Reader, words: list[str], shown: Shown) -> None:  # noqa: ARG001
    shown.form = chosen(words[0], None)


def _rows(reader: Reader, words: list[str], shown: Shown) -> None:  # noqa: ARG001
    if not words[0].isdecimal() or int(words[0]) < 1:
        raise Problem("usage: .rows N, a whole number from 1")
    shown.rows = int(words[0])


_DOTS: dict[str, tuple[str, str, Callable[[Reader, list[str], Shown], None]]] = {
    ".help": (".help", "this list", _help),
    ".tables": (".tables", "tables, views and marts, and what they hold", _tables),
    ".columns": (".columns NAME", "the columns of one of them, and what they mean", _columns),
    ".analyses": (".analyses", "the ready questions", _analyses),
    ".run": (".run NAME [PARAMETER=VALUE ...]", "ask a ready question", _run),
    ".format": (".format FORMAT", "table, csv or json", _format),
    ".rows": (".rows N", "rows shown at most", _rows),
    ".quit": (".quit", "leave, as Ctrl-D does", lambda *_: None),
}
"""Usage, meaning and act of the commands that begin with a dot."""


@contextmanager
def _remembered(history: Path) -> Iterator[None]:
    """Lines typed before can be called back with the arrow keys, and are kept for the next time where the data root can be written to."""
    try:
        import readline  # noqa: PLC0415 - not on every system; importing it is what gives `input` its editing
    except ImportError:
        yield
        return
    with suppress(OSError):
        readline.read_history_file(history)
    try:
        yield
    finally:
        readline.set_history_length(_REMEMBERED)
        with suppress(OSError):
            readline.write_history_file(history)
            history.chmod(0o600)
