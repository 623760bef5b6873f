"""A small invented news web, shipped with the package: what a first run ingests, offline."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def folder() -> Path:
    """The folder that holds `catalog.yaml`, `index.csv`, `expected.yaml` and the captures under `web/`."""
    return Path(str(files(__name__)))
