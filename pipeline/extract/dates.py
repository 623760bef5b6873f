"""When: years, dates, months, weekdays, decades, words such as 'yesterday', and durations, normalised against the day of publication."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.extract.calendar_words import FUTURE, UNITS
from pipeline.extract.date_readings import READ
from pipeline.extract.number_words import SMALL, TENS
from pipeline.records import DateMention, make_id

if TYPE_CHECKING:
    from pipeline.extract.document import Document

_FULL = "January|February|March|April|May|June|July|August|September|October|November|December"
_SHORT = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?"
_MONTH = rf"(?:{_FULL}|{_SHORT})"
_DAYNAME = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_YEAR = r"(?:1[5-9]|20)\d\d"
_COUNT = (
    r"\d{1,3}(?:\.\d)?(?:(?: to | or |-|–)\d{1,3})?|(?:"
    + "|".join([*list(TENS), *list(SMALL)])
    + r")(?:-(?:one|two|three|four|five|six|seven|eight|nine))?(?: (?:to|or) (?:"
    + "|".join(SMALL)
    + r"))?|several|a few|few|a couple of|a couple|couple of|many|dozens of|hundreds of|thousands of|half a dozen|a dozen|a half"
)
_UNIT = "second|minute|hour|day|night|week|weekend|month|quarter|year|decade|centur(?:y|ie)"
_TIME_OF_DAY = r"(?: (?:morning|afternoon|evening|night))?"

_FORMS = {
    "iso": r"\b(?:19|20)\d\d-\d\d-\d\d\b",
    "slashed": r"(?<![\d/])\d{1,2}/\d{1,2}/(?:19|20)?\d\d(?![\d/])",
    "month_day": rf"\b(?:(?:{_DAYNAME}),? )?{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?!\d|,\d|%)(?:(?:-|–| to )\d{{1,2}}(?!\d))?(?:,? {_YEAR}\b)?",
    "day_month": rf"\b(?:(?:{_DAYNAME}),? )?(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}(?:,? {_YEAR})?\b",
    "part_year": rf"\b(?:(?:(?i:early|late)(?: in)?|(?i:mid))[ -]{_YEAR}|(?i:the) (?:beginning|start|middle|end) of {_YEAR}|year-end {_YEAR})\b",
    "half_year": rf"\b(?i:the) (?:first|second) half of {_YEAR}\b",
    "quarter": rf"\b(?i:the) (?:first|second|third|fourth|last|final) quarter(?: of {_YEAR})?\b",
    "part_month": rf"\b(?:(?i:early|late) |(?i:mid)-?)(?:in )?{_MONTH}(?:,? {_YEAR}\b)?|\b(?i:the) (?:beginning|start|middle|end|first days) of {_MONTH}(?:,? {_YEAR}\b)?",
    "month_year": rf"\b{_MONTH}(?: of|,)? {_YEAR}\b",
    "season": rf"\b(?i:last|next|this|the) (?:spring|summer|autumn|fall|winter)(?: of {_YEAR})?\b|\b(?i:spring|summer|autumn|winter)(?: of)? {_YEAR}\b",
    "decade": r"\b(?:the )?(?:early |late |mid-)?(?:1[5-9]|20)\d0['’]?s\b|\bthe (?:early |late |mid-)?['’‘]\d0s\b|\bthe (?:early |late |mid-)?(?i:twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)\b",
    "years": rf"\b{_YEAR}(?:-|–|—)(?:{_YEAR}|\d\d)\b(?!-)",
    "fiscal": rf"\b(?:the )?(?i:fiscal)(?: year)? {_YEAR}\b",
    "year": rf"(?<![\w$£€.,:/#-])(?:(?:pre|post)-)?{_YEAR}\b(?![%,]\d|%|:\d|/\d|\.\d|-\d)",
    "which_day": rf"\b(?i:last|next|this|this past|this coming|past) (?:{_DAYNAME})\b{_TIME_OF_DAY}",
    "weekday": rf"\b(?:{_DAYNAME})\b{_TIME_OF_DAY}",
    "today": r"\b(?i:today|tonight|yesterday|tomorrow)\b(?: (?:morning|afternoon|evening|night))?",
    "last_night": r"\b(?i:last night|this morning|this afternoon|this evening)\b",
    "span": rf"\b(?i:(?:the |these )?(?:past|last|previous|next|coming|following|first|final)) (?:{_COUNT})(?:[ -](?:full|straight|consecutive|or so))? (?:{_UNIT})s?\b",
    "shifted": r"\b(?i:the )?(?i:last|past|previous|this past|next|coming|this|current) (?:(?i:fiscal|calendar|school) )?(?:week|weekend|month|year|decade|century)\b(?!-)",
    "past_units": rf"\b(?i:(?:the |these )?(?:past|last|previous|recent|coming|next)) (?:{_UNIT})s\b",
    "other_day": r"\b(?i:the) (?:following|next|previous|same|preceding) (?:day|week|month|year)\b",
    "away": rf"\b(?i:{_COUNT}|an?|one) (?:{_UNIT})s? (?:ago|earlier|later)\b",
    "long": rf"\b(?i:{_COUNT}|an?)[ -](?:{_UNIT})s?\b(?!-old|-long)(?!s? old)|\b(?:{_UNIT})s?-long\b",
    "more": rf"\b(?i:{_COUNT}) (?:more|additional|full|long|straight|consecutive|short|extra|business|working|solid) (?:{_UNIT})s?\b(?! old)",
    "stretch": rf"(?:(?<=\b[Ff]or )|(?<=\b[Oo]ver )|(?<=\b[Aa]fter ))(?:{_UNIT})s\b(?! old| ago)|\b(?:[Dd]ay|[Ww]eek|[Mm]onth|[Yy]ear|[Dd]ecade)s(?= of (?!the |his |her |their |its ))|\b(?:hour|day|week|month|year|decade)s (?:ago|earlier|later)\b",
    "month": rf"\b(?:(?i:last|next|this|this past) )?(?:{_MONTH})(?![\w’'-])",
}
_ANY = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _FORMS.items()))
_WORD = re.compile(r"\w{1,12}")
_KEYS = frozenset(
    [
        *_FULL.split("|"), *_DAYNAME.split("|"), *"Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec Spring Summer Autumn Winter Fall spring summer autumn winter fall".split(),
        *(word for day in ("today", "tonight", "tomorrow", "yesterday") for word in (day, day.capitalize())), "morning", "afternoon", "evening", "century", "centuries", "Days", "Weeks", "Months", "Years", "Decades",
        *(unit + plural for unit in UNITS for plural in ("", "s")), *"twenties thirties forties fifties sixties seventies eighties nineties".split(),
    ]
)  # fmt: skip
"""The words that every form has one of, unless it has a year or a slash. Asking for these word by word is twice as fast as one expression."""
_NUMERIC = re.compile(rf"\w{{0,10}}{_YEAR}|\d0s|\d{{1,2}}(?=/\d)")
_JOINT = 12  # characters between two dates of a range
_BACK = 42  # characters a date may reach back from its key word: 'the previous twenty-four consecutive '
_ARTICLE_AFTER = re.compile(r" (?:ago|earlier|later|after|before|long|old|from|apart)\b")
_ARTICLE_BEFORE = re.compile(
    r"\b(?i:for|in|over|within|than|nearly|almost|about|after|least|past|every|lasted|took|half)(?: (?:a|about|just|nearly))? ?$"
)
_MONTH_BEFORE = re.compile(
    r"\b(?i:in|since|until|till|by|before|after|from|of|during|through|to|between|and|around|for|late|early|mid|last|next|this|every|each|on|a)[ -]$"
)
_YEAR_BEFORE = re.compile(
    r"\b(?i:in|since|of|by|until|till|from|during|before|after|early|late|mid|between|and|to|through|circa|the|fiscal|summer|winter|spring|fall|autumn|back"
    r"|over|this|around|year|on|a|for|than|his|her|its|their|or|that|about|election|war)[ (-]$"
)
_COUNTED_AFTER = re.compile(
    r" (?:(?!and |but |which |who |that |when |were |was |after |as |in )[a-z-]+ )?(?:people|men|women|children|troops|soldiers|civilians|dead|deaths|killed|wounded|injured|dollars|percent|barrels|centrifuges|members|miles|others"
    r"|feet|homes|houses|protesters|prisoners|refugees|missiles|rockets|points|meters|metres|kilometers|kilometres|kg|tons|tonnes|jobs|votes|square)\b"
)
_RANGE = re.compile(r" (?:to|and|or|through|until|till) (?:the )?|(?: ?[-–—] ?)", re.IGNORECASE)
"""What joins two dates of which only the second has its year: 'March to May 2016', 'Jan. 3 and Feb. 5, 2016'."""
_COUNT_BEFORE = re.compile(r"\b(?i:than|least|nearly|almost|some|approximately|roughly|flight|resolution|to \$?|killed|killing) $")


def dates(doc: Document) -> list[DateMention]:
    """The temporal mentions of a text, in order, none overlapping.

    `form` is absolute, relative or duration; `value_start` and `value_end` are None where words and publication date do not settle them.
    The grains are those of the TimeML tradition, with 'part-year', 'part-month' and 'half-year' for pieces.
    """
    text = doc.text
    mentions: list[DateMention] = []
    forms: list[str] = []
    done = 0
    for key in _WORD.finditer(text):
        word = key.group()
        if word not in _KEYS and (word.isalpha() or _NUMERIC.match(text, key.start()) is None):
            continue
        if key.start() < done:
            continue
        at = max(done, key.start() - _BACK)
        found = _ANY.search(text, at, min(len(text), key.end() + _BACK))
        while found is not None and found.start() <= key.start():
            if found.end() > key.start():
                break
            found = _ANY.search(text, found.end(), min(len(text), key.end() + _BACK))
        if found is None or found.start() > key.start():
            continue
        mention = _mention(doc, found)
        if mention is not None:
            if mentions and _shares_year(doc, mentions[-1], forms[-1], mention):
                mentions[-1] = _in_year_of(doc, mentions[-1], forms[-1], mention)
            mentions.append(mention)
            forms.append(found.lastgroup or "")
            done = mention.end
    return mentions


def _shares_year(doc: Document, first: DateMention, form: str, second: DateMention) -> bool:
    """Whether the second date's year is the first one's too: 'March to May 2016'."""
    if form not in {"month", "month_day", "day_month", "part_month"} or second.form != "absolute" or second.value_start is None:
        return False
    if second.start - first.end > _JOINT or not doc.text[second.end - 4 : second.end].isdigit() or re.search(_YEAR, first.surface):
        return False
    return second.grain in {"month", "day", "part-month"} and _RANGE.fullmatch(doc.text, first.end, second.start) is not None


def _in_year_of(doc: Document, first: DateMention, form: str, second: DateMention) -> DateMention:
    """The first date in the second one's year, or in the year before where it would come after it: 'November to March 2016'."""
    year = int(doc.text[second.end - 4 : second.end])
    for tried in (year, year - 1):
        days = READ[form](f"{first.surface} {tried}", doc.published, False)[0]  # noqa: FBT003 - a table of readers
        if days and second.value_start and days[0] <= second.value_start:
            return replace(first, value_start=days[0], value_end=days[1], form="absolute")
    return first


def _mention(doc: Document, found: re.Match[str]) -> DateMention | None:
    form = found.lastgroup or ""
    start, end = found.span()
    text = doc.text
    if text[end - 1] == "." and form in {"month", "part_month", "day_month"} and (end >= len(text) or text[end] == "\n"):
        end -= 1
    before, after = text[max(0, start - 24) : start], text[end : end + 32]
    if not _plausible(form, text[start:end], before, after):
        return None
    words = text[start:end]
    since = before.rstrip().lower().endswith("since")
    future = (
        not since and not FUTURE.isdisjoint(re.findall(r"[a-z]+", text[max(0, start - 60) : start].lower())) and doc.published is not None
    )
    days, grain, kind = READ[form](words, doc.published, future)
    return DateMention(
        date_id=make_id(doc.version_id, doc.extractor_id, start, end, "date"),
        version_id=doc.version_id,
        extractor_id=doc.extractor_id,
        surface=words,
        start=start,
        end=end,
        value_start=days[0] if days else None,
        value_end=days[1] if days else None,
        grain=grain,
        form=kind,
    )


def _plausible(form: str, words: str, before: str, after: str) -> bool:
    if form == "month":
        which = " " in words
        name = words.rsplit(maxsplit=1)[-1].rstrip(".").lower()
        if name in {"may", "march", "mar"} or (after[:1] == " " and after[1:2].isupper() and name in {"april", "june", "august"}):
            return which or _MONTH_BEFORE.search(before) is not None
        return not words.islower()
    if form == "year":
        return _COUNT_BEFORE.search(before) is None and (
            (_YEAR_BEFORE.search(before) is not None and _COUNTED_AFTER.match(after) is None) or _bare_year(words, before, after)
        )
    if form == "long" and "quarter" in words and re.match(r" (?:of|million|billion|trillion)\b", after):
        return False  # 'a quarter million people'
    if form == "long" and words.lower().startswith(("a ", "an ", "a-")) and not words.endswith("-long"):
        few = words.lower().startswith(("a few", "a couple", "a dozen"))
        return few or _ARTICLE_AFTER.match(after) is not None or _ARTICLE_BEFORE.search(before) is not None
    if form in {"long", "more"} and re.search(r"second|quarter", words):
        return "-" not in words and not before.endswith((" a ", " the "))
    return not (form == "season" and "fall" in words and not words.lower().startswith(("last", "next", "this")))


def _bare_year(words: str, before: str, after: str) -> bool:
    """A number such as 2015 with nothing before it that says so: a year unless something is counted with it."""
    number = int(words[-4:])
    return 1900 <= number <= 2100 and _COUNTED_AFTER.match(after) is None and not before.endswith(("$", "£", "€"))  # noqa: PLR2004
