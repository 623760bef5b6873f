"""Fetch 5,000 small pages from 50 loopback hosts without delay, and print the rate and how memory grows.

Run with: python tests/bench/fetch.py [pages] [hosts]
"""

import asyncio
import multiprocessing
import resource
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "faults"))
sys.path.insert(0, str(Path(__file__).parents[2]))

import loopback_web as web

from pipeline import progress
from pipeline.acquire.archive import Archive
from pipeline.acquire.crawl import crawl
from pipeline.acquire.fetch.clock import SystemClock
from pipeline.acquire.frontier.database import Frontier
from pipeline.acquire.manners import Manners
from pipeline.outlets.catalog import CatalogOutlet

TEXT = "<p>" + "The two governments said that they would meet again in the spring. " * 60 + "</p>"


def site(pages):
    def handler(asked, _):
        if asked.path == "/robots.txt":
            return web.reply(status=404)
        if asked.path == "/feed":
            base = f"http://{asked.headers['host']}"
            return web.reply(web.feed(base, [(f"/{n}", f"Iran {n}") for n in range(pages)]), kind="application/rss+xml")
        return web.reply(f"<html><title>Iran {asked.path}</title>{TEXT}</html>", ETag='"1"')

    return lambda _: handler


def serve(pages, pipe):
    with web.LoopbackWeb(site(pages)) as served:
        pipe.send(served.port)
        pipe.recv()


def say(line):
    sys.stdout.write(line + "\n")


def resident():
    """Megabytes this process holds now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 1e6


def main(pages=5_000, hosts=50):
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.get_context("fork").Process(target=serve, args=(pages // hosts, theirs), daemon=True)
    server.start()
    port = ours.recv()
    outlets = [CatalogOutlet(id=f"o{n}", name=f"O{n}", feeds=(f"http://host{n}.example:{port}/feed",)) for n in range(hosts)]
    samples = []

    def listen(stage, done, _):
        if stage == "addresses looked at" and done % 250 == 0:
            samples.append((done, resident()))

    with tempfile.TemporaryDirectory() as home, Frontier(Path(home) / "frontier.sqlite") as frontier, progress.listening(listen):
        began, cpu = time.monotonic(), time.process_time()
        done = asyncio.run(
            crawl(
                outlets,
                frontier,
                Archive(Path(home) / "raw"),
                lambda *_: None,
                Manners(contact="bench@masthead.example", delay=0, hosts=hosts),
                SystemClock(),
                lambda _: ["127.0.0.1"],
                day=datetime.now(UTC).date(),
                allow_loopback=True,
            )
        )
        seconds = time.monotonic() - began
        cpu = time.process_time() - cpu
    ours.send(None)
    looked = done.total["fetched"]
    say(
        f"{looked} pages of {hosts} hosts in {seconds:.1f} s ({looked / seconds:.0f} a second), {cpu:.1f} s of processor; {done.archived} archived"
    )
    say("memory, MB: " + ", ".join(f"{size:.0f}" for _, size in samples[:: max(1, len(samples) // 10)]))
    half = samples[len(samples) // 2 :]
    slope = (half[-1][1] - half[0][1]) / max(1, half[-1][0] - half[0][0]) * 1000
    say(f"slope over the second half: {slope:.2f} MB per 1,000 pages")
    return looked, seconds, slope


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
