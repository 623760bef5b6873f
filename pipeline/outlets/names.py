"""Names and addresses brought to one form, so that an outlet is found however it is written."""

from __future__ import annotations

import re
import unicodedata

from ada_url import URL

_SECOND_LEVEL = frozenset({"ac", "co", "com", "edu", "gob", "gov", "go", "mil", "net", "or", "org"})
"""Labels under which countries register names ('bbc.co.uk', 'ir.go.jp'): enough to name a host's owner without the public suffix list."""


def slug(name: str) -> str:
    """`name` in lower-case ASCII letters and digits joined by hyphens, at most 60; letters of other scripts stay."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", name[:200]) if not unicodedata.combining(letter))
    return re.sub(r"[\W_]+", "-", plain.lower()).strip("-")[:60].strip("-")


def key(name: str) -> str:
    """The form under which a name is looked up: its slug without 'the-'."""
    return slug(name).removeprefix("the-")


def host_of(address: str) -> str | None:
    """The host of an http(s) address or bare domain, in lower case without 'www.'; None where it is neither."""
    address = address.strip()
    if "://" not in address:
        if not re.fullmatch(r"[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}(?:[/?#:].{0,2000})?", address):
            return None
        address = f"https://{address}"
    try:
        url = URL(address[:4000])
    except ValueError:
        return None
    return url.hostname.strip(".").removeprefix("www.") or None if url.protocol in {"http:", "https:"} else None


def registrable(host: str) -> str:
    """The part of a host its owner registered: 'news.bbc.co.uk' -> 'bbc.co.uk'. A guess by the shape of the name."""
    labels = host.split(".")
    country_code = 2
    deep = len(labels) > country_code and len(labels[-1]) == country_code and labels[-2] in _SECOND_LEVEL
    return ".".join(labels[-3:] if deep else labels[-2:])
