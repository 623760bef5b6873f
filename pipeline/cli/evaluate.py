"""`masthead evaluate`: scores against gold."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline import settings
from pipeline.cli.output import Json, print_json, print_table, progress_shown
from pipeline.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.evaluate.attributions import QuoteScore
    from pipeline.evaluate.gold import Line, Predictor
    from pipeline.records import Quality

FOUND = ("gold", "predicted", "matched", "precision", "recall", "f1", "source_accuracy")

Gold = Annotated[Path | None, typer.Option(help="Gold texts, one JSON object a line.", show_default=False)]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("evaluate")(evaluate)


def evaluate(
    figures: Gold = None,
    dates: Gold = None,
    attributions: Gold = None,
    quotes: Gold = None,
    pages: Annotated[Path | None, typer.Option(help="A folder with html/ and ground-truth.json.", show_default=False)] = None,
    errors: Annotated[bool, typer.Option("--errors", help="List what was missed, found falsely or read wrongly, by cause.")] = False,
    html: Annotated[Path | None, typer.Option(help="Write gold and prediction side by side to this page.", show_default=False)] = None,
    write: Annotated[Path | None, typer.Option(help="Write the scores with their intervals to this document.", show_default=False)] = None,
    store: Annotated[bool, typer.Option("--store", help="Put the scores with their intervals into the warehouse.")] = False,
    json: Json = False,
) -> None:
    """Score extraction and cleaning against annotated texts.

    masthead evaluate --figures figures.jsonl --errors
    masthead evaluate --attributions attributions.jsonl --html view.html
    masthead evaluate --figures figures.jsonl --dates figures.jsonl --write docs/accuracy.md --store
    masthead evaluate --pages pages/
    """
    named = {"figures": figures, "dates": dates, "attributions": attributions, "quotes": quotes}
    gold = {name: path for name, path in named.items() if path is not None}
    if not gold and pages is None:
        raise Problem("nothing to score. Name gold with --figures, --dates, --attributions, --quotes or --pages.")
    if not gold and (html or write or store):
        raise Problem("--html, --write and --store want gold named with --figures, --dates, --attributions or --quotes.")
    with progress_shown():
        found = _scored(gold, html=html, write=write, store=store)
        if pages is not None:
            found["pages"] = _pages(pages)
    if json:
        print_json(found)
        return
    for name, scores in found.items():
        print_table(scores["scores"], title=name)
        if errors:
            from pipeline.evaluate.view import causes  # noqa: PLC0415 - help loads no rules

            print_table(causes(scores["errors"]), title=f"\n{name}: what went wrong")
            print_table(sorted(scores["errors"], key=lambda row: str(row.get("cause") or row.get("what"))), title=f"\n{name}: where")


def _scored(gold: dict[str, Path], *, html: Path | None, write: Path | None, store: bool) -> dict[str, Any]:
    """Scores and errors by what was scored; the page, the document and the rows in the warehouse on the way."""
    if not gold:
        return {}
    from pipeline.evaluate.gold import NEEDS, Predictor, lines  # noqa: PLC0415
    from pipeline.read import Reader  # noqa: PLC0415

    known = settings.load()
    predict = Predictor(Reader.of(known))
    texts = {name: lines(path, NEEDS[name]) for name, path in gold.items()}
    found = {name: SCORERS[name](held, predict) for name, held in texts.items()}
    if html is not None:
        from pipeline.evaluate.view import page  # noqa: PLC0415

        shown = {name: [(line, predict(line)) for line in held] for name, held in texts.items()}
        _put(html, page(shown, {name: scores["errors"] for name, scores in found.items()}))
    if write is not None or store:
        measured = _measured(gold, texts, predict)
        if write is not None:
            from pipeline.evaluate.accuracy import document  # noqa: PLC0415

            _put(write, document(measured, {name: path.name for name, path in gold.items()}))
        if store:
            from pipeline.evaluate.stored import store as put  # noqa: PLC0415

            rows = [row for held in measured.values() for row in held]
            put(known.home, known.build, rows, predict.reader.extractor)
    return found


def _measured(gold: dict[str, Path], texts: dict[str, list[dict[str, Any]]], predict: Predictor) -> dict[str, list[Quality]]:
    from pipeline.evaluate.gold import label  # noqa: PLC0415
    from pipeline.evaluate.quality import MEASURES, qualities  # noqa: PLC0415

    catalog, stamp = predict.reader.catalog, predict.reader.extractor.extractor_id
    names = {str(line["outlet"]) for held in texts.values() for line in held if line.get("outlet")}
    ids = {name: found.outlet_id for name in names if (found := catalog.resolve(name, None)).catalogued}
    return {name: qualities(MEASURES[name](held, predict), stamp, label(gold[name]), ids) for name, held in texts.items()}


def _put(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Problem(f"cannot write {path}: {error.strerror}. Name a file in a folder you may write to.") from error


def _figures(lines: Sequence[Line], facts: Predictor) -> dict[str, Any]:
    from pipeline.evaluate.figures import score  # noqa: PLC0415

    scored = score(lines, lambda line: (facts(line).figures, facts(line).dates))
    return {"scores": scored.rows(), "errors": _rows(scored.errors)}


def _dates(lines: Sequence[Line], facts: Predictor) -> dict[str, Any]:
    from pipeline.evaluate.figures import score  # noqa: PLC0415

    scored = score(lines, lambda line: (facts(line).figures, facts(line).dates))
    return {"scores": [scored.dates.to_json()], "errors": _rows(scored.date_errors)}


def _attributions(lines: Sequence[Line], facts: Predictor) -> dict[str, Any]:
    from pipeline.evaluate.attributions import score_attributions  # noqa: PLC0415

    scored = score_attributions(lines, lambda line: (facts(line).attributions, facts(line).quotes))
    return {"scores": [_rounded(scored, *FOUND)], "errors": _rows(scored.misses)}


def _quotes(lines: Sequence[Line], facts: Predictor) -> dict[str, Any]:
    from pipeline.evaluate.attributions import score_quotes  # noqa: PLC0415

    def scored(*, indirect: bool) -> QuoteScore:
        return score_quotes(lines, lambda line: (facts(line).attributions, facts(line).quotes), indirect=indirect)

    kinds = {"direct and indirect": scored(indirect=True), "direct": scored(indirect=False)}
    rows = [{"quotes": kind} | _rounded(score, *FOUND, "anonymous_accuracy") for kind, score in kinds.items()]
    return {"scores": rows, "errors": _rows(kinds["direct and indirect"].misses)}


def _pages(path: Path) -> dict[str, Any]:
    from pipeline.clean.page import clean  # noqa: PLC0415
    from pipeline.evaluate.pages import score_pages  # noqa: PLC0415

    truth = path / "ground-truth.json"
    if not truth.is_file():
        raise Problem(f"{truth} is not there. --pages wants a folder that holds ground-truth.json and html/.")
    scored = score_pages(truth, path / "html", clean)
    counts = {
        "pages": len(scored.pages),
        "ok": scored.statuses.get("ok", 0),
        "pages_per_second": round(len(scored.pages) / scored.seconds, 1),
    }
    return {"scores": [_rounded(scored, "precision", "recall", "f1", "mean_f1") | counts], "errors": _rows(scored.pages)}


def _rounded(scored: object, *names: str) -> dict[str, Any]:
    values = {name: getattr(scored, name) for name in names}
    return {name: round(value, 4) if isinstance(value, float) else value for name, value in values.items()}


def _rows(found: Iterable[Any]) -> list[dict[str, Any]]:
    return [asdict(row) for row in found]


SCORERS = {"figures": _figures, "dates": _dates, "attributions": _attributions, "quotes": _quotes}
