import json
from datetime import UTC, date, datetime, timedelta

import pytest
from typer.testing import CliRunner

from pipeline.acquire import warc
from pipeline.acquire.archive import Archive
from pipeline.cli import app
from pipeline.cli.days import span
from pipeline.errors import Problem
from pipeline.records import RawPage
from pipeline.store.errors import Locked
from pipeline.store.lock import writer_lock

RUNNER = CliRunner(env={"COLUMNS": "120", "NO_COLOR": "1"})
TODAY = datetime.now(UTC).date()
EARLIER = TODAY - timedelta(days=3)


def page(n, **more):
    known = {
        "url": f"https://post.example/{n}",
        "outlet": "post",
        "origin": "feed",
        "found_in": "https://post.example/feed",
        "fetched_at": datetime(2026, 3, 2, 10, n, tzinfo=UTC),
        "status": 200,
        "media_type": "text/html",
        "charset": "utf-8",
        "body": f"<html>page {n} – Iran</html>".encode(),
        "title": "Iran: “talks”",
        "authors": ["Mina Fard"],
        "headers": [["Content-Type", "text/html; charset=utf-8"], ["ETag", '"1"']],
        "request_headers": [["User-Agent", "Masthead"]],
    }
    return RawPage(**known | more)


PAGES = [
    page(1),
    page(2, url=None, origin="file", found_in="a.txt", headers=[], request_headers=[], media_type="text/plain"),
    page(3, status=0, body=b"", error="timeout", detail="60 s", headers=[], media_type="", charset=None),
]


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("MASTHEAD_HOME", str(tmp_path / "w"))
    return tmp_path / "w"


@pytest.fixture
def archive(home):
    archive = Archive(home / "raw")
    archive.add(EARLIER, PAGES[:2])
    archive.add(TODAY, PAGES[2:])
    return archive


def ask(*arguments):
    return RUNNER.invoke(app, [str(argument) for argument in arguments])


def archived(archive):
    return [archive.page(entry) for day in archive.days() for entry in archive.entries(day)]


def test_what_is_exported_reads_back_equal_and_is_imported_once(archive, tmp_path, monkeypatch):
    out = tmp_path / "all.warc.gz"
    told = json.loads(ask("warc", "export", "-o", out, "--json").stdout)
    assert (told["pages"], told["bytes"], told["days"]) == (3, out.stat().st_size, [EARLIER.isoformat(), TODAY.isoformat()])
    with out.open("rb") as stream:
        assert list(warc.read(stream)) == archived(archive) == PAGES
    monkeypatch.setenv("MASTHEAD_HOME", str(tmp_path / "other"))
    first = json.loads(ask("warc", "import", out, "--json").stdout)
    none = {"left_out": 0, "digest_mismatch": 0}
    assert first == {"pages": 2, "added": 3, "unchanged": 0, "without_page": {"timeout": 1}} | none
    assert archived(Archive(tmp_path / "other" / "raw")) == PAGES
    again = ask("warc", "import", tmp_path)
    assert again.exit_code == 0
    assert "0 looks new to the archive, 3 there already" in again.stdout
    assert "1 records without a page: timeout" in again.stdout


@pytest.mark.usefixtures("archive")
def test_a_range_of_days_is_exported(tmp_path):
    out = tmp_path / "one.warc.gz"
    assert f"{out}: 2 pages of 1 ingest days" in ask("warc", "export", "--day", EARLIER, "-o", out).stdout.replace("\n", "")
    json_told = ask("warc", "export", "--day", EARLIER, "--until", TODAY, "-o", out, "--json").stdout
    assert json.loads(json_told)["pages"] == 3
    assert [path.name for path in tmp_path.glob("*warc*")] == ["one.warc.gz"]


@pytest.mark.usefixtures("archive")
def test_damage_costs_the_record_it_is_in_and_exit_1_says_so(tmp_path, monkeypatch):
    out = tmp_path / "all.warc.gz"
    ask("warc", "export", "-o", out)
    out.write_bytes(out.read_bytes()[:-20] + b"rubbish")
    monkeypatch.setenv("MASTHEAD_HOME", str(tmp_path / "other"))
    done = ask("warc", "import", out, "--json")
    assert done.exit_code == 1
    told = json.loads(done.stdout)
    assert (told["pages"], told["without_page"]["malformed"] >= 1) == (2, True)


def test_with_relevant_only_what_title_and_address_leave_open_is_taken_in(home, tmp_path):
    html = "<html><head><title>{}</title></head><body><p>Iran, Iran and Iran again.</p></body></html>"
    titles = {"a": "Envoys of Iran arrive", "b": "A quiet garden walk at dusk", "c": "Garden"}
    given = [
        RawPage(
            url=f"https://p.example/{name}",
            outlet=None,
            origin="feed",
            found_in=None,
            fetched_at=datetime(2020, 1, 8, tzinfo=UTC),
            status=200,
            media_type="text/html",
            body=html.format(title).encode(),
        )
        for name, title in titles.items()
    ]
    with (tmp_path / "all.warc.gz").open("wb") as stream:
        warc.write(given, stream)
    told = json.loads(ask("warc", "import", "--relevant", tmp_path / "all.warc.gz", "--json").stdout)
    assert (told["pages"], told["added"], told["left_out"]) == (2, 2, 1)
    assert {page.url[-1] for page in archived(Archive(home / "raw"))} == {"a", "c"}  # two words tell too little
    assert "1 pages left out: off the topic by title and address" in ask("warc", "import", "--relevant", tmp_path / "all.warc.gz").stdout
    assert json.loads(ask("warc", "import", tmp_path / "all.warc.gz", "--json").stdout)["added"] == 1  # without it, all


def test_arc_files_are_told_what_to_do_with(home, tmp_path):  # noqa: ARG001
    (tmp_path / "old.arc.gz").write_bytes(b"")
    assert "warcio recompress" in str(ask("warc", "import", tmp_path / "old.arc.gz").exception)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["warc", "export", "-o", "x.warc"], "the file's name ends in .gz: x.warc.gz"),
        (["warc", "export", "-o", "x.warc.gz", "--day", "2025-01-01"], "nothing was archived from 2025-01-01"),
        (["warc", "export", "-o", "x.warc.gz", "--day", "soon"], "YYYY-MM-DD"),
        (["warc", "export", "-o", "no/such/folder/x.warc.gz"], "Write to a folder that exists"),
        (["warc", "import", "nowhere.warc"], "no such file"),
        (["warc", "import", "README.md"], "is no WARC file"),
        (["warc", "import", "docs"], "no .warc, .warc.gz or .warc.zst file in docs"),
        (["replay", "--until", "2026-01-01"], "--until needs --day"),
        (["gc", "--yes", "--dry-run"], "contradict each other"),
    ],
)
@pytest.mark.usefixtures("archive")
def test_what_cannot_be_done_is_told_in_one_line(arguments, words):
    problem = ask(*arguments).exception
    assert isinstance(problem, Problem)
    assert words in str(problem)


def test_an_empty_archive_has_nothing_to_export_or_replay(home):
    for arguments in (["warc", "export", "-o", "x.warc.gz"], ["replay"]):
        assert "is empty. Run `masthead run`" in str(ask(*arguments).exception)
    assert "there is no data root" in str(ask("gc").exception)
    assert not home.exists()


def test_days_are_read_as_written():
    assert span(None, None) is None
    assert span("2026-01-02", None) == (date(2026, 1, 2), date(2026, 1, 2))
    assert span("2026-01-02", "2026-02-01") == (date(2026, 1, 2), date(2026, 2, 1))
    for wrong in (("2026-01-02", "2026-01-01"), ("2999-01-01", None)):
        with pytest.raises(Problem, match="empty or in the future"):
            span(*wrong)


def files_of(home):
    return {path for path in home.rglob("*") if path.is_file()}


def test_nothing_is_removed_unless_asked_and_then_only_what_nobody_names(archive, home):
    kept = files_of(home)
    orphan = home / "raw" / "objects" / "ab" / f"ab{'0' * 62}.gz"
    left = home / "batches" / "2026-03-02" / ".b1-x.tmp-77" / "figure.parquet"
    journal = home / "runs" / "r.7.tmp"
    for path in (orphan, left, journal):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x" * 1_000)
    for flags in ([], ["--dry-run"]):
        shown = ask("gc", *flags)
        assert shown.exit_code == 0
        assert "Nothing was removed. To remove it: masthead gc --yes" in shown.stdout
        assert orphan.name in shown.stdout.replace("\n", "")
    told = json.loads(ask("gc", "--json").stdout)
    assert not told["removed"]
    assert [(row["items"], row["bytes"]) for row in told["found"]] == [(2, 2_000), (1, 1_000)]
    assert files_of(home) - {home / ".lock"} == kept | {orphan, left, journal}
    assert "Removed." in ask("gc", "--yes").stdout
    assert files_of(home) - {home / ".lock"} == kept
    assert "Nothing to remove." in ask("gc", "--yes").stdout
    assert archived(archive) == PAGES


@pytest.mark.usefixtures("archive")
def test_many_paths_are_counted_not_listed(home):
    for n in range(30):
        (home / "raw" / "tmp" / f"{n}").write_bytes(b"x")
    assert "... and 20 more" in ask("gc").stdout


@pytest.mark.usefixtures("archive")
def test_while_a_run_is_under_way_nothing_is_removed(home):
    (home / "raw" / "tmp" / "half").write_bytes(b"x")
    with writer_lock(home, "masthead run"):
        assert isinstance(ask("gc", "--yes").exception, Locked)
    assert (home / "raw" / "tmp" / "half").exists()
