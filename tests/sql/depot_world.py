"""A second small world made by hand: one blast told by five outlets, one of them a copy; sources through others, reasons, a retraction, gaps."""

from __future__ import annotations

from datetime import date

from hand_world import EXTRACTOR, OLD_EXTRACTOR, World


def depot() -> World:
    """Wire's text (at least 12 killed, a minister's guess of sabotage), the Paper's copy, the Daily's, State TV's and the Local's own."""
    world = World()
    world.outlet("wire", "Wire", "wire", "GB")
    world.outlet("paper", "The Paper")
    world.outlet("daily", "The Daily")
    world.outlet("state", "State TV", "broadcaster", "IR")
    world.outlet("local", "The Local")
    for entity, name, kind, side in (
        ("pentagon", "Pentagon", "organisation", "us"),
        ("ministry", "Interior Ministry", "organisation", "iran"),
        ("zarif", "Ali Zarifi", "person", "iran"),
    ):
        world.add("entity", entity_id=entity, name=name, kind=kind, side=side)
    world.story("s", "Blast at the depot", date(2026, 1, 5), date(2026, 1, 6), 5, 5)
    world.article(
        "w1",
        "wire",
        "2026-01-05T06:00",
        "Blast kills at least 12\n\nAt least 12 workers were killed, an Interior Ministry official said. It cost 3 million dollars. "
        "“We heard two blasts,” the official said. “Nobody warned us,” he added.",
        story="s",
        weight=("original", 1.0, None, "wire"),
    )
    world.article(
        "p1",
        "paper",
        "2026-01-05T09:00",
        "Blast kills 12\n\nIt was 12 workers who were killed. “We heard two blasts,” the official said.",
        story="s",
        weight=("copy", 0.0, "w1", "wire"),
    )
    world.article(
        "d1",
        "daily",
        "2026-01-05T12:00",
        "Twelve die in blast\n\nState News said a minister counted 12 dead. The minister claimed sabotage. The Pentagon denied that.",
        story="s",
    )
    world.article(
        "t1",
        "state",
        "2026-01-05T18:00",
        "Fire at depot\n\nA fire broke out. The governor said 40 were injured. Talk of 12 dead was denied.",
        "Small fire at depot\n\nA fire broke out. The governor said 45 were injured. Talk of 12 dead was denied.",
        story="s",
    )
    world.article("l1", "local", "2026-01-06T08:00", "Depot burns\n\nOver 10 workers died. Ali Zarifi spoke to the Local.", story="s")
    world.add("coverage", outlet_id="state", day=date(2026, 1, 5), discovered=3, stored=2, skipped=0, failed=1, gap=False)
    world.add("coverage", outlet_id="state", day=date(2026, 1, 6), discovered=2, stored=0, skipped=0, failed=2, gap=True)
    world.add("coverage", outlet_id="daily", day=date(2026, 1, 5), discovered=1, stored=1, skipped=0, failed=0, gap=False)
    world.edits("p1", "original", "w1.1", "p1.1")
    world.edits("t1", "revision", "t1.1", "t1.2")
    _figures(world)
    _sources(world)
    _names(world)
    for metric, value in (("precision", 0.9), ("recall", 0.8)):
        world.add(
            "quality",
            quality_id=metric,
            extractor_id=EXTRACTOR,
            gold="gold",
            field="figure",
            kind="all",
            metric=metric,
            value=value,
            low=value - 0.1,
            high=value + 0.05,
            support=100,
        )
    world.run("r1", OLD_EXTRACTOR, "2026-02-01")
    world.run("r2", EXTRACTOR, "2026-03-01")
    return world


def _figures(world: World) -> None:
    said, official = "a w1", "an Interior Ministry official"
    open_end = {"qualifier": "at_least"}
    world.figure("w1.1", "killed", "at least 12", 12, None, "Blast kills", **open_end)
    world.figure("w1.1", "killed", "At least 12", 12, None, "At least 12", source=official, said_by=said, **open_end)
    world.figure("w1.1", "money", "3 million dollars", 3e6, 3e6, "It cost", unit="USD")
    world.figure("p1.1", "killed", "12", 12, 12, "Blast kills")
    world.figure("p1.1", "killed", "12", 12, 12, "It was 12")
    world.figure("d1.1", "killed", "Twelve", 12, 12, "Twelve die")
    world.figure("d1.1", "killed", "12", 12, 12, "State News", source="a minister", said_by="a d1")
    for version, surface in (("t1.1", "40"), ("t1.2", "45")):
        world.figure(version, "injured", surface, int(surface), int(surface), "The governor", source="The governor", said_by=f"a {version}")
        world.figure(version, "killed", "12", 12, 12, "Talk of", stance="denied")
    over = {"qualifier": "more_than", "low_inclusive": False}
    world.figure("l1.1", "killed", "Over 10", 10, None, "Over 10", **over)
    # What the reader before this one made of two of the texts.
    world.figure("l1.1", "killed", "Over 10", 10, 10, "Over 10", extractor_id=OLD_EXTRACTOR)
    world.figure("d1.1", "killed", "12", 12, 12, "State News", source="a minister", extractor_id=OLD_EXTRACTOR)
    world.figure("d1.1", "troops", "dead", 1, 1, "State News", extractor_id=OLD_EXTRACTOR)


def _sources(world: World) -> None:
    iran = {"source_country": "IR", "source_class": "government"}
    world.attribution(
        "w1.1",
        "a w1",
        "an Interior Ministry official",
        "At least",
        anonymous=True,
        anonymity_reason="not authorised",
        speaker_entity_id="ministry",
        **iran,
    )
    world.attribution("w1.1", "b w1", "the official", "“We heard", anonymous=True, **iran)
    world.attribution("p1.1", "a p1", "the official", "“We heard", anonymous=True, **iran)
    world.attribution("d1.1", "n d1", "State News", "State News", source_class="state_media", source_country="IR")
    world.attribution("d1.1", "a d1", "a minister", "State News", parent_id="n d1", anonymous=True, **iran)
    world.attribution("d1.1", "b d1", "The minister", "The minister", verb_class="claim", cue="claimed", **iran)
    world.attribution(
        "d1.1",
        "c d1",
        "The Pentagon",
        "The Pentagon",
        verb_class="deny",
        speaker_entity_id="pentagon",
        source_country="US",
        source_class="military",
    )
    for version in ("t1.1", "t1.2"):
        world.attribution(version, f"a {version}", "The governor", "The governor", **iran)
    for version, name, content in (
        ("w1.1", "q1", "We heard two blasts,"),
        ("w1.1", "q2", "Nobody warned us"),
        ("p1.1", "q3", "We heard two blasts"),
    ):
        world.add(
            "quote",
            quote_id=name,
            version_id=version,
            extractor_id=EXTRACTOR,
            surface=content,
            start=1,
            end=2,
            content=content,
            content_spans=[],
            source="the official",
            source_spans=[],
            cue="said",
            cue_spans=[],
            kind="direct",
            speaker="an Interior Ministry official",
            speaker_entity_id="ministry",
            anonymous=True,
        )


def _names(world: World) -> None:
    world.mention("w1.1", "ministry", "Interior Ministry", "At least")
    world.mention("d1.1", "pentagon", "Pentagon", "The Pentagon")
    world.mention("d1.1", "ministry", "minister", "State News")
    world.mention("l1.1", "zarif", "Ali Zarifi", "Ali Zarifi")
