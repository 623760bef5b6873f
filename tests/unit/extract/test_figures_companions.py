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
