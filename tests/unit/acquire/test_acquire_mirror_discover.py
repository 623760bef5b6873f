from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from pipeline.acquire import discover as discovering
from pipeline.acquire import mirror as mirroring
from pipeline.acquire.discover import discover
from pipeline.acquire.errors import InputError
from pipeline.acquire.mirror import Mirror

NOW = datetime(2026, 1, 1, tzinfo=UTC)
HEADER = "url,file,fetched_at,status,media_type,charset\n"
DAY = "2020-01-08T0{}:00:00Z"


@dataclass
class Outlet:
    id: str
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()


def feed(*links):
    items = "".join(
        f"<item><title>T {link}</title><link>{link}</link><pubDate>Wed, 08 Jan 2020 09:00:00 GMT</pubDate><author>Mina Fard</author></item>"
        for link in links
    )
    return f'<rss version="2.0"><channel><title>t</title>{items}</channel></rss>'


def sitemap(*links, kind="url"):
    root = "urlset" if kind == "url" else "sitemapindex"
    return f"<{root}>" + "".join(f"<{kind}><loc>{link}</loc></{kind}>" for link in links) + f"</{root}>"


def world(folder, *captures):
    """(url, content or None for 404, hour) a capture."""
    lines = []
    for number, (url, content, hour) in enumerate(captures):
        name = "" if content is None else f"{number}.bin"
        if content is not None:
            (folder / name).write_text(content)
        lines.append(f"{url},{name},{DAY.format(hour)},{404 if content is None else 200},text/html,utf-8\n")
    (folder / "index.csv").write_text(HEADER + "".join(lines))
    return Mirror(folder)


def test_captures_come_in_order_of_time(tmp_path):
    mirror = world(
        tmp_path, ("https://n.example/a", "later", 5), ("https://n.example/a?utm_source=x", "first", 3), ("https://n.example/b", None, 1)
    )
    assert [page.body for page in mirror.fetch("https://N.example/a#top")] == [b"first", b"later"]
    first = mirror.fetch("https://n.example/a")[0]
    assert (first.url, first.status, first.media_type, first.charset, first.error) == (
        "https://n.example/a",
        200,
        "text/html",
        "utf-8",
        None,
    )
    assert first.fetched_at == datetime(2020, 1, 8, 3, tzinfo=UTC)
    (gone,) = mirror.fetch("https://n.example/b")
    assert (gone.status, gone.error, gone.body) == (404, "not_found", b"")
    assert mirror.fetch("https://n.example/never") == []
    assert mirror.fetch("ftp://n.example/a") == []
    assert mirror.urls() == ["https://n.example/a", "https://n.example/b"]


@pytest.mark.parametrize("name", ["../secret.html", "/etc/passwd", "link.html", "missing.html", ".", "folder"])
def test_only_files_of_the_folder_are_read(tmp_path, name):
    (tmp_path / "secret.html").write_text("secret")
    inside = tmp_path / "world"
    (inside / "folder").mkdir(parents=True)
    (inside / "link.html").symlink_to(tmp_path / "secret.html")
    (inside / "index.csv").write_text(f"{HEADER}https://n.example/a,{name},{DAY.format(1)},200,text/html,\n")
    (page,) = Mirror(inside).fetch("https://n.example/a")
    assert (page.error, page.body, page.charset) == ("unreadable", b"", None)


def test_a_large_file_is_not_read_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(mirroring, "MAX_BYTES", 3)
    mirror = world(tmp_path, ("https://n.example/a", "four", 1), ("https://n.example/b", "thr", 1))
    assert [mirror.fetch(url)[0].error for url in mirror.urls()] == ["too_large", None]


@pytest.mark.parametrize(
    ("index", "says"),
    [
        ("url,file\n", "lacks fetched_at"),
        (HEADER + "https://n.example/a,a,2020-01-08T00:00:00Z,200,text/html\n", "index.csv:2"),
        (HEADER + "https://n.example/a,a,2020-01-08T00:00:00Z,200,text/html,utf-8,more\n", "index.csv:2"),
        (HEADER + "nowhere,a,2020-01-08T00:00:00Z,200,text/html,\n", "not an address"),
        (HEADER + "https://n.example/a,a,yesterday,200,text/html,\n", "yesterday"),
        (HEADER + "https://n.example/a,a,2020-01-08T00:00:00Z,ok,text/html,\n", "'ok'"),
    ],
)
def test_a_wrong_index_says_where(tmp_path, index, says):
    (tmp_path / "index.csv").write_text(index)
    with pytest.raises(InputError, match=says):
        Mirror(tmp_path)


def test_a_folder_without_an_index_says_what_is_missing(tmp_path):
    with pytest.raises(InputError, match=r"index\.csv"):
        Mirror(tmp_path)


def found(mirror, *outlets):
    return list(discover(outlets, mirror.fetch, NOW))


def test_pages_carry_what_the_listing_says(tmp_path):
    mirror = world(tmp_path, ("https://n.example/rss", feed("https://n.example/a?utm_source=rss"), 1), ("https://n.example/a", "<p>A", 2))
    (page,) = found(mirror, Outlet("n", ("https://n.example/rss",)))
    assert (page.outlet, page.origin, page.found_in, page.url) == ("n", "feed", "https://n.example/rss", "https://n.example/a")
    assert (page.title, page.published, page.authors) == (
        "T https://n.example/a?utm_source=rss",
        "Wed, 08 Jan 2020 09:00:00 GMT",
        ["Mina Fard"],
    )
    assert (page.body, page.fetched_at) == (b"<p>A", datetime(2020, 1, 8, 2, tzinfo=UTC))


def test_an_address_is_fetched_once_and_every_capture_counts(tmp_path):
    mirror = world(
        tmp_path,
        ("https://n.example/rss", feed("https://n.example/a"), 1),
        ("https://n.example/rss", feed("https://n.example/b"), 2),  # a has dropped out of the feed since
        ("https://n.example/map", sitemap("https://n.example/a", "https://n.example/c"), 1),
        ("https://n.example/a", "A", 1),
        ("https://n.example/a", "A, corrected", 2),
        ("https://n.example/b", "B", 2),
        ("https://n.example/c", "C", 2),
    )
    pages = found(mirror, Outlet("n", ("https://n.example/rss", "https://n.example/rss#again"), ("https://n.example/map",)))
    assert [(page.body, page.origin) for page in pages] == [(b"A", "feed"), (b"A, corrected", "feed"), (b"B", "feed"), (b"C", "sitemap")]


def test_what_does_not_come_is_a_page_that_says_so(tmp_path):
    mirror = world(
        tmp_path,
        ("https://n.example/rss", feed("https://n.example/gone", "https://n.example/never"), 1),
        ("https://n.example/gone", None, 1),
        ("https://n.example/broken", "<html>sorry", 1),
        ("https://n.example/old", None, 1),
    )
    pages = found(
        mirror,
        Outlet("n", ("https://n.example/rss", "https://n.example/broken", "https://n.example/old", "nowhere", "https://n.example/lost")),
    )
    assert [(page.url, page.error, page.status) for page in pages] == [
        ("https://n.example/gone", "not_found", 404),
        ("https://n.example/never", "not_found", 404),
        ("https://n.example/broken", "malformed", 0),
        ("https://n.example/old", "not_found", 404),
        ("nowhere", "malformed", 0),
        ("https://n.example/lost", "not_found", 404),
    ]
    assert {page.outlet for page in pages} == {"n"}
    assert pages[1].fetched_at == NOW


def test_indexes_are_followed_but_not_in_circles_nor_for_ever(tmp_path):
    mirror = world(
        tmp_path,
        ("https://n.example/0", sitemap("https://n.example/0", "https://n.example/1", "https://n.example/1", kind="sitemap"), 1),
        ("https://n.example/1", sitemap("https://n.example/2", "https://n.example/0", kind="sitemap"), 1),
        ("https://n.example/2", sitemap("https://n.example/3", kind="sitemap"), 1),
        ("https://n.example/3", sitemap("https://n.example/deep"), 1),
    )
    pages = found(mirror, Outlet("n", sitemaps=("https://n.example/0",)))
    assert [(page.url, page.error, page.found_in) for page in pages] == [("https://n.example/3", "too_deep", "https://n.example/2")]


def test_the_number_of_listings_is_bounded(tmp_path, monkeypatch):
    monkeypatch.setattr(discovering, "MAX_LISTINGS", 2)
    mirror = world(
        tmp_path,
        ("https://n.example/0", sitemap("https://n.example/1", "https://n.example/2", kind="sitemap"), 1),
        ("https://n.example/1", sitemap(), 1),
    )
    assert [(page.url, page.error) for page in found(mirror, Outlet("n", sitemaps=("https://n.example/0",)))] == [
        ("https://n.example/2", "too_large")
    ]


def test_two_outlets_may_name_one_page(tmp_path):
    mirror = world(tmp_path, ("https://n.example/rss", feed("https://n.example/a"), 1), ("https://n.example/a", "A", 1))
    assert [page.outlet for page in found(mirror, Outlet("n", ("https://n.example/rss",)), Outlet("m", ("https://n.example/rss",)))] == [
        "n",
        "m",
    ]
