"""A made-up world for copies: articles of invented words by four outlets, with everything that can bear on who copied whom; in rows, to be split at will."""

from __future__ import annotations

import random
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from pipeline.records import ArticleVersion, Capture, Outlet, make_id, redirects_to
from pipeline.store import batches
from pipeline.store.frames import frame

if TYPE_CHECKING:
    from pathlib import Path

START = datetime(2021, 3, 1, 6, tzinfo=UTC)
OUTLETS = {"wire": "wire", "daily": "newspaper", "herald": "newspaper", "blog": "online"}
WORDS = [
    a + b + c for a in ("ba", "ko", "mi", "tu", "re", "sa") for b in ("lan", "ver", "dor", "sti", "ram") for c in ("", "n", "k", "s", "to")
]
SIGNATURES = {name: " ".join(random.Random(name).choices(WORDS, k=12)).capitalize() + "." for name in OUTLETS}  # noqa: S311
KINDS = ("new", "new", "copy", "cut", "added", "merged", "same", "again", "linked", "short")


@dataclass(frozen=True)
class Look:
    """One capture, with the version it shows where it shows one."""

    capture: Capture
    version: ArticleVersion | None


def row(record: type, **values):
    """A record with None for what is not given."""
    return record(**dict.fromkeys((field.name for field in fields(record)), None) | values)


def sentence(chosen: random.Random) -> str:
    return " ".join(chosen.choices(WORDS, k=chosen.randint(8, 14))).capitalize() + "."


def version(outlet: str, url: str, body: str, published: datetime | None, **values) -> ArticleVersion:
    title = body.split(".", maxsplit=1)[0][:40] or "Untitled"
    text = f"{title}\n\n{body}"
    return row(
        ArticleVersion,
        version_id=make_id(outlet, url, text, published),
        article_id=make_id(outlet, url),
        outlet_id=outlet,
        url=url,
        title=title,
        authors=[],
        published_at=published,
        published_method="meta" if published else None,
        language="en",
        text=text,
        body_start=len(title) + 2,
        content_hash=make_id(text),
        word_count=len(text.split()),
        relevance=1.0,
        **values,
    )


def look(outlet: str, url: str, at: datetime, shown: ArticleVersion | None = None, **values) -> Look:
    page_id = make_id(url)
    given = {
        "fate": "stored" if shown else "failed",
        "reason": None if shown else "server_error",
        "http_status": 200 if shown else 503,
    } | values
    capture = row(
        Capture,
        capture_id=make_id(page_id, at),
        page_id=page_id,
        url=url,
        outlet_id=outlet,
        fetched_at=at,
        ingest_day=at.date(),
        origin="feed",
        media_type="text/html",
        byte_count=1,
        article_id=shown.article_id if shown else None,
        version_id=shown.version_id if shown else None,
        **given,
    )
    return Look(capture, shown)


def world(seed: int, articles: int = 60) -> list[Look]:
    """All looks at a world of so many articles over four months."""
    chosen = random.Random(seed)  # noqa: S311 - repeatable is the point
    looks: list[Look] = []
    told: list[ArticleVersion] = []
    for number in range(articles):
        outlet = chosen.choice(list(OUTLETS))
        url = f"https://{outlet}.example/{number}"
        when = START + timedelta(days=chosen.choice((0, 1, 2, 20, 45, 80, 120)), hours=chosen.randint(0, 23))
        body, values = _body(chosen, told, outlet)
        shown = version(outlet, url, body, None if chosen.random() < 0.15 else when, **values)
        seen = START + timedelta(days=125, minutes=number)
        looks.append(look(outlet, url, seen, shown))
        if chosen.random() < 0.2:  # edited, and sometimes set back
            later = version(outlet, url, body + " " + sentence(chosen), shown.published_at, **values)
            looks.append(look(outlet, url, seen + timedelta(hours=5), later))
            if chosen.random() < 0.5:
                looks.append(look(outlet, url, seen + timedelta(hours=9), shown))
        if chosen.random() < 0.2:
            looks.append(look(outlet, url, seen + timedelta(hours=12)))
        if chosen.random() < 0.15:  # another address that leads there, and one that leads to that
            way = f"https://{outlet}.example/go/{number}"
            for one, to in ((way, url), (f"{way}/on", way)):
                looks.append(look(outlet, one, seen, fate="skipped", reason="same_article", detail=redirects_to(to), http_status=301))
        if chosen.random() < 0.1:  # the same article under a second address
            looks.append(look(outlet, f"{url}?print", seen + timedelta(hours=2), shown))
        told.append(shown)
    return looks


def _body(chosen: random.Random, told: list[ArticleVersion], outlet: str) -> tuple[str, dict[str, object]]:
    kind = chosen.choice(KINDS) if told else "new"
    own = [sentence(chosen) for _ in range(chosen.randint(4, 9))]
    values: dict[str, object] = {}
    if kind == "short":
        return chosen.choice(("Watch it here.", "Nothing more was known.")), values
    if kind != "new":
        source = chosen.choice(told)
        words = source.text[source.body_start :].replace(SIGNATURES[source.outlet_id], "").strip()
        parts = [part.strip() + "." for part in words.split(".") if part.strip()]
        if kind == "again":
            return source.text[source.body_start :], values
        if kind == "linked":
            values["canonical_elsewhere"] = source.url
        own = {
            "copy": [*parts, own[0]],
            "cut": parts[: max(2, len(parts) * chosen.randint(4, 9) // 10)],
            "added": [*own[:3], *parts],
            "merged": [*parts, *own],
            "same": parts,
            "linked": parts[: max(1, len(parts) // 2)] + own[:2],
        }[kind]
    if chosen.random() < 0.7:
        own = [*own, SIGNATURES[outlet]]
    if outlet != "wire" and chosen.random() < 0.3:
        values["credit_outlet_id"] = "wire"
    return " ".join(own), values


def write(root: Path, name: str, looks: list[Look]) -> Path:
    """A batch of these looks."""
    versions = {one.version.version_id: one.version for one in looks if one.version}
    outlets = [
        row(Outlet, outlet_id=name, name=name, kind=kind, owner_kind="private", catalogued=True, invented=True)
        for name, kind in OUTLETS.items()
    ]
    tables = {
        "outlet": frame(outlets, Outlet),
        "capture": frame([one.capture for one in looks], Capture),
        "article_version": frame(list(versions.values()), ArticleVersion),
    }
    return batches.write(root, START.date(), name, tables)


def as_wire(looks_root: Path, name: str, outlet: str) -> Path:
    """A batch that says an outlet is a wire agency."""
    told = row(Outlet, outlet_id=outlet, name=outlet, kind="wire", owner_kind="private", catalogued=True, invented=True)
    return batches.write(looks_root, START.date(), name, {"outlet": frame([replace(told)], Outlet)})
