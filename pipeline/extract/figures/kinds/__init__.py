"""The kinds of figures, one file each: a new file with a `RULE` is a new kind."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.extract.figures.rule import Rule


RULES: dict[str, Rule] = {
    rule.kind: rule
    for rule in (
        import_module(f"{__name__}.{module.name}").RULE for module in sorted(iter_modules(__path__), key=lambda module: module.name)
    )
}
"""Every kind's rule by its name, in the order of the files."""
