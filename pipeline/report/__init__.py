"""The report: one self-contained page for people who would rather look than read."""

from pipeline.report.page import build

__all__ = ["build"]
