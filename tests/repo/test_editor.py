"""The settings of the editor know every parameter a sentence has.

The Cucumber extension of VS Code finds a sentence when it is one literal and when each
`{name:Type}` in it is a parameter type of the settings; an unknown one hides the sentence from it.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

from steps.phrases import TYPES

ROOT = Path(__file__).parents[2]
SETTINGS = ".vscode/settings.json"
PARAMETER = re.compile(r"\{([^{}]+)\}")


def sentences() -> Iterator[str]:
    """The text of every step definition."""
    for path in sorted((ROOT / "steps").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                for decorator in node.decorator_list:
                    yield from _literals(decorator)


def _literals(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def pattern_of(parameter: str) -> str:
    """What the words of a parameter look like, as the editor has to be told."""
    kind = parameter.partition(":")[2]
    if kind == "d":
        return r"\d+"
    # a blank needs no backslash in JavaScript, and may have none in its strict mode
    return TYPES[kind].pattern.replace("\\ ", " ") if kind else ".+"


def test_the_editor_knows_every_parameter() -> None:
    told = {
        entry["name"]: entry["regexp"]
        for entry in json.loads((ROOT / SETTINGS).read_text("utf-8"))["cucumber.parameterTypes"]
    }
    used = {name: pattern_of(name) for text in sentences() for name in PARAMETER.findall(text)}
    assert used, "no step definition with a parameter was found in steps/"
    missing = [
        {"name": name, "regexp": pattern}
        for name, pattern in sorted(used.items())
        if told.get(name) != pattern
    ]
    assert not missing, f"add or correct in {SETTINGS}: {json.dumps(missing, ensure_ascii=False)}"
    assert not told.keys() - used, f"no sentence uses, take out: {sorted(told.keys() - used)}"
