"""Descriptions and introductions: Markdown by people, without any markup of theirs."""

from __future__ import annotations

import re
import textwrap
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

SENTENCE = re.compile(r"(.+?[.!?])(?:\s|$)", re.DOTALL)
HEADING = re.compile(r"\A\s*#\s+(.+?)\s*#*\s*$", re.MULTILINE)


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt  # only for features that have a description

    # Pictures would be asked from wherever they lie; the report asks nothing of anybody.
    return MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")


def prose(text: str) -> str:
    """Markdown as HTML; raw HTML in it stays text (`html` is off), unsafe links are dropped."""
    plain = textwrap.dedent(text).strip()
    return str(_markdown().render(plain)) if plain else ""


def first_sentence(text: str) -> str:
    flat = " ".join(text.split("\n\n")[0].split())
    found = SENTENCE.match(flat)
    return found[1] if found else flat


def title_and_rest(text: str, otherwise: str) -> tuple[str, str]:
    """The heading an introduction opens with, and what follows it."""
    found = HEADING.search(text)
    if found is None:
        return otherwise, text
    return found[1], text[found.end() :].strip()
