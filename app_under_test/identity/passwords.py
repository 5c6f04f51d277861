"""Passwords are kept as argon2id hashes (RFC 9106), and checking one always costs the same."""

from threading import BoundedSemaphore
from typing import Literal

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

AT_ONCE = 4
"""Hashes that are computed at the same time; each takes 64 MiB at the standard cost."""


class Passwords:
    """Hashes and checks passwords; safe to share between threads."""

    def __init__(self, cost: Literal["standard", "low"]) -> None:
        low = cost == "low"
        self._hasher = PasswordHasher(1, 8, 1) if low else PasswordHasher()
        self._turn = BoundedSemaphore(AT_ONCE)
        self._nobodys = _unmatchable(self._hasher)

    def hash(self, password: str) -> str:
        """The text to keep, salt and cost included."""
        with self._turn:
            return self._hasher.hash(password)

    def matches(self, kept: str | None, password: str) -> bool:
        """Whether the password is the one; None, for nobody's, takes as long and never matches."""
        with self._turn:
            try:
                return self._hasher.verify(kept or self._nobodys, password)
            except (VerificationError, InvalidHashError):
                return False

    def is_outdated(self, kept: str) -> bool:
        """Whether the hash was made at another cost than today's."""
        return self._hasher.check_needs_rehash(kept)


def _unmatchable(hasher: PasswordHasher) -> str:
    """A well-formed hash of today's cost that no password is known for."""
    cost = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
    return f"$argon2id$v=19${cost}${'A' * 22}${'A' * 43}"
