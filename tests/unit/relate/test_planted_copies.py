"""How many of a thousand planted copies of real articles are found, and what is found that is none."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path

import polars as pl
import pytest
from one_pass import copies, overlapping
from planted import Planted, plant
from test_syndication import art

from pipeline.records import Article, ArticleVersion, Outlet
from pipeline.relate.frames import build, schema
from pipeline.relate.syndication import PARTIAL

PLANTED = 1_000


@pytest.fixture
def bodies() -> list[str]:
    folder = os.environ.get("MASTHEAD_MEASURE")
    if not folder:
        pytest.skip("MASTHEAD_MEASURE names no folder with texts to measure on")
    with (Path(folder) / "pages" / "ground-truth.json").open(encoding="utf-8") as file:
        return [page["articleBody"] for page in json.load(file).values()]


def _outlet(at: int, one: Planted) -> str:
    return f"desk{one.text[10]}" if one.kind == "boilerplate" else f"copier{at % 37}"


def frames(arts):
    names = sorted({known["outlet_id"] for known, _ in arts})
    plain = {"owner_kind": "private", "catalogued": False, "invented": False}
    outlet = build((dict.fromkeys(schema(Outlet)) | {"outlet_id": name, "name": name} | plain for name in names), Outlet)
    return build([known for known, _ in arts], Article), build([row for _, rows in arts for row in rows], ArticleVersion), outlet


@pytest.mark.measure
@pytest.mark.timeout(280)
def test_planted_copies_of_real_articles_are_found_and_no_others(bodies) -> None:
    """Prints the figures of docs/performance.md: `pytest -s -m measure tests/unit/relate/test_planted_copies.py`."""
    made = plant(bodies, PLANTED)
    arts = [art(f"o{at}", f"outlet{at % 20}", body, hour=24 * (at % 25)) for at, body in enumerate(bodies)]
    arts += [
        art(f"p{at}", _outlet(at, one), one.text, hour=24 * (max(source % 25 for source in one.sources)) + 1 + at % 40)
        for at, one in enumerate(made)
    ]
    article, version, outlet = frames(arts)
    overlap = overlapping(article, version)[1].filter(pl.col("share") >= PARTIAL)  # nobody credits anybody here
    keys = {known["article_id"]: rows[-1]["text"] for known, rows in arts}
    sources = {f"o{at}": {at} for at in range(len(bodies))} | {f"p{at}": set(one.sources) for at, one in enumerate(made)}
    found = {tuple(sorted(pair)) for pair in overlap.select("article_id", "holder_id").iter_rows()}
    found |= {tuple(sorted((f"p{at}", f"o{of}"))) for at, one in enumerate(made) for of in one.sources if keys[f"p{at}"] == keys[f"o{of}"]}
    wanted = {tuple(sorted((f"p{at}", f"o{of}"))) for at, one in enumerate(made) for of in one.sources}
    false = {pair for pair in found if not sources[pair[0]] & sources[pair[1]]}
    hit = found & wanted
    precision, recall = len(hit) / (len(hit) + len(false)), len(hit) / len(wanted)
    missed = Counter(made[int(next(key for key in pair if key[0] == "p")[1:])].kind for pair in wanted - found)
    rows = {row["article_id"]: row for row in copies(article, version, outlet).iter_rows(named=True)}
    together = sum(
        any(f"o{of}" in rows and rows[f"o{of}"]["cluster_id"] == rows[f"p{at}"]["cluster_id"] for of in one.sources)
        for at, one in enumerate(made)
        if f"p{at}" in rows
    )
    print(  # noqa: T201
        f"\n{len(made)} planted in {len(bodies)} articles: {len(wanted)} pairs, {len(hit)} found, {len(false)} false; precision {precision:.3f}, "
        f"recall {recall:.3f}, F1 {2 * precision * recall / (precision + recall):.3f}; missed by kind {dict(missed)}; in a source's cluster {together}"
    )
    assert not [pair for pair in false if pair[0][0] == pair[1][0] == "o"]
    assert not [key for key, row in rows.items() if key[0] == "o" and row["role"] != "original"]
    assert 2 * precision * recall / (precision + recall) >= 0.95
    assert together >= 0.95 * len(made)
