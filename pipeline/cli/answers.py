"""How commands that ask the warehouse are told what to give: format, file, rows, as of when; and how they give it."""

from __future__ import annotations

import signal
import socket
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.output import print_table
from pipeline.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import polars as pl

    from pipeline.settings import Settings
    from pipeline.store.lake import LakeAt
    from pipeline.store.query import Reader

FORMATS = ("table", "csv", "json", "parquet", "xlsx")
FILES_ONLY = ("parquet", "xlsx")
_AGAIN = 0.05  # seconds between two attempts to stop a question
_ENDINGS = {".csv": "csv", ".json": "json", ".parquet": "parquet", ".xlsx": "xlsx"}

Format = Annotated[str, typer.Option("--format", "-f", help="table, csv, json, parquet or xlsx; with --output its ending says it too.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file instead of the screen.", show_default=False)]
Rows = Annotated[int, typer.Option(help="At most so many rows.", min=1)]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        help="Ask the warehouse as it was published at the end of this day, at this time (UTC) or under this name.",
        show_default=False,
    ),
]


def chosen(form: str, out: Path | None) -> str:
    """The format: what was asked for, or what the file's ending says. Raises `Problem` for one there is none of, or one that needs a file."""
    if form not in FORMATS:
        raise Problem(f"--format {form} is unknown; there are {', '.join(FORMATS)}.")
    if out is not None and form == "table":
        form = _ENDINGS.get(out.suffix.lower(), "csv")
    if form in FILES_ONLY and out is None:
        raise Problem(f"--format {form} needs a file: --output FILE.")
    return form


def where(known: Settings, as_of: str | None) -> Path | LakeAt:
    """What to ask: the current file, or the one that was shown then; with the setting `ask_lake`, the lake as it is or was then."""
    if known.ask_lake:
        from pipeline.store.lake import Lake, publication  # noqa: PLC0415 - help loads no database

        return publication(Lake.of(known), as_of)
    if as_of is None:
        return known.current
    from pipeline.store.snapshots import as_of as shown_then  # noqa: PLC0415 - help loads no database

    found = shown_then(known, as_of)
    sys.stderr.write(f"As published {found.published_at:%Y-%m-%d %H:%M} UTC\n")
    return found.path


def show_answer(
    reader: Reader, sql: str, params: Mapping[str, Any], *, rows: int, form: str, out: Path | None = None, question: str
) -> None:
    """Ask, and print the answer or write it to a file. Ctrl-C stops the question. Says so where there are more rows than asked for."""
    with cancelling(reader):
        frame = reader.answer(sql, params, rows=rows + 1)
    more = frame.height > rows
    give(frame.head(rows), form, out, reader, question, params)
    if more:
        sys.stderr.write(f"Only the first {rows:,} rows; --rows gives more.\n")


def give(frame: pl.DataFrame, form: str, out: Path | None, reader: Reader, question: str, params: Mapping[str, Any]) -> None:
    """Print an answer, or write it to a file with what it came from."""
    from pipeline.store.answers import Origin, to_json, write  # noqa: PLC0415
    from pipeline.store.csv_text import to_csv  # noqa: PLC0415

    if out is not None:
        write(frame, out, form, Origin(question=question, params=dict(params), **_source(reader)))
        sys.stderr.write(f"{frame.height:,} rows in {out}\n")
    elif form == "table":
        print_table(frame.to_dicts())
    else:
        sys.stdout.write(to_json(frame) if form == "json" else to_csv(frame))


def _source(reader: Reader) -> dict[str, str]:
    """Snapshot and extractor of a published file; 'not published' for one that is neither."""
    shown = reader.answer("SELECT snapshot FROM publication LIMIT 1")["snapshot"].to_list()
    read_by = reader.answer("SELECT extractor_id FROM run ORDER BY started_at DESC, extractor_id DESC LIMIT 1")["extractor_id"].to_list()
    return {"snapshot": shown[0] if shown else "not published", "extractor": read_by[0] if read_by else "unknown"}


@contextmanager
def cancelling(reader: Reader) -> Iterator[None]:
    """While the block runs, Ctrl-C stops the question and not the program."""
    if threading.current_thread() is not threading.main_thread():  # only the main thread may set handlers
        yield
        return
    ended = threading.Event()
    heard, told = socket.socketpair()
    told.setblocking(False)  # noqa: FBT003 - it takes no keyword

    def insist() -> None:
        while (signals := heard.recv(1)) and signals[0] != signal.SIGINT:
            pass
        while signals and not ended.wait(_AGAIN):
            reader.interrupt()  # once is lost where the question has not reached the database yet

    listening = threading.Thread(target=insist, daemon=True)
    listening.start()
    # Python runs handlers in the main thread, which may be deaf for a minute inside the database: what wakes the listening thread is the descriptor.
    handler = signal.signal(signal.SIGINT, lambda *_: None)
    descriptor = signal.set_wakeup_fd(told.fileno(), warn_on_full_buffer=False)
    try:
        yield
    finally:
        ended.set()
        signal.set_wakeup_fd(descriptor)
        signal.signal(signal.SIGINT, handler)
        told.close()
        listening.join()
        heard.close()
