"""Google's assertions about robots.txt, read out of its C++ test: https://github.com/google/robotstxt, robots_test.cc."""

import ast
import os
import re
from pathlib import Path

import pytest

from pipeline.acquire.robots import is_allowed

pytestmark = pytest.mark.measure

LISTED = {
    (
        "ID_Encoding",
        "http://foo.bar/foo/bar/ツ",
    ): "RFC 9309, 2.2.2: octets outside ASCII are escaped in the address, too, before they are compared",
    ("ID_Encoding", "http://foo.bar/foo/bar/baz"): "RFC 9309, 2.2.2: an escaped unreserved character ('%62') is the character ('b')",
}
"""Assertions that do not hold here, by test and address, with the reason: there the RFC says otherwise than Google's parser."""

TEST = re.compile(r"^TEST\(RobotsUnittest, (\w+)\) \{(.*?)^\}", re.DOTALL | re.MULTILINE)
STATEMENT = re.compile(
    r"""(?P<open>\{)|(?P<close>\})
    |(?:static\s+)?(?:const\s+)?(?:absl::string_view|std::string)\s+(?P<name>\w+)\s*=\s*(?P<value>(?:"(?:[^"\\]|\\.)*"\s*)+);
    |EXPECT_(?P<expected>TRUE|FALSE)\(\s*IsUserAgentAllowed\((?P<arguments>.*?)\)\);""",
    re.DOTALL | re.VERBOSE,
)
ARGUMENT = re.compile(r'(?:"(?:[^"\\]|\\.)*"\s*)+|\w+')
LITERAL = re.compile(r'"(?:[^"\\]|\\.)*"')


def text(source):
    return "".join(ast.literal_eval(part) for part in LITERAL.findall(source))


def assertions():
    given = os.environ.get("ROBOTS_TESTS") or (f"{os.environ['MASTHEAD_MEASURE']}/robotstxt" if "MASTHEAD_MEASURE" in os.environ else "")
    file = Path(given) / "robots_test.cc"
    if not given or not file.is_file():
        pytest.skip("no robots_test.cc in $ROBOTS_TESTS or $MASTHEAD_MEASURE/robotstxt")
    for test, body in TEST.findall(file.read_text("utf-8")):
        if test == "GoogleOnly_LineTooLong":  # its texts are built by loops: retold below
            continue
        scopes = [{}]
        for match in STATEMENT.finditer(re.sub(r"^\s*//.*$", "", body, flags=re.MULTILINE)):
            if match["open"]:
                scopes.append({})
            elif match["close"]:
                scopes.pop()
            elif match["name"]:
                scopes[-1][match["name"]] = text(match["value"])
            else:
                known = {name: value for scope in scopes for name, value in scope.items()}
                arguments = [text(part) if part[0] == '"' else known[part] for part in ARGUMENT.findall(match["arguments"])]
                yield test, *arguments, match["expected"] == "TRUE"


def test_googles_assertions_hold_or_are_listed():
    failing, count = [], 0
    for test, robots, agent, url, expected in assertions():
        count += 1
        if is_allowed(robots.encode(), agent, url) is not expected:
            failing.append((test, url))
    print(f"google/robotstxt: {count - len(failing)} of {count} hold, {len(failing)} listed")  # noqa: T201 - the figure a reader wants
    assert set(failing) == set(LISTED), "failing and not listed, or listed and holding"
    assert count > 120


def test_lines_that_are_too_long_are_cut_where_google_cuts_them():
    limit = 2083 * 8

    def long(letter, field):  # as its loop fills it
        return "/x/" + letter * (limit - len("/x/") - len(field) + 1 - len("/x/"))

    path = long("a", "disallow: ")
    robots = f"user-agent: FooBot\ndisallow: {path}/qux\n".encode()
    assert is_allowed(robots, "FooBot", "http://foo.bar/fux")
    assert not is_allowed(robots, "FooBot", f"http://foo.bar{path}/fux")
    one, two = long("a", "allow: "), long("b", "allow: ")
    robots = f"user-agent: FooBot\ndisallow: /\nallow: {one}/qux\nallow: {two}/qux\n".encode()
    assert not is_allowed(robots, "FooBot", "http://foo.bar/")
    assert is_allowed(robots, "FooBot", f"http://foo.bar{one}/qux")
    assert is_allowed(robots, "FooBot", f"http://foo.bar{two}/fux")
