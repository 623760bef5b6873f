"""Dagster's entry."""

from __future__ import annotations

from pipeline.assets.graph import defs

__all__ = ["defs"]
