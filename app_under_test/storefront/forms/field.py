"""One question of a form."""

from collections.abc import Callable
from dataclasses import dataclass
from unicodedata import category

Check = Callable[[str], str]
"""Answers what is wrong with a value in a sentence for people, or "" if nothing is."""


@dataclass(frozen=True)
class Field:
    """A labelled input and the rules for what is typed into it."""

    name: str
    label: str
    missing: str = ""
    """What is said when it is left empty; "" means that it may be."""
    check: Check | None = None
    kind: str = "text"
    """The `type` of the input element."""
    autocomplete: str = ""
    """The purpose, from the list of the HTML standard; it also tells password managers apart."""
    hint: str = ""
    digits: bool = False
    """Whether telephones should show their keypad of digits."""
    least: int = 0
    most: int = 999
    longest: int = 200
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def secret(self) -> bool:
        """Whether the value never goes back to the browser."""
        return self.kind == "password" or self.autocomplete.startswith("cc-")

    def read(self, typed: str) -> str:
        """The value that is meant: spaces around it never are, unless it is a password."""
        return typed if self.kind == "password" else typed.strip()

    def problem_with(self, value: str) -> str:
        """What is wrong with a value, or ""."""
        if not value:
            return self.missing
        if len(value) > self.longest:
            return f"{self.label}: use at most {self.longest} characters."
        if any(category(character) == "Cc" for character in value):
            return f"{self.label}: there is a character in it that cannot be used."
        if self.choices and value not in dict(self.choices):
            return self.missing
        return self.check(value) if self.check else ""
