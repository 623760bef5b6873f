"""A sentence in, the rows of people harmed, held or let go out."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.extract.dates import dates
from pipeline.extract.document import Document
from pipeline.extract.figures import figures
from pipeline.extract.figures.kinds import RULES
from pipeline.extract.sentences import SentenceIndex


def read(text, body_start=0):
    doc = Document(
        text=text, body_start=body_start, published=date(2020, 1, 14), version_id="v", extractor_id="x", sentences=SentenceIndex(text)
    )
    rows, _ = figures(doc, [], dates(doc), [])
    return rows


def people(text):
    return [(row.kind, row.surface) for row in read(text) if row.kind != "other_count" and row.surface.lower() not in {"a", "an"}]


@pytest.mark.parametrize(("rule", "sentence", "surfaces"), [(rule.kind, *example) for rule in RULES.values() for example in rule.examples])
def test_every_kind_finds_its_own_examples(rule, sentence, surfaces):
    assert [row.surface for row in read(sentence) if row.kind == rule] == list(surfaces)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # one number, one trigger
        ("The raid killed 12 people.", [("killed", "12")]),
        ("Eleven guards were killed in the raid.", [("killed", "Eleven")]),
        ("At least 20 sailors have died since May.", [("killed", "At least 20")]),
        ("Gunmen shot dead three shepherds.", [("killed", "three")]),
        ("The blast left 12 dead.", [("killed", "12")]),
        ("The blast left one woman dead and dozens injured.", [("killed", "one"), ("injured", "dozens")]),
        ("27 dead in harbour fire", [("killed", "27")]),
        ("Ferry fire kills at least 80", [("killed", "at least 80")]),
        ("The fire claimed the lives of nine nurses.", [("killed", "nine")]),
        ("He saw the bodies of 38 recruits.", [("killed", "38")]),
        ("Six divers drowned off the coast.", [("killed", "Six")]),
        ("The court ordered the execution of two men.", [("killed", "two")]),
        ("More than 700 executions took place.", [("killed", "More than 700")]),
        # two triggers
        ("They killed 4 and wounded 7.", [("killed", "4"), ("injured", "7")]),
        ("They killed 31 guards and injured another six.", [("killed", "31"), ("injured", "six")]),
        ("93 rowers were killed and 2,210 wounded.", [("killed", "93"), ("injured", "2,210")]),
        ("The crash killed about 17 and injured scores.", [("killed", "about 17"), ("injured", "scores")]),
        ("A bomb killed 20 and 40 were wounded.", [("killed", "20"), ("injured", "40")]),
        # lists
        ("4 soldiers and 2 civilians were killed.", [("killed", "4"), ("killed", "2")]),
        ("The shelling wounded 31 farmers and six off-duty medics.", [("injured", "31"), ("injured", "six")]),
        ("Two soldiers, an interpreter and five guards were wounded.", [("injured", "Two"), ("injured", "five")]),
        (
            "The strike killed four pilots in the north, 11 guards in the south and six cooks.",
            [("killed", "four"), ("killed", "11"), ("killed", "six")],
        ),
        # parts
        ("It killed 12 people, including 3 children.", [("killed", "12"), ("killed", "3")]),
        ("At least three people died, two of them children.", [("killed", "At least three"), ("killed", "two")]),
        ("Some 450 guests were dancing, four of whom drowned.", [("killed", "four")]),
        ("Around 35 of those who joined the mutiny were killed.", [("killed", "Around 35")]),
        # subject far from its verb
        ("176 people on board the airliner were killed.", [("killed", "176")]),
        ("Nine sailors, most of them from the same village, were killed.", [("killed", "Nine")]),
        ("Four Americans who had worked at the plant were arrested.", [("detained", "Four")]),
        ("The list names more than 1,250 villagers who have died.", [("killed", "more than 1,250")]),
        # nouns
        ("There were six unexplained deaths.", [("killed", "six")]),
        ("The attack that killed 176 people was condemned.", [("killed", "176")]),
        ("The province reported at least 93 deaths.", [("killed", "at least 93")]),
        ("The arrest of 14 union leaders drew protests.", [("detained", "14")]),
        ("The protests led to 70 arrests.", [("detained", "70")]),
        # tolls
        ("The death toll from two landslides rose from 34 to 50.", [("killed", "34"), ("killed", "50")]),
        ("Officials put the death toll at 28.", [("killed", "28")]),
        ("Deaths are now over 125,000.", [("killed", "over 125,000")]),
        ("The toll has passed 20.", [("killed", "passed 20")]),
        ("The number of troops injured in the raid rose to 64.", [("injured", "64")]),
        ("Fifty guards have been diagnosed with traumatic brain injuries.", [("injured", "Fifty")]),
        # a named victim first
        ("The blast killed Gen. Omid Salar and nine others.", [("killed", "nine")]),
        ("The blast killed the governor, two of his guards and a driver.", [("killed", "two")]),
        (
            "22 soldiers, including eight officers, and 14 civilians lost their lives.",
            [("killed", "22"), ("killed", "eight"), ("killed", "14")],
        ),
        ("The swap freed a total of seven Iranians and four Americans.", [("released", "seven"), ("released", "four")]),
        ("Both pilots were killed.", [("killed", "Both")]),
        ("All 176 aboard the jet died.", [("killed", "176")]),
        ("The dead included three children.", [("killed", "three")]),
        # both at once
        ("At least 65 people were killed or wounded.", [("casualties", "At least 65")]),
        # held, moved, missing
        ("The gang is hiding 21 hostages.", [("hostage", "21")]),
        ("The students held 52 diplomats hostage.", [("hostage", "52")]),
        ("Fighting displaced 40,000 people.", [("displaced", "40,000")]),
        ("Jordan shelters more than 710,000 refugees.", [("displaced", "more than 710,000")]),
        ("Three sailors went missing in the storm.", [("missing", "Three")]),
        ("The four Americans were released on Sunday.", [("released", "four")]),
    ],
)
def test_bindings(sentence, expected):
    assert people(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "The strike killed a general.",  # an article is kept but not scored
        "None of the injuries were serious.",
        "The two towns were quiet.",
        "He spent 25 years in prison.",
        "Strike kills general",
        "The arena, which holds 18,000, was full.",
        "He read 40 pages about dead migrants.",
        "Some 40 flights were affected.",
        "He faces four counts of murder.",
        "The group's No. 2 leader was killed.",
        "The number one suspect is dead.",
        "He wrote three books, including one released in 1974.",
        "He demanded the deaths of the Harbour Park Five.",
    ],
)
def test_no_one_is_counted(sentence):
    assert people(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("There were no casualties.", "casualties"),
        ("The army suffered no casualties.", "casualties"),
        ("No deaths or injuries were reported.", "casualties"),
        ("No Swedes were harmed by the blaze.", "casualties"),
        ("No Iraqi or coalition casualties were reported.", "casualties"),
        ("No one was injured.", "injured"),
        ("It hit a field without causing any injuries.", "injured"),
        ("No one was killed by the hail.", "killed"),
        ("Zero deaths were reported.", "killed"),
    ],
)
def test_nobody_harmed_is_a_figure(sentence, kind):
    (row,) = read(sentence)
    assert (row.kind, row.value_low, row.value_high, row.qualifier) == (kind, 0, 0, "none")


@pytest.mark.parametrize(
    "sentence", ["A soldier was killed.", "The blast killed an American contractor.", "He mourned the killing of a top commander."]
)
def test_a_single_victim_is_kept_as_one(sentence):
    (row,) = read(sentence)
    assert (row.kind, row.value_low, row.surface.lower() in {"a", "an"}) == ("killed", 1, True)


@pytest.mark.parametrize(
    ("sentence", "stance"),
    [
        ("The strike killed 80 guards.", "asserted"),
        ("The strike could have killed 150 people.", "hypothetical"),
        ("Some 150 people would be killed, he was told.", "hypothetical"),
        ("If it explodes, it may kill 40 people.", "hypothetical"),
        ("Tehran will release five prisoners.", "hypothetical"),
        ("Four prisoners are expected to be freed.", "hypothetical"),
        ("The offer was leverage to release several prisoners.", "hypothetical"),
        ("The gunman managed to kill 12 people.", "asserted"),
        ("The sect is believed to have killed 12 people.", "asserted"),
        ("Since May the army has killed 12 people.", "asserted"),
        ("The Pentagon denied that 80 Americans were killed.", "denied"),
        ("The blast did not kill 80 people.", "denied"),
        ("Eighty soldiers were not killed there.", "denied"),
        ("She said she wanted peace after the blast killed 12 people.", "asserted"),
    ],
)
def test_stance(sentence, stance):
    (row,) = [row for row in read(sentence) if row.kind in {"killed", "released"}]
    assert row.stance == stance


@pytest.mark.parametrize(
    ("sentence", "cumulative"),
    [
        ("The war has killed hundreds of people.", True),
        ("More than 140 people have been killed since the siege began.", True),
        ("So far 57 marchers were killed.", True),
        ("The death toll rose to 50.", True),
        ("The blast killed 12 people.", False),
        ("Today the shelling has killed 35 people.", False),
        ("Unrest grew, with 65 reportedly killed by Friday.", True),
        ("As of late Tuesday, 31 people were dead in the town.", True),
        ("Twelve people were killed by Friday's blast.", False),
        ("Twelve people were killed by troops on Friday.", False),
    ],
)
def test_running_totals(sentence, cumulative):
    (row,) = [row for row in read(sentence) if row.kind == "killed"]
    assert row.cumulative is cumulative
