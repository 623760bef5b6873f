"""Lines in and around an article that are not of it: bylines and times before it, links to others within, the page's talk after it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.clean.text import squashed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_MAX_LINE: Final = 200  # characters; furniture is short
_MAX_TAIL: Final = 12  # lines looked at from the end
_MAX_HEAD: Final = 5  # lines looked at from the beginning
_STAMP_WORDS: Final = 14
_REPEATED: Final = 40  # letters and digits from which on a repeated paragraph is no turn of speech

# A heading that stands alone, a number beside it or not.
_HEADINGS: Final = (
    r"(?:reader |user |view |show |hide |read |see |all |load |more |post |add |leave |write |your ){0,4}(?:a )?comments?(?: section| policy| guidelines)?",
    r"(?:leave|post|add|write) (?:a |your )?(?:comment|reply)",
    r"(?:join|start) (?:the|a) (?:conversation|discussion)",
    r"(?:be the first to comment|no comments(?: yet)?|comments (?:are |have been )?(?:closed|disabled|off))",
    r"(?:share|share this|share this (?:article|story|page|post)|print|email|e-mail|save|tweet|advertisement|sponsored|promoted|paid content)",
    r"(?:related|related (?:articles|stories|topics|content|news|coverage)|more (?:stories|news|from .{1,40}|on this story)|most (?:read|popular|viewed))",
    r"(?:recommended|recommended for you|you may also like|you might also like|read next|up next|trending|editor'?s'? picks|tags?|topics)",
    r"(?:follow us|follow us on .{1,60}|connect with us|subscribe|subscribe now|sign up|newsletter|newsletters)",
    r"(?:back to top|top|continue reading|read more|next article|previous article|loading\.{0,3}|explore further|order reprints|print article)",
    r"(?:thanks for (?:signing up|subscribing)|sorry|there was an error processing your subscription|tell us what you think|about the authors?)",
    r"(?:don'?t miss|popular on .{1,30}|most read in .{1,30}|trending (?:on|in|now).{0,30}|like this (?:story|article)\? share it.{0,30})",
    r"(?:post comment|filed under: .{1,80}|tags: .{1,150}|first published: .{1,60})",
)
_HEADING: Final = re.compile(rf"(?:\d{{1,6}} )?(?:{'|'.join(_HEADINGS)})(?: ?\(?[\d+]{{1,6}}\)?)?[:.…!]{{0,3}}", re.IGNORECASE)

# A sentence that asks the reader to do something with the page. It begins with the request and names the page's own machinery.
_ASKS: Final = re.compile(
    r"(?:please (?:let us|log|sign|note|leave|read|keep|be|enter|do not|don't|consider|subscribe|email|send|report|use|refresh|enable|wait)|"
    r"let us know|leave (?:a|your|us)|post (?:a|your)|log ?in|sign in|sign up|register (?:to|for|now)|join (?:the|us|our)|add (?:a|your)|"
    r"share (?:this|your|on|it)|(?:view|show|load|read|see) (?:all|more|the|our)|click (?:here|on|to)|tap (?:here|on|to)|subscribe|"
    r"follow (?:us|our|him|her|them|@|.{1,40} on (?:facebook|twitter|instagram))|download (?:the|our)|get (?:the|our|all|more)|"
    r"you (?:must|need to|have to)|(?:have|got|do you have) an? .{0,30}\btip|want to|to (?:leave|post|comment|report|read)|"
    r"this comment (?:has|was|is)|comments? (?:on this|for this|may be|must be|will be|posted)|by (?:commenting|posting|signing|subscribing)|"
    r"we (?:welcome|moderate|reserve)|our commenting)(?![\w-])",
    re.IGNORECASE,
)
_MACHINERY: Final = re.compile(
    r"\b(?:comment(?:s|ing|er|ers)?|newsletters?|inbox|sign(?:ed)? up|log(?:ged)? in|log-in|subscri(?:be|ber|bers|ption)|our app|facebook|twitter|"
    r"instagram|whatsapp|telegram|youtube|news ?tip|tips?@|notifications?)\b",
    re.IGNORECASE,
)


# A label, a colon, and another article's headline: its numbers are not this article's.
_ELSEWHERE: Final = re.compile(
    r"[\[(]?(?:(?:read|see|watch|listen) (?:also|more|now|live|next)|also (?:read|see|watch)|related(?: (?:story|stories|articles?|posts?|coverage|video|content))?|"
    r"read|watch|more|more (?:on this(?: story)?|from .{1,30})|must[- ]read|don'?t miss|recommended|editor'?s pick|"
    r"leggi anche|lire aussi|à lire|lesen sie auch|siehe auch|lea también|lee también|ver también|leia também|ayrıca|baca juga)\s?[:|]\s?\S",
    re.IGNORECASE,
)
_POSTED: Final = re.compile(r"The post .{3,250} (?:appeared first|first appeared) on .{2,80}\.", re.IGNORECASE)
"""What WordPress sets under an entry of its feeds: headline and site once more."""
_CLICK: Final = re.compile(r"(?:click|tap) here (?:to|for) |also on \S{1,40}\.(?:com|org|net) ", re.IGNORECASE)

_MONTH: Final = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DAY: Final = rf"(?:{_MONTH} \d{{1,2}},? \d{{4}}|\d{{1,2}} {_MONTH},? \d{{4}}|\d{{4}}-\d{{2}}-\d{{2}})"
_STAMP: Final = re.compile(
    rf"(?:(?:last |first )?(?:updated|published|posted|modified)\b.{{0,90}}|(?:[a-z]{{3,9}}day,? )?{_DAY}.{{0,60}}|\d{{1,2}}[:.]\d{{2}} ?[ap]\.?m\.?.{{0,60}}|"
    r"(?:reading time|tempo de leitura|lesezeit)\b.{0,30}|\d{1,3} min(?:ute)?s?(?: read)?|https?://\S{1,200})",
    re.IGNORECASE,
)
_BYLINE: Final = re.compile(r"(?:By|BY|Written by|Reported by) (?=[A-Z])[^.!?]{3,80}(?:[A-Z]\. ?[^.!?]{1,60})?")


def is_furniture(line: str) -> bool:
    """Whether a line by itself speaks of the page and not of the news: 'Comments (12)', 'Please log in to leave a comment.'."""
    if len(line) > _MAX_LINE:
        return bool(_POSTED.fullmatch(line[: 2 * _MAX_LINE]))
    if _HEADING.fullmatch(line.strip("-–—•*| \t")) or _POSTED.fullmatch(line):
        return True
    return bool(_ASKS.match(line) and _MACHINERY.search(line)) and not line.startswith(('"', "“", "‘", "'"))


def leads_elsewhere(line: str) -> bool:
    """Whether a line within the text only links to another article: 'Related: Talks resume in Geneva'. A sentence does not."""
    if len(line) > _MAX_LINE or line.endswith((".", "”", '."')):
        return False
    return bool(_ELSEWHERE.match(line) or _CLICK.match(line))


def without_links(found: Sequence[str]) -> list[str]:
    """The paragraphs without the lines that only link to other articles."""
    return [line for line in found if not leads_elsewhere(line)]


def without_head(found: Sequence[str], headings: Iterable[str] = ()) -> tuple[list[str], list[str]]:
    """The paragraphs without what pages print before the first one, and the bylines that were among it.

    Left out of the first few lines: the headline once more in any of its wordings (`headings`), times, addresses, bylines.
    """
    titles = {squashed(heading) for heading in headings} - {""}
    head, rest = list(found[:_MAX_HEAD]), list(found[_MAX_HEAD:])
    bylines = [line for line in head if _BYLINE.fullmatch(line)]
    kept = [line for line in head if not (squashed(line) in titles or _BYLINE.fullmatch(line) or _is_stamp(line))]
    return ([*kept, *rest] or list(found), bylines)


def _is_stamp(line: str) -> bool:
    return bool(_STAMP.fullmatch(line)) and not line.endswith((".", "!", "?", "”")) and len(line.split()) <= _STAMP_WORDS


def without_tail(found: Sequence[str]) -> list[str]:
    """The paragraphs without the furniture after the last one that says something. Furniture within the text stays."""
    kept = list(found)
    for _ in range(_MAX_TAIL):
        if len(kept) < 2 or not is_furniture(kept[-1]):  # noqa: PLR2004 - an article keeps its only line
            break
        kept.pop()
    return kept


def without_repeats(found: Sequence[str]) -> list[str]:
    """The paragraphs, each said once: a long one that came before, or any that just came, is left out."""
    kept: list[str] = []
    seen: set[str] = set()
    last = ""
    for paragraph in found:
        key = squashed(paragraph)
        if key and (key == last or (len(key) >= _REPEATED and key in seen)):
            continue
        seen.add(key)
        last = key
        kept.append(paragraph)
    return kept
