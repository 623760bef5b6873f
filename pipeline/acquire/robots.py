"""What a site's robots.txt lets a crawler fetch: RFC 9309, https://www.rfc-editor.org/rfc/rfc9309.html."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MAX_BYTES: Final = 500 * 1024
"""The RFC's limit (section 2.5): a crawler reads at least so much. What stands behind it is not read."""
MAX_LINE: Final = 2083 * 8 - 1
"""Bytes read of one line, as Google's parser has it: eight times the longest address browsers once took."""
MAX_SITEMAPS: Final = 1_000

_RULES: Final = frozenset({"allow", "disallow"})
_ANSWERED: Final = 2
_UNAVAILABLE: Final = (3, 4)
_LINE: Final = re.compile(rb"[^\r\n]+")
_PRODUCT: Final = re.compile(r"([A-Za-z_-]+)[^\s/]*(?:/|\s*\(|\s*\Z)")
_TOKEN: Final = re.compile(rb"[A-Za-z_-]+")
_TWO_WORDS: Final = re.compile(rb"(\S+)\s+(\S+)")
_EVERYONE: Final = re.compile(rb"\*(?:\s|\Z)")
_AUTHORITY: Final = re.compile(r"(?:[^/?;#]*?://|//)?[^/?;#]*")

_FIELDS: Final = {
    b"user-agent": "agent", b"useragent": "agent", b"user agent": "agent",
    b"allow": "allow",
    b"disallow": "disallow", b"dissallow": "disallow", b"dissalow": "disallow", b"disalow": "disallow", b"diasllow": "disallow", b"disallaw": "disallow",
    b"crawl-delay": "delay", b"crawldelay": "delay", b"crawl delay": "delay",
    b"sitemap": "sitemap", b"site-map": "sitemap",
}  # fmt: skip
"""Names of lines, with the slips that Google's parser forgives."""

_UNRESERVED: Final = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_RESERVED: Final = frozenset(b":/?#[]@!$&'()*+,;=")
_OCTET: Final = re.compile(rb"%([0-9A-Fa-f]{2})|[^%]|%", re.DOTALL)
_PLAIN: Final = re.compile(rb"[A-Za-z0-9._~/?=&:;,+@!()'-]*\Z")


@dataclass(frozen=True, slots=True)
class Rule:
    """An Allow or Disallow line, its path in the spelling paths are compared in."""

    allow: bool
    pattern: str  # '*' stands for any characters, '$' at the end for the end


@dataclass(frozen=True, slots=True)
class Group:
    """What one run of User-agent lines is told."""

    rules: tuple[Rule, ...]
    delay: float | None  # seconds


@dataclass(frozen=True, slots=True)
class Rules:
    """A robots.txt as read; `verdict` makes one of an answer. Ask `allowed` and `delay`."""

    groups: Mapping[str, tuple[Group, ...]]  # by product token in lower case, '*' is everyone not named; all of them hold together
    sitemaps: tuple[str, ...] = ()  # as written


ALLOW_ALL: Final = Rules({})
DISALLOW_ALL: Final = Rules({"*": (Group((Rule(allow=False, pattern="/"),), None),)})


def is_allowed(robots: bytes, user_agent: str, url: str) -> bool:
    """Whether a robots.txt lets `user_agent` (a product token or a whole User-Agent header) fetch `url`, as it would be asked for."""
    return allowed(parse(robots), user_agent, url)


def crawl_delay(robots: bytes, user_agent: str) -> float | None:
    """Seconds between two requests that a robots.txt asks of `user_agent`; None where it does not say. No bound is set here."""
    return delay(parse(robots), user_agent)


def sitemaps(robots: bytes) -> list[str]:
    """The sitemaps a robots.txt names, as written, each once. Mostly absolute; `urls.joined` takes both kinds."""
    return list(parse(robots).sitemaps)


def verdict(status: int | None, body: bytes | None) -> Rules:
    """The rules that follow from the last answer to a request for /robots.txt (RFC 9309, 2.3.1).

    `status` is None where no answer came. 2xx: what the body says. 3xx, after the five redirects the fetcher follows, and 4xx: the
    site has no rules. 5xx, no answer, and what is no status: nothing may be fetched until there is one.
    """
    kind = (status or 0) // 100
    if kind == _ANSWERED:
        return parse(body or b"")
    return ALLOW_ALL if kind in _UNAVAILABLE else DISALLOW_ALL


def parse(robots: bytes) -> Rules:
    """The rules of a robots.txt. Never fails: lines that say nothing are passed over."""
    lines = list(_lines(robots))
    maps = dict.fromkeys(value.decode("utf-8", "replace") for field, value in lines if field == "sitemap" and value)
    groups: dict[str, list[Group]] = {}
    for names, said in _runs(lines):
        # 'Disallow:' with nothing behind it says nothing
        rules = dict.fromkeys(Rule(allow=field == "allow", pattern=_pattern(value)) for field, value in said if field in _RULES and value)
        delays = [seconds for field, value in said if field == "delay" and (seconds := _seconds(value)) is not None]
        group = Group(tuple(rules), max(delays, default=None))
        for name in names:
            groups.setdefault(name, []).append(group)
    return Rules({name: tuple(found) for name, found in groups.items()}, tuple(maps)[:MAX_SITEMAPS])


def allowed(rules: Rules, user_agent: str, url: str) -> bool:
    """Whether the rules let `user_agent` fetch `url`: the longest rule that matches decides, Allow among equals; none allows."""
    path = _path(url)
    best, verdict_so_far = -1, True
    for rule in chain.from_iterable(group.rules for group in _groups(rules, user_agent)):
        length = len(rule.pattern)
        if (length > best or (length == best and rule.allow and not verdict_so_far)) and _matches(rule, path):
            best, verdict_so_far = length, rule.allow
    return verdict_so_far


def delay(rules: Rules, user_agent: str) -> float | None:
    """Seconds between two requests that the rules ask of `user_agent`, the longest where they ask several times, or None."""
    return max((group.delay for group in _groups(rules, user_agent) if group.delay is not None), default=None)


def _groups(rules: Rules, user_agent: str) -> tuple[Group, ...]:
    product = _PRODUCT.match(user_agent[:1_000])
    named = rules.groups.get(product[1].lower()) if product else None
    return named or rules.groups.get("*", ())


def _lines(robots: bytes) -> Iterator[tuple[str, bytes]]:
    text = robots[:MAX_BYTES]
    if len(robots) > MAX_BYTES:  # a line cut in two would say more than it said: 'Disallow: /' of 'Disallow: /private'
        text = text[: max(text.rfind(b"\n"), text.rfind(b"\r")) + 1]
    for mark in (b"\xef\xbb\xbf", b"\xef\xbb", b"\xef"):  # whole or cut, as Google's parser takes it
        if text.startswith(mark):
            text = text[len(mark) :]
            break
    for match in _LINE.finditer(text):
        line = match[0][:MAX_LINE].partition(b"#")[0].strip()
        name, colon, value = line.partition(b":")
        if not colon and (words := _TWO_WORDS.fullmatch(line)):  # 'Disallow /x': what is meant is plain
            name, value = words[1], words[2]
        if field := _FIELDS.get(name.strip().lower()):
            yield field, value.strip()


def _runs(lines: list[tuple[str, bytes]]) -> Iterator[tuple[set[str], list[tuple[str, bytes]]]]:
    """Crawlers with the lines said to them. Only Allow and Disallow end the list of crawlers (2.1), other lines may stand in it."""
    names: set[str] = set()
    said: list[tuple[str, bytes]] = []
    closed = False
    for field, value in lines:
        if field == "agent":
            if closed:
                yield names, said
                names, said, closed = set(), [], False
            names |= _agent(value)
        else:
            said.append((field, value))
            closed = closed or field in _RULES
    yield names, said


def _agent(value: bytes) -> frozenset[str]:
    if _EVERYONE.match(value):
        return frozenset("*")
    token = _TOKEN.match(value)  # 'FooBot/1.2' and 'FooBot of the Foo Company' mean FooBot
    return frozenset({token[0].decode("ascii").lower()} if token else ())


def _seconds(value: bytes) -> float | None:
    try:
        seconds = float(value[:32])
    except ValueError:
        return None
    return seconds if math.isfinite(seconds) and seconds >= 0 else None


def _pattern(value: bytes) -> str:
    end = value.endswith(b"$")
    pattern = b"*".join(_spelled(part, b"$") for part in value.removesuffix(b"$").split(b"*"))
    return pattern.decode("ascii") + ("$" if end else "")


def _path(url: str) -> str:
    rest = url[_AUTHORITY.match(url).end() :].partition("#")[0]  # type: ignore[union-attr]  # it matches the empty text
    path = rest if rest.startswith("/") else f"/{rest}"
    return _spelled(path.encode("utf-8", "replace"), b"*$").decode("ascii")


def _spelled(path: bytes, special: bytes) -> bytes:
    """One spelling of a path (2.2.2): '%62' is 'b', '%e3' is '%E3', what may not stand in an address, and `special`, is escaped."""
    if _PLAIN.match(path):
        return path

    def octet(match: re.Match[bytes]) -> bytes:
        if match[1]:
            code = int(match[1], 16)
            return bytes([code]) if code in _UNRESERVED else b"%%%02X" % code
        code = match[0][0]
        kept = match[0] == b"%" or ((code in _UNRESERVED or code in _RESERVED) and code not in special)
        return match[0] if kept else b"%%%02X" % code

    return _OCTET.sub(octet, path)


def _matches(rule: Rule, path: str) -> bool:
    if _glob(rule.pattern, path):
        return True
    folder, slash, name = rule.pattern.rpartition("/")
    # Google's: to allow a folder's index is to allow the folder
    return rule.allow and bool(slash) and name.startswith("index.htm") and _glob(f"{folder}/$", path)


def _glob(pattern: str, path: str) -> bool:
    anchored = pattern.endswith("$")
    first, *rest = (pattern[:-1] if anchored else pattern).split("*")
    if not path.startswith(first):
        return False
    if not rest:
        return not anchored or len(path) == len(first)
    at = len(first)
    *middle, last = rest
    for part in middle:  # the leftmost place is as good as any, so nothing is tried twice
        if (at := path.find(part, at)) < 0:
            return False
        at += len(part)
    if anchored:
        return path.endswith(last) and len(path) - len(last) >= at
    return path.find(last, at) >= 0
