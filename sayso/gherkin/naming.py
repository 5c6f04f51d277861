"""Names that read like the feature and that pytest can take back as an argument."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha1
from typing import Any

LONGEST_ROW_ID = 80
UNTITLED = "(no title)"

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
# pytest splits node ids at `::` and takes everything after the first `[` for parameters.
_SEPARATORS = str.maketrans({"[": "(", "]": ")"})


def node_name(node: Mapping[str, Any]) -> str:
    """The title of a rule or scenario, without what pytest's node ids give a meaning to."""
    title = " ".join(_CONTROL.sub(" ", node["name"]).split())
    return _without_colons(title).translate(_SEPARATORS).strip(": ") or UNTITLED


def row_ids(rows: Sequence[tuple[tuple[str, str], ...]]) -> Iterator[str]:
    """An id for each row of an outline, from its values; equal rows are counted."""
    seen: Counter[str] = Counter()
    for row in rows:
        row_id = _row_id([value for _, value in row])
        seen[row_id] += 1
        yield row_id if seen[row_id] == 1 else f"{row_id} #{seen[row_id]}"


def _row_id(values: Sequence[str]) -> str:
    text = ", ".join(values)
    readable = _without_colons(_CONTROL.sub(" ", text))
    if len(readable) <= LONGEST_ROW_ID:
        return readable
    digest = sha1(text.encode(), usedforsecurity=False).hexdigest()[:8]
    return f"{readable[:LONGEST_ROW_ID]}… {digest}"


def _without_colons(text: str) -> str:
    return re.sub(":{2,}", lambda found: " ".join(found[0]), text)
