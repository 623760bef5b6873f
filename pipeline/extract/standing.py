"""A source's class and country: by the gazetteer, by the catalogue of outlets, by its own words and those that introduce it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.extract.sides import CLASS_WORDS, PARTY_COUNTRY
from pipeline.extract.source_words import WORD, core, country_of, head_words

if TYPE_CHECKING:
    from pipeline.outlets import Catalog
    from pipeline.topics import Topic, TopicEntity

_PARTY = re.compile(r"(?:^|[\s(,])([RDI])-(?:[A-Z][\w.]{1,12})")  # 'R-Ky.', '(D-N.J.)': how American papers mark members of Congress
_NEAR = frozenset({"familiar", "knowledge", "briefed", "close", "involved"})
"""Words after which a source's words say what it knows of, not what it is."""
_OTHER_GENERALS = re.compile(r"\b(attorney|director|surgeon|inspector|secretary|consul)[ -]general\b")
"""Generals of no army."""
_TITLE = 70  # characters before a name in which its title stands
_TITLE_WORDS = 6
_APPOSITION = 110  # characters after a name in which its apposition stands
_OPENS = re.compile(r"[.!?;:\n“”\"]\s*|,\s(?:and|but|while)\s")
_CLOSES = re.compile(r"[.!?;:\n“”\"]|,|\s(?:said|says|told|was|is|has|had|and)\b")
_ALIKE = {
    "senator": ("sen", "sens"),
    "congressman": ("rep", "congressman"),
    "congresswoman": ("rep",),
    "representative": ("rep",),
    "general": ("gen",),
    "governor": ("gov",),
    "premier": ("prime",),
    "minister": ("minister",),
}


@lru_cache(maxsize=4)
def entities_of(topic: Topic) -> dict[str, TopicEntity]:
    """The topic's entities by id."""
    return {entity.entity_id: entity for entity in topic.entities}


def role_of(entity: TopicEntity | None) -> str | None:
    """A person's class as a source by the gazetteer: its role, or government where it stands on a side; None for others."""
    if entity is None or entity.kind != "person":
        return None
    return entity.role or ("government" if entity.side is not None else None)


def class_of(tokens: list[str], words: str, catalog: Catalog, *, person: bool) -> str:
    """The class that words name; 'person' for a person of no other class, 'unknown' for anything else."""
    if _PARTY.search(words[:400]):
        return "government"
    ends = next((at for at, token in enumerate(tokens) if at and token in _NEAR), len(tokens))
    joined = _OTHER_GENERALS.sub(r"\1", f" {' '.join(tokens[:ends])} ")
    if not person:
        if _named(joined, "state_media"):
            return "state_media"
        outlet = catalog.find(core(words).removeprefix("the ").removeprefix("The "))
        if outlet is not None:
            return "state_media" if outlet.owner_kind == "state" else "wire" if outlet.kind == "wire" else "media"
    head = f" {' '.join(head_words(core(words)))} "
    for source_class in CLASS_WORDS:
        if source_class == "document":
            if not person and _named(head, source_class):
                return source_class
        elif _named(joined, source_class):
            return source_class
    return "person" if person else "unknown"


def _named(joined: str, source_class: str) -> bool:
    return any(f" {needle} " in joined for needle in CLASS_WORDS[source_class])


def introduced(text: str, start: int, end: int, catalog: Catalog) -> tuple[str, str | None]:
    """Class and country of a person by the words around a mention: the title before, the apposition after."""
    before = text[max(0, start - _TITLE) : start]
    opened = [match.end() for match in _OPENS.finditer(before)]
    before = before[opened[-1] if opened else (before.find(" ") + 1 if start > _TITLE else 0) :]
    titles = WORD.findall(before)[-_TITLE_WORDS:]
    # a title reaches back from the name as long as its words are capitals or words of office
    kept: list[str] = []
    for word in reversed(titles):
        if not (
            word[0].isupper()
            or any(_named(f" {word.lower()} ", name) for name in ("government", "military", "expert"))
            or word in {"of", "for"}
        ):
            break
        kept.insert(0, word)
    after = text[end : end + _APPOSITION]
    if after[:2] in {", ", " ("}:
        closed = _CLOSES.search(after, 2)
        after = after[: closed.start()] if closed else ""
    else:
        after = ""
    words = f"{' '.join(kept)} {after}"
    tokens = [word.lower().rstrip(".") for word in WORD.findall(words)]
    country = "US" if _PARTY.search(text[end : end + 40]) else country_of(tokens)
    return class_of(tokens, words + text[end : end + 12], catalog, person=True), country


def country_by_party(words: str) -> str | None:
    """The country whose parties are marked 'R-Ky.'."""
    return PARTY_COUNTRY if _PARTY.search(words[:400]) else None


def bears(title: str, entity: TopicEntity | None, around: str) -> bool:
    """Whether somebody holds an office: the word stands beside the name or in one of its aliases. `around` in lower case."""
    wanted = (title, *_ALIKE.get(title, ()))
    held = {word.rstrip(".") for word in around.split()}
    if any(word in held for word in wanted):
        return True
    return entity is not None and any(word in alias.text.lower().replace(".", "").split() for alias in entity.aliases for word in wanted)
