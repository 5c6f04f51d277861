"""What the templates of an application carry: ids, test ids, words."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from sayso.gherkin.reader import uri_of
from sayso.lint.locators import LocatorUse

SUFFIXES = frozenset({".html", ".jinja", ".jinja2", ".j2", ".py"})
# The value of an attribute; HTML needs no quotation marks around one word.
_VALUE = r"""\s*=\s*(?:"([^"]*)"|'([^']*)'|((?:\{\{.*?\}\}|[^\s"'=<>`{])+))"""
_TEST_ID = re.compile(rf"(?<!\[)data-testid{_VALUE}")
_ID = re.compile(rf"(?<![\w-])id{_VALUE}")
_COMPUTED = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{[^{}]*\}")


def template_files(folders: Iterable[Path]) -> list[Path]:
    """The files that write pages: templates, and Python where notices come from."""
    found = (path for folder in folders for path in sorted(folder.rglob("*")))
    return [path for path in found if path.suffix in SUFFIXES and path.is_file()]


def test_ids_carried(templates: Iterable[Path], root: Path) -> Iterator[LocatorUse]:
    """Each test id where it is written, with `{}` for what is computed."""
    for path in templates:
        if path.suffix == ".py":
            continue
        text = _text(path)
        for found in _TEST_ID.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            yield LocatorUse(_value(found), uri_of(path, root), line)


def ids_carried(templates: Iterable[Path]) -> list[str]:
    """All ids, with `{}` for what is computed."""
    texts = map(_text, templates)
    return sorted({_value(found) for text in texts for found in _ID.finditer(text)})


def said_by(templates: Iterable[Path]) -> str:
    """All that templates say, as `flat` makes it."""
    return flat("\n".join(map(_text, templates)))


def flat(text: str) -> str:
    """A text as a reader sees it: no mark-up, single blanks, small letters."""
    return " ".join(html.unescape(re.sub(r"<[^<>]*>", "", text)).split()).casefold()


def _text(path: Path) -> str:
    """What a template says; ids stay readable in whatever encoding the application gives it."""
    return path.read_text(encoding="utf-8", errors="replace")


def _value(found: re.Match[str]) -> str:
    return _COMPUTED.sub("{}", found[1] or found[2] or found[3] or "")
