"""A topic: read from its YAML file, checked, frozen, and small enough to send to worker processes."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import Problem
from pipeline.records import Entity
from pipeline.topics.worth import FetchRule, fetch_rule
from pipeline.topics.yaml_file import Node, YamlFileError, read

if TYPE_CHECKING:
    from collections.abc import Iterable

FOLDER = Path(__file__).parent
KINDS = (
    "person",
    "office",
    "government",
    "armed_group",
    "agency",
    "place",
    "facility",
    "weapon",
    "agreement",
    "organisation",
    "media",
    "event",
)
SIDES = (
    "iran",
    "us",
    "israel",
    "gulf",
    "iraq",
    "syria",
    "lebanon",
    "yemen",
    "palestine",
    "europe",
    "russia",
    "china",
    "un",
    "jihadist",
    "other",
)
ROLES = ("government", "military", "expert", "media", "ngo", "person")
_SCANNED = 200_000  # characters looked at for relevance; articles are far shorter


class TopicError(Problem):
    """A topic cannot be loaded. The message names file, line, reason and what to do."""


@dataclass(frozen=True, slots=True)
class Alias:
    """Words that name an entity, or show that a variant was chosen. Matched with word borders, capitals as written, or the whole word in capitals.

    `exact`: only with these very capitals. `beside`: counts only with one of these words within 40 characters, or where another
    alias of the entity stands in the article. `not_before`, `not_after`: not when one of these words follows or precedes. `after`: only when one
    of these words precedes.
    """

    text: str
    exact: bool = False
    beside: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    @property
    def conditional(self) -> bool:
        """Whether the words alone do not settle whom they name."""
        return bool(self.beside or self.not_before or self.not_after or self.after)


@dataclass(frozen=True, slots=True)
class TopicEntity:
    """Somebody or something with one id and many names. `surname` resolves only after a full name in the same article."""

    entity_id: str
    name: str
    kind: str
    side: str | None
    country: str | None  # ISO 3166 alpha-2
    wikidata: str | None
    aliases: tuple[Alias, ...]
    surname: str | None = None
    role: str | None = None  # of a person: class as a source

    def record(self) -> Entity:
        """The row of table `entity`."""
        return Entity(entity_id=self.entity_id, name=self.name, kind=self.kind, side=self.side, wikidata=self.wikidata)


@dataclass(frozen=True, slots=True)
class Variant:
    """One way of naming a concept."""

    variant: str
    words: tuple[Alias, ...]


@dataclass(frozen=True, slots=True)
class Concept:
    """Something that can be named in more than one way."""

    concept: str
    about: str
    variants: tuple[Variant, ...]


@dataclass(frozen=True, slots=True)
class RelevanceRule:
    """Points for words of the topic: `half` points give a score of one half."""

    half: float
    threshold: float
    title_factor: float
    anchors: tuple[tuple[str, float], ...]
    supports: tuple[tuple[str, float], ...]
    support_cap: float


@dataclass(frozen=True)
class Topic:
    """Everything a topic's file says."""

    name: str
    title: str
    languages: tuple[str, ...]
    rule: RelevanceRule
    fetching: FetchRule = field(repr=False)
    entities: tuple[TopicEntity, ...] = field(repr=False)
    concepts: tuple[Concept, ...] = field(repr=False)
    rules_hash: str
    _patterns: tuple[tuple[re.Pattern[str], dict[str, float]], tuple[re.Pattern[str], dict[str, float]]] = field(repr=False, compare=False)

    def __hash__(self) -> int:
        return hash(self.rules_hash)

    @property
    def threshold(self) -> float:
        """The score from which an article belongs to the topic."""
        return self.rule.threshold

    def relevance(self, title: str | None, text: str) -> float:
        """How far an article speaks of the topic, 0 to 1: p / (p + half), p being points for the words the rule lists.

        Words in the title count `title_factor` times; supporting words count only beside an anchor, up to `support_cap` points. A text that
        begins with its own title is not counted twice.
        """
        title = title or ""
        body = text[:_SCANNED]
        if title and body.startswith(title):
            body = body[len(title) :]
        anchors, supports = self._patterns
        points = _points(anchors, body) + self.rule.title_factor * _points(anchors, title)
        if points == 0:
            return 0.0
        points += min(self.rule.support_cap, _points(supports, body) + _points(supports, title))
        return points / (points + self.rule.half)


def _points(pattern: tuple[re.Pattern[str], dict[str, float]], text: str) -> float:
    words, weights = pattern
    return sum(weights.get(found.lower(), 0.0) for found in words.findall(text))


def load(name_or_path: str | Path) -> Topic:
    """The topic of that name in this folder, or of that YAML file. Raises `TopicError` with file, line, reason and suggestion."""
    path = Path(name_or_path)
    if path.suffix not in {".yaml", ".yml"}:
        path = FOLDER / f"{name_or_path}.yaml"
    if not path.is_file():
        known = ", ".join(sorted(found.stem for found in FOLDER.glob("*.yaml")))
        raise TopicError(f"there is no topic '{name_or_path}' (looked for {path}). Known topics: {known}; or give the path of a YAML file.")
    try:
        root, content = read(path)
        return _topic(root, hashlib.blake2b(content, digest_size=9).hexdigest())
    except YamlFileError as error:
        raise TopicError(str(error)) from error


def _topic(root: Node, rules_hash: str) -> Topic:
    keys = root.fields(
        ("name", "title", "languages", "relevance", "fetching", "entities", "naming"),
        ("name", "title", "languages", "relevance", "entities"),
    )
    rule = _rule(keys["relevance"])
    entities = tuple(_entity(node) for node in keys["entities"].items())
    _unique(keys["entities"], (entity.entity_id for entity in entities))
    concepts = tuple(_concept(node) for node in keys["naming"].items()) if "naming" in keys else ()
    return Topic(
        name=keys["name"].text(),
        title=keys["title"].text(),
        languages=keys["languages"].texts(),
        rule=rule,
        fetching=fetch_rule(keys.get("fetching"), (word for word, _ in rule.anchors)),
        entities=entities,
        concepts=concepts,
        rules_hash=rules_hash,
        _patterns=(_compile(rule.anchors), _compile(rule.supports)),
    )


def _compile(words: tuple[tuple[str, float], ...]) -> tuple[re.Pattern[str], dict[str, float]]:
    longest_first = sorted((word for word, _ in words), key=len, reverse=True)
    choice = "|".join(re.escape(word) for word in longest_first) or r"(?!)"
    return re.compile(rf"(?<!\w)(?:{choice})(?!\w)", re.IGNORECASE), {word.lower(): weight for word, weight in words}


def _rule(node: Node) -> RelevanceRule:
    keys = node.fields(("half", "threshold", "title_factor", "anchors", "supports", "support_cap"), ("half", "threshold", "anchors"))
    return RelevanceRule(
        half=keys["half"].number(0.1, 1000),
        threshold=keys["threshold"].number(0, 1),
        title_factor=keys["title_factor"].number(1, 100) if "title_factor" in keys else 1.0,
        anchors=_weights(keys["anchors"]),
        supports=_weights(keys["supports"]) if "supports" in keys else (),
        support_cap=keys["support_cap"].number(0, 1000) if "support_cap" in keys else 0.0,
    )


def _weights(node: Node) -> tuple[tuple[str, float], ...]:
    if not isinstance(node.value, dict):
        node.wrong("expected words with their points", "write 'Iran: 1'")
    return tuple((word, points.number(0, 100)) for word, points in node.value.items())


_ENTITY_KEYS = ("id", "name", "kind", "side", "country", "wikidata", "aliases", "surname", "role")


def _entity(node: Node) -> TopicEntity:
    keys = node.fields(_ENTITY_KEYS, ("id", "name", "kind"))
    name = keys["name"].text()
    country = keys["country"].maybe() if "country" in keys else None
    if country is not None and not re.fullmatch(r"[A-Z]{2}", country):
        keys["country"].wrong(f"'{country}' is not a country code", "ISO 3166 alpha-2, as in IR or US; put NO in quotes")
    wikidata = keys["wikidata"].maybe() if "wikidata" in keys else None
    if wikidata is not None and not re.fullmatch(r"Q[1-9]\d{0,9}", wikidata):
        keys["wikidata"].wrong(f"'{wikidata}' is not a Wikidata item", "write Q and digits, or leave it out")
    aliases = tuple(_alias(item) for item in keys["aliases"].items()) if "aliases" in keys else ()
    if name not in {alias.text for alias in aliases}:
        aliases = (Alias(name), *aliases)
    return TopicEntity(
        entity_id=keys["id"].text(),
        name=name,
        kind=keys["kind"].choice(KINDS),
        side=keys["side"].choice(SIDES) if "side" in keys else None,
        country=country,
        wikidata=wikidata,
        aliases=aliases,
        surname=keys["surname"].maybe() if "surname" in keys else None,
        role=keys["role"].choice(ROLES) if "role" in keys else None,
    )


_CONDITIONS = ("text", "exact", "beside", "not_before", "not_after", "after")


def _alias(node: Node) -> Alias:
    if not isinstance(node.value, dict):
        return Alias(node.text())
    keys = node.fields(_CONDITIONS, ("text",))
    return Alias(
        text=keys["text"].text(),
        exact=keys["exact"].flag() if "exact" in keys else False,
        beside=tuple(word.lower() for word in keys["beside"].texts()) if "beside" in keys else (),
        not_before=keys["not_before"].texts() if "not_before" in keys else (),
        not_after=keys["not_after"].texts() if "not_after" in keys else (),
        after=keys["after"].texts() if "after" in keys else (),
    )


def _concept(node: Node) -> Concept:
    keys = node.fields(("concept", "about", "variants"), ("concept", "variants"))
    variants = keys["variants"].value
    if not isinstance(variants, dict):
        keys["variants"].wrong("expected variants with their words", "write 'isis: [ISIS]'")
    return Concept(
        concept=keys["concept"].text(),
        about=keys["about"].text() if "about" in keys else "",
        variants=tuple(Variant(name, tuple(_alias(item) for item in words.items())) for name, words in variants.items()),
    )


def _unique(node: Node, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for number, entity_id in enumerate(ids):
        if entity_id in seen:
            node.items()[number].wrong(f"the id '{entity_id}' stands twice", "join the two entries or rename one")
        seen.add(entity_id)
