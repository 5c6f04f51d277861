"""What a step of behave finds in its `context`: attributes, the table and the text below it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import SimpleNamespace
from typing import Any


class Row(Mapping[str, str]):
    """A row of a table: its cells by heading and by number, as behave has them."""

    def __init__(self, headings: Sequence[str], cells: Sequence[str]) -> None:
        self.headings, self.cells = list(headings), list(cells)

    def __getitem__(self, key: str | int) -> str:
        return self.cells[key if isinstance(key, int) else self.headings.index(key)]

    def __iter__(self) -> Iterator[str]:
        """Behave iterates over cells, and not over headings."""
        return iter(self.cells)

    def __len__(self) -> int:
        return len(self.cells)

    def get(self, key: str, default: Any = None) -> Any:
        return self[key] if key in self.headings else default

    def items(self) -> Any:
        return list(zip(self.headings, self.cells, strict=True))

    def as_dict(self) -> dict[str, str]:
        return dict(self.items())


class Table:
    """The table below a step: `headings`, `rows`, iteration and numbers."""

    def __init__(self, cells: Sequence[Sequence[str]]) -> None:
        self.headings = list(cells[0])
        self.rows = [Row(self.headings, row) for row in cells[1:]]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __getitem__(self, number: int) -> Row:
        return self.rows[number]

    def __len__(self) -> int:
        return len(self.rows)


class Context:
    """Attributes in layers: what is set for a scenario is gone after it, what before all stays."""

    def __init__(self) -> None:
        vars(self)["_layers"] = [
            {"table": None, "text": None, "config": SimpleNamespace(userdata={})}
        ]

    def __getattr__(self, name: str) -> Any:
        for layer in reversed(vars(self)["_layers"]):
            if name in layer:
                return layer[name]
        raise AttributeError(f"'Context' object has no attribute '{name}'")

    def __setattr__(self, name: str, value: Any) -> None:
        vars(self)["_layers"][-1][name] = value

    def __delattr__(self, name: str) -> None:
        try:
            del vars(self)["_layers"][-1][name]
        except KeyError:
            raise AttributeError(f"'Context' object has no attribute '{name}' here") from None

    def __contains__(self, name: str) -> bool:
        return any(name in layer for layer in vars(self)["_layers"])
