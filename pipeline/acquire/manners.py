"""How the crawler behaves towards the sites it visits: who it says it is, how often it asks, when it gives up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

from pipeline.acquire.urls import UrlError, canonical
from pipeline.errors import Problem

if TYPE_CHECKING:
    from random import Random

PRODUCT: Final = "Masthead"
"""The product token: the name by which a robots.txt speaks to this crawler."""
_MAIL: Final = re.compile(r"[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}\Z")
_MINUTE, _HOUR, _DAY = 60.0, 3_600.0, 86_400.0


class NoContactError(Problem):
    """Nothing is fetched in nobody's name. The message says which setting is missing and what it may be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """The knobs of fetching. Times are seconds, sizes bytes.

    Limits follow what long-standing crawlers do: one connection a host (Heritrix, StormCrawler), robots.txt kept a day at most (RFC 9309,
    2.4), quarantine after the last try (Media Cloud), looks again after hours and days because edits cluster in the first day.
    """

    contact: str | None = None  # a mail address or a web page; without it nothing is fetched
    delay: float = 5.0  # between the end of one request to a host and the next
    jitter: float = 0.3  # share of the delay added at most, so that visits keep no beat
    max_crawl_delay: float = _MINUTE  # a robots.txt may ask for more; more would mean a page an hour
    hosts: int = 32  # at once
    # of one request
    deadline: float = _MINUTE  # for all of it: resolving, connecting, headers, body
    connect: float = 15.0
    max_bytes: int = 10_000_000  # as they travel
    max_decoded: int = 20_000_000
    min_rate: float = 500.0  # bytes a second, on average, once `grace` is over
    grace: float = 10.0
    max_redirects: int = 5
    # of what went wrong
    retries: tuple[float, ...] = (_MINUTE, 10 * _MINUTE, _HOUR, 6 * _HOUR, _DAY)  # after the n-th failure in a row
    rate_limited: float = 5 * _MINUTE  # a host that says 429 without saying how long
    max_retry_after: float = 7 * _DAY
    breaker_after: int = 5  # failures of a host in a row, whatever the page
    breaker: float = 10 * _MINUTE  # doubled each time it trips again, a day at most
    # of looking again
    revisits: tuple[float, ...] = (_HOUR, 6 * _HOUR, _DAY, 7 * _DAY)  # after the first look
    listings: float = 15 * _MINUTE  # between two looks at a feed or sitemap
    robots: float = _DAY  # for which a robots.txt is kept
    robots_failed: float = 30 * _MINUTE  # for which an unreachable one is
    max_age: float | None = 30 * _DAY  # entries a listing dates older are left out; None takes all
    # of remembering: rows of the frontier; that an address is known is never forgotten
    keep_settled: float | None = 400 * _DAY  # after the last look at a page that is looked at no more: a year back can be explained
    keep_left_out: float | None = 30 * _DAY  # after an entry was left out unseen

    @property
    def user_agent(self) -> str:
        """'Masthead/<version> (+<contact>)'. Raises `NoContactError` where no contact is set, or what is set is none."""
        return f"{PRODUCT}/{version('masthead')} (+{_contact(self.contact)})"

    def pause(self, crawl_delay: float | None, chance: Random) -> float:
        """Seconds to wait at a host before the next request; the site's own Crawl-delay counts where it is the longer."""
        seconds = max(self.delay, min(crawl_delay or 0.0, self.max_crawl_delay))
        return seconds * (1 + self.jitter * chance.random())

    def backoff(self, failures: int, chance: Random) -> float | None:
        """Seconds until the next try after so many failures in a row, at least 1; None where that was the last."""
        if failures > len(self.retries):
            return None
        return self.retries[failures - 1] * (1 + self.jitter * chance.random())

    def revisit(self, age: float) -> float | None:
        """The age, in seconds since the first look, at which a page of that age is looked at next; None where it is left alone."""
        return next((after for after in self.revisits if after > age), None)

    def trips(self, failures: int, opened: int) -> float | None:
        """Seconds for which a host with so many failures in a row is left alone; `opened` is how often that has happened before."""
        return min(self.breaker * 2.0 ** min(opened, 20), _DAY) if failures >= self.breaker_after else None


def _contact(contact: str | None) -> str:
    said = (contact or "").strip()
    if _MAIL.match(said):
        return said
    try:
        if said.lower().startswith(("http://", "https://")):
            return canonical(said)
    except UrlError:
        pass
    wrong = f"contact = {said!r} is neither" if said else "No contact is set"
    raise NoContactError(
        f"{wrong}. Sites must be able to reach whoever fetches from them: set contact to a mail address or a web page "
        '(contact = "desk@your-newsroom.org" in masthead.toml, or MASTHEAD_CONTACT in the environment), then run this again.'
    )
