"""From one address to the next: what a redirect says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import ada_url

from pipeline.acquire.fetch.headers import first
from pipeline.acquire.gate import Refused

if TYPE_CHECKING:
    from pipeline.acquire.fetch.wire import Response
    from pipeline.acquire.gate import Target

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})


def is_redirect(response: Response) -> bool:
    """Whether the response names another address to ask."""
    return response.status in _REDIRECTS and first(response.headers, "location") is not None


def location(response: Response, target: Target) -> str:
    """That address, absolute and unchecked. Raises `Refused` where it is none."""
    said = first(response.headers, "location") or ""
    try:
        return str(ada_url.join_url(target.url, said))
    except (ValueError, UnicodeEncodeError) as error:
        raise Refused("address", f"a redirect to what is no address: {said[:80]!r}") from error
