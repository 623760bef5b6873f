"""How well article bodies are found: shingles of four words against the text that should come out.

The method and the set are those of the article-extraction benchmark (https://github.com/scrapinghub/article-extraction-benchmark).
"""

from __future__ import annotations

import gzip
import json
import re
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from pipeline.records import RawPage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from pipeline.clean import Cleaned

SHINGLE: Final = 4  # words
_WORD: Final = re.compile(r"\w+")
_FETCHED: Final = datetime(2100, 1, 1, tzinfo=UTC)
"""The set does not say when its pages were fetched, and bodies do not depend on it."""


@dataclass(frozen=True, slots=True)
class PageScore:
    """Shares of a page's shingles that were found rightly, wrongly and not at all: they sum to 1, or to 0 where there are none."""

    page: str
    status: str
    right: float
    wrong: float
    missed: float

    @property
    def f1(self) -> float:
        """Of this page alone."""
        return _f1(_share(self.right, self.wrong), _share(self.right, self.missed))


@dataclass(frozen=True, slots=True)
class PageScores:
    """The sums over all pages, so that every page weighs the same whatever its length. `pages` begins with the worst."""

    precision: float
    recall: float
    f1: float
    mean_f1: float  # the benchmark's own figure: from the means of the pages' precision and recall
    seconds: float
    pages: list[PageScore] = field(repr=False)

    @property
    def statuses(self) -> dict[str, int]:
        """How many pages ended in which status."""
        return dict(Counter(page.status for page in self.pages))


def score_pages(ground_truth: Path, html: Path, clean: Callable[[RawPage], Cleaned]) -> PageScores:
    """Score `clean` on the pages `html/<key>.html.gz` against `articleBody` of each key of the JSON file `ground_truth`.

    The headline is left out: bodies are compared. What was found counts whatever the status. Raises `OSError` where a file is missing.
    """
    truth: dict[str, dict[str, str]] = json.loads(ground_truth.read_text(encoding="utf-8"))
    pages: list[PageScore] = []
    seconds = 0.0
    for key, expected in truth.items():
        page = RawPage(
            url=expected.get("url"),
            outlet=None,
            origin="file",
            found_in=None,
            fetched_at=_FETCHED,
            status=200,
            media_type="text/html",
            body=gzip.decompress((html / f"{key}.html.gz").read_bytes()),
        )
        begin = time.perf_counter()
        cleaned = clean(page)
        seconds += time.perf_counter() - begin
        pages.append(score_page(key, cleaned.status, expected.get("articleBody", ""), cleaned.body or ""))
    return _summed(pages, seconds)


def score_page(key: str, status: str, expected: str, found: str) -> PageScore:
    """One page's shares, by counts of shingles: one printed twice and found once is half right."""
    true, predicted = _shingles(expected), _shingles(found)
    right = (true & predicted).total()
    wrong, missed = predicted.total() - right, true.total() - right
    total = right + wrong + missed or 1
    return PageScore(key, status, right / total, wrong / total, missed / total)


def _summed(pages: list[PageScore], seconds: float) -> PageScores:
    right, wrong, missed = (sum(getattr(page, name) for page in pages) for name in ("right", "wrong", "missed"))
    precision, recall = _share(right, wrong), _share(right, missed)
    means = (
        _mean(_share(page.right, page.wrong) for page in pages if page.right + page.wrong),
        _mean(_share(page.right, page.missed) for page in pages if page.right + page.missed),
    )
    return PageScores(
        precision=precision,
        recall=recall,
        f1=_f1(precision, recall),
        mean_f1=_f1(*means),
        seconds=seconds,
        pages=sorted(pages, key=lambda page: (page.f1, page.page)),
    )


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    # a text shorter than a shingle is one shingle, as in the benchmark
    return Counter(tuple(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1)) if words)


def _share(part: float, rest: float) -> float:
    return part / (part + rest) if part + rest else 0.0


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _mean(values: Iterable[float]) -> float:
    known = list(values)
    return sum(known) / len(known) if known else 0.0
