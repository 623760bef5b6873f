"""Sources without a verb: before a colon in a headline or transcript, after a dash under a quotation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.cues import OPENERS

if TYPE_CHECKING:
    from pipeline.extract.scan import Finding, Scan, Span

MAX_LABEL = 5  # tokens before the colon of a headline or transcript
_MIN_LABELLED = 4  # tokens of 'Report: talks fail'
_SERIES = frozenset(
    phrase.strip()
    for phrase in """
    the latest, opinion, analysis, correction, clarification, update, video, watch, breaking, exclusive, file photo, photo, photos, see also, more, read,
    read more, related, story, note, advertisement
    """.split(",")
)
"""What stands before a colon and names no source."""


def label(scan: Scan) -> Finding | None:
    """'Report: the talks fail' in a headline, 'MODERATOR: ...' in a transcript."""
    if not scan.opens_paragraph() or scan.high - scan.low < _MIN_LABELLED:
        return None
    last = next((at for at in range(scan.low, min(scan.low + MAX_LABEL + 1, scan.high - 1)) if scan.kind(at) != "W"), scan.low)
    if (
        scan.kind(last) != ":"
        or last == scan.low
        or scan.word(scan.low) in OPENERS
        or " ".join(scan.tokens.words[scan.low : last]) in _SERIES
    ):
        return None
    if scan.number > 0 and not scan.tokens.shouted.issuperset(range(scan.low, last)):
        return None
    return scan.finding((scan.low, last), (last, last + 1), [scan.span(last + 1, scan.high)], "neutral")


def signed(scan: Scan) -> Finding | None:
    """A quotation with a name after a dash: '“The road is closed.” — Ann Lee'."""
    dash = scan.low + 1
    if scan.kind(scan.low) != "Q" or scan.kind(dash) != "—":
        quotation = scan.quotation_before()
        if scan.kind(scan.low) != "—" or quotation is None:
            return None
        dash = scan.low
        return _signature(scan, dash, quotation)
    return _signature(scan, dash, (scan.low, dash))


def _signature(scan: Scan, dash: int, quotation: Span) -> Finding | None:
    name = (dash + 1, scan.high)
    if not 1 < name[1] - name[0] <= MAX_LABEL or any(kind != "W" for kind in scan.tokens.kinds[name[0] : name[1]]):
        return None
    return scan.finding(name, (dash, dash + 1), [quotation], "neutral")
