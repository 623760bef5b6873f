"""A run that has nothing new still publishes to a lake that was set meanwhile, and the lake answers as the file does."""

import json
import shutil

from small_postgres import Postgres


def test_a_run_publishes_to_the_lake_that_is_set(sample_world, masthead, tmp_path):
    home = tmp_path / "warehouse"
    shutil.copytree(sample_world[0], home, symlinks=True)
    with Postgres() as postgres:
        setting = {"MASTHEAD_LAKE": postgres.database(), "MASTHEAD_LAKE_DATA": str(tmp_path / "lake")}
        done = masthead(home, "run", "--json", **setting)
        assert done.returncode in {0, 1}, done.stderr
        asking = setting | {"MASTHEAD_ASK_LAKE": "true"}
        (kept,) = json.loads(masthead(tmp_path, "query", "snapshots", "--json", **asking).stdout)
        assert kept["snapshot"] == json.loads(masthead(home, "query", "run", "--sql", "FROM publication", "--json").stdout)[0]["snapshot"]
        question = ("query", "run", "different_tolls", "--json")
        there = masthead(tmp_path, *question, **asking)
        assert json.loads(there.stdout) == json.loads(masthead(home, *question).stdout) != []
