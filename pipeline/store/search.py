"""Full-text search: articles in which all the words stand, newest first, the same answers with an index and without.

What is found: articles whose current text, headline included, holds every term. A term is a word, or several side by side (in quotes, or
joined by signs, as Al-Asad). Words are runs of letters and digits; capitals and accents do not matter; 'Iran' finds "Iran's" and not 'Iranian'.
The index (`pipeline.store.full_text`) only narrows the articles down that are looked at: what is found is decided on the text itself.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import polars as pl

from pipeline.extract.sentences import sentences
from pipeline.store.errors import QueryError
from pipeline.store.full_text import APART, SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.store.query import Reader

FOUND = {"day": pl.Date, "outlet": pl.String, "headline": pl.String, "sentence": pl.String, "url": pl.String}
"""Columns of an answer. `sentence` is the first that holds most of the terms; `day` is null where the article has no date."""

_TERM = re.compile(r'"([^"]{0,500})"|(\S{1,500})')
_MOST_TERMS = 20
_SPANS = (30, 90, 365)  # days looked at first: where many articles hold a word, the newest are found without reading all
_WORD = re.compile(r"[^\W_]+")
_ARTICLES = "FROM articles AS a JOIN article_version AS v ON v.version_id = a.current_version_id"


def search(
    reader: Reader, words: Sequence[str], *, outlet: str | None = None, first: date | None = None, last: date | None = None, limit: int = 20
) -> pl.DataFrame:
    """The newest `limit` articles that hold all the words, as `FOUND`. `outlet` is an id or part of a name; days are of publication, inclusive.

    Raises `QueryError` if no word is given, more than 20 are, or the search takes more than a query may.
    """
    terms = _terms(reader, words)
    tokens = sorted({token for term in terms for token in term.split()})
    narrowed = _narrowed(reader, tokens)
    found: list[dict[str, Any]] = []
    for since, until in _windows(reader, first, last):
        if len(found) < limit:
            found += _within(reader, terms, tokens, narrowed, outlet, since, until, limit - len(found))
    return pl.DataFrame([row | {"sentence": _sentence(row.pop("text"), terms)} for row in found], schema=FOUND)


def _terms(reader: Reader, words: Sequence[str]) -> list[str]:
    """The terms in the words of the index: folded by the database, as the texts are."""
    given = [quoted or word for quoted, word in _TERM.findall(" ".join(words))]
    folded = reader.answer(f"SELECT trim({_folded('word')}) AS term FROM (SELECT unnest($words) AS word)", {"words": given})  # noqa: S608
    terms = list(dict.fromkeys(term for term in folded["term"].to_list() if term))
    if not terms:
        raise QueryError("nothing to search for: give one word or more, of letters or digits.")
    if len(terms) > _MOST_TERMS:
        raise QueryError(f"{len(terms)} words are more than the {_MOST_TERMS} a search takes.")
    return terms


def _folded(text: str) -> str:
    """SQL for the words of a text: without accents and capitals, one blank between them."""
    return f"regexp_replace(lower(strip_accents({text})), '{APART}', ' ', 'g')"


def _narrowed(reader: Reader, tokens: list[str]) -> str | None:
    """A condition on `v.version_id` by the index; None where the file has none."""
    held = "SELECT count(*) AS n FROM duckdb_tables() WHERE schema_name = $schema AND table_name IN ('dict', 'docs', 'terms')"
    if reader.answer(held, {"schema": SCHEMA}).item() != 3:  # noqa: PLR2004 - the three named
        return None
    listed = ", ".join(f"'{token}'" for token in tokens)  # letters and digits only
    return f"""v.version_id IN (
      SELECT d.name
      FROM {SCHEMA}.docs AS d
      JOIN (
        SELECT t.docid
        FROM {SCHEMA}.terms AS t
        WHERE t.termid IN (SELECT termid FROM {SCHEMA}.dict WHERE term IN ({listed}))
        GROUP BY t.docid
        HAVING count(DISTINCT t.termid) = {len(tokens)}
      ) AS held ON held.docid = d.docid
    )"""  # noqa: S608


def _windows(reader: Reader, first: date | None, last: date | None) -> Iterator[tuple[date | None, date | None]]:
    """Ranges of days, newest first, that cover what is asked; (None, None) is for articles without a date, where no days are asked for."""
    span = reader.answer("SELECT min(published_at) AS first, max(published_at) AS last FROM article").row(0, named=True)
    if span["last"] is not None:
        since, until = max(first or date.min, span["first"].date()), min(last or date.max, span["last"].date())
        for days in _SPANS:
            begin = max(since, until - timedelta(days=days))
            if begin <= since:
                break
            yield begin + timedelta(days=1), until
            until = begin
        yield since, until
    if first is None and last is None:
        yield None, None


def _within(
    reader: Reader,
    terms: list[str],
    tokens: list[str],
    narrowed: str | None,
    outlet: str | None,
    since: date | None,
    until: date | None,
    limit: int,
) -> list[dict[str, Any]]:
    """Articles of a window that hold the terms, newest first."""
    given: dict[str, Any] = {}
    conditions = ["a.published_at IS NULL"]
    if since is not None and until is not None:
        conditions = ["a.published_at >= $since", "a.published_at < $until"]
        given |= {"since": since, "until": until + timedelta(days=1)}
    if outlet:
        conditions.append("(a.outlet_id = $outlet OR contains(lower(a.outlet), lower($outlet)))")
        given["outlet"] = outlet
    if narrowed:
        conditions.append(narrowed)
    # Texts lie in order of publication, so those of a window are near one another: where they begin and end is found by ids alone, and no other
    # text is read.
    near = reader.answer(f"SELECT min(v.rowid) AS lo, max(v.rowid) AS hi {_ARTICLES} WHERE {' AND '.join(conditions)}", given)
    if near["lo"][0] is None:
        return []
    conditions.append("v.rowid BETWEEN $lo AND $hi")
    given |= near.row(0, named=True)
    # Words of plain letters are looked for as they are first, which is cheaper than folding every text.
    plain = [token for token in tokens if token.isascii()]
    given |= {f"t{at}": f" {term} " for at, term in enumerate(terms)} | {f"p{at}": token for at, token in enumerate(plain)}
    conditions += [f"contains(lower(strip_accents(v.text)), $p{at})" for at in range(len(plain))]
    conditions += [f"contains(' ' || {_folded('v.text')} || ' ', $t{at})" for at in range(len(terms))]
    asked = f"""
    SELECT a.published_day AS day, a.outlet, a.title AS headline, v.text, a.url
    {_ARTICLES}
    WHERE {" AND ".join(conditions)}
    ORDER BY a.published_at DESC NULLS LAST, a.article_id
    LIMIT {int(limit)}
    """
    return reader.answer(asked, given).to_dicts()


def _sentence(text: str, terms: list[str]) -> str:
    """The first sentence with the most terms, on one line."""
    best, most = "", -1
    for start, end in sentences(text):
        words = f" {' '.join(_WORD.findall(_plain(text[start:end])))} "
        held = sum(f" {term} " in words for term in terms)
        if held > most:
            best, most = text[start:end], held
    return " ".join(best.split())


def _plain(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char)).lower()
