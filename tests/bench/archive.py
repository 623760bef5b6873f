"""20,000 pages through the archive and back: how memory grows, and how many files are open.

Run with: python tests/bench/archive.py [pages]
"""

import gc
import random
import resource
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from pipeline.acquire.archive import Archive
from pipeline.records import RawPage

START = datetime(2026, 3, 1, tzinfo=UTC)
ROUND = 2_000  # pages an addition, as fetching makes them
WORDS = "talks sanctions oil ships port minister said again spring envoy bank court centrifuge text".split()
HEADERS = [["Content-Type", "text/html; charset=utf-8"], ["ETag", '"5f2e"'], ["Cache-Control", "max-age=60"], ["Server", "nginx"]]


def say(line):
    sys.stdout.write(line + "\n")


def page(n):
    chance = random.Random(n)  # noqa: S311 - no secret
    text = " ".join(chance.choices(WORDS, k=300)).encode()
    return RawPage(
        url=f"https://outlet{n % 40}.example/2026/03/{n}-{'-'.join(chance.choices(WORDS, k=6))}",
        outlet=f"outlet{n % 40}",
        origin="feed",
        found_in=f"https://outlet{n % 40}.example/feed",
        fetched_at=START + timedelta(seconds=n),
        status=200,
        media_type="text/html",
        body=b"<html><p>" + text + b"</p></html>",
        headers=HEADERS,
    )


def resident():
    """Megabytes this process holds now."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 1e6


def files():
    return len(list(Path("/proc/self/fd").iterdir()))


def main(pages=20_000):
    sizes, opened = [], []
    with tempfile.TemporaryDirectory() as home:
        archive = Archive(Path(home))
        began = time.monotonic()
        for start in range(0, pages, ROUND):
            archive.add((START + timedelta(days=start // ROUND)).date(), map(page, range(start, start + ROUND)))
            sizes.append(resident())
            opened.append(files())
        added = time.monotonic() - began
        began, read = time.monotonic(), 0
        for day in archive.days():
            for index in archive.indexes(day):
                for entry in archive.entries_of(index):
                    read += bool(archive.page(entry).body)
            sizes.append(resident())
            opened.append(files())
        back = time.monotonic() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    slope = (max(sizes[1:]) - sizes[0]) / pages * 1000
    say(f"{pages} pages in: {added:.1f} s; {read} back: {back:.1f} s")
    say("memory, MB: " + " ".join(f"{size:.0f}" for size in sizes) + f"; peak {peak:.0f}")
    say(
        f"slope: {slope:.2f} MB per 1,000 pages, peak's: {(peak - sizes[0]) / pages * 1000:.2f}; files open: {min(opened)} to {max(opened)}"
    )
    return read, slope, opened


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
