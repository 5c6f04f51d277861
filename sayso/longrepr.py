"""What went wrong, as the reports of pytest want it."""

from __future__ import annotations

from _pytest._code.code import ReprExceptionInfo, ReprFileLocation, ReprTracebackNative


def longrepr_of(text: str, headline: str | None = None) -> ReprExceptionInfo:
    """A text as a report's `longrepr`: whole where errors stand, one line of it in the summary.

    With `-vv` and on a CI server the summary repeats a plain string in full, however long it is.
    The headline is the text's first line unless another is given.
    """
    shown = ReprTracebackNative([f"{text.rstrip()}\n"])
    first_line = text.partition("\n")[0] if headline is None else headline
    return ReprExceptionInfo(shown, ReprFileLocation("", 0, first_line))
