"""Copies planted among articles: cut, reordered, lightly reworded, with another headline, with boilerplate, or merged, as copy desks do."""

from __future__ import annotations

import random
import re
from typing import NamedTuple

SYNONYMS = dict(
    line.split(" = ")
    for line in """said = stated
also = in addition
about = around
because = since
began = started
big = large
but = yet
buy = purchase
company = firm
companies = firms
country = nation
during = in the course of
especially = notably
first = initial
government = administration
help = assist
however = nevertheless
important = significant
including = among them
large = sizeable
last = past
leader = head
major = key
make = produce
many = a number of
may = might
months = weeks
more than = over
most = the bulk of
need = require
needs = requires
new = fresh
now = at present
often = frequently
only = just
people = persons
plan = scheme
problem = issue
recent = latest
report = account
show = demonstrate
shows = demonstrates
small = little
still = even now
such as = like
think = believe
though = although
use = employ
used = employed
very = highly
want = wish
while = whereas
will = is going to
work = labour
year = twelvemonth""".split("\n")
)
_SYNONYM = re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, SYNONYMS), key=len, reverse=True)) + r")\b")
_NUMBERS = (
    (re.compile(r"(?<=\d),(?=\d{3}\b)"), ""),
    (re.compile(r"(?<=\d) ?%"), " percent"),
    (re.compile(r"\$(\d[\d.]*) (million|billion)\b"), r"\1 \2 dollars"),
    (re.compile(r"\btwo\b"), "2"),
    (re.compile(r"\bthree\b"), "3"),
    (re.compile(r"\b5\b"), "five"),
    (re.compile(r"\b10\b"), "ten"),
)
_SAID_LAST = re.compile(r"([^.!?\n]{20,300}),[”\"]? (said [A-Z][\w ]{2,40}|[A-Z][\w ]{2,40} said|he said|she said)\.")
DESKS = 6  # outlets that put lines of their own under every article they copy
_OWN = "quay lantern harbour ledger tide copper willow ferry bell market orchard glass saddle river stone letter evening window".split()


class Planted(NamedTuple):
    """A text made of others: `sources` are their numbers."""

    kind: str
    sources: tuple[int, ...]
    text: str


def plant(bodies: list[str], count: int, seed: int = 1979) -> list[Planted]:
    """So many texts, of each kind as many as of any other, made of bodies chosen by chance."""
    chosen = random.Random(seed)  # noqa: S311 - repeatable is the point
    makers = {"cut": cut, "reordered": reordered, "reheadlined": reheadlined, "reworded": reworded, "boilerplate": boilerplate}
    kinds = [*makers, "merged"]
    made = []
    for at in range(count):
        kind = kinds[at % len(kinds)]
        one, two = chosen.sample(range(len(bodies)), 2)
        if kind == "merged":
            made.append(Planted(kind, (one, two), merged(bodies[one], bodies[two], chosen)))
        else:
            made.append(Planted(kind, (one,), makers[kind](bodies[one], chosen)))
    return made


def cut(body: str, chosen: random.Random) -> str:
    """From the end, as editors do: 40 to 90 of 100 words stay."""
    words = re.findall(r"\S+\s*", body)
    return "".join(words[: max(1, int(len(words) * chosen.uniform(0.4, 0.9)))])


def reordered(body: str, chosen: random.Random) -> str:
    """Paragraphs, or sentences where there are no paragraphs, in another order."""
    parts = [part for part in body.split("\n") if part.strip()]
    if len(parts) < 3:
        parts = re.split(r"(?<=[.!?]) ", body)
    chosen.shuffle(parts)
    return "\n".join(parts)


def reheadlined(body: str, chosen: random.Random) -> str:
    """Another headline (the caller's), and a new first sentence in the place of the old."""
    rest = re.split(r"(?<=[.!?])\s", body, maxsplit=1)
    return f"It was a day of {chosen.choice(('noise', 'surprises', 'long meetings'))} and few words. {rest[-1]}"


def reworded(body: str, chosen: random.Random) -> str:
    """Seven in ten of the words that have a synonym, numbers written another way, who said it put first."""
    text = _SYNONYM.sub(lambda match: SYNONYMS[match.group()] if chosen.random() < 0.7 else match.group(), body)
    for pattern, other in _NUMBERS:
        text = pattern.sub(other, text)
    return _SAID_LAST.sub(lambda match: f"According to {match.group(2).replace('said', '').strip()}, {match.group(1).lstrip()}.", text)


def boilerplate(body: str, chosen: random.Random) -> str:
    """With lines of the desk's own before and after, 40 to 80 words: the same under all that it copies."""
    own = random.Random(desk := chosen.randrange(DESKS))  # noqa: S311
    lines = [" ".join(own.choices(_OWN, k=own.randint(10, 20))).capitalize() + "." for _ in range(4)]
    return "\n".join((f"From desk {desk}. {lines[0]}", body, *lines[1:]))


def merged(one: str, two: str, chosen: random.Random) -> str:
    """Two articles told as one: all of the shorter, and of the longer as much again or all."""
    short, long = sorted((one, two), key=len)
    return f"{short}\n{long[: max(len(short), int(len(long) * chosen.uniform(0.4, 1)))]}"
