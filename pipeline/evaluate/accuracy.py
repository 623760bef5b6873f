"""The document that tells how well extraction does: tables of scores with their intervals, and the command that gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.evaluate.quality import LEVEL, ROUNDS, SEED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.records import Quality

TITLES = {
    "figures": "Figures",
    "dates": "Dates",
    "attributions": "Attributions",
    "quotes": "Quotations",
}
ABOUT = {
    "figures": "`figure`: right kind, overlapping span. `number`: also the same interval. `strict`: also qualifier and stance. `tuple`: also the "
    "words counted and the source. Below, how often one field of a figure that was found is right.",
    "dates": "Spans that overlap; of those, the ones with the same first and last day, and the same grain.",
    "attributions": "Cues that overlap and at least half of the content found; of those, the ones put to the right source.",
    "quotes": "At least half of the content shared; of those, the ones with the right speaker, and told right to be anonymous or named.",
}

PREAMBLE = (
    f"Each score has the interval that holds {LEVEL:.0%} of {ROUNDS:,} resamplings of the texts (seed {SEED}). The rules were developed on "
    "these same texts: expect a little less on others. *n* is the number of annotated rows; for accuracy, of rows that were found."
)


def document(scores: Mapping[str, Sequence[Quality]], names: Mapping[str, str]) -> str:
    """The Markdown document. `scores` by what was scored, `names` the gold file's name of each, as in the command."""
    options = " ".join(f"--{what} {name}" for what, name in names.items())
    parts = [
        "# Accuracy",
        "",
        "Written by",
        "",
        f"    masthead evaluate {options} --write docs/accuracy.md",
        "",
        PREAMBLE,
    ]
    for what, rows in scores.items():
        parts += ["", f"## {TITLES[what]}", "", f"Gold: `{names[what]}`. {ABOUT[what]}", ""]
        parts += _table([row for row in rows if row.outlet_id is None])
    return "\n".join(parts) + "\n"


def _table(rows: Sequence[Quality]) -> list[str]:
    head = ["| kind | field | score | value | interval | n |", "|---|---|---|---|---|---|"]
    return [
        *head,
        *(
            f"| {row.kind} | {row.field} | {row.metric} | {row.value:.3f} | {row.low:.3f} to {row.high:.3f} | {row.support:,} |"
            for row in rows
        ),
    ]
