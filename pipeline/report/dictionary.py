"""The data dictionary as a page beside the report, and as Markdown: what there is to ask, in which words, with examples that run."""

from __future__ import annotations

import os
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pipeline.store.dictionary import Dictionary

HTML_NAME = "dictionary.html"
MARKDOWN_NAME = "dictionary.md"


def build(held: Dictionary, folder: Path) -> list[Path]:
    """Write the page and its Markdown into a folder that is there; their paths. What stood there stays until the new file is whole."""
    return [_put(folder / HTML_NAME, html(held)), _put(folder / MARKDOWN_NAME, markdown(held))]


def html(held: Dictionary) -> str:
    """The page as text: no scripts, no requests, links only within it and to the report."""
    return _rendered("dictionary.html.j2", held, escape=True)


def markdown(held: Dictionary) -> str:
    """The same as Markdown."""
    return _rendered("dictionary.md.j2", held, escape=False)


def _rendered(template: str, held: Dictionary, *, escape: bool) -> str:
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415 - templates take a second to import

    page = Environment(autoescape=escape, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)  # noqa: S701 - off for Markdown only
    filters: dict[str, Callable[[str], str]] = {"cell": _cell}
    page.filters |= filters
    return page.from_string(files("pipeline.report").joinpath(template).read_text(encoding="utf-8")).render(held=held)


def _cell(text: str) -> str:
    """Text within a Markdown table."""
    return " ".join(text.replace("|", "\\|").split())


def _put(path: Path, text: str) -> Path:
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        aside.write_text(text, encoding="utf-8")
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    return path
