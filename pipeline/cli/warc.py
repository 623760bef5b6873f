"""`masthead warc`: crawls of others into the archive, and the archive out for others."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline import settings
from pipeline.cli.days import Day, Until, archived
from pipeline.cli.output import Json, plain, print_json, progress_shown
from pipeline.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.acquire.archive import Archive
    from pipeline.records import RawPage
    from pipeline.topics.topic import Topic

OFF, NOTED = "left out", "noted"
"""Counts of an import beside the reasons: pages off the topic, and pages with a word about their digest."""
_HEAD = 200_000  # bytes of a page in which its title is looked for
_TITLE = re.compile(rb"<title[^<>]{0,200}>([^<]{0,1000})", re.IGNORECASE)

group = typer.Typer(no_args_is_help=True, help="WARC files, the format in which web archives exchange pages (ISO 28500).")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(group, name="warc")


@group.command("import")
def take_in(
    paths: Annotated[list[Path], typer.Argument(help="Files .warc, .warc.gz or .warc.zst, or folders of them.", show_default=False)],
    outlet: Annotated[str | None, typer.Option(help="Whose pages these are, where their addresses do not say.")] = None,
    relevant: Annotated[
        bool, typer.Option("--relevant", help="Leave out what title and address show to be off the topic: for files that hold everything.")
    ] = False,
    json: Json = False,
) -> None:
    """Take the pages of WARC files into the archive: CC-NEWS, other crawlers' files, exports of another data root.

    All of them: which are of the topic shows when `masthead run` reads their texts. With --relevant the rule by which feeds are fetched
    (title and address) leaves out what is off the topic, and the archive stays small; a page whose text alone speaks of the topic is lost.

    What is archived already is not doubled, so a broken-off import can be run again. Damaged stretches cost the records in them; exit code
    1 says that there were some. `masthead run` then reads the pages.

      masthead warc import --relevant CC-NEWS-20200108012345-00042.warc.gz
      masthead warc import exports/ && masthead run
    """
    from pipeline import outlets, topics  # noqa: PLC0415 - help reads neither catalogue nor topic
    from pipeline.acquire.archive import Archive  # noqa: PLC0415

    known = settings.load()
    owner = outlets.load(*known.catalogs).require(outlet).id if outlet else None
    counts: Counter[str] = Counter()
    with progress_shown():
        topic = topics.load(known.topic) if relevant else None
        index = Archive(known.raw).add(datetime.now(UTC).date(), _pages(_files(paths), owner, topic, counts))
    broken = {reason: count for reason, count in sorted(counts.items()) if reason not in {"pages", OFF, NOTED}}
    if json:
        told = {"pages": counts["pages"], "added": index.added, "unchanged": index.unchanged, "left_out": counts[OFF]}
        print_json(told | {"digest_mismatch": counts[NOTED], "without_page": broken})
    else:
        typer.echo(f"{plain(counts['pages'])} pages, {plain(index.added)} looks new to the archive, {plain(index.unchanged)} there already")
        if counts[OFF]:
            typer.echo(f"  {plain(counts[OFF])} pages left out: off the topic by title and address")
        if counts[NOTED]:
            typer.echo(f"  {plain(counts[NOTED])} of the pages are not what their digest says; they are kept, and the archive says so")
        for reason, count in broken.items():
            typer.echo(f"  {plain(count)} records without a page: {reason}")
        typer.echo("\nNext: masthead run")
    if counts["malformed"]:
        raise typer.Exit(1)


@group.command("export")
def give_out(
    out: Annotated[Path, typer.Option("--output", "-o", help="The file to write: NAME.warc.gz.", show_default=False)],
    day: Day = None,
    until: Until = None,
    json: Json = False,
) -> None:
    """Write archived pages as WARC/1.1, one gzip member a record, headers of request and response with them where they are known.

    Read back by `masthead warc import`, the pages are equal. Without --day it is the whole archive.

      masthead warc export -o everything.warc.gz
      masthead warc export --day 2026-11-01 --until 2026-11-07 -o week.warc.gz
    """
    from pipeline.acquire import warc  # noqa: PLC0415 - help loads no parser

    if not out.name.endswith(".gz"):
        raise Problem(f"{out}: records are gzipped one by one, so the file's name ends in .gz: {out.name.removesuffix('.warc')}.warc.gz")
    archive, days = archived(settings.load(), day, until)
    aside = out.with_name(f".{out.name}.tmp")
    try:
        with progress_shown(), aside.open("wb") as stream:
            count = warc.write(_archived_pages(archive, days), stream)
        aside.replace(out)
    except OSError as error:
        raise Problem(f"{out}: {error.strerror or error}. Write to a folder that exists and has room.") from error
    finally:
        aside.unlink(missing_ok=True)
    size = out.stat().st_size
    if json:
        print_json({"path": out, "pages": count, "bytes": size, "days": days})
    else:
        typer.echo(f"{out}: {plain(count)} pages of {plain(len(days))} ingest days, {plain(size)} bytes")


def _files(paths: list[Path]) -> list[Path]:
    """The WARC files named, and those in the folders named, absolute: a record is known by its file. Raises `Problem`."""
    from pipeline.acquire.local import require  # noqa: PLC0415

    require(paths)
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(file for file in path.rglob("*") if _is_warc(file) and file.is_file() and not file.is_symlink())
        elif _is_warc(path):
            found.append(path)
        else:
            raise Problem(f"{path} is no WARC file: {_instead(path)}")
    if not found:
        raise Problem(f"no .warc, .warc.gz or .warc.zst file in {', '.join(map(str, paths))}.")
    return [path.resolve() for path in found]


def _is_warc(path: Path) -> bool:
    return path.name.lower().endswith((".warc", ".warc.gz", ".warc.zst"))


def _instead(path: Path) -> str:
    if path.name.lower().endswith((".arc", ".arc.gz")):
        return "it is ARC, the format before. `warcio recompress old.arc.gz new.warc.gz` makes it one."
    return "its name ends in .warc, .warc.gz or .warc.zst. Other files go to `masthead run`."


def _pages(files: list[Path], owner: str | None, topic: Topic | None, counts: Counter[str]) -> Iterator[RawPage]:
    """The files' pages, counted as they pass: 'pages', and by reason those that did not come. With a topic, those on it by title and address."""
    from pipeline.acquire.local import pages  # noqa: PLC0415
    from pipeline.progress import counted  # noqa: PLC0415

    for page in counted("records read", pages(files, outlet=owner, now=datetime.now(UTC))):
        if topic and not page.error and _off(topic, page):
            counts[OFF] += 1
            continue
        counts[page.error or "pages"] += 1
        counts[NOTED] += bool(page.detail and not page.error)
        yield page


def _off(topic: Topic, page: RawPage) -> bool:
    from pipeline.acquire.listings import off_topic  # noqa: PLC0415

    found = None if page.title else _TITLE.search(page.body[:_HEAD])
    title = page.title or (unescape(found[1].decode("utf-8", "replace")) if found else None)
    return page.url is not None and off_topic(topic, title, None, page.url) is not None


def _archived_pages(archive: Archive, days: list[date]) -> Iterator[RawPage]:
    from pipeline.progress import counted  # noqa: PLC0415

    for day in days:
        entries = archive.entries(day)
        yield from map(archive.page, counted(f"pages of {day}", entries, len(entries)))
