"""The noun phrase that a number counts, found by what ends a noun phrase."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.extract.figures import words

if TYPE_CHECKING:
    from pipeline.extract.figures.clause import Token


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a number counts, as token indices: `first` to `last` the words, `head` the noun. `first` > `last` where nothing is named."""

    number: int
    first: int
    last: int
    end: int  # the last token that belongs to number and phrase together
    head: str  # lower case; empty where nothing is named
    more: bool = False  # 'another 12', 'hundreds more': of what was counted before
    them: bool = False  # 'of them', 'of whom'

    @property
    def named(self) -> bool:
        """Whether the words say what is counted."""
        return self.first <= self.last


_SKIP = frozenset({"more", "other", "additional", "further", "different", "separate"})
_GROUPS = frozenset(
    "members member group groups number numbers types kinds copies pieces set sets pairs units barrels tons tonnes kilograms kilos percent victims survivors families team teams cases rounds citizens residents "
    "soldiers men employees sets square part parts sorts majority total bodies".split()
)
_PREMODIFIERS = frozenset(
    "suspected alleged armed unarmed wounded injured displaced dead missing detained jailed imprisoned captured kidnapped abducted so-called masked hooded".split()
)
_STOPS = frozenset('PSRBHMOC,;.()-"TN')
_AFTER_PLURAL = frozenset(
    "down up dead alive aboard hostage captive strong missing homeless unaccounted apart each daily annually ago apiece long wide high deep total overall worth nationwide worldwide abroad home overnight there here alone far elsewhere so".split()
)
_PARTICIPLES = frozenset({"dead", "wounded", "injured", "displaced", "missing", "hurt", "killed", "casualties"})
STATES = frozenset(
    "wounded injured hurt killed dead missing arrested detained jailed imprisoned displaced evacuated kidnapped abducted executed hanged freed released".split()
)
"""What is said of people who are left unnamed: 'dozens killed and thousands detained'."""
_MODIFY = frozenset({"military", "sanctions", "arms", "weapons", "sales", "customs", "operations", "police"})
"""Plurals that stand before the noun they belong to: 'sanctions relief', 'military equipment'."""
_IRREGULAR = frozenset(
    "people men women children police personnel troops military aircraft crew servicemen airmen policemen youth dead wounded".split()
)
NOUN_TOO = frozenset(
    "cuts raises rise fall cut drop increase decrease hit claim need show lead set total pay hold run arrest arrests lives releases kills".split()
)
"""Verb forms that are nouns where a number stands before them: 'a 40% rise'."""
MAX_WORDS = 9


def phrase(row: list[Token], at: int) -> Phrase:
    """The phrase counted by the number at `row[at]`."""
    here, more, them = _opening(row, at)
    if them:
        return Phrase(at, here, here - 1, here - 1, "", more, them=True)
    first, last, head = _nouns(row, here)
    if last >= first:
        last = _group_members(row, last, head)
        end = last
        while end + 1 < len(row) and row[end + 1].tag == '"':
            end += 1
        return Phrase(at, first, last, end, head, more)
    if here < len(row) and row[here].lower == "those":
        return Phrase(at, here, here, here, "those", more)
    end = at + 1 if at + 1 < len(row) and row[at + 1].lower in _SKIP else at
    return Phrase(at, here, here - 1, end, "others" if end > at and row[end].lower == "other" else "", more)


def _opening(row: list[Token], at: int) -> tuple[int, bool, bool]:
    """Where the nouns begin behind the number, whether 'more' or 'other' stands before them, whether only 'of them' stands there."""
    more = at > 0 and row[at - 1].lower in {"another", "additional", "further"}
    here = at + 2 if at + 1 < len(row) and row[at + 1].tag == "X" else at + 1
    here, them, partitive = _after_of(row, here)
    if them:
        return here, more, True
    while here < len(row) and (
        row[here].lower in _SKIP or (row[here].tag in {"D", '"'} and partitive and (row[here].lower != "those" or _named_next(row, here)))
    ):
        more = more or row[here].lower in {"more", "other"}
        here += 1
    if here == at + 2:  # 'dozens more of them'
        here, them, _ = _after_of(row, here)
    if not them and here + 1 < len(row) and row[here].tag == '"' and row[here + 1].tag == "W":
        here += 1
    return here, more, them


def _group_members(row: list[Token], last: int, head: str) -> int:
    """The last word of 'members of the guard', or `last` where the head names no group."""
    if head not in _GROUPS or last + 2 >= len(row) or row[last + 1].lower != "of":
        return last
    inner = last + 2
    while inner < len(row) and row[inner].tag == "D":
        inner += 1
    _, inner_last, _ = _nouns(row, inner)
    return max(last, inner_last) if inner_last >= inner else last


def _after_of(row: list[Token], here: int) -> tuple[int, bool, bool]:
    """Past 'of' and the determiners behind it: the next index, whether only 'them' stands there, whether there was an 'of'."""
    if here >= len(row) or row[here].lower != "of":
        return here, False, False
    here += 1
    while here < len(row) and row[here].tag in {"D", "A"} and (row[here].lower != "those" or _named_next(row, here)):
        here += 1
    if here < len(row) and row[here].lower in {"them", "whom", "us", "which", "you"}:
        return here + 1, True, True
    if (
        here + 1 < len(row) and row[here].lower in {"those", "these"} and row[here + 1].lower.endswith("ing")
    ):  # 'of those enriching uranium'
        return here + 1, True, True
    return here, False, True


def _named_next(row: list[Token], here: int) -> bool:
    """Whether 'those' stands before its noun: 'of those missiles', but 'of those killed'."""
    return here + 1 < len(row) and row[here + 1].tag == "W" and _plural(row[here + 1].lower) and row[here + 1].lower not in _PARTICIPLES


def _nouns(row: list[Token], here: int) -> tuple[int, int, str]:
    here = _past_adjectives(row, here)
    first, last, head = here, here - 1, ""
    while here < len(row) and here - first < MAX_WORDS:
        token = row[here]
        if token.tag == "C" and _continues(row, here, head):
            last, head = here + 1, row[here + 1].lower
            here += 2
            continue
        modifies = token.lower in {"overall", "total"} and not head  # 'of overall output'
        if token.tag in _STOPS or (token.lower in _AFTER_PLURAL and not modifies and (head or not _before_noun(row, here))):
            break
        if token.tag == "Q":
            here += 1
            continue
        if token.tag in {"D", "A"} and (head or token.tag == "D"):
            break
        if (
            token.tag == "A" and here + 2 < len(row) and row[here + 1].tag == "V" and _adjective(row, here + 1)
        ):  # 'two locally hired guards'
            here += 1
            continue
        lives = token.lower == "lives" and head and not _plural(head) and row[first - 1].lower != "one"
        noun_too = token.lower in NOUN_TOO and (here + 1 >= len(row) or row[here + 1].tag not in {"D", "O"})  # 'one hit the town'
        if token.tag == "V" and not lives and (head or not (_adjective(row, here) or noun_too)):
            break
        if head and _plural(head) and not _extends(row, here):
            break
        last, head = here, token.lower
        here += 1
    if last >= first and row[last].tag in {"A", "V"} and row[last].lower not in words.PEOPLE and row[last].lower not in NOUN_TOO:
        return first, first - 1, ""
    return first, last, head


def _past_adjectives(row: list[Token], here: int) -> int:
    """Past 'fully equipped, modernized' before a noun in the plural; `here` where there is no such row of adjectives."""
    at = here
    while (
        at < len(row)
        and at - here < MAX_WORDS // 2
        and (row[at].tag == "A" or (row[at].tag == "V" and row[at].lower.endswith("ed")) or (row[at].tag == "," and at > here))
    ):
        at += 1
    listed = any(token.tag == "," for token in row[here:at])
    return at if listed and at < len(row) and row[at].tag == "W" and row[at].lower in words.PEOPLE and row[at - 1].tag == "V" else here


def _before_noun(row: list[Token], here: int) -> bool:
    return here + 1 < len(row) and row[here + 1].tag == "W" and _plural(row[here + 1].lower)


def _adjective(row: list[Token], here: int) -> bool:
    """Whether a word in -ed stands before the noun: 'wounded soldiers', 'five suspected militants'."""
    token = row[here]
    if token.lower in words.VERBS - words.PARTICIPLES:
        return False
    follows = row[here + 1] if here + 1 < len(row) else None
    after = row[here + 2] if here + 2 < len(row) else None
    if follows is None or follows.tag != "W":
        return False
    return _plural(follows.lower) or token.lower in _PREMODIFIERS or (after is not None and after.tag == "W" and _plural(after.lower))


def _plural(word: str) -> bool:
    return word in _IRREGULAR or (len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")))  # noqa: PLR2004


def _extends(row: list[Token], here: int) -> bool:
    """Whether a noun follows a plural as part of one name: 'service members', 'weapons inspectors', 'Forces personnel'."""
    token = row[here]
    if token.tag != "W" or token.lower.endswith("ing"):
        return False
    if row[here - 1].text[0].isupper() and token.text[0].isupper():
        return True
    if token.lower in _PARTICIPLES:
        return False
    if row[here - 1].lower in _MODIFY:
        return True
    return token.lower in words.PEOPLE or (_plural(token.lower) and token.text[0].islower() and row[here - 1].lower not in words.PEOPLE)


def _continues(row: list[Token], here: int, head: str) -> bool:
    """Whether 'and' joins a second noun to the one counted: 'women and children', 'service members and civilians'."""
    if not head or here + 1 >= len(row) or row[here].lower not in {"and", "or", "&"}:
        return False
    follows = row[here + 1]
    after = row[here + 2] if here + 2 < len(row) else None
    if (
        follows.tag != "W"
        or follows.lower in _PARTICIPLES
        or (after is not None and after.tag in {"B", "H", "M", "V"} and not _plural(follows.lower))
    ):
        return False
    if head in {"deaths", "fatalities"}:
        return follows.lower in {"injuries", "casualties"}
    if _plural(head):
        return follows.lower in words.PEOPLE and head in words.PEOPLE
    if after is not None and after.tag == "W" and _plural(after.lower):
        return True  # 'artillery and mortar systems'
    return head[:1].isalpha() and row[here - 1].text[0].isupper() and follows.text[0].isupper()  # 'Iranian and Iranian-American men'


def is_person(head: str, text: str) -> bool:
    """Whether the head of a phrase names people: a known noun, a word in -ian, -ist, -man, or a capitalised plural."""
    if head in words.PEOPLE or "-".join(head.split("-")[-1:]) in words.PEOPLE:
        return True
    if head in words.THINGS or head in words.NOT_PEOPLE:
        return False
    return head.endswith(words.PEOPLE_ENDINGS) or (text[:1].isupper() and head.endswith("s"))
