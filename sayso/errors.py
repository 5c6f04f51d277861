"""Errors whose message is all that their reader needs."""

from __future__ import annotations


class PlainError(Exception):
    """The message names the place and the remedy, so that it is shown without any code."""


class NoFeedError(Exception):
    """Changes of a database cannot be recorded, or no more; the message says why."""
