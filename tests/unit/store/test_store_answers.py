import csv
import json
import zipfile
from datetime import date, datetime
from decimal import Decimal

import polars as pl
import pytest
from lxml import etree

from pipeline.store import answers
from pipeline.store.answers import FORMATS, Origin, to_json, write
from pipeline.store.errors import StoreError

ORIGIN = Origin(question="who_says", snapshot="s1", params={"number": "80", "kind": None}, extractor="reader-2")
HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", '=HYPERLINK("https://a.example")']
FRAME = pl.DataFrame(
    {
        "day": [date(2026, 1, 5), None],
        "at": [datetime(2026, 1, 5, 6, 30), None],  # noqa: DTZ001 - the warehouse's are naive
        "words": ["“80” killed", None],
        "n": [80, None],
        "share": [0.25, None],
        "named": [True, None],
        "sources": [["a", "b"], []],
        "huge": [2**60, None],
        "sum": [Decimal("12.5"), None],
    }
)


def cells(path, sheet=1):
    """Rows of a worksheet as (reference, type, formula?, text)."""
    space = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    with zipfile.ZipFile(path) as book:
        tree = etree.fromstring(book.read(f"xl/worksheets/sheet{sheet}.xml"))
        shared = []
        if "xl/sharedStrings.xml" in book.namelist():
            shared = ["".join(item.itertext()) for item in etree.fromstring(book.read("xl/sharedStrings.xml"))]
    found = {}
    for cell in tree.iterfind(".//m:c", space):
        assert cell.find("m:f", space) is None, "a formula"
        text = "".join(cell.itertext())
        found[cell.get("r")] = shared[int(text)] if cell.get("t") == "s" else text
    return found


def test_a_worksheet_holds_the_values_and_where_they_came_from(tmp_path):
    path = write(FRAME, tmp_path / "a.xlsx", "xlsx", ORIGIN)
    held = cells(path)
    assert [held[f"{column}1"] for column in "ABCDEFGHI"] == FRAME.columns
    assert held["C2"] == "“80” killed"
    assert [held[name] for name in ("D2", "E2", "F2", "G2", "H2", "I2")] == ["80", "0.25", "1", "a, b", str(2**60), "12.5"]
    assert float(held["A2"]) == (date(2026, 1, 5) - date(1899, 12, 30)).days
    assert float(held["B2"]) % 1 == pytest.approx(6.5 / 24)
    about = cells(path, sheet=2)
    assert "s1" in about.values()
    assert "parameter number" in about.values()


def test_no_spreadsheet_computes_what_a_page_says(tmp_path):
    frame = pl.DataFrame({"=cmd": HOSTILE, "words": [["=1"]] * len(HOSTILE)})
    held = cells(write(frame, tmp_path / "a.xlsx", "xlsx", ORIGIN))
    assert held["A1"] == "'=cmd"
    assert [held[f"A{at}"].replace("_x000D_", "\r") for at in range(2, 9)] == [f"'{text}" for text in HOSTILE]
    assert held["B2"] == "'=1"
    with write(frame.select("=cmd"), tmp_path / "a.csv", "csv", ORIGIN).open(newline="") as file:
        assert all(row[0].startswith("'") for row in csv.reader(file))


def test_what_does_not_fit_a_worksheet_is_said_or_cut(tmp_path, monkeypatch):
    long = pl.DataFrame({"text": ["x" * 40_000]})
    assert len(cells(write(long, tmp_path / "a.xlsx", "xlsx", ORIGIN))["A2"]) == answers.SHEET_CELL
    monkeypatch.setattr(answers, "SHEET_ROWS", 1)
    with pytest.raises(StoreError, match="a worksheet takes 1 rows"):
        write(FRAME, tmp_path / "b.xlsx", "xlsx", ORIGIN)
    assert not (tmp_path / "b.xlsx").exists()


def test_csv_and_json_have_their_origin_beside_them_and_parquet_in_it(tmp_path):
    for form in ("csv", "json"):
        write(FRAME, tmp_path / f"a.{form}", form, ORIGIN)
        about = json.loads((tmp_path / f"a.{form}.origin.json").read_text())
        assert about == {
            "question": "who_says",
            "snapshot": "s1",
            "extractor": "reader-2",
            "parameter number": "80",
            "parameter kind": "null",
        }
    rows = json.loads((tmp_path / "a.json").read_text())
    assert rows[0]["day"] == "2026-01-05"
    assert rows[0]["sources"] == ["a", "b"]
    assert rows[1]["n"] is None
    path = write(FRAME, tmp_path / "a.parquet", "parquet", ORIGIN)
    assert pl.read_parquet_metadata(path)["masthead snapshot"] == "s1"
    assert pl.read_parquet(path).equals(FRAME)
    assert json.loads(to_json(FRAME.head(0))) == []


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_is_written_whole_or_the_old_one_stays(tmp_path, form, monkeypatch):
    out = tmp_path / f"a.{form}"
    out.write_text("before")
    monkeypatch.setitem(answers._WRITERS, form, _torn)
    with pytest.raises(StoreError, match="the disk is full"):
        write(FRAME, out, form, ORIGIN)
    assert out.read_text() == "before"
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


def _torn(frame, path, origin):  # noqa: ARG001 - as writers are called
    path.write_bytes(b"half")
    raise OSError(28, "No space left on device")


def test_places_that_cannot_be_written_to_are_named(tmp_path):
    with pytest.raises(StoreError, match=r"is a folder. Name a file: --output .*answer.csv"):
        write(FRAME, tmp_path, "csv", ORIGIN)
    with pytest.raises(StoreError, match="there is no folder"):
        write(FRAME, tmp_path / "none" / "a.csv", "csv", ORIGIN)
