"""What a suite looks for on a page: test ids, ids, and words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sayso.gherkin.reader import uri_of

_COMPUTED = "{}"
_SELECTING = frozenset(
    {"frame_locator", "locator", "query_selector", "query_selector_all", "wait_for_selector"}
)
_BY_TEXT = frozenset({"get_by_label", "get_by_placeholder", "get_by_text"})
_TEST_ID = re.compile(r"""\[data-testid\s*([*^$]?)=\s*["']?([^"'\]]+)["']?\s*\]""")
_AROUND = {"": ("", ""), "^": ("", "{}"), "$": ("{}", ""), "*": ("{}", "{}")}
_ID = re.compile(r"#((?:[\w-]|\{\})+)(?!\\)")
_NO_CSS = ("//", "..", "text=", "xpath=")
_ASIDE = re.compile(r"""\[[^\]]*\]|"[^"]*"|'[^']*'""")  # where # means something else


@dataclass(frozen=True)
class LocatorUse:
    """Something that is looked for; what is computed is `{}` in `text`."""

    text: str
    uri: str
    line: int


@dataclass(frozen=True)
class Source:
    """A Python file that looks for things on pages, parsed."""

    uri: str
    nodes: Sequence[ast.AST]

    @cached_property
    def constants(self) -> dict[str, ast.expr]:
        """The names that are given a value, and given it once."""
        found: dict[str, list[ast.expr]] = {}
        for node in self.nodes:
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    found.setdefault(getattr(target, "id", ""), []).append(node.value)
        return {name: values[0] for name, values in found.items() if len(values) == 1}

    def text(self, node: ast.expr) -> str:
        """The text of an expression, with `{}` for what is computed."""
        if isinstance(node, ast.Name) and isinstance(self.constants.get(node.id), ast.Constant):
            node = self.constants[node.id]
        if isinstance(node, ast.JoinedStr):
            return "".join(map(self.text, node.values))
        return str(node.value) if isinstance(node, ast.Constant) else _COMPUTED


def read_sources(folders: Iterable[Path], root: Path) -> list[Source]:
    """The Python files below some folders; what cannot be read is a problem of the run."""
    found = []
    for path in sorted({path for folder in folders for path in folder.rglob("*.py")}):
        try:
            tree = ast.parse(path.read_bytes(), str(path))
        except (OSError, SyntaxError, ValueError):
            continue
        found.append(Source(uri_of(path, root), list(ast.walk(tree))))
    return found


class Ids:
    """What one side calls things, with `{}` for what is computed."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._ids = frozenset(ids)
        self._plain = [_plain(name) for name in self._ids]
        self._patterns = [_pattern(name) for name in self._ids if _COMPUTED in name]

    def fit(self, other: str) -> bool:
        """Whether an id of the other side could be one of these."""
        if other in self._ids or any(
            pattern.fullmatch(_plain(other)) for pattern in self._patterns
        ):
            return True
        return _COMPUTED in other and any(map(_pattern(other).fullmatch, self._plain))


def test_ids_used(modules: Sequence[Source]) -> Iterator[LocatorUse]:
    """The test ids that are looked for, by their own function or in a selector."""
    yield from _first_arguments(modules, {"get_by_test_id"})
    for argument in _first_arguments(modules, _SELECTING):
        for found in _TEST_ID.finditer(argument.text):
            before, after = _AROUND[found[1]]
            yield LocatorUse(f"{before}{found[2]}{after}", argument.uri, argument.line)


def named(wanted: Sequence[LocatorUse], modules: Iterable[Source]) -> Iterator[LocatorUse]:
    """Those that say a part of a name; for a look-up by a mere value, any text may be its name."""
    by_name = [use for use in wanted if use.text.replace("{}", "")]
    yield from by_name
    for module in modules if len(by_name) < len(wanted) else ():
        for node in module.nodes:
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield LocatorUse(node.value, module.uri, node.lineno)


def ids_used(modules: Sequence[Source]) -> Iterator[LocatorUse]:
    """The ids in selectors like `form #total`."""
    for argument in _first_arguments(modules, _SELECTING):
        plain = "" if argument.text.startswith(_NO_CSS) else _ASIDE.sub("", argument.text)
        for found in _ID.finditer(plain):
            yield LocatorUse(found[1], argument.uri, argument.line)


def texts_used(modules: Sequence[Source]) -> Iterator[LocatorUse]:
    """The labels, texts and names of roles."""
    yield from _first_arguments(modules, _BY_TEXT)
    for module, call in _calls(modules, {"get_by_role"}):
        for keyword in call.keywords:
            if keyword.arg == "name":
                yield LocatorUse(module.text(keyword.value), module.uri, call.lineno)


def _first_arguments(modules: Sequence[Source], names: Set[str]) -> Iterator[LocatorUse]:
    for module, call in _calls(modules, names):
        if call.args:
            yield LocatorUse(module.text(call.args[0]), module.uri, call.lineno)


def _calls(modules: Iterable[Source], names: Set[str]) -> Iterator[tuple[Source, ast.Call]]:
    for module in modules:
        for node in module.nodes:
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in names:
                yield module, node


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(".*".join(re.escape(part) for part in text.split(_COMPUTED)), re.DOTALL)


def _plain(text: str) -> str:
    return text.replace(_COMPUTED, "\N{REPLACEMENT CHARACTER}")
