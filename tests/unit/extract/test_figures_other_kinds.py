"""A sentence in, the rows of money, shares, arms and material out."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.extract.dates import dates
from pipeline.extract.document import Document
from pipeline.extract.figures import figures
from pipeline.extract.sentences import SentenceIndex


def read(text):
    doc = Document(text=text, body_start=0, published=date(2020, 1, 14), version_id="v", extractor_id="x", sentences=SentenceIndex(text))
    return figures(doc, [], dates(doc), [])


def rows(text):
    return [(row.kind, row.surface, row.unit) for row in read(text)[0] if row.kind != "other_count"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Oslo paid $1.9 billion for the bridge.", [("money", "$1.9 billion", "USD")]),
        ("It got 40 million dollars (£31 million).", [("money", "40 million dollars", "USD")]),
        ("A bid to shift billions toward the canal.", [("money", "billions", "XXX")]),
        ("Shares slid 0.8% on Friday.", [("percent", "0.8%", "percent")]),
        ("They mined 25 to 35 percent of Utra.", [("percent", "25 to 35 percent", "percent")]),
        ("It polled 52 percent to lead at 37 percent.", [("percent", "52 percent", "percent"), ("percent", "37 percent", "percent")]),
        ("It enriches uranium to 60 percent.", [("enrichment", "60 percent", "percent")]),
        ("A batch of 15 percent enriched uranium arrived.", [("enrichment", "15 percent", "percent")]),
        ("It cut its uranium stockpile by 95 percent.", [("percent", "95 percent", "percent")]),
        ("It may hold 250kg (551 pounds) of enriched uranium.", [("material", "250", "kg")]),
        ("It shipped 20 tonnes of heavy water.", [("material", "20", "tonne")]),
        ("The ship carried 1.7 million barrels of crude.", [("oil", "1.7 million", "barrel")]),
        ("Exports fell to 300,000 barrels a day.", [("oil", "300,000", "barrel/day")]),
        ("Natanz has 5,060 centrifuges.", [("centrifuges", "5,060", None)]),
        ("It runs 30 IR-6 centrifuges and another 40 of the IR-4 centrifuges.", [("centrifuges", "30", None), ("centrifuges", "40", None)]),
        ("The deal keeps 4,000 centrifuges rather than 6,000.", [("centrifuges", "4,000", None), ("centrifuges", "6,000", None)]),
        ("Iran fired 15 missiles.", [("weapons", "15", None)]),
        (
            "The raid destroyed 18 artillery systems and 31 radar and mortar systems.",
            [("weapons", "18", None), ("weapons", "31", None)],
        ),
        ("Three of its nine aircraft carriers are there.", [("weapons", "Three", None), ("weapons", "nine", None)]),
        ("Up to 2,500 soldiers will go, joining the 9,000 sent in May.", [("troops", "Up to 2,500", None), ("troops", "9,000", None)]),
        ("It has a 3,000-strong force.", [("troops", "3,000", None)]),
        ("The sack weighed 40 kg.", []),
        ("The two forces met.", []),
    ],
)
def test_kinds_and_units(sentence, expected):
    assert rows(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "stance"),
    [
        ("Norway agreed to pay $2.6 billion.", "hypothetical"),
        ("The army would deploy 1,500 troops.", "hypothetical"),
        ("Mayor eyes $3B for tunnel", "hypothetical"),
        ("About 8,000 troops will be withdrawn.", "hypothetical"),
        ("About 4,500 soldiers, including engineers, will join.", "hypothetical"),
        ("It plans to spend $4 million.", "hypothetical"),
        ("The minister is sending 100 soldiers.", "asserted"),
        ("The bank hid a loss of $30 million.", "asserted"),
        ("He wanted to bring home the 1,300 troops.", "asserted"),
        ("The cabinet has not paid $40 million.", "denied"),
        ("It is not taking 10,000, 40,000 or 60,000 refugees.", "denied"),
    ],
)
def test_stance(sentence, stance):
    assert {row.stance for row in read(sentence)[0]} == {stance}


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("The talks ended in 2015.", "year"),
        ("The talks ended on Jan. 8.", "date"),
        ("The talks took three months.", "duration"),
        ("A 27-year-old guide spoke.", "age"),
        ("It began at 7:16 sharp.", "clock_time"),
        ("Flight 752 left Tehran.", "name"),
        ("The town lies 30 miles away.", "distance"),
        ("The sack weighed 40 kg.", "weight"),
        ("One in five agreed.", "ratio"),
        ("They voted 52-48 for it.", "score"),
        ("It got 40 million dollars (£31 million).", "conversion"),
        ("The index closed at 3,234.", "no_trigger"),
    ],
)
def test_numbers_seen_and_not_used_say_why(sentence, reason):
    _, rejected = read(sentence)
    assert reason in {row.reason for row in rejected}
    assert all(sentence[row.start : row.end] == row.surface for row in rejected)


def test_other_things_are_counted_too():
    assert [(row.kind, row.surface, row.counted) for row in read("Nine senators met two envoys.")[0]] == [
        ("other_count", "Nine", "senators"),
        ("other_count", "two", "envoys"),
    ]
