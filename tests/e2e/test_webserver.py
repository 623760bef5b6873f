"""The real thing: Dagster's webserver on workspace.yaml, asked over GraphQL as its pages ask."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from pipeline.store.sql_files import files

ROOT = Path(__file__).parents[2]

GRAPH = """
{ repositoriesOrError { ... on RepositoryConnection { nodes {
    assetGroups { groupName }
    schedules { name cronSchedule scheduleState { status } }
    jobs { name }
    assetNodes { assetKey { path } groupName isPartitioned description hasMaterializePermission
                 assetChecksOrError { ... on AssetChecks { checks { name blocking } } } } } } } }
"""
RUNS = """
{ runsOrError(limit: 1) { ... on Runs { results { runId status jobName
    assetMaterializations { assetKey { path } partition metadataEntries { label ... on IntMetadataEntry { intValue } } } } } } }
"""


@pytest.fixture(scope="module")
def graphql(sample_world):
    home, _ = sample_world
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).with_name("dagster-webserver")), "-w", "workspace.yaml", "-h", "127.0.0.1", "-p", str(port)]
    env = os.environ | {"DAGSTER_HOME": str(home / "dagster"), "MASTHEAD_HOME": str(home)}
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:

        def ask(query):
            request = urllib.request.Request(
                f"http://127.0.0.1:{port}/graphql", json.dumps({"query": query}).encode(), {"Content-Type": "application/json"}
            )
            with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
                return json.load(answer)["data"]

        try:
            for _ in range(120):
                try:
                    ask("{ version }")
                    break
                except OSError:
                    assert server.poll() is None, "the webserver ended"
                    time.sleep(0.5)
            yield ask
        finally:
            server.terminate()
            server.wait(30)


def test_the_ui_shows_the_line_its_schedule_checks_and_the_runs_of_the_command(graphql, sample_world):
    [repository] = graphql(GRAPH)["repositoriesOrError"]["nodes"]
    groups = {group["groupName"] for group in repository["assetGroups"]}
    assert groups == {"acquire", "clean", "extract", "store", "relate", "marts", "publish", "report"}
    assert sorted((schedule["name"], schedule["cronSchedule"]) for schedule in repository["schedules"]) == [
        ("daily", "15 0 * * *"),
        ("every_15_minutes", "*/15 * * * *"),
    ]
    nodes = {"/".join(node["assetKey"]["path"]): node for node in repository["assetNodes"]}
    assert {name.removeprefix("marts/") for name in nodes if name.startswith("marts/")} == set(files("marts"))
    assert nodes["clean/articles"]["isPartitioned"]
    checks = {check["name"]: check["blocking"] for check in nodes["relate/relations"]["assetChecksOrError"]["checks"]}
    assert set(checks) == set(files("checks"))
    assert all(checks.values())

    _, summary = sample_world
    [last] = graphql(RUNS)["runsOrError"]["results"]
    assert (last["jobName"], last["status"]) == ("line", "SUCCESS")
    counted = {
        "/".join(event["assetKey"]["path"]): {entry["label"]: entry.get("intValue") for entry in event["metadataEntries"]}
        for event in last["assetMaterializations"]
    }
    assert counted["acquire/raw_pages"]["pages"] == summary["run"]["discovered"]
    assert counted["relate/relations"]["article"] >= summary["held"]["articles"]
    assert counted["marts/figures"]["rows"] == summary["held"]["figures"]
