"""What a trap is, and what several of them are made of."""

from __future__ import annotations

# What stands in the file, and lines the complaint must have, in this order.
Traps = dict[str, tuple[str | bytes, list[str]]]

RULE = "  Rule: B\n    Scenario: C\n      Given an empty cart\n"
OUTLINE = """\
    Scenario Outline: B
      Given an empty cart
      Then her cart holds <n>
      Examples:
        | n |
        | 0 |
"""
