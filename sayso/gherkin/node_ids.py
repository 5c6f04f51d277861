"""Names that read like the feature and that pytest can take back as an argument."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha1
from itertools import count
from typing import Any

LONGEST_ROW_ID = 80
UNTITLED = "(no title)"

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
# pytest splits node ids at `::` and takes everything after the first `[` for parameters.
_SEPARATORS = str.maketrans({"[": "(", "]": ")"})
_NUMBERED = re.compile(r" #\d+$")


def node_name(node: Mapping[str, Any]) -> str:
    """The title of a rule or scenario, without what pytest's node ids give a meaning to."""
    title = " ".join(_CONTROL.sub(" ", node["name"]).split())
    return _without_colons(title).translate(_SEPARATORS).strip(": ") or UNTITLED


def distinct_names(nodes: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The names of siblings; the second of one title is called "title (2)"."""
    names = [node_name(node) for node in nodes]
    taken, seen = set(names), set[str]()
    for name in names:
        numbered = (f"{name} ({number})" for number in count(2))
        unique = name if name not in seen else next(n for n in numbered if n not in taken)
        taken.add(unique)
        seen.add(name)
        yield unique


def row_ids(rows: Sequence[tuple[tuple[str, str], ...]]) -> Iterator[str]:
    """An id for each row of an outline, from its values; equal rows are counted.

    A row that ends like a counted one is counted from the first, so that no two get the same id.
    """
    seen: Counter[str] = Counter()
    for row in rows:
        row_id = _row_id([value for _, value in row])
        seen[row_id] += 1
        counted = seen[row_id] > 1 or _NUMBERED.search(row_id)
        yield f"{row_id} #{seen[row_id]}" if counted else row_id


def _row_id(values: Sequence[str]) -> str:
    text = ", ".join(values)
    # After `][` would stand the value of a fixture, which tells the tests of one row apart.
    readable = _without_colons(_CONTROL.sub(" ", text)).replace("][", "] [")
    if len(readable) <= LONGEST_ROW_ID:
        return readable
    digest = sha1(text.encode(), usedforsecurity=False).hexdigest()[:8]
    return f"{readable[:LONGEST_ROW_ID]}… {digest}"


def _without_colons(text: str) -> str:
    return re.sub(":{2,}", lambda found: " ".join(found[0]), text)
