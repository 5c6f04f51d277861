"""In which languages the shop writes to people, and which of them somebody reads."""

import re
from typing import Annotated, Literal, get_args

from fastapi import Depends, Header

Language = Literal["en", "de"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
DEFAULT: Language = "en"

RANGE = re.compile(r"([a-z]+)(?:-[a-z0-9-]+)?(?:\s*;\s*q=([01](?:\.[0-9]{0,3})?))?")
"""A language, perhaps of some region, and how much it is liked: `de-AT;q=0.8`."""


def preferred(accept_language: str) -> Language:
    """What a browser or program likes best of ours (RFC 9110 12.5.4); English if it names none."""
    best, most = DEFAULT, 0.0
    for said in accept_language.split(","):
        understood = RANGE.fullmatch(said.strip().lower())
        if understood is None:
            continue
        named, liked = understood[1], float(understood[2] or 1)
        for language in LANGUAGES:
            if language == named and liked > most:
                best, most = language, liked
    return best


def _preferred(accept_language: Annotated[str, Header()] = "") -> Language:
    return preferred(accept_language)


Preferred = Annotated[Language, Depends(_preferred)]
"""What the caller's browser or program says in `Accept-Language`."""
