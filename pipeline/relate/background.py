"""How common a word or a name is: shares of documents, shipped with the code, so that no new article changes what an old one weighs.

`background.tsv` holds counts of single words in 4,000 news articles on anything and 544 on the topic, and counts of the topic's entities in
the latter; made by `tests/bench/background.py`, which leaves out what stands in few articles: nothing rare or personal is in it.
"""

from __future__ import annotations

from functools import cache
from math import log, sqrt
from pathlib import Path

TABLE = Path(__file__).with_suffix(".tsv")
"""Lines of kind, word or entity, articles on anything that have it, articles on the topic that have it."""

NAME_UNSEEN = 1.5
"""Articles on the topic that are taken to name an entity the table does not hold."""
WORD_UNSEEN = (2.0, 1.5)
"""Articles on anything, and on the topic, that are taken to have a word the table does not hold."""


@cache
def _table() -> tuple[tuple[int, int], dict[str, tuple[int, int]], dict[str, int]]:
    """Numbers of articles on anything and on the topic; counts in both by word; counts in the latter by entity."""
    totals = (1, 1)
    words: dict[str, tuple[int, int]] = {}
    names: dict[str, int] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        kind, name, general, topic = line.split("\t")
        if kind == "articles":
            totals = int(general), int(topic)
        elif kind == "word":
            words[name] = int(general), int(topic)
        elif kind == "name":
            names[name] = int(topic)
    return totals, words, names


@cache
def word_weight(word: str) -> float:
    """How much a word tells: log(1 + 1/share), share being the geometric mean of those among articles on anything and on the topic.

    A word must be rare in both to weigh much: 'enrichment' is rare in the news and tells nothing apart in articles on Iran.
    """
    totals, words, _ = _table()
    general, topic = words.get(word, (0, 0))
    share = sqrt((general or WORD_UNSEEN[0]) / totals[0] * (topic or WORD_UNSEEN[1]) / totals[1])
    return log(1 + 1 / share)


@cache
def name_weight(entity_id: str) -> float:
    """How much the mention of an entity tells: log(1 + 1/share), by the share of articles on the topic that name it on top."""
    totals, _, names = _table()
    return log(1 + totals[1] / (names.get(entity_id, 0) + NAME_UNSEEN))
