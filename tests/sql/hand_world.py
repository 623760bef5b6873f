"""A small world made by hand, so that the answers can be worked out by hand: rows in, a DuckDB with all marts out."""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import duckdb

from pipeline import records
from pipeline.relate import frames
from pipeline.relate.edits import Text, between
from pipeline.store import build, marts, schema

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl
    from lake_world import LakeWorlds

    from pipeline.store.lake import LakeAt

backend: LakeWorlds | None = None
"""Where questions are asked; the option --backend sets it."""

EXTRACTOR = "reader-2"
OLD_EXTRACTOR = "reader-1"
TABLES = {
    "capture": records.Capture,
    "story_change": records.StoryChange,
    "page": records.Page,
    "article": records.Article,
    "article_version": records.ArticleVersion,
    "figure": records.Figure,
    "date_mention": records.DateMention,
    "entity_mention": records.EntityMention,
    "quote": records.Quote,
    "attribution": records.Attribution,
    "naming": records.Naming,
    "rejected_span": records.RejectedSpan,
    "syndication": records.Syndication,
    "article_edit": records.ArticleEdit,
    "story": records.Story,
    "article_story": records.ArticleStory,
    "outlet": records.Outlet,
    "entity": records.Entity,
    "coverage": records.Coverage,
    "extractor": records.Extractor,
    "quality": records.Quality,
    "run": records.Run,
    "bad_row": records.BadRow,
}


COUNTS = {"page": {"unchanged": 0}, "coverage": {"unchanged": 0, "not_relevant": 0, "too_old": 0, "new": 0}}
"""Counts that are nothing unless they are said."""


def day(text: str) -> datetime:
    return datetime.fromisoformat(text)


class World:
    """Rows by table. Every method adds what its name says, with ids that read."""

    def __init__(self) -> None:
        self.rows: dict[str, list[dict]] = {table: [] for table in TABLES}

    def add(self, table: str, **values) -> dict:
        values = COUNTS.get(table, {}) | values
        row = {field.name: values.pop(field.name, None) for field in fields(TABLES[table])}
        assert not values, f"{table} has no {sorted(values)}"
        self.rows[table].append(row)
        return row

    def outlet(self, outlet_id: str, name: str, kind: str = "newspaper", country: str = "US", *, catalogued: bool = True) -> None:
        self.add(
            "outlet",
            outlet_id=outlet_id,
            name=name,
            kind=kind,
            country=country,
            language="en",
            owner_kind="private",
            catalogued=catalogued,
            invented=True,
        )

    def article(
        self, article_id: str, outlet_id: str, when: str | None, *texts: str, story: str | None = None, weight: tuple | None = None
    ):
        """An article with one version a text (headline, blank line, body), a day apart; version ids are `<article>.1`, `<article>.2`."""
        published = day(when) if when else None
        url = f"https://{outlet_id}.example/{article_id}"
        seen = published or day("2020-01-15")
        for at, text in enumerate(texts, 1):
            title = text.split("\n\n")[0]
            fetched = seen + timedelta(days=at - 1, hours=1)
            self.add(
                "article_version",
                version_id=f"{article_id}.{at}",
                article_id=article_id,
                outlet_id=outlet_id,
                url=url,
                title=title,
                authors=[],
                published_at=published,
                published_method="given" if when else None,
                language="en",
                text=text,
                body_start=len(title) + 2,
                content_hash=f"hash {text}",
                word_count=len(text.split()),
                relevance=0.9,
            )
            self.look(f"page {article_id}", outlet_id, fetched.isoformat(), url=url, article_id=article_id, version_id=f"{article_id}.{at}")
        self.add(
            "article",
            article_id=article_id,
            outlet_id=outlet_id,
            url=url,
            title=texts[-1].split("\n\n")[0],
            published_at=published,
            published_method="given" if when else None,
            language="en",
            first_fetched_at=seen + timedelta(hours=1),
            version_count=len(texts),
            current_version_id=f"{article_id}.{len(texts)}",
        )
        self.add("page", page_id=f"page {article_id}", url=url, outlet_id=outlet_id, fate="stored", article_id=article_id)
        if story:
            self.add("article_story", article_id=article_id, story_id=story, score=1.0)
        if weight:
            role, value, original, source = weight
            self.add(
                "syndication",
                article_id=article_id,
                cluster_id="cluster",
                role=role,
                original_article_id=original,
                source_outlet_id=source,
                containment=1 - value if role != "original" else 1.0,
                evidence="near_text",
                weight=value,
            )

    def look(self, page_id: str, outlet_id: str, fetched_at: str, *, fate: str = "stored", reason: str | None = None, **values) -> None:
        when = day(fetched_at)
        self.add(
            "capture",
            capture_id=f"{page_id} {fetched_at}",
            page_id=page_id,
            outlet_id=outlet_id,
            fetched_at=when,
            ingest_day=when.date(),
            origin="file",
            http_status=200,
            media_type="text/html",
            byte_count=1,
            fate=fate,
            reason=reason,
            **values,
        )

    def _text(self, version_id: str) -> str:
        return next(row["text"] for row in self.rows["article_version"] if row["version_id"] == version_id)

    def _span(self, version_id: str, surface: str, near: str) -> dict:
        """Where `surface` stands in the sentence that begins with `near`, and that sentence, which ends at a full stop or a line's end."""
        text = self._text(version_id)
        begin = text.index(near)
        end = min((at for at in (text.find(". ", begin), text.find("\n", begin)) if at >= 0), default=len(text))
        start = text.index(surface, begin)
        headline = start < text.index("\n\n")
        return {"start": start, "end": start + len(surface), "surface": surface, "sentence": (begin, end), "in_headline": headline}

    def figure(self, version_id: str, kind: str, surface: str, low, high, near: str, *, source=None, said_by=None, **values) -> None:
        span = self._span(version_id, surface, near)
        begin, end = span.pop("sentence")
        extractor = values.pop("extractor_id", EXTRACTOR)
        self.add(
            "figure",
            figure_id=f"f {version_id} {kind} {span['start']} {extractor}",
            version_id=version_id,
            extractor_id=extractor,
            kind=kind,
            value_low=low,
            value_high=high,
            low_inclusive=values.pop("low_inclusive", True),
            high_inclusive=values.pop("high_inclusive", True),
            qualifier=values.pop("qualifier", "none" if high == 0 else "exact"),
            source=source,
            attribution_id=said_by,
            stance=values.pop("stance", "asserted"),
            cumulative=values.pop("cumulative", False),
            in_quote=False,
            sentence_start=begin,
            sentence_end=end,
            **span,
            **values,
        )

    def attribution(self, version_id: str, attribution_id: str, source: str | None, near: str, *, anonymous=False, **values) -> None:
        span = self._span(version_id, source or near, near)
        span.pop("sentence")
        span.pop("in_headline")
        self.add(
            "attribution",
            attribution_id=attribution_id,
            version_id=version_id,
            extractor_id=EXTRACTOR,
            source=source,
            source_spans=[],
            cue=values.pop("cue", "said"),
            cue_spans=[],
            content="",
            content_spans=[],
            form="indirect",
            verb_class=values.pop("verb_class", "neutral"),
            speaker=values.pop("speaker", source),
            anonymous=anonymous,
            **span,
            **values,
        )

    def mention(self, version_id: str, entity_id: str | None, surface: str, near: str, *, extractor_id: str = EXTRACTOR) -> None:
        span = self._span(version_id, surface, near)
        span.pop("sentence")
        self.add(
            "entity_mention",
            mention_id=f"m {version_id} {span['start']} {extractor_id}",
            version_id=version_id,
            extractor_id=extractor_id,
            entity_id=entity_id,
            kind="organisation",
            in_quote=False,
            **span,
        )

    def naming(self, version_id: str, concept: str, variant: str, surface: str, near: str, *, in_quote: bool = False) -> None:
        span = self._span(version_id, surface, near)
        span.pop("sentence")
        self.add(
            "naming",
            naming_id=f"n {version_id} {span['start']}",
            version_id=version_id,
            extractor_id=EXTRACTOR,
            concept=concept,
            variant=variant,
            in_quote=in_quote,
            **span,
        )

    def run(self, run_id: str, extractor_id: str, started_at: str) -> None:
        counts = dict.fromkeys(
            ("discovered", "stored", "duplicate", "skipped", "failed", "quarantined", "unchanged", "figures", "quotes", "entities"), 0
        )
        when = day(started_at)
        self.add("run", run_id=run_id, started_at=when, finished_at=when, command="", extractor_id=extractor_id, ingest_days=[], **counts)

    def story(self, story_id: str, label: str, first: date, last: date, articles: int, outlets: int) -> None:
        self.add("story", story_id=story_id, label=label, day_first=first, day_last=last, article_count=articles, outlet_count=outlets)

    def edits(self, article_id: str, against: str, before: str, after: str) -> None:
        """The rows of `article_edit` that relating would write for two versions."""

        def text(version_id: str) -> tuple[str, Text]:
            row = next(row for row in self.rows["article_version"] if row["version_id"] == version_id)
            return version_id, Text(row["text"], row["body_start"])

        self.rows["article_edit"] += map(asdict, between(article_id, against, text(before), text(after)))

    def warehouse(self, path: Path | str = ":memory:") -> duckdb.DuckDBPyConnection:
        """What answers questions: a DuckDB with the real schema, these rows and all marts, or a lake that was published from it."""
        return backend.moved(self) if backend and path == ":memory:" else self.built(path)

    def published(self, path: Path) -> Path | LakeAt:
        """The same as `run_analysis` takes it: the file, or the lake that was published from it."""
        self.built(path).close()
        return backend.publish(path) if backend else path

    def built(self, path: Path | str = ":memory:") -> duckdb.DuckDBPyConnection:
        """A DuckDB with the real schema, these rows and all marts."""
        con = duckdb.connect(str(path))
        schema.create(con)
        for table, rows in self.rows.items():
            frame = frames.build(rows, TABLES[table])
            con.register("frame", frame.to_arrow())
            con.execute(f"INSERT INTO {table} BY NAME SELECT * FROM frame")  # noqa: S608 - names of our own
            con.unregister("frame")
        for mart in marts.marts():
            build.build(con, mart)
        return con


def al_asad() -> World:
    """Six articles by five outlets: 80 against none, then 11 and 34 injured; a copy of the wire; a duplicate; one without date or story."""
    world = World()
    world.outlet("wire", "Wire", "wire", "GB")
    world.outlet("state", "State TV", "broadcaster", "IR")
    world.outlet("paper", "The Paper")
    world.outlet("daily", "The Daily")
    world.outlet("new", "newcomer.example", catalogued=False)
    for entity, name, kind, side in (
        ("pentagon", "Pentagon", "organisation", "us"),
        ("irgc", "Revolutionary Guards", "organisation", "iran"),
    ):
        world.add("entity", entity_id=entity, name=name, kind=kind, side=side)
    world.story("s1", "Missiles hit Al-Asad", date(2020, 1, 8), date(2020, 1, 24), 5, 4)
    wire = "Missiles hit Al-Asad\n\nMissiles hit the Al-Asad base. There were no American casualties, the Pentagon said. The dead man's name was not given."
    world.article("w1", "wire", "2020-01-08T06:00", wire, story="s1", weight=("original", 1.0, None, "wire"))
    world.article("p1", "paper", "2020-01-08T09:00", wire, story="s1", weight=("copy", 0.0, "w1", "wire"))
    world.article(
        "t1",
        "state",
        "2020-01-08T07:00",
        "80 killed\n\nAt least 80 American troops were killed, an informed source said. The Guards fired 15 missiles.",
        story="s1",
    )
    world.article(
        "d1",
        "daily",
        "2020-01-17T10:00",
        "Troops hurt\n\nThe Pentagon said 11 troops were injured at the base.",
        "Troops hurt\n\nThe Pentagon said 34 troops were injured at the base.",
        story="s1",
    )
    world.article(
        "d2", "daily", "2020-01-24T10:00", "More hurt\n\nThe toll is now 50 troops injured. The regime in Tehran kept silent.", story="s1"
    )
    world.article(
        "n1", "new", None, "A view\n\nOne official, who asked not to be named, spoke of over 100 injured. Others said 110 injured."
    )
    world.add(
        "page",
        page_id="amp w1",
        url="https://wire.example/amp/w1",
        outlet_id="wire",
        fate="duplicate",
        reason="same_article",
        duplicate_of="page w1",
        article_id="w1",
    )
    world.add(
        "page",
        page_id="page x",
        url="https://paper.example/x",
        outlet_id="paper",
        fate="failed",
        reason="timeout",
        retry_at=day("2020-01-10"),
    )
    world.add("page", page_id="page y", url="https://paper.example/y", outlet_id="paper", fate="skipped", reason="not_relevant")
    world.add("coverage", outlet_id="paper", day=date(2020, 1, 9), discovered=1, stored=0, skipped=0, failed=1, gap=True)
    world.add("coverage", outlet_id="wire", day=date(2020, 1, 8), discovered=2, stored=2, skipped=0, failed=0, gap=False)
    _facts(world)
    return world


def _facts(world: World) -> None:
    for version in ("w1.1", "p1.1"):
        world.attribution(
            version,
            f"a {version}",
            "the Pentagon",
            "There were",
            speaker_entity_id="pentagon",
            source_class="military",
            source_country="US",
        )
        world.figure(
            version, "casualties", "no", 0, 0, "There were", source="the Pentagon", said_by=f"a {version}", counted="American casualties"
        )
        world.mention(version, "pentagon", "Pentagon", "There were")
    world.attribution(
        "t1.1", "a t1.1", "an informed source", "At least", anonymous=True, source_class="unknown", verb_class="claim", cue="said"
    )
    world.figure(
        "t1.1",
        "killed",
        "At least 80",
        80,
        None,
        "At least",
        source="an informed source",
        said_by="a t1.1",
        qualifier="at_least",
        counted_group="soldiers",
    )
    world.figure("t1.1", "killed", "80", 80, 80, "80 killed")
    world.figure("t1.1", "weapons", "15", 15, 15, "The Guards", counted="missiles")
    world.mention("t1.1", "irgc", "The Guards", "The Guards")
    # An older reading of the same text, which views must not show.
    world.figure("t1.1", "killed", "80", 8, 8, "80 killed", extractor_id=OLD_EXTRACTOR)
    world.mention("t1.1", "pentagon", "missiles", "The Guards", extractor_id=OLD_EXTRACTOR)
    for version, surface in (("d1.1", "11"), ("d1.2", "34")):
        world.attribution(
            version,
            f"a {version}",
            "The Pentagon",
            "The Pentagon",
            speaker_entity_id="pentagon",
            source_class="military",
            source_country="US",
        )
        world.figure(
            version,
            "injured",
            surface,
            int(surface),
            int(surface),
            "The Pentagon",
            source="The Pentagon",
            said_by=f"a {version}",
            counted_group="soldiers",
            counted="troops",
        )
        world.mention(version, "pentagon", "Pentagon", "The Pentagon")
    world.figure("d2.1", "injured", "50", 50, 50, "The toll", counted_group="soldiers", cumulative=True)
    world.naming("d2.1", "government of Iran", "regime", "regime", "The regime")
    world.naming("w1.1", "government of Iran", "authorities", "the", "Missiles hit the")
    world.naming("p1.1", "government of Iran", "authorities", "the", "Missiles hit the")
    world.naming("d1.2", "government of Iran", "regime", "base", "The Pentagon", in_quote=True)
    world.attribution(
        "n1.1", "a n1", "One official", "One official", anonymous=True, source_class="government", anonymity_reason="asked not to be named"
    )
    world.figure(
        "n1.1",
        "injured",
        "over 100",
        100,
        None,
        "One official",
        source="One official",
        said_by="a n1",
        qualifier="more_than",
        low_inclusive=False,
    )
    world.figure("n1.1", "injured", "110", 110, 110, "Others said", source="Others")
    world.add(
        "quote",
        quote_id="q1",
        version_id="w1.1",
        extractor_id=EXTRACTOR,
        surface="no American casualties",
        start=1,
        end=2,
        content="no American casualties",
        content_spans=[],
        source="the Pentagon",
        source_spans=[],
        cue="said",
        cue_spans=[],
        kind="mixed",
        speaker="the Pentagon",
        speaker_entity_id="pentagon",
        anonymous=False,
        attribution_id="a w1.1",
    )
    world.run("r1", OLD_EXTRACTOR, "2026-01-01")
    world.run("r2", EXTRACTOR, "2026-02-01")


def rows(con: duckdb.DuckDBPyConnection, query: str, *params: object) -> list[tuple]:
    return con.execute(query, list(params)).fetchall()


def frame(con: duckdb.DuckDBPyConnection, query: str) -> pl.DataFrame:
    return con.execute(query).pl()
