"""One bad page never stops the others."""

import multiprocessing
import os
import signal
import time
from functools import partial

import pytest

from pipeline.scale import Lost
from pipeline.scale.local import LocalProcesses


def make():
    return act


def act(item):
    if item == "sleep":
        time.sleep(60)
    if item == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if item == "eat":
        return len(bytearray(3 << 30))
    if item == "raise":
        raise ValueError("not this page")
    return item.upper()


@pytest.mark.parametrize(
    ("bad", "reason", "words"),
    [
        ("sleep", "timeout", "1 s"),
        ("die", "crashed", "exit code"),
        ("eat", "crashed", "memory"),
        ("raise", "crashed", "ValueError: not this page"),
    ],
)
def test_a_bad_item_is_lost_with_a_reason_and_the_others_come_through(bad, reason, words):
    mapper = LocalProcesses(workers=2, timeout=1.0, memory_bytes=2 << 30)
    outcome = dict(mapper.map(make, ["a", bad, "b", "c"]))
    lost = outcome.pop(bad)
    assert outcome == {"a": "A", "b": "B", "c": "C"}
    assert isinstance(lost, Lost)
    assert lost.reason == reason
    assert words in lost.detail


def test_results_keep_the_order_of_the_items_and_only_a_few_are_drawn_ahead():
    drawn = []

    def items():
        for number in range(100):
            drawn.append(number)
            yield f"item {number}"

    results = LocalProcesses(workers=2).map(make, items())
    first = next(results)
    assert first == ("item 0", "ITEM 0")
    assert len(drawn) <= 9
    assert [item for item, _ in results] == [f"item {number}" for number in range(1, 100)]


def counting(start):
    calls = iter(range(start, start + 1000))
    return lambda _: next(calls)


def test_what_a_worker_loads_is_loaded_once():
    results = LocalProcesses(workers=1).map(partial(counting, 10), "abcd")
    assert [result for _, result in results] == [10, 11, 12, 13]


def test_a_caller_that_stops_early_leaves_no_worker_behind():
    results = LocalProcesses(workers=1, timeout=30).map(make, (f"item {number}" for number in range(1000)))
    next(results)
    results.close()
    assert multiprocessing.active_children() == []
