"""Raw bytes to a clean article: decoding, body, metadata with where each came from, language."""

from pipeline.clean.cleaned import Cleaned
from pipeline.clean.page import clean

__all__ = ["Cleaned", "clean"]
