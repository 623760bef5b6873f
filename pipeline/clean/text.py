"""Characters and paragraphs: what every text is brought to before anybody measures an offset in it."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

# Kept: newline, tab, the zero-width (non-)joiners U+200C and U+200D, which Persian and emoji need.
_DROPPED: Final = {
    *range(0x09),
    *range(0x0E, 0x20),
    *range(0x7F, 0xA0),  # C1, what windows-1252 leaves when read as Latin-1
    0xAD,  # soft hyphen
    0x061C, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x2070),  # bidi controls, zero widths
    0xFEFF, *range(0xFFF9, 0xFFFC), 0xFFFE, 0xFFFF,
    *range(0xD800, 0xE000),  # lone surrogates: one makes a whole Parquet batch fail
}  # fmt: skip
_NEWLINES: Final = (0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029)
_BLANKS: Final = (0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)
_TABLE: Final[dict[int, str | None]] = (
    dict.fromkeys(_DROPPED, None) | dict.fromkeys(_NEWLINES, "\n") | dict.fromkeys(_BLANKS, " ")
)  # the later win

_RUNS: Final = re.compile(r"[ \t]+")
_GAP: Final = re.compile(r"\n[ \t]*\n\s*")
_WRAPPED: Final = (40, 110)
"""Characters of a line that a program has broken: mail and wire texts are set at 60 to 100."""


def tidy(text: str) -> str:
    r"""The text in NFC, without control characters, bidi controls and lone surrogates; every kind of blank a blank, every newline '\\n'."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").translate(_TABLE))


def one_line(text: str | None) -> str | None:
    """Tidy words on one line, or None where there are none."""
    return " ".join(tidy(text).split()) or None if text else None


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a tidy plain text: set apart by blank lines, or one a line where there are none.

    Lines that a program has broken at a column are joined again, so that a sentence is on one line.
    """
    blocks = [block for block in _GAP.split(text) if block.strip()]
    found: list[str] = []
    for block in blocks:
        lines = [_RUNS.sub(" ", line).strip() for line in block.split("\n")]
        lines = [line for line in lines if line]
        found.extend([" ".join(lines)] if _is_wrapped(lines) else lines)
    return found


def _is_wrapped(lines: list[str]) -> bool:
    low, high = _WRAPPED
    return len(lines) > 1 and all(low <= len(line) <= high for line in lines[:-1]) and len(lines[-1]) <= high and not _all_end(lines)


def _all_end(lines: list[str]) -> bool:
    # paragraphs of one sentence each end in a full stop, broken lines only now and then
    return all(line.endswith((".", "!", "?", '"', "”", "’", "'")) for line in lines[:-1])


def joined(found: Iterable[str]) -> str:
    """Paragraphs as one text, a blank line between them."""
    return "\n\n".join(found)


def squashed(text: str) -> str:
    """Letters and digits alone, case folded: what two spellings of a headline share."""
    return "".join(character for character in text.casefold() if character.isalnum())
