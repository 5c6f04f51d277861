"""What opens somebody's session: whoever has a cookie or a token may be somebody else."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.redaction import secrets

MIN_TOKEN = 16  # characters; a shorter one is a setting, or an example of a wrong token


def remember_cookies(cookies: Iterable[tuple[str, str]]) -> None:
    """Take the values of cookies, by name, for secrets."""
    for name, value in cookies:
        remember_tokens([value], f"the cookie {name}")


def remember_tokens(values: Iterable[str], kind: str) -> None:
    """Take tokens for secrets, also behind a word like "Bearer"; text with blanks is none."""
    for value in values:
        token = value.rpartition(" ")[2]
        if len(token) >= MIN_TOKEN:
            secrets.RUN.add(token, kind)
