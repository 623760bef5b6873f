"""What a WARC record cannot say of a page: one header line of our own, which other readers pass over."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any, Final

from pipeline.records import RawPage

FIELD: Final = "warc-x-masthead-page"
NAME: Final = "WARC-X-Masthead-Page"
_NAMES: Final = tuple(field.name for field in fields(RawPage) if field.name != "body")


def described(page: RawPage) -> str:
    """The page without its body as one line of ASCII JSON."""
    values: dict[str, Any] = {name: value for name, value in asdict(page).items() if name in _NAMES and value not in (None, [])}
    return json.dumps(values | {"fetched_at": page.fetched_at.isoformat()}, sort_keys=True, separators=(",", ":"))


def restored(line: str, body: bytes) -> RawPage | None:
    """The page that `described` wrote; None where the line is not such a one."""
    try:
        values = json.loads(line)
        values["fetched_at"] = datetime.fromisoformat(values["fetched_at"])
        page = RawPage(
            **{"url": None, "outlet": None, "found_in": None} | {name: values[name] for name in _NAMES if name in values}, body=body
        )
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return page if _is_sound(page) else None


def _is_sound(page: RawPage) -> bool:
    texts = (page.url, page.outlet, page.found_in, page.charset, page.title, page.published, page.error, page.detail, page.final_url)
    return (
        all(isinstance(text, str | None) for text in texts)
        and isinstance(page.origin, str)
        and isinstance(page.media_type, str)
        and type(page.status) is int
        and page.fetched_at.tzinfo is not None
        and _strings(page.authors)
        and all(isinstance(pairs, list) and all(_strings(pair) for pair in pairs) for pairs in (page.headers, page.request_headers))
    )


def _strings(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)
