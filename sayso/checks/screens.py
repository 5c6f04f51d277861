"""Test ids and texts that page objects look for, against the templates that should carry them."""

from __future__ import annotations

import ast
import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sayso.gherkin.problems import Problem, nearest
from sayso.sentences.module import Module

SUFFIXES = frozenset({".html", ".jinja", ".jinja2", ".j2", ".py"})
_TEST_ID = re.compile(r"""data-testid\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_COMPUTED = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{[^{}]*\}")
_EDGES = " £$€.,:"  # what a template may compute together with the value beside it
_LETTERS = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True)
class Looked:
    """Something a page object looks for; what is computed is `{}` in `text`."""

    text: str
    uri: str
    line: int

    def fits(self, other: str) -> bool:
        """Whether a text of the templates could be this one."""
        return bool(
            _pattern(self.text).fullmatch(_plain(other))
            or _pattern(other).fullmatch(_plain(self.text))
        )


def unknown_test_ids(
    modules: Iterable[Module], templates: Iterable[Path], root: Path
) -> Iterator[Problem]:
    """Test ids that only one of the two sides knows."""
    wanted = [each for module in modules for each in _test_ids_used(module)]
    carried = list(_test_ids_carried(templates, root))
    names = sorted({each.text for each in carried})
    for each in wanted:
        if not any(each.fits(name) for name in names):
            reason = f'No template carries the test id "{each.text}".{nearest(each.text, names)}'
            yield Problem(
                each.uri, each.line, each.text, reason, "Agree on one name.", "unknown-test-id"
            )
    for each in carried:
        if not any(looked.fits(each.text) for looked in wanted):
            reason = f'No page object looks for the test id "{each.text}".'
            yield Problem(
                each.uri, each.line, each.text, reason, "Use it, or take it out.", "unused-test-id"
            )


def unknown_texts(modules: Iterable[Module], templates: Iterable[Path]) -> Iterator[Problem]:
    """Names of roles, labels and texts that stand in no template."""
    said = _flat("\n".join(path.read_text(encoding="utf-8") for path in templates))
    for module in modules:
        for looked in _texts_used(module):
            parts = [part for part in looked.text.split("{}") if _LETTERS.search(part)]
            lost = [part for part in parts if _flat(part).strip(_EDGES) not in said]
            if lost:
                reason = f'No template says "{lost[0].strip()}".'
                remedy = "Write what the page says; people know things by it."
                yield Problem(looked.uri, looked.line, looked.text, reason, remedy, "unknown-text")


def template_files(folders: Iterable[Path]) -> list[Path]:
    """The files that write pages: templates, and Python where notices come from."""
    return [
        path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix in SUFFIXES
    ]


def _test_ids_used(module: Module) -> Iterator[Looked]:
    for call in _calls(module, {"get_by_test_id"}):
        if call.args:
            yield Looked(_text(call.args[0]), module.uri, call.lineno)


def _texts_used(module: Module) -> Iterator[Looked]:
    for call in _calls(module, {"get_by_label", "get_by_text", "get_by_placeholder"}):
        if call.args:
            yield Looked(_text(call.args[0]), module.uri, call.lineno)
    for call in _calls(module, {"get_by_role"}):
        for keyword in call.keywords:
            if keyword.arg == "name":
                yield Looked(_text(keyword.value), module.uri, call.lineno)


def _calls(module: Module, names: set[str]) -> Iterator[ast.Call]:
    for node in ast.walk(module.tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in names
        ):
            yield node


def _text(node: ast.expr) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) for part in node.values)
    return str(node.value) if isinstance(node, ast.Constant) else "{}"


def _test_ids_carried(templates: Iterable[Path], root: Path) -> Iterator[Looked]:
    for path in templates:
        if path.suffix == ".py":
            continue
        text = path.read_text(encoding="utf-8")
        for found in _TEST_ID.finditer(text):
            name = _COMPUTED.sub("{}", found[1] or found[2] or "")
            line = text.count("\n", 0, found.start()) + 1
            yield Looked(name, path.relative_to(root).as_posix(), line)


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(".*".join(re.escape(part) for part in text.split("{}")), re.DOTALL)


def _plain(text: str) -> str:
    return text.replace("{}", "\N{REPLACEMENT CHARACTER}")


def _flat(text: str) -> str:
    """A text as a reader sees it: no mark-up, single blanks, small letters."""
    return " ".join(html.unescape(re.sub(r"<[^<>]*>", "", text)).split()).casefold()
