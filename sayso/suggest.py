"""The known word that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def closest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The known word most like `word`, in any case; None when none is like it.

    A `cutoff` of 1 asks for the same word, one of 0.6 for much the same letters.
    """
    folded = {name.casefold(): name for name in known}
    close = get_close_matches(word.casefold(), folded, n=1, cutoff=cutoff)
    return folded[close[0]] if close else None


def nearest(word: str, known: Iterable[str], ending: str = "") -> str:
    """` Did you mean "…"?` for the closest known word, or nothing.

    An `ending` that all of them have makes none of them alike.
    """
    stems = {name.removesuffix(ending): name for name in known}
    close = closest(word.removesuffix(ending), stems)
    return f' Did you mean "{stems[close]}"?' if close else ""
