"""Whose verb is it: subjects found by walking outwards from a cue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.cues import ADVERBS, AUXILIARIES, BOUNDARIES, CUES, FINITE, NAMELY_LY, OPENERS, PARTICLES, PREPOSITIONS, TIMES
from pipeline.extract.sources import PAST_FORMS, noun_phrase

if TYPE_CHECKING:
    from pipeline.extract.scan import Span
    from pipeline.extract.units import Tokens

MAX_SUBJECT = 40  # tokens of a subject, appositions included
_BETWEEN = frozenset("meanwhile however instead nonetheless nevertheless therefore thus".split())
_DISTRIBUTED = frozenset("both neither either each all".split())
"""Words between an auxiliary and its verb that elsewhere open a subject: 'have both said'."""
_BEFORE_TIME = frozenset("he she they it who which".split())
_OPENS_TIME = frozenset("in on at during last this later earlier after before early late".split())
_INCLUDING = frozenset({"including", "among", "led", "like", "of", "from"})
_MAX_ASIDE = 8  # tokens of 'including Ann Lee'
_MAX_GROUP = 7  # tokens of a verb group: 'has since then repeatedly and publicly said'
_MAX_RELATIVE = 8  # tokens of a relative clause inside a subject
_MAX_NICKNAME = 20  # characters between quotation marks inside a name
_MAX_BRACKET = 10  # tokens in brackets inside a name: '(D-Va.)'
STOPS = frozenset({",", ";", ":", "—", "(", ")", "[", "]", "Q", "…", "?", "!", "\n"})
_RELATIVE = frozenset({"who", "which", "that"})
_CONJUNCTIONS = frozenset({"and", "but", "or", "then"})
_LEADING = frozenset({"and", "but", "or", "so", "yet", "meanwhile", "however", "instead", "indeed", "perhaps"})
_HEADS_OF_CLAUSES = frozenset("time way reason moment day thing".split())
"""Nouns after which a clause follows bare: 'the first time Tehran admitted'."""
_PRONOUNS = frozenset("he she they it we you i".split())
OWN = frozenset("a an his her their its".split())
_ARTICLES = frozenset("a an the only no its their his her our my your every".split())
_AFTER_PASSIVE = frozenset({"by", "in", "of", "at"})
"""Words after a past form that make it a passive: 'quoted by', 'cited in', 'accused of'."""
_ASIDES = frozenset("citing quoting in at on during speaking for after before meanwhile however too though".split())
"""Words that open an aside after a name, which is no part of it: 'Lee, in a note, said'."""
_DETERMINERS = frozenset("a an the his her its their our two three some several".split())
_NO_SUBJECT = frozenset("to of for by in on at from with about not into without".split())


def is_adverb(word: str) -> bool:
    """Whether a word may stand between a subject and its verb: in -ly, or listed."""
    return word in ADVERBS or (word.endswith("ly") and word not in NAMELY_LY)


def verb_group(tokens: Tokens, cue: int, low: int) -> int:
    """The first token of the verb group that ends in `cue`: 'has repeatedly said'."""
    words = tokens.words
    first = cue
    while first > low and cue - first < _MAX_GROUP:
        before = words[first - 1]
        if tokens.kinds[first - 1] == "W" and first - 1 > low > 0:
            break  # 'Theresa May said'
        if not (
            before in AUXILIARIES or is_adverb(before) or before in _BETWEEN or (before in _DISTRIBUTED and words[first - 2] in AUXILIARIES)
        ):
            break
        first -= 1
    return first


def subject_left(tokens: Tokens, verb: int, low: int) -> Span | None:
    """The subject that ends right before `verb`, with its apposition; a lone conjunction or nothing gives None."""
    last = verb - 1
    if last < low:
        return None
    kind, word = tokens.kinds[last], tokens.words[last]
    if kind == ",":
        return _apposed(tokens, last, low)
    if kind == "—":
        return _dashed(tokens, last, low)
    if kind == ")":
        opened = _opening(tokens, last, low)
        name = _noun_left(tokens, opened - 1, low) if opened is not None else None
        return None if name is None else (name[0], last + 1)
    if kind in STOPS or word in _CONJUNCTIONS:
        return None
    if word in _RELATIVE:
        return (last, last + 1)
    if word == "whom" and last - low > 1 and tokens.words[last - 1] == "of":
        return (last - 2, last + 1)  # 'many of whom'
    noun = _noun_left(tokens, last, low) or _after_and(tokens, last, low)
    if noun is None:
        return _before_aside(tokens, last, low)
    return _with_name(tokens, noun, low)


def _dashed(tokens: Tokens, closing: int, low: int) -> Span | None:
    """'X – the head of Y – has said': the name before its first dash."""
    for index in range(closing - 1, max(low, closing - MAX_SUBJECT), -1):
        if tokens.kinds[index] == "—":
            name = _noun_left(tokens, index - 1, low)
            return (name[0], closing) if name is not None and tokens.words[name[0]] not in OPENERS else None
        if tokens.kinds[index] in {"Q", "\n", ":"}:
            return None
    return None


def _after_and(tokens: Tokens, last: int, low: int) -> Span | None:
    """The subject of a clause that 'and' joins: 'the bureau botched the case and Democrats accused'."""
    for at in range(last - 1, max(low, last - _MAX_ASIDE), -1):
        if tokens.words[at] in _CONJUNCTIONS:
            return trimmed(tokens, at + 1, last + 1, low)
        if tokens.kinds[at] not in {"w", "W"} or tokens.words[at] in BOUNDARIES:
            return None
    return None


def _before_aside(tokens: Tokens, last: int, low: int) -> Span | None:
    """The pronoun before a time or place: 'he this morning', 'who in 2010'."""
    for at in range(last - 1, max(low - 1, last - _MAX_ASIDE), -1):
        if tokens.kinds[at] not in {"w", "W"}:
            return None
        if tokens.words[at] in _BEFORE_TIME:
            return (at, at + 1) if tokens.words[at + 1] in _OPENS_TIME else None
    return None


def _with_name(tokens: Tokens, noun: Span, low: int) -> Span:
    """'Ann Lee, a clerk at the port said': the name that opens the sentence belongs to an apposition that lacks its second comma."""
    words, kinds = tokens.words, tokens.kinds
    comma = noun[0] - 1
    if words[noun[0]] not in {"a", "an", "the"} or not low + 1 < comma < low + _MAX_GROUP or kinds[comma] != ",":
        return noun
    named = all(kinds[at] == "W" and words[at] not in OPENERS and words[at] not in TIMES for at in range(low, comma))
    return (low, noun[1]) if named else noun


def _opening(tokens: Tokens, closing: int, low: int) -> int | None:
    for index in range(closing - 1, max(low, closing - _MAX_BRACKET) - 1, -1):
        if tokens.kinds[index] == "(":
            return index if index > low else None
    return None


def _apposed(tokens: Tokens, comma: int, low: int) -> Span | None:
    """'X, the head of Y,': back over the apposition to the name before its first comma."""
    for index in range(comma - 1, max(low, comma - MAX_SUBJECT) - 1, -1):
        kind = tokens.kinds[index]
        if kind == "," and index > low:
            between = tokens.words[index + 1 : comma]
            if not between or between[0] in _CONJUNCTIONS or not _one_noun(between):
                return None
            if _goes_back(tokens, index, low):
                continue
            name = _noun_left(tokens, index - 1, low)
            if name is not None and between[0] in _ASIDES:
                return name if tokens.words[name[0]] not in OPENERS else None
            return (name[0], comma) if name is not None and tokens.words[name[0]] not in OPENERS else None
        if kind in {"Q", ":", ";", "—", "\n"} and not nickname(tokens, index):
            return (
                (index + 1, comma) if kind == "Q" and 0 < comma - index - 1 < _MAX_GROUP and _capitals(tokens, index + 1, comma) else None
            )
    return None


def _one_noun(between: list[str]) -> bool:
    """Whether an apposition's verbs stand in clauses of its own: 'who was there', 'worried that it would', 'a critic who is'."""
    word = between[0]
    if word in _RELATIVE or word in {"whose", "when", "asked"} or (len(word) > len("being") and word.endswith(("ed", "ing"))):
        return True
    finite = next((at for at, held in enumerate(between) if held in FINITE), None)
    return finite is None or not _RELATIVE.isdisjoint(between[:finite])


def _goes_back(tokens: Tokens, comma: int, low: int) -> bool:
    """Whether what stands before the comma is an aside as well: an age ('Ann Lee, 65, of Hill'), 'including Ann Lee'."""
    for index in range(comma - 1, max(low, comma - _MAX_ASIDE) - 1, -1):
        if tokens.kinds[index] == ",":
            first = tokens.words[index + 1]
            return index > low and ((index == comma - 2 and first.isdigit()) or first in _INCLUDING)
        if tokens.kinds[index] not in {"w", "W"}:
            return False
    return False


def _capitals(tokens: Tokens, first: int, end: int) -> bool:
    return all(kind == "W" for kind in tokens.kinds[first:end])


def nickname(tokens: Tokens, index: int) -> bool:
    """Whether a quotation stands inside a name: 'Robert "Bobby" Scott'."""
    kinds = tokens.kinds
    return (
        kinds[index] == "Q"
        and 0 < index < len(kinds) - 1
        and kinds[index - 1] == kinds[index + 1] == "W"
        and tokens.words[index - 1] not in OPENERS
        and tokens.ends[index] - tokens.starts[index] < _MAX_NICKNAME
    )


def _noun_left(tokens: Tokens, last: int, low: int) -> Span | None:
    if tokens.words[last] in _PRONOUNS:
        return (last, last + 1)
    first = last + 1
    while first > low and last + 1 - first < MAX_SUBJECT:
        if tokens.kinds[first - 1] == ")":
            opened = _opening(tokens, first - 1, low)
            if opened is None:
                break
            first = opened
        elif _ends_subject(tokens, first - 1, last, low):
            word = tokens.words[first - 1]
            pronoun = _relative(tokens, first - 1, low) if word in BOUNDARIES or word in CUES else None
            if pronoun is None:
                break
            first = pronoun
        else:
            first -= 1
    return trimmed(tokens, first, last + 1, low)


def _relative(tokens: Tokens, verb: int, low: int) -> int | None:
    """The 'who' or 'whose' whose clause holds `verb`: 'a man whose brother was there'."""
    for index in range(verb, max(low, verb - _MAX_RELATIVE), -1):
        word = tokens.words[index]
        if word in {"who", "whose"} or (word in {"that", "which"} and _relates(tokens, index)):
            return index if tokens.kinds[index - 1] in {"w", "W"} else None
        if tokens.kinds[index] not in {"w", "W"}:
            return None
    return None


def _relates(tokens: Tokens, index: int) -> bool:
    """Whether 'that' stands for the noun before it: 'a study that appeared', not 'said that he'."""
    before, after = tokens.words[index - 1], tokens.words[index + 1]
    return before not in CUES and tokens.kinds[index - 1] == "w" and (after.endswith("ed") or after in PAST_FORMS or after in FINITE)


def _ends_subject(tokens: Tokens, index: int, last: int, low: int) -> bool:
    """Whether the subject begins after `index`, its words so far running from `index` + 1 to `last`."""
    kind, word = tokens.kinds[index], tokens.words[index]
    if kind == "," and index > low and tokens.kinds[index - 1] == "W" and tokens.words[index + 1][:2] in {"r-", "d-"}:
        return False  # 'Scott Perry, R-Pa.'
    if (kind in STOPS and not nickname(tokens, index)) or word in BOUNDARIES:
        return True
    if word in {"and", "or"}:
        return index in {low, last} or tokens.kinds[index - 1] in STOPS
    if index == last:
        return False
    if word in _HEADS_OF_CLAUSES and (tokens.kinds[index + 1] == "W" or tokens.words[index + 1] in _PRONOUNS):
        return True
    cue = CUES.get(word)
    if cue is None or kind != "w" or cue.loose or cue.form not in {"past", "s"}:
        return False
    if cue.form == "past" and index > low and tokens.words[index - 1] in _DETERMINERS:
        return False  # 'an informed source'
    return (
        cue.form == "s" or cue.lemma in PARTICLES or tokens.words[index + 1] not in _AFTER_PASSIVE
    )  # 'officials quoted by the paper said'


def trimmed(tokens: Tokens, first: int, end: int, low: int) -> Span | None:
    """Without 'Meanwhile', 'On Monday' before and 'later' after; None where no subject is left."""
    words = tokens.words
    while first < end:
        word = words[first]
        if word in TIMES or is_adverb(word) or word in _LEADING:
            first += 1
            continue
        skip = past_time(tokens, first, end) if word in PREPOSITIONS else None
        if skip is None:
            break
        first = skip
    while end > first and (is_adverb(words[end - 1]) or words[end - 1] in TIMES):
        end -= 1
    if (
        first >= end
        or (end - first == 1 and words[first] in _NO_SUBJECT)
        or (words[end - 1] in _ARTICLES)
        or all(kind in STOPS for kind in tokens.kinds[first:end])
    ):
        return None
    return noun_phrase(tokens, first, end, low)


def past_time(tokens: Tokens, first: int, end: int) -> int | None:
    """Past 'on Monday', 'in late 2015' before a subject: a preposition with a time word within three tokens."""
    for index in range(first + 1, min(end - 1, first + 4)):
        if tokens.words[index] in TIMES or tokens.words[index].isdigit():
            return index + 1
    return None


def noun_before(tokens: Tokens, last: int, low: int) -> Span | None:
    """The noun phrase that ends at token `last`: what 'who' or 'which' stands for."""
    if tokens.kinds[last] not in {"w", "W"}:
        return None
    return _noun_left(tokens, last, low)
