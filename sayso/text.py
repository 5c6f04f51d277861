"""Texts for people: numbers with the nouns they count, and lines below a heading."""

from __future__ import annotations


def plural(count: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 scenario", "2 scenarios"."""
    return f"1 {one}" if count == 1 else f"{count:,} {many or one + 's'}"


def first_line(text: str) -> str:
    """A text up to its first line break."""
    return text.partition("\n")[0]


def indented(text: str, by: str) -> list[str]:
    """The lines of a text, moved in."""
    return [f"{by}{line}" for line in text.splitlines()]
