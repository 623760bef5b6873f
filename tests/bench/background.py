"""Makes `pipeline/relate/background.tsv` anew: how many articles have a word, or name an entity. `python tests/bench/background.py`.

Reads the corpora of the folder named by MASTHEAD_MEASURE and keeps counts of single words and of the topic's own entities, nothing else; of
words only those that stand in `FEWEST` articles or more, so that nothing rare or personal is kept. The weights of stories rest on the
table: made anew, it groups all articles anew.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.read import Reader
from pipeline.relate import background
from pipeline.relate.vectors import words
from pipeline.relating.story_rows import TOP_CHARACTERS

if TYPE_CHECKING:
    from collections.abc import Iterator

FEWEST = 8  # articles a word must stand in
FEWEST_NAMING = 3  # articles that must name an entity of the topic, all of which are public


def main() -> None:
    """Write the table; say how long it is."""
    folder = os.environ.get("MASTHEAD_MEASURE")
    if not folder:
        sys.exit("background: set MASTHEAD_MEASURE to the folder that holds corpus/us_iran.jsonl.gz and corpus/general.jsonl.gz.")
    general, topic, named = Counter[str](), Counter[str](), Counter[str]()
    reader = Reader.load("us_iran")
    totals = [0, 0]
    for article in _articles(Path(folder) / "corpus" / "general.jsonl.gz"):
        totals[0] += 1
        general.update(words(article["title"], article["text"], 0).keys())
    for article in _articles(Path(folder) / "corpus" / "us_iran.jsonl.gz"):
        totals[1] += 1
        topic.update(words(article["title"], article["text"], 0).keys())
        text = f"{article['title']}\n\n{article['text']}"
        body_start, facts = reader.text_facts(text, article["title"], None)
        named.update({row.entity_id for row in facts.entities if row.entity_id and row.start < body_start + TOP_CHARACTERS})
    common = {word: count for word, count in general.items() if count >= FEWEST}
    telling = {word: count for word, count in topic.items() if count >= FEWEST}
    lines = [f"articles\t\t{totals[0]}\t{totals[1]}"]
    lines += [f"word\t{word}\t{common.get(word, 0)}\t{telling.get(word, 0)}" for word in sorted(common.keys() | telling.keys())]
    lines += [f"name\t{name}\t0\t{count}" for name, count in sorted(named.items()) if count >= FEWEST_NAMING]
    path = Path(background.__file__).with_suffix(".tsv")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} lines, {path.stat().st_size:,} bytes")  # noqa: T201


def _articles(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


if __name__ == "__main__":
    main()
