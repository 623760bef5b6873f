"""How news tells who said what: a sentence in, source, cue and the beginning of the content out."""

import pytest

from pipeline import outlets, topics
from pipeline.extract.facts import extract


@pytest.fixture(scope="module")
def facts():
    topic, catalog = topics.load("us_iran"), outlets.load()

    def read(text):
        head = "Notes from the port\n\n"
        return extract(head + text, body_start=len(head), published=None, version_id="v", extractor_id="x", topic=topic, catalog=catalog)

    return read


def rows(facts, text):
    return facts(text).attributions


FOUND = [
    # 'according to' after, before and inside its statement
    ("The gate is no different, according to officials.", "officials", "according to", "The gate is no different"),
    (
        "But the plan was dropped, according to Peter Hale, a former adviser.",
        "Peter Hale, a former adviser",
        "according to",
        "But the plan",
    ),
    ("“That is a stricter reading,” according to Rahimi.", "Rahimi", "according to", "“That is a stricter reading,”"),
    ("First and foremost, according to these pundits, the port is shut.", "these pundits", "according to", "the port is shut"),
    # words between the subject and its verb
    (
        "The bloc's policy chief, Anna Moretti, meanwhile said the accord works.",
        "The bloc's policy chief, Anna Moretti",
        "said",
        "the accord",
    ),
    ("The ministers have both criticized the rules.", "The ministers", "have both criticized", "the rules"),
    ("Oman has neither confirmed nor denied its part.", "Oman", "has neither confirmed", ""),
    ("He this morning tweeted that the talks are off.", "He", "tweeted", "that the talks are off"),
    ("The cleric, who in 2010 said the road would close, went home.", "who", "said", "the road would close"),
    ("The families, many of whom say the claims are false, went home.", "many of whom", "say", "the claims are false"),
    ("Officials said Theresa May said little.", "Officials", "said", "Theresa May said little"),
    # what stands before and beside a name
    (
        "The state will end visas, acting Minister Carl Wolf said on Friday.",
        "acting Minister Carl Wolf",
        "said",
        "The state will end visas",
    ),
    (
        "Linda Berg, 65, of Hillview, said after the speech that she would vote.",
        "Linda Berg, 65, of Hillview",
        "said",
        "that she would vote",
    ),
    ("Ann Lee, of Springfield, Va., said he had left.", "Ann Lee, of Springfield, Va", "said", "he had left"),
    ("The board, worried that it could rain, said it would wait.", "The board, worried that it could rain", "said", "it would wait"),
    ("Hale, when asked whether it rained, said it did.", "Hale, when asked whether it rained", "said", "it did"),
    ("Adviser Carl Wolf in a Sunday interview on the radio warned that the port was shut.", "Adviser Carl Wolf", "warned", "that the port"),
    ("In a radio interview Lee declared “the pact is dead.”", "Lee", "declared", "“the pact is dead.”"),
    ("The envoy – who is leaving – has said the port is shut.", "The envoy – who is leaving", "has said", "the port is shut"),
    ("The bureau botched the case and Democrats accused it of haste.", "Democrats", "accused", "it of haste"),
    (
        "A 2014 study that appeared in a journal found that the port sinks.",
        "A 2014 study that appeared in a journal",
        "found",
        "that the port",
    ),
    ("Those close to him say that the port will open.", "Those close to him", "say", "that the port"),
    ("The family has urged police to release the films.", "The family", "has urged", "police to release"),
    ("Italy said the port was shut.", "Italy", "said", "the port was shut"),
    ("Some note that the port was shut.", "Some", "note", "that the port"),
    # quotations
    ("“My first task is to end the deal,” Hale said to applause.", "Hale", "said", "“My first task"),
    ("It will last “until such time as I decide,” as President Hale wrote.", "President Hale", "wrote", "It will last"),
    ("As the radio reported, his team has met the clerks.", "the radio", "reported", "his team has met"),
    ("Yet, as Lee has observed, the road was open.", "Lee", "has observed", "the road was open"),
    ("“We see hope,” the letter reads. “Our ships are real.”", "the letter", "reads", "“We see hope,” “Our ships are real.”"),
    ("“The offer is rejected,” the statement read.", "the statement", "read", "“The offer is rejected,”"),
    ("She continued, “For us, all we ask is a hearing.”", "She", "continued", "“For us,"),
    ("“It is late,” she continued.", "she", "continued", "“It is late,”"),
    ("Lee scolded him: “The port is ours.”", "Lee", "scolded", "“The port is ours.”"),
    ("Said Ellis: “The port is ours.”", "Ellis", "Said", "“The port is ours.”"),
    ("Later Lee left the desk to say, “This is good news, people.”", "Lee", "to say", "“This is good news"),
    ("“We can repeat it,” Karimi was quoted as saying by the agency.", "Karimi", "was quoted as saying", "“We can repeat it,”"),
    # a verb further on that the same subject rules
    ("Lee went on to warn that the port was shut.", "Lee", "to warn", "that the port was shut"),
    ("Lee took to the radio on Monday to accuse the port of greed.", "Lee", "to accuse", "the port of greed"),
    ("It makes no mention of ports but says the state would read on.", "It", "says", "the state would read on"),
    ("They published the paper by announcing that the claim was true.", "They", "announcing", "that the claim was true"),
    ("On May 7 they left, saying that the claim was true.", "they", "saying", "that the claim was true"),
    ("Claiming the ships were armed, Lee left.", "Lee", "Claiming", "the ships were armed"),
    ("The embassy released a statement saying the raid was wrong.", "The embassy", "saying", "the raid was wrong"),
    ("A statement announcing the pick came late.", "A statement", "announcing", "the pick"),
    # asides between a verb and its statement
    ("Analysts said, however, that the plan was weak.", "Analysts", "said", "that the plan was weak"),
    ("Though it was calm, he said, leaving would be hard.", "he", "said", "Though it was calm leaving would be hard"),
    ("The panel voted Thursday to hold the clerk in contempt.", "The panel", "voted", "to hold the clerk"),
    ("The bureau decided after a long inquiry not to charge him.", "The bureau", "decided", "not to charge him"),
    ("The board decided she should share the prize.", "The board", "decided", "she should share"),
    ("A federal court ruled Friday against the plan.", "A federal court", "ruled", "against the plan"),
    ("Oman accused its neighbour's leader, Karim Rad, of greed.", "Oman", "accused", "its neighbour's leader, Karim Rad, of greed"),
    ("The ministry, which has strongly denied the raid, said nothing.", "which", "has strongly denied", "the raid"),
    ("Critics have railed against the deal.", "Critics", "have railed", "against the deal"),
    ("The senator attacked her for the deal.", "The senator", "attacked", "her for the deal"),
    ("As a guard put it, the port is ours.", "a guard", "put", "it"),
    ("Ships left as the port was shut, a study of the filings shows.", "a study of the filings", "shows", "Ships left"),
    (
        "Relatives watched the film on Thursday, lawyers for the family said.",
        "lawyers for the family",
        "said",
        "Relatives watched the film",
    ),
    ("Envoys insisted reports of a storm were wrong.", "Envoys", "insisted", "reports of a storm"),
    ("The ships left, according to the White House at the time.", "the White House", "according to", "The ships left"),
    ("She would not say whether the port was shut.", "She", "would not say", "whether the port"),
    ("The ministry declined to comment on the raid.", "The ministry", "declined", "to comment"),
    ("The pact was widely viewed as a failure.", None, "was widely viewed", "The pact as a failure"),
    ("I hope the port opens.", "I", "hope", "the port opens"),
    ("The port chief, dogged by charges that he lied, left.", None, "charges", "that he lied"),
]


@pytest.mark.parametrize(("text", "source", "cue", "content"), FOUND, ids=[text[:40] for text, *_ in FOUND])
def test_who_said_what(facts, text, source, cue, content):
    found = [row for row in rows(facts, text) if row.source == source and row.cue.endswith(cue)]
    assert found, [(row.source, row.cue, row.content) for row in rows(facts, text)]
    assert found[0].content.startswith(content)


@pytest.mark.parametrize(
    "text",
    [
        "The unemployment rate was low.",
        "The boats attacked the tanker at dawn.",
        "Women earned less compared with men.",
        "The police backed down when it rained.",
        "He left to take a proposal that would cost more.",
        "It seems impossible to imagine a calmer port.",
        "Asked for salt, nobody moved.",
        "After rain: floods, mud and shut gates in all of the ports",
        "He was a man said to be rich.",
        "The chemical attack “crossed a line” for the port.",
        "The port might say more.",
        "In Jim Crow days the port was shut.",
        "She will announce a plan.",
        "Yes, loving husbands and clerks make salads.",
        "Oman is cool towards US talk of a new port.",
    ],
)
def test_no_statement(facts, text):
    assert [(row.source, row.cue) for row in rows(facts, text)] == []


def test_who_is_asked_about_what(facts):
    asked, said = rows(facts, "Asked whether the port was open, Lee said it was.")
    assert (asked.source, asked.cue, asked.content) == (None, "Asked", "whether the port was open")
    assert (said.source, said.content) == ("Lee", "it was")


def test_a_source_cited_before_the_paper_speaks(facts):
    cited, paper = rows(facts, "Citing unnamed officials, the paper said the port would close.")
    assert (cited.source, cited.content, cited.parent_id) == ("unnamed officials", "the port would close", paper.attribution_id)


def test_what_others_think_is_the_speakers_account(facts):
    assert [row.source for row in rows(facts, "Lee said the mayor hopes the gate will open.")] == ["Lee"]
    assert [row.source for row in rows(facts, "Lee said the mayor denied the gate was open.")] == ["Lee", "the mayor"]


@pytest.mark.parametrize(
    ("text", "speaker", "source_class", "country", "anonymous"),
    [
        ("Kerry said the port was shut.", "Kerry", "government", "US", False),
        ("Javad Zarif said the port was shut.", "Javad Zarif", "government", "IR", False),
        ("Gen. Qassem Soleimani said the port was shut.", "Gen. Qassem Soleimani", "military", "IR", False),
        ("Trita Parsi said the port was shut.", "Trita Parsi", "expert", None, False),
        ("Rep. Ann Lowe, R-Ky., said the port was shut.", "Ann Lowe", "government", "US", False),
        ("Three GOP senators said the port was shut.", "Three GOP senators", "government", "US", True),
        ("The senator said the port was shut.", "The senator", "government", None, False),
        (
            "A source familiar with the nuclear deal said the port was shut.",
            "A source familiar with the nuclear deal",
            "unknown",
            None,
            True,
        ),
        ("The agency's inspector general said the port was shut.", "The agency's inspector general", "government", None, True),
        ("Fars news agency said the port was shut.", "Fars news agency", "state_media", "IR", False),
        ("Critics, including Ann Lowe, said the port was shut.", "Critics", "unknown", None, True),
        ("An ex-Clinton Foundation official said the port was shut.", "An ex-Clinton Foundation official", "government", None, True),
        ("The port's pilots and fishermen back Trump's claim that the port is shut.", "Trump", "government", "US", False),
    ],
)
def test_what_a_source_is(facts, text, speaker, source_class, country, anonymous):
    row = rows(facts, text)[-1]
    assert (row.speaker, row.source_class, row.source_country, row.anonymous) == (speaker, source_class, country, anonymous)


def test_a_person_is_classed_by_how_the_text_introduces_them(facts):
    text = "David Voss, head of the harbour militia, came late. “It is over,” Voss said.\n\nMr. Voss denied that he was rich."
    assert [(row.speaker, row.source_class) for row in rows(facts, text)] == [("David Voss", "military")] * 2


def test_she_is_no_man_of_the_gazetteer(facts):
    text = "Trump said the port was shut.\n\nShe said it was open."
    assert rows(facts, text)[-1].speaker != "Trump"


def test_a_title_goes_back_to_its_bearer(facts):
    text = "Sen. John McCain came late. Aides left.\n\nThe senator warned that the port was shut."
    assert rows(facts, text)[-1].speaker == "Sen. John McCain"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The clerk met with Jeremy Corbyn, who said the port was shut.", "Jeremy Corbyn"),
        ("Ann Lowe, head of the port board, who said the gate was shut, left.", "Ann Lowe"),
        ("Josh Earnest came late. Mr. Earnest said the port was shut.", "Josh Earnest"),
    ],
)
def test_whose_words_a_relative_clause_tells(facts, text, speaker):
    assert rows(facts, text)[-1].speaker == speaker


@pytest.mark.parametrize(
    "text",
    [
        "Two clerks told the paper of the raid. Our correspondent said 12 porters were hurt.",
        "This newspaper reported that 12 porters were hurt.",
        "I believe that the port will close.",
        "We reported that 12 porters were hurt.",
    ],
)
def test_the_outlet_itself_is_a_class_of_source(facts, text):
    assert [row.source_class for row in facts(text).attributions][-1:] == ["outlet"]


def test_the_speaker_of_a_quotation_is_not_the_outlet(facts):
    rows = facts("“I believe that the port will close,” said Ann Lee, a professor of law.").attributions
    assert {row.source_class for row in rows} == {"expert"}
