"""One round over a small loopback web, to be killed: the outlets are `hosts` hosts with a feed each."""

import asyncio
import random
from pathlib import Path

from pipeline.acquire.archive import Archive
from pipeline.acquire.crawl import crawl
from pipeline.acquire.fetch.clock import SystemClock
from pipeline.acquire.frontier.database import Frontier
from pipeline.acquire.manners import Manners
from pipeline.outlets.catalog import CatalogOutlet

MANNERS = Manners(contact="desk@newsroom.example", delay=0.05, jitter=0.2, revisits=(3_600.0,))


def main(home: Path, port: int, hosts: int, began=None) -> None:
    """Crawl until nothing is due; `began`, an event, is set when it starts."""
    outlets = [CatalogOutlet(id=f"o{n}", name=f"o{n}", feeds=(f"http://host{n}.example:{port}/feed",)) for n in range(hosts)]
    if began is not None:
        began.set()
    with Frontier(home / "frontier.sqlite") as frontier:
        asyncio.run(
            crawl(
                outlets,
                frontier,
                Archive(home / "raw"),
                lambda title, _, __: "off the topic" if title == "Football" else None,
                MANNERS,
                SystemClock(),
                lambda _: ["127.0.0.1"],
                allow_loopback=True,
                chance=random.Random(1),  # noqa: S311 - no secret
            )
        )
