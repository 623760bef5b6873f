"""Which edits a note to readers speaks of: those that share the number it gives, or the words, with what was changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from pipeline.extract.number_words import spelled
from pipeline.relate.declared import LONGEST
from pipeline.relate.wording import words

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEADING = re.compile(r"^[^:–—]{1,60}[:–—]")
_MONTHS: Final = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_FORMULA: Final = frozenset(
    """about also amend amended amends amount article based because been being by caption changed clarification clarified clarifies clarify comment contained copy correct corrected
    correcting correction corrections corrects correctly date dates described details dispatch earlier edited editing editor editors error erroneously figure
    figures first fixed following from gave given gives have headline here identified implied included includes including incorrect incorrectly information initial initially into
    its line made make misattributed misidentified misquoted misspelled misspelling misstated mistake mistaken mistakenly modified name named names note number numbers omitted
    original originally page paragraph piece post previous previously prior production published quotation quote quoted readers reflect refile refiled regret remove
    removed report reported reporting reports revised said saying says second sentence should some source spelling stated statement states story suggested text that
    their them then there these they third this those throughout title toll transcription update updated updates version versions wrong wrongly was were which while who whom
    whose with withdrawn would wrote your will when where what after before between during until since than more most than not and the for out our are has had had but""".split()
)
"""Words that every note has: they say that something was put right, not what."""
_OF_TWO: Final = 2  # words in common with a sentence that changed, one of them among those that did
_AROUND: Final = 3  # words in common with what stands around the change, or with a sentence that is new or gone
_SHARE: Final = 0.25  # of the note's own words, that a sentence new or gone must hold


class Side(NamedTuple):
    """An edit as a note may name it: `before` and `after` are its words, None on a side without any."""

    in_headline: bool
    kind: str
    before: str | None
    after: str | None


class _Said(NamedTuple):
    numbers: frozenset[str]
    telling: frozenset[str]
    headline: bool


def named(note: str, edits: Sequence[Side]) -> list[int]:
    """Places in `edits` of those that the note's words single out; empty where it speaks of the text as a whole, or in too few words to tell."""
    said = _said(note)
    return [at for at, edit in enumerate(edits) if _names(said, edit)]


def _said(note: str) -> _Said:
    note = note[:LONGEST]
    content = words(_HEADING.sub(" ", note, count=1))
    dated = {
        word
        for at, word in enumerate(content)
        if word[0].isdigit() and (_YEAR.fullmatch(word) or not _MONTHS.isdisjoint(content[max(0, at - 1) : at + 2]))
    }
    return _Said(
        numbers=frozenset(word for word in content if _is_number(word) and word not in dated),
        telling=frozenset(word for word in content if word in dated or (word.isalpha() and len(word) > _AROUND and word not in _FORMULA)),
        headline="headline" in content,
    )


def _names(said: _Said, edit: Side) -> bool:
    if edit.in_headline and said.headline:
        return True
    before, after = _bag(edit.before), _bag(edit.after)
    differing = before ^ after
    if not said.numbers.isdisjoint(differing):
        return True
    changed = len(said.telling & differing)
    if edit.before is None or edit.after is None:
        return changed >= max(_AROUND, _SHARE * len(said.telling))
    around = len(said.telling & before & after)
    return edit.kind == "changed" and ((changed >= 1 and changed + around >= _OF_TWO) or around >= _AROUND)


def _bag(text: str | None) -> set[str]:
    return set(words(text[:LONGEST])) if text else set()


def _is_number(word: str) -> bool:
    return word[0].isdigit() or (word != "one" and spelled(word) is not None)
