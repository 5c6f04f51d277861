"""Where somebody may be sent after signing in: to a path of this shop, never elsewhere."""

import re

HOME = "/account"

OWN_PATH = re.compile(r"/[A-Za-z0-9._~=&+/?%-]*")
"""Browsers read `/\\` and `//` as the beginning of another host, and drop tabs and line breaks
before they look (WHATWG URL); so only plain characters pass, and never two slashes together."""

HIDDEN_SLASH = re.compile(r"//|%(?:2f|5c|25|0[0-9a-f])", re.IGNORECASE)


def own_path(wanted: str | None) -> str:
    """`wanted` if it is a path of this shop, otherwise the account page (ASVS 5.0, 3.7.2)."""
    if wanted and OWN_PATH.fullmatch(wanted) and not HIDDEN_SLASH.search(wanted):
        return wanted
    return HOME
