"""The data dictionary: complete, linked from the report, with examples that run."""

from __future__ import annotations

import re

import duckdb
import pytest
from hand_world import al_asad
from lxml import html as lxml_html

from pipeline.report import dictionary as page
from pipeline.store.analyses import analyses
from pipeline.store.dictionary import dictionary
from pipeline.store.sql_files import files
from pipeline.store.tables import TABLES


@pytest.fixture(scope="module")
def held():
    return dictionary()


@pytest.fixture(scope="module")
def con():
    with al_asad().warehouse() as opened:
        yield opened


def test_everything_there_is_to_ask_is_in_it_and_means_something(held) -> None:
    assert [table.name for table in held.tables] == list(TABLES)
    assert {one.name for one in held.analyses} == {one.name for one in analyses()}
    for relation in (*held.tables, *(one.relation for one in held.marts)):
        assert relation.meaning, relation.name
        assert relation.columns, relation.name
        assert all(column.meaning and column.type for column in relation.columns), relation.name


def test_every_marts_example_runs_on_the_hand_made_world(held, con) -> None:
    for one in held.marts:
        assert one.example_title, one.mart.name
        try:
            con.execute(one.example).fetchall()
        except duckdb.Error as error:
            pytest.fail(f"{one.mart.name}: {error}")
        assert re.search(rf"\b{one.mart.name}\b", one.example), one.mart.name


def test_examples_of_public_marts_find_something(held, con) -> None:
    asked = {one.mart.name: con.execute(one.example).fetchall() for one in held.marts}
    for name in (
        "articles",
        "figures",
        "figure_disagreement",
        "figure_revision",
        "claims",
        "stories",
        "rival_claims",
        "coverage_by_outlet_day",
    ):
        assert asked[name], name


def test_an_example_without_a_mart_would_be_seen(held) -> None:
    assert set(files("examples")) <= {one.mart.name for one in held.marts}


def test_the_page_asks_for_nothing_and_its_links_lead_somewhere(held, tmp_path) -> None:
    paths = page.build(held, tmp_path)
    assert [path.name for path in paths] == ["dictionary.html", "dictionary.md"]
    tree = lxml_html.document_fromstring(paths[0].read_text(encoding="utf-8"))
    ids = set(tree.xpath("//@id"))
    links = tree.xpath("//a/@href")
    assert len(links) > 50
    assert all(link == "report.html" or link[1:] in ids for link in links)
    assert tree.xpath("//script | //img | //iframe") == []
    assert "default-src 'none'" in tree.xpath("//meta[@http-equiv]/@content")[0]
    assert len(tree.xpath("//h3")) == len(held.tables) + len(held.marts) + len(held.analyses)
    assert sorted(tmp_path.iterdir()) == sorted(paths)


def test_the_markdown_has_the_same_headings_and_whole_tables(held) -> None:
    text = page.markdown(held)
    headings = re.findall(r"^### (\w+)$", text, re.MULTILINE)
    assert headings == [*(one.name for one in held.analyses), *(one.mart.name for one in held.marts), *(one.name for one in held.tables)]
    for line in text.splitlines():
        if line.startswith("|"):
            assert line.endswith("|")
            assert len(re.findall(r"(?<!\\)\|", line)) in {3, 4, 5}, line
    assert "&#39;" not in text
