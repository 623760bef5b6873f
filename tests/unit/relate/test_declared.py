"""Notes by which an outlet owns up to a change, in the wordings of several houses, and news that only sounds like one."""

from __future__ import annotations

import pytest

from pipeline.relate.declared import declares

CORRECTIONS = """
Correction: The toll was 34, not 46.
CORRECTION (Jan. 9, 2020): The base is in Anbar.
Corrections & Amplifications: The envoy is Swiss.
Correction, 9 January: The name is Halenko.
An earlier version of this article misstated the number of troops injured.
A previous version of this story gave the wrong day for the strike.
An earlier version of this report incorrectly said the ship was British.
This article was amended on 9 January 2020 to remove a figure.
This story has been corrected to show that 34 were hurt.
This story has been updated to correct the spelling of Tolliver.
(Corrects number of injured in paragraph 3)
CORRECTS to 34 from 43 in headline
Corrects the name of the base in the second paragraph.
Refiles to fix typo in headline
CORRECTED-Pentagon says 34 hurt
Due to an editing error, an earlier count was printed.
We previously reported that 46 were hurt; the number is 34.
This article originally said the talks were in Geneva.
The headline of this story has been corrected.
The number of wounded in this article was changed after the ministry revised it.
We regret the error.
""".strip().splitlines()
CLARIFICATIONS = """
Clarification: The envoy spoke in a private capacity.
This article has been updated to clarify who was aboard.
Clarifies that the count is of soldiers only.
This story was edited for clarity.
""".strip().splitlines()
UPDATES = """
This article has been updated to include comment from the ministry.
UPDATE: Oil fell later in the day.
Update 2: The airport has opened again.
This is an updated version of a story first published on Tuesday.
Adds quotes, background
""".strip().splitlines()
NEWS = """
The Pentagon corrected its earlier statement on the number of injured.
An earlier version of the bill said sanctions would stay for five years.
Corrections officers in Evin refused to speak.
He said the report had been updated to include the ministry's view of the strike.
The minister clarified that talks would go on.
An earlier version of the agreement was rejected in Tehran.
As we previously reported, 34 troops were hurt.
Iran retracted its threat to close the strait.
The headline inflation rate was changed in January.
Officials said the first versions of the rocket had failed.
The article of the treaty was amended in 1974.
""".strip().splitlines()


@pytest.mark.parametrize("sentence", CORRECTIONS)
def test_a_correction_is_told(sentence: str) -> None:
    assert declares(sentence) == "correction"


@pytest.mark.parametrize("sentence", CLARIFICATIONS)
def test_a_clarification_is_told(sentence: str) -> None:
    assert declares(sentence) == "clarification"


@pytest.mark.parametrize("sentence", UPDATES)
def test_an_update_is_no_correction(sentence: str) -> None:
    assert declares(sentence) == "update"


def test_other_notes() -> None:
    assert declares("Editor’s note: This page shows an image of the dead.") == "note"
    assert declares("Note to readers: comments are closed.") == "note"
    assert declares("This article has been retracted.") == "retraction"
    assert declares("RETRACTED: the figures of Tuesday could not be verified") == "retraction"


@pytest.mark.parametrize("sentence", NEWS)
def test_news_declares_nothing(sentence: str) -> None:
    assert declares(sentence) is None


def test_a_hostile_sentence_costs_little() -> None:
    assert declares("an earlier version of this story " * 100_000) is None
    assert declares("this " * 1_000_000) is None
    assert declares("") is None
