"""Every number expression of a text: digits, words, scales, money, percentages, ranges, vague quantities and their qualifiers."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extract import money
from pipeline.extract.number_bounds import Number, any_of, qualified
from pipeline.extract.number_words import (
    EXACT,
    FRACTIONS,
    GLUED_SCALES,
    NEEDS_SIGN,
    SCALES,
    SMALL,
    TENS,
    VAGUE,
    VAGUE_MULTIPLES,
    mixed,
    spelled,
)

_DIGITS = r"\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,9})?|\d{1,15}(?:\.\d{1,9})?"
_WORD = any_of([*SMALL, *TENS, *SCALES])
_FIXED = any_of([*EXACT, "half-dozen", "a half-dozen", "half-million", "a half-million", "half-a-million"])
_MULTIPLE = rf"(?:{any_of(VAGUE_MULTIPLES)})[ \u00a0]+(?:hundred[ \u00a0]+(?:thousand|million|billion)|{any_of(SCALES)})"
_LARGE = "hundred|thousand|million|billion|trillion"
_MIXED = rf"""\b(?:(?:{_WORD})|\d{{1,3}})[ \u00a0](?:and[ \u00a0]a[ \u00a0](?:half|quarter)|1/2|1/4|3/4|[½¼¾])(?:[ \u00a0-](?:{_LARGE})\b)?
      |\d{{1,3}}[½¼¾](?:[ \u00a0-](?:{_LARGE})\b)?
      |\ba[ \u00a0](?:{_LARGE})[ \u00a0]and[ \u00a0]a[ \u00a0]half\b
      |\b(?:a|one|three)[ \u00a0-](?:quarter|quarters|third)[ \u00a0]of[ \u00a0]a[ \u00a0](?:{_LARGE})\b"""
_CORE = re.compile(
    rf"""(?<![\w.,])(?:
      (?P<mixed>{_MIXED})
    | (?P<odd>\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,4}}(?:[:/]\d{{1,4}}){{1,3}}|\d{{1,5}}(?:-\d{{1,5}}){{2,6}}|\d{{1,5}}(?:\.\d{{1,5}}){{2,6}})(?![\d])
    | (?P<sign>(?:{any_of(money.SIGNS)})[ \u00a0]?)?(?P<digits>{_DIGITS})
      (?:[ \u00a0-]?(?P<scale>{any_of(SCALES)})s?\b|(?P<glued>{any_of(GLUED_SCALES)})\b)?
    | (?P<vague>\b(?:{_MULTIPLE}|dozens[ \u00a0]+of[ \u00a0]+thousands|{any_of(VAGUE)}))\b
    | (?P<fraction>\b(?:(?:an?|one|two|three|four|five|seven|nine)[ \u00a0-](?:{any_of(FRACTIONS)})|half)(?=[ \u00a0](?:of|the|its|their|all)\b)
       |\b(?:one|two|three|four|five)-(?:{any_of(FRACTIONS)})\b)
    | (?P<long>\ba[ \u00a0](?:hundred|thousand|million|billion)(?:(?:[ \u00a0]|-)(?:and[ \u00a0])?(?:{_WORD})){{1,9}})\b
    | (?P<fixed>\b(?:{_FIXED}))\b
    | (?P<words>\b(?:{_WORD})(?:(?:[ \u00a0]|-)(?:and[ \u00a0])?(?:{_WORD})){{0,9}})\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_OPENERS = {*SMALL, *TENS, *SCALES, *EXACT, *VAGUE, *VAGUE_MULTIPLES, *money.SIGNS, "half", "a", "an"}
_FIRST = frozenset(letters[0].lower() for phrase in _OPENERS if (letters := re.match(r"[^\W\d_]{1,12}", phrase)))
_MARKS = re.escape("".join(sorted({sign[0] for sign in money.SIGNS if not sign[0].isalpha()})))
_START = re.compile(rf"(?<![\w.,])(?:[\d{_MARKS}]|[^\W\d_]{{1,12}})")
"""Where a number can begin, with the word that stands there: asking only there, not at every character, is three times as fast."""
_PERCENT = re.compile(
    r"[ \u00a0]?%|[ \u00a0-]per[ \u00a0]?cent\b(?:age[ \u00a0]points?)?|[ \u00a0-]pct\b|[ \u00a0-]percentage[ \u00a0]points?\b",
    re.IGNORECASE,
)
_CURRENCY = re.compile(
    rf"(?:[ \u00a0]of)?[ \u00a0-](?:(?P<adjective>U\.?S\.?|[A-Z][a-z]{{3,12}})[ \u00a0])?(?P<word>(?:{any_of(money.WORDS)})s?)\b(?P<genitive>['’](?![sS]))?",
)
_JOINT = re.compile(
    r"[ \u00a0]?(?:-|–|‑)[ \u00a0]?|[ \u00a0](?P<word>to|and|or)[ \u00a0](?:about |around |as (?:many|much) as |perhaps |even )?",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"(?<!\w)(?P<anywhere>anywhere[ \u00a0])?(?P<lead>between|from)[ \u00a0]+(?:(?:about|around|approximately|roughly|some|nearly|an estimated)[ \u00a0])?$",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\b(?:rose|rise[sn]?|rising|increas\w{0,4}|jump\w{0,3}|climb\w{0,3}|grew|grow\w{0,3}|up|boost\w{0,3}|rais\w{0,3}|soar\w{0,3}|fell|fall\w{0,3}"
    r"|drop\w{0,4}|declin\w{0,3}|decreas\w{0,3}|reduc\w{0,5}|cut\w{0,4}|slash\w{0,3}|down|lower\w{0,3}|revis\w{0,4}|went|gone|goes|going|expand\w{0,3}|shr[iau]nk\w{0,3}"
    r"|chang\w{0,3}|mov\w{0,3}|advanc\w{0,3}|surg\w{0,3}|swell\w{0,3}|swelled|doubl\w{0,3}|tripl\w{0,3}|slid|slipp\w{0,3})\b",
    re.IGNORECASE,
)
_VERSUS = re.compile(
    r"\b(?:vot\w{1,3}|won|win|beat|lost|lead\w{0,3}|led|defeat\w{0,2}|pass\w{0,2}|approv\w{1,3}|reject\w{0,2}|ahead|margin|score|trail\w{0,3}|versus)\b",
    re.IGNORECASE,
)
_MONTH = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z.]{0,7} $")
LAST_DAY = 31
_WINDOW = 40  # characters that the longest qualifier, or the way back to a verb of change, may take


def numbers(text: str) -> list[Number]:
    """The number expressions of `text` in order, none overlapping. What each of them counts, if anything, is not asked here."""
    cores: list[Number] = []
    done = 0
    for start in _START.finditer(text):
        opener = start.group()
        if start.start() < done or (opener[0].isalpha() and opener.lower() not in _FIRST):
            continue
        match = _CORE.match(text, start.start())
        if match is None:
            continue
        done = match.end()
        core = _core(text, match)
        if core is not None:
            cores.append(core)
    return [qualified(text, number) for number in _ranges(text, cores)]


def _core(text: str, match: re.Match[str]) -> Number | None:
    try:
        form, low, high = _value(match)
    except KeyError:  # letters such as a long s, which match without regard to case and are in no table
        return None
    if form is None:
        return None
    start, end = match.span()
    unit = None
    scaled = bool(match["scale"] or match["glued"]) or (low >= SCALES["thousand"] and form != "digits")
    glued = match["glued"]
    if glued and ((glued.lower() in NEEDS_SIGN and not match["sign"]) or (glued == "K" and not match["sign"])):
        end = match.start("glued")  # '300m' and '20K' without a currency are no millions and thousands
        low = high = float(match["digits"].replace(",", ""))
        scaled = False
    if match["sign"]:
        unit = money.SIGNS.get(match["sign"].strip().upper())
        trailing = _CURRENCY.match(text, end)
        end = trailing.end() if trailing and trailing["adjective"] is None else end
    elif form == "fraction":
        unit = "percent"
    elif form != "odd" and (percent := _PERCENT.match(text, end)):
        unit, end = "percent", percent.end()
        if start and text[start - 1] in "+-−" and (start == 1 or text[start - 2] in " (\u00a0,"):
            start -= 1
    elif form != "odd" and (word := _CURRENCY.match(text, end)):
        unit = money.currency(word["word"], word["adjective"], low, scaled=scaled)
        end = word.end() if unit else end
        if unit and word["word"].lower().rstrip("s") in money.HUNDREDTHS:
            low, high = low / 100, high / 100
    return Number(start=start, end=end, core_start=start, core_end=end, stated=low, low=low, high=high, form=form, unit=unit, scaled=scaled,
                  qualifier="vague" if form == "vague" else "none" if low == high == 0 and form == "words" else "exact")  # fmt: skip


def _value(match: re.Match[str]) -> tuple[str | None, float, float]:
    if match["odd"]:
        return "odd", 0.0, 0.0
    if match["mixed"]:
        value = mixed(match["mixed"])
        return "words", value, value
    if match["digits"]:
        value = float(match["digits"].replace(",", ""))
        if match["scale"]:
            value *= SCALES[match["scale"].lower()]
        elif match["glued"]:
            value *= GLUED_SCALES[match["glued"].lower()]
        return "digits", value, value
    words = " ".join(match.group().lower().split())
    if match["vague"]:
        return "vague", *_vague(words)
    if match["fraction"]:
        many, _, part = words.replace("-", " ").rpartition(" ")
        value = FRACTIONS[part] * (SMALL.get(many) or 1.0)
        return "fraction", value, value
    stated = EXACT[words.replace("-", " ")] if match["fixed"] else spelled(words)
    return ("words", stated, stated) if stated is not None else (None, 0.0, 0.0)


def _vague(words: str) -> tuple[float, float]:
    """The interval of 'dozens', 'a few thousand', 'several hundred million'."""
    if words in VAGUE:
        return VAGUE[words]
    if words.startswith("dozens of"):
        return 24_000.0, 99_999.0
    stem, scale = words.rsplit(" ", 1)
    times = SCALES[scale]
    if stem not in VAGUE_MULTIPLES:  # 'several hundred thousand'
        stem, times = stem.removesuffix(" hundred"), times * SCALES["hundred"]
    low, high = VAGUE_MULTIPLES[stem]
    return low * times, high * times


def _ranges(text: str, cores: list[Number]) -> list[Number]:
    out: list[Number] = []
    at = 0
    while at < len(cores):
        first = cores[at]
        joined = _join(text, first, cores[at + 1]) if at + 1 < len(cores) else None
        out.append(joined or first)
        at += 2 if joined else 1
    return out


def _join(text: str, first: Number, second: Number) -> Number | None:
    """The range that two neighbours form, or None where they are two numbers."""
    gap = second.start - first.end
    if not 0 < gap <= 18 or "odd" in (first.form, second.form) or (first.form == "vague") != (second.form == "vague"):  # noqa: PLR2004 - the longest joint
        return None
    if second.low > LAST_DAY and _MONTH.search(text, max(0, first.start - 12), first.start):
        return None  # 'since Dec. 5 to 922'
    joint = _JOINT.fullmatch(text, first.end, second.start)
    if joint is None or (
        first.unit and first.unit != second.unit and not (second.unit is None and first.unit != "percent" and second.scaled)
    ):
        return None
    lead = _LEAD.search(text, max(0, first.start - 34), first.start)
    word = (joint["word"] or "").lower()
    if not _is_range(text, first, second, word, lead["lead"].lower() if lead else "", anywhere=bool(lead and lead["anywhere"])):
        return None
    low, high = first.low, second.high if second.high is not None else second.low
    if second.scaled and not first.scaled and first.unit is None and first.low < second.stated:
        low *= _scale(second)  # '2 to 3 million', '$5-10bn'
    elif first.unit and second.scaled and not first.scaled and word == "":
        low *= _scale(second)
    if low >= high:
        return None
    start = lead.start() if lead else first.start
    return replace(first, start=start, end=second.end, core_end=second.end, low=low, high=high, stated=low, qualifier="range",
                   unit=second.unit or first.unit, scaled=second.scaled, form="vague" if "vague" in (first.form, second.form) else first.form)  # fmt: skip


def _scale(number: Number) -> float:
    for size in (1e12, 1e9, 1e6, 1e3, 1e2):
        if number.stated >= size:
            return size
    return 1.0


def _is_range(text: str, first: Number, second: Number, word: str, lead: str, *, anywhere: bool) -> bool:
    before = text[max(0, first.start - 3 * _WINDOW) : first.start]
    if word == "and":
        return lead == "between"
    if word == "or":
        return not re.search(r"\d,\s?$|\bone\s$", before) and first.form == second.form and second.low <= max(first.low * 10, 12)
    if word == "to" and lead == "from" and not anywhere:
        return re.search(r"\brang\w{0,3}\b", before, re.IGNORECASE) is not None or _CHANGE.search(before) is None
    if lead == "between" or anywhere:
        return True
    if first.unit == "percent" and second.unit == "percent" and word == "to" and text[first.end - 1] != "%" and _VERSUS.search(before):
        return False
    return not (first.unit is None and second.unit is None and _VERSUS.search(before[-30:]) and first.low < 600 and not word)  # noqa: PLR2004 - chamber sizes
