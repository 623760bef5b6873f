"""On whose word a figure stands: the attribution nearest to it, unless it takes the figure as known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.extract.document import Document
    from pipeline.records import Attribution

_NO_CLAIM = frozenset({"intention", "praise", "ask", "criticize", "order"})
"""Classes of verbs whose content is no claim: what somebody refused, praised or asked is not put to them."""
HARMS = frozenset({"killed", "injured", "missing", "displaced", "detained", "hostage", "casualties", "released"})
"""Kinds told of in clauses that only say which attack or swap is meant."""
_IMPERSONAL = frozenset({"it", "they", "its", "their", "who", "which", "that"})
_FIRST_PERSON = frozenset({"we", "i", "our", "my"})
_LOOK_BACK = 600  # characters of a content before a number that are looked at
_CLAUSE = 100  # characters of a clause before its number
_RELATIVE = re.compile(r"\b(?:that|which)\b(?! (?:the|he|she|it|they|we|a|an|there|at least|more|some)\b)")
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|can|could|may|might|must|should|did|does|do|\w{3,20}ed|killed|came|took|made|got|went|left|fell|rose|met|held|began)\b"
)
_TOLD_NOUN = re.compile(
    r"\b(?:reports?|claims?|allegations?|accusations?|assertions?|statements?|news|estimates?|suggestions?|belief|idea|view|warnings?|admission|denial|announcement|rumou?rs?|figures?)\s?$"
)
_DEFINITE_ATTACK = re.compile(
    r"\b(?:the|this|that|last|\w+day|\w+['’]s)[ \w-]{0,40} (?:attacks?|strikes?|airstrikes?|bombings?|blasts?|explosions?|raids?|crash|shootings?|massacre|assault|incident|war|offensive)"
    r"(?: (?:in|on|at|near|by|against|of)\b[^,.;]{0,60})?,?\s?$"
)
_TEMPORAL = re.compile(r"\b(?:after|as)\b(?! (?:if|though|well|of|many|few|much)\b)", re.IGNORECASE)
_HARMED = re.compile(
    r"\b(?:kill(?:s|ed)?|dead|die[ds]?|wound(?:s|ed)?|injured?|hurt|arrest(?:s|ed)?|detained?|missing|casualties|deaths)\b", re.IGNORECASE
)
_TOLD_PAST = re.compile(
    r"\b(?:was|were|had|did|came|took|made|got|went|left|fell|rose|began|shot|fled|hit|tolls?|deaths|(?!need|unprecedented|united)\w{3,20}ed)\b",
    re.IGNORECASE,
)
_TOUCHES = frozenset("express expresses expressed expressing discuss discusses discussed discussing".split())
"""Verbs that tell what was spoken of, not what was said of it."""
_SIGNS = frozenset({"suggesting", "showing", "indicating", "revealing", "underscoring"})
"""What a thing does that is no source: 'the price, suggesting a cost of ...'."""
_TOLD_BY = frozenset("report reports allegation allegations claim claims estimate estimates announcement accusation accusations".split())
_TIME = re.compile(
    r"(?:\b(?:hours?|days?|weeks?|months?|years?|earlier|later|ago|last|this|next|on|in|early|late|again|also|\w+day|\w+ly)\b\s?){1,6}$"
)


def _states(attribution: Attribution) -> bool:
    """Whether an attribution puts what it holds to its source as a claim: not what one wants or praises, nor what 'has not said' holds."""
    words = attribution.cue.lower().split()
    if attribution.verb_class in _NO_CLAIM or any(word in {"not", "never"} or word.endswith(("n't", "n’t")) for word in words[:-1]):
        return False
    if words[-1] in _TOUCHES or words[-1] in {"rate", "rates"}:  # 'the jobless rate of 8 percent'
        return False
    known = attribution.source_class not in {None, "unknown"}
    return known or words[-1] not in _SIGNS or attribution.source_class is None


def presupposed(doc: Document, attribution: Attribution, at: int) -> bool:
    """Whether a number stands in a clause its speaker takes as known: 'condemned the attack that killed 12', 'claimed two raids, which killed 12'.

    So it is in a relative clause before which nothing was stated yet, or which tells a definite attack from others, and behind the 'after' of a
    headline, where the outlet says what the speaker answers: 'Ruler says he is ready for talks after 12 are killed'. Words in quotation marks
    are the speaker's own and always put to them; so is a sentence with 'according to'.
    """
    if doc.in_quote(at) or attribution.cue.lower() == "according to":
        return False
    begin = max((left for left, right in attribution.content_spans if left <= at < right), default=at)
    before = doc.text[max(begin, at - _LOOK_BACK) : at]
    if at < doc.body_start and _is_occasion(before, doc.text[at : min(doc.body_start, at + _CLAUSE)]):
        return True
    relative = next(reversed(list(_RELATIVE.finditer(before, len("that ")))), None)
    if relative is None or len(before) - relative.end() > _CLAUSE:
        return False
    head = before[: relative.start()]
    if _TOLD_NOUN.search(head[-_CLAUSE:]) or _TIME.fullmatch(head):
        return False  # 'dismissed the report that 12 were killed'
    return not _VERB.search(head) or _DEFINITE_ATTACK.search(head[-_CLAUSE:]) is not None


def _is_occasion(before: str, behind: str) -> bool:
    """Whether the last 'after' or 'as' of a headline's words before a number opens a clause of its own, on what the speaker answers.

    Where what is said is itself past, or a toll ('police say the gunman fled after 3 were killed'), the clause belongs to it.
    """
    temporal = next(reversed(list(_TEMPORAL.finditer(before))), None)
    if temporal is None or len(before) - temporal.end() > _CLAUSE or not before[: temporal.start()].strip():
        return False
    if _TOLD_PAST.search(before, 0, temporal.start()):
        return False
    return _HARMED.search(before, temporal.end()) is not None or _HARMED.search(behind) is not None


def _named(attribution: Attribution) -> bool:
    """Whether it names who says so, if only as 'reports'."""
    return bool(attribution.source_spans) or attribution.cue.lower().split()[-1] in _TOLD_BY


def told_by(attribution: Attribution | None, text: str) -> tuple[int, int] | None:
    """The words that name the source: its own, or 'reports' where reports are all that is named.

    For 'it', 'they', 'who' and the like, which name nobody, the nearest earlier words of whom they stand for; 'he' and 'she' stay.
    """
    if attribution is None:
        return None
    if attribution.speaker and (attribution.source or "").lower() in _IMPERSONAL:
        begin = attribution.source_spans[0][0]
        at = text.rfind(attribution.speaker, max(0, begin - _LOOK_BACK), begin)
        if at >= 0:
            return at, at + len(attribution.speaker)
    spans = attribution.source_spans or attribution.cue_spans
    return (spans[0][0], spans[0][1]) if spans else None


def sources(attributions: Sequence[Attribution], starts: Sequence[int]) -> dict[int, Attribution]:
    """For each offset of `starts`, in order, the attribution with the smallest content that covers it: the nearest source the claim is put to."""
    spans = sorted(
        (
            (left, right, sum(last - first for first, last in attribution.content_spans), attribution)
            for attribution in attributions
            if _states(attribution)
            for left, right in attribution.content_spans
        ),
        key=lambda span: span[:3],
    )
    found: dict[int, Attribution] = {}
    open_spans: list[tuple[int, int, int, Attribution]] = []
    at = 0
    for start in starts:
        while at < len(spans) and spans[at][0] <= start:
            open_spans.append(spans[at])
            at += 1
        open_spans = [span for span in open_spans if span[1] > start]
        named = [span for span in open_spans if _named(span[3])]
        if named:
            others = [span for span in named if (span[3].source or "").lower() not in _FIRST_PERSON]
            found[start] = min(others or named, key=lambda span: (span[2], span[3].parent_id is None))[
                3
            ]  # of two that say the same, the one cited
    return found
