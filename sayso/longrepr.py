"""What went wrong, as the reports of pytest want it."""

from __future__ import annotations

from typing import Any

import pytest

from sayso.errors import PlainError


def longrepr_of(text: str, headline: str | None = None) -> Any:
    """A text as a report's `longrepr`: whole where errors stand, one line of it in the summary.

    With `-vv` and on a CI server the summary repeats a plain string in full, however long it is.
    The headline is the text's first line unless another is given. (pytest keeps the type of the
    result to itself.)
    """
    try:
        raise PlainError(text)  # only what was raised has a form of its own
    except PlainError as error:
        shown = pytest.ExceptionInfo.from_exception(error).getrepr(style="value", chain=False)
    if shown.reprcrash is not None:
        first_line = text.partition("\n")[0] if headline is None else headline
        shown.reprcrash.message = first_line
    return shown
