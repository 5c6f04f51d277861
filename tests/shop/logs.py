"""What the shop writes into its log, for the tests that look at it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import structlog
from structlog.testing import LogCapture


@contextmanager
def told() -> Iterator[list[Any]]:
    """Every line from here to the end of the block, also those of other threads."""
    before = structlog.get_config()
    kept = LogCapture()
    structlog.configure(
        processors=[structlog.contextvars.merge_contextvars, kept],
        wrapper_class=structlog.BoundLogger,
        cache_logger_on_first_use=False,
    )
    try:
        yield kept.entries
    finally:
        structlog.configure(**before)
