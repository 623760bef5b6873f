"""The web platform's own URL test data, for the hosts of http(s) addresses: https://github.com/web-platform-tests/wpt, url/resources/urltestdata.json."""

import json
import os
from pathlib import Path

import ada_url
import pytest

from pipeline.acquire.gate import Refused, check
from pipeline.acquire.urls import UrlError, canonical

pytestmark = pytest.mark.measure
PUBLIC = ["93.184.216.34"]
POLICY = {"port", "userinfo", "host", "not_public"}
"""Reasons that are ours, not the standard's: an address the standard can read, which a crawler must not or cannot ask for."""


def cases():
    given = os.environ.get("URL_TESTS") or (f"{os.environ['MASTHEAD_MEASURE']}/wpt" if "MASTHEAD_MEASURE" in os.environ else "")
    file = Path(given) / "urltestdata.json"
    if not given or not file.is_file():
        pytest.skip("no urltestdata.json in $URL_TESTS or $MASTHEAD_MEASURE/wpt")
    return [case for case in json.loads(file.read_text("utf-8")) if isinstance(case, dict)]


def absolute(case):
    """The address joined to its base, or None where the data says there is none."""
    try:
        return ada_url.join_url(case["base"], case["input"]) if case.get("base") else case["input"]
    except (ValueError, UnicodeEncodeError):
        return None


def test_the_gate_reads_every_host_as_the_standard_does():
    wrong, passed, refused = [], 0, {}
    for case in cases():
        if case.get("failure") or case["protocol"] not in {"http:", "https:"}:
            continue
        try:
            target = check(absolute(case), lambda _: PUBLIC, ports=range(65536))
        except Refused as error:
            refused[error.reason] = refused.get(error.reason, 0) + 1
            if error.reason not in POLICY:
                wrong.append((case["input"], error.reason))
            continue
        passed += 1
        expected = (case["hostname"], case["protocol"], case["pathname"] + case["search"])
        if (target.host, f"{target.scheme}:", target.path) != expected:
            wrong.append((case["input"], target.host))
    print(f"web platform, http(s) addresses: {passed} as the standard says, refused by policy {refused}, wrong {len(wrong)}")  # noqa: T201 - the figures a reader of the run wants
    assert wrong == []
    assert passed > 150


def test_what_the_standard_cannot_read_is_refused():
    count = 0
    for case in cases():
        if not case.get("failure"):
            continue
        address = absolute(case)
        if address is None:
            count += 1
            continue
        with pytest.raises(Refused):
            check(address, lambda _: PUBLIC, ports=range(65536))
        with pytest.raises(UrlError):
            canonical(address)
        count += 1
    print(f"web platform, failures: {count} refused")  # noqa: T201 - the figures a reader of the run wants
    assert count > 100


def test_canonical_keeps_the_host_and_is_stable():
    count = 0
    for case in cases():
        if case.get("failure") or case["protocol"] not in {"http:", "https:"} or case["username"] or case["password"]:
            continue
        found = canonical(absolute(case))
        assert ada_url.parse_url(found)["host"] == case["host"], case["input"]
        assert canonical(found) == found
        count += 1
    print(f"web platform, canonical: {count} hosts")  # noqa: T201 - the figures a reader of the run wants
    assert count > 150
