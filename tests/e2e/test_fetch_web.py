"""A small web that misbehaves in every way it can: what becomes of each address, and what the servers saw of us."""

import asyncio
import gzip
import json
import random
import sqlite3
from datetime import timedelta
from email.utils import format_datetime
from itertools import pairwise

import loopback_web as web
import pytest
from fast_clock import START, FastClock

from pipeline import topics
from pipeline.acquire.archive import Archive
from pipeline.acquire.crawl import crawl
from pipeline.acquire.frontier import queue
from pipeline.acquire.frontier.coverage import coverage
from pipeline.acquire.frontier.database import Frontier
from pipeline.acquire.frontier.fates import counts, fates
from pipeline.acquire.listings import off_topic
from pipeline.acquire.manners import Manners
from pipeline.coding import decoded
from pipeline.outlets.catalog import CatalogOutlet

DELAY = 5.0
MANNERS = Manners(
    contact="desk@newsroom.example",
    delay=DELAY,
    jitter=0.1,
    deadline=2.0,
    connect=2.0,
    grace=0.4,
    min_rate=500,
    max_bytes=400_000,
    max_decoded=3_000_000,
    retries=(60.0, 600.0, 3_600.0),
    breaker_after=6,
    listings=20 * 3_600.0,
)
CANARY = "canary-7f3a"
ARTICLE = "<html><head><title>Iran and the United States</title></head><body><p>" + "They would meet again. " * 30 + "</p></body></html>"
LARGE = "<html>" + "".join(f"<p>Iran {n}</p>" for n in range(60_000)) + "</html>"


class World:
    """The hosts and how each behaves. Names are `<behaviour>.example`."""

    def __init__(self, clock):
        self.clock = clock
        self.sites = {}
        self.feeds = {}
        self.quiet = {}  # host -> [(from, until)] in which it asked to be left alone
        self.web = web.LoopbackWeb(self.sites, clock.seconds)

    def url(self, host, path="/"):
        return self.web.url(f"{host}.example", path)

    def site(self, host, pages, robots=None, feed=True, titles=None):
        """A host with pages by path, each bytes or a handler; a feed names those that have a headline."""
        entries = [(path, (titles or {}).get(path, "Iran and the United States")) for path in pages]
        listed = web.feed(self.url(host, ""), entries)

        def handler(asked, writer):
            if asked.path == "/robots.txt":
                said = robots if robots is not None else web.reply(status=404)
            elif asked.path == "/feed":
                if asked.headers.get("if-none-match") == '"feed"':
                    return web.reply(status=304, Content_Length=None)
                said = web.reply(listed, kind="application/rss+xml", ETag='"feed"')
            else:
                said = pages.get(asked.path, web.reply(status=404))
            return said(asked, writer) if callable(said) else said

        self.sites[f"{host}.example"] = handler
        if feed:
            self.feeds[host] = self.url(host, "/feed")

    def outlets(self):
        known = {host: CatalogOutlet(id=host, name=host, feeds=(url,)) for host, url in self.feeds.items()}
        known["maps"] = CatalogOutlet(id="maps", name="maps", sitemaps=(self.url("maps", "/index.xml"), self.url("maps", "/list.xml.gz")))
        return list(known.values())

    def wait(self, status, form, host, seconds):
        """Answers so once, then well; notes until when it asked to be left alone."""

        def handler(asked, _):
            if asked.nth > 1:
                return web.reply(ARTICLE)
            until = self.clock.now() + timedelta(seconds=seconds)
            said = {"seconds": str(int(seconds)), "date": format_datetime(until.replace(microsecond=0), usegmt=True), "none": None}
            held = {
                "seconds": asked.at + seconds - 1,
                "date": until.replace(microsecond=0).timestamp(),
                "none": asked.at + MANNERS.rate_limited,
            }
            if form in held and not (form == "none" and status == 503):
                self.quiet.setdefault(f"{host}.example", []).append((asked.at, held[form]))
            return web.reply("later", status=status, Retry_After=said.get(form, form))

        return handler


async def dropped(_, __):
    return None


def once(bad):
    """Misbehaves at the first request for the address, and is good from then on."""

    def handler(asked, writer):
        return bad(asked, writer) if asked.nth == 1 else web.reply(ARTICLE)

    return handler


def raw(data, *, pause=0.0, step=None):
    """Writes these bytes, in steps with pauses between, and closes."""

    async def handler(_, writer):
        for start in range(0, len(data), step or len(data)):
            writer.write(data[start : start + (step or len(data))])
            await writer.drain()
            await asyncio.sleep(pause)

    return handler


def slow(seconds):
    async def handler(_, __):
        await asyncio.sleep(seconds)
        return web.reply(ARTICLE)

    return handler


async def drip(_, writer):
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n")
    for _ in range(500):
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.05)


async def endless(_, writer):
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        writer.write(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")
        await writer.drain()


def changing(asked, _):
    return web.reply(ARTICLE.replace("meet again", f"meet for the {asked.nth}. time"))


def conditional(asked, _):
    if asked.headers.get("if-none-match") == 'W/"v1"' and asked.headers.get("if-modified-since") == "Mon, 02 Mar 2026 05:00:00 GMT":
        return web.reply(status=304, Content_Length=None)
    return web.reply(ARTICLE, ETag='W/"v1"', Last_Modified="Mon, 02 Mar 2026 05:00:00 GMT")


def packed(data=None, cut=None, coding="gzip", **headers):
    return web.reply(gzip.compress(ARTICLE.encode() if data is None else data)[:cut], Content_Encoding=coding, **headers)


def to(url, status=302):
    return web.reply(status=status, Location=url)


def build(clock):
    w = World(clock)
    page = web.reply(
        ARTICLE, Set_Cookie=f"session={CANARY}", Link=f"<https://x.example/?token={CANARY}>; rel=x, <https://me:{CANARY}@y.example/>"
    )
    w.site(
        "good",
        {"/a": page, "/b": conditional, "/c": changing, "/d": web.reply(ARTICLE), "/football": page},
        titles={"/football": "Two goals in the second half"},
    )
    w.site(
        "packing",
        {
            "/gzip": packed(),
            "/deflate": packed(b"", coding="br"),
            "/cut": packed(cut=-20),
            "/lies": web.reply(ARTICLE, Content_Encoding="gzip"),
        },
    )
    w.site("bombs", {"/bomb": packed(b"\0" * 2_500_000), "/huge": packed(LARGE.encode() * 3), "/fits": packed(LARGE.encode())})
    w.site(
        "lengths",
        {
            "/short": raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n<html>Iran"),
            "/once": once(raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n<html>Iran")),
            "/chunks": raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n0123456789abcdef\r\n"),
        },
    )
    w.site(
        "large",
        {
            "/declared": web.reply(b"x" * 500_000),
            "/endless": endless,
            "/two": raw(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd"),
        },
    )
    w.site(
        "garbage",
        {
            "/noise": raw(b"\x16\x03\x01\x02hello\r\n\r\n"),
            "/headers": raw(b"HTTP/1.1 200 OK\r\n" + b"X-A: " + b"a" * 300_000 + b"\r\n\r\n"),
        },
    )
    w.site("dropping", {"/once": once(dropped), "/always": dropped})
    w.site("late", {"/once": once(slow(3)), "/fine": slow(0.05)})
    w.site("dripping", {"/body": drip})
    w.site("headers", {"/drip": raw(b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 500, pause=0.1, step=2)})
    w.site("down", {f"/{n}": web.reply("no", status=500 + n % 5) for n in range(8)})
    w.site("statuses", {f"/{n}": web.reply("no", status=n) for n in (204, 304, 400, 401, 403, 404, 408, 410, 418, 451, 501)})
    w.site("kinds", {"/pdf": web.reply(b"%PDF-1.7", kind="application/pdf"), "/text": web.reply("Iran said.", kind="text/plain")})
    for status in (429, 503):
        for form, seconds in (("seconds", 300), ("date", 400), ("none", 0), ("soon", 0)):
            host = f"wait{status}{form}"
            w.site(host, {"/a": w.wait(status, form, host, seconds), "/b": web.reply(ARTICLE)})
    moves = {
        "/loop": to("/loop2"), "/loop2": to("/loop"), "/self": to("/self"), "/file": to("file:///etc/passwd"), "/script": to("javascript:alert(1)"),
        "/private": to("http://10.0.0.1/"), "/meta": to("http://169.254.169.254/latest/"), "/mapped": to("http://[::ffff:10.0.0.1]/"),
        "/user": to(f"http://u:{CANARY}@good.example/"), "/rebound": to("http://rebound.example/"), "/nowhere": to("http://nowhere.example/"),
        "/known": to(w.url("good", "/a")), "/unknown": to(w.url("other", "/new"), 301), "/barred": to(w.url("barred", "/private/y")),
        "/five": to("/5a"), "/5a": to("/5b"), "/5b": to("/5c"), "/5c": to("/5d"), "/5d": to("/5e"), "/5e": web.reply(ARTICLE),
        "/six": to("/6a"), "/6a": to("/6b"), "/6b": to("/6c"), "/6c": to("/6d"), "/6d": to("/6e"), "/6e": to("/6f"), "/empty": web.reply(status=302),
    }  # fmt: skip
    listed = (
        "/loop",
        "/self",
        "/file",
        "/script",
        "/private",
        "/meta",
        "/mapped",
        "/user",
        "/rebound",
        "/nowhere",
        "/known",
        "/unknown",
        "/barred",
    )
    w.site("moving", moves, feed=False)
    entries = [(path, "Iran talks") for path in (*listed, "/five", "/six", "/empty")]
    w.site("moves", {"/list": web.reply(web.feed(w.url("moving", ""), entries), kind="application/rss+xml")}, feed=False)
    w.feeds["moves"] = w.url("moves", "/list")
    w.site("other", {"/new": web.reply(ARTICLE)}, feed=False)
    w.site(
        "barred",
        {"/private/x": page, "/open": page},
        robots=web.reply("User-agent: masthead\nDisallow: /private\n"),
    )
    w.site(
        "wide",
        {"/a": page, "/secret": page},
        robots=web.reply("User-agent: *\nDisallow: /secret\n" + "# padding\n" * 60_000 + "Disallow: /\n"),
    )
    w.site("moved", {"/a": page, "/never": page}, robots=to(w.url("rules", "/for/moved.txt")))
    w.site("rules", {"/for/moved.txt": web.reply("User-agent: *\nDisallow: /never\n")}, feed=False)
    w.site("circle", {"/a": page}, robots=to("/robots.txt"))
    w.site("inward", {"/a": page}, robots=to("http://10.0.0.1/robots.txt"))
    w.site("broken", {"/a": page}, robots=web.reply("oops", status=500))
    w.site("mended", {"/a": page}, robots=once_robots(web.reply("oops", status=503), web.reply("User-agent: *\nAllow: /\n")))
    w.site("asleep", {"/a": page}, robots=slow(5))
    w.site("gone", {"/a": page}, robots=web.reply(status=410))
    w.site("patient", {"/a": page, "/b": page, "/c": page}, robots=web.reply("User-agent: *\nCrawl-delay: 12\n"))
    w.site("nofeed", {"/feed-is-html": page}, feed=False)
    w.feeds["nofeed"] = w.url("nofeed", "/feed-is-html")
    w.feeds["lost"] = w.url("nofeed", "/not-there")
    w.site(
        "maps",
        {
            "/index.xml": web.reply(
                web.sitemap([w.url("maps", "/index.xml"), w.url("maps", "/other.xml"), w.url("maps", "/list.xml.gz")], index=True)
            ),
            "/other.xml": web.reply(web.sitemap([w.url("maps", "/index.xml"), w.url("maps", "/deep.xml")], index=True)),
            "/deep.xml": web.reply(web.sitemap([w.url("maps", "/deeper.xml")], index=True)),
            "/list.xml.gz": web.reply(
                gzip.compress(
                    web.sitemap(
                        [w.url("maps", "/iran-talks-resume"), w.url("maps", "/a-cup-of-tea-first"), w.url("maps", "/12345")]
                    ).encode()
                )
            ),
            "/iran-talks-resume": page,
            "/12345": page,
        },
        feed=False,
    )
    return w


def once_robots(first, then):
    return lambda asked, _: first if asked.nth == 1 else then


EXPECTED = {
    "good": {"/a": "stored", "/b": "stored", "/c": "stored", "/d": "stored", "/football": "skipped not_relevant"},
    "packing": {"/gzip": "stored", "/deflate": "quarantined undecodable", "/cut": "quarantined truncated", "/lies": "quarantined undecodable"},
    "bombs": {"/bomb": "quarantined bomb", "/huge": "quarantined too_large", "/fits": "stored"},
    "lengths": {"/short": "quarantined truncated", "/once": "stored", "/chunks": "quarantined truncated"},
    "large": {"/declared": "quarantined too_large", "/endless": "quarantined too_large", "/two": "quarantined malformed"},
    "garbage": {"/noise": "quarantined malformed", "/headers": "quarantined malformed"},
    "dropping": {"/once": "stored", "/always": "quarantined dropped"},
    "late": {"/once": "stored", "/fine": "stored"},
    "dripping": {"/body": "quarantined too_slow"},
    "headers": {"/drip": "quarantined timeout"},
    "down": {f"/{n}": "quarantined http_error" if n % 5 == 1 else "quarantined server_error" for n in range(8)},
    "statuses": {
        "/204": "quarantined http_error", "/304": "quarantined http_error", "/400": "quarantined http_error", "/401": "quarantined forbidden",
        "/403": "quarantined forbidden", "/404": "quarantined not_found", "/408": "quarantined timeout", "/410": "quarantined not_found",
        "/418": "quarantined http_error", "/451": "quarantined forbidden", "/501": "quarantined http_error",
    },
    "kinds": {"/pdf": "skipped not_html", "/text": "stored"},
    **{f"wait{status}{form}": {"/a": "stored", "/b": "stored"} for status in (429, 503) for form in ("seconds", "date", "none", "soon")},
    "moving": {
        "/loop": "quarantined redirect_loop", "/self": "quarantined redirect_loop", "/file": "quarantined unsafe_address",
        "/script": "quarantined unsafe_address", "/private": "quarantined unsafe_address", "/meta": "quarantined unsafe_address",
        "/mapped": "quarantined unsafe_address", "/user": "quarantined unsafe_address", "/rebound": "quarantined unsafe_address",
        "/nowhere": "quarantined unresolved", "/known": "duplicate same_article", "/unknown": "stored", "/barred": "skipped robots",
        "/five": "stored", "/5e": "duplicate same_article", "/six": "quarantined too_many_redirects", "/empty": "quarantined http_error",
    },
    "other": {"/new": "duplicate same_article"},
    "barred": {"/private/x": "skipped robots", "/open": "stored"},
    "wide": {"/a": "stored", "/secret": "skipped robots"},
    "moved": {"/a": "stored", "/never": "skipped robots"},
    "circle": {"/a": "stored"},
    "mended": {"/a": "stored"},
    "gone": {"/a": "stored"},
    "patient": {"/a": "stored", "/b": "stored", "/c": "stored"},
    "maps": {"/iran-talks-resume": "stored", "/a-cup-of-tea-first": "skipped not_relevant", "/12345": "stored"},
}  # fmt: skip
LISTINGS = {
    **dict.fromkeys(("inward", "broken", "asleep"), "failed robots_unreachable"),
    "nofeed": "failed malformed",
    "lost": "failed not_found",
}
HOUR, DAY = 3_600, 86_400
STEPS = (
    0,
    120,
    600,
    1_200,
    2_400,
    HOUR + 400,
    3 * HOUR,
    6 * HOUR + 400,
    12 * HOUR,
    DAY + 400,
    26 * HOUR,
    36 * HOUR,
    3 * DAY,
    7 * DAY + 400,
    8 * DAY,
)


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    clock = FastClock()
    world = build(clock)
    topic = topics.load("us_iran")
    asked = []

    def resolve(host):
        asked.append(host)
        if host == "rebound.example":
            return ["127.0.0.1", "10.0.0.1"]
        return world.web.resolve(host)

    rounds = []
    with world.web:
        for step in STEPS:
            clock.put_to(START + timedelta(seconds=step))
            with Frontier(home / "frontier.sqlite") as frontier:
                rounds.append(
                    asyncio.run(
                        crawl(
                            world.outlets(),
                            frontier,
                            Archive(home / "raw"),
                            lambda title, summary, url: off_topic(topic, title, summary, url),
                            MANNERS,
                            clock,
                            resolve,
                            allow_loopback=True,
                            chance=random.Random(step),  # noqa: S311 - no secret
                        )
                    )
                )
    world.home, world.rounds, world.resolved = home, rounds, asked
    return world


def table(world, role):
    found = {}
    for fate in fates(world.home / "frontier.sqlite", role=role):
        host, path = fate.url.removeprefix("http://").split("/", 1)
        reason = f" {fate.reason}" if fate.fate != "stored" else ""
        found.setdefault(host.removesuffix(f".example:{world.web.port}"), {})[f"/{path}"] = fate.fate + reason
    return found


def test_every_page_ends_as_it_must(crawled):
    found = table(crawled, "page")
    for host in sorted(EXPECTED.keys() | found.keys()):
        assert found.get(host) == EXPECTED.get(host), host


def test_listings_that_could_not_be_read_are_failures_with_a_time_to_retry(crawled):
    found = {fate.outlet: fate for fate in fates(crawled.home / "frontier.sqlite", role="listing") if fate.fate != "stored"}
    assert {outlet: f"{fate.fate} {fate.reason}" for outlet, fate in found.items()} == LISTINGS
    assert all(fate.next_look for fate in found.values())


def test_the_sitemaps_loop_was_read_once_round(crawled):
    assert sorted(table(crawled, "listing")["maps"]) == ["/deep.xml", "/index.xml", "/list.xml.gz", "/other.xml"]
    first_day = [
        one.path for one in crawled.web.asked("maps.example") if one.at < START.timestamp() + 3_600 and one.path.endswith(("xml", "gz"))
    ]
    assert sorted(first_day) == ["/deep.xml", "/index.xml", "/list.xml.gz", "/other.xml"]


def test_every_page_has_one_fate_and_the_counts_add_up(crawled):
    path = crawled.home / "frontier.sqlite"
    pages = list(fates(path, role="page"))
    assert sum(counts(path).values()) == len(pages)
    assert {fate.fate for fate in pages} == {"stored", "duplicate", "skipped", "quarantined"}
    assert all((fate.reason is None) == (fate.fate == "stored") for fate in pages)
    assert not [fate.url for fate in pages if fate.fate == "quarantined" and fate.next_look]


def test_nothing_was_asked_that_robots_forbids(crawled):
    asked = {(one.host, one.path) for one in crawled.web.log}
    forbidden = [
        ("barred", "/private/x"),
        ("barred", "/private/y"),
        ("wide", "/secret"),
        ("moved", "/never"),
        ("inward", "/a"),
        ("broken", "/a"),
        ("asleep", "/a"),
    ]
    assert not asked & {(f"{host}.example", path) for host, path in forbidden}
    assert ("good.example", "/football") not in asked
    assert ("maps.example", "/a-cup-of-tea-first") not in asked


def test_robots_come_first_and_again_within_a_day(crawled):
    for host in {one.host for one in crawled.web.log}:
        log = crawled.web.asked(host)
        robots = [one.at for one in log if one.path in {"/robots.txt", "/for/moved.txt"}]
        assert log[0].path in {"/robots.txt", "/for/moved.txt"}, host
        for one in log:
            assert any(one.at - 86_400 - 300 <= at <= one.at for at in robots), one


def test_the_delay_is_kept_at_every_host(crawled):
    for host in {one.host for one in crawled.web.log}:
        delay = 12.0 if host == "patient.example" else DELAY
        log = crawled.web.asked(host)
        # between a robots.txt and what follows, its own Crawl-delay counts already
        assert [b.at - a.at for a, b in pairwise(log) if b.at - a.at < delay] == [], host


def test_one_request_at_a_time_at_every_host(crawled):
    assert set(crawled.web.busiest.values()) == {1}


def test_a_host_that_asks_to_be_left_alone_is_left_alone_in_the_next_run_too(crawled):
    assert len(crawled.quiet) == 5
    for host, spans in crawled.quiet.items():
        for start, end in spans:
            assert [one for one in crawled.web.asked(host) if start < one.at < end] == [], host


def test_the_gate_let_no_request_through(crawled):
    assert not [one for one in crawled.web.log if one.host not in crawled.sites]
    assert {"10.0.0.1", "169.254.169.254"}.isdisjoint(crawled.resolved)
    assert "rebound.example" in crawled.resolved
    assert crawled.web.asked("rebound.example") == []


def test_every_request_says_who_asks_and_brings_no_cookie(crawled):
    for one in crawled.web.log:
        assert one.headers["user-agent"].startswith("Masthead/")
        assert one.headers["user-agent"].endswith("(+desk@newsroom.example)")
        assert one.headers.keys() <= {"host", "user-agent", "accept", "accept-encoding", "if-none-match", "if-modified-since"}


def test_pages_are_looked_at_again_after_1_6_24_hours_and_7_days(crawled):
    for path in ("/a", "/b", "/c", "/d"):
        looks = [(one.at - crawled.web.asked("good.example", path)[0].at) / 3_600 for one in crawled.web.asked("good.example", path)]
        assert [round(hours) for hours in looks] == [0, 1, 6, 24, 168], (path, looks)


def test_unchanged_pages_cost_a_304_or_a_hash_and_changed_ones_are_kept(crawled):
    archive = Archive(crawled.home / "raw")
    kept = [entry for day in archive.days() for entry in archive.entries(day) if entry.url and ".example" in entry.url and not entry.error]
    looks = {path: sum(entry.url == crawled.url("good", path) for entry in kept) for path in ("/b", "/c", "/d")}
    assert looks == {"/b": 1, "/c": 5, "/d": 1}
    assert all("if-none-match" in one.headers for one in crawled.web.asked("good.example", "/b")[1:])
    total = sum((one.total for one in crawled.rounds), start=type(crawled.rounds[0].total)())
    assert total["unchanged"] > 50


def test_what_came_is_in_the_archive_as_it_travelled_and_what_did_not_is_there_with_the_reason(crawled):
    archive = Archive(crawled.home / "raw")
    entries = [entry for day in archive.days() for entry in archive.entries(day)]
    errors = {(entry.url, entry.error) for entry in entries if entry.error}
    for fate in fates(crawled.home / "frontier.sqlite", role="page"):
        if fate.fate == "stored":
            assert any(entry.url == fate.url and entry.raw_hash for entry in entries), fate.url
        elif fate.reason in queue.LEFT_OUT:  # no look, and so nothing in the archive: the frontier has the reason
            assert fate.looked_at is None
            assert fate.url not in {entry.url for entry in entries}
        elif fate.url != crawled.url("moving", "/5e") and fate.url != crawled.url("other", "/new"):  # found behind a page that is there
            assert (fate.url, fate.reason) in errors
    packed = archive.page(next(entry for entry in entries if entry.url == crawled.url("packing", "/gzip")))
    assert packed.body[:2] == b"\x1f\x8b"
    assert decoded(packed.body, packed.headers) == ARTICLE.encode()
    assert ["User-Agent", packed.request_headers[0][1]] == packed.request_headers[0]
    moved = next(entry for entry in entries if entry.url == crawled.url("moving", "/unknown"))
    assert moved.final_url == crawled.url("other", "/new")


def test_no_secret_is_written_anywhere(crawled):
    archive = Archive(crawled.home / "raw")
    for day in archive.days():
        for entry in archive.entries(day):
            assert CANARY not in json.dumps([entry.headers, entry.request_headers, entry.detail, entry.final_url])
            assert CANARY.encode() not in archive.page(entry).body
    dump = "\n".join(sqlite3.connect(crawled.home / "frontier.sqlite").iterdump())
    assert CANARY not in dump
    entry = next(entry for entry in archive.entries(archive.days()[0]) if entry.url == crawled.url("good", "/a"))
    assert ["Set-Cookie", "[redacted]"] in entry.headers


def test_coverage_says_where_our_fault_was(crawled):
    days = {(one.outlet, one.day): one for one in coverage(crawled.home / "frontier.sqlite")}
    first = START.date()
    assert days["good", first].gap is None
    assert days["good", first].discovered == 5
    assert {days[host, first].gap for host in ("broken", "inward", "asleep", "nofeed", "lost")} == {"no_listing"}
    assert days["down", first].gap == "errors"
    assert days["good", first + timedelta(days=5)].gap == "not_tried"


def test_an_address_given_by_hand_is_looked_at_again_whatever_became_of_it(tmp_path):
    with Frontier(tmp_path / "frontier.sqlite") as frontier:
        assert queue.add(frontier, queue.Found(url="http://one.example/a"), None, START)
        assert not queue.add(frontier, queue.Found(url="http://one.example/a"), None, START)
        assert queue.claim(frontier, "one.example", START).url == "http://one.example/a"
