"""The `masthead` command. Data goes to stdout, progress and errors to stderr; `--json` gives the same answer to programs."""

from __future__ import annotations

import sys

import typer

from pipeline.cli import add, doctor, evaluate, explain, fetch, gc, outlets, query, read, replay, report, run, search, sql, status, warc
from pipeline.errors import Problem

app = typer.Typer(
    name="masthead",
    no_args_is_help=True,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
    help="""Which outlet printed which number, on whose word, in which words, and when did it change?

    Masthead reads news pages into a DuckDB warehouse. Start with [bold]masthead run --samples[/bold], then
    [bold]masthead query list[/bold] or open the report.

    Exit codes: 0 done, 1 some items failed, 2 usage or configuration, 3 another run holds the lock.""",
)
for module in (run, read, add, fetch, replay, query, sql, search, status, explain, report, outlets, warc, gc, evaluate, doctor):
    module.register(app)


def main() -> None:
    """Run the command; a `Problem` becomes one clear message and its exit code."""
    try:
        app()
    except Problem as problem:
        sys.stderr.write(f"masthead: {problem}\n")
        sys.exit(problem.exit_code)
    except BrokenPipeError:  # the reader of our output has gone: `masthead read ... | head`
        sys.stderr.close()
        sys.exit(0)
    except KeyboardInterrupt:
        sys.stderr.write("masthead: stopped. What was finished is kept; run the same command again to go on.\n")
        sys.exit(130)
