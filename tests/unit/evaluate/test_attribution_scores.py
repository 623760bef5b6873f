"""Scores of attributions and quotations: gold lines and predictions in, counts and shares out."""

import json

import pytest

from pipeline import outlets, topics
from pipeline.evaluate.attributions import score_attributions, score_quotes
from pipeline.extract.attributions import attributions
from pipeline.extract.document import Document
from pipeline.extract.entities import entities
from pipeline.extract.quotation import regions
from pipeline.extract.sentences import SentenceIndex

TEXT = "Note\n\nAnn Lee said the road was closed. “It is,” said a witness."


@pytest.fixture(scope="module")
def predict():
    topic, catalog = topics.load("us_iran"), outlets.load()

    def read(line):
        text = line["text"]
        document = Document(
            text=text,
            body_start=text.find("\n\n") + 2,
            published=None,
            version_id="v",
            extractor_id="x",
            sentences=SentenceIndex(text),
            quoted=regions(text),
        )
        return attributions(document, entities(document, topic), catalog, topic)

    return read


def place(words):
    start = TEXT.index(words)
    return [[start, start + len(words)]]


def gold(*rows):
    return {"id": "one", "text": TEXT, "attributions": [{"source": s, "cue": c, "content": t} for s, c, t in rows]}


LEE = (place("Ann Lee"), place("said"), place("the road was closed"))
GUARD = (place("a witness"), [[TEXT.rindex("said"), TEXT.rindex("said") + 4]], place("“It is,”"))


def test_all_found(predict):
    score = score_attributions([gold(LEE, GUARD)], predict)
    assert (score.gold, score.predicted, score.matched, score.source_right) == (2, 2, 2, 2)
    assert (score.precision, score.recall, score.f1, score.source_accuracy) == (1, 1, 1, 1)
    assert score.misses == ()


def test_a_row_the_gold_lacks_and_one_it_has_alone(predict):
    missing = (None, place("Note"), place("Note"))
    score = score_attributions([gold(LEE, missing)], predict)
    assert (score.precision, score.recall, score.f1) == (0.5, 0.5, 0.5)
    assert [(miss.what, miss.cue) for miss in score.misses] == [("extra", "said"), ("missed", "Note")]


def test_another_source_and_no_source_are_wrong(predict):
    wrong = score_attributions([gold((place("a witness"), *LEE[1:]), (None, *GUARD[1:]))], predict)
    assert (wrong.matched, wrong.source_right, wrong.source_accuracy) == (2, 0, 0)
    assert [miss.what for miss in wrong.misses] == ["source", "source"]


def test_half_of_the_gold_content_must_be_found(predict):
    longer = (LEE[0], LEE[1], [[LEE[2][0][0], len(TEXT)]])
    shorter = (LEE[0], LEE[1], place("closed"))
    assert score_attributions([gold(longer)], predict).matched == 0
    assert score_attributions([gold(shorter)], predict).matched == 1


def test_another_cue_with_the_same_content_is_no_match(predict):
    assert score_attributions([gold((LEE[0], place("Note"), LEE[2]))], predict).matched == 0


def test_each_gold_row_matches_once(predict):
    score = score_attributions([gold(LEE), gold(LEE)], predict)
    assert (score.gold, score.predicted, score.matched) == (2, 4, 2)


def quote(kind, words, source, *, anonymous, verb="said"):
    start = TEXT.index(words)
    return {
        "kind": kind,
        "content_start": start,
        "content_end": start + len(words),
        "source_text": source,
        "anonymous": anonymous,
        "verb": verb,
    }


def test_quotes_are_scored_with_speaker_and_anonymity(predict):
    line = {
        "id": "one",
        "text": TEXT,
        "quotes": [
            quote("direct", "It is,", "a witness", anonymous=True),
            quote("indirect", "the road was closed", "Ann Lee", anonymous=False),
        ],
    }
    direct = score_quotes([line], predict)
    assert (direct.gold, direct.predicted, direct.matched, direct.source_accuracy, direct.anonymous_accuracy) == (1, 1, 1, 1, 1)
    both = score_quotes([line], predict, indirect=True)
    assert (both.gold, both.predicted, both.matched, both.f1) == (2, 2, 2, 1)


def test_wrong_speakers_and_missed_quotes_are_listed(predict):
    line = {
        "id": "one",
        "text": TEXT,
        "quotes": [quote("direct", "It is,", "Ann Lee", anonymous=False), quote("direct", "Note", None, anonymous=False)],
    }
    score = score_quotes([line], predict)
    assert (score.matched, score.source_accuracy, score.anonymous_accuracy) == (1, 0, 0)
    assert [miss.what for miss in score.misses] == ["source", "missed"]


def test_lines_without_annotation_are_passed_over(predict):
    score = score_quotes([{"id": "one", "text": TEXT, "quotes": None}], predict)
    assert (score.gold, score.predicted, score.f1, score.precision, score.recall, score.source_accuracy, score.anonymous_accuracy) == (
        0,
    ) * 7


@pytest.mark.measure
def test_scores_on_the_development_sets(predict, measure):
    def lines(name):
        return [json.loads(line) for line in (measure / "gold" / name).read_text(encoding="utf-8").splitlines()]

    found = score_attributions(lines("attribution_dev.jsonl"), predict)
    assert found.f1 >= 0.70
    assert found.source_accuracy >= 0.95
    quotes = score_quotes(lines("figures_dev.jsonl"), predict)
    assert quotes.f1 >= 0.94
    assert quotes.source_accuracy >= 0.92
    assert quotes.anonymous_accuracy >= 0.95
