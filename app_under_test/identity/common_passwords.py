"""Passwords that are guessed first: common ones, and those that are made of the shop's name."""

import re
from pathlib import Path

SHOP_NAMES = ("kettleandloom", "kettleloom")

LISTED = frozenset(
    Path(__file__).with_name("common_passwords.txt").read_text("utf-8").casefold().split()
)
"""The most common ones of eight and more characters, one a line (ASVS 6.2.4)."""


def is_common(password: str) -> bool:
    """Whether it is listed, or the shop's name with nothing but figures and signs around it."""
    folded = password.casefold()
    return folded in LISTED or re.sub(r"[\W\d_]", "", folded) in SHOP_NAMES
