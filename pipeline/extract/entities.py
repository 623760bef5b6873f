"""Who and what is named: the topic's gazetteer, surnames after a full name, and names of people and institutions it does not hold."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.extract import names
from pipeline.extract.gazetteer import Gazetteer, Hit, beside, longest
from pipeline.records import EntityMention, make_id
from pipeline.topics import Alias

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.extract.document import Document
    from pipeline.topics import Topic, TopicEntity

_Found = tuple[int, int, str | None, str]  # start, end, entity id, kind
_SURNAME = "surname"
_CAPITALS = re.compile(
    r"(?<![\w@#.-])(?:[A-ZÀ-ÖØ-Þ][\w'’-]{1,30}|[A-Z]\.(?:[A-Z]\.)?)"
    r"(?:[ \u00a0](?:(?:of|for|and|the)[ ](?:the[ ])?(?=[A-Z]))?(?:(?:al|el|bin|ibn|van|von|de|del|la|ben)[ ])?"
    r"(?:(?:al|el|Al|El)-[A-Z][\w'’-]{1,30}|[A-ZÀ-ÖØ-Þ][\w'’-]{1,30}|[A-Z]\.(?:[A-Z]\.)?)){0,6}"
)
_JOINTS = re.compile(r"[ \u00a0](?:of|for|and|the)(?: the)?[ ]")
_POSSESSIVE = re.compile(r"['’]s?$")
_OPENING = re.compile(r"[\w'’.-]{1,40}")
_BEFORE = re.compile(r"(\w{2,20})\.?[ ]$")
_JOINED = re.compile(r"[a-z][A-Z]")
_CAMEL = ("Mc", "Mac", "De", "Di", "Du", "La", "Le", "Fitz", "Van", "El", "Al", "O'", "O’")
_MIN_PERSON, _MAX_PERSON = 2, 5  # words in a full name


def entities(doc: Document, topic: Topic) -> list[EntityMention]:
    """The mentions in order of the text, none over another; `entity_id` is None for a name the gazetteer does not hold."""
    found = _linked(doc.text, topic)
    found += _unlinked(doc.text, found)
    return [_record(doc, *item) for item in sorted(found)]


def _record(doc: Document, start: int, end: int, entity_id: str | None, kind: str) -> EntityMention:
    return EntityMention(
        mention_id=make_id(doc.version_id, doc.extractor_id, start, end, "entity_mention"),
        version_id=doc.version_id,
        extractor_id=doc.extractor_id,
        entity_id=entity_id,
        kind=kind,
        surface=doc.text[start:end],
        start=start,
        end=end,
        in_headline=doc.in_headline(start),
        in_quote=doc.in_quote(start),
    )


@lru_cache(maxsize=4)
def _gazetteer(topic: Topic) -> Gazetteer[tuple[TopicEntity, str]]:
    aliases = [(alias, (entity, "alias")) for entity in topic.entities for alias in entity.aliases]
    known = {alias.text for alias, _ in aliases}
    aliases += [
        (Alias(entity.surname), (entity, _SURNAME))
        for entity in topic.entities
        if entity.surname is not None and entity.surname not in known
    ]
    return Gazetteer(aliases)


def _linked(text: str, topic: Topic) -> list[_Found]:
    hits = _gazetteer(topic).hits(text)
    sure = {hit.value[0].entity_id for hit in hits if hit.value[1] != _SURNAME and not hit.alias.beside}
    hits = [
        hit
        for hit in hits
        if (not hit.alias.beside or hit.value[0].entity_id in sure or beside(text, hit))
        and not (hit.value[0].kind == "person" and _another(text, hit))
    ]
    full: dict[str, list[tuple[int, TopicEntity]]] = {}
    for hit in hits:
        entity, role = hit.value
        if role != _SURNAME and entity.surname and " " in hit.alias.text:
            full.setdefault(entity.surname, []).append((hit.start, entity))
    found: list[_Found] = []
    for hit in longest(hits):
        entity, role = hit.value
        if role != _SURNAME and hit.alias.text == entity.surname:
            entity = _namesake(full.get(hit.alias.text, []), entity, hit.start)
        if role == _SURNAME:
            holder = _holder(full.get(hit.alias.text, []), hit.start)
            if holder is None:
                continue
            entity = holder
        found.append((hit.start, hit.end, entity.entity_id, entity.kind))
    return found


def _holder(full: list[tuple[int, TopicEntity]], at: int) -> TopicEntity | None:
    """Who is meant by a surname: the bearer named in full last before it; in a headline, the only one the text names."""
    before = [entity for start, entity in full if start < at]
    if before:
        return before[-1]
    everyone = {entity.entity_id: entity for _, entity in full}
    return next(iter(everyone.values())) if len(everyone) == 1 else None


def _namesake(full: list[tuple[int, TopicEntity]], usual: TopicEntity, at: int) -> TopicEntity:
    """Whom a surname means that usually means one person ('Khamenei'): the namesake where the text names only that one in full, before it."""
    if not full or any(entity.entity_id == usual.entity_id for _, entity in full):
        return usual
    before = [entity for start, entity in full if start < at]
    return before[-1] if before else usual


def _another(text: str, hit: Hit[tuple[TopicEntity, str]]) -> bool:
    """Whether a lone surname is somebody else's: another given name stands before it."""
    if " " in hit.alias.text:
        return False
    word = _BEFORE.search(text, max(0, hit.start - 24), hit.start)
    if word is None or not word.group(1)[0].isupper():
        return False
    given = word.group(1).lower()
    return (given in names.MALE or given in names.FEMALE) and given not in hit.value[0].name.lower()


def _unlinked(text: str, linked: list[_Found]) -> list[_Found]:
    taken = sorted((start, end) for start, end, _, _ in linked)
    starts = [start for start, _ in taken]
    surnames: set[str] = set()
    found: list[_Found] = []
    lone: list[tuple[int, int]] = []
    for start, end in _runs(text):
        if end <= start or _overlaps(taken, starts, start, end):
            continue
        words = text[start:end].split()
        if len(words) == 1:
            lone.append((start, end))
            continue
        if _institution(words):
            found.append((start, end, None, "organisation"))
        elif _person(text, start, words):
            found.append((start, end, None, "person"))
            surnames.add(words[-1])
    found += [(start, end, None, "person") for start, end in lone if text[start:end] in surnames]
    return found


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words: whole where an institution's head opens them ('Ministry of Health'), else cut at 'of', 'for', 'and'."""
    for match in _CAPITALS.finditer(text):
        start, end = _trim(text, match.start(), match.end())
        if text[start:end].split(" ", 1)[0].lower() in names.ORGANISATIONS:
            yield start, end
            continue
        at = start
        for joint in _JOINTS.finditer(text, start, end):
            yield _trim(text, at, joint.start())
            at = joint.end()
        yield _trim(text, at, end)


def _overlaps(taken: list[tuple[int, int]], starts: list[int], start: int, end: int) -> bool:
    at = bisect_right(starts, start)
    return (at > 0 and taken[at - 1][1] > start) or (at < len(taken) and taken[at][0] < end)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The run of capitalised words without a title before it, a word that only opens the sentence, or a possessive ending."""
    while True:
        word = _OPENING.match(text, start, end)
        if word is None or word.end() >= end:
            break
        plain = word.group().rstrip(".").lower()
        if plain not in names.TITLES and plain not in _OPENERS:
            break
        start = word.end()
        while start < end and text[start] in " \u00a0":
            start += 1
    ending = _POSSESSIVE.search(text[start:end])
    return start, (start + ending.start() if ending else end)


_OPENERS = frozenset(
    """
    the a an in on at by for from with and but or if as when while after before since though although that this these those his her their its our
    my your he she they it we i you what who how why where there here yes no not so then thus also still yet even once only just now today
    yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october
    november december former formerly late acting deputy senior
    """.split()
)


def _institution(words: list[str]) -> bool:
    heads = {words[-1].lower(), words[0].lower() if len(words) > _MIN_PERSON and words[1] in {"of", "for"} else ""}
    return bool(heads & names.ORGANISATIONS) and words[0].lower() not in _OPENERS


def _person(text: str, start: int, words: list[str]) -> bool:
    if not _MIN_PERSON <= len(words) <= _MAX_PERSON or {"of", "for", "and", "the"} & set(words):
        return False
    if any(word.isupper() and len(word) > _MIN_PERSON and "." not in word for word in words):  # a headline in capitals, an abbreviation
        return False
    if any(_JOINED.search(word) and not word.startswith(_CAMEL) for word in words):
        return False  # two lines that lost the break between them
    given = words[0].lower().rstrip(".")
    if given in names.MALE or given in names.FEMALE:
        return True
    before = _BEFORE.search(text, max(0, start - 24), start)
    return before is not None and before.group(1).lower() in names.TITLES
