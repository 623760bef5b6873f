"""An HTML page of gold texts, gold and prediction side by side: self-contained, no script, nothing that is not escaped."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pipeline.evaluate.gold import Line
    from pipeline.extract.facts import Facts

_STYLE = """
body{font:15px/1.5 system-ui,sans-serif;margin:0 auto;max-width:90rem;padding:1rem;color:#1b1b1b;background:#fff}
h1{font-size:1.4rem}h2{font-size:1.05rem;margin:2rem 0 .3rem}table{border-collapse:collapse;margin:.5rem 0}td,th{padding:.1rem .6rem .1rem 0;text-align:left}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:1.5rem}.text{white-space:pre-wrap;overflow-wrap:anywhere;border-top:1px solid #ccc;padding-top:.4rem}
mark{background:#dfe8ff;color:inherit;border-radius:.15rem}mark.wrong{background:#ffd9d2;outline:1px solid #b3261e}mark.cue{background:#fff0b8}
mark.source{background:#d6f1dc}.note{color:#555}
@media (max-width:50rem){.pair{grid-template-columns:1fr}}
@media (prefers-color-scheme:dark){body{background:#16181c;color:#e6e6e6}mark{background:#2b3b63}mark.wrong{background:#5c2420;outline-color:#ff897d}
mark.cue{background:#574a12}mark.source{background:#1f4a2b}.note{color:#aaa}.text{border-color:#444}}
""".strip()
_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'"
"""The page may ask for nothing and run nothing; its one style sheet is allowed by its hash."""

_MOST_CAUSES = 40


@dataclass(frozen=True, slots=True)
class Mark:
    """Words to be marked: what they are in a word, what is known of them, and how they look (rows, cue, source)."""

    start: int
    end: int
    about: str
    look: str = ""


def marks_of(what: str, line: Line, facts: Facts) -> tuple[list[Mark], list[Mark]]:
    """The marks of gold and of prediction for one text."""
    return _MARKS[what](line, facts)


def _figures(line: Line, facts: Facts) -> tuple[list[Mark], list[Mark]]:
    fields = ("kind", "value_low", "value_high", "qualifier", "stance", "counted", "source")
    return (
        [Mark(row["start"], row["end"], _said(row[name] for name in fields)) for row in line["figures"]],
        [Mark(row.start, row.end, _said(getattr(row, name) for name in fields)) for row in facts.figures],
    )


def _dates(line: Line, facts: Facts) -> tuple[list[Mark], list[Mark]]:
    fields = ("value_start", "value_end", "grain")
    return (
        [Mark(row["start"], row["end"], _said(row[name] for name in fields)) for row in line.get("dates") or ()],
        [Mark(row.start, row.end, _said(getattr(row, name) for name in fields)) for row in facts.dates],
    )


def _attributions(line: Line, facts: Facts) -> tuple[list[Mark], list[Mark]]:
    gold: list[Mark] = []
    for number, row in enumerate(line["attributions"], 1):
        gold += _pieces(number, row["source"], row["cue"], row["content"], "")
    found: list[Mark] = []
    for number, one in enumerate(facts.attributions, 1):
        found += _pieces(number, one.source_spans, one.cue_spans, one.content_spans, f"{one.form}, {one.verb_class}")
    return gold, found


def _pieces(number: int, source: Any, cue: Any, content: Any, more: str) -> list[Mark]:  # noqa: ANN401 - span lists, or null in gold
    looks = (("source", source), ("cue", cue), ("content", content))
    return [Mark(start, end, f"{look} of {number} {more}", look) for look, spans in looks for start, end in spans or ()]


def _quotes(line: Line, facts: Facts) -> tuple[list[Mark], list[Mark]]:
    return (
        [
            Mark(row["content_start"], row["content_end"], _said((row["kind"], row["source_text"], row["verb"])))
            for row in line.get("quotes") or ()
        ],
        [Mark(start, end, _said((row.kind, row.speaker, row.cue))) for row in facts.quotes for start, end in row.content_spans],
    )


_MARKS: Mapping[str, Callable[[Line, Facts], tuple[list[Mark], list[Mark]]]] = {
    "figures": _figures,
    "dates": _dates,
    "attributions": _attributions,
    "quotes": _quotes,
}


def _said(values: Iterable[object]) -> str:
    return ", ".join("-" if value is None else str(value) for value in values)


def causes(errors: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Errors counted by cause, the commonest first; `cause` is a figure's field or fate, of an attribution what is wrong with it."""
    counts = Counter((error.get("cause") or error.get("what") or "", error.get("kind") or "") for error in errors)
    return [{"cause": cause, "kind": kind, "errors": count} for (cause, kind), count in counts.most_common()]


def page(shown: Mapping[str, Sequence[tuple[Line, Facts]]], errors: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    """The page as text: by what was scored, the errors by cause, then every text twice. Marks that the other side has not are red."""
    body = [f"<h1>Gold and prediction</h1><p class=note>{escape(_legend())}</p>"]
    for what, texts in shown.items():
        body.append(f"<h1 id={what}>{what}</h1>")
        body.append(_causes(causes(errors.get(what, ()))))
        for line, facts in texts:
            gold, found = marks_of(what, line, facts)
            body.append(
                f"<h2>{escape(str(line['id']))} <span class=note>{escape(str(line.get('outlet') or ''))}</span></h2><div class=pair>"
                f"<div class=text><b>gold</b>\n{_marked(line['text'], gold, found)}</div>"
                f"<div class=text><b>found</b>\n{_marked(line['text'], found, gold)}</div></div>"
            )
    return (
        "<!doctype html><html lang=en><head><meta charset=utf-8>"
        f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">'
        '<meta name=viewport content="width=device-width, initial-scale=1"><title>Gold and prediction</title>'
        f"<style>{_STYLE}</style></head><body>{''.join(body)}</body></html>\n"
    )


def _legend() -> str:
    return "Left what annotators marked, right what was found. Red: the other side has nothing there. Point at a mark to see its fields."


def _causes(rows: Sequence[Mapping[str, Any]]) -> str:
    if not rows:
        return "<p class=note>no errors</p>"
    cells = "".join(f"<tr><td>{escape(str(row['cause']))}<td>{escape(str(row['kind']))}<td>{row['errors']}" for row in rows[:_MOST_CAUSES])
    return f"<table><tr><th>cause<th>kind<th>errors{cells}</table>"


def _marked(text: str, marks: Sequence[Mark], other: Sequence[Mark]) -> str:
    """The text with its marks; where marks lie over another, each piece carries what all of them say."""
    inside = [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]
    edges = sorted({0, len(text), *(mark.start for mark in inside), *(mark.end for mark in inside)})
    opening: dict[int, list[Mark]] = {}
    for mark in inside:
        opening.setdefault(mark.start, []).append(mark)
    covered = bytearray(len(text))
    for mark in other:
        first, last = max(0, mark.start), min(len(text), mark.end)
        covered[first:last] = b"\1" * max(0, last - first)
    alone = {mark for mark in inside if not any(covered[mark.start : mark.end])}
    parts: list[str] = []
    current: list[Mark] = []
    for start, end in pairwise(edges):
        current = [mark for mark in current if mark.end > start] + opening.get(start, [])
        words = escape(text[start:end])
        if not current:
            parts.append(words)
            continue
        look = "wrong" if any(mark in alone for mark in current) else min(current, key=lambda mark: mark.end - mark.start).look
        about = escape(" | ".join(mark.about for mark in current), quote=True)
        parts.append(f'<mark class="{look}" title="{about}">{words}</mark>')
    return "".join(parts)
