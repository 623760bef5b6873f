import duckdb
import small_world

from pipeline import journal, line
from pipeline.settings import Settings


def broken(known, run_id):
    return [one.name for one in line.check(known, run_id=run_id) if one.broken]


def test_checks_ask_what_changed_and_the_whole_warehouse_where_the_sources_say_so(tmp_path):
    known = Settings(home=tmp_path)
    small_world.main(tmp_path, 1)
    assert broken(known, "first") == []
    with duckdb.connect(str(known.build)) as con:
        con.execute("UPDATE capture SET version_id = NULL")  # by hand: no change is noted
    assert broken(known, "second") == []
    journal.note(tmp_path, "third", full_checks=True)
    assert "capture_fates" in broken(known, "third")


def test_what_was_asked_for_is_noted_for_the_checks(tmp_path):
    known = Settings(home=tmp_path)
    for asked in (False, True):
        line.acquire(known, line.Sources(full_checks=asked), [small_world.FIRST_DAY], run_id=f"run-{asked}")
        assert journal.read(tmp_path, f"run-{asked}")["full_checks"] is asked
