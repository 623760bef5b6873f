"""Whether words can be a source: a noun phrase, without what stands around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.cues import ADVERBS, BE, FINITE, NAMELY_LY, OPENERS, PREPOSITIONS, STATEMENTS, TIMES
from pipeline.extract.names import FEMALE, MALE
from pipeline.extract.sides import INSTITUTIONS, PEOPLE

if TYPE_CHECKING:
    from pipeline.extract.scan import Span
    from pipeline.extract.units import Tokens

_ARTICLES = frozenset("a an the his her its their our my your this these those every each".split())
_PREPOSITIONS = PREPOSITIONS | frozenset(
    "against among across around along amid between beyond despite near off onto outside like as per since toward towards upon".split()
)
_LINKS = _PREPOSITIONS | frozenset(
    """
    and or but nor all both half such even only not just like as than including plus versus who whose whom which that nearly about almost least most according
    """.split()
)
"""Words after which an article goes on with the same phrase: 'the head of the agency', 'all the envoys'."""
_BEFORE_PREDICATE = FINITE | BE | frozenset("to not n't 's 're 'm 've 'd 'll".split())
"""What stands right before these words is a predicate, not a subject: 'was [speaking at a fair] called', 'to [pay a fine]'."""
PAST_FORMS = frozenset(
    """
    gave got came went took made saw left kept held led met sent built brought bought caught began became chose drew drove fell fought grew hit hurt
    laid lost paid put ran rose sold shot spent stood struck shut cut split spread won broke threw tore wore sought fled shook swung sank rode flew stole bore sang withdrew forbade forgave told said wrote spoke found felt thought
    """.split()
)
"""Past forms not in -ed: a bare subject ends before one."""
_VERBS = PAST_FORMS | frozenset(
    """
    gone given taken done seen known withdrawn written drawn driven fallen forgotten hidden thrown torn worn broken chosen beaten overridden undone
    let make take give get go come keep provide help ask think play respond use seek try bring become seem used including carried
    """.split()
)
"""Irregular verb forms: no noun phrase opens with one."""
_AMOUNTS = frozenset("multiple several many some any more most all both no".split())
_OF_OFFICES = frozenset("leading visiting sitting acting outgoing incoming ruling serving governing fighting".split())
"""Words in -ing that stand before an office or a name: 'acting minister'."""
_OPEN_STATEMENT = frozenset("a an the his her its their another recent".split())
_PARTICLES = frozenset("out up down off back away over together aside apart forward".split())
_PRONOUNS = frozenset("he she it they we i you him her them me us there".split())
_NAMELY_NOUNS = frozenset(
    """
    nothing something anything everything meeting building briefing king beijing ruling filing finding hearing recording warning posting spring morning
    evening offspring being hundred sterling united ted fred red speed feed seed need deed reed greed breed bed shed sacred wicked
    """.split()
)
"""Words in -ing and -ed that are no participles."""
_NOT_SOURCES = frozenset(
    """
    a an the no more less there nothing none nobody him them me us her more most-read only rather well very so such too otherwise enough much lots
    something anything everything what whatever who's that's time way let please and or but if when while then now here how why where read watch related image
    neither either yes oh well
    """.split()
)
"""Words that are no source on their own. 'most', 'some', 'many' and 'others' are."""
_NOBODY = frozenset(
    {("no", "one"), ("no", "way"), ("no", "doubt"), ("no", "longer"), ("not", "everyone"), ("no", "wonder"), ("no", "matter")}
)
_ABSTRACT = ("tion", "sion", "ment", "ness", "ity", "ism", "ance", "ence", "ure", "thing", "dom")
_CONCRETE = frozenset(
    """
    organization organisation government intelligence administration delegation institution federation opposition coalition department television
    management association corporation university authority parliament commission foundation conference establishment audience community agreement
    municipality regiment mission nation publication legislature prosecution defence security entity residence embassy alliance
    """.split()
)
"""Nouns in -tion, -ment and the like that are bodies and speak, or stand before a name."""
_CLAIMED = frozenset(
    """
    claim charge report attack strike move deal decision plan pact accord step demand statement operation something anything everything nothing
    thing idea figure number reason way time moment road raid crisis threat goal aim issue problem question answer policy target sum toll
    """.split()
)
"""Nouns after which a clause follows bare: 'a claim U.S. officials denied'. Nouns of people and bodies, which stand before names, are left out."""
_PERIODS = frozenset("week month year day morning afternoon evening night weekend summer winter spring autumn fall".split())
_MOMENTS = frozenset({"time", "past", "moment"})
_LONG = frozenset("weeks months years days hours decades".split())
_RELATIVE_TIME = frozenset("last next this that earlier late early past same".split())
_MONTHS = frozenset("january february march april may june july august september october november december".split())
_SUBJECTS = frozenset("he she they we i".split())
_RELATIVES = frozenset({"who", "whose", "whom", "which", "that"})
_GAP = 3  # characters between words where a sign of no meaning stands: ' - '
_MAX_LEAD = 6  # tokens of 'in the past few weeks'
_ALONE = frozenset(
    """
    some many most few both all others several another everyone one police press media intelligence congress data iran state research parliament neighbours
    people women men evidence legislation analysis footage video communique
    """.split()
)
"""Lower-case words that may stand alone as a subject without an ending in -s."""


def noun_phrase(tokens: Tokens, first: int, end: int, low: int, *, after: bool = False) -> Span | None:
    """The source inside tokens `first` to `end`, or None where there is none.

    Cuts what stands before it (a caption's label, a time, a place, the noun of a clause without 'that') and refuses predicates,
    participles, lone determiners and empty subjects. `low` is where the sentence begins; `after`: the words follow their verb.
    """
    words, kinds = tokens.words, tokens.kinds
    end = _end(tokens, first, end if after else _before_statement(tokens, first, end))
    opened, first = first, _begin(tokens, first, end)
    if first >= end or kinds[first] == "(" or not _SUBJECTS.isdisjoint(words[opened:first]) or _clause(tokens, first, end):
        return None
    if (not after and _predicate(tokens, first, low)) or _opens_with_verb(tokens, first, end, named=after or first > low):
        return None
    last = words[end - 1]
    if (
        last.endswith(("'s", "s'"))
        or last in _ARTICLES
        or last in _PREPOSITIONS
        or last in {"and", "or", "let"}
        or (kinds[end - 1] == "w" and end - first > 1 and words[end - 2] == "to" and last not in _PRONOUNS and not last.endswith("s"))
    ):
        return None
    if end - first == 1:
        return (first, end) if _alone(tokens, first) else None
    if (words[first], words[first + 1]) in _NOBODY or words[first] in {"none", "nothing", "there", "let", "how", "why", "whether"}:
        return None
    return (first, end) if not (end - first <= 3 and words[first] == "more" and last == "than") else None  # noqa: PLR2004 - 'more often than'


def _clause(tokens: Tokens, first: int, end: int) -> bool:
    """Whether a finite verb stands among them outside a relative clause, or a name with a past form and its object: 'Lee signed a deal'."""
    words = tokens.words[first:end]
    if not _RELATIVES.isdisjoint(words):
        return False
    return not FINITE.isdisjoint(words) or any(
        (tokens.words[at].endswith("ed") or (tokens.kinds[at - 1] == "W" and tokens.words[at] in PAST_FORMS))
        and tokens.words[at + 1] in _ARTICLES
        for at in range(first + 1, end - 1)
    )


def _end(tokens: Tokens, first: int, end: int) -> int:
    """Without the time that ends it: 'Haley on Tuesday', 'senators this week', 'a study in 2017'."""
    words = tokens.words
    while end - first > 1:
        last, before = words[end - 1], words[end - 2]
        if last in TIMES or _adverb(last) or (before in {"in", *_MONTHS} and last.isdigit()):
            end -= 1
        elif (last in _PERIODS and before in _RELATIVE_TIME) or (last in _LONG and before in {"recent", "past", "few"}):
            end -= 2
        elif end - first > len(words[end - 3 : end]) and before == "the" and last in _MOMENTS and words[end - 3] in {"at", "in"}:
            end -= 3
        elif last in {"on", "in", "at", "late", "early", "since", "by"} or (last == "ago" and end - first > 3):  # noqa: PLR2004
            end -= 1 if last != "ago" else 3
        else:
            break
    return end


def _before_statement(tokens: Tokens, first: int, end: int) -> int:
    """Without what it was said in: 'the minister in a Sunday interview with the paper'."""
    words = tokens.words
    for at in range(first + 1, end - 1):
        if (
            words[at] in {"in", "on", "at", "during"}
            and words[at + 1] in _OPEN_STATEMENT
            and not words[at - 1].endswith("ed")
            and not STATEMENTS.isdisjoint(words[at + 2 : min(end, at + 5)])
        ):
            return at
    return end


def _begin(tokens: Tokens, first: int, end: int) -> int:
    """Where the phrase that reaches to `end` begins; `end` where nothing is left."""
    words, kinds = tokens.words, tokens.kinds
    begin = first = _past_lead(tokens, _past_label(tokens, first, end), end)
    for at in range(first + 1, end):
        before = words[at - 1]
        if kinds[at - 1] not in {"w", "W"} or before in _LINKS or before in _ARTICLES:
            continue
        if words[at] in _ARTICLES:
            timed = at + 1 < end and words[at + 1] in _PERIODS
            if not timed and (kinds[at - 1] == "W" or not (_participle(before) or before in _VERBS)):
                begin = at
        elif kinds[at] == "W" and kinds[at - 1] == "w" and _clause_follows(tokens, at - 1, begin, end):
            begin = at
    if begin < end and words[begin] in {"in", "on", "during"}:
        begin = _past_statement(tokens, begin, end)
    return _past_place(tokens, begin, end) if begin < end and words[begin] in _PREPOSITIONS else begin


def _past_statement(tokens: Tokens, first: int, end: int) -> int:
    """Past 'In a radio interview' before a name: 'In a radio interview Lee said'."""
    for at in range(first + 1, min(end - 1, first + _MAX_LEAD)):
        if tokens.words[at] in STATEMENTS:
            return at + 1 if tokens.kinds[at + 1] == "W" or tokens.words[at + 1] in _PRONOUNS else first
    return first


def _past_label(tokens: Tokens, first: int, end: int) -> int:
    """Past what is printed before a sentence: 'Image caption', a link's 'MORE', 'TEHRAN (ABC) - '."""
    for at in range(end - 1, first - 1, -1):
        if tokens.words[at] == "caption" or (tokens.words[at] == "more" and at in tokens.shouted):
            return at + 1
        if at > first and tokens.starts[at] - tokens.ends[at - 1] >= _GAP:
            return at
    return first


def _past_lead(tokens: Tokens, first: int, end: int) -> int:
    """Past 'last week', 'for years', 'in recent months'."""
    words = tokens.words
    if first + 1 < end and words[first] in _RELATIVE_TIME and words[first + 1] in _PERIODS:
        return first + 2
    if words[first] in _PREPOSITIONS:
        for at in range(first + 1, min(end - 1, first + _MAX_LEAD)):
            if words[at] in _LONG or words[at] in _PERIODS:
                return at + 1
            if tokens.kinds[at] != "w":
                break
    return first


def _past_place(tokens: Tokens, first: int, end: int) -> int:
    """Past 'In Tehran' before a common noun: 'In Tehran officials said'."""
    at = first + 1
    while at < end and tokens.kinds[at] == "W":
        at += 1
    return at if first + 1 < at < end and tokens.words[at] not in _LINKS else first


def _clause_follows(tokens: Tokens, noun: int, begin: int, end: int) -> bool:
    """Whether the capital after a lower-case noun opens the clause about it: 'the operation Washington denies'."""
    word = tokens.words[noun]
    if word in _CLAIMED:
        return not _participle(tokens.words[end - 1])
    return noun > begin and word.endswith(_ABSTRACT) and word not in _CONCRETE and word not in PEOPLE


def _predicate(tokens: Tokens, first: int, low: int) -> bool:
    """Whether a verb stands right before: these words are its object."""
    return first > low and tokens.words[first - 1] in _BEFORE_PREDICATE


def _participle(word: str) -> bool:
    return len(word) > 4 and word.endswith(("ing", "ed")) and word not in _NAMELY_NOUNS  # noqa: PLR2004 - 'king', 'ted'


def _opens_with_verb(tokens: Tokens, first: int, end: int, *, named: bool) -> bool:
    """Whether the words open with a verb and its object: 'reversing a steady', 'withdrawn its own', 'claiming Romney'.

    `named`: a capital is a name's, not that of a sentence's first word.
    """
    words, kinds = tokens.words, tokens.kinds
    word = words[first]
    if word in _PREPOSITIONS:
        return not _quantity(tokens, first, end)
    if kinds[first] == "W" and (named or word in MALE or word in FEMALE):
        return False
    follows = words[first + 1] if first + 1 < end else ""
    governs = (
        not follows or follows in _ARTICLES or follows in _PREPOSITIONS or follows in _PRONOUNS or follows in _PARTICLES or _adverb(follows)
    )
    if word in _VERBS and kinds[first] == "w":
        return True
    if not _participle(word):
        return False
    return governs or (word.endswith("ing") and kinds[first + 1] == "W" and kinds[first] == "w" and word not in _OF_OFFICES)


def _quantity(tokens: Tokens, first: int, end: int) -> bool:
    """'At least a dozen envoys', 'about 30 officers', 'over 100 scholars'."""
    words = tokens.words
    if words[first] in {"at", "up"}:
        return first + 2 < end and words[first + 1] in {"least", "most", "to"}
    return words[first] in {"about", "around", "over", "under"} and first + 1 < end and words[first + 1][0].isdigit()


def _adverb(word: str) -> bool:
    return word in ADVERBS or (word.endswith("ly") and word not in NAMELY_LY)


def _alone(tokens: Tokens, at: int) -> bool:
    """Whether a single word can be a source: a name, a plural, or a word for people or bodies."""
    word = tokens.words[at]
    if word in _NOT_SOURCES or word in OPENERS or word in TIMES or word.isdigit():
        return False
    if tokens.kinds[at] == "W":
        return not word.endswith("ly") or len(word) < 6 or word[0].isdigit()  # noqa: PLR2004
    plural = word.endswith("s") and not word.endswith(("ss", "us", "'s"))
    return plural or word in _ALONE or word in PEOPLE or word in INSTITUTIONS or word.startswith("al-") or not word.isascii()
