"""A small invented world in rows, and the store's whole way from rows to a published file: run as a script, it can be killed at any point.

`python small_world.py HOME [DAYS]` loads and publishes day after day and prints the fingerprint.
"""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from pipeline.records import (
    ArticleStory,
    ArticleVersion,
    Attribution,
    Capture,
    DateMention,
    Entity,
    EntityMention,
    Extractor,
    Figure,
    Naming,
    Outlet,
    Quote,
    RejectedSpan,
    Run,
    Story,
    Syndication,
    make_id,
)
from pipeline.relate.coverage import coverage
from pipeline.relate.versions import articles, pages
from pipeline.settings import Settings
from pipeline.store import batches
from pipeline.store.admission import admit
from pipeline.store.frames import frame
from pipeline.store.lock import writer_lock
from pipeline.store.publish import Published, publish
from pipeline.store.tables import TABLES
from pipeline.store.warehouse import Warehouse

FIRST_DAY = date(2020, 1, 8)
OUTLETS = ("harbour_post", "delta_wire")
EXTRACTOR = "extractor-01"


def day_of(number: int) -> date:
    return FIRST_DAY + timedelta(days=number)


def batch_id(day: date) -> str:
    return f"b-{day:%Y%m%d}"


def rows_of(number: int) -> dict[str, list[Any]]:
    """The rows of one ingest day: an article of each outlet, the second a copy of the first, and a page that could not be read."""
    day = day_of(number)
    held: dict[str, list[Any]] = {name: [] for name in TABLES}
    held["outlet"] = [_outlet(name) for name in OUTLETS]
    held["entity"] = [Entity(entity_id="tidewater", name="Tidewater Relief", kind="organisation", side=None, wikidata=None)]
    held["extractor"] = [Extractor(extractor_id=EXTRACTOR, package_version="0", code_hash="c", rules_hash="r", model=None)]
    for outlet in OUTLETS:
        _article(held, outlet, number, day)
    held["capture"].append(_capture(OUTLETS[0], f"https://{OUTLETS[0]}.example/lost-{number}", day, None))
    held["run"].append(_run(day, number))
    return held


def frames_of(number: int) -> dict[str, Any]:
    """What a batch of the day holds."""
    rows = {name: found for name, found in rows_of(number).items() if found}
    return admit({name: frame(found, TABLES[name]) for name, found in rows.items()}, day=day_of(number), batch_id=batch_id(day_of(number)))


def text_of(outlet: str, number: int) -> tuple[str, int]:
    """The text and where its body begins. Not all of it is ASCII, so that offsets in bytes would be wrong."""
    headline = f"Tidewater Relief: {10 + number} hurt in harbour blaze — day {number}"
    body = (
        f"On 8 January, at least {10 + number} dock workers were hurt near the old quay, a port official told {outlet}. "
        "“We saw smoke at dawn,” she said, “and then nothing at all.” "
        "Some call the quay the Old Gate. About 40 km away nobody noticed."
    )
    return f"{headline}\n\n{body}", len(headline) + 2


def _outlet(name: str) -> Outlet:
    return Outlet(
        outlet_id=name,
        name=name.replace("_", " ").title(),
        country=None,
        language="en",
        owner_kind="private",
        kind="newspaper",
        catalogued=True,
        invented=True,
    )


def _capture(outlet: str, url: str, day: date, version: ArticleVersion | None) -> Capture:
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return Capture(
        capture_id=make_id(url, at),
        page_id=make_id(url),
        url=url,
        outlet_id=outlet,
        fetched_at=at,
        ingest_day=day,
        origin="file",
        found_in=None,
        http_status=200 if version else 504,
        media_type="text/html",
        raw_hash=make_id(url, "raw") if version else None,
        byte_count=1000 if version else 0,
        fate="stored" if version else "failed",
        reason=None if version else "timeout",
        detail=None,
        article_id=version.article_id if version else None,
        version_id=version.version_id if version else None,
    )


def _article(held: dict[str, list[Any]], outlet: str, number: int, day: date) -> None:
    url = f"https://{outlet}.example/{number}"
    text, body_start = text_of(outlet, number)
    version = ArticleVersion(
        version_id=make_id(url, text),
        article_id=make_id(outlet, url),
        outlet_id=outlet,
        url=url,
        title=text.split("\n")[0],
        authors=["Ada Quill", "B. Nib"],
        published_at=datetime(day.year, day.month, day.day, 6, tzinfo=UTC),
        published_method="meta",
        published_raw=day.isoformat(),
        modified_at=None,
        modified_method=None,
        language="en",
        text=text,
        body_start=body_start,
        content_hash=make_id(text),
        word_count=len(text.split()),
        relevance=0.8,
        canonical_elsewhere=None,
        credit=None,
        credit_start=None,
        credit_end=None,
        credit_outlet_id=None,
    )
    held["article_version"].append(version)
    held["capture"].append(_capture(outlet, url, day, version))
    _facts(held, version, number)


def _span(text: str, words: str, after: int = 0) -> dict[str, Any]:
    start = text.index(words, after)
    return {"surface": words, "start": start, "end": start + len(words)}


def _pieces(text: str, *words: str) -> list[list[int]]:
    return [[text.index(each), text.index(each) + len(each)] for each in words]


def _facts(held: dict[str, list[Any]], version: ArticleVersion, number: int) -> None:
    text, body = version.text, version.body_start
    of = {"version_id": version.version_id, "extractor_id": EXTRACTOR}

    def made(record: type, key: str, span: dict[str, Any], **further: Any) -> Any:
        return record(**{key: make_id(version.version_id, EXTRACTOR, record.__name__, span["start"])}, **of, **span, **further)

    cited = made(
        Attribution,
        "attribution_id",
        _span(text, text[body : text.index(" told")]),
        parent_id=None,
        source="a port official",
        source_spans=_pieces(text, "a port official"),
        cue="told",
        cue_spans=_pieces(text, "told"),
        content=f"at least {10 + number} dock workers were hurt",
        content_spans=_pieces(text, f"at least {10 + number} dock workers were hurt"),
        form="indirect",
        verb_class="neutral",
        speaker="a port official",
        speaker_entity_id=None,
        source_class="government",
        source_country=None,
        anonymous=True,
        anonymity_reason=None,
    )
    held["attribution"].append(cited)
    held["figure"].append(_figure(made, text, number, cited.attribution_id))
    held["quote"].append(
        made(
            Quote,
            "quote_id",
            _span(text, text[text.index("We saw") : text.index("at all.") + 7]),
            content="We saw smoke at dawn, and then nothing at all.",
            content_spans=_pieces(text, "We saw smoke at dawn,", "and then nothing at all."),
            source="she",
            source_spans=_pieces(text, "she"),
            cue="said",
            cue_spans=_pieces(text, "said"),
            kind="direct",
            speaker="a port official",
            speaker_entity_id=None,
            anonymous=True,
            attribution_id=cited.attribution_id,
        )
    )
    where = {"in_headline": True, "in_quote": False}
    held["entity_mention"].append(
        made(EntityMention, "mention_id", _span(text, "Tidewater Relief"), entity_id="tidewater", kind="organisation", **where)
    )
    day = date(2020, 1, 8)
    held["date_mention"].append(
        made(DateMention, "date_id", _span(text, "8 January"), value_start=day, value_end=day, grain="day", form="absolute")
    )
    where = {"in_headline": False, "in_quote": False}
    held["naming"].append(made(Naming, "naming_id", _span(text, "the Old Gate"), concept="quay", variant="old gate", **where))
    held["rejected_span"].append(made(RejectedSpan, "rejected_id", _span(text, "40 km"), reason="distance"))


def _figure(made: Any, text: str, number: int, attribution_id: str) -> Figure:
    counted, source = _span(text, "dock workers"), _span(text, "a port official")
    place, period = _span(text, "near the old quay"), _span(text, "On 8 January")
    return made(
        Figure,
        "figure_id",
        _span(text, f"at least {10 + number}"),
        kind="injured",
        value_low=10.0 + number,
        value_high=None,
        low_inclusive=True,
        high_inclusive=True,
        qualifier="at_least",
        unit=None,
        **{
            f"{name}{suffix}": span[key]
            for name, span in (("counted", counted), ("place", place), ("period", period), ("source", source))
            for suffix, key in (("", "surface"), ("_start", "start"), ("_end", "end"))
        },
        counted_group=None,
        period_from=date(2020, 1, 8),
        period_to=date(2020, 1, 8),
        attribution_id=attribution_id,
        stance="asserted",
        cumulative=False,
        in_headline=False,
        in_quote=False,
        sentence_start=text.index("On 8"),
        sentence_end=text.index("“"),
    )


def _run(day: date, number: int) -> Run:
    at = datetime(day.year, day.month, day.day, 13, tzinfo=UTC)
    return Run(
        run_id=f"run-{number}",
        started_at=at,
        finished_at=at + timedelta(minutes=1),
        command="masthead run",
        extractor_id=EXTRACTOR,
        ingest_days=[day],
        discovered=3,
        stored=2,
        duplicate=0,
        skipped=0,
        failed=1,
        quarantined=0,
        unchanged=0,
        figures=2,
        quotes=2,
        entities=2,
    )


def relate(warehouse: Warehouse) -> None:
    """Work relations out and put them in, as the line does; copies and stories are told from the day alone."""
    capture, version = warehouse.table("capture"), warehouse.table("article_version")
    article = articles(capture, version)
    copies, stories, members = [], [], []
    for day in sorted(set(article["published_at"].dt.date())):
        told = article.filter(article["published_at"].dt.date() == day).sort("outlet_id").rows(named=True)
        original = told[-1]["article_id"]
        for row in told:
            first = row["article_id"] == original
            copies.append(
                Syndication(
                    article_id=row["article_id"],
                    cluster_id=make_id("cluster", day),
                    role="original" if first else "partial",
                    original_article_id=None if first else original,
                    original_version_id=None if first else told[-1]["current_version_id"],
                    source_outlet_id=None,
                    containment=1.0 if first else 0.75,
                    evidence="near_text",
                    weight=1.0 if first else 0.25,
                )
            )
            members.append(ArticleStory(article_id=row["article_id"], story_id=make_id("story", day), score=1.0))
        stories.append(
            Story(
                story_id=make_id("story", day),
                label=f"blaze {day}",
                day_first=day,
                day_last=day,
                article_count=len(told),
                outlet_count=len(told),
            )
        )
    with warehouse.transaction():
        warehouse.replace("article", article)
        warehouse.replace("page", pages(capture, article, version))
        warehouse.replace("coverage", coverage(capture))
        warehouse.replace("syndication", frame(copies, Syndication))
        warehouse.replace("story", frame(stories, Story))
        warehouse.replace("article_story", frame(members, ArticleStory))
        warehouse.settle()


def ingest(settings: Settings, number: int) -> Published:
    """One day, from rows to the published file."""
    day = day_of(number)
    batches.write(settings.batches, day, batch_id(day), frames_of(number))
    with Warehouse.open(settings.build) as warehouse:
        warehouse.load([batch.path for batch in batches.listing(settings.batches)])
        relate(warehouse)
    return publish(settings)


def main(home: Path, days: int) -> str:
    settings = Settings(home=home, keep_snapshots=2)
    with writer_lock(home, "small world"):
        return [ingest(settings, number) for number in range(days)][-1].fingerprint


if __name__ == "__main__":
    print(main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 3))  # noqa: T201 - a script's answer
