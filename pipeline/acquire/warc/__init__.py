"""WARC files as pages, and pages as WARC files."""

from pipeline.acquire.warc.export import write
from pipeline.acquire.warc.pages import read

__all__ = ["read", "write"]
