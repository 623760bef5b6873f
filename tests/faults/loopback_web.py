"""A small web on one loopback socket: hosts are told apart by their Host header, and each may behave as badly as it likes."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
import weakref
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Self

Handler = Callable[["Asked", asyncio.StreamWriter], "bytes | Awaitable[bytes | None]"]
"""Gives the whole response, or writes by itself and gives None: the connection is then closed."""


@dataclass(frozen=True)
class Asked:
    """One request as the server saw it."""

    host: str
    path: str
    at: float  # by the web's clock
    nth: int  # request for this very address
    headers: dict[str, str] = field(repr=False)


def reply(body: bytes | str = b"", status: int = 200, kind: str = "text/html; charset=utf-8", **headers: str) -> bytes:
    """A well-formed response; underscores in header names stand for hyphens."""
    body = body.encode() if isinstance(body, str) else body
    named = {"Content-Type": kind, "Content-Length": str(len(body))} | {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in named.items() if value is not None)
    return f"HTTP/1.1 {status} Said\r\n{head}\r\n".encode("latin-1") + body


def feed(base: str, entries: list[tuple[str, str]]) -> str:
    """An RSS feed of (address, title) pairs; addresses may be relative to the base."""
    items = "".join(f"<item><title>{title}</title><link>{link if '//' in link else base + link}</link></item>" for link, title in entries)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Invented</title>{items}</channel></rss>'


def sitemap(links: list[str], *, index: bool = False) -> str:
    """A sitemap of addresses, or an index of sitemaps."""
    root, item = ("sitemapindex", "sitemap") if index else ("urlset", "url")
    rows = "".join(f"<{item}><loc>{link}</loc></{item}>" for link in links)
    return f'<?xml version="1.0"?><{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</{root}>'


async def _while_connected(answering: Awaitable[bytes | None], reader: asyncio.StreamReader) -> bytes | None:
    """The handler's answer; None as soon as the client has hung up."""
    task, gone = asyncio.ensure_future(answering), asyncio.ensure_future(reader.read(1))
    await asyncio.wait([task, gone], return_when=asyncio.FIRST_COMPLETED)
    done = task.done()
    task.cancel()
    gone.cancel()
    await asyncio.gather(task, gone, return_exceptions=True)
    return task.result() if done else None


async def _turns() -> None:
    """A few rounds of the loop."""
    for _ in range(5):
        await asyncio.sleep(0)


class LoopbackWeb:
    """Serves in a thread of its own while the `with` block runs. `log` holds every request, `busiest` the most at once per host."""

    def __init__(self, sites: dict[str, Handler] | Callable[[str], Handler], now: Callable[[], float] = time.time) -> None:
        self._find = sites.get if isinstance(sites, dict) else sites
        self._now = now
        self.log: list[Asked] = []
        self.busiest: Counter[str] = Counter()
        self._busy: Counter[str] = Counter()
        self._counts: Counter[tuple[str, str]] = Counter()
        self._open: weakref.WeakSet[asyncio.WriteTransport] = weakref.WeakSet()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=200)
        self.port = self._socket.getsockname()[1]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def url(self, host: str, path: str = "/") -> str:
        """An address of this web."""
        return f"http://{host}:{self.port}{path}"

    def resolve(self, host: str) -> list[str]:
        """The name system of this web: all of its hosts are here."""
        if self._find(host) is None:
            raise socket.gaierror(-2, "Name or service not known")
        return ["127.0.0.1"]

    def asked(self, host: str, path: str | None = None) -> list[Asked]:
        """The requests to a host, or to one of its addresses, in order."""
        return [one for one in self.log if one.host == host and path in {None, one.path}]

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._connected, sock=self._socket, limit=2**20))
        try:
            self._loop.run_forever()
        finally:
            self._loop.run_until_complete(self._end(server))
            self._loop.close()

    async def _end(self, server: asyncio.Server) -> None:
        """Leave no socket open, wherever its connection stands."""
        server.close()
        await _turns()  # what was just accepted has no task yet that could be cancelled
        tasks = asyncio.all_tasks(self._loop) - {asyncio.current_task(self._loop)}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for transport in list(self._open):
            transport.abort()  # not close: nobody may be left to read what was not sent yet
        await _turns()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer.transport)
        try:
            while await self._answer(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:] if line)}
        path, host = head[0].split(" ")[1], headers["host"].rpartition(":")[0]
        self._counts[host, path] += 1
        asked = Asked(host, path, self._now(), self._counts[host, path], headers)
        self.log.append(asked)
        self._busy[host] += 1
        self.busiest[host] = max(self.busiest[host], self._busy[host])
        try:
            handler = self._find(host)
            said = handler(asked, writer) if handler else reply(status=404)
            if not isinstance(said, bytes):
                said = await _while_connected(said, reader)
        finally:
            self._busy[host] -= 1
        if said is None:
            return False
        writer.write(said)
        await writer.drain()
        return True
