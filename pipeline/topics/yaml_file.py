"""YAML read with the line of every value, so that an error can say where it stands and what would be right."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

MAX_BYTES = 4_000_000
MAX_NODES = 400_000  # YAML's own aliases can unfold a small file into billions of nodes
MAX_DEPTH = 12
_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class YamlFileError(ValueError):
    """A YAML file is wrong. The message names file, line, reason and what to do."""


@dataclass(frozen=True, slots=True)
class Node:
    """A value of the file and where it stands. `value` is a text (None for null), a list of nodes, or a dict of nodes by key."""

    value: str | list[Node] | dict[str, Node] | None
    file: str
    line: int

    def wrong(self, reason: str, suggestion: str = "") -> NoReturn:
        """Raise `YamlFileError` for this node."""
        raise YamlFileError(f"{self.file}, line {self.line}: {reason}{'. ' + suggestion if suggestion else ''}")

    def fields(self, known: Iterable[str], required: Iterable[str] = ()) -> dict[str, Node]:
        """The node as a mapping whose keys are all among `known`; an unknown key is answered with the nearest known one."""
        if not isinstance(self.value, dict):
            self.wrong(f"expected keys and values, found {self._what()}", f"known keys: {', '.join(known)}")
        known = tuple(known)
        for key, node in self.value.items():
            if key not in known:
                near = difflib.get_close_matches(key, known, n=1)
                node.wrong(f"unknown key '{key}'", f"did you mean '{near[0]}'?" if near else f"known keys: {', '.join(known)}")
        for key in required:
            if key not in self.value:
                self.wrong(f"the key '{key}' is missing", f"add '{key}: ...'")
        return self.value

    def items(self) -> list[Node]:
        """The node as a list; null is an empty one."""
        if self.value is None:
            return []
        if not isinstance(self.value, list):
            self.wrong(f"expected a list, found {self._what()}", "write it as [a, b] or as lines that begin with '- '")
        return self.value

    def text(self) -> str:
        """The node as a text that is not empty."""
        if not isinstance(self.value, str) or not self.value.strip():
            self.wrong(f"expected a text, found {self._what()}", "write a word, in quotes where YAML would read it otherwise")
        return self.value

    def maybe(self) -> str | None:
        """The node as a text, or None where the file says null."""
        return None if self.value is None else self.text()

    def texts(self) -> tuple[str, ...]:
        """The node as a list of texts."""
        return tuple(item.text() for item in self.items())

    def choice(self, allowed: Iterable[str]) -> str:
        """The node as one of `allowed`."""
        word = self.text()
        allowed = tuple(allowed)
        if word not in allowed:
            near = difflib.get_close_matches(word, allowed, n=1)
            self.wrong(f"'{word}' is not allowed here", f"did you mean '{near[0]}'?" if near else f"one of: {', '.join(allowed)}")
        return word

    def flag(self) -> bool:
        """The node as true or false."""
        return self.choice(("true", "false")) == "true"

    def number(self, low: float, high: float) -> float:
        """The node as a number from `low` to `high`."""
        word = self.text()
        try:
            found = float(word)
        except ValueError:
            self.wrong(f"'{word}' is not a number")
        if not low <= found <= high:
            self.wrong(f"{word} is out of range", f"allowed: {low:g} to {high:g}")
        return found

    def _what(self) -> str:
        if self.value is None or self.value == "":
            return "nothing"
        if isinstance(self.value, str):
            return f"'{self.value[:40]}'"
        return "a list" if isinstance(self.value, list) else "keys and values"


def read(path: Path) -> tuple[Node, bytes]:
    """The file as a node, and its bytes. Raises `YamlFileError` where it cannot be read."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise YamlFileError(f"{path}: larger than {MAX_BYTES:,} bytes. Split it.")
        content = path.read_bytes()
        root = yaml.compose(content.decode("utf-8-sig"), Loader=_LOADER)
    except OSError as error:
        raise YamlFileError(f"{path}: cannot be read: {error.strerror or error}. Check the path.") from error
    except UnicodeDecodeError as error:
        raise YamlFileError(f"{path}: not UTF-8 at byte {error.start}. Save it as UTF-8.") from error
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        reason = getattr(error, "problem", None) or "it is not YAML"
        raise YamlFileError(f"{path}{where}: {reason}. Check indentation, brackets and quotes there.") from error
    if root is None:
        raise YamlFileError(f"{path}, line 1: the file is empty. See the bundled one for the shape.")
    return _convert(root, str(path), [0], 0), content


def _convert(node: yaml.Node, file: str, seen: list[int], depth: int) -> Node:
    line = node.start_mark.line + 1
    seen[0] += 1
    if seen[0] > MAX_NODES or depth > MAX_DEPTH:
        raise YamlFileError(f"{file}, line {line}: too many or too deeply nested values. Write them out flat, without YAML anchors.")
    if isinstance(node, yaml.SequenceNode):
        return Node([_convert(item, file, seen, depth + 1) for item in node.value], file, line)
    if isinstance(node, yaml.MappingNode):
        found: dict[str, Node] = {}
        for key, value in node.value:
            name = str(key.value)
            if name in found:
                raise YamlFileError(f"{file}, line {key.start_mark.line + 1}: the key '{name}' stands twice. Keep one.")
            found[name] = _convert(value, file, seen, depth + 1)
        return Node(found, file, line)
    return Node(None if node.tag == "tag:yaml.org,2002:null" else str(node.value), file, line)
