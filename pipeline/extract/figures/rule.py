"""What a kind of figure is recognised by: the shape that every file in `kinds/` fills in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A verb that has the kind's sense only with a certain object or with certain words behind it: 'took 10 lives', 'drove 200 families from'.

    `verbs` are single words; `heads` the nouns the object must have (empty: any person that is no fighter); `tails` the words that must follow
    the object, as phrases (empty: none); `least` the smallest number that is read so ('drove 3 people into town' says less).
    """

    verbs: tuple[str, ...]
    heads: tuple[str, ...] = ()
    tails: tuple[str, ...] = ()
    least: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """The words of one kind of figure. Phrases of several words are written with single blanks; '*' stands for up to three words.

    - `object_verbs` take what is counted behind them ('kills 4'), `either_verbs` behind or, as participles, before ('killed 4', '4 were killed');
    - `subject_words` are said of what stands before them ('4 died', '4 dead');
    - `nouns` are counted themselves ('4 deaths'), `of_nouns` count what follows their 'of' ('the murder of 4');
    - `tolls` have the number behind them ('the death toll rose to 4');
    - `frames` are verbs that need their object's or the next words to mean the kind;
    - `spared` names, for a noun, the verbs under which it is no such thing ('saved 4 lives').
    `people` demands that a named head is a person; `things` lists heads that are never taken. Higher `rank` wins where two kinds claim one number.
    """

    kind: str
    object_verbs: tuple[str, ...] = ()
    either_verbs: tuple[str, ...] = ()
    subject_words: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    of_nouns: tuple[str, ...] = ()
    tolls: tuple[str, ...] = ()
    frames: tuple[Frame, ...] = ()
    spared: tuple[tuple[str, tuple[str, ...]], ...] = ()
    people: bool = False
    rank: int = 0
    unit: str | None = None
    examples: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Sentences of our own with the surfaces of this kind that must come out; every one is a test."""
