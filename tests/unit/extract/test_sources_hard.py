"""Hard sources: a sentence in, who is cited out; and where nobody can be named, nobody is."""

import pytest

from pipeline import outlets, topics
from pipeline.extract.facts import extract


@pytest.fixture(scope="module")
def facts():
    topic, catalog = topics.load("us_iran"), outlets.load()

    def read(body):
        text = f"Headline\n\n{body}"
        found = extract(
            text,
            body_start=len("Headline\n\n"),
            published=None,
            version_id="v",
            extractor_id="x",
            topic=topic,
            catalog=catalog,
        )
        for row in found.attributions:
            for spans, words in ((row.source_spans, row.source), (row.cue_spans, row.cue)):
                assert words is None or " ".join(text[start:end] for start, end in spans) == words
        return found

    return read


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        # a source is a noun phrase, with its article and its participle
        ("An informed source in the port guard told the paper that the gate was shut.", ["An informed source in the port guard"]),
        ("Retired officers said the gate was shut.", ["Retired officers"]),
        ("An unnamed clerk said the gate was shut.", ["An unnamed clerk"]),
        ("Envoys quoted by the paper said the gate was shut.", ["Envoys quoted by the paper"]),
        ("Officials who spoke with the paper said the gate was shut.", ["Officials who spoke with the paper"]),
        ("The gate was shut, according to sources close to the talks.", ["sources close to the talks"]),
        ("Letters cited in the report from the port show that the gate was shut.", ["Letters cited in the report from the port"]),
        # a clause without 'that' after a noun: only its own subject
        ("It was a claim U.S. officials denied at once.", ["U.S. officials"]),
        ("The operation Washington has described as a rescue went on.", ["Washington"]),
        ("The gate is something Tehran says it never shut.", ["Tehran"]),
        ("He spoke of a plan the ministry called unsafe.", ["He", "the ministry"]),
        # what stands before the subject
        ("Last week Tehran said the gate was shut.", ["Tehran"]),
        ("In recent weeks Lee has said the gate was shut.", ["Lee"]),
        ("In a note to the port the ministry said the gate was shut.", ["the ministry"]),
        ("In Tehran officials said the gate was shut.", ["officials"]),
        ("Image caption Porters said the gate was shut.", ["Porters"]),
        ("How the council described the gate is no secret.", ["the council"]),
        # what stands after it
        ("Haley on Tuesday warned that the gate was shut.", ["Haley"]),
        ("Three senators this week said the gate was shut.", ["Three senators"]),
        ("Ann Lee, in a letter to the port, said the gate was shut.", ["Ann Lee"]),
        ("“The gate is shut,” Gen Rafi Shaker, said.", ["Gen Rafi Shaker"]),
        # contracted pronouns
        ("He's said that the gate was shut.", ["He"]),
        ("They've denied that the gate was shut.", ["They"]),
        # who is quoted by another
        ("The radio quoted the army as saying the gate was shut.", ["The radio", "the army"]),
        ("“The gate is shut,” the radio quoted the mayor.", ["the mayor"]),
        ("At least a dozen envoys have said the gate was shut.", ["At least a dozen envoys"]),
        ("State television Bidar said the gate was shut.", ["State television Bidar"]),
        ("Former harbour chief Ann Lee said the gate was shut.", ["Former harbour chief Ann Lee"]),
        ("TEHRAN, Jan 8 (Bidar) - The ministry said the gate was shut.", ["The ministry"]),
        ("Leading members of the council said the gate was shut.", ["Leading members of the council"]),
        ("“The gate is shut,” says Mohammed.", ["Mohammed"]),
        ("“The gate is shut and nobody will open it.” — Ann Lee", ["Ann Lee"]),
        ("He's claiming that the gate was shut.", ["He"]),
    ],
)
def test_a_source_is_a_whole_noun_phrase(facts, text, sources):
    assert [row.source for row in facts(text).attributions] == sources


@pytest.mark.parametrize(
    "text",
    [
        "No one knows when the gate was shut.",
        "There were no favors for the port.",
        "A steady decline that began in spring went on.",
        "The allies provide air support to a wider group.",
        "The port drew its most heated disputes in years.",
        "Subsequent reports were few.",
        "It was the mayor's repeated pledge.",
        "The fair was full of rockets believed to be old.",
        "The clerks were speaking at a fair called “Open Gate” in spring.",
        "The man accused of stealing two crates left.",
        "She called in to the evening show.",
        "The town had admitted some 900 patients.",
        "Up to 3,000 porters are being hired, adding to the 14,000 at work.",
        "Read more: how the gate was shut.",
        "Ships were leaving the port to pay a toll to settle claims it owed.",
        "Ships of the navy attacked the port.",
        "The flood has claimed 200 lives.",
        "Lit signs were encouraging the crowd.",
    ],
)
def test_nobody_is_cited(facts, text):
    assert facts(text).attributions == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # 'it': the subject of the sentence before, of fitting kind
        ("The Pentagon said nobody was hurt. Iranian state television gave another account. It said that 80 were.", "Iranian state television"),
        ("The Pentagon said nobody was hurt. The ministry sees the matter otherwise. It said that 80 were.", "The ministry"),
        ("The Pentagon said nobody was hurt. The raid lasted an hour. It said the base was safe.", "It"),
        ("The mayor said nobody was hurt. It said the base was safe.", "It"),
        ("Ann Lee said nobody was hurt. It said the base was safe.", "It"),
        ("The ministry said the gate was shut. It said the bridge was open. It said so twice.", "The ministry"),
        ("Reuters reported the fall. The gate was shut, it said.", "Reuters"),
        ("Iran shut the gate because it believes the port is unsafe.", "Iran"),
        # 'they': several
        ("The ministry was silent. Two envoys came to the port. They said the gate was shut.", "Two envoys"),
        ("The ministry said the gate was open. They said it was shut.", "They"),
        ("Ann Lee and Bob Hill said the gate was shut. They said it would open.", "Ann Lee and Bob Hill"),
        # 'he' and 'she': one person
        ("Ann Lee said the gate was shut. Several envoys said it was open. She said it was not.", "Ann Lee"),
        ("U.S. officials said the gate was shut. He said it was open.", "He"),
        ("The mayor said the gate was shut. The port said it was open. He said it was not.", "The mayor"),
        # relative pronouns stand for the noun before them
        ("The talks failed. Ann Lee, who said the gate was shut, left.", "Ann Lee"),
        ("Bob Hill said the gate was open. The ministry, which said it was shut, disagreed.", "The ministry"),
        # 'the U.S. official': the fitting one introduced before
        ("A senior U.S. State Department official said talks went on. The U.S. official said they were hard.", "A senior U.S. State Department official"),
        ("A senior Iranian official said talks went on. The U.S. official said they were hard.", "The U.S. official"),
        ("A Pentagon aide said talks went on. An Iranian aide said they had failed. The Iranian aide said so twice.", "An Iranian aide"),
        ("A Pentagon spokesman said the gate was shut. The Pentagon said it was open.", "The Pentagon"),
        ("Donald Trump said the gate was shut. The Trump administration said it was open.", "The Trump administration"),
        ("Donald Trump said the gate was shut. A spokesperson for the port said it was open. She said so twice.", "A spokesperson for the port"),
        ("TEHRAN (Bidar) - The ministry sees the matter otherwise. It said the gate was shut.", "The ministry"),
        ("LONDON — The ministry sees the matter otherwise. It said the gate was shut.", "The ministry"),
        ("I said the gate was shut.", "I"),
    ],
)  # fmt: skip
def test_a_pronoun_goes_to_who_fits_or_to_nobody(facts, text, speaker):
    rows = [row for row in facts(text).attributions if row.source and row.cue in {"said", "believes"}]
    found = [row for row in rows if row.source.lower() == speaker.lower() or row.speaker == speaker]
    assert found, [(row.source, row.speaker) for row in rows]
    last = next((row for row in rows if row.source.lower() in {"who", "which"}), rows[-1])
    assert last.speaker == speaker


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "verb_class"),
    [
        ("Tehran has never dropped its claim that the gate was shut.", "Tehran", "claim", "that the gate was shut", "claim"),
        ("Few trust the mayor's claim that the gate was shut.", "the mayor's", "claim", "that the gate was shut", "claim"),
        ("She spoke after his warning that the gate was shut.", "his", "warning", "that the gate was shut", "warn"),
        ("The talks follow a statement by Minister Ann Lee that the gate was shut.", "Minister Ann Lee", "statement", "that the gate was shut", "neutral"),
        ("There was fresh criticism of the harbour board.", None, "criticism", "the harbour board", "criticize"),
        ("There were unconfirmed reports that the gate was shut.", None, "unconfirmed reports", "that the gate was shut", "report"),
        ("The envoys raised questions about the state of the gate.", "The envoys", "questions", "the state of the gate", "ask"),
        ("The gate is expected to open.", None, "is expected", "The gate to open", "belief"),
        ("The rockets are widely believed to be old.", None, "are widely believed", "The rockets to be old", "belief"),
        ("The closure was condemned by the harbour board.", "the harbour board", "was condemned", "The closure", "criticize"),
        ("The clerks are confident that the gate will open.", "The clerks", "are confident", "that the gate will open", "belief"),
        ("The port agreed to open the gate.", "The port", "agreed", "to open the gate", "intention"),
        ("The port agreed that the gate should open.", "The port", "agreed", "that the gate should open", "belief"),
        ("The board plans to open the gate.", "The board", "plans", "to open the gate", "intention"),
        ("Ann Lee suspects that the gate is shut.", "Ann Lee", "suspects", "that the gate is shut", "belief"),
        ("Critics bemoaned the plan for the gate.", "Critics", "bemoaned", "the plan for the gate", "criticize"),
        ("Ann Lee pointed out that the gate was shut.", "Ann Lee", "pointed", "that the gate was shut", "neutral"),
    ],
)  # fmt: skip
def test_nouns_passives_and_states_of_mind(facts, text, source, cue, content, verb_class):
    rows = [(row.source, row.cue, row.content, row.verb_class) for row in facts(text).attributions]
    assert (source, cue, content, verb_class) in rows


def test_a_stance_of_the_speaker_inside_a_statement_is_not_told_twice(facts):
    assert [row.cue for row in facts("Ann Lee said she hopes the gate will open.").attributions] == ["said"]


def test_a_stance_of_another_inside_a_statement_is_kept(facts):
    outer, inner = facts("Reuters said the mayor hopes the gate will open.").attributions
    assert (inner.source, inner.parent_id) == ("the mayor", outer.attribution_id)


def test_a_statement_printed_after_its_cue_goes_on_in_the_first_person(facts):
    row = facts(
        "Minister Ann Lee said:\n\nWe are saddened by the fall.\n\nThe gate held for a year.\n\nWe will build it again.\n\nThe port lies in the north."
    ).attributions[0]
    assert row.content.endswith("We will build it again")


def test_a_statement_ends_where_the_outlet_speaks_again(facts):
    row = facts("Minister Ann Lee said:\n\nWe are saddened by the fall.\n\nThe port said otherwise.\n\nWe will see.").attributions[0]
    assert row.content == "We are saddened by the fall"


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The mayor condemned the raid that killed 12 porters.", None),
        ("The rebels claimed two raids in the old market which killed 12 porters.", None),
        ("The mayor said the price must be paid for the raid that killed 12 porters.", None),
        ("The mayor said that the raid had killed 12 porters.", "The mayor"),
        ("The mayor said rebels fired rockets that killed 12 porters.", "The mayor"),
        ("According to the board, the town saw raids that killed 12 porters.", "the board"),
        (
            "According to the U.S.-based Quay Monitor, the dead include 29 porters, among them the watchman.",
            "the U.S.-based Quay Monitor",
        ),
        ("The mayor called for a probe of the raid that killed 12 porters.", None),
        ("The mayor dismissed the report that 12 porters were killed.", "The mayor"),
        ("Iranian state television gave its account. It said that 12 porters were killed.", "Iranian state television"),
        ("The raid lasted an hour. It said that 12 porters were killed.", "It"),
        ("The radio, which said 12 porters were killed, fell silent.", "The radio"),
        ("Ann Lee came to the port. She said that 12 porters were killed.", "She"),
        ("The mayor has not said who killed 12 porters.", None),
        ("The bank agreed to pay $3 million.", None),
        ("The board expressed joy about the port freeing 12 sailors.", None),
        ("There were reports that rebels had killed 12 porters.", "reports"),
        ("Tehran has never dropped its claim that 80 porters were killed.", "Tehran"),
        ("The radio quoted the army as saying 12 porters were killed.", "the army"),
        ("Mehr, citing an informed source, said 12 porters were killed.", "an informed source"),
        ("A clerk said medics had counted 12 porters killed in the raid.", "medics"),
        ("The raid reportedly killed 12 porters, the board confirmed to the paper.", "the board"),
        ("Port reports have set the total sum of frozen funds held overseas at $9 million.", "Port reports"),
        ("Minister Ann Lee said:\n\nWe have also announced that we will send 500 troops.", "Minister Ann Lee"),
    ],
)
def test_who_a_figure_is_put_to(facts, text, source):
    rows = [row for row in facts(text).figures if row.kind != "other_count"]
    assert [row.source for row in rows] == [source]


@pytest.mark.parametrize(
    "text",
    [
        "Image caption",
        "caption said",
        "MORE said",
        "MORE",
        "It said it said it.",
        "Who said?",
        "that that that said",
        "citing, citing, said",
        "Lee writes:\n\nWe go.\n\n" * 200,
        "its claim that its claim that " * 100,
        "x said they said it said " * 200,
    ],
)
def test_odd_texts_raise_nothing(facts, text):
    facts(text)
