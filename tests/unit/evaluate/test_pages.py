import gzip
import json
from datetime import UTC, datetime

import pytest

from pipeline.acquire import local
from pipeline.clean import Cleaned, clean
from pipeline.evaluate.pages import score_page, score_pages
from pipeline.records import REASONS


def shares(expected, found):
    score = score_page("p", "ok", expected, found)
    return (round(score.right, 3), round(score.wrong, 3), round(score.missed, 3), round(score.f1, 3))


@pytest.mark.parametrize(
    ("expected", "found", "result"),
    [
        ("one two three four five", "one two three four five", (1, 0, 0, 1)),
        ("one two three four five", "one, two - three\nfour: five!", (1, 0, 0, 1)),  # words alone count
        ("one two three four five", "one two three four", (0.5, 0, 0.5, 0.667)),
        ("one two three four", "one two three four five six", (0.333, 0.667, 0, 0.5)),
        ("one two three four", "One two three four", (0, 0.5, 0.5, 0)),  # case counts
        ("a b c d a b c d", "a b c d", (0.2, 0, 0.8, 0.333)),  # so do repetitions
        ("one two", "one two", (1, 0, 0, 1)),  # shorter than a shingle
        ("one two", "", (0, 0, 1, 0)),
        ("", "", (0, 0, 0, 0)),
    ],
)
def test_shingles_of_four_words(expected, found, result):
    assert shares(expected, found) == result


def test_every_page_weighs_the_same(tmp_path):
    texts = {"short": "one two three four", "long": " ".join(map(str, range(1000))), "lost": "five six seven eight"}
    (tmp_path / "truth.json").write_text(
        json.dumps({key: {"articleBody": text, "url": f"https://n.example/{key}"} for key, text in texts.items()})
    )
    for key, text in texts.items():
        (tmp_path / f"{key}.html.gz").write_bytes(gzip.compress(text.encode()))

    def find(page):
        body = page.body.decode()
        assert page.url.startswith("https://n.example/")
        return (
            Cleaned(status="empty")
            if body.startswith("five")
            else Cleaned(status="ok", body=body + " x y z w" if body.startswith("one") else body)
        )

    scores = score_pages(tmp_path / "truth.json", tmp_path, find)
    # short: 1 right, 4 wrong of 5; long: all right; lost: all missed
    assert scores.precision == pytest.approx(1.2 / (1.2 + 0.8))
    assert scores.recall == pytest.approx(1.2 / (1.2 + 1.0))
    assert scores.f1 == pytest.approx(2 * 0.6 * (1.2 / 2.2) / (0.6 + 1.2 / 2.2))
    assert scores.mean_f1 == pytest.approx(2 * 0.6 * (2 / 3) / (0.6 + 2 / 3))
    assert [page.page for page in scores.pages] == ["lost", "short", "long"]
    assert scores.statuses == {"empty": 1, "ok": 2}


def test_a_missing_page_is_told(tmp_path):
    (tmp_path / "truth.json").write_text('{"a": {"articleBody": "x"}}')
    with pytest.raises(OSError, match=r"a\.html\.gz"):
        score_pages(tmp_path / "truth.json", tmp_path, clean)


@pytest.mark.measure
def test_bodies_of_the_public_benchmark(measure):
    scores = score_pages(measure / "pages" / "ground-truth.json", measure / "pages" / "html", clean)
    assert scores.f1 >= 0.955, scores
    assert scores.mean_f1 >= 0.955, scores
    assert len(scores.pages) == 181


@pytest.mark.measure
def test_every_page_of_the_public_benchmark_is_read_from_its_file(measure):
    pages = list(local.pages([measure / "pages" / "html"], outlet=None, now=datetime(2026, 1, 1, tzinfo=UTC)))
    assert len(pages) == 181
    for page in pages:
        cleaned = clean(page)
        assert cleaned.status in {"ok", "paywall"}, (page.found_in, cleaned.status, cleaned.detail)
        assert cleaned.status in {"ok", *REASONS}
        assert cleaned.title
        assert cleaned.body
