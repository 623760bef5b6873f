"""Who is cited for what: a sentence in, source, cue and content out."""

import time

import pytest

from pipeline import outlets, topics
from pipeline.extract.attributions import attributions
from pipeline.extract.document import Document
from pipeline.extract.entities import entities
from pipeline.extract.quotation import regions
from pipeline.extract.sentences import SentenceIndex


@pytest.fixture(scope="module")
def cited():
    topic, catalog = topics.load("us_iran"), outlets.load()

    def find(text, body_start=0):
        text = f"Headline\n\n{text}" if body_start == 0 else text
        document = Document(
            text=text,
            body_start=body_start or len("Headline\n\n"),
            published=None,
            version_id="v",
            extractor_id="x",
            sentences=SentenceIndex(text),
            quoted=regions(text),
        )
        rows, quotes = attributions(document, entities(document, topic), catalog, topic)
        for row in [*rows, *quotes]:
            assert text[row.start : row.end] == row.surface
            for spans in (row.source_spans, row.content_spans, row.cue_spans):
                assert all(0 <= start < end <= len(text) for start, end in spans)
        for row in rows:
            assert row.source is None or text[row.source_spans[0][0] : row.source_spans[0][1]] == row.source
        assert len({row.attribution_id for row in rows}) == len(rows)
        return rows

    return find


def triples(rows):
    return [(row.source, row.cue, row.content) for row in rows]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("The minister said the road was closed.", "The minister", "said", "the road was closed"),
        ("The minister said that the road was closed.", "The minister", "said", "that the road was closed"),
        ("The road was closed, the minister said.", "the minister", "said", "The road was closed"),
        ("The road was closed, the minister said on Monday.", "the minister", "said", "The road was closed"),
        ("The road was closed, said the minister.", "the minister", "said", "The road was closed"),
        ("“The road is closed,” said Ann Lee.", "Ann Lee", "said", "“The road is closed,”"),
        ("“The road is closed,” Ann Lee told Reuters.", "Ann Lee", "told", "“The road is closed,”"),
        ("Ann Lee said: “The road is closed.”", "Ann Lee", "said", "“The road is closed.”"),
        ('Ann Lee told reporters in Vienna: "The road is closed."', "Ann Lee", "told", '"The road is closed."'),
        ("Ann Lee told the paper that the road was closed.", "Ann Lee", "told", "that the road was closed"),
        (
            "Ann Lee, the head of the port authority, said the road was closed.",
            "Ann Lee, the head of the port authority",
            "said",
            "the road was closed",
        ),
        ("Ann Lee, a clerk at the port said the road was closed.", "Ann Lee, a clerk at the port", "said", "the road was closed"),
        ("Sen. Ann Lee (R-Utah) said the road was closed.", "Sen. Ann Lee (R-Utah)", "said", "the road was closed"),
        ('Robert "Bobby" Hill said the road was closed.', 'Robert "Bobby" Hill', "said", "the road was closed"),
        ("On Monday, the minister said the road was closed.", "the minister", "said", "the road was closed"),
        ("In 2015 Ann Lee warned that the road was closed.", "Ann Lee", "warned", "that the road was closed"),
        ("According to the ministry, the road was closed.", "the ministry", "According to", "the road was closed"),
        ("The road was closed, according to the ministry.", "the ministry", "according to", "The road was closed"),
        (
            "The road was closed, Mehr reported, citing an informed source.",
            "an informed source",
            "citing",
            "The road was closed",
        ),
        ("The road, he said, was closed.", "he", "said", "The road was closed"),
        ("“The road,” he said, “is closed.”", "he", "said", "“The road,” “is closed.”"),
        (
            "The minister has repeatedly denied that the road was closed.",
            "The minister",
            "has repeatedly denied",
            "that the road was closed",
        ),
        ("The minister believes the road was closed.", "The minister", "believes", "the road was closed"),
        ("Critics called the closure a mistake.", "Critics", "called", "the closure a mistake"),
        ("The minister refused to open the road.", "The minister", "refused", "to open the road"),
        ("The road was reportedly closed for a week.", None, "reportedly", "closed for a week"),
        ("On “Morning Talk,” Ann Lee said the road was closed for good.", "Ann Lee", "said", "the road was closed for good"),
    ],
)
def test_one_statement(cited, text, source, cue, content):
    assert (source, cue, content) in triples(cited(text))


@pytest.mark.parametrize(
    "text",
    [
        "The ships left the harbour at dawn.",
        "The minister might say the road is closed.",
        "The plan proposed by the minister failed.",
        "The attack was reported.",
        "The United States and the plans of the port.",
        "There was no way to tell.",
        "It goes without saying.",
        "The reported closure of the road.",
        "FILE PHOTO: A road seen from the air in spring.",
        "Mixed Case: a road seen from the air in spring.",
    ],
)
def test_no_statement(cited, text):
    assert cited(text) == []


def test_a_second_verb_shares_the_speaker(cited):
    rows = cited("The minister said the road was closed and denied that it would open.")
    assert triples(rows) == [
        ("The minister", "said", "the road was closed"),
        ("The minister", "denied", "that it would open"),
    ]


def test_a_participle_takes_the_speaker(cited):
    rows = cited("“The road is closed,” Ann Lee said, adding that the bridge was open.")
    assert triples(rows)[1] == ("Ann Lee", "adding", "that the bridge was open")


def test_two_speakers_in_one_sentence(cited):
    rows = cited("Ann Lee said the road was closed, but Bob Hill said it was open.")
    assert triples(rows) == [("Ann Lee", "said", "the road was closed"), ("Bob Hill", "said", "it was open")]


def test_a_quotation_goes_on_after_its_cue(cited):
    rows = cited("“The road is closed,” said Ann Lee. “It will stay so.”")
    assert [row.content for row in rows] == ["“The road is closed,” “It will stay so.”"]
    assert len(rows[0].content_spans) == 2


def test_a_quotation_goes_on_in_the_next_paragraph(cited):
    rows = cited("“The road is closed,” said the official.\n\n“It will stay so for a long time.”\n\nNobody asked.")
    assert [row.content for row in rows] == ["“The road is closed,” “It will stay so for a long time.”"]


def test_a_question_before_its_cue(cited):
    assert triples(cited("“Is the road closed?” Ann Lee said.")) == [("Ann Lee", "said", "“Is the road closed?”")]


def test_what_was_said_may_be_the_next_paragraph(cited):
    rows = cited("Ann Lee added:\n\nThe road is closed. It will stay so.\n\nNobody asked.")
    assert [(row.source, row.content) for row in rows] == [("Ann Lee", "The road is closed. It will stay so")]


def test_a_headline_may_name_its_source(cited):
    text = "Report: Road to stay closed\n\nThe road is long."
    assert triples(cited(text, body_start=29)) == [("Report", ":", "Road to stay closed")]


def test_a_transcript_names_who_speaks(cited):
    assert triples(cited("HOST: Will the road be closed for long, or not?")) == [("HOST", ":", "Will the road be closed for long, or not?")]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("“The road is closed,” said Ann Lee.", "direct"),
        ("Ann Lee said the road was closed.", "indirect"),
        ("Ann Lee said the road was “more or less” closed for everyone.", "mixed"),
    ],
)
def test_the_form_tells_whose_words(cited, text, form):
    assert [row.form for row in cited(text)] == [form]


@pytest.mark.parametrize(
    ("verb", "verb_class"),
    [
        ("said", "neutral"),
        ("claimed", "claim"),
        ("alleged", "claim"),
        ("admitted", "admit"),
        ("denied", "deny"),
        ("warned", "warn"),
        ("believes", "belief"),
        ("hopes", "belief"),
        ("confirmed", "report"),
        ("vowed", "promise"),
    ],
)
def test_each_verb_has_its_class(cited, verb, verb_class):
    rows = cited(f"The minister {verb} that the road was closed.")
    assert [row.verb_class for row in rows] == [verb_class]


def test_a_statement_inside_a_statement_names_its_parent(cited):
    outer, inner = cited("Reuters said the minister believes the road was closed.")
    assert (outer.source, inner.source) == ("Reuters", "the minister")
    assert inner.parent_id == outer.attribution_id
    assert outer.parent_id is None


def test_who_is_cited_by_the_one_who_reports(cited):
    mehr, source = cited("The road was closed, Mehr reported, citing an informed source.")
    assert (mehr.source, source.source) == ("Mehr", "an informed source")
    assert source.parent_id == mehr.attribution_id
    assert source.content == mehr.content


def test_a_reason_cited_is_no_source(cited):
    rows = cited("The minister said the road was closed, citing the long and heavy rain.")
    assert triples(rows)[1] == ("The minister", "citing", "the long and heavy rain")


def test_the_chain_of_a_lead(cited):
    rows = cited("According to a senior Iranian source, the road was closed at noon, reports Reuters.")
    source, reuters = rows
    assert (source.source, reuters.source) == ("a senior Iranian source", "Reuters")
    assert source.parent_id == reuters.attribution_id


@pytest.mark.parametrize(
    ("source", "anonymous"),
    [
        ("a U.S. official", True),
        ("the senior Iranian official", True),
        ("Two diplomats", True),
        ("A source familiar with the talks", True),
        ("witnesses", True),
        ("A man whose brother was there", True),
        ("a senior aide to Zarif", True),
        ("many analysts", True),
        ("others", True),
        ("dozens of lawmakers", True),
        ("Mohammad Javad Zarif", False),
        ("Foreign Minister Javad Zarif", False),
        ("the Pentagon", False),
        ("the police", False),
        ("Iranian state television", False),
        ("A Pentagon spokesman", False),
        ("Wexford Harbourmaster Yorick Quell", False),
        ("Deputy Transport Minister Yorick Quell", False),
        ("The port's acting chief, Yorick Quell", False),
        ("Quell, a 17-year-old student,", False),
        ("Gulf Arab officials", True),
        ("A Transport Ministry official", True),
        ("The report", False),
    ],
)
def test_unnamed_people_are_told_from_names_and_institutions(cited, source, anonymous):
    assert [row.anonymous for row in cited(f"{source[0].upper()}{source[1:]} said the road was closed.")] == [anonymous]


def test_the_reason_for_leaving_a_name_out(cited):
    row = cited("The official, who spoke on condition of anonymity because the talks are secret, said the road was closed.")[-1]
    assert row.anonymous
    assert row.anonymity_reason == "on condition of anonymity because the talks are secret"


def test_a_named_source_has_no_such_reason(cited):
    assert cited("Ann Lee said the road was closed.")[0].anonymity_reason is None


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ann Lee came. “The road is closed,” she said.", "Ann Lee"),
        ("Ann Lee said the road was closed. Bob Hill said it was open. She said it was not.", "Ann Lee"),
        ("Ann Lee said the road was closed. Bob Hill said it was open. He said so twice.", "Bob Hill"),
        ("The bridge fell, said Ann Lee. The road is closed, Lee said.", "Ann Lee"),
        ("A senior Iranian official said the road was closed. The official said it would stay so.", "A senior Iranian official"),
        ("Deputy Minister Yorick Quell said the road was closed. It will open, Quell said.", "Yorick Quell"),
        ("The ministry said the road was closed. It said the bridge was open.", "The ministry"),
        ("President Hassan Rouhani said the road was closed. The president said it would open.", "President Hassan Rouhani"),
    ],
)
def test_a_speaker_is_resolved_within_the_article(cited, text, speaker):
    assert cited(text)[-1].speaker == speaker


def test_a_pronoun_without_anybody_before_it_stays_as_it_is(cited):
    row = cited("He said the road was closed.")[0]
    assert (row.speaker, row.speaker_entity_id) == ("He", None)


@pytest.mark.parametrize(
    ("source", "source_class", "country"),
    [
        ("Iranian state television", "state_media", "IR"),
        ("Reuters", "wire", "GB"),
        ("Fox News", "media", "US"),
        ("The Iranian Foreign Ministry", "government", "IR"),
        ("A U.S. general", "military", "US"),
        ("Human Rights Watch", "ngo", None),
        ("Witnesses", "witness", None),
        ("A hospital doctor", "hospital", None),
        ("An analyst at the institute", "expert", None),
        ("The document", "document", None),
        ("White House officials", "government", "US"),
        ("Hezbollah", "military", "LB"),
        ("Ann Lee", "person", None),
    ],
)
def test_class_and_country_of_a_source(cited, source, source_class, country):
    row = cited(f"{source} said the road was closed.")[0]
    assert (row.source_class, row.source_country) == (source_class, country)


def test_a_known_person_is_linked(cited):
    row = cited("Mohammad Javad Zarif said the road was closed. Zarif said it would open.")[1]
    assert (row.speaker, row.speaker_entity_id) == ("Mohammad Javad Zarif", "mohammad_javad_zarif")


@pytest.mark.parametrize(
    "text",
    [
        "said",
        "said.",
        '"',
        "“”",
        ": :",
        "he said:",
        "according to",
        "According to",
        "citing",
        ", said",
        "(said)",
        "X: ",
        "said " * 500,
        "“A,” " * 300,
    ],
)
def test_odd_texts_raise_nothing(cited, text):
    cited(text)


@pytest.mark.parametrize(
    "unit", ["He said, ", "said, Smith said that ", "“A.”\n\n", "X said:\n\n", "he said that she said that ", "A, B, (C) said "]
)
def test_twice_the_text_takes_about_twice_the_time(cited, unit):
    def seconds(count):
        begun = time.process_time()
        cited(unit * count)
        return time.process_time() - begun

    seconds(100)
    small, large = seconds(1000), seconds(4000)
    assert large < 12 * small + 0.1
