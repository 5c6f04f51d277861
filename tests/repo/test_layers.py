"""One direction of traffic: features, steps, pages and fixtures, sayso; and the shop apart."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# Which of the house's folders each folder may import; every other one is against the arrow.
MAY_IMPORT = {
    "steps": {"steps", "pages", "fixtures", "sayso"},
    "pages": {"pages", "sayso"},
    "fixtures": {"fixtures", "pages", "sayso"},
    "sayso": {"sayso"},
    "app_under_test": {"app_under_test"},
}
HOUSE = {*MAY_IMPORT, "tests", "benchmarks", "features"}

# The folders and single modules of sayso/, each importing only from its own line and those below.
LAYERS = (
    ("__init__", "__main__", "plugin"),
    ("cli",),
    ("hooks",),
    ("report",),
    ("evidence",),
    ("behave",),
    ("collection",),
    ("lint",),
    ("runner",),
    ("target",),
    ("browser",),
    ("redaction",),
    ("steps",),
    ("gherkin",),
    ("xdist", "options", "project", "settings", "values", "longrepr", "gc_pause"),
    ("errors", "outcomes", "suggest", "text"),
)

# "order" and "product" are missing: a framework puts things in order, too.
SHOP_WORDS = {
    "basket",
    "cart",
    "checkout",
    "customer",
    "mug",
    "purchase",
    "shop",
    "shopper",
    "sku",
    "stock",
    "storefront",
}
WORD = re.compile(r"[A-Z]?[a-z]+")


def sources(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and top-level package of every import, wherever it stands in the file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.split(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = path.relative_to(ROOT).parts[0] if node.level else (node.module or "")
            yield node.lineno, package.split(".")[0]


def imports_by_name(path: Path) -> Iterator[tuple[int, str]]:
    """Line and top-level package of every import_module("...") and __import__("...")."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = ast.unparse(node.func).rsplit(".", 1)[-1]
            if called in {"import_module", "__import__"}:
                yield node.lineno, str(node.args[0].value).split(".")[0]


def names(path: Path) -> Iterator[tuple[int, str]]:
    """Line and text of every name a module gives or uses; texts and comments do not count."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        for field in ("id", "attr", "name", "arg", "module"):
            value = getattr(node, field, None)
            if isinstance(value, str) and hasattr(node, "lineno"):
                yield node.lineno, value


def against_the_arrow(folder: str) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{line} imports {package}, but {folder}/ may import only"
        f" {', '.join(sorted(MAY_IMPORT[folder]))}"
        for path in sources(folder)
        for line, package in (*imports(path), *imports_by_name(path))
        if package in HOUSE - MAY_IMPORT[folder]
    ]


@pytest.mark.parametrize("folder", sorted(MAY_IMPORT))
def test_no_import_runs_against_the_arrow(folder: str) -> None:
    assert sources(folder), f"{folder}/ holds no Python file: is this still the house?"
    wrong = against_the_arrow(folder)
    assert not wrong, "\n".join(wrong)


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {module_of(path): path for path in sources("sayso")}


def modules_imported(path: Path) -> Iterator[str]:
    """The modules of sayso that a module imports, anywhere in it; for types too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            whole = [f"{node.module}.{alias.name}" for alias in node.names]
            names = [name if name in MODULES else str(node.module) for name in whole]
        else:
            continue
        yield from (name for name in names if name in MODULES and name != "sayso")


def layer_of(module: str) -> int:
    part = [*module.split("."), "__init__"][1]
    return next(number for number, parts in enumerate(LAYERS) if part in parts)


def test_imports_inside_sayso_go_downwards() -> None:
    upwards = sorted(
        f"{module} -> {imported}"
        for module, path in MODULES.items()
        for imported in set(modules_imported(path))
        if layer_of(imported) < layer_of(module)
    )
    assert upwards == []


def test_modules_of_sayso_import_each_other_in_no_circle() -> None:
    # the public face imports by name, for its users only
    left = {
        module: {*modules_imported(path)} - {module}
        for module, path in MODULES.items()
        if module != "sayso"
    }
    while leaves := [module for module, imported in left.items() if not imported & left.keys()]:
        for module in leaves:
            del left[module]
    assert not left, f"these import each other: {', '.join(sorted(left))}"


def test_features_hold_sentences_only() -> None:
    others = [
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / "features").rglob("*"))
        if path.is_file() and path.suffix not in {".feature", ".md"}
    ]
    assert not others, f"features/ is for sentences; move these out of it: {', '.join(others)}"


def test_features_are_filed_one_folder_deep() -> None:
    misplaced = [
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / "features").rglob("*.feature"))
        if len(path.relative_to(ROOT).parts) != 3
    ]
    assert not misplaced, f"file these by part of the shop, one folder deep: {', '.join(misplaced)}"


def test_the_framework_speaks_no_shop_word() -> None:
    spoken = [
        f"{path.relative_to(ROOT)}:{line} speaks of {name}"
        for path in sources("sayso")
        for line, name in names(path)
        if SHOP_WORDS & {word.lower() for word in WORD.findall(name)}
    ]
    assert not spoken, "sayso is for any system, not for this shop:\n" + "\n".join(spoken)
