import shutil
import sys
from datetime import date

import duckdb
import pytest
from hand_world import World

from pipeline.store import extensions
from pipeline.store.errors import QueryError
from pipeline.store.full_text import SCHEMA, build_index, load_extension
from pipeline.store.publish import publish
from pipeline.store.query import opened, run
from pipeline.store.search import FOUND, search
from pipeline.store.warehouse import Warehouse

TEXTS = {
    "a": ("2026-01-01", "wire", "Café fire\n\nThe Al-Asad base burned. Nobody was hurt in Tehran."),
    "b": ("2026-01-03", "daily", "Fire again\n\nTehran's officials spoke of 80 dead. The café stood."),
    "c": ("2025-06-01", "daily", "Older fire\n\nIranian state television said nothing. The state, on television, said it again."),
    "d": (None, "wire", "Undated\n\nA fire in Tehran. Al Asad was quoted."),
    "e": ("2019-01-01", "wire", "آتش در تهران\n\nThe script is آتش and the word is fire."),
}


@pytest.fixture(scope="module", params=["plain", "indexed"])
def reader(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("search") / "current.duckdb"
    world = World()
    world.outlet("wire", "Harbour Wire")
    world.outlet("daily", "The Daily")
    for name, (day, outlet, text) in TEXTS.items():
        world.article(name, outlet, day, *(["Old headline\n\nOnce unicorns.", text] if name == "b" else [text]))
    with world.warehouse(path) as con:
        if request.param == "indexed" and not build_index(con):
            pytest.skip("DuckDB's fts extension is not installed (pip install 'masthead[search]')")
    with opened(path) as held:
        found = held.answer("SELECT count(*) FROM duckdb_tables() WHERE schema_name = $schema", {"schema": SCHEMA}).item()
        assert (found > 0) == (request.param == "indexed")
        yield held


def names(found):
    return [url.rsplit("/", 1)[1] for url in found["url"].to_list()]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["fire"], ["b", "a", "c", "e", "d"]),  # newest first, undated last
        (["FIRE", "tehran"], ["b", "a", "d"]),
        (["cafe"], ["b", "a"]),
        (["CAFÉ"], ["b", "a"]),
        (["Al-Asad"], ["a", "d"]),
        (["al", "asad"], ["a", "d"]),
        (["iran"], []),  # whole words: not Iranian, not Tehran
        (["tehran's"], ["b"]),
        (['"state television"'], ["c"]),
        (['"television state"'], []),
        (["state", "television"], ["c"]),
        (["آتش"], ["e"]),
        (["80", "dead"], ["b"]),
        (["unicorns"], []),  # an earlier version's word
        (["fire", "nowhere"], []),
        (["%"], None),
        ([""], None),
        (["a'; DROP TABLE figure; --"], []),
        (["f_re"], []),
    ],
)
def test_all_words_whole_words_without_capitals_and_accents_newest_first(reader, words, expected):
    if expected is None:
        with pytest.raises(QueryError, match="nothing to search for"):
            search(reader, words)
    else:
        found = search(reader, words)
        assert names(found) == expected
        assert dict(found.schema) == FOUND


def test_days_and_outlet_narrow_it(reader):
    assert names(search(reader, ["fire"], first=date(2026, 1, 1))) == ["b", "a"]
    assert names(search(reader, ["fire"], first=date(2025, 1, 1), last=date(2026, 1, 1))) == ["a", "c"]
    assert names(search(reader, ["fire"], outlet="harbour")) == ["a", "e", "d"]
    assert names(search(reader, ["fire"], outlet="daily", limit=1)) == ["b"]
    assert names(search(reader, ["fire"], limit=4)) == ["b", "a", "c", "e"]
    assert search(reader, ["fire"], first=date(2030, 1, 1)).is_empty()


def test_the_sentence_is_the_first_that_holds_most_of_the_words(reader):
    assert search(reader, ["tehran", "dead"])["sentence"].to_list() == ["Tehran's officials spoke of 80 dead."]
    assert search(reader, ["café", "fire"])["sentence"].to_list() == ["Fire again", "Café fire"]
    assert search(reader, ['"state television"', "said"])["sentence"].to_list() == ["Iranian state television said nothing."]
    (row,) = search(reader, ["80"]).rows(named=True)
    assert (row["day"], row["outlet"], row["headline"]) == (date(2026, 1, 3), "The Daily", "Fire again")


def test_there_is_an_end_to_what_a_search_takes(reader):
    with pytest.raises(QueryError, match="21 words are more than the 20"):
        search(reader, [f"word{at}" for at in range(21)])


def test_publishing_builds_the_index_where_it_can_and_where_it_is_worth_it(settings):
    def tables():
        held = "SELECT count(*) FROM duckdb_tables() WHERE schema_name = $schema"
        return run(settings.current, held, {"schema": SCHEMA}).item()

    with Warehouse.open(settings.build) as warehouse:
        warehouse.build_marts()
    publish(settings, force=True)
    with duckdb.connect() as con:
        assert (tables() > 0) == load_extension(con)
    publish(settings.model_copy(update={"search_index_articles": 1}), force=True)
    assert tables() == 0
    with opened(settings.current) as reader:
        assert search(reader, ["blaze"]).height == 4


def test_without_the_extension_nothing_is_built(monkeypatch, tmp_path, world_home):
    monkeypatch.setattr(extensions, "find_spec", lambda _: None)
    monkeypatch.setitem(sys.modules, "duckdb_extension_fts", None)
    path = shutil.copy(world_home / "current.duckdb", tmp_path / "x.duckdb")
    with duckdb.connect(str(path), config={"extension_directory": str(tmp_path)}) as con:
        assert not build_index(con)
