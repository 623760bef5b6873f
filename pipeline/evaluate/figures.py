"""Scores of figures and dates against gold lines, by the rules under 'Score' in docs/figures.md."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipeline.evaluate.scores import Scores

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pipeline.records import DateMention, Figure

    Line = Mapping[str, Any]  # a gold line: id, text, figures, dates (null where not annotated)
    Predict = Callable[[Line], tuple[Sequence[Figure], Sequence[DateMention]]]

CASUALTIES = frozenset({"killed", "injured", "missing", "displaced", "detained", "hostage", "casualties"})
"""The casualty kinds of docs/figures.md, scored apart from the others."""

TOLERANCE = 1e-3  # values are equal within one part in a thousand
_ARTICLES = frozenset({"a", "an"})
_SCALE_WORDS = frozenset(
    {
        "dozen",
        "hundred",
        "thousand",
        "million",
        "billion",
        "trillion",
        "half",
        "few",
        "couple",
        "pair",
        "handful",
        "score",
        "quarter",
        "trio",
    }
)
_FRACTION_WORDS = ("third", "quarter", "half", "fifth", "fourth", "sixth", "eighth", "tenth")


@dataclass(frozen=True, slots=True, kw_only=True)
class Error:
    """One row that does not agree.

    `cause`: missed, false_alarm, or the field that differs (number, qualifier, stance, counted, source; place, period and cumulative where the
    gold line has them).
    """

    line_id: str
    cause: str
    kind: str
    surface: str
    sentence: str
    gold: str
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureScores:
    """The scores by kind, their two sums, by line, and every disagreement."""

    by_kind: dict[str, Scores]
    casualties: Scores
    others: Scores
    by_line: dict[str, Scores] = field(repr=False)
    dates: DateScores
    errors: tuple[Error, ...] = field(repr=False)
    date_errors: tuple[Error, ...] = field(repr=False, default=())

    def rows(self) -> list[dict[str, Any]]:
        """One row per kind and one per sum, for a table: `kind` and the fields of `Scores.to_json`."""
        kinds = [{"kind": kind, **scores.to_json()} for kind, scores in sorted(self.by_kind.items())]
        return [{"kind": "casualty kinds", **self.casualties.to_json()}, {"kind": "other kinds", **self.others.to_json()}, *kinds]

    def to_json(self) -> dict[str, Any]:
        """Everything but the errors' sentences, ready for `json.dumps`."""
        causes: dict[str, int] = defaultdict(int)
        for error in self.errors:
            causes[error.cause] += 1
        return {"figures": self.rows(), "dates": self.dates.to_json(), "causes": dict(sorted(causes.items()))}


@dataclass(frozen=True, slots=True, kw_only=True)
class DateScores:
    """Dates: spans that overlap, and of those the ones with the gold's days and grain."""

    gold: int = 0
    predicted: int = 0
    matched: int = 0
    value: int = 0
    grain: int = 0

    @property
    def f1(self) -> float:
        """Micro F1 of overlapping spans."""
        total = self.gold + self.predicted
        return 2 * self.matched / total if total else 0.0

    @property
    def value_accuracy(self) -> float:
        """Share of the matched mentions with both days as in the gold."""
        return self.value / self.matched if self.matched else 0.0

    def to_json(self) -> dict[str, float | int]:
        """Counts and rounded scores."""
        return {
            "gold": self.gold,
            "predicted": self.predicted,
            "span_f1": round(self.f1, 3),
            "value_accuracy": round(self.value_accuracy, 3),
            "grain_accuracy": round(self.grain / self.matched, 3) if self.matched else 0.0,
        }


def score(lines: Iterable[Line], predict: Predict) -> FigureScores:
    """Scores of `predict` against gold lines.

    A predicted row matches a gold row of its kind whose span it overlaps, each at most once, best overlap first. Left out on both sides:
    `other_count`, fractions, rows whose only number word is an article.
    """
    by_kind: dict[str, Scores] = defaultdict(Scores)
    by_line: dict[str, Scores] = {}
    errors: list[Error] = []
    date_errors: list[Error] = []
    dates = DateScores()
    for line in lines:
        found, mentions = predict(line)
        kinds = _line(line, found, errors)
        for kind, scores in kinds.items():
            by_kind[kind] += scores
        by_line[str(line["id"])] = sum(kinds.values(), Scores())
        if line.get("dates") is not None:
            dates = _dates(dates, line, mentions, date_errors)
    casualties = sum((scores for kind, scores in by_kind.items() if kind in CASUALTIES), Scores())
    others = sum((scores for kind, scores in by_kind.items() if kind not in CASUALTIES), Scores())
    return FigureScores(
        by_kind=dict(by_kind),
        casualties=casualties,
        others=others,
        by_line=by_line,
        dates=dates,
        errors=tuple(errors),
        date_errors=tuple(date_errors),
    )


def _line(line: Line, found: Sequence[Figure], errors: list[Error]) -> dict[str, Scores]:
    gold = [row for row in line["figures"] if scored(row["kind"], row["surface"], row["value_low"])]
    rows = [row for row in found if scored(row.kind, row.surface, row.value_low)]
    pairs = sorted(
        ((_overlap(row, target), -n, -m) for n, row in enumerate(rows) for m, target in enumerate(gold) if row.kind == target["kind"]),
        reverse=True,
    )
    matched: dict[int, int] = {}
    for overlap, negative_row, negative_target in pairs:
        if overlap > 0 and -negative_row not in matched and -negative_target not in matched.values():
            matched[-negative_row] = -negative_target
    counts: dict[str, Scores] = defaultdict(Scores)
    for target in gold:
        counts[target["kind"]] += Scores(gold=1)
    for at, row in enumerate(rows):
        level = Scores(predicted=1)
        if at in matched:
            level += _agreement(line, row, gold[matched[at]], errors)
        else:
            errors.append(_error(line, "false_alarm", row.kind, row.surface, (row.start, row.end), "", str(row.value_low)))
        counts[row.kind] += level
    for at, target in enumerate(gold):
        if at not in matched.values():
            also = ", ".join(sorted({row.kind for row in found if row.start < target["end"] and target["start"] < row.end}))
            errors.append(
                _error(line, "missed", target["kind"], target["surface"], (target["start"], target["end"]), str(target["value_low"]), also)
            )
    return counts


def _agreement(line: Line, row: Figure, target: Mapping[str, Any], errors: list[Error]) -> Scores:
    """How far a matched pair agrees; every field that does not becomes an error."""
    span = (row.start, row.end)
    number = _equal(row.value_low, target["value_low"]) and _equal(row.value_high, target["value_high"])
    strict = number and row.qualifier == target["qualifier"] and row.stance == target["stance"]
    counted, source = same_words(row.counted, target["counted"]), same_words(row.source, target["source"])
    if not number:
        expected = f"{target['value_low']} to {target['value_high']}"
        errors.append(_error(line, "number", row.kind, target["surface"], span, expected, f"{row.value_low} to {row.value_high}"))
    if row.qualifier != target["qualifier"]:
        errors.append(_error(line, "qualifier", row.kind, target["surface"], span, target["qualifier"], row.qualifier))
    if row.stance != target["stance"]:
        errors.append(_error(line, "stance", row.kind, target["surface"], span, target["stance"], row.stance))
    if not counted:
        errors.append(_error(line, "counted", row.kind, target["surface"], span, str(target["counted"]), str(row.counted)))
    if not source:
        errors.append(_error(line, "source", row.kind, target["surface"], span, str(target["source"]), str(row.source)))
    errors.extend(
        _error(line, name, row.kind, target["surface"], span, str(target[name]), str(getattr(row, name)))
        for name in ("place", "period")
        if name in target and not same_words(getattr(row, name), target[name])
    )
    if "cumulative" in target and row.cumulative != target["cumulative"]:
        errors.append(_error(line, "cumulative", row.kind, target["surface"], span, str(target["cumulative"]), str(row.cumulative)))
    return Scores(matched=1, number=int(number), strict=int(strict), full=int(strict and counted and source))


def scored(kind: str, surface: str, low: float | None) -> bool:
    """Whether a row takes part in the score: no `other_count`, no fraction, no number that is only an article."""
    words = surface.lower().replace("-", " ").split()
    if kind == "other_count" or not words:
        return False
    if kind == "percent" and any(word.startswith(_FRACTION_WORDS) for word in words):
        return False
    return not (words[0] in _ARTICLES and low == 1 and not any(word in _SCALE_WORDS for word in words[1:2]))


def same_words(one: str | None, other: str | None) -> bool:
    """Whether two spans of words overlap, by the words they share, or both are null."""
    if one is None or other is None:
        return one is None and other is None
    return not {word.strip("\"'“”‘’.,") for word in one.lower().split()}.isdisjoint(
        word.strip("\"'“”‘’.,") for word in other.lower().split()
    )


def _equal(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is None and other is None
    return abs(one - other) <= TOLERANCE * abs(other)


def _overlap(row: Figure, target: Mapping[str, Any]) -> int:
    return min(row.end, int(target["end"])) - max(row.start, int(target["start"]))


def _error(line: Line, cause: str, kind: str, surface: str, span: tuple[int, int], gold: str, found: str) -> Error:
    text: str = line["text"]
    before, after = text[max(0, span[0] - 160) : span[0]], text[span[1] : span[1] + 160]
    left, right = before.rsplit("\n", 1)[-1], after.split("\n", 1)[0]
    sentence = f"{left}[{text[span[0] : span[1]]}]{right}"
    return Error(line_id=str(line["id"]), cause=cause, kind=kind, surface=surface, sentence=sentence, gold=gold, found=found)


def _dates(scores: DateScores, line: Line, mentions: Sequence[DateMention], errors: list[Error]) -> DateScores:
    gold: Sequence[Mapping[str, Any]] = line["dates"]
    free = list(mentions)
    matched = value = grain = 0
    for target in gold:
        span = (target["start"], target["end"])
        wanted = f"{target['value_start']} to {target['value_end']}, {target['grain']}"
        found = next((mention for mention in free if mention.start < target["end"] and target["start"] < mention.end), None)
        if found is None:
            errors.append(_error(line, "missed", "date", target["surface"], span, wanted, ""))
            continue
        free.remove(found)
        matched += 1
        days = tuple(day.isoformat() if day else None for day in (found.value_start, found.value_end))
        right = days == (target["value_start"], target["value_end"])
        value += right
        grain += found.grain == target["grain"]
        if not right or found.grain != target["grain"]:
            read = f"{days[0]} to {days[1]}, {found.grain}"
            errors.append(_error(line, "grain" if right else "value", "date", target["surface"], span, wanted, read))
    errors += [
        _error(line, "false_alarm", "date", row.surface, (row.start, row.end), "", f"{row.value_start} to {row.value_end}") for row in free
    ]
    return DateScores(
        gold=scores.gold + len(gold),
        predicted=scores.predicted + len(mentions),
        matched=scores.matched + matched,
        value=scores.value + value,
        grain=scores.grain + grain,
    )
