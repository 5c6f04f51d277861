"""Which part answers for which address."""

TABLE = (
    ("/register", "identity"),
    ("/login", "identity"),
    ("/logout", "identity"),
    ("/profile", "identity"),
    ("/password/", "identity"),
    ("/email/", "identity"),
    ("/api/users", "identity"),
    ("/api/protected", "identity"),
    ("/api/products", "catalogue"),
    ("/api/inventory", "inventory"),
    ("/api/cart", "orders"),
    ("/api/orders", "orders"),
    ("/api/payments", "payments"),
    ("/api/messages", "notifications"),
    ("/webhooks/payments", "payments"),
)
"""The beginning of a path, up to a slash or its end, and the part."""

WITHOUT_TOKEN = ("/register", "/login", "/password/", "/email/", "/webhooks/")
"""Where access tokens are not looked at: a stale one must not keep anybody from signing in."""


def part_for(path: str) -> str | None:
    """The part that answers for this (decoded) path, None if nobody does.

    A path with `..` or an empty segment belongs to nobody: parts could read it differently.
    """
    if {"", ".", ".."} & set(path.split("/")[1:-1]) or path.endswith(("/.", "/..")):
        return None
    for beginning, part in TABLE:
        if path == beginning or path.startswith(beginning.rstrip("/") + "/"):
            return part
    return None


def looks_at_token(path: str) -> bool:
    """Whether a bad access token is refused here."""
    return not path.startswith(WITHOUT_TOKEN)


def is_limited(path: str) -> bool:
    """Whether calls to this path count towards the caller's limit."""
    return path.startswith("/api/")
