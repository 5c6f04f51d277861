"""A form: what somebody typed, and what is wrong with it."""

from collections.abc import Iterable, Mapping
from typing import Self

from app_under_test.kernel.problems import Problem
from app_under_test.storefront.forms.field import Field


class Form:
    """The questions of a page with their answers; problems are kept beside the field's name."""

    def __init__(self, fields: Iterable[Field], values: Mapping[str, str] | None = None) -> None:
        self._fields = {field.name: field for field in fields}
        typed = values or {}
        self._values = {n: f.read(typed.get(n, "")) for n, f in self._fields.items()}
        self.problems: dict[str, str] = {}
        self.status = 422
        """How a page is answered on which something is wrong."""

    @classmethod
    def sent(cls, fields: Iterable[Field], values: Mapping[str, str]) -> Self:
        """A form somebody sent, with every answer checked."""
        form = cls(fields, values)
        for name, field in form._fields.items():
            form.refuse(name, field.problem_with(form[name]))
        return form

    def __getitem__(self, name: str) -> str:
        """The value for the shop."""
        return self._values[name]

    def field(self, name: str) -> Field:
        """The question of that name; `KeyError` if the form does not ask it."""
        return self._fields[name]

    def shown(self, name: str) -> str:
        """The value for the browser: a password or card number is never sent back."""
        return "" if self._fields[name].secret else self._values[name]

    def refuse(self, name: str, problem: str, status: int = 422) -> None:
        """Remember what is wrong with a field, or with the whole form if `name` is ""."""
        if problem:
            self.problems.setdefault(name, problem)
            self.status = status

    def refuse_as(self, refusal: Problem | None, otherwise: str = "") -> None:
        """Put what another part of the shop said, if anything, beside the fields it speaks of.

        What is about none of them stands beside the field `otherwise`, or above the form.
        """
        if refusal is None:
            return
        for error in refusal.extra.get("errors", []):
            known = [part for part in error["loc"] if part in self._fields]
            if known:
                self.refuse(known[-1], _sentence(self._fields[known[-1]].label, error["msg"]))
        if not self.refused:
            self.refuse(otherwise, refusal.detail)
        self.status = refusal.status

    @property
    def refused(self) -> bool:
        """Whether anything is wrong."""
        return bool(self.problems)

    @property
    def listed_problems(self) -> list[tuple[Field | None, str]]:
        """Every problem in the order of the page, with its field if it has one."""
        listed = [(f, self.problems[n]) for n, f in self._fields.items() if n in self.problems]
        return [*listed, *((None, self.problems[n]) for n in self.problems if not n)]


def _sentence(label: str, message: str) -> str:
    """Services say "must be a single line"; people read "Full name must be a single line."."""
    text = message.removeprefix("Value error, ").strip().rstrip(".")
    return f"{text}." if text[:1].isupper() else f"{label} {text}."
