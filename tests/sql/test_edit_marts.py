"""What the marts of edits answer on a world made by hand: a revision with a correction, a silent one, and a reprint; worked out by hand."""

from __future__ import annotations

import pytest
from hand_world import EXTRACTOR, World, rows

from pipeline.store import build, changes, marts
from pipeline.store.analyses import analysis, bind

WIRE = (
    "Pentagon says 34 hurt\n\nAt least 34 soldiers were hurt, the Pentagon said. The strike took place on a Wednesday. "
    'A guard spoke of "a night of fire and of glass" at the gate. The government in Tehran was pleased. Some 12 drones flew over the strait, a pilot said. '
    "Nine flights were put off."
)
REPRINT = (
    "34 hurt in strike\n\n34 soldiers were hurt, the Pentagon admitted. The strike took place on a Wednesday. "
    'A guard spoke of "a night of fire" at the gate. The regime in Tehran was pleased. Some 12 drones flew over the strait. '
    "Nobody at the port would talk."
)
FIRST = 'Toll rises\n\nThe ministry said 46 men were hurt. "We shall see," an aide said.'
SECOND = (
    'Toll rises\n\nThe ministry said 34 men were hurt. "We shall see," an aide said.\n\n'
    "Correction: An earlier version of this article misstated the number of men hurt. It was 34, not 46."
)
THIRD = SECOND.replace("Toll rises", "Toll rises to 50").replace("said 34 men", "said 50 men").replace(' "We shall see," an aide said.', "")


def quote(world: World, version_id: str, content: str) -> None:
    start = world._text(version_id).index(content)
    world.add(
        "quote", quote_id=f"q {version_id} {start}", version_id=version_id, extractor_id=EXTRACTOR, surface=content, start=start,
        end=start + len(content), content=content, content_spans=[], source_spans=[], cue_spans=[], kind="direct",
    )  # fmt: skip


def desk() -> World:
    world = World()
    world.outlet("wire", "Wire", "wire", "GB")
    world.outlet("whistle", "The Whistle")
    world.outlet("daily", "The Daily")
    world.article("w", "wire", "2020-01-24T06:00", WIRE, weight=("original", 1.0, None, "wire"))
    world.article("t", "whistle", "2020-01-25T06:00", REPRINT, weight=("copy", 0.0, "w", "wire"))
    world.article("d", "daily", "2020-01-31T06:00", FIRST, SECOND, THIRD)
    world.edits("t", "original", "w.1", "t.1")
    world.edits("d", "revision", "d.1", "d.2")
    world.edits("d", "revision", "d.2", "d.3")
    for version, words, verb, cue in (("w.1", "At least 34", "neutral", "said"), ("t.1", "34", "admit", "admitted")):
        near = f"{words} soldiers"
        bounds = {"qualifier": "at_least"} if verb == "neutral" else {}
        world.figure(version, "injured", words, 34, None if bounds else 34, near, **bounds)
        world.figure(version, "weapons", "Some 12", 10.8, 13.2, "Some 12", qualifier="about")
        world.attribution(version, f"a1 {version}", "the Pentagon", near, verb_class=verb, cue=cue, speaker_entity_id="pentagon")
    world.figure("w.1", "other_count", "Nine", 9, 9, "Nine flights")
    world.attribution("w.1", "a2 w.1", "a pilot", "Some 12")
    quote(world, "w.1", "a night of fire and of glass")
    quote(world, "t.1", "a night of fire")
    world.naming("w.1", "government of Iran", "government", "government", "The government")
    world.naming("t.1", "government of Iran", "regime", "regime", "The regime")
    for version, number in (("d.1", 46), ("d.2", 34), ("d.3", 50)):
        world.figure(version, "injured", str(number), number, number, "The ministry")
        if version != "d.3":
            quote(world, version, "We shall see,")
    world.run("r", EXTRACTOR, "2026-02-01")
    return world


@pytest.fixture(scope="module")
def con():
    with desk().warehouse() as held:
        yield held


def test_what_a_copier_changed_is_all_there_and_nothing_else(con) -> None:
    found = rows(
        con,
        "SELECT aspect, change, before, after FROM copy_changes WHERE article_id = 't'"
        " ORDER BY position, aspect NOT IN ('headline', 'sentence'), aspect, before_start",
    )
    assert found == [
        ("headline", "altered", "Pentagon says 34 hurt", "34 hurt in strike"),
        ("sentence", "altered", "At least 34 soldiers were hurt, the Pentagon said.", "34 soldiers were hurt, the Pentagon admitted."),
        ("qualifier", "altered", "At least 34", "34"),
        ("verb", "altered", "the Pentagon said", "the Pentagon admitted"),
        (
            "sentence",
            "altered",
            'A guard spoke of "a night of fire and of glass" at the gate.',
            'A guard spoke of "a night of fire" at the gate.',
        ),
        ("quote", "cut", "a night of fire and of glass", "a night of fire"),
        ("sentence", "altered", "The government in Tehran was pleased.", "The regime in Tehran was pleased."),
        ("naming", "altered", "government", "regime"),
        ("sentence", "altered", "Some 12 drones flew over the strait, a pilot said.", "Some 12 drones flew over the strait."),
        ("source", "dropped", "a pilot", None),
        ("sentence", "dropped", "Nine flights were put off.", None),
        ("figure", "dropped", "Nine", None),
        ("sentence", "added", None, "Nobody at the port would talk."),
    ]


def test_a_change_in_a_copy_points_at_both_texts_and_both_outlets(con) -> None:
    ((outlet, original, url, role, before, after),) = rows(
        con,
        "SELECT outlet, original_outlet, original_url, role, b.text[before_start + 1 : before_end], a.text[after_start + 1 : after_end]"
        " FROM copy_changes AS c JOIN article_version AS b ON b.version_id = before_version_id JOIN article_version AS a ON a.version_id = after_version_id"
        " WHERE aspect = 'qualifier'",
    )
    assert (outlet, original, url, role) == ("The Whistle", "Wire", "https://wire.example/w", "copy")
    assert (before, after) == ("At least 34", "34")


def test_a_correction_is_told_from_a_silent_edit(con) -> None:
    found = rows(
        con,
        "SELECT step, kind, in_headline, is_note, declared, touches_figure, touches_number, touches_quote, figures_before, figures_after"
        " FROM article_edits WHERE article_id = 'd' ORDER BY step, position",
    )
    assert found == [
        (1, "changed", False, False, "correction", True, True, False, ["46"], ["34"]),
        (1, "added", False, True, "correction", False, True, False, [], []),
        (2, "changed", True, False, None, False, True, False, [], []),
        (2, "changed", False, False, None, True, True, False, ["34"], ["50"]),
        (2, "removed", False, False, None, False, False, True, [], []),
    ]
    assert rows(con, "SELECT step, is_note, declared_for FROM article_edits WHERE declared IS NOT NULL ORDER BY position") == [
        (1, False, "edit"),
        (1, True, None),
    ]
    assert rows(con, "SELECT DISTINCT note FROM article_edits WHERE declared IS NOT NULL") == [(SECOND.rsplit("\n\n", 1)[1],)]


def test_a_note_is_on_the_edits_it_speaks_of_or_on_the_text_as_a_whole() -> None:
    head = "Port open\n\n"
    first = "The ministry said 46 ships wait. Ferries run again. A clerk counted the crates."
    second = first.replace("46", "34").replace("run again", "run late")
    note = "Correction: An earlier version of this article misstated the number of ships. It was 34, not 46."
    update = "This article has been updated."
    found = {}
    for name, notes in {"named": [note], "both": [note, update], "whole": [update], "silent": []}.items():
        world = World()
        world.article(name, "daily", "2020-01-31T06:00", head + first, "\n\n".join([head + second, *notes]))
        world.edits(name, "revision", f"{name}.1", f"{name}.2")
        with world.warehouse() as held:
            found[name] = rows(held, "SELECT declared, declared_for, note FROM article_edits WHERE NOT is_note ORDER BY position")
            wanted = analysis("edited_articles")
            (told,) = held.execute(wanted.sql, bind(wanted, {})).pl().rows(named=True)
            assert told["silent_edits"] == {"named": 1, "both": 0, "whole": 0, "silent": 2}[name]
    by_note, by_update, silent = ("correction", "edit", note), ("update", "version", update), (None, None, None)
    assert found == {"named": [by_note, silent], "both": [by_note, by_update], "whole": [by_update] * 2, "silent": [silent] * 2}


def test_an_edit_says_between_which_looks_it_was_made(con) -> None:
    found = rows(con, "SELECT DISTINCT step, CAST(seen_before AS VARCHAR), CAST(seen_at AS VARCHAR) FROM article_edits ORDER BY step")
    assert found == [(1, "2020-01-31 07:00:00", "2020-02-01 07:00:00"), (2, "2020-02-01 07:00:00", "2020-02-02 07:00:00")]


def test_figures_before_and_after_are_named_by_their_ids(con) -> None:
    ((before, after),) = rows(con, "SELECT figure_ids_before, figure_ids_after FROM article_edits WHERE step = 1 AND touches_figure")
    assert rows(con, "SELECT surface FROM figure WHERE figure_id IN (?, ?) ORDER BY value_low", before[0], after[0]) == [("34",), ("46",)]


def test_what_becomes_of_quotations() -> None:
    one, more, other = "no terms at all", "no terms at all and no talks", "no terms and no talks at all"
    cases = [
        (f'He wanted "{one}" then.', f'He wanted "{more}" then.', (one, more), ("extended", one, more)),
        (f'He wanted "{one}" then.', f"He wanted {one} now, then.", (one, None), ("unquoted", one, None)),
        (f"He wanted {one} then.", f'He wanted "{one}" then.', (None, one), ("quoted", None, one)),
        (f'He wanted "{one}" then.', "Ships lay off Basra.", (one, None), ("dropped", one, None)),
        ("He spoke.", f'He spoke. "{one}," he said.', (None, one), ("added", None, one)),
        (f'He wanted "{one}" then.', f'He asked for "{one}" then.', (one, one), None),
        (f'He wanted "{one}" then.', f'He wanted "{other}" then.', (one, other), ("altered", one, other)),
        # What stands in a longer quotation of the other text is quoted all the same.
        (f'He said "{one}". She said "{more}".', f'She said "{more}".', (one, more), None),
    ]
    world = World()
    world.outlet("o", "O")
    for at, (before, after, contents, _) in enumerate(cases):
        world.article(f"a{at}", "o", "2020-01-08", f"Head\n\n{before}", f"Head\n\n{after}")
        world.edits(f"a{at}", "revision", f"a{at}.1", f"a{at}.2")
        for version, content in zip((1, 2), contents, strict=True):
            if content:
                quote(world, f"a{at}.{version}", content)
    quote(world, "a7.1", more)
    with world.warehouse() as held:
        found = dict(
            rows(held, "SELECT article_id, list((change, before, after)) FROM edited_facts WHERE aspect = 'quote' GROUP BY article_id")
        )
    assert found == {f"a{at}": [case[3]] for at, case in enumerate(cases) if case[3]}


def test_marts_kept_up_are_marts_made_anew_when_the_original_is_read_again() -> None:
    def shown(held) -> list:
        return [
            rows(held, f"SELECT * FROM {name} ORDER BY ALL")  # noqa: S608 - names of our own
            for name in ("edited_facts", "article_edits", "copy_changes")
        ]

    with desk().built() as held:
        before = shown(held)
        held.execute("DELETE FROM figure WHERE figure_id = 'f w.1 injured 23 reader-2'")
        # Relating notes the copies of what was loaded.
        changes.note(held, "related", "SELECT unnest(['w', 't'])")
        changes.note(held, "version", "SELECT 'w.1'")
        for mart in marts.marts():
            build.build(held, mart)
        kept = shown(held)
        assert kept != before
        for mart in marts.marts():
            build.build(held, mart, whole=True)
        assert shown(held) == kept
