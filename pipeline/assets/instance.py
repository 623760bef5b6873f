"""Dagster's home inside the data root, and its runs."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path

import dagster as dg

from pipeline.assets.history import few_waits

UNFINISHED = [dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.CANCELING]


@contextmanager
def opened(home: Path) -> Iterator[dg.DagsterInstance]:
    """The instance whose home is `home`, made ready there: the one that the UI opens too."""
    prepare(home)
    os.environ["DAGSTER_HOME"] = str(home)
    with few_waits(), dg.DagsterInstance.get() as instance:
        yield instance


def prepare(home: Path) -> None:
    """Create the home with telemetry off; a configuration that is there already stays as it is."""
    home.mkdir(parents=True, exist_ok=True)
    if not (home / "dagster.yaml").exists():
        with as_file(files("pipeline.assets") / "dagster.yaml") as template:
            shutil.copyfile(template, home / "dagster.yaml")


def settle(instance: dg.DagsterInstance, but: str) -> None:
    """Mark runs that were killed as failed, all but the one named. To be called with the writer's lock held: then no other run is alive."""
    for record in instance.get_run_records(dg.RunsFilter(statuses=UNFINISHED)):
        if record.dagster_run.run_id != but:
            instance.report_run_failed(record.dagster_run, "The process of this run was killed. The next run did what it had left undone.")
