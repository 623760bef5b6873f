"""Who a source is: resolved within the article, named or not, of which class and country."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.extract import names, standing
from pipeline.extract.sides import COUNTRY_WORDS, INSTITUTIONS, PEOPLE
from pipeline.extract.source_words import SOMEBODY, WORD, bearer_of, core, country_of, head_words, office, several, unnamed, unnamed_head

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.extract.document import Document
    from pipeline.outlets import Catalog
    from pipeline.records import EntityMention
    from pipeline.topics import Topic

_PERSONAL = frozenset({"he", "she", "his", "her"})
_HERS = frozenset({"she", "her"})
_SELF = frozenset({"i", "we", "our", "my"})
_WRITERS = _SELF | {"you", "your"}
_OTHER = frozenset({"it", "they", "its", "their", "who", "which", "that"}) | _WRITERS
_BY_KIND = {"government": "government", "office": "government", "agency": "government", "armed_group": "military", "media": "media"}
_MAX_PLAIN = 3  # words of a name nothing else is known of
_PAIR = re.compile(r"[A-Z][\w.'’-]{1,30} and (?:[A-Z]\w)")
_MAX_PAIR = 120
_ASIDE = re.compile(r"(?:,| [–—-]{1,2})? (?:when|who|whom|whose|which|asked|speaking) ")
_OWNED = re.compile(r"(?:['’]s|(?<=s)['’])$")
_INCLUDING = re.compile(r",? (?:including|among them|such as|led by) ")
_NEXT = re.compile(r"(?: [A-Z][\w&-]{1,20}){0,2} ([a-z]{3,20})\b")
_LONGEST_DEFINITE = 5  # words of 'the senior State Department official'
_OFFICES = frozenset(
    "senator minister ambassador governor congressman congresswoman general spokesman spokeswoman spokesperson leader".split()
)
"""Offices whose holder an article has named elsewhere: 'the senator' is not an unnamed source."""
_MEMORY = 12  # speakers back to whom a pronoun may go
_CONDITION = re.compile(
    r"(?:on (?:the )?condition of anonymity|on (?:the )?condition that (?:he|she|they|\w{1,12}) not be \w{3,12}|anonymously|not authori[sz]ed to [^.,;]{3,80}"
    r"|declined to be (?:named|identified)|asked not to be (?:named|identified)|(?:requested|requesting|insisted on) anonymity)"
    r"(?:,? (?:because|as|since|citing|due to|given|to discuss|in order to|for fear)\b[^.;,\n”\"]{0,160})?"
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source after resolution. `name` is the fullest words of the article for it."""

    name: str
    entity_id: str | None
    anonymous: bool
    source_class: str
    country: str | None
    person: bool
    female: bool | None = None


class Speakers:
    """The speakers of one article, resolved in order of the text: who spoke before decides who 'he' is."""

    def __init__(self, doc: Document, mentions: list[EntityMention], catalog: Catalog, topic: Topic) -> None:
        self._doc, self._catalog = doc, catalog
        self._mentions = mentions
        self._entities = standing.entities_of(topic)
        self._starts = [mention.start for mention in mentions]
        self._past: list[tuple[int, Speaker]] = []
        self._full: dict[str, str] = {}
        self._surnames: dict[str, str] = {}  # of linked people named in full
        self._first: dict[str, EntityMention] = {}  # the mention that gives the full name
        self._bearers: dict[str, str] = {}  # surname -> name of people no mention holds
        self._known: dict[tuple[int, int], Speaker] = {}
        for mention in mentions:
            if mention.kind != "person":
                continue
            name = mention.surface
            key = mention.entity_id or name.split()[-1]
            if " " in name and len(name) > len(self._full.get(key, "")):
                self._full[key] = name
                self._first.setdefault(key, mention)
                if mention.entity_id is not None:
                    self._surnames.setdefault(name.split()[-1], key)

    def resolve(self, start: int, end: int, refers: Sequence[tuple[int, int]] = ()) -> Speaker:
        """The speaker whose words stand at `start` to `end`; remembered for the pronouns that follow.

        `refers`: for a pronoun, the places of what it may stand for, likeliest first.
        """
        known = self._known.get((start, end))
        if known is None:
            known = self._known[start, end] = self._resolve(start, end, refers)
            if known.name:
                self._past.append((start, known))
        return known

    def _resolve(self, start: int, end: int, refers: Sequence[tuple[int, int]]) -> Speaker:
        words = self._doc.text[start:end]
        owned = _OWNED.search(words)
        if owned is not None and owned.start():  # "Lee's" in "Lee's claim that"
            end, words = start + owned.start(), words[: owned.start()]
        first = words.lower()
        if first in _PERSONAL or first in _OTHER:
            known = self._person_before(first, start) if first in _PERSONAL else self._referent(first, start, refers)
            unresolved = "outlet" if first in _SELF else "unknown"  # outside quotations the writer speaks
            return known or Speaker(words, None, first == "they", unresolved, None, person=first in _PERSONAL)
        including = _INCLUDING.search(words) or _ASIDE.search(words)
        if including is not None:  # 'critics, including Ann Lee', 'Lee, when asked'
            end, words = start + including.start(), words[: including.start()]
        inside = self._mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        tokens = [word.lower().rstrip(".") for word in WORD.findall(words[:400])]
        people = {mention.surface for mention in inside if mention.kind == "person"}
        if len(people) > 1 and _PAIR.search(words[:_MAX_PAIR]) and "," not in words:
            return Speaker(
                words[:200],
                None,
                anonymous=False,
                source_class=self._class(tokens, words, person=True),
                country=country_of(tokens),
                person=True,
            )
        person = next(
            (
                mention
                for mention in inside
                if mention.kind == "person"
                and (mention.end >= end or not _owner(self._doc.text, mention))
                and not _before_noun(self._doc.text, mention, end)
            ),
            None,
        )
        if person is not None and not unnamed_head(words, person.start - start):
            return self._person(person, words, tokens)
        bearer = bearer_of(words, [(m.start - start, m.end - start) for m in inside if m.entity_id]) or self._bearers.get(words)
        if bearer is not None:
            self._bearers[bearer.split()[-1]] = bearer
            return Speaker(
                bearer, None, anonymous=False, source_class=self._class(tokens, words, person=True), country=country_of(tokens), person=True
            )
        again = self._definite(tokens, start) if words[:4].lower() in {"the ", "this", "that"} else None
        if again is not None:
            return again
        anonymous = unnamed(tokens, words, inside) and not (tokens[0] == "the" and len(tokens) == 2 and tokens[1] in _OFFICES)  # noqa: PLR2004
        source_class = self._class(tokens, words, person=False)
        if (
            source_class == "unknown"
            and not anonymous
            and 0 < len(tokens) <= _MAX_PLAIN
            and all(word[0].isupper() for word in words.split())
        ):
            source_class = "person"
        if source_class in {"unknown", "person"}:
            source_class = next((_BY_KIND[m.kind] for m in inside if m.kind in _BY_KIND), source_class)
        entity = next((m.entity_id for m in inside if m.kind not in {"person", "place"} and m.entity_id and not anonymous), None)
        return Speaker(
            core(words),
            entity,
            anonymous,
            source_class,
            country_of(tokens) or self._outlet_country(words) or self._country_inside(inside),
            person=anonymous or office(tokens),
        )

    def _person(self, mention: EntityMention, words: str, tokens: list[str]) -> Speaker:
        key = mention.entity_id or mention.surface.split()[-1]
        if mention.entity_id is None and key in self._surnames:
            key = self._surnames[key]  # 'Mr. Lee', where the topic knows no surname of the Ann Lee it links
            mention = self._first[key]
        name = self._full.get(key, mention.surface)
        entity = self._entities.get(mention.entity_id or "")
        known = entity.name if entity is not None else name
        given = next((part.lower() for part in known.split() if part.lower() in names.MALE or part.lower() in names.FEMALE), "")
        female = (
            True
            if given in names.FEMALE and given not in names.MALE
            else False
            if given in names.MALE and given not in names.FEMALE
            else None
        )
        before = next((known for _, known in reversed(self._past) if known.name == name), None)
        source_class = standing.role_of(entity) or self._class(tokens, words, person=True)
        country = (entity.country if entity is not None else None) or country_of(tokens) or standing.country_by_party(words)
        if entity is None and source_class == "person" and key in self._first:
            first = self._first[key]
            source_class, at_first = standing.introduced(self._doc.text, first.start, first.end, self._catalog)
            country = country or at_first
        if before is not None:
            source_class = before.source_class if source_class == "person" else source_class
            country = country or before.country
        return Speaker(name, mention.entity_id, anonymous=False, source_class=source_class, country=country, person=True, female=female)

    def _person_before(self, word: str, at: int) -> Speaker | None:
        """Whom 'he' or 'she' stands for: the nearest earlier speaker that fits, or a person named since then at the opening of a sentence."""
        for start, speaker in reversed(self._past[-_MEMORY:]):
            unfit = not speaker.person or several(speaker.name) or (speaker.female is False if word in _HERS else bool(speaker.female))
            if not unfit:
                return self._named_since(start, at, word) or speaker
        return self._named_since(0, at, word)

    def _referent(self, word: str, at: int, refers: Sequence[tuple[int, int]]) -> Speaker | None:
        """Whom 'it', 'they' or 'who' stands for: a source of its own sentence, a subject it may refer to, or a source of the sentence before.

        None where number and kind fit nothing there: better the pronoun than the wrong name.
        """
        if word in _WRITERS:
            return None
        if word not in {"it", "they", "its", "their"}:
            return self.resolve(*refers[0]) if refers and refers[0][1] <= at else None
        plural = word in {"they", "their"}
        sentence = self._doc.sentences.number(at)
        earlier = [(self._doc.sentences.number(start), speaker) for start, speaker in reversed(self._past[-_MEMORY:]) if start < at]
        own = [speaker for number, speaker in earlier if number == sentence]
        subjects = [self._known.get(place) or self._resolve(*place, ()) for place in refers if place[1] <= at]
        before = [speaker for number, speaker in earlier if number == sentence - 1]
        stated = [speaker for speaker in subjects if plural or speaker.source_class != "unknown"]
        return next((speaker for speaker in (*own, *stated, *before) if _fits(speaker, plural=plural)), None)

    def _named_since(self, start: int, at: int, word: str) -> Speaker | None:
        low = bisect_left(self._starts, start + 1)
        high = bisect_left(self._starts, at)
        for mention in reversed(self._mentions[max(low, high - 8) : high]):
            if mention.kind != "person" or mention.in_quote or _owner(self._doc.text, mention):
                continue
            sentence, _ = self._doc.sentences.at(mention.start)
            if mention.start - sentence > len("Secretary of State ") or mention.in_headline:
                continue
            found = self._person(mention, mention.surface, [])
            if not (word in _HERS and found.female is False) and not (word not in _HERS and found.female):
                return found
        return None

    def _definite(self, tokens: list[str], at: int) -> Speaker | None:
        """'the official', 'the U.S. official', 'the president': back to the nearest earlier speaker of whom each of the words is true."""
        if not len(("the", "official")) <= len(tokens) <= _LONGEST_DEFINITE or tokens[0] not in {"the", "this", "that"}:
            return None
        head, kinds = tokens[-1], tokens[1:-1]
        if (kinds and head not in PEOPLE) or (self._doc.text[at + len("the ") : at + len("the ") + 1].isupper() and not kinds):
            return None  # 'the Pentagon' is not the Pentagon's spokesman
        for _, speaker in reversed(self._past[-_MEMORY:]):
            name = speaker.name.lower()
            if head not in head_words(name) or name == " ".join(tokens) or (kinds and not speaker.anonymous):
                continue
            known = {word.rstrip(".") for word in WORD.findall(name)}
            if all(kind in known or (kind in COUNTRY_WORDS and COUNTRY_WORDS[kind] == speaker.country) for kind in kinds):
                return speaker
        if kinds or head in INSTITUTIONS or head not in names.TITLES:
            return None
        low = bisect_left(self._starts, at)
        for mention in reversed(self._mentions[max(0, low - 20) : low]):
            before = self._doc.text[max(0, mention.start - 40) : mention.start].lower()
            entity = self._entities.get(mention.entity_id or "")
            if mention.kind == "person" and standing.bears(head, entity, f"{before} {mention.surface.lower()}"):
                return self._person(mention, mention.surface, [head])
        return None

    def _class(self, tokens: list[str], words: str, *, person: bool) -> str:
        return standing.class_of(tokens, words, self._catalog, person=person)

    def _country_inside(self, inside: list[EntityMention]) -> str | None:
        """The country of the first entity among a source's words: 'the Lee administration'."""
        known = (self._entities.get(mention.entity_id or "") for mention in inside)
        return next((entity.country for entity in known if entity is not None and entity.country), None)

    def _outlet_country(self, words: str) -> str | None:
        outlet = self._catalog.find(core(words).removeprefix("the ").removeprefix("The "))
        return outlet.country if outlet else None

    def reason(self, start: int, end: int) -> str | None:
        """The words given for leaving a source unnamed, in the sentences from `start` to `end`."""
        low, _ = self._doc.sentences.at(start)
        _, high = self._doc.sentences.at(max(start, end - 1))
        found = _CONDITION.search(self._doc.text, low, min(high, low + 1200))
        return found.group().strip(" ,") if found else None


def _fits(speaker: Speaker, *, plural: bool) -> bool:
    """Whether 'it' (a body, a paper, a state) or 'they' (several) may stand for a speaker; a pronoun nobody resolved fits nothing."""
    if speaker.name.lower() in _PERSONAL | _OTHER | SOMEBODY | {"all"}:
        return False
    if plural:
        return several(speaker.name)
    return not speaker.person and speaker.source_class != "person" and not several(speaker.name)


def _before_noun(text: str, mention: EntityMention, end: int) -> bool:
    """Whether a name stands before a noun of the same source: 'the Lee administration' is not Lee."""
    after = _NEXT.match(text, mention.end, end)
    return after is not None and after[1] in INSTITUTIONS | PEOPLE and after[1] not in {"who", "of"}


def _owner(text: str, mention: EntityMention) -> bool:
    """Whether the name only owns what follows: 'Trump's lawyer'."""
    return text[mention.end : mention.end + 2] in {"'s", "’s"}
