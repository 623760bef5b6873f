"""Scores with intervals: what a gold file says of an extractor, per field and kind, ready for a table of the warehouse or of a document."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.evaluate.attributions import score_attributions, score_quotes
from pipeline.evaluate.figures import CASUALTIES, score
from pipeline.evaluate.scores import Scores
from pipeline.records import Quality, make_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pipeline.evaluate.attributions import AttributionScore
    from pipeline.evaluate.gold import Line
    from pipeline.extract.facts import Facts

ROUNDS, SEED, LEVEL = 1_000, 20_260_101, 0.95
"""Resamplings of the texts, the seed they are drawn with, and the share of them the interval holds (percentile bootstrap, Efron 1979)."""

FIELDS = ("number", "qualifier", "stance", "counted", "source", "place", "period", "cumulative")
LEVELS = {"figure": "matched", "number": "number", "strict": "strict", "tuple": "full"}
"""The fields under which the four levels of docs/figures.md are kept."""

Pair = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One score as a ratio of sums: a numerator and a denominator for each text. `support`: the rows it rests on."""

    field: str
    kind: str
    metric: str
    pairs: tuple[Pair, ...]
    support: int
    outlet: str | None = None

    @property
    def value(self) -> float:
        """The score over all texts; 0 where there is nothing to score."""
        below = sum(pair[1] for pair in self.pairs)
        return sum(pair[0] for pair in self.pairs) / below if below else 0.0


def measure_figures(lines: Sequence[Line], facts: Callable[[Line], Facts]) -> list[Measured]:
    """The four levels by kind and by outlet, and how often each field of a matched figure is right."""
    scored = [score([line], lambda line: (facts(line).figures, ())) for line in lines]
    kinds = {kind for one in scored for kind in one.by_kind}
    groups: dict[str, frozenset[str]] = {"casualty kinds": CASUALTIES, "other kinds": frozenset(kinds) - CASUALTIES}
    groups |= {kind: frozenset({kind}) for kind in sorted(kinds)}
    found: list[Measured] = []
    for name, members in groups.items():
        summed = [sum((part for kind, part in one.by_kind.items() if kind in members), Scores()) for one in scored]
        found += _levels(name, summed)
    everything = [sum(one.by_kind.values(), Scores()) for one in scored]
    for field in FIELDS:
        if field in {"place", "period", "cumulative"} and not any(field in row for line in lines for row in line["figures"]):
            continue
        pairs = tuple(
            (float(counts.matched - sum(error.cause == field for error in one.errors)), float(counts.matched))
            for one, counts in zip(scored, everything, strict=True)
        )
        name = "value" if field == "number" else field
        found.append(Measured(field=name, kind="all", metric="accuracy", pairs=pairs, support=sum(counts.matched for counts in everything)))
    by_outlet: dict[str, list[Scores]] = defaultdict(list)
    for line, counts in zip(lines, everything, strict=True):
        if line.get("outlet"):
            by_outlet[str(line["outlet"])].append(counts)
    found += [_f1("number", "all", held, "number", outlet) for outlet, held in sorted(by_outlet.items())]
    return found


def _levels(kind: str, counts: Sequence[Scores]) -> list[Measured]:
    support = sum(one.gold for one in counts)
    shares = [
        Measured(
            field="figure", kind=kind, metric="precision", pairs=tuple((one.matched, one.predicted) for one in counts), support=support
        ),
        Measured(field="figure", kind=kind, metric="recall", pairs=tuple((one.matched, one.gold) for one in counts), support=support),
    ]
    return [*shares, *(_f1(field, kind, counts, level) for field, level in LEVELS.items())]


def _f1(field: str, kind: str, counts: Sequence[Scores], level: str, outlet: str | None = None) -> Measured:
    pairs = tuple((2.0 * int(getattr(one, level)), float(one.gold + one.predicted)) for one in counts)
    return Measured(field=field, kind=kind, metric="f1", pairs=pairs, support=sum(one.gold for one in counts), outlet=outlet)


def measure_dates(lines: Sequence[Line], facts: Callable[[Line], Facts]) -> list[Measured]:
    """Spans of dates found, and of those the ones with the gold's days and grain."""
    scored = [score([line], lambda line: ((), facts(line).dates)).dates for line in lines if line.get("dates") is not None]
    gold, matched = sum(one.gold for one in scored), sum(one.matched for one in scored)
    spans = tuple((2.0 * one.matched, float(one.gold + one.predicted)) for one in scored)
    return [
        Measured(field="date", kind="all", metric="f1", pairs=spans, support=gold),
        Measured(
            field="date value", kind="all", metric="accuracy", pairs=tuple((one.value, one.matched) for one in scored), support=matched
        ),
        Measured(
            field="date grain", kind="all", metric="accuracy", pairs=tuple((one.grain, one.matched) for one in scored), support=matched
        ),
    ]


def measure_attributions(lines: Sequence[Line], facts: Callable[[Line], Facts]) -> list[Measured]:
    """Attributions found, and of those the ones put to the right source."""
    return _found(
        "attribution", [score_attributions([line], lambda line: (facts(line).attributions, facts(line).quotes)) for line in lines]
    )


def measure_quotes(lines: Sequence[Line], facts: Callable[[Line], Facts]) -> list[Measured]:
    """Quotations found, of those the ones with the right speaker, and those told right to be anonymous or named: all, and the direct ones."""
    annotated = [line for line in lines if line.get("quotes") is not None]
    found: list[Measured] = []
    for kind, indirect in (("all", True), ("direct", False)):
        scored = [
            score_quotes([line], lambda line: (facts(line).attributions, facts(line).quotes), indirect=indirect) for line in annotated
        ]
        pairs = tuple((float(one.anonymous_right), float(one.matched)) for one in scored)
        support = sum(one.matched for one in scored)
        found += _found("quote", scored, kind)
        found.append(Measured(field="quote anonymity", kind=kind, metric="accuracy", pairs=pairs, support=support))
    return found


def _found(field: str, scored: Sequence[AttributionScore], kind: str = "all") -> list[Measured]:
    gold, matched = sum(one.gold for one in scored), sum(one.matched for one in scored)
    pairs = {
        "precision": tuple((float(one.matched), float(one.predicted)) for one in scored),
        "recall": tuple((float(one.matched), float(one.gold)) for one in scored),
        "f1": tuple((2.0 * one.matched, float(one.gold + one.predicted)) for one in scored),
    }
    right = tuple((float(one.source_right), float(one.matched)) for one in scored)
    return [
        *(Measured(field=field, kind=kind, metric=metric, pairs=held, support=gold) for metric, held in pairs.items()),
        Measured(field=f"{field} source", kind=kind, metric="accuracy", pairs=right, support=matched),
    ]


MEASURES: Mapping[str, Callable[[Sequence[Line], Callable[[Line], Facts]], list[Measured]]] = {
    "figures": measure_figures,
    "dates": measure_dates,
    "attributions": measure_attributions,
    "quotes": measure_quotes,
}
"""What can be measured, by the name of the command's option."""


def intervals(measured: Sequence[Measured], *, rounds: int = ROUNDS, seed: int = SEED) -> list[tuple[float, float]]:
    """The bootstrap interval of each score: texts are drawn again with replacement, `rounds` times, from a generator with a fixed seed.

    Scores over equally many texts are drawn with the same texts. Draws in which nothing is to be scored say nothing.
    """
    draws: dict[int, list[list[int]]] = {}
    found: list[tuple[float, float]] = []
    for one in measured:
        size = len(one.pairs)
        if size not in draws:
            draws[size] = _draws(size, rounds, seed)
        held = [(at, *pair) for at, pair in enumerate(one.pairs) if pair[1] or pair[0]]
        values = sorted(value for counts in draws[size] if (value := _ratio(held, counts)) is not None)
        edge = int((1 - LEVEL) / 2 * len(values))
        found.append((values[edge], values[-1 - edge]) if values else (0.0, 0.0))
    return found


def _draws(size: int, rounds: int, seed: int) -> list[list[int]]:
    """For each round, how often each text is drawn."""
    chance = random.Random(seed)  # noqa: S311 - statistics, not secrets
    found: list[list[int]] = []
    for _ in range(rounds if size else 0):
        counts = [0] * size
        for at in chance.choices(range(size), k=size):
            counts[at] += 1
        found.append(counts)
    return found


def _ratio(held: Iterable[tuple[int, float, float]], counts: list[int]) -> float | None:
    above = below = 0.0
    for at, one, other in held:
        above += counts[at] * one
        below += counts[at] * other
    return above / below if below else None


def qualities(measured: Sequence[Measured], extractor_id: str, gold: str, outlet_ids: Mapping[str, str] | None = None) -> list[Quality]:
    """The rows of table `quality`. Scores of single outlets are kept where `outlet_ids` knows the outlet's name."""
    known = outlet_ids or {}
    joined: dict[tuple[str, str, str, str | None], Measured] = {}
    for one in measured:
        if one.outlet is not None and one.outlet not in known:
            continue
        outlet_id = known[one.outlet] if one.outlet is not None else None
        key = (one.field, one.kind, one.metric, outlet_id)
        held = joined.get(key)  # two spellings of one outlet
        joined[key] = replace(held, pairs=held.pairs + one.pairs, support=held.support + one.support) if held else one
    rows: list[Quality] = []
    for ((_, _, _, outlet_id), one), (low, high) in zip(joined.items(), intervals(list(joined.values())), strict=True):
        rows.append(
            Quality(
                quality_id=make_id(extractor_id, gold, one.field, one.kind, outlet_id, one.metric),
                extractor_id=extractor_id,
                gold=gold,
                field=one.field,
                kind=one.kind,
                outlet_id=outlet_id,
                metric=one.metric,
                value=one.value,
                low=low,
                high=high,
                support=one.support,
            )
        )
    return rows
