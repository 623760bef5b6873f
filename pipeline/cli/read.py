"""`masthead read`: clean and extract without the warehouse, one JSON object a document."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline import settings
from pipeline.cli.output import print_json, progress_shown
from pipeline.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pipeline.extract.facts import Facts
    from pipeline.read import Reader
    from pipeline.records import RawPage

STAMPS = frozenset({"version_id", "extractor_id"})
"""Ids of warehouse rows, which a document on its own has no use for."""
MAX_LINE = 10_000_000
"""Characters of one JSONL line that are read; a longer one gets the status too_large."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("read")(read)


def read(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files or folders: .html .txt, also .gz.", show_default=False)] = None,
    jsonl: Annotated[
        Path | None,
        typer.Option(help='Clean texts, one {"id", "text", "published"?, "outlet"?, "title"?} a line; the text is never altered.'),
    ] = None,
    outlet: Annotated[str | None, typer.Option(help="Whose pages these are, where they do not say.")] = None,
    _: Annotated[bool, typer.Option("--json", help="Accepted as everywhere; the answer is JSON in any case.")] = False,
) -> None:
    """Read pages and print what is in them; the warehouse is not touched.

    One JSON object a line: id, url, outlet, title, authors, published, published_method, language, status, text, body_start, figures, dates,
    entities, quotes, attributions, naming, rejected. Offsets are code points into text. A page that cannot be read has a status other than
    'ok' and stops no other.

      masthead read page.html | python -m json.tool
      masthead read --jsonl texts.jsonl > facts.jsonl
    """
    if not paths and jsonl is None:
        raise Problem("nothing to read. Name files or folders, or a file of clean texts with --jsonl.")
    known = settings.load()
    failed = 0
    with progress_shown():
        for document in documents(known, paths or [], jsonl, outlet):
            failed += document["status"] not in {"ok", "not_relevant", "language"}
            print_json(document, indent=None)
    if failed:
        raise typer.Exit(1)


def documents(known: settings.Settings, paths: list[Path], jsonl: Path | None, outlet: str | None = None) -> Iterator[dict[str, Any]]:
    """What each document holds, in the order of the input; read in worker processes."""
    from pipeline.acquire import local  # noqa: PLC0415 - help loads neither parser nor rules
    from pipeline.progress import counted  # noqa: PLC0415
    from pipeline.scale import Lost  # noqa: PLC0415
    from pipeline.scale.local import LocalProcesses  # noqa: PLC0415

    mapper = LocalProcesses(workers=known.workers, timeout=known.page_timeout)
    items: Iterable[Any] = local.pages(paths, outlet=outlet, now=datetime.now(UTC)) if paths else ()
    for page, result in mapper.map(partial(_page_reader, known), counted("pages read", items)):
        yield result if not isinstance(result, Lost) else _empty(_stem(page.found_in or page.url or ""), result.reason, result.detail)
    if jsonl is not None:
        lines = counted("texts read", _lines(jsonl))
        for (number, _), result in mapper.map(partial(_line_reader, known), lines):
            yield result if not isinstance(result, Lost) else _empty(f"line {number}", result.reason, result.detail)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    from pipeline.acquire.local import require  # noqa: PLC0415

    require([path])
    with path.open(encoding="utf-8", errors="replace") as file:
        number = 0
        while line := file.readline(MAX_LINE + 1):
            number += 1
            if len(line) > MAX_LINE:
                while line and not line.endswith("\n"):  # pass over the rest of the giant
                    line = file.readline(MAX_LINE)
                yield number, ""
            elif line.strip():
                yield number, line


def _page_reader(known: settings.Settings) -> Callable[[RawPage], dict[str, Any]]:
    from pipeline.read import Reader  # noqa: PLC0415

    return partial(_read_page, Reader.of(known))


def _read_page(reader: Reader, page: RawPage) -> dict[str, Any]:
    reading = reader.read(page, page.fetched_at.date(), select=False)
    version, cleaned = reading.version, reading.cleaned
    identity = _stem(page.found_in or page.url or "")
    if version is None or reading.facts is None:
        return _empty(identity, reading.capture.reason or cleaned.status, reading.capture.detail)
    left_out = reader.left_out(version) if cleaned.status == "ok" else None
    return {
        "id": identity,
        "url": version.url,
        "outlet": reading.outlet.name,
        "title": version.title,
        "authors": version.authors,
        "published": version.published_at.isoformat() if version.published_at else None,
        "published_method": version.published_method,
        "language": version.language,
        "status": left_out[0] if left_out else cleaned.status,
        "relevance": round(version.relevance, 3),
        "text": version.text,
        "body_start": version.body_start,
    } | facts_as_json(reading.facts)


def _line_reader(known: settings.Settings) -> Callable[[tuple[int, str]], dict[str, Any]]:
    from pipeline.read import Reader  # noqa: PLC0415

    return partial(_read_line, Reader.of(known))


def _read_line(reader: Reader, item: tuple[int, str]) -> dict[str, Any]:
    """One clean text. It is extracted from as it stands, headline included where the text opens with it."""
    number, line = item
    if not line:
        return _empty(f"line {number}", "too_large", f"longer than {MAX_LINE:,} characters")
    try:
        given = json.loads(line)
        text = given["text"]
        if not isinstance(text, str):
            raise TypeError("'text' is not a string")  # noqa: TRY301 - told with the other ways a line can be wrong
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        return _empty(f"line {number}", "malformed", f"line {number}: {type(error).__name__}: {error}"[:200])
    title = given.get("title") if isinstance(given.get("title"), str) else None
    published = _day(given.get("published"))
    body_start, facts = reader.text_facts(text, title, published)
    return {
        "id": given.get("id", f"line {number}"),
        "url": given.get("url"),
        "outlet": given.get("outlet"),
        "title": title,
        "authors": given.get("authors") or [],
        "published": given.get("published"),
        "published_method": "given" if published else None,
        "language": None,
        "status": "ok",
        "relevance": round(reader.topic.relevance(title, text[body_start:]), 3),
        "text": text,
        "body_start": body_start,
    } | facts_as_json(facts)


def facts_as_json(facts: Facts) -> dict[str, Any]:
    """The lists of facts as JSON values, without the stamps of the warehouse."""
    return {
        name: [{key: value for key, value in asdict(row).items() if key not in STAMPS} for row in getattr(facts, name)]
        for name in ("figures", "dates", "entities", "quotes", "attributions", "naming", "rejected")
    }


def _empty(identity: str, status: str, detail: str | None) -> dict[str, Any]:
    nothing: dict[str, Any] = dict.fromkeys(("url", "outlet", "title", "published", "published_method", "language"))
    lists: dict[str, Any] = {
        name: [] for name in ("authors", "figures", "dates", "entities", "quotes", "attributions", "naming", "rejected")
    }
    return {"id": identity, "status": status, "detail": detail, "text": "", "body_start": 0} | nothing | lists


def _stem(place: str) -> str:
    """The file's name without its endings: 'a/page.html.gz' -> 'page'."""
    name = place.rsplit("/", 1)[-1]
    for ending in (".gz", ".html", ".htm", ".txt"):
        name = name.removesuffix(ending)
    return name or place


def _day(value: object) -> date | None:
    try:
        return datetime.fromisoformat(value).date() if isinstance(value, str) and value else None
    except ValueError:
        return None
