"""Paths and knobs. Nothing is read at import: call `load()`.

Values come from, last wins: defaults here, `masthead.toml` in the data root, environment variables `MASTHEAD_*`.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from pipeline.errors import Problem
from pipeline.samples import folder

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA_ROOT_VARIABLE = "MASTHEAD_HOME"


class SettingsError(Problem):
    """A setting is wrong. The message says which, where it stands and what would be right."""


class Settings(BaseSettings):
    """Everything a user may set."""

    model_config = SettingsConfigDict(env_prefix="MASTHEAD_", extra="forbid", frozen=True)

    home: Path = Field(default=Path("warehouse"), description="the data root: raw pages, batches, warehouse, report, Dagster's home")
    topic: str = Field(default="us_iran", description="a topic of pipeline/topics/, or the path of a YAML file")
    workers: int = Field(default_factory=lambda: min(8, os.cpu_count() or 1), ge=1, le=256, description="processes that read pages")
    page_timeout: float = Field(default=20.0, gt=0, description="seconds one page may take before its worker is killed")
    max_html_bytes: int = Field(default=2_000_000, gt=0, description="pages larger than this are not parsed")
    keep_snapshots: int = Field(default=3, ge=0, description="published warehouses kept beside the current one")
    publish_parquet: bool = Field(default=True, description="whether every table and mart is published as Parquet too")
    search_index_articles: int = Field(
        default=50_000, ge=0, description="texts up to which publishing builds a full-text index, where DuckDB's fts extension is installed"
    )
    query_memory: str = Field(default="2GB", description="memory a query on the published file may use")
    query_seconds: float = Field(default=60.0, gt=0, description="seconds such a query may run")
    lake: str | None = Field(
        default=None,
        description="where a DuckLake keeps its catalogue, to publish there too: postgres:dbname=... host=..., or a file; no password in it",
    )
    lake_data: str | None = Field(default=None, description="where the Parquet of that lake goes: a folder, or s3://bucket/prefix")
    lake_snapshots: int = Field(default=30, ge=0, description="publications kept in the lake besides the current one")
    ask_lake: bool = Field(default=False, description="whether questions go to the lake, and not to the published file of this data root")
    contact: str | None = Field(
        default=None, description="a mail address or web page by which sites reach whoever fetches; without it nothing is fetched"
    )
    fetch_delay: float = Field(default=5.0, ge=0, le=3_600, description="seconds between two requests to one host, at least")
    fetch_hosts: int = Field(default=32, ge=1, le=256, description="hosts asked at once, one connection each")
    revisit_hours: tuple[float, ...] = Field(default=(1.0, 6.0, 24.0, 168.0), description="ages at which an article is looked at again")
    listing_minutes: float = Field(default=15.0, ge=1, description="minutes between two looks at a feed or sitemap")
    max_age_days: float = Field(default=30.0, ge=0, description="entries a feed or sitemap dates older are left out; 0 takes all")
    keep_settled_days: float = Field(
        default=400.0, ge=0, description="days for which a page that is looked at no more can be explained; known it stays; 0 keeps all"
    )
    keep_left_out_days: float = Field(
        default=30.0, ge=0, description="days for which an entry that was left out unseen can be explained; 0 keeps all"
    )

    @field_validator("revisit_hours")
    @classmethod
    def _in_order(cls, hours: tuple[float, ...]) -> tuple[float, ...]:
        if any(hour <= 0 for hour in hours) or sorted(set(hours)) != list(hours):
            raise ValueError("ages in hours, each larger than the one before, as in [1, 6, 24, 168]; [] never looks again")
        return hours

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the signature is pydantic's
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Which source wins: arguments, environment, file."""
        return (init_settings, env_settings, TomlConfigSettingsSource(settings_cls, _home() / "masthead.toml"))

    @property
    def raw(self) -> Path:
        """Raw pages by hash, and the day indexes."""
        return self.home / "raw"

    @property
    def frontier(self) -> Path:
        """What is known of every address and host of the web: when each is looked at next."""
        return self.home / "frontier.sqlite"

    @property
    def batches(self) -> Path:
        """Parquet, one folder per ingest day and batch."""
        return self.home / "batches"

    @property
    def build(self) -> Path:
        """The warehouse that is written; nobody reads it."""
        return self.home / "build.duckdb"

    @property
    def current(self) -> Path:
        """The published warehouse, which everyone opens read only."""
        return self.home / "current.duckdb"

    @property
    def report(self) -> Path:
        """The static report."""
        return self.home / "report.html"

    @property
    def dagster(self) -> Path:
        """Dagster's home."""
        return self.home / "dagster"

    @property
    def user_catalog(self) -> Path:
        """The user's own outlets, laid over the catalogue."""
        return self.home / "outlets.yaml"

    @property
    def catalogs(self) -> tuple[Path, ...]:
        """The catalogues laid over the built-in one: the sample world's, whose domains no real outlet has, then the user's."""
        return (folder() / "catalog.yaml", *([self.user_catalog] if self.user_catalog.is_file() else []))


def _home() -> Path:
    return Path(os.environ.get(DATA_ROOT_VARIABLE) or "warehouse")


def load() -> Settings:
    """The settings in force. Raises `SettingsError` with the file, the key and the reason."""
    try:
        settings = Settings()
    except ValidationError as error:
        raise SettingsError("\n".join(_explain(error))) from error
    except ValueError as error:  # a broken TOML file
        message = f"{_home() / 'masthead.toml'}: {error}. Correct the file or remove it."
        raise SettingsError(message) from error
    return settings.model_copy(update={"home": settings.home.expanduser().resolve()})


def _explain(error: ValidationError) -> Iterator[str]:
    known = ", ".join(sorted(Settings.model_fields))
    for item in error.errors():
        key = ".".join(str(part) for part in item["loc"]) or "?"
        where = f"{_home() / 'masthead.toml'} or the environment (MASTHEAD_{key.upper()})"
        hint = f"known settings: {known}" if item["type"] == "extra_forbidden" else f"got {item.get('input')!r}"
        yield f"setting '{key}' in {where}: {item['msg']}; {hint}"
