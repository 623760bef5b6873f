"""Which entries of a listing are fetched: the topic file's rule, its errors, and how it does on real listings and articles."""

import gzip
import json
import pickle
import sys

import pytest

from pipeline import topics
from pipeline.acquire.listings import off_topic
from pipeline.topics import TopicError

HEAD = """\
name: tiny
title: A tiny topic
languages: [en]
relevance: {half: 3, threshold: 0.5, anchors: {Ruritania: 1}}
entities:
  - {id: ruritania, name: Ruritania, kind: government}
"""
BARE = "https://news.example/12345"


@pytest.fixture
def tiny(tmp_path):
    """A tiny topic with these lines for its fetching."""

    def load(rule=""):
        path = tmp_path / "tiny.yaml"
        path.write_text(HEAD + rule, encoding="utf-8")
        return topics.load(path)

    return load


@pytest.mark.parametrize(
    ("title", "summary", "url", "fetched"),
    [
        ("Envoys of Ruritania arrive today", None, BARE, True),
        ("Envoys arrive today again", "They came from Ruritania.", BARE, True),
        ("Envoys arrive today again", None, "https://news.example/ruritania/envoys-arrive", True),
        ("Two goals in the second half", None, BARE, False),
        ("Two goals", None, BARE, True),  # two words do not tell
        (None, None, BARE, True),
        (None, None, "https://news.example/sport/match-report", True),  # nor two words of an address
        (None, None, "https://news.example/sport/two-goals-in-the-half", False),
        ("Two goals", "Both of them came late in the second half of the match.", BARE, False),  # the summary tells
        ("Two goals", None, "https://news.example/two-goals-in-the-half", False),
        (None, None, "https://news.example/world/news/europe/a-4471", True),  # sections are no headline
    ],
)
def test_without_a_rule_of_its_own_any_anchor_is_enough_and_what_tells_too_little_is_fetched(tiny, title, summary, url, fetched):
    assert (off_topic(tiny(), title, summary, url) is None) is fetched


def test_words_add_up_and_one_word_counts_once_however_often_it_stands(tiny):
    topic = tiny("fetching: {threshold: 1, summary: 0.5, words: {castle: 0.5, king: 0.5, Ruritania: 0.2}}\n")
    assert off_topic(topic, "The castle of the king", None, BARE) is None
    assert "0.5 points" in off_topic(topic, "The castle, a castle, castles and a castle", None, "https://news.example/the-castle-of-old")
    assert "0.75 points" in off_topic(topic, "The castle of old", "There the king once had lived for a while.", BARE)
    assert "0.2 points" in off_topic(topic, "Ruritania in the spring", None, BARE)
    assert "topic 'tiny'" in off_topic(topic, "Ruritania in the spring", None, BARE)


def test_what_tells_enough_is_the_files_to_say(tiny):
    topic = tiny("fetching: {telling: {title: 2}}\n")
    assert off_topic(topic, "Two goals", None, BARE)
    assert off_topic(topic, "Goals", None, BARE) is None


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("fetching: {treshold: 1}\n", "line 7: unknown key 'treshold'"),
        ("fetching: {threshold: 0}\n", "line 7: 0 is out of range"),
        ("fetching: {telling: {headline: 3}}\n", "line 7: unknown key 'headline'"),
        ("fetching: {telling: {title: 0}}\n", "out of range"),
        ("fetching: {words: [castle]}\n", "write 'Hormuz: 1'"),
        ("fetching: {words: {castle: much}}\n", "'much' is not a number"),
        ("fetching: yes\n", "expected keys and values"),
    ],
)
def test_a_wrong_rule_is_told_with_its_line(tiny, rule, words):
    with pytest.raises(TopicError) as error:
        tiny(rule)
    assert words in str(error.value)


def test_a_long_hostile_text_costs_no_more_than_its_length_and_the_rule_travels(tiny):
    topic = pickle.loads(pickle.dumps(tiny()))  # noqa: S301 - our own
    assert off_topic(topic, "a" * 1_000_000, "b " * 1_000_000, BARE)


def told(path):
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@pytest.mark.measure
def test_real_listings_and_articles_are_told_apart(measure, capsys):
    topic = topics.load("us_iran")

    def share(rows, *, summary=False):
        kept = [off_topic(topic, row["title"], row["summary"] if summary else None, row["url"]) is None for row in rows]
        return sum(kept) / len(kept)

    feeds = [row for row in told(measure / "feeds" / "iran_2026_01.jsonl.gz") if row["language"].startswith("en")]
    on, other = told(measure / "corpus" / "us_iran.jsonl.gz"), told(measure / "corpus" / "general.jsonl.gz")
    much = [row for row in on if topic.relevance(row["title"], row["text"]) >= 0.8]
    figures = {
        f"{len(feeds)} English feed entries that name Iran, with summary": share(feeds, summary=True),
        "the same by title and address alone": share(feeds),
        f"{len(on)} articles that name Iran three times or more": share(on),
        f"{len(much)} of them that are mostly of Iran (relevance 0.8)": share(much),
        f"{len(other)} articles on anything else": share(other),
    }
    with capsys.disabled():
        sys.stdout.writelines(f"\n  fetched {value:6.1%} of {name}" for name, value in figures.items())
    with_summary, alone, all_on, mostly, off = figures.values()
    assert with_summary >= 0.99
    assert (alone, all_on, mostly) >= (0.9, 0.65, 0.94)
    assert all_on >= 0.65
    assert mostly >= 0.94
    assert off <= 0.05
