"""`masthead doctor`: is everything in place, and if not, what to do."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from pipeline import settings
from pipeline.cli.output import Json, print_json, print_table
from pipeline.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

PACKAGES = ("dagster", "duckdb", "polars", "dataframely", "trafilatura")
ROOMY = 2_000_000_000
"""Bytes free below which a run is likely to fill the disk: the published copy and one snapshot of a small warehouse."""
PATIENCE = 5
"""Seconds to wait for PostgreSQL to answer, unless the environment or the setting says otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked at. `mend` says what to do where it is not well."""

    what: str
    well: bool
    found: str
    mend: str = ""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("doctor")(doctor)


def doctor(json: Json = False) -> None:
    """Look at Python, packages, settings, data root, topic, catalogue, lock, lake and browser; say what to do where something is amiss."""
    findings = [look() for look in (_python, _packages, _webserver, _settings, _root, _disk, _topic, _catalog, _warehouse, _lake, _browser)]
    if json:
        print_json(findings)
    else:
        print_table([{"": "ok" if item.well else "!!", "what": item.what, "found": item.found, "to do": item.mend} for item in findings])
    if not all(item.well for item in findings):
        raise typer.Exit(2)


def _guarded(what: str, look: Callable[[], str]) -> Finding:
    """A finding whose `Problem` says itself what to do."""
    try:
        return Finding(what=what, well=True, found=look())
    except Problem as problem:
        return Finding(what=what, well=False, found="not usable", mend=str(problem))


def _python() -> Finding:
    return Finding(what="Python", well=True, found=sys.version.split()[0])


def _packages() -> Finding:
    found, missing = [], []
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    return Finding(
        what="packages",
        well=not missing,
        found=", ".join(found),
        mend=f"pip install masthead again: {', '.join(missing)} missing" if missing else "",
    )


def _webserver() -> Finding:
    try:
        return Finding(what="Dagster's pages", well=True, found=f"dagster-webserver {version('dagster-webserver')}")
    except PackageNotFoundError:
        return Finding(what="Dagster's pages", well=True, found="not installed (optional): pip install 'masthead[ui]'")


def _settings() -> Finding:
    return _guarded("settings", lambda: f"data root {settings.load().home}")


def _root() -> Finding:
    def look() -> str:
        home = settings.load().home
        near = home if home.exists() else home.parent
        if not os.access(near, os.W_OK):
            raise Problem(f"{near} cannot be written to. Set MASTHEAD_HOME to a folder you may write to.")
        return "writable" if home.exists() else "will be created"

    return _guarded("data root", look)


def _disk() -> Finding:
    def look() -> str:
        home = settings.load().home
        free = shutil.disk_usage(home if home.exists() else home.parent).free
        if free < ROOMY:
            raise Problem(f"only {free / 1e9:.1f} GB free at {home}. Make room, or set MASTHEAD_HOME to another disk.")
        return f"{free / 1e9:.0f} GB free"

    return _guarded("disk", look)


def _topic() -> Finding:
    def look() -> str:
        from pipeline import topics  # noqa: PLC0415

        topic = topics.load(settings.load().topic)
        return f"{topic.name}: {len(topic.entities)} entities"

    return _guarded("topic", look)


def _catalog() -> Finding:
    def look() -> str:
        from pipeline import outlets  # noqa: PLC0415

        known = settings.load()
        extra = f", {known.user_catalog} laid over it" if known.user_catalog.is_file() else ""
        return f"{len(outlets.load(*known.catalogs).outlets)} outlets{extra}"

    return _guarded("catalogue", look)


def _warehouse() -> Finding:
    def look() -> str:
        from pipeline.store.lock import holder  # noqa: PLC0415

        known = settings.load()
        running = holder(known.home)
        there = f"{known.current.stat().st_size / 1e6:.1f} MB" if known.current.exists() else "none yet: masthead run --samples"
        return f"{there}; being written by {running}" if running else there

    return _guarded("warehouse", look)


def _lake() -> Finding:
    def look() -> str:
        known = settings.load()
        if not known.lake:
            return "not set (optional): docs/lake.md"
        from pipeline.store.lake import Lake, snapshots  # noqa: PLC0415

        lake = Lake.of(known)
        if not (known.ask_lake or lake.catalog.startswith("postgres:") or Path(lake.catalog).exists()):
            return f"{lake.catalog}: none yet: masthead run"
        os.environ.setdefault("PGCONNECT_TIMEOUT", str(PATIENCE))  # PostgreSQL's own variable; without it a lost address takes minutes
        try:
            held = snapshots(lake)
        except Problem as problem:
            said = " ".join(str(problem).split())
            raise Problem(
                f"{said}. Check lake in masthead.toml: docs/lake.md. Before the first `masthead run` there is no lake yet."
            ) from problem
        if not held:
            return f"{lake.catalog} answers; nothing published yet: masthead run"
        return f"{lake.catalog} answers; version {held[-1].version}, last published {held[-1].published_at:%Y-%m-%d %H:%M} UTC"

    return _guarded("lake", look)


def _browser() -> Finding:
    found = shutil.which("chromium") or shutil.which("google-chrome")
    return Finding(what="browser", well=True, found=found or "none (only the report's own test needs one)")
