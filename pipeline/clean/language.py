"""Which language a text is in: by its script where that says enough, by lingua where it is Latin."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lingua import LanguageDetector

_SAMPLE: Final = 1_000  # characters looked at
_ENOUGH: Final = 20  # letters under which nothing is said

_SCRIPTS: Final = {
    "latin": re.compile("[A-Za-zÀ-ɏ]"),
    "arabic": re.compile("[\u0620-\u06ff\ufb50-\ufdff\ufe70-\ufefc]"),
    "cyrillic": re.compile("[\u0400-\u04ff]"),
    "hebrew": re.compile("[\u05d0-\u05ea]"),
    "greek": re.compile("[\u0370-\u03ff]"),
    "kana": re.compile("[\u3040-\u30ff]"),
    "han": re.compile("[\u4e00-\u9fff]"),
    "hangul": re.compile("[\uac00-\ud7af]"),
    "devanagari": re.compile("[\u0900-\u097f]"),
    "armenian": re.compile("[\u0530-\u058f]"),
}
_BY_SCRIPT: Final = {"hebrew": "he", "greek": "el", "kana": "ja", "han": "zh", "hangul": "ko", "devanagari": "hi", "armenian": "hy"}

# Letters one language of a script has and its neighbours lack, and the share of the letters from which on they decide, in this order.
_MARKS: Final = {
    "arabic": (("ur", re.compile("[ٹڈڑےں]"), 0.01), ("fa", re.compile("[پچژگکی]"), 0.03), ("ar", re.compile("."), 0.0)),
    "cyrillic": (
        ("uk", re.compile("[іїєґ]"), 0.01),
        ("ru", re.compile("[ыэё]"), 0.005),
        ("bg", re.compile("ъ"), 0.005),
        ("ru", re.compile("."), 0.0),
    ),
}

LATIN: Final = ("ENGLISH", "FRENCH", "GERMAN", "SPANISH", "ITALIAN", "PORTUGUESE", "DUTCH", "TURKISH", "POLISH", "SWEDISH", "INDONESIAN")
"""The languages told apart. Each costs memory: eleven in low-accuracy mode take some 60 MB."""


def detect(text: str) -> str | None:
    """ISO 639-1 code of the language of the first thousand characters, or None where there are too few letters to say."""
    sample = text[:_SAMPLE]
    counts = {script: len(pattern.findall(sample)) for script, pattern in _SCRIPTS.items()}
    if counts["kana"]:
        counts["kana"] += counts.pop("han")  # Japanese is written in both, Chinese never in kana
    script, count = max(counts.items(), key=lambda item: item[1])
    if count < _ENOUGH:
        return None
    if script in _BY_SCRIPT:
        return _BY_SCRIPT[script]
    if script in _MARKS:
        return next(code for code, letters, share in _MARKS[script] if len(letters.findall(sample)) >= share * count)
    found = _detector().detect_language_of(sample)
    return found.iso_code_639_1.name.lower() if found else None


@cache
def _detector() -> LanguageDetector:
    from lingua import Language, LanguageDetectorBuilder  # noqa: PLC0415 - the models are loaded by the first Latin text

    return LanguageDetectorBuilder.from_languages(*(getattr(Language, name) for name in LATIN)).with_low_accuracy_mode().build()
