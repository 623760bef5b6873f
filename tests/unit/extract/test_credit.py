"""Whose copy an article says it is, by where the words stand."""

import pytest

from pipeline import outlets
from pipeline.extract.credit import credit

HEAD = "Talks go on\n\n"
PLAIN = "The envoys met again in the old hotel by the lake.\n\nNothing was agreed.\n\nThey will meet again."


@pytest.fixture(scope="module")
def credited():
    catalog = outlets.load()

    def find(body, authors=(), own=None):
        text = HEAD + body
        found = credit(text, len(HEAD), authors, catalog, own)
        if found is not None and found.start is not None:
            assert text[found.start : found.end] == found.words
        return found

    return find


@pytest.mark.parametrize(
    ("body", "words", "outlet_id"),
    [
        (f"GENEVA (Reuters) - {PLAIN}", "Reuters", "reuters"),
        (f"WASHINGTON (AP) — {PLAIN}", "AP", "ap"),
        (f"VIENNA, Nov. 4 (UPI) -- {PLAIN}", "UPI", "upi"),
        (f"Reuters — {PLAIN}", "Reuters", "reuters"),
        ("The envoys will meet again in spring, reports Reuters.\n\nNothing else is known.", "Reuters", "reuters"),
        ("The envoys will meet again in spring, The Guardian reported.\n\nNothing else is known.", "Guardian", "guardian"),
        (f"{PLAIN}\n\nThe Associated Press contributed to this report.", "Associated Press", "ap"),
        (f"{PLAIN}\n\nAP writer Ann Lee and others contributed.", "AP", "ap"),
        (f"{PLAIN}\n\n(AFP)", "AFP", "afp"),
        (f"{PLAIN}\n\nSource: Tasnim", "Tasnim", "tasnim"),
        (f"{PLAIN}\n\nWith reporting by Reuters", "Reuters", "reuters"),
        (f"{PLAIN}\n\nAdditional reporting by AFP.", "AFP", "afp"),
    ],
)
def test_each_place_of_a_credit(credited, body, words, outlet_id):
    found = credited(body)
    assert found is not None
    assert found.outlet_id == outlet_id
    assert words in found.words


@pytest.mark.parametrize(
    "author", ["Reuters", "By Agence France-Presse", "Ann Lee, Associated Press", "Ann Lee | Reuters", "REUTERS STAFF"]
)
def test_a_byline_counts_and_has_no_place_in_the_text(credited, author):
    found = credited(PLAIN, authors=["Somebody Else", author])
    assert found is not None
    assert (found.start, found.end) == (None, None)
    assert found.outlet_id in {"reuters", "afp", "ap"}


def test_the_outlet_itself_is_no_origin(credited):
    assert credited(f"GENEVA (Reuters) - {PLAIN}", own="reuters") is None
    assert credited(PLAIN, authors=["Reuters"], own="reuters") is None


@pytest.mark.parametrize(
    "body",
    [
        PLAIN,
        "An official told Reuters that talks go on.\n\n" + PLAIN,
        PLAIN + "\n\n" + PLAIN + " He spoke to the Associated Press by telephone.",
        "The envoy said so. " * 80 + "\n\nIt was raining, reports Reuters.\n\n" + PLAIN * 6,
        "",
    ],
)
def test_a_source_among_others_is_no_credit(credited, body):
    assert credited(body) is None


def test_a_dateline_beats_the_last_lines(credited):
    assert credited(f"WASHINGTON (AP) — {PLAIN}\n\nReuters contributed to this report.").outlet_id == "ap"


def test_a_catalogue_without_credits_credits_nobody():
    assert credit(HEAD + "X (Reuters) - y", len(HEAD), [], outlets.Catalog((), {}, {}), None) is None
