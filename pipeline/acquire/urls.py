"""One address, one spelling: what two links to the same page have in common."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote_plus

import ada_url

MAX_URL: Final = 4_096
"""Characters. Servers refuse longer request lines (Apache 8,190 bytes, many proxies 4,096); longer ones are mistakes or attacks."""

# Parameters that say where a reader came from, never which page is meant. From the outlets' own feeds and share links,
# and the vendors' manuals (Google Analytics, Matomo, HubSpot, Piano, Adobe, Mailchimp, Webtrekk).
TRACKING_PREFIXES: Final = (
    "utm_",
    "pk_",
    "mtm_",
    "mc_",
    "hsa_",
    "ns_",
    "wt_",
    "at_campaign",
    "at_custom",
    "at_link",
    "at_medium",
    "at_bbc",
    "at_format",
    "at_ptr",
    "at_type",
    "_hs",
    "vero_",
    "oly_",
    "stm_",
)
TRACKING: Final = frozenset(
    {
        "__twitter_impression", "_ga", "_gl", "cmp", "cmpid", "cid_share", "dclid", "emc", "fb_action_ids", "fb_action_types", "fb_ref", "fb_source",
        "fbclid", "feature_share", "ftag", "ftcamp", "gaa_at", "gaa_n", "gaa_sig", "gaa_ts", "gbraid", "gclid", "gclsrc", "guccounter", "guce_referrer",
        "guce_referrer_sig", "icid", "igsh", "igshid", "intcmp", "intcid", "ito", "maca", "mbid", "mkt_tok", "mod_share", "msclkid", "ncid", "ocid",
        "partner_rss", "ref_src", "ref_url", "referringsource", "s_cid", "s_kwcid", "sh", "share_id", "smid", "smprod", "smtyp", "socialsource",
        "sr_share", "taid", "traffic_source", "trk", "twclid", "wbraid", "wickedid", "wprss", "wpisrc", "wpmm", "xtor", "yclid",
    }
)  # fmt: skip

_ESCAPE = re.compile("%[0-9a-fA-F]{2}")
_INVISIBLE = re.compile(r"[\x00-\x20\x7f\u200b\u2060\ufeff]+")


class UrlError(ValueError):
    """The address names no page on the web: not http or https, broken, too long, or with a user name in it."""


def canonical(url: str) -> str:
    """The one spelling of an address: WHATWG-parsed, lower-case host, no default port, no fragment, no tracking parameters.

    The remaining parameters keep their order, so that the result can be fetched. `canonical(canonical(x)) == canonical(x)`.
    Raises `UrlError`, a `ValueError`, on anything but http(s).
    """
    shown = url[:80]
    if len(url) > MAX_URL:
        raise UrlError(f"address of {len(url)} characters, more than {MAX_URL}: {shown}...")
    try:
        parsed = ada_url.parse_url(_trimmed(url))
    except (ValueError, UnicodeEncodeError) as error:
        raise UrlError(f"not an address: {shown!r}") from error
    if parsed["protocol"] not in {"http:", "https:"} or not parsed["hostname"]:
        raise UrlError(f"not an http(s) address: {shown!r}")
    if parsed["username"] or parsed["password"]:
        raise UrlError(f"a user name or password in the address of {parsed['hostname']}")
    query = "&".join(part for part in parsed["search"].removeprefix("?").split("&") if part and not _tracks(part))
    address = f"{parsed['protocol']}//{parsed['host']}{parsed['pathname']}" + (f"?{query}" if query else "")
    return _ESCAPE.sub(lambda match: match[0].upper(), address)


def joined(url: str, base: str) -> str:
    """`canonical` of a link as it stands on the page `base`. Raises `UrlError`."""
    if len(url) > MAX_URL:
        raise UrlError(f"address of {len(url)} characters, more than {MAX_URL}: {url[:80]}...")
    try:
        return canonical(ada_url.join_url(base, _trimmed(url)))
    except (ValueError, UnicodeEncodeError) as error:
        if isinstance(error, UrlError):
            raise
        raise UrlError(f"not an address: {url[:80]!r}") from error


def _trimmed(url: str) -> str:
    head = _INVISIBLE.match(url)
    url = url[head.end() :] if head else url
    while url and _INVISIBLE.match(url[-1]):  # at most MAX_URL steps
        url = url[:-1]
    return url


def _tracks(parameter: str) -> bool:
    name = unquote_plus(parameter.partition("=")[0]).lower()
    return name in TRACKING or name.startswith(TRACKING_PREFIXES)
