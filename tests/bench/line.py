"""Time and memory of the whole line on the real corpora: `make bench`, with MASTHEAD_MEASURE naming the folder that holds `corpus/`.

Each corpus is run by the real command in a fresh data root, twice: the second run shows what repeating costs. Processor time and memory are
those of all processes together. Machines differ: compare ratios, not seconds.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

from tree import run

MASTHEAD = Path(sys.executable).with_name("masthead")
CORPORA = ("us_iran.jsonl.gz", "general.jsonl.gz")
COUNTS = ("discovered", "stored", "skipped", "failed", "unchanged")


def main() -> None:
    """Print a table in Markdown."""
    folder = os.environ.get("MASTHEAD_MEASURE")
    if not folder:
        sys.exit("bench: set MASTHEAD_MEASURE to the folder that holds corpus/us_iran.jsonl.gz and corpus/general.jsonl.gz.")
    print("| corpus | run | " + " | ".join(COUNTS) + " | wall s | CPU s | peak MB | articles/s |")  # noqa: T201
    print("|---" * (len(COUNTS) + 6) + "|")  # noqa: T201
    for name in CORPORA:
        with tempfile.TemporaryDirectory(prefix="masthead-bench-") as home:
            for label in ("first", "again"):
                command = [str(MASTHEAD), "run", str(Path(folder) / "corpus" / name), "--json"]
                printed, cost = run(command, os.environ | {"MASTHEAD_HOME": home})
                counts = json.loads(printed)["run"]
                cells = [f"{counts[count]:,}" for count in COUNTS]
                rate = counts["discovered"] / cost.wall
                cells += [f"{cost.wall:.1f}", f"{cost.cpu:.1f}", f"{cost.peak_mb:,.0f}", f"{rate:,.0f}"]
                print(f"| {name} | {label} | " + " | ".join(cells) + " |", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
