"""Addresses in a page: what it calls itself, and whether that is on its own site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import ada_url

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MAX: Final = 4_096
_SECOND_LEVEL: Final = frozenset({"ac", "co", "com", "edu", "gob", "gov", "go", "mil", "net", "or", "org"})
"""Labels under which countries register names ('bbc.co.uk'): enough to name a host's site without the public suffix list."""


@dataclass(frozen=True, slots=True)
class Own:
    """The page's own address where it is on the site it came from, and else the address elsewhere that it calls the original's."""

    here: str | None = None
    elsewhere: str | None = None


def own(tree: HtmlElement, url: str | None) -> Own:
    """What rel=canonical (or og:url) says, made absolute. A page fetched from nowhere is where it says it is.

    An address without a path is left out unless the page is that: templates send every page to the home page.
    """
    stated = (
        *(link.get("href") for link in tree.iterfind(".//link[@href]") if (link.get("rel") or "").lower() == "canonical"),
        *(meta.get("content") for meta in tree.iterfind(".//meta[@property='og:url']")),
    )
    for link in stated:
        address = absolute(link, url)
        if address is None or (_is_root(address) and not (url and _is_root(url))):
            continue
        # bbc.com and bbc.co.uk are one outlet's
        if url is None or site_label(address) == site_label(url):
            return Own(here=address)
        return Own(elsewhere=address)
    return Own()


def absolute(link: str | None, base: str | None) -> str | None:
    """The link as an http(s) address without fragment and user name, or None."""
    link = (link or "").strip()
    if not link or len(link) > _MAX:
        return None
    try:
        parsed = ada_url.parse_url(ada_url.join_url(base, link) if base else link)
    except (ValueError, UnicodeEncodeError):
        return None
    if parsed["protocol"] not in {"http:", "https:"} or parsed["username"] or parsed["password"] or "." not in parsed["hostname"]:
        return None
    return f"{parsed['protocol']}//{parsed['host']}{parsed['pathname']}{parsed['search']}"


def site(url: str) -> str:
    """The name a host is registered under: 'bbc.co.uk' of 'https://www.bbc.co.uk/news'; empty where it is no address."""
    try:
        labels = str(ada_url.parse_url(url)["hostname"]).split(".")
    except (ValueError, UnicodeEncodeError):
        return ""
    return ".".join(labels[-3:] if len(labels) > 2 and labels[-2] in _SECOND_LEVEL and len(labels[-1]) == 2 else labels[-2:])  # noqa: PLR2004


def site_label(url: str | None) -> str | None:
    """The site's name without its ending: 'bbc' of 'https://www.bbc.co.uk/news'."""
    return site(url).partition(".")[0] or None if url else None


def _is_root(url: str) -> bool:
    path = str(ada_url.parse_url(url)["pathname"])
    return path.rstrip("/") == "" or path.lower() in {"/index.html", "/index.htm", "/index.php"}


def is_root(url: str | None) -> bool:
    """Whether the address is a site's front page."""
    try:
        return bool(url) and _is_root(url or "")
    except (ValueError, UnicodeEncodeError):
        return False
