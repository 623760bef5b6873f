"""What of a text counts when two are compared: its words and the marks of quotation; not its spelling of quotes, dashes, capitals and datelines."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from pipeline.extract.sentences import sentences
from pipeline.relate.declared import declares

_TOKEN = re.compile(
    r"\d+(?:[.,:]\d+)*"
    r"|[^\W\d_]+(?:['’][^\W\d_]+)*"
    r"|[$£€%?\"“”„«»]"
    r"|(?<!\w)['‘](?=\w)|(?<=[\w.,!?])['’](?!\w)"
)
_INITIALS = re.compile(r"\b([A-Za-z])\.(?=[A-Za-z]\b)")
_PERCENT = re.compile(r"\bper\s?cent\b", re.IGNORECASE)
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z/ .,'’-]{2,60}(?:,? [A-Z][a-z]{2,8}\.? \d{1,2})?\s?(?:\([A-Za-z .]{2,30}\))?|[A-Z][\w/ .,'’-]{1,60} \([A-Za-z .]{2,30}\))"
    r"\s?(?:-{1,3}|–|—)\s"
)
_OPENS = "“„«‘"
_QUOTES = frozenset("\"“”„«»'‘’")

_SPELLINGS = (
    # a house's spelling, not its choice: rumour, organise, programme, centre, defence, travelled
    (re.compile(r"(?<=[a-z]{3})our(?=(?:s|ed|ing|able|ite|ites|al|er|ers|hood)?$)"), "or"),
    (re.compile(r"(?<=[a-z]{3})is(?=(?:e|ed|es|ing|ation|ations|er|ers)$)"), "iz"),
    (re.compile(r"(?<=program)me(?=s?$)"), ""),
    (re.compile(r"(?<=cen)tre(?=s?$)|(?<=thea)tre(?=s?$)"), "ter"),
    (re.compile(r"(?<=[a-z]{3})ence(?=s?$)"), "ense"),
    (re.compile(r"(?<=[a-z]{3}[aeiou])ll(?=(?:ed|ing|er|ers)$)"), "l"),
)

_TIME = r"(?:\d{1,2}[:.]\d{2}\s?(?:[ap]\.?m\.?)?|\d{1,2}\s?[ap]\.?m\.?)"
_MOMENT = (
    r"\b(?:(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}|[ap]\.?m|at|on"
    r"|gmt|utc|bst|e[sd]?t|c[sde]?t|p[sd]?t|cest|ist|irst|local|time|1st|2nd|3rd|\d{1,2}th)\b"
)
_TRIVIAL = re.compile(
    "|".join(
        (
            # when, and how long ago
            rf"(?:last |first )?(?:updated|published|posted|modified|edited)\b(?:[\s\d,.:/|+-]|{_MOMENT}){{1,40}}",
            r"(?:(?:updated|published|posted)\W{0,3})?(?:about |over )?(?:\d{1,3}|an?|one) (?:sec(?:ond)?|min(?:ute)?|hr|hour|day|week|month)s? ago",
            r"(?:updated|published|posted) (?:just now|today|yesterday)",
            rf"(?:[a-z]{{3,9}},? )?(?:[a-z]{{3,9}}\.? \d{{1,2}},? \d{{4}}|\d{{1,2}} [a-z]{{3,9}}\.? \d{{4}})(?:,? (?:at )?{_TIME})?(?: ?[a-z]{{2,4}})?",
            rf"{_TIME}(?: ?[a-z]{{2,4}})?",
            # counters and buttons
            r"[\d.,]{1,9} ?[km]? (?:comments?|shares?|views?|likes?|reads?|retweets?|reactions?|replies)",
            r"(?:comments?|shares?|views?|likes?) ?[:(]? ?[\d.,]{1,9} ?[km]?\)?",
            r"\d{1,3}[ -]min(?:ute)?s?(?: read)?|(?:reading time|estimated read)\b.{0,30}",
            r"(?:share|print|save|email|tweet|copy link|listen|comments?|advertisement|sponsored)(?: (?:this|on|via|to)\b.{0,40})?",
            # ways to other pages
            (
                r"(?:read|see|watch|also read|see also|read also|related|read more|more|more on this|recommended|most read|up next|don['’]t miss)"
                r"(?: (?:stories|articles|news|video|videos|coverage))? ?[:|»>].{0,300}"
            ),
            r"(?:click|tap) here\b.{0,200}|(?:sign up|subscribe|follow us|join us|download our)\b.{0,300}",
            r"(?:media playback is|(?:media|image) (?:caption|copyright|source)|(?:photo|image|picture|video)s? ?[:|/(]|getty images|file photo)\b.{0,400}",
            # who worked on it, and whose it is
            r"\W{0,2}(?:additional |further )?(?:reporting|writing|editing|compiled|edited|written|reported)(?: and (?:writing|editing))? (?:by|for) (?-i:[A-Z]).{0,400}",
            r"\W{0,2}with (?:additional )?reporting (?:by|from)\b.{0,300}|.{1,120}? contributed(?: reporting)? to this (?:report|story|article)\b.{0,40}",
            r"(?:©|\(c\)|copyright\b).{0,300}|all rights reserved\b.{0,200}|reprinted with permission\b.{0,60}",
            (
                r"this (?:story|article|report|piece|text) (?:was (?:written|produced|provided|first published|originally published)"
                r"|(?:first|originally) appeared)\b.{0,300}"
            ),
        )
    ),
    re.IGNORECASE,
)


class Sentence(NamedTuple):
    """A sentence of a text: code points, half open, and the words that count."""

    start: int
    end: int
    words: tuple[str, ...]


_CAPTION = re.compile(
    r"\W{0,2}FILE(?: PHOTO)?\W{0,2} ?[-–—:].{0,1500}|.{0,1500}\((?:AP|AFP|Reuters|Pool|EPA|Getty)? ?(?:Photo|Images?|Pool)\b[^)]{0,80}\)"
)
_LINK = re.compile(r"[^a-z]{30,300}")  # a line in capitals amid others: the way to another page
_LONGEST = 2_000  # characters of a line that are looked at
_NOTE = 600  # characters of a paragraph that belong to the note it begins with
_MARKS = frozenset('"$£€%?')


def words(text: str) -> tuple[str, ...]:
    """What of a sentence counts: lower-cased words, numbers without thousands' commas, currency, percent, question and quotation marks."""
    text = _INITIALS.sub(r"\1", _PERCENT.sub("%", text))
    if dateline := _DATELINE.match(text):
        text = text[dateline.end() :]
    return tuple(_word(found) for found in _TOKEN.findall(text))


@lru_cache(maxsize=50_000)
def _word(token: str) -> str:
    if token in _QUOTES:
        return '"'
    if token[0].isdigit():
        return token.replace(",", "")
    word = token.lower().replace("’", "'")
    if word == "percent":
        return "%"
    for british, american in _SPELLINGS:
        word = british.sub(american, word)
    return word


def is_trivial(text: str) -> bool:
    """Whether a line is no part of what is told: a time stamp, a counter, a button, a link elsewhere, a signature or a notice of rights."""
    return _TRIVIAL.fullmatch(text.strip()) is not None


def headline(text: str, body_start: int) -> Sentence:
    """The headline of a text; empty where it has none."""
    head = text[: max(0, body_start)]
    start = len(head) - len(head.lstrip())
    end = max(start, len(head.rstrip()))
    return Sentence(start, end, words(text[start:end]))


def body(text: str, body_start: int, most: int) -> list[Sentence]:
    """The sentences after the headline that count, `most` at most; a note to readers is one, however many sentences its paragraph has."""
    found: list[Sentence] = []
    note_end = passed = line_end = body_start - 1
    shouted = text[body_start:].isupper()
    for at, until in sentences(text[body_start:]):
        start, end = at + body_start, until + body_start
        if start < note_end and end <= note_end:
            found[-1] = Sentence(found[-1].start, end, words(text[found[-1].start : end]))
            continue
        if len(found) >= most:
            break
        if start > line_end:
            stop = text.find("\n", start)
            line_end = stop if stop >= 0 else len(text)
            line = text[start : min(line_end, start + _LONGEST)].rstrip()
            if _CAPTION.fullmatch(line) or (found and not shouted and _LINK.fullmatch(line)):
                passed = line_end
        surface = text[start:end]
        said = () if start < passed or is_trivial(surface) else words(surface)
        if any(word not in _MARKS for word in said):
            found.append(Sentence(start, end, said))
            if declares(surface) is not None:
                note_end = min(line_end, start + _NOTE)
    return found
