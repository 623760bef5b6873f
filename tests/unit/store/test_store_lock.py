import os
import signal
import subprocess
import sys
import time

import pytest

from pipeline.store.errors import Locked, StoreError
from pipeline.store.lock import LOCK_NAME, holder, refuse_if_locked, writer_lock

HOLD = """
import os, sys, time
from pathlib import Path
from pipeline.store.lock import writer_lock
with writer_lock(Path(sys.argv[1]), "masthead run"):
    if "fork" in sys.argv:
        if os.fork() == 0:
            print(os.getpid(), flush=True)
            time.sleep(60)
            os._exit(0)
    else:
        print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def hold(tmp_path):
    """Starts a process that holds the lock of tmp_path; gives it and the line it printed."""
    started = []

    def start(*words):
        process = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path), *words], stdout=subprocess.PIPE, text=True)
        started.append(process)
        return process, process.stdout.readline().strip()

    yield start
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()


def test_a_second_writer_is_told_who_the_first_is(tmp_path, hold):
    process, _ = hold()
    with pytest.raises(Locked, match=f"masthead run, process {process.pid} on .*, since 20") as refused, writer_lock(tmp_path, "me"):
        pass
    assert (refused.value.pid, refused.value.purpose, refused.value.exit_code) == (str(process.pid), "masthead run", 3)
    with pytest.raises(Locked, match=str(process.pid)):
        refuse_if_locked(tmp_path)
    assert holder(tmp_path).startswith(f"masthead run, process {process.pid} on ")


def test_the_lock_dies_with_its_holder(tmp_path, hold):
    process, _ = hold()
    process.kill()
    process.wait()
    with writer_lock(tmp_path, "me"):
        assert str(os.getpid()) in (tmp_path / LOCK_NAME).read_text()


def test_a_forked_worker_that_outlives_its_parent_keeps_no_lock(tmp_path, hold):
    process, worker = hold("fork")
    process.kill()
    process.wait()
    try:
        os.kill(int(worker), 0)
        with writer_lock(tmp_path, "me"):
            pass
    finally:
        os.kill(int(worker), signal.SIGKILL)


def test_the_lock_is_free_after_the_block_also_after_an_error(tmp_path):
    with pytest.raises(ZeroDivisionError), writer_lock(tmp_path, "first"):
        raise ZeroDivisionError
    refuse_if_locked(tmp_path)
    assert holder(tmp_path) is None
    with writer_lock(tmp_path, "second"), pytest.raises(Locked, match="second"), writer_lock(tmp_path, "third"):
        pass
    assert (tmp_path / LOCK_NAME).read_text() == ""


def test_a_data_root_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot write to the data root"), writer_lock(tmp_path / "file" / "home", "me"):
        pass
    refuse_if_locked(tmp_path / "nowhere")


def test_a_holder_that_has_not_signed_yet_is_locked_all_the_same(tmp_path, hold):
    hold()
    (tmp_path / LOCK_NAME).write_text("")
    started = time.monotonic()
    with pytest.raises(Locked, match=r"process \?"), writer_lock(tmp_path, "me"):
        pass
    assert time.monotonic() - started < 1
