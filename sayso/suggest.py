"""The known word that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, known: Iterable[str], ending: str = "") -> str:
    """` Did you mean "…"?` for the closest known word, or nothing.

    An `ending` that all of them have makes none of them alike.
    """
    folded = {each.casefold().removesuffix(ending): each for each in known}
    close = get_close_matches(word.casefold().removesuffix(ending), folded, n=1, cutoff=0.6)
    return f' Did you mean "{folded[close[0]]}"?' if close else ""
