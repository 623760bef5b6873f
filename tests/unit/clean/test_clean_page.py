import gzip
import json
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clean import clean
from pipeline.clean import page as cleaning
from pipeline.records import REASONS, RawPage

FETCHED = datetime(2020, 1, 10, tzinfo=UTC)
URL = "https://www.harbourtimes.example/world/ferry"
BODY = [
    "The ferry between the two islands sailed again on Monday after a week in which no boat left the harbour, the port office said.",
    "Some 60 people had waited in the hall since the storm, many of them on the floor, and were given soup and blankets by the crew.",
    "“We were told every hour that it would be the next hour,” said Mina Fard, a teacher who had been on her way to a wedding.",
    "The captain, who has made the crossing for 31 years, said that he had never seen waves of such a height in the narrow strait.",
    "The port office put the damage to the pier at more than 2 million crowns and said repairs would last until the end of March.",
]
LD = {
    "@type": "NewsArticle",
    "headline": "Ferry sails again after week of storm",
    "datePublished": "2020-01-08T09:30:00+03:30",
    "dateModified": "2020-01-08T12:00:00Z",
    "author": [{"name": "Omid Rad"}, {"name": "Harbour Times Staff"}],
    "publisher": {"name": "Harbour Times"},
}


def document(*, body=BODY, ld=LD, head="", before="", after="", title="Ferry sails again after week of storm"):
    script = f'<script type="application/ld+json">{json.dumps(ld)}</script>' if ld else ""
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in body)
    heading = f"<h1>{title}</h1>" if title else ""
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} | Harbour Times</title>{script}{head}</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<article>{heading}{before}{paragraphs}{after}</article><footer><p>About us</p></footer></body></html>"""


def raw(body, **more):
    known = {
        "url": URL,
        "outlet": "harbour",
        "origin": "feed",
        "found_in": None,
        "fetched_at": FETCHED,
        "status": 200,
        "media_type": "text/html",
    }
    return RawPage(body=body.encode() if isinstance(body, str) else body, **known | more)


def read(body=None, **more):
    return clean(raw(document() if body is None else body, **more))


def test_a_page_gives_its_article_and_nothing_else():
    cleaned = read()
    assert (cleaned.status, cleaned.detail, cleaned.language, cleaned.encoding) == ("ok", None, "en", "utf-8")
    assert cleaned.title == "Ferry sails again after week of storm"
    assert cleaned.body == "\n\n".join(BODY)
    assert cleaned.authors == ["Omid Rad"]
    assert (cleaned.published_at, cleaned.published_method) == (datetime(2020, 1, 8, 6, tzinfo=UTC), "json_ld")
    assert cleaned.published_raw == "2020-01-08T09:30:00+03:30"
    assert (cleaned.modified_at, cleaned.modified_method) == (datetime(2020, 1, 8, 12, tzinfo=UTC), "json_ld")
    assert not cleaned.paywalled


def test_reading_twice_gives_the_same():
    assert read() == read()


def test_comments_repeats_links_and_furniture_go():
    dirty = document(
        body=[BODY[0], BODY[1], BODY[1], "Related: Storm shuts 12 harbours", *BODY[2:]],
        before="<p>By Omid Rad</p><p>January 8, 2020 / 9:30 AM</p><p>Ferry sails again after week of storm</p>",
        after='<p>COMMENTS</p><p>Please log in to leave a comment.</p><div id="comments" class="comments"><div class="comment"><p>I was there and it was 500 people at least, not 60, believe me.</p></div></div>',
    )
    assert read(dirty).body == "\n\n".join(BODY)


def test_boxes_within_a_sentence_go():
    boxed = document().replace("the crew", 'the <span class="tooltip-box">Crew: 14 people</span>crew')
    assert read(boxed).body == "\n\n".join(BODY)


def test_rows_of_tables_are_lines_and_rules_are_none():
    table = "<table><tr><th>Island</th><th>Boats lost</th></tr><tr><td>North</td><td>12</td></tr></table>"
    body = read(document(after=table + "<p>The last boat is due at noon on Tuesday if the wind allows it, said the office.</p>")).body
    assert "---" not in body
    assert "North | 12" in body


def test_meta_tags_fill_what_json_ld_leaves_out():
    head = """<meta property="og:title" content="Ferry sails again after week of storm"><meta name="author" content="By Omid Rad and Lena Holt">
<meta property="article:published_time" content="2020-01-08T06:00:00Z"><meta property="article:modified_time" content="2020-01-07T00:00:00Z">"""
    cleaned = read(document(ld=None, head=head))
    assert cleaned.authors == ["Omid Rad", "Lena Holt"]
    assert (cleaned.published_at, cleaned.published_method) == (datetime(2020, 1, 8, 6, tzinfo=UTC), "meta")
    assert cleaned.modified_at is None, "a change before the publication is a mistake"


@pytest.mark.parametrize(
    ("more", "method", "day"),
    [
        ({"before": '<time datetime="2020-01-07T10:00:00Z">Tuesday</time>'}, "time_tag", 7),
        ({"before": '<span itemprop="datePublished" datetime="2020-01-06">Monday</span>'}, "time_tag", 6),
    ],
)
def test_the_time_of_the_article_is_its_date(more, method, day):
    cleaned = read(document(ld=None, **more), published="Sun, 05 Jan 2020 00:00:00 GMT")
    assert (cleaned.published_method, cleaned.published_at.day) == (method, day)


def test_times_beside_the_article_are_not_the_article_s():
    times = '<time datetime="2020-01-07">a</time><time datetime="2020-01-06">b</time><article>'
    assert read(document(ld=None).replace("<article>", times), published="2020-01-05").published_method == "given"


def test_without_a_date_of_its_own_the_feed_s_counts_then_the_address_s_then_a_guess():
    page = document(ld=None)
    address = URL.replace("/world", "/2020/01/04")
    assert read(page, published="2020-01-05", url=address).published_method == "given"
    assert (read(page, url=address).published_method, read(page, url=address).published_raw) == ("url", "2020-01-04")
    guessed = read(document(ld=None, before='<p class="date">Published: January 3, 2020</p>'))
    assert (guessed.published_method, guessed.published_at) in {("text", datetime(2020, 1, 3, tzinfo=UTC)), (None, None)}
    assert read(page).published_at is None


def test_the_guess_does_not_ask_the_clock():
    later = document(ld=None, head='<meta name="x" content="2031-05-05">', before='<p class="date">May 5, 2031</p>')
    assert read(later).published_at is None


def test_an_implausible_date_gives_way_and_is_kept_when_nothing_else_stands():
    wrong = LD | {"datePublished": "1970-01-01T00:00:00Z"}
    assert read(document(ld=wrong), published="2020-01-05").published_method == "given"
    alone = read(document(ld=wrong))
    assert (alone.published_at, alone.published_method, alone.published_raw) == (None, None, "1970-01-01T00:00:00Z")


def test_the_heading_as_printed_is_the_title():
    shown = document(title="Storm over: ferry sails again", head='<meta property="og:title" content="Storm over: ferry sails again">')
    assert read(shown).title == "Storm over: ferry sails again"
    assert (
        read(document(title="", head='<meta property="og:title" content="Ferry is back | Harbour Times">', ld=None)).title
        == "Ferry is back"
    )
    assert read(document(title="", ld=None), title="From the feed").title == "From the feed"


def test_a_copy_says_whose_it_is():
    cleaned = read(document(head='<link rel="canonical" href="https://www.agency.example/ferry">'))
    assert (cleaned.canonical_url, cleaned.canonical_elsewhere) == (None, "https://www.agency.example/ferry")


def test_windows_1252_and_persian():
    western = document().replace("utf-8", "windows-1252").encode("cp1252")
    assert read(western).body == "\n\n".join(BODY)
    persian = [
        "کشتی میان جزیره‌ها روز دوشنبه دوباره به راه افتاد و کسی آسیب ندید، ادارهٔ بندر گفت که مسافران یک هفته در سالن مانده بودند."
    ] * 1
    cleaned = read(document(body=[*persian, *(f"{line} {number}" for number, line in enumerate(persian * 3))], ld=None))
    assert cleaned.language == "fa"
    assert "جزیره‌ها" in cleaned.body


def test_a_teaser_of_a_paid_article_is_told_and_kept():
    teaser = read(document(body=BODY[:2], ld=LD | {"isAccessibleForFree": False}))
    assert (teaser.status, teaser.paywalled, teaser.body) == ("paywall", True, "\n\n".join(BODY[:2]))
    asked = read(document(body=BODY[:2], after='<div class="wall">Subscribe to continue reading</div>'))
    assert asked.status == "paywall"
    whole = read(
        document(
            body=BODY * 1 + [f"{line} So it was on day {day}." for day in range(3) for line in BODY], ld=LD | {"isAccessibleForFree": False}
        )
    )
    assert (whole.status, whole.paywalled) == ("ok", True)
    assert read(document(body=BODY[:2], ld=LD | {"isAccessibleForFree": True}, after="<p>Subscribe to continue reading</p>")).status == "ok"


def test_front_pages_and_indexes_are_no_articles():
    assert read(document(ld=None), url="https://www.harbourtimes.example/").status == "not_article"
    teasers = document(
        body=["Ferry sails again", "Forty boats lost", "Captain honoured"], ld=None, head='<meta property="og:type" content="website">'
    )
    assert read(teasers).status == "not_article"
    assert read(document(ld=None, head='<meta property="og:type" content="website">')).status == "ok", "articles of careless templates"
    assert read(document(), url="https://www.harbourtimes.example/").status == "ok", "a page that calls itself an article is believed"


@pytest.mark.parametrize(
    ("body", "media_type", "status"),
    [
        (b"", "text/html", "empty"),
        (b" \n ", "text/html", "empty"),
        (b"<html><body></body></html>", "text/html", "empty"),
        (b"<!-- nothing -->", "text/html", "empty"),
        (b"%PDF-1.7 ...", "text/html", "not_html"),
        (b"\x89PNG\r\n\x1a\n", "text/html", "not_html"),
        (gzip.compress(b"<p>x"), "text/html", "not_html"),
        (b"\x00\x00\x00\x18ftypmp42", "text/html", "not_html"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "text/plain", "not_html"),
        (b"MZ\x90\x00\x03", "application/octet-stream", "not_html"),
        (b'<?xml version="1.0"?><rss version="2.0"/>', "text/html", "not_html"),
        (b'{"a": 1}', "application/json; charset=utf-8", "not_html"),
        (b"a,b\n1,2\n", "text/csv", "not_html"),
        (b"<div>" * 50_000, "text/html", "too_deep"),
        (b"<p>" + b"x" * 2_000_000, "text/html", "too_large"),
        (b"\xff\xfe\x00\xd8" * 100, "text/html", "undecodable"),
    ],
)
def test_what_is_no_article_has_a_status(body, media_type, status):
    cleaned = read(body, media_type=media_type)
    assert (cleaned.status, cleaned.body) == (status, None)
    assert cleaned.detail
    assert "\n" not in cleaned.detail


def test_a_page_under_a_wrong_name_is_a_page():
    assert read(media_type="application/json").status == "ok"
    assert read(media_type="").body == "\n\n".join(BODY)


def test_two_letters_do_not_make_a_program():
    assert read(b"MZ is what some call the ministry. It said so on Monday in a note.", media_type="text/plain").status == "ok"


def test_what_did_not_come_keeps_its_reason():
    assert read(b"", error="not_found", status=404).status == "not_found"
    assert read(b"", error="gremlins").status == "unreadable"


def test_a_crash_of_the_library_is_the_page_s_status(monkeypatch):
    def crash(_):
        raise RecursionError

    monkeypatch.setattr(cleaning.body, "paragraphs", crash)
    cleaned = read()
    assert (cleaned.status, cleaned.title) == ("crashed", "Ferry sails again after week of storm")
    assert "RecursionError" in cleaned.detail


def test_every_status_is_one_of_the_reasons():
    assert {read(b).status for b in (b"", b"%PDF-", b"<p>x")} - {"ok"} <= REASONS.keys()


@settings(max_examples=80, deadline=None)
@given(
    st.binary(max_size=120),
    st.integers(min_value=0, max_value=3000),
    st.sampled_from(["text/html", "text/plain", "", "application/vnd.masthead.article+json"]),
)
def test_hostile_bytes_give_a_status(junk, at, media_type):
    page = document().encode()
    cleaned = read(page[:at] + junk + page[at:], media_type=media_type)
    assert cleaned.status == "ok" or cleaned.status in REASONS
    for words in (cleaned.title, cleaned.body, *cleaned.authors):
        (words or "").encode("utf-8")


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(["text/html", "text/plain", "image/png"]), st.sampled_from([None, "utf-8", "utf-16", "x"]))
def test_any_bytes_give_a_status(junk, media_type, charset):
    cleaned = read(junk, media_type=media_type, charset=charset)
    assert cleaned.status == "ok" or cleaned.status in REASONS


@pytest.mark.parametrize(
    "unit",
    [
        b'<script type="application/ld+json">{"a":"' + b", " * 2000,
        b"<title>a | ",
        b'<meta name="author" content="a, b">',
        b"By A\n",
        b"<h1>a - b</h1>",
        b"<time datetime=2020>x</time>",
    ],
)
def test_twice_the_page_takes_at_most_some_three_times_as_long(unit):
    def seconds(size):
        body = (unit * (size // len(unit) + 1))[:size]
        begin = time.process_time()
        read(body, media_type="text/html")
        return time.process_time() - begin

    seconds(10_000)
    small, large = (min(seconds(size) for _ in range(2)) for size in (60_000, 120_000))
    assert large < 3.5 * small + 0.1
