"""Counts that become precision, recall and F1."""

from __future__ import annotations

from dataclasses import dataclass


def share(part: int, whole: int) -> float:
    """A part of a whole, 0 to 1; 0 where the whole is nothing."""
    return part / whole if whole else 0.0


def f1(matched: int, gold: int, predicted: int) -> float:
    """The harmonic mean of precision and recall: micro F1 where the counts are sums over texts."""
    return share(2 * matched, gold + predicted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """How many rows there are on either side, and how many agree and in how much: each level includes the one before it.

    `matched`: same kind, overlapping spans; `number`: also the same interval; `strict`: also qualifier and stance;
    `full`: also the counted words and the source.
    """

    gold: int = 0
    predicted: int = 0
    matched: int = 0
    number: int = 0
    strict: int = 0
    full: int = 0

    @property
    def precision(self) -> float:
        """Share of the predicted rows that are in the gold; 0 where nothing was predicted."""
        return share(self.matched, self.predicted)

    @property
    def recall(self) -> float:
        """Share of the gold rows that were found; 0 where there are none."""
        return share(self.matched, self.gold)

    def f1(self, level: str = "matched") -> float:
        """Micro F1 at a level: matched, number, strict or full."""
        return f1(int(getattr(self, level)), self.gold, self.predicted)

    def __add__(self, other: Scores) -> Scores:
        return Scores(
            gold=self.gold + other.gold,
            predicted=self.predicted + other.predicted,
            matched=self.matched + other.matched,
            number=self.number + other.number,
            strict=self.strict + other.strict,
            full=self.full + other.full,
        )

    def to_json(self) -> dict[str, float | int]:
        """Counts and rounded scores under the names that reports print."""
        return {
            "gold": self.gold,
            "predicted": self.predicted,
            "matched": self.matched,
            "precision": round(self.precision, 3),
            "recall": round(self.recall, 3),
            "match_f1": round(self.f1(), 3),
            "number_f1": round(self.f1("number"), 3),
            "strict_f1": round(self.f1("strict"), 3),
            "tuple_f1": round(self.f1("full"), 3),
        }
