"""What must not be written down: sessions, passwords and keys in headers and addresses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.acquire.outcome import Headers

REDACTED: Final = "[redacted]"
SECRET: Final = frozenset(
    {"set-cookie", "set-cookie2", "cookie", "cookie2", "authorization", "proxy-authorization", "www-authenticate", "proxy-authenticate"}
    | {"authentication-info", "x-api-key", "api-key", "x-auth-token", "x-csrf-token", "x-xsrf-token", "x-amz-security-token"}
)
"""Headers whose values open doors: sessions, passwords, keys."""
MAX_HEADERS: Final = 100
MAX_VALUE: Final = 2_000  # characters kept of one value

_USERINFO: Final = re.compile(r"(?<=//)[^/@\s\"'<>]{1,500}@")
_PARAMETER: Final = re.compile(
    r"(?i)([?&;](?:access_?token|api_?key|apikey|auth|authorization|jwt|key|pass|passwd|password|pwd|secret|session|session_?id|sid|sig"
    r"|signature|token|x-amz-[a-z-]{1,40})=)[^&#\s\"'<>;]{1,2000}"
)
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")


def without_secrets(text: str) -> str:
    """The text with user names, passwords and keys in its addresses replaced: for headers, messages and logs."""
    return _PARAMETER.sub(rf"\g<1>{REDACTED}", _USERINFO.sub(f"{REDACTED}@", text))


def kept(headers: Iterable[tuple[bytes, bytes]]) -> Headers:
    """The headers as the archive keeps them: in order, as text, bounded, secrets replaced by '[redacted]'."""
    found: Headers = []
    for name, value in headers:
        if len(found) >= MAX_HEADERS:
            break
        said = _CONTROL.sub(" ", name.decode("latin-1"))[:200]
        told = _CONTROL.sub(" ", value.decode("latin-1"))[:MAX_VALUE]
        found.append([said, REDACTED if said.lower() in SECRET else without_secrets(told)])
    return found
