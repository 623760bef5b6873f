"""A site's robots.txt before anything else of the site: asked for, kept a day at most, and obeyed (RFC 9309)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from pipeline.acquire import robots
from pipeline.acquire.fetch import hops
from pipeline.acquire.fetch.wire import WireError
from pipeline.acquire.frontier import hosts
from pipeline.acquire.gate import Refused
from pipeline.acquire.manners import PRODUCT
from pipeline.acquire.outcome import Failure
from pipeline.coding import CodingError, decoded

if TYPE_CHECKING:
    from pipeline.acquire.fetch.fetcher import Fetcher
    from pipeline.acquire.gate import Target
    from pipeline.acquire.robots import Rules

_REDIRECTS: Final = 5  # RFC 9309, 2.3.1.2
_TOO_MANY_REQUESTS: Final = 429
_REMEMBERED: Final = 256  # parsed files in memory


async def forbids(fetcher: Fetcher, target: Target) -> Failure | None:
    """Why the target must not be fetched: 'robots' where its site says so, 'robots_unreachable' where it cannot say; None where it may be."""
    site = f"{target.scheme}://{target.host}:{target.port}"
    async with fetcher.slot(target.host).robots:
        known = hosts.robots(fetcher.frontier, site, fetcher.clock.now())
        if known is None:
            known = await _ask(fetcher, target)
            kept_for = fetcher.manners.robots if _answered(known) else fetcher.manners.robots_failed
            with fetcher.frontier.transaction():
                hosts.keep_robots(fetcher.frontier, site, known, fetcher.clock.now() + timedelta(seconds=min(kept_for, hosts.LONGEST)))
                if _answered(known):
                    fetcher.rules.pop(site, None)
                    hosts.keep_crawl_delay(fetcher.frontier, target.host, robots.delay(_rules(fetcher, site, known), PRODUCT))
                    hosts.asked(fetcher.frontier, target.host, fetcher.clock.now(), fetcher.manners, fetcher.chance)
    if not _answered(known):
        return Failure(reason="robots_unreachable", detail=known.detail or f"robots.txt: status {known.status}", at=fetcher.clock.now())
    if robots.allowed(_rules(fetcher, site, known), PRODUCT, target.url):
        return None
    return Failure(reason="robots", detail=f"{site}/robots.txt forbids {target.path[:200]}", at=fetcher.clock.now())


def _answered(known: hosts.Robots) -> bool:
    """Whether there are rules, or none, to go by. 'Too many requests' tells neither, though its number is a 4xx."""
    return known.status is not None and known.status < 500 and known.status != _TOO_MANY_REQUESTS  # noqa: PLR2004


def _rules(fetcher: Fetcher, site: str, known: hosts.Robots) -> Rules:
    if site not in fetcher.rules:
        while len(fetcher.rules) >= _REMEMBERED:
            fetcher.rules.pop(next(iter(fetcher.rules)))
        fetcher.rules[site] = robots.verdict(known.status, known.body)
    return fetcher.rules[site]


async def _ask(fetcher: Fetcher, target: Target) -> hosts.Robots:
    url = f"{target.scheme}://{target.authority}/robots.txt"
    status: int | None = None
    for _ in range(_REDIRECTS + 1):
        try:
            to = await fetcher.check(url)
            # unpacked: a file that may be cut at any byte cannot be packed
            response = await fetcher.request(
                to, [("Accept", "text/plain, */*;q=0.5"), ("Accept-Encoding", "identity")], cut=robots.MAX_BYTES + 1
            )
            status = response.status
            if not hops.is_redirect(response):
                body = decoded(response.body, [(name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers])
                return hosts.Robots(status, body[: robots.MAX_BYTES + 1] if status // 100 == 2 else b"", None)  # noqa: PLR2004
            url = hops.location(response, to)
        except (Refused, WireError) as error:
            return hosts.Robots(None, b"", f"robots.txt: {error}"[:300])
        except CodingError as error:
            return hosts.Robots(None, b"", f"robots.txt: {error}"[:300])
    return hosts.Robots(status, b"", "robots.txt: more redirects than five, so there is none (RFC 9309, 2.3.1.2)")
