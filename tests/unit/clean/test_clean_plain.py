import json
from datetime import UTC, datetime

import pytest

from pipeline.acquire import local
from pipeline.clean import clean
from pipeline.clean.plain import ARTICLE_JSON
from pipeline.records import RawPage

FETCHED = datetime(2020, 1, 10, tzinfo=UTC)
FIRST = "The ferry between the two islands sailed again on Monday, the port office said."
SECOND = "Some 60 people had waited in the hall since the storm."


def text(body, **more):
    known = {
        "url": None,
        "outlet": None,
        "origin": "file",
        "found_in": "a.txt",
        "fetched_at": FETCHED,
        "status": 200,
        "media_type": "text/plain",
    }
    return clean(RawPage(body=body.encode(), **known | more))


def row(values, **more):
    return text(json.dumps(values), media_type=ARTICLE_JSON, origin="article_list", **more)


@pytest.mark.parametrize("headline", ["Ferry sails again", "Who will pay?", "‘Never again’: captain on the storm"])
def test_a_first_line_that_reads_like_a_headline_is_one(headline):
    cleaned = text(f"{headline}\n\n{FIRST}\n\n{SECOND}\n")
    assert (cleaned.status, cleaned.title, cleaned.body) == ("ok", headline, f"{FIRST}\n\n{SECOND}")


@pytest.mark.parametrize("first", [FIRST, "“It sailed.”", "word " * 31, "x" * 201])
def test_a_sentence_is_no_headline(first):
    cleaned = text(f"{first}\n\n{SECOND}\n")
    assert cleaned.title is None
    assert cleaned.body.endswith(SECOND)


def test_a_headline_said_twice_is_said_once():
    twice = text(f"Ferry sails again.\n\nFERRY SAILS AGAIN.\n\n{FIRST}")
    assert (twice.title, twice.body) == ("Ferry sails again.", FIRST)


def test_the_title_given_beside_the_file_counts():
    assert text(f"{FIRST}\n\n{SECOND}", title="Ferry sails").title == "Ferry sails"
    given = text(f"Ferry sails\n\n{FIRST}", title="Ferry sails")
    assert (given.title, given.body) == ("Ferry sails", FIRST)


def test_comment_lines_at_the_end_and_bylines_at_the_beginning_go():
    cleaned = text(
        f"Ferry sails\n\nBy Mina Fard\n\n{FIRST}\n\n{FIRST}\n\n{SECOND}\n\nCOMMENTS\n\nPlease tell us, or log in, to comment.\n\nLog in to comment"
    )
    assert cleaned.authors == ["Mina Fard"]
    assert cleaned.body.startswith(f"{FIRST}\n\n{SECOND}")
    assert "COMMENTS" not in text(f"Ferry sails\n\n{FIRST}\n\nCOMMENTS\n\nPlease let us know if comment forms fail.").body


def test_a_lone_line_is_the_text():
    assert (text("Ferry sails").title, text("Ferry sails").body) == (None, "Ferry sails")


@pytest.mark.parametrize(("body", "status"), [("\u200b\u200b", "empty"), ("\x00\x00", "empty")])
def test_a_text_of_nothing_is_empty(body, status):
    assert text(body).status == status


def test_a_binary_text_is_undecodable():
    assert (
        clean(
            RawPage(
                url=None,
                outlet=None,
                origin="file",
                found_in=None,
                fetched_at=FETCHED,
                status=200,
                media_type="text/plain",
                body=b"\x80\xfe\xff" * 99,
            )
        ).status
        == "undecodable"
    )


def test_the_date_beside_the_file_and_in_the_address():
    given = text(FIRST, published="2020-01-08T06:00+03:30")
    assert (given.published_method, given.published_at) == ("given", datetime(2020, 1, 8, 2, 30, tzinfo=UTC))
    assert text(FIRST, url="https://n.example/2020/01/07/a").published_method == "url"
    assert text(FIRST, published="2031-01-01").published_raw == "2031-01-01"


def test_a_row_keeps_its_own_paragraphs():
    own = f"{FIRST}\nSame paragraph.\n\nCOMMENTS\n\n{SECOND}\n\n{SECOND}\n\nShare"
    cleaned = row(
        {
            "title": "Ferry sails | N",
            "text": own + "\x00\ud800",
            "authors": ["Mina Fard", "N Staff"],
            "published": "2020-01-08",
            "language": "en-GB",
        },
        outlet="N",
    )
    assert (cleaned.status, cleaned.title, cleaned.body) == ("ok", "Ferry sails", own)
    assert (cleaned.authors, cleaned.published_method, cleaned.language) == (["Mina Fard"], "given", "en")


def test_a_row_s_headline_is_not_said_twice():
    assert row({"title": "Ferry sails", "text": f"Ferry sails\n\n{FIRST}"}).body == FIRST
    assert row({"title": "Ferry sails", "text": "Ferry sails"}).body == "Ferry sails"


def test_a_row_s_own_words_come_before_those_of_the_list():
    assert row({"text": FIRST}, title="Listed", published="2020-01-01").title == "Listed"
    assert row({"text": "Ok.", "language": "FR"}).language == "fr"
    assert row({"text": "Ok.", "language": "French"}).language is None


@pytest.mark.parametrize("values", [[], {}, {"text": 5}, "text"])
def test_a_row_without_text_is_malformed(values):
    assert row(values).status == "malformed"


def test_a_row_of_blanks_is_empty():
    assert row({"text": " \n "}).status == "empty"


def test_two_stages_mean_the_same_media_type():
    assert local.ARTICLE_JSON == ARTICLE_JSON


def test_a_feed_entry_is_a_short_article_of_headline_and_summary():
    marked = "<p>Crews found 12&nbsp;people on the quay.</p><p>The <b>port office</b> said so.<br>It gave no names.</p><script>x()</script>"
    cleaned = row({"title": "Ferry sails again", "summary": marked, "published": "2020-01-09T10:00:00Z"})
    assert (cleaned.status, cleaned.title) == ("ok", "Ferry sails again")
    assert cleaned.body == "Crews found 12 people on the quay.\n\nThe port office said so.\n\nIt gave no names."


@pytest.mark.parametrize("summary", ["", None, "<img src='a.png'/>", "<div>" * 600 + "deep"])
def test_an_entry_without_a_summary_has_its_headline_for_a_text(summary):
    cleaned = row({"title": "At least 12 found on the quay, port office says", "summary": summary})
    assert (cleaned.status, cleaned.body) == ("ok", "At least 12 found on the quay, port office says")


def test_plain_summaries_stay_as_they_are():
    assert row({"title": "Ferry sails", "summary": f"{FIRST} {SECOND}"}).body == f"{FIRST} {SECOND}"


def test_a_row_with_neither_text_nor_headline_is_malformed():
    assert row({"summary": ""}).status == "malformed"


def test_entries_of_a_feed_come_in_as_json_lines_and_csv(tmp_path):
    lines = tmp_path / "feed.jsonl"
    lines.write_text(json.dumps({"url": "https://a.example/1", "title": "Ferry sails", "summary": FIRST, "author": "Mina Fard"}) + "\n")
    table = tmp_path / "feed.csv"
    table.write_text(f'url,title,summary\nhttps://a.example/2,Ferry sails,"{FIRST}"\n')
    pages = list(local.pages([lines, table], outlet=None, now=FETCHED))
    assert [page.error for page in pages] == [None, None]
    assert [clean(page).body for page in pages] == [FIRST, FIRST]
    assert clean(pages[0]).authors == ["Mina Fard"]
