"""Statements told by a noun or a passive: 'his claim that', 'criticism of', 'is expected to', 'was condemned by'."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract import contents, inverted, subjects
from pipeline.extract.cues import BE, BOUNDARIES, CUES, FINITE, Cue
from pipeline.extract.main_subject import main_subject

if TYPE_CHECKING:
    from pipeline.extract.scan import Finding, Scan, Span

_TABLE = {
    (
        "claim",
        "that about of",
    ): "claim claims allegation allegations accusation accusations assertion assertions charge charges contention insinuation insinuations",
    ("warn", "that about of"): "warning warnings",
    ("warn", "that to"): "threat threats",
    ("warn", "that about over"): "fear fears concern concerns worry worries",
    ("promise", "that to"): "promise promises pledge pledges vow vows assurance assurances",
    ("order", "that for"): "demand demands call calls request requests proposal proposals appeal appeals",
    ("intention", "to"): "decision refusal intention intentions offer offers desire determination bid",
    ("criticize", "of that"): "criticism criticisms condemnation denunciation",
    ("praise", "for"): "praise",
    ("belief", "that"): "belief beliefs view hope hopes conclusion suspicion suspicions",
    ("deny", "that of"): "denial denials",
    ("admit", "that of"): "admission acknowledgment acknowledgement",
    (
        "report",
        "that of",
    ): "report reports estimate estimates announcement confirmation finding findings revelation revelations prediction predictions",
    ("neutral", "that about on"): "comment comments remark remarks statement statements suggestion suggestions speculation insistence",
    ("ask", "about"): "question questions doubt doubts",
}
NOUNS: dict[str, tuple[str, frozenset[str]]] = {
    noun: (verb_class, frozenset(links.split())) for (verb_class, links), nouns in _TABLE.items() for noun in nouns.split()
}
"""Nouns of statement and stance: class, and the words that open their content. 'to' and 'of' also open other things, so these need an owner."""

_OWNERS = frozenset("his her its their our my your".split())
_NEEDS_OWNER = frozenset({"to", "for", "on", "about", "over"})
_LIGHT = frozenset(
    """
    raise raises raised raising voice voices voiced voicing make makes made making issue issues issued issuing has have had repeat repeats repeated
    renew renews renewed renewing
    """.split()
)
"""Verbs that leave the telling to their noun: 'raised questions about', 'issued a warning that'."""
STANCES = frozenset(
    """
    sure confident convinced certain worried concerned afraid aware optimistic pessimistic skeptical sceptical critical hopeful adamant wary doubtful
    alarmed disappointed determined opposed supportive dismissive mindful fearful unhappy furious angry outraged
    """.split()
)
"""Adjectives of somebody's mind: 'is confident that', 'were worried about'."""
_OF_STANCES = frozenset({"that", "about", "of", "over", "with", "at", "to"})
_BY = 14  # tokens from 'claim by' to 'that'
_COUNTS = frozenset({"estimate", "estimates"})
_MODIFIERS = 4  # words between an owner and the noun: 'the minister's own oft-repeated claim'
EXPECTED = {
    **dict.fromkeys("expected believed thought feared understood considered assumed presumed known".split(), "belief"),
    **dict.fromkeys("reported estimated projected predicted rumored rumoured".split(), "report"),
    **dict.fromkeys("alleged said".split(), "claim"),
}
"""Participles that put what follows to nobody: 'is believed to'."""
_NOBODYS = frozenset("accuse criticize criticise label dub announce".split())
_SEEN_AS = frozenset(
    "describe regard view rate portray hail characterize characterise depict brand cite quote condemn denounce praise dismiss".split()
)
"""Passives that put a view to nobody: the second kind only before 'as'."""
_AGENTS = frozenset({"say", "object", "tell"})
_PASSIVE_CLASSES = frozenset({"criticize", "praise", "claim", "deny", "report", "belief", "neutral"})


def noun(scan: Scan, index: int) -> Finding | None:
    """The finding of a noun of statement at `index`: its owner is the source, what 'that', 'to' or 'of' opens is the content."""
    known = NOUNS.get(scan.word(index))
    link = scan.word(index + 1)
    if known is not None and link in {"by", "from"}:
        return _by(scan, index, known)
    if known is None or link not in known[1] or (link == "that" and scan.word(index + 2) in FINITE):
        return None  # 'a proposal that would': 'that' stands for the noun
    verb_class, _ = known
    first = index
    while first > scan.low and index - first < _MODIFIERS and _modifies(scan, first - 1):
        first -= 1
    governs = CUES.get(scan.word(first - 1 - (scan.word(first - 1) in {"the", "a", "an", "any"})))
    if governs is not None and not governs.loose and first > scan.low:
        return None  # 'denied claims that': the verb tells it
    source = _owner(scan, first)
    if source is not None and scan.word(source[0]) in {"its", "their"}:
        source = _whose(scan, source)
    if source is None:
        source = _light(scan, first)
    if source is None and (
        link in _NEEDS_OWNER or (link == "of" and verb_class != "criticize" and scan.word(index) not in {"report", "reports"})
    ):
        return None
    phrase = link != "that" and scan.word(index) not in _COUNTS
    start = index + 1 if link in {"that", "to"} else index + 2
    end = contents.clause_end(scan.tokens, start, scan.high, phrase=phrase)
    speaker = scan.speaker
    found = scan.finding(source, (first if source is None else index, index + 1), [scan.span(start, end)], verb_class)
    scan.speaker = speaker  # whose claim is spoken of does not become who speaks
    return found


def _light(scan: Scan, first: int) -> Span | None:
    """The subject of 'raised questions about': who asks them."""
    at = first - 1
    if scan.word(at) in {"a", "an", "the", "any", "no", "some", "several", "many"}:
        at -= 1
    if scan.word(at) not in _LIGHT:
        return None
    group = subjects.verb_group(scan.tokens, at, scan.low)
    return subjects.subject_left(scan.tokens, group, scan.low) or scan.speaker


def stance(scan: Scan, index: int) -> Finding | None:
    """'Lee is confident that the road will open': an adjective of mind with its subject."""
    link = scan.word(index + 1)
    first = subjects.verb_group(scan.tokens, index, scan.low)
    if link not in _OF_STANCES or (BE.isdisjoint(scan.tokens.words[first:index]) and scan.word(first) not in {"'s", "'re", "'m"}):
        return None
    source = subjects.subject_left(scan.tokens, first, scan.low)
    if source is None or scan.word(source[0]) in {"it", "there", "i", "we", "you", "that", "which", "this"}:
        return None
    phrase = link not in {"that", "to"}
    start = index + 2 if phrase else index + 1
    end = contents.clause_end(scan.tokens, start, scan.high, phrase=phrase)
    return scan.finding(source, (first, index + 1), [scan.span(start, end)], "belief")


def _whose(scan: Scan, owner: Span) -> Span:
    """The subject of the sentence where 'its' or 'their' is plainly its own: 'Tehran repeated its claim that'."""
    subject = main_subject(scan.tokens, scan.low, owner[0])
    if subject is None or scan.word(subject[0]) in {"he", "she", "it", "they", "we", "i", "you"}:
        return owner
    several = scan.word(subject[1] - 1).endswith("s") or "and" in scan.tokens.words[subject[0] : subject[1]]
    return subject if several == (scan.word(owner[0]) == "their") else owner


def _by(scan: Scan, index: int, known: tuple[str, frozenset[str]]) -> Finding | None:
    """'A claim by the ministry that': the one it is by."""
    for at in range(index + 2, min(scan.high, index + _BY)):
        if scan.word(at) in CUES or scan.word(at) in BE or scan.kind(at) not in {"w", "W"}:
            return None
        if scan.word(at) in {"that", "to"} and scan.word(at) in known[1]:
            source = inverted.phrase(scan.tokens, index + 2, at)
            if source is None:
                return None
            speaker = scan.speaker
            content = scan.span(at, contents.clause_end(scan.tokens, at, scan.high, phrase=False))
            found = scan.finding(source, (index, index + 1), [content], known[0])
            scan.speaker = speaker
            return found
    return None


def _determines(word: str) -> bool:
    """Whether what follows a word stands before a noun: 'the repeated claim', 'its alleged threat', not 'envoys insisted reports'."""
    return word in {"the", "a", "an", "any", "no", "some", "many"} or word in _OWNERS or word.endswith(("'s", "s'"))


def _modifies(scan: Scan, at: int) -> bool:
    """Whether a word belongs to the noun after it: an adjective, a participle, a demonym."""
    word, kind = scan.word(at), scan.kind(at)
    if (
        word.endswith(("'s", "s'"))
        or word in _OWNERS
        or word in _LIGHT
        or (word in CUES and scan.word(at - 1) in {"has", "have", "had", "who"})
        or (word in CUES and CUES[word].form == "past" and scan.kind(at - 1) in {"w", "W"} and not _determines(scan.word(at - 1)))
    ):
        return False
    return kind in {"w", "W"} and (
        word
        in {
            "own",
            "latest",
            "earlier",
            "first",
            "false",
            "initial",
            "new",
            "repeated",
            "recent",
            "official",
            "unconfirmed",
            "media",
            "news",
            "early",
        }
        or word.endswith(("ed", "ous", "al", "ive", "less", "ian", "ish", "ic", "ent", "ble"))
        or (kind == "W" and word.endswith(("an", "i", "se")))
    )


def _owner(scan: Scan, first: int) -> Span | None:
    """The owner that ends before `first`: 'his', 'the minister's', 'Tehran's'. Its 's stays outside."""
    last = first - 1
    word = scan.word(last)
    if word in _OWNERS:
        return (last, last + 1)
    if not word.endswith(("'s", "s'")):
        return None
    begin = last
    while begin > scan.low and last - begin < subjects.MAX_SUBJECT and scan.kind(begin - 1) in {"w", "W"}:
        before = scan.word(begin - 1)
        if scan.kind(begin) == "W" and scan.kind(begin - 1) == "w" and before not in {"the", "a", "an"}:
            break
        if before in _OWNER_STOPS or subjects.is_adverb(before):
            break
        begin -= 1
        if before in {"the", "a", "an"}:
            break
    return (begin, last + 1)


_OWNER_STOPS = BOUNDARIES | frozenset("and or of to in on at by for from with about against despite over after before not but".split())


def passive(scan: Scan, index: int, cue: Cue | None, first: int) -> Finding | None:
    """'is expected to', 'was condemned by X': the subject belongs to the content; the source is the agent, or nobody."""
    words = scan.tokens.words
    if BE.isdisjoint(words[first:index]) and not any(word in {"'s", "'re"} for word in words[first:index]):
        return None
    word, link = words[index], scan.word(index + 1)
    content = subjects.subject_left(scan.tokens, first, scan.low)
    group = (first, index + 1)
    if link == "by" and cue is not None and cue.frame in _AGENTS and cue.verb_class in _PASSIVE_CLASSES:
        agent = inverted.subject_right(scan.tokens, index + 1, scan.high)
        if agent is None or content is None or scan.word(agent[0]).endswith("ing"):
            return None
        speaker = scan.speaker
        found = scan.finding(agent, group, [content], cue.verb_class)
        scan.speaker = speaker
        return found
    if word in EXPECTED and link in {"to", "that"}:
        end = contents.clause_end(scan.tokens, index + 1, scan.high, phrase=False)
        return scan.finding(None, group, [content, scan.span(index + 1, end)], EXPECTED[word])
    if cue is not None and (cue.lemma in _NOBODYS or (cue.lemma in _SEEN_AS and link == "as")) and content is not None:
        end = contents.clause_end(scan.tokens, index + 1, scan.high, phrase=True) if index + 1 < scan.high else scan.high
        return scan.finding(None, group, [content, scan.span(index + 1, end)], cue.verb_class)
    return None
