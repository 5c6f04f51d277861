"""One JSON object per line on stderr, each naming the service and the request it belongs to."""

import json
import logging
import re
import sys
from typing import Any

import structlog
from structlog.typing import EventDict, Processor


def _belong_somewhere(_logger: object, _method: str, line: EventDict) -> EventDict:
    """Every line has the same fields, also one that was written outside of any request."""
    return {"request_id": "", "service": "shop", **line}


SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    _belong_somewhere,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.ExceptionRenderer(
        structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
    ),
]
"""Local variables stay out of tracebacks: they hold passwords and card numbers."""

BREAKS = re.compile("[\x7f-\x9f\u2028\u2029]")
"""What a reader may take for the end of a line, or a terminal for a command; JSON leaves it as it
is. Such a character stands in strings only, where its escape means the same."""


def _dumps(line: EventDict, **how: Any) -> str:
    return BREAKS.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(line, **how))


JSON = structlog.processors.JSONRenderer(_dumps, ensure_ascii=False)


def configure() -> None:
    """Send the shop's own lines and those of its libraries (warnings and worse) to stderr."""
    structlog.configure(
        processors=[*SHARED, JSON],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *_: structlog.WriteLogger(sys.stderr),  # the one of the moment
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=SHARED,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, JSON],
        )
    )
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
