"""What stands beside a figure: counted words and group, period, place, source, headline and quotation."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.extract.dates import dates
from pipeline.extract.document import Document
from pipeline.extract.figures import figures
from pipeline.extract.figures.groups import counted_group
from pipeline.extract.sentences import SentenceIndex
from pipeline.records import Attribution

PUBLISHED = date(2020, 1, 14)


def read(text, *, attributions=(), body_start=0, quoted=()):
    doc = Document(
        text=text,
        body_start=body_start,
        published=PUBLISHED,
        version_id="v",
        extractor_id="x",
        sentences=SentenceIndex(text),
        quoted=quoted,
    )
    rows, _ = figures(doc, attributions, dates(doc), [])
    return rows


def said(text, source, content, *, verb_class="neutral"):
    at, begin = text.index(source), text.index(content)
    return Attribution(
        attribution_id=f"a{at}", version_id="v", extractor_id="x", parent_id=None, surface=text, start=0, end=len(text), source=source,
        source_spans=[[at, at + len(source)]], cue="said", cue_spans=[[0, 1]], content=content, content_spans=[[begin, begin + len(content)]], form="indirect",
        verb_class=verb_class, speaker=None, speaker_entity_id=None, source_class=None, source_country=None, anonymous=False, anonymity_reason=None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "counted"),
    [
        ("The war killed over 190,000 Syrians.", ["Syrians"]),
        ("The raid killed 41 women and children.", ["women and children"]),
        ("It killed 16 members of the harbour council.", ["members of the harbour council"]),
        ("Seven American service members were killed.", ["American service members"]),
        ("Nine miners were killed and 31 wounded.", ["miners", "miners"]),
        ("The flood killed 17 and injured dozens.", [None, None]),
        ("They killed six Afghan porters and injured another nine.", ["Afghan porters", "Afghan porters"]),
        ("It lists $3 billion in frozen deposits.", ["frozen deposits"]),
        ("It named a prize of up to $90,000.", ["prize"]),
        ("It took 20 percent of the valley.", ["valley"]),
        ("Imports show a 35% rise on 2011.", ["rise"]),
        ("Copper prices climbed by 6% on Monday.", ["Copper prices"]),
        ("It enriches uranium to 60 percent.", ["uranium"]),
        ("The number of refugees rose to 90,000.", ["refugees"]),
    ],
)
def test_counted_words(sentence, counted):
    rows = read(sentence)
    assert [row.counted for row in rows] == counted
    for row in rows:
        assert row.counted is None or sentence[row.counted_start : row.counted_end] == row.counted


@pytest.mark.parametrize(
    ("words", "group"),
    [
        ("Syrians", "SY"),
        ("American troops", "US:soldiers"),
        ("U.S. service members", "US:soldiers"),
        ("Iranian people", "IR"),
        ("civilians", "civilians"),
        ("children", "children"),
        ("Taliban militants", "militants"),
        ("police officers", "police"),
        ("women and children", "children"),
        ("people", "people"),
        ("some of us", None),
        ("widgets", None),
        (None, "people"),
    ],
)
def test_groups_are_normalised(words, group):
    assert counted_group(words, "killed") == group


def test_a_figure_with_everything():
    (row,) = read("The army has killed over 190,000 Syrians in three years.")
    assert (row.kind, row.qualifier, row.value_low, row.value_high, row.low_inclusive) == ("killed", "more_than", 190_000, None, False)
    assert (row.surface, row.counted, row.counted_group, row.period, row.cumulative) == (
        "over 190,000",
        "Syrians",
        "SY",
        "in three years",
        True,
    )
    assert (row.period_from, row.period_to) == (date(2017, 1, 14), PUBLISHED)


@pytest.mark.parametrize(
    ("sentence", "period", "first", "last"),
    [
        ("The raid killed 12 people on Jan. 8.", "on Jan. 8", date(2020, 1, 8), date(2020, 1, 8)),
        ("The war has killed 900 people since 2011.", "since 2011", date(2011, 1, 1), PUBLISHED),
        ("In 2016 the floods killed 85 people.", "In 2016", date(2016, 1, 1), date(2016, 12, 31)),
        ("The raid killed 12 people.", None, None, None),
        ("The mayor said on Jan. 9 that the raid killed 12 people.", None, None, None),
        ("The mayor told Mehr last week that the raid killed 12 people.", None, None, None),
        ("In a statement on Jan. 9 the army said the raid killed 12 people.", None, None, None),
        ("The union, which was founded in 2006, says 12 people were killed.", None, None, None),
        ("A fever that began in 2016 has killed 12 people.", None, None, None),
        ("The raid killed 12 people since the siege began 12 days ago.", "since the siege began 12 days ago", date(2020, 1, 2), PUBLISHED),
        ("Since the siege began, the raids have killed 12 people.", "Since the siege began", None, None),
        ("So far the raids have killed 12 people.", "So far", None, None),
        ("BELSAR, Jan. 9 (Mehr) -- The raid killed 12 people.", None, None, None),
        ("Oil for February delivery fell 3 percent.", None, None, None),
        ("The gang held 52 people hostage for 444 days.", "for 444 days", None, None),
        ("The raids have killed 12 people in 10 days.", "in 10 days", date(2020, 1, 4), PUBLISHED),
        ("As he landed on Jan. 9, the army said the raid killed 12 people.", None, None, None),
        ("The mayor will host talks on Jan. 15 to end a war that has killed 12 people.", None, None, None),
        ("The raid killed 12 people, the worst loss since 2014.", None, None, None),
        ("A raid on Jan. 8 that killed 12 people was condemned.", "on Jan. 8", date(2020, 1, 8), date(2020, 1, 8)),
    ],
)
def test_periods(sentence, period, first, last):
    (row,) = read(sentence)
    assert (row.period, row.period_from, row.period_to) == (period, first, last)


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("The raid killed 12 people in Al Anbar.", "Al Anbar"),
        ("In Syria, the raid killed 12 people.", "Syria"),
        ("Twelve people were killed near the town of Belsar on Monday.", "the town of Belsar"),
        ("The raid killed 12 people.", None),
        ("Attacks across Syldavia on Monday killed 107 people.", "Syldavia"),
        ("A bomb went off outside the town hall of Belsar, killing 12 people.", "the town hall of Belsar"),
        ("Two men were shot dead when guards opened fire in Belsar.", "Belsar"),
        ("Twelve people were killed off the coast of Borduria.", "the coast of Borduria"),
        ("Twelve people were killed at a Bordurian consulate in Belsar.", "a Bordurian consulate in Belsar"),
        ("The navy sent 40 soldiers to Borduria.", "Borduria"),
        ("Clerks in Belsar said 12 people were killed.", None),
        ("Twelve people were killed, according to the Belsar Watch.", None),
        ("Rockets that struck at Bordurian targets killed 12 people.", None),
        ("They spent $2 million on Western hardware.", None),
        ("Some 30 percent voted to help Borduria.", None),
        ("The bill gives $40 million to the Borduria Recovery Fund.", None),
        ("Glimpse of $30 Billion in Oil Deals", None),
        ("12 KILLED IN PLANE CRASH", None),
        ("Thousands more troops would deploy to the region in anticipation of war.", "the region"),
    ],
)
def test_places(sentence, place):
    (row,) = read(sentence)
    assert row.place == place


def test_the_nearest_source_is_the_one_with_the_smallest_content():
    text = "Mehr reported that a clerk told it that 12 people were killed."
    outer = said(text, "Mehr", "a clerk told it that 12 people were killed")
    inner = said(text, "a clerk", "12 people were killed")
    (row,) = read(text, attributions=[outer, inner])
    assert (row.source, row.attribution_id, text[row.source_start : row.source_end]) == ("a clerk", inner.attribution_id, "a clerk")


def test_what_somebody_refused_is_not_put_to_them():
    text = "The mayor refused to pay $5 million."
    (row,) = read(text, attributions=[said(text, "The mayor", "to pay $5 million", verb_class="intention")])
    assert (row.source, row.attribution_id) == (None, None)


@pytest.mark.parametrize(
    ("headline", "source"),
    [
        ("Governor says the city is ready to talk after 12 are killed", None),
        ("Governor says the city must act as 300 people die in a flood", None),
        ("Governor says talks must wait after troops kill 9 villagers", None),
        ("Governor says the gunman fled after 3 were killed", "Governor"),
        ("Governor says toll rises as 3 people die in a flood", "Governor"),
        ("Governor says 12 killed after days of protests", "Governor"),
        ("Governor says talks end after 12 speeches as planned", "Governor"),
    ],
)
def test_what_a_headlines_speaker_answers_is_told_by_the_outlet(headline, source):
    text = f"{headline}\n\nThe march went on."
    content = headline.removeprefix("Governor says ")
    (row,) = read(text, attributions=[said(text, "Governor", content)], body_start=len(headline) + 2)
    assert row.source == source
    # Below the headline it is the speaker's: there an outlet says so itself, in a sentence of its own.
    (row,) = read(text, attributions=[said(text, "Governor", content)])
    assert row.source == "Governor"
    quoted = read(text, attributions=[said(text, "Governor", content)], body_start=len(headline) + 2, quoted=((0, len(headline)),))
    assert [row.source for row in quoted] == ["Governor"]


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("The Observatory recorded 65 deaths.", "The Observatory"),
        ("The health ministry put the death toll at 12.", "The health ministry"),
        ("It recorded 65 deaths.", None),
        ("The blast killed 65 people.", None),
    ],
)
def test_who_counted_is_the_source_where_nobody_is_quoted(sentence, source):
    (row,) = read(sentence)
    assert row.source == source


def test_headline_quotation_and_sentence():
    text = "Raid kills 12\n\nHe said: “The raid killed 12 people.” It was cold."
    begin = text.index("“") + 1
    head, body = read(text, body_start=15, quoted=((begin, text.index("”")),))
    assert (head.in_headline, head.in_quote) == (True, False)
    assert (body.in_headline, body.in_quote) == (False, True)
    assert text[head.sentence_start : head.sentence_end] == "Raid kills 12"


def test_a_bare_number_goes_on_about_what_was_counted_before():
    first, second = read("The city took in 85,000 refugees in 2016. In 2017, she said, 100,000 were accepted.")
    assert (first.kind, second.kind, second.counted) == ("displaced", "displaced", "refugees")


@pytest.mark.parametrize(
    ("text", "place", "period"),
    [
        ("A bomb went off in Belsar on Jan. 8. The blast killed 12 people.", "Belsar", "on Jan. 8"),
        ("Guards opened fire in the market of Belsar on Jan. 8. They killed 12 people.", "the market of Belsar", "on Jan. 8"),
        ("A bus crashed near Belsar on Jan. 8. There were 12 deaths.", "Belsar", "on Jan. 8"),
        ("The mayor spoke in Belsar on Jan. 8. War has killed 12 people.", None, None),
        ("The mayor spoke in Belsar on Jan. 8. The blast killed 12 people.", None, None),
        ("Clerks in Belsar said on Jan. 8 that a bomb went off. The blast killed 12 people.", None, None),
        ("A bomb went off in Belsar on Jan. 8. The blast could kill 12 people.", None, None),
    ],
)
def test_where_and_when_from_the_sentence_before(text, place, period):
    (row,) = read(text)
    assert (row.place, row.period) == (place, period)


@pytest.mark.parametrize(
    ("sentence", "running"),
    [
        ("The war has killed 900 people.", [True]),
        ("The war had killed 900 people.", [False]),
        ("The toll rose to 45.", [True]),
        ("The number of dead climbed to 45.", [True]),
        ("The fighting has left tens of thousands of people dead.", [True]),
        ("The fever has now infected many and killed 36.", [True]),
        ("Dozens of marchers have been killed in protests across the country.", [True]),
        ("Twelve people have been killed in a blast.", [False]),
        ("Today the shelling has killed 12 people.", [False]),
        ("The siege has left one boy dead.", [False]),
        ("So far 43 people were killed.", [True]),
        ("It was a step too far, and 43 people were killed.", [False]),
        ("50 or so were wounded and the town has been under siege since 2011.", [False]),
        ("The war displaced 5 million and killed 400,000 since 2011.", [True, True]),
        ("Up to 3,000 soldiers will leave, adding to the 14,000 sent there since May.", [False, True]),
        ("Police have been on guard since the gang stormed the hall, killing 12 people.", [False]),
        ("They had sent 10 drones and have since warned of more.", [False]),
        ("The index lost 10 percent in the first session since the decree.", [False]),
        ("The firm Total signed a $4 billion deal.", [False]),
        ("The grant of $2 million brings the total to $9 million.", [False, True]),
        ("The bank has spent $40 million on it.", [True]),
        ("The bank has signed a $40 million deal.", [False]),
        ("In recent decades it has sold $40 billion of arms.", [True]),
        ("The army has destroyed 40 tanks, 11 trucks and 6 guns.", [True, True]),
        ("There have been no deaths.", [False]),
        ("The riots led to at least three deaths, the worst unrest since 2018.", [False]),
        ("At least 36 marchers have been killed as protests spread.", [True]),
    ],
)
def test_running_totals(sentence, running):
    assert [row.cumulative for row in read(sentence) if row.kind != "other_count"] == running


@pytest.mark.parametrize(
    ("sentence", "counted"),
    [
        ("Twelve miners, including three brothers, died and five were hurt.", ["miners", "brothers", "miners"]),
        ("The dead included 14 Finns, and another 9 were hurt.", ["Finns", None]),
        ("The American troops, numbering 6,000, left.", ["American troops"]),
        ("The economy will contract by 14 percent.", ["economy"]),
        ("It covers half the population.", ["population"]),
        ("It meets 20 percent of its total petroleum demand.", ["total petroleum demand"]),
        ("The pact gives $6 billion in sanctions relief.", ["sanctions relief"]),
        ("In the survey, 34 percent agreed.", [None]),
        ("The share fell 23 points, or 4 percent.", ["share"]),
    ],
)
def test_counted_words_behind_and_before(sentence, counted):
    assert [row.counted for row in read(sentence) if row.kind != "other_count"] == counted
