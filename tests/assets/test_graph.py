"""Dagster's graph as a newcomer reads it, and a backfill of several days as one run."""

import json
from datetime import UTC, date, datetime, timedelta

import dagster as dg
import pytest

from pipeline import line
from pipeline.acquire import local
from pipeline.acquire.archive import Archive
from pipeline.acquire.frontier import landing
from pipeline.acquire.frontier.database import Frontier
from pipeline.assets.execute import execute
from pipeline.assets.fetched import check_name, fetched, freshness, gap_name, listed
from pipeline.assets.graph import defs
from pipeline.assets.instance import opened, settle
from pipeline.errors import Problem
from pipeline.settings import load
from pipeline.store.sql_files import files

STORY = "Iran said that at least {n} people were injured in Tehran, Iran. The United States denied any role in what Iran called an attack."


@pytest.fixture
def known(tmp_path, monkeypatch):
    monkeypatch.setenv("MASTHEAD_HOME", str(tmp_path / "warehouse"))
    monkeypatch.setenv("DAGSTER_HOME", "")
    return load()


@pytest.fixture
def three_days(known, tmp_path):
    """Pages archived on each of three ingest days, nothing read yet."""
    days = [datetime.now(UTC).date() - timedelta(days=back) for back in (3, 2, 1)]
    for number, day in enumerate(days):
        page = tmp_path / f"{day}.jsonl"
        page.write_text(json.dumps({"url": f"https://post.example/{day}", "outlet": "Post", "text": STORY.format(n=number + 5)}))
        Archive(known.raw).add(day, local.pages([page], outlet=None, now=datetime.now(UTC)))
    return days


def test_the_graph_reads_as_the_line_does():
    graph = defs.resolve_asset_graph()
    groups = {node.key.to_user_string(): node.group_name for node in graph.asset_nodes}
    assert {key: group for key, group in groups.items() if group != "marts"} == {
        "acquire/fetched": "acquire",
        "acquire/raw_pages": "acquire",
        "clean/articles": "clean",
        "extract/facts": "extract",
        "store/warehouse": "store",
        "relate/relations": "relate",
        "publish/current": "publish",
        "report/report": "report",
    }
    assert {key.removeprefix("marts/") for key, group in groups.items() if group == "marts"} == set(files("marts"))
    parents = {node.key.to_user_string(): {parent.to_user_string() for parent in node.parent_keys} for node in graph.asset_nodes}
    assert parents["clean/articles"] == {"acquire/raw_pages"}
    assert parents["extract/facts"] == {"clean/articles"}
    assert parents["relate/relations"] == {"store/warehouse"}
    assert parents["report/report"] == {"publish/current"}
    assert all(parents[key] for key, group in groups.items() if group == "marts")


def test_every_mart_describes_its_columns_and_every_check_blocks():
    graph = defs.resolve_asset_graph()
    for name, file in files("marts").items():
        schema = graph.get(dg.AssetKey(["marts", name])).metadata["dagster/column_schema"]
        assert {column.name: column.description for column in schema.columns} == file.columns
        assert file.columns
    assert len(files("checks")) >= 6
    promises = [key for key in graph.asset_check_keys if key.asset_key.to_user_string() == "relate/relations"]
    assert all(graph.get_check_spec(key).blocking for key in promises)
    assert {key.name for key in promises} == set(files("checks"))


def test_many_days_are_backfilled_as_one_run(known, three_days):
    summary = execute(known, line.Sources(command="replay --until yesterday"), three_days[0], three_days[-1])
    assert summary.run.stored == 3
    assert summary.run.command == "replay --until yesterday"
    assert summary.run.ingest_days == three_days
    with opened(known.dagster) as instance:
        [record] = instance.get_run_records()
        assert record.dagster_run.status == dg.DagsterRunStatus.SUCCESS
        assert record.dagster_run.run_id == summary.run.run_id
        done = instance.get_materialized_partitions(dg.AssetKey(["store", "warehouse"]))
        assert done == {day.isoformat() for day in three_days}


def test_what_a_killed_run_left_on_another_day_is_taken_up(known, three_days):
    summary = execute(known, line.Sources(), three_days[-1], three_days[-1])
    assert summary.run.stored == 3  # nobody had read the first two days: they are not left behind


def test_a_broken_promise_stops_publishing_and_is_named(known, three_days, monkeypatch):
    def lying(known, *, run_id):  # noqa: ARG001
        return [line.Checked(name, "says", "error", 2 if name == "spans" else 0, "row 7") for name in files("checks")]

    monkeypatch.setattr(line, "check", lying)
    with pytest.raises(Exception, match="spans"):
        execute(known, line.Sources(), three_days[0], three_days[0])
    assert not known.current.exists()


def test_the_schedule_asks_for_the_day_that_has_ended():
    context = dg.build_schedule_context(scheduled_execution_time=datetime(2026, 3, 2, 0, 15, tzinfo=UTC))
    request = defs.resolve_schedule_def("daily")(context)
    assert request.partition_key == "2026-03-01"
    assert defs.resolve_schedule_def("daily").cron_schedule == "15 0 * * *"


def test_a_run_whose_process_was_killed_is_marked_so_by_the_next(known):
    with opened(known.dagster) as instance:
        dead = instance.create_run_for_job(defs.resolve_job_def("line"), status=dg.DagsterRunStatus.STARTED)
        settle(instance, but="another")
        assert instance.get_run_by_id(dead.run_id).status == dg.DagsterRunStatus.FAILURE
        other = instance.create_run_for_job(defs.resolve_job_def("line"), status=dg.DagsterRunStatus.STARTED)
    summary = execute(known, line.Sources(), date.today(), date.today())  # noqa: DTZ011
    with opened(known.dagster) as instance:
        assert instance.get_run_by_id(other.run_id).status == dg.DagsterRunStatus.FAILURE
        assert instance.get_run_by_id(summary.run.run_id).status == dg.DagsterRunStatus.SUCCESS


@pytest.mark.usefixtures("known")
def test_fetching_has_a_job_a_schedule_that_is_off_and_a_freshness_check_per_outlet(monkeypatch):
    quarterly = defs.resolve_schedule_def("every_15_minutes")
    assert (quarterly.cron_schedule, quarterly.default_status) == ("*/15 * * * *", dg.DefaultScheduleStatus.STOPPED)
    assert {key.to_user_string() for key in defs.resolve_job_def("fetch").asset_layer.executable_asset_keys} == {"acquire/fetched"}
    assert dg.AssetKey(["acquire", "fetched"]) not in defs.resolve_job_def("line").asset_layer.executable_asset_keys
    results = {result.check_name: result for result in freshness()}
    fresh, gaps = ({name(outlet.id) for outlet in listed()} for name in (check_name, gap_name))
    assert set(results) == fresh | gaps
    assert not any(results[name].passed for name in fresh)  # nothing was ever fetched here: said so, not taken for freshness
    assert all(results[name].passed for name in gaps)  # and no day is a gap
    monkeypatch.delenv("MASTHEAD_CONTACT", raising=False)
    with pytest.raises(Problem, match="contact"):
        fetched()


def test_an_outlets_gap_is_a_warning_with_its_reason(known):
    today = datetime.now(UTC)
    one, two = (outlet.id for outlet in listed()[:2])
    with Frontier(known.frontier) as frontier, frontier.transaction():
        for back in range(4, -1, -1):
            landing.tally(frontier, one, today - timedelta(days=back), "listing_fetched")
            landing.tally(frontier, two, today - timedelta(days=back), "listing_fetched" if back else "listing_failed")
            for outlet in (one, two) if back else ():
                landing.tally(frontier, outlet, today - timedelta(days=back), "discovered")
    results = {result.check_name: result for result in freshness()}
    assert results[gap_name(one)].passed  # it has named nothing today, but today is not over
    assert (results[gap_name(two)].passed, results[gap_name(two)].severity) == (False, dg.AssetCheckSeverity.WARN)
    assert "no feed or sitemap of the outlet could be read" in results[gap_name(two)].metadata["last gap"].value
    assert results[check_name(one)].passed


def test_telemetry_is_off_and_a_configuration_of_the_users_stays(known):
    with opened(known.dagster) as instance:
        assert not instance.telemetry_enabled
    (known.dagster / "dagster.yaml").write_text("telemetry:\n  enabled: false\n# mine\n")
    with opened(known.dagster):
        assert "# mine" in (known.dagster / "dagster.yaml").read_text()
