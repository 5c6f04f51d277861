"""What a suite needs is imported from `sayso`, and this repository's own suite does just that."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

import sayso

ROOT = Path(__file__).parents[2]


def private_imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        modules: list[str] = []
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            modules = [str(node.module)]
        private = (module for module in modules if module.startswith("sayso."))
        yield from (f"{path.relative_to(ROOT)} imports {module}" for module in private)


def test_suite_imports_only_the_public_face() -> None:
    suites = [ROOT, *(path.parent for path in ROOT.glob("examples/*/pyproject.toml"))]
    folders = [suite / name for suite in suites for name in ("steps", "fixtures", "pages")]
    paths = [path for folder in folders for path in folder.rglob("*.py")]
    assert paths
    assert [line for path in paths for line in private_imports(path)] == []


@pytest.mark.parametrize("name", sayso.__all__)
def test_every_public_name_can_be_imported(name: str) -> None:
    assert getattr(sayso, name).__doc__ or name in ("StartTarget", "SignedIn")


def test_type_checkers_are_told_that_sayso_is_typed() -> None:
    assert files("sayso").joinpath("py.typed").is_file()
