"""Secrets that are given away once and recognised again by their digest alone."""

from hashlib import sha256
from secrets import token_urlsafe


def new_token() -> str:
    """256 random bits in 43 characters that are safe in a link and in a header."""
    return token_urlsafe(32)


def digest(token: str) -> str:
    """What is kept of a token: enough to know it again, useless to whoever reads the table."""
    return sha256(token.encode()).hexdigest()
