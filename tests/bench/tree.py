"""What a command and all processes it starts cost, sampled from /proc: workers of a fork server are nobody's waited-for children."""

from __future__ import annotations

import os
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
EVERY = 0.1  # seconds between samples


@dataclass
class Cost:
    """Seconds of wall and processor time, and the largest resident memory of all processes together, in MB. Shared pages count in each."""

    wall: float = 0.0
    peak_mb: float = 0.0
    _cpu: dict[int, float] = field(default_factory=dict)

    @property
    def cpu(self) -> float:
        """Processor seconds of every process that was seen."""
        return sum(self._cpu.values())

    def sample(self, root: int) -> None:
        """Take note of the tree below `root` as it is now."""
        processes = dict(_processes())
        below, grown = {root}, True
        while grown:
            more = {pid for pid, (parent, _, _) in processes.items() if parent in below} - below
            below |= more
            grown = bool(more)
        alive = [processes[pid] for pid in below if pid in processes]
        self.peak_mb = max(self.peak_mb, sum(memory for _, _, memory in alive) / 1e6)
        for pid in below & processes.keys():
            self._cpu[pid] = processes[pid][1]


def _processes():
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            rest = place.read_text().rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        yield int(place.parent.name), (int(rest[1]), (int(rest[11]) + int(rest[12])) / TICK, int(rest[21]) * PAGE)


def run(command: list[str], env: dict[str, str]) -> tuple[str, Cost]:
    """Run a command to its end: what it printed, and what it cost."""
    cost, began = Cost(), time.perf_counter()
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as process:
        while process.poll() is None:
            cost.sample(process.pid)
            time.sleep(EVERY)
        printed = process.stdout.read() if process.stdout else ""
    cost.wall = time.perf_counter() - began
    return printed, cost
