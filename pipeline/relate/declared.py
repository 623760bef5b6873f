"""Notes by which an outlet owns up to a change: corrections, clarifications, retractions, updates. What is changed without one is silent.

The wordings are those of news style: the labels and formulas that agencies, broadcasters and newspapers put before or after a text they changed.
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.records import NOTES

LONGEST: Final = 1_500  # characters of a sentence that are looked at

_TEXT = r"(?:story|article|report|piece|headline|page|post|dispatch|item|column|video|caption|photo caption|graphic|text|copy|blog|transcript|interview)"
_THIS = rf"(?:this|our) (?:news )?{_TEXT}"
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
_DATE = rf"(?:[\s,(]{{1,3}}(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?\)?)?"
_ON = r"(?:,? (?:on|at|in) [^.;]{1,50}?,?)?"
_BEEN = r"(?:has been|have been|was|were|is)(?: since)?(?: (?:also|later|subsequently))?"
_OPEN = r"^\W{0,4}"

_PATTERNS: Final = {
    "retraction": (
        rf"{_THIS} {_BEEN} (?:retracted|withdrawn)\b",
        rf"{_OPEN}retract(?:ion|ed){_DATE} ?[:–—-]",
        rf"\bwe (?:have )?(?:retract(?:ed)?|withdr(?:aw|ew|awn)) (?:the|{_THIS})",
    ),
    "correction": (
        rf"{_OPEN}correction(?:s)?(?: (?:&|and) (?:clarifications?|amplifications?))?{_DATE} ?[:–—]",
        (
            rf"{_OPEN}correct(?:s|ed|ing)(?:\s?[:–—-]|,? (?:(?:the )?(?:name|spelling|figure|number|date|day|title|age|toll|headline|quote|attribution|typo|location|para|"
            r"paragraph|first|second|third|last|year|amount|source|nationality|to|in|that)\b))"
        ),
        rf"{_OPEN}refile[sd]?(?:\s?[:–—-]| to (?:correct|fix|remove|add))",
        (
            rf"\b(?:an? |the )?(?:earlier|previous|prior|original|first|initial) versions? of (?:{_THIS}|the (?:story|article)|the headline)\b.{{0,200}}?"
            r"\b(?:incorrect|wrong|inaccurate|misstat|misspel|misidentif|misattribut|misquot|mischaracteri|mistaken|erroneous|in error|said|says|gave|stated|reported|referred|"
            r"omitted|contained|described|named|suggested|implied|attributed|included|transposed|failed|did not|overstated|understated)"
        ),
        rf"\b{_THIS} {_BEEN} (?:corrected|amended)\b",
        rf"\b{_THIS} {_BEEN} (?:updated|changed|edited|revised|modified|refiled){_ON} (?:to (?:correct|fix|remove|rectify|amend|reflect (?:that|the correct)|accurately)|after an error)",
        r"\b(?:updated|changed|edited|revised|refiled|republished) to (?:correct|fix|rectify)\b.{0,80}(?:headline|paragraph|name|figure|number|spelling|error|title|date|quot|typo|toll|attribution)",
        rf"\b(?:headline|caption|figures?|numbers?|names?|spelling|quotes?|quotation|attribution|dates?|title|toll)\b.{{0,60}}\b(?:in|of) {_THIS} {_BEEN} (?:corrected|amended|changed|fixed)",
        r"\bdue to an? (?:editing|production|transcription|typing|translation|reporting|technical|editorial|typographical) (?:error|mistake|slip)\b",
        r"\b(?<!as )we (?:previously|originally|initially|earlier|wrongly|incorrectly|mistakenly|erroneously) (?:reported|said|stated|wrote|published|gave|named|attributed)\b",
        rf"\b{_THIS} (?:previously|originally|initially|earlier|wrongly|incorrectly|mistakenly|erroneously) (?:reported|said|stated|gave|named|attributed|referred|described|misstated)\b",
        r"\bwe (?:regret|apologi[sz]e for) (?:the|this|an) (?:error|mistake)\b|\bthe error has been (?:corrected|fixed)\b",
    ),
    "clarification": (
        rf"{_OPEN}clarifi(?:cation|cations|es|ed){_DATE} ?[:–—-]",
        rf"{_OPEN}clarifies (?:that|the|in|para|paragraph|who|which|what|when|how)\b",
        rf"\b{_THIS} {_BEEN} clarified\b",
        rf"\b{_THIS} {_BEEN} (?:updated|changed|edited|revised|modified){_ON} (?:to|for) (?:clarify|clarity|clarification|make clear)",
    ),
    "update": (
        rf"\b{_THIS} {_BEEN} (?:updated|revised|expanded|edited|changed|modified)\b",
        rf"{_OPEN}update[sd]?(?: \d{{1,2}})?{_DATE} ?[:–—]",
        rf"{_OPEN}(?:updates?|adds|recasts) (?:with|throughout|to (?:add|include)|quotes?|details?|background|comments?|paragraphs?|reaction)\b",
        rf"{_OPEN}this is an? (?:updated|revised) version of\b",
    ),
    "note": (
        rf"{_OPEN}(?:editor(?:s|['’]s|s['’])?|publisher['’]?s?|newsroom) notes?{_DATE} ?[:–—-]",
        rf"{_OPEN}note to (?:our )?readers{_DATE} ?[:–—-]",
    ),
}
_COMPILED: Final = {kind: re.compile("|".join(_PATTERNS[kind]), re.IGNORECASE) for kind in NOTES}
# Every pattern needs one of these: looking for them first is thirty times faster than the patterns, and most sentences have none.
_STEMS: Final = """
    retract withdr correct refile version amend updat changed edited revised modified fix error mistake slip previously originally initially
    earlier wrongly erroneous clarif expanded adds recast note
    """.split()


def declares(sentence: str) -> str | None:
    """What a sentence declares: one of `pipeline.records.NOTES`; None for a sentence that tells news."""
    head = " ".join(sentence[:LONGEST].split())
    low = head.lower()
    if not any(stem in low for stem in _STEMS):
        return None
    return next((kind for kind, pattern in _COMPILED.items() if pattern.search(head)), None)
