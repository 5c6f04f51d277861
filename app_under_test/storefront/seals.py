"""Keys for one purpose each, so that what is signed for one can never pass for another."""

from hashlib import sha256
from hmac import compare_digest
from hmac import digest as hmac_digest
from time import time
from typing import Any

import jwt


class Seals:
    """Signs what the browser keeps for the storefront."""

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()

    def mark(self, purpose: str, value: str) -> str:
        """The signature of a value, as 64 characters."""
        return hmac_digest(self._key(purpose), value.encode(), "sha256").hex()

    def is_mark(self, mark: str, purpose: str, value: str) -> bool:
        """Whether `mark` was made here; takes the same time for every wrong one."""
        return compare_digest(mark.encode(), self.mark(purpose, value).encode())

    def seal(self, purpose: str, text: str, seconds: int) -> str:
        """A text that can be read again for so many seconds; it is signed, not hidden."""
        claims = {"text": text, "exp": int(time()) + seconds}
        return jwt.encode(claims, self._key(purpose), algorithm="HS256")

    def unseal(self, purpose: str, sealed: str) -> str:
        """The text, or "" if it was not sealed here, or too long ago."""
        try:
            claims: dict[str, Any] = jwt.decode(
                sealed, self._key(purpose), algorithms=["HS256"], options={"require": ["exp"]}
            )
        except jwt.InvalidTokenError:
            return ""
        return str(claims.get("text", ""))

    def _key(self, purpose: str) -> bytes:
        return hmac_digest(self._secret, f"storefront {purpose}".encode(), sha256)
