"""The report on a world made by hand: what stands on it, and that nothing in it runs or asks."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest
from lxml import html

from pipeline.report import build
from pipeline.report.charts import _checked, coverage, named, sources

WORLD = Path(__file__).parents[2] / "sql" / "hand_world.py"
HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)">'


@pytest.fixture(scope="module")
def hand_world():
    spec = importlib.util.spec_from_file_location("hand_world_of_report", WORLD)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def page_of(world, folder: Path, built_from: str = "snapshot one") -> tuple[str, html.HtmlElement]:
    with world.warehouse() as con:
        out = build(lambda sql: con.execute(sql).pl(), folder / "deep" / "report.html", built_from=built_from)
    text = out.read_text(encoding="utf-8")
    return text, html.document_fromstring(text)


@pytest.fixture(scope="module")
def report(hand_world, tmp_path_factory):
    return page_of(hand_world.al_asad(), tmp_path_factory.mktemp("report"))


def _plain(tree, path: str) -> list[str]:
    return [" ".join(found.text_content().split()) for found in tree.xpath(path)]


def test_it_says_what_came_in(report) -> None:
    _, tree = report
    tiles = _plain(tree, "//ul[@class='tiles']/li")
    assert tiles[:5] == ["9pages found", "6stored", "1duplicate", "1skipped", "1failed"]
    table = _plain(tree, "//section[@id='came-in']//table[1]//tbody/tr/td[2]")
    assert table[:3] == ["same article", "timeout", "not relevant"]
    assert "9 Jan 2020" in _plain(tree, "//section[@id='came-in']")[0]  # the gap


def test_every_chart_has_the_marks_it_promises(report) -> None:
    _, tree = report
    figures = tree.xpath("//figure")
    promised = [int(figure.get("data-marks")) for figure in figures]
    drawn = [len(figure.xpath(".//*[@aria-roledescription='mark']")) for figure in figures]
    # Five outlet-days and one gap; two entities; five outlets with one kind of source each.
    assert promised == [6, 2, 5]
    assert drawn == promised


def test_a_disagreement_shows_both_sentences_with_the_number_marked(report) -> None:
    _, tree = report
    pair = tree.xpath("//article[@class='pair']")[0]
    assert _plain(pair, ".//div[@class='value']") == ["no", "At least 80"]
    assert _plain(pair, ".//div[@class='by']") == ["Pentagon", "an informed source"]
    assert _plain(pair, ".//blockquote") == [
        "There were no American casualties, the Pentagon said",
        "At least 80 American troops were killed, an informed source said",
    ]
    assert _plain(pair, ".//blockquote/mark") == ["no", "At least 80"]
    assert "2 articles (1 without copies): The Paper, Wire" in _plain(pair, ".//div[@class='who']")[0]


def test_a_revision_is_a_chain_of_values_with_their_sentences(report) -> None:
    _, tree = report
    chains = [_plain(chain, ".//b") for chain in tree.xpath("//ol[@class='chain']")]
    assert chains == [["11", "34", "50"]]  # what outlet, source and article say of it stands in the story's line
    assert _plain(tree, "//section[@id='revised']//details//mark") == ["11", "34", "50"]


def test_the_toll_day_by_day_says_who_contradicts_whom(report) -> None:
    _, tree = report
    rows = [_plain(row, "td") for row in tree.xpath("//section[@id='tolls']//tbody/tr")]
    assert [row[:6] for row in rows] == [
        ["8 Jan 2020", "State TV", "At least 80", "soldiers", "an informed source", "no (Pentagon)"],
    ]


def test_naming_sources_and_latest_articles_are_listed(report) -> None:
    _, tree = report
    assert _plain(tree, "//section[@id='naming']//thead//th") == ["Outlet", "authorities", "regime"]
    assert _plain(tree, "//section[@id='naming']//tbody/tr[1]/td") == ["The Daily", "·", "1 (1)"]
    assert _plain(tree, "//section[@id='sources']//tbody/tr[1]/td") == ["Pentagon", "military", "2", "3", "3"]
    assert _plain(tree, "//section[@id='latest']//tbody/tr/td[1]") == [
        "24 Jan 2020",
        "17 Jan 2020",
        "8 Jan 2020",
        "8 Jan 2020",
        "8 Jan 2020",
        "—",
    ]
    assert "newcomer.example not catalogued" in _plain(tree, "//section[@id='latest']//tbody/tr/td[2]")


def test_it_holds_no_script_and_asks_for_nothing(report) -> None:
    text, tree = report
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:")
    assert not tree.xpath("//script | //iframe | //object | //embed | //form | //base | //img")
    assert set(tree.xpath("//link/@href | //*/@src")) == {"data:,"}
    assert not re.search(r"url\(|@import|\bsrcset=", text)
    assert all(href.startswith(("https://", "#")) or href == "dictionary.html" for href in tree.xpath("//a/@href"))
    assert "snapshot one" in text


def test_hostile_text_is_shown_as_text_and_hostile_links_are_not_followed(hand_world, tmp_path) -> None:
    world = hand_world.World()
    world.outlet("evil", f"Evil {HOSTILE}")
    world.add("entity", entity_id="e", name=f"Entity {HOSTILE}", kind="person", side=HOSTILE)
    world.article(
        "a", "evil", "2020-01-08T00:00", f"Title {HOSTILE}\n\nA nurse{HOSTILE} counts 11 in all. But the ministry counts 34 in all."
    )
    for table in ("article", "article_version"):
        world.rows[table][0]["url"] = "javascript:alert(3)"
    world.figure("a.1", "injured", "11", 11, 11, "A nurse", source=f"A nurse{HOSTILE}")
    world.figure("a.1", "injured", "34", 34, 34, "But the ministry", source="The ministry")
    world.attribution("a.1", "x", "the ministry", "the ministry", anonymous=True, speaker=f"Speaker {HOSTILE}")
    world.mention("a.1", "e", "nurse", "nurse")
    world.naming("a.1", f"concept {HOSTILE}", "one", "nurse", "nurse")
    world.naming("a.1", f"concept {HOSTILE}", f"two {HOSTILE}", "counts", "counts 34")
    text, tree = page_of(world, tmp_path, built_from=HOSTILE)
    assert not tree.xpath("//script | //img")
    assert not tree.xpath("//@onerror")
    assert "javascript:" not in "".join(tree.xpath("//@href"))
    assert "<script" not in text
    assert text.count("&lt;script&gt;alert(1)") > 5
    assert [len(figure.xpath(".//*[@aria-roledescription='mark']")) for figure in tree.xpath("//figure")] == [1, 1, 1]


def test_an_empty_warehouse_gives_a_page_that_says_so(hand_world, tmp_path) -> None:
    text, tree = page_of(hand_world.World(), tmp_path)
    assert not tree.xpath("//figure")
    assert len(tree.xpath("//p[@class='empty']")) == 9
    assert "masthead run --samples" in text


def test_a_page_that_cannot_be_built_leaves_the_old_one(tmp_path) -> None:
    out = tmp_path / "report.html"
    out.write_text("old", encoding="utf-8")

    def broken(_: str):
        raise RuntimeError("no warehouse")

    with pytest.raises(RuntimeError, match="no warehouse"):
        build(broken, out, built_from="")
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]
    assert out.read_text(encoding="utf-8") == "old"


def test_many_outlets_and_years_are_drawn_by_month_with_the_rest_as_one_row(hand_world) -> None:
    world = hand_world.World()
    for at in range(30):
        world.outlet(f"o{at:02}", "One long name that many outlets happen to share, as it is")
        for day in ("2014-01-03", "2014-01-20", "2020-01-08"):
            world.article(f"a{at}{day}", f"o{at:02}", f"{day}T00:00", "Title\n\nText")
    with world.warehouse() as con:
        chart = coverage(con.execute("SELECT outlet_id, outlet, day, articles, gap FROM coverage_by_outlet_day").pl())
    assert chart.marks == (24 + 1) * 2
    assert chart.svg.count('aria-roledescription="mark"') == chart.marks
    assert "by outlet and month" in chart.about
    assert "6 other outlets" in chart.svg


def test_no_rows_are_no_chart(hand_world) -> None:
    with hand_world.World().warehouse() as con:
        nothing = con.execute("SELECT outlet_id, outlet, day, articles, gap FROM coverage_by_outlet_day").pl()
        assert coverage(nothing) is None
        assert named(nothing) is None
        assert sources(nothing) is None


@pytest.mark.parametrize(
    "drawing",
    ["<script>1</script>", '<rect onclick="1"/>', '<g href="http://x.example"/>', '<image width="1"/>', "<foreignObject/>"],
)
def test_a_drawing_that_could_run_or_load_is_refused(drawing) -> None:
    with pytest.raises(ValueError, match="which the report does not show"):
        _checked(f'<svg xmlns="http://www.w3.org/2000/svg">{drawing}</svg>')
