"""A topic file is read whole, checked with line numbers, and judges what belongs to it."""

import gzip
import json
import pickle
from pathlib import Path

import pytest

from pipeline import topics
from pipeline.topics import TopicError
from pipeline.topics.topic import KINDS, SIDES

MINIMAL = """\
name: tiny
title: A tiny topic
languages: [en]
relevance: {half: 3, threshold: 0.5, title_factor: 2, anchors: {Ruritania: 1}, supports: {castle: 0.5}, support_cap: 1}
entities:
  - {id: ruritania, name: Ruritania, kind: government, country: RU, aliases: [Ruritanian, {text: RT, exact: true, beside: [castle]}]}
naming:
  - {concept: ruler, about: who rules, variants: {king: [king], tyrant: [tyrant, tyrants]}}
"""


@pytest.fixture(scope="module")
def topic():
    return topics.load("us_iran")


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "tiny.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_bundled_topic_is_wide(topic):
    assert topic.languages == ("en",)
    assert len(topic.entities) >= 400
    assert sum(len(entity.aliases) for entity in topic.entities) >= 2_000
    assert {"islamic_state", "armed_actor", "gulf", "resistance_axis", "use_of_force"} <= {concept.concept for concept in topic.concepts}


def test_ids_are_unique_and_no_alias_is_sure_of_two_entities(topic):
    holders = {}
    for entity in topic.entities:
        for alias in entity.aliases:
            holders.setdefault(alias.text.lower() if not alias.exact else alias.text, []).append((entity.entity_id, alias.conditional))
    shared = {text: held for text, held in holders.items() if len({entity_id for entity_id, _ in held}) > 1}
    assert {text: held for text, held in shared.items() if not all(conditional for _, conditional in held)} == {}
    assert set(shared) == {"washington"}  # the city after 'in', the government elsewhere


def test_no_word_shows_two_variants_of_a_concept_without_a_rule(topic):
    for concept in topic.concepts:
        holders = {}
        for variant in concept.variants:
            for word in variant.words:
                if not word.conditional:
                    holders.setdefault(word.text, set()).add(variant.variant)
        assert {word: variants for word, variants in holders.items() if len(variants) > 1} == {}, concept.concept


def test_every_kind_and_every_side_is_named(topic):
    assert {entity.kind for entity in topic.entities} == set(KINDS)
    assert {entity.side for entity in topic.entities} == set(SIDES)
    assert len({entity.wikidata for entity in topic.entities if entity.wikidata}) == sum(bool(e.wikidata) for e in topic.entities)


@pytest.mark.parametrize(
    ("concept", "variants"),
    [
        ("islamic_state", {"isis", "isil", "islamic_state", "daesh"}),
        ("armed_actor", {"militant", "terrorist", "fighter", "proxy", "rebel", "militia"}),
        ("iran_state", {"regime", "government", "islamic_republic"}),
        ("targeted_killing", {"assassination", "killing", "murder", "elimination"}),
        ("gulf", {"persian_gulf", "arabian_gulf", "the_gulf"}),
        ("occupied_territory", {"occupied", "disputed"}),
        ("resistance_axis", {"axis_of_resistance", "proxy_network"}),
    ],
)
def test_the_concepts_that_must_be_told_apart_are_there(topic, concept, variants):
    known = {entry.concept: {variant.variant for variant in entry.variants} for entry in topic.concepts}
    assert variants <= known[concept]


def test_a_topic_travels_to_worker_processes(topic):
    copy = pickle.loads(pickle.dumps(topic))  # noqa: S301 - our own bytes
    assert copy == topic
    assert hash(copy) == hash(topic)
    assert copy.relevance("Iran talks", "Iran and others met.") == topic.relevance("Iran talks", "Iran and others met.")


def test_entities_give_their_rows(topic):
    iran = next(entity for entity in topic.entities if entity.entity_id == "iran").record()
    assert (iran.name, iran.kind, iran.side, iran.wikidata) == ("Iran", "government", "iran", "Q794")


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Nuclear talks resume", "Iran sent its envoy. Iranian officials met the Americans. Iran wants relief from sanctions."),
        ("Iran seizes a tanker", "The ship was taken in the strait."),
        (None, "Tehran and the IRGC denied it. Iranians protested. The JCPOA is dead, Rouhani told the press."),
    ],
)
def test_what_speaks_of_iran_is_relevant(topic, title, text):
    assert topic.relevance(title, text) >= topic.threshold


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("A new stadium opens", "The team, which once played a friendly in Iran, won. " + "The crowd sang. " * 50),
        ("Uranium prices rise", "Uranium, sanctions and Hezbollah are words that prove nothing alone."),
        ("", ""),
    ],
)
def test_a_passing_mention_is_not(topic, title, text):
    assert topic.relevance(title, text) < topic.threshold


def test_a_title_repeated_at_the_head_of_the_text_counts_once(topic):
    assert topic.relevance("Iran", "Iran\n\nNothing else.") == topic.relevance("Iran", "Nothing else.")


def test_letters_that_only_look_like_the_words_count_nothing(topic):
    assert topic.relevance("", "ſanctions İran KHOMEINI") >= 0  # long s and dotted I match without case, but are no key


def test_a_file_of_ones_own(tmp_path):
    own = topics.load(write(tmp_path, MINIMAL))
    assert own.relevance("Ruritania", "castle castle Ruritania") == pytest.approx(4 / 7)
    alias = own.entities[0].aliases[2]
    assert (alias.text, alias.exact, alias.beside) == ("RT", True, ("castle",))
    assert own.entities[0].aliases[0].text == "Ruritania"


def test_the_hash_follows_the_file(tmp_path):
    first = topics.load(write(tmp_path, MINIMAL)).rules_hash
    assert topics.load(write(tmp_path, MINIMAL)).rules_hash == first
    assert topics.load(write(tmp_path, MINIMAL + "# changed\n")).rules_hash != first


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("kind: government", "kind: goverment", ["line 6", "did you mean 'government'?"]),
        ("entities:", "entites:", ["unknown key 'entites'", "did you mean 'entities'?"]),
        ("country: RU", "country: ru", ["line 6", "country code"]),
        ("title: A tiny topic\n", "", ["the key 'title' is missing"]),
        ("half: 3", "half: many", ["line 4", "'many' is not a number"]),
        ("half: 3", "half: 0", ["out of range"]),
        ("anchors: {Ruritania: 1}", "anchors: [Ruritania]", ["expected words with their points"]),
        ("aliases: [Ruritanian,", "wikidata: 794, aliases: [Ruritanian,", ["'794' is not a Wikidata item"]),
        ("exact: true", "exact: yes please", ["'yes please' is not allowed"]),
        ("variants: {king: [king], tyrant: [tyrant, tyrants]}", "variants: [king]", ["expected variants"]),
        ("languages: [en]", "languages: en", ["expected a list, found 'en'"]),
        ("name: tiny", "name: ''", ["expected a text, found nothing"]),
        ("entities:\n", "entities:\n  - {id: ruritania, name: R, kind: place}\n", ["the id 'ruritania' stands twice"]),
        ("name: tiny", "name: tiny\nname: tiny", ["line 2", "stands twice"]),
        ("entities:\n  - {", "entities:\n  - [", ["Check indentation"]),
        ("relevance: {half: 3,", "relevance: 3 #", ["expected keys and values"]),
    ],
)
def test_a_wrong_file_is_answered_with_line_reason_and_way_out(tmp_path, old, new, wanted):
    assert old in MINIMAL
    with pytest.raises(TopicError) as error:
        topics.load(write(tmp_path, MINIMAL.replace(old, new)))
    message = str(error.value)
    assert "tiny.yaml" in message
    for words in wanted:
        assert words in message


def test_an_unknown_topic_names_the_known_ones():
    with pytest.raises(TopicError, match=r"no topic 'us_irak'.*us_iran"):
        topics.load("us_irak")


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00bad", b"- just\n- a list\n", b"a: &x [1]\nb: " + b"[" * 40 + b"]" * 40])
def test_odd_bytes_are_a_topic_error_too(tmp_path, content):
    path = tmp_path / "odd.yaml"
    path.write_bytes(content)
    with pytest.raises(TopicError, match=r"odd\.yaml"):
        topics.load(path)


def test_yaml_that_unfolds_itself_is_stopped(tmp_path):
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 8)]
    with pytest.raises(TopicError, match="too many"):
        topics.load(write(tmp_path, "\n".join(lines)))


def test_a_huge_file_is_not_read(tmp_path):
    with pytest.raises(TopicError, match="larger than"):
        topics.load(write(tmp_path, "#" * 4_000_001))


@pytest.mark.measure
def test_relevance_on_both_corpora(topic, measure):
    def passed(name: str) -> tuple[int, int]:
        with gzip.open(measure / "corpus" / name, "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        return sum(topic.relevance(row["title"], row["text"]) >= topic.threshold for row in rows), len(rows)

    assert passed("us_iran.jsonl.gz") == (544, 544)
    assert passed("general.jsonl.gz")[0] <= 20
