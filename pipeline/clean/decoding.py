"""Bytes to characters: byte order mark, valid UTF-8, what header and page declare, and detection last."""

from __future__ import annotations

import codecs
import logging
import re
from dataclasses import dataclass
from typing import Final

logging.getLogger("charset_normalizer").addHandler(logging.NullHandler())

_HEAD: Final = 4_096  # bytes searched for a declaration; the HTML standard asks for 1,024, real pages put it later
_SAMPLE: Final = 50_000  # bytes shown to the detector, whose cost grows with them
_LOST: Final = 0.02  # share of replacement characters above which a text is no text

_META: Final = re.compile(rb"""<meta[^>]{0,400}?charset\s{0,8}=\s{0,8}["']?\s{0,8}([A-Za-z0-9._:-]{2,40})""", re.IGNORECASE)
_XML: Final = re.compile(rb"""\A\s{0,64}<\?xml[^>]{0,200}?encoding\s{0,8}=\s{0,8}["']([A-Za-z0-9._:-]{2,40})["']""")
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# What browsers read under a name that says less (https://encoding.spec.whatwg.org/#names-and-labels), by Python's name for the codec.
_READ_AS: Final = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "utf-16": "utf-16-le",
    "utf-32": "utf-32-le",
    "big5": "big5hkscs",
}
# A page may name any codec Python has, 'zip', 'rot13' and UTF-7 among them: only those of browsers are used.
_ALLOWED: Final = frozenset(
    {"utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "cp874", "cp866", "cp932", "cp949", "gb18030", "big5hkscs", "euc_jp", "iso2022_jp"}
    | {"koi8-r", "koi8-u", "mac-roman", "mac-cyrillic"}
    | {f"cp125{n}" for n in range(9)}
    | {f"iso8859-{n}" for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)}
)
_LATIN: Final = frozenset({"cp1250", "cp1254", "cp1257", "cp1258", "mac-roman"} | {f"iso8859-{n}" for n in (2, 3, 4, 10, 13, 14, 15, 16)})


@dataclass(frozen=True, slots=True)
class Decoded:
    """Characters, and the codec that gave them."""

    text: str
    encoding: str


def decode(body: bytes, declared: str | None = None) -> Decoded | None:
    """The body as text, or None where no encoding makes sense of it. `declared` is the response header's charset.

    Valid UTF-8 beats every declaration: text in another encoding is almost never valid UTF-8 by chance.
    """
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return _with(body[len(mark) :], encoding, lossy=True)
    stated = [name for name in (codec(declared), *_stated(body)) if name]
    wide = next((name for name in stated if name.startswith(("utf-16", "utf-32"))), None)
    if wide and b"\0" in body[:_HEAD]:
        return _with(body, wide, lossy=True)
    if b"\0" in body[:_HEAD].rstrip(b"\0"):
        body = body.replace(b"\0", b"")  # stray ones in a text; a binary file fails below, or is known by its first bytes before
    for encoding in ("utf-8", *stated):
        if found := _with(body, encoding):
            return found
    if "utf-8" in stated and (found := _with(body, "utf-8", lossy=True)):
        return found  # declared, and cut in the middle of a character or with a few bad bytes
    return _detected(body)


def codec(label: str | None) -> str | None:
    """Python's codec for a declared label, as browsers read it; None for a label that is unknown or not of the web."""
    try:
        name = codecs.lookup((label or "").strip().strip("\"'").lower()).name
    except (LookupError, ValueError):
        return None
    name = _READ_AS.get(name, name)
    return name if name in _ALLOWED else None


def _stated(body: bytes) -> list[str | None]:
    head = body[:_HEAD]
    # a page whose declaration can be read byte for byte is not in UTF-16, whatever it says
    found = [codec(match[1].decode("ascii")) for pattern in (_XML, _META) if (match := pattern.search(head))]
    return ["utf-8" if name and name.startswith("utf-16") and b"\0" not in head else name for name in found]


def _with(body: bytes, encoding: str, *, lossy: bool = False) -> Decoded | None:
    if encoding == "cp1252":
        body = body.translate(None, b"\x81\x8d\x8f\x90\x9d")  # undefined in it; browsers make them control characters, dropped later
    try:
        text = body.decode(encoding, "replace" if lossy else "strict")
    except (UnicodeDecodeError, LookupError):
        return None
    if lossy and text.count("\ufffd") > max(3, _LOST * len(text)):
        return None
    return Decoded(text, encoding)


def _detected(body: bytes) -> Decoded | None:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - for the rare page that declares nothing and is not UTF-8

    sample = body[:_SAMPLE]
    best = from_bytes(sample).best()
    name = codec(best.encoding) if best else None
    # The Latin code pages differ in a few letters, among which the detector guesses. A page that declares none of them is read as
    # browsers read it, as windows-1252; provided that it is mostly ASCII, as all Latin text is.
    latin = name is None or name in _LATIN
    if latin and sum(byte < 0x80 for byte in sample) > 0.8 * len(sample):  # noqa: PLR2004
        name = "cp1252"
    return _with(body, name, lossy=True) if name else None
