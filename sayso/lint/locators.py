"""What a suite looks for on a page: test ids, ids, and words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass

from sayso.steps.module import Module
from sayso.steps.written import Written

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
class Looked:
    """Something that is looked for; what is computed is `{}` in `text`."""

    text: str
    uri: str
    line: int


class Ids:
    """What one side calls things, with `{}` for what is computed."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._ids = frozenset(ids)
        self._plain = [_plain(each) for each in self._ids]
        self._patterns = [_pattern(each) for each in self._ids if _COMPUTED in each]

    def fit(self, other: str) -> bool:
        """Whether an id of the other side could be one of these."""
        if other in self._ids or any(each.fullmatch(_plain(other)) for each in self._patterns):
            return True
        return _COMPUTED in other and any(map(_pattern(other).fullmatch, self._plain))


def test_ids_used(modules: Sequence[Module]) -> Iterator[Looked]:
    """The test ids that are looked for, by their own function or in a selector."""
    yield from _first_arguments(modules, {"get_by_test_id"})
    for each in _first_arguments(modules, _SELECTING):
        for found in _TEST_ID.finditer(each.text):
            before, after = _AROUND[found[1]]
            yield Looked(f"{before}{found[2]}{after}", each.uri, each.line)


def named(wanted: Sequence[Looked], modules: Iterable[Module]) -> Iterator[Looked]:
    """Those that say a part of a name; for a look-up by a mere value, any text may be its name."""
    by_name = [each for each in wanted if each.text.replace("{}", "")]
    yield from by_name
    for module in modules if len(by_name) < len(wanted) else ():
        for node in module.nodes:
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield Looked(node.value, module.uri, node.lineno)


def ids_used(modules: Sequence[Module]) -> Iterator[Looked]:
    """The ids in selectors like `form #total`."""
    for each in _first_arguments(modules, _SELECTING):
        plain = "" if each.text.startswith(_NO_CSS) else _ASIDE.sub("", each.text)
        for found in _ID.finditer(plain):
            yield Looked(found[1], each.uri, each.line)


def texts_used(modules: Sequence[Module]) -> Iterator[Looked]:
    """The labels, texts and names of roles."""
    yield from _first_arguments(modules, _BY_TEXT)
    written = Written(modules)
    for module, call in _calls(modules, {"get_by_role"}):
        for keyword in call.keywords:
            if keyword.arg == "name":
                yield Looked(written.text(keyword.value, module), module.uri, call.lineno)


def _first_arguments(modules: Sequence[Module], names: Set[str]) -> Iterator[Looked]:
    written = Written(modules)
    for module, call in _calls(modules, names):
        if call.args:
            yield Looked(written.text(call.args[0], module), module.uri, call.lineno)


def _calls(modules: Iterable[Module], names: Set[str]) -> Iterator[tuple[Module, ast.Call]]:
    for module in modules:
        for node in module.nodes:
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in names:
                yield module, node


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(".*".join(re.escape(part) for part in text.split(_COMPUTED)), re.DOTALL)


def _plain(text: str) -> str:
    return text.replace(_COMPUTED, "\N{REPLACEMENT CHARACTER}")
