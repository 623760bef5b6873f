"""What stands before the first element of an XML document, where entity bombs and outside files are declared."""

from __future__ import annotations

import codecs
import re

_MAX_PROLOG = 65_536
_ENCODING = re.compile(rb"""\A\s{0,64}<\?xml[^>]{0,200}?encoding\s{0,8}=\s{0,8}["']([A-Za-z0-9._:-]{1,40})["']""")
_SKIPPED = re.compile(rb"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
_ASCII = bytes(range(0x20, 0x7F))


class PrologError(ValueError):
    """The document declares entities of its own, or hides its declarations behind its encoding."""


def refuse_declarations(data: bytes) -> None:
    """Raise `PrologError` where a DOCTYPE has an internal subset, or the encoding is one in which markup need not look like markup.

    UTF-16 and UTF-32 are read as ASCII by dropping their zero bytes; UTF-7 and EBCDIC, in which '<' is written otherwise, are refused.
    """
    head = data[: 4 * _MAX_PROLOG].replace(b"\0", b"")[:_MAX_PROLOG]
    for mark in (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        head = head.removeprefix(mark)
    if (declared := _ENCODING.match(head)) and not _looks_like_ascii(declared[1].decode("ascii")):
        raise PrologError(f"XML in the encoding {declared[1].decode('ascii')}")
    at = 0
    while skipped := _SKIPPED.match(head, at):
        at = skipped.end()
    rest = head[at:]
    if rest[:9].upper() == b"<!DOCTYPE" and b"[" in rest.partition(b">")[0]:
        raise PrologError("XML with a DOCTYPE that declares entities")
    if rest[:2] == b"<!" and rest[:9].upper() != b"<!DOCTYPE":
        raise PrologError("XML that begins with a declaration")


def _looks_like_ascii(encoding: str) -> bool:
    try:
        codec = codecs.lookup(encoding)
    except LookupError:
        return True  # unknown to Python is unknown to the parsers; they fall back to UTF-8
    if codec.name.startswith(("utf-16", "utf-32", "utf-8")):
        return True
    try:
        return codec.decode(_ASCII)[0] == _ASCII.decode("ascii") and codec.decode(b"+ADw-")[0] == "+ADw-"
    except (ValueError, TypeError, AttributeError):
        return False
