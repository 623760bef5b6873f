"""Gold files: their lines, what a file is called by, and the facts of a line, worked out once however often they are asked for."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from pipeline.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pipeline.extract.facts import Facts
    from pipeline.read import Reader

    Line = Mapping[str, Any]  # id, text and what was annotated; perhaps title, published, outlet

NEEDS = {"figures": "figures", "dates": "figures", "attributions": "attributions", "quotes": "quotes"}
"""The key a gold line must have, by what is to be scored."""


def lines(path: Path, needs: str) -> list[dict[str, Any]]:
    """The lines of a gold file. Raises `Problem` with file and line where one is not as it should be."""
    from pipeline.progress import counted  # noqa: PLC0415

    if not path.is_file():
        raise Problem(f"there is no file {path}. Name one with a JSON object a line: id, text, {needs}.")
    found: list[dict[str, Any]] = []
    with path.open(encoding="utf-8") as file:
        for number, text in enumerate(file, 1):
            try:
                line = json.loads(text)
                line["text"], line["id"], line[needs]
            except (ValueError, KeyError, TypeError) as error:
                raise Problem(f"{path}:{number}: no gold line ({type(error).__name__}: {error}). It wants id, text and {needs}.") from error
            found.append(line)
    return list(counted("gold texts", found, len(found)))


def label(path: Path) -> str:
    """The file's name and the beginning of its hash: two files of one name are told apart."""
    return f"{path.name} {hashlib.blake2b(path.read_bytes(), digest_size=6).hexdigest()}"


class Predictor:
    """A gold line to the facts of its text, each text read once."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self._known: dict[tuple[str, str | None, str | None], Facts] = {}

    def __call__(self, line: Line) -> Facts:
        """The facts of the line's text."""
        key = (line["text"], line.get("title"), line.get("published"))
        if key not in self._known:
            self._known[key] = self.reader.text_facts(line["text"], line.get("title"), day(line.get("published")))[1]
        return self._known[key]


def day(value: object) -> date | None:
    """The day of an ISO 8601 text; None where there is none."""
    try:
        return datetime.fromisoformat(value).date() if isinstance(value, str) and value else None
    except ValueError:
        return None
