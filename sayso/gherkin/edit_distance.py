"""How many slips of the pen lie between two words."""

from __future__ import annotations


def close(word: str, keyword: str) -> bool:
    """One slip apart: a letter too many, too few, wrong, or two swapped; two in longer words."""
    allowed = 1 if len(keyword) < 5 else 2
    if abs(len(word) - len(keyword)) > allowed or len(word) < 2:
        return False
    return slips_between(word.casefold(), keyword.casefold()) <= allowed


def slips_between(one: str, two: str) -> int:
    """The distance of Damerau and Levenshtein, where a swap of neighbours counts once."""
    rows = [list(range(len(two) + 1))]
    for i, a in enumerate(one, start=1):
        row = [i]
        for j, b in enumerate(two, start=1):
            row.append(min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (a != b)))
            if i > 1 and j > 1 and a == two[j - 2] and one[i - 2] == b:
                row[-1] = min(row[-1], rows[-2][j - 2] + 1)
        rows.append(row)
    return rows[-1][-1]
