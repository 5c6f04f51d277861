"""Whether a notice really comes from the card company, and comes now."""

import hashlib
import hmac
import re
from datetime import datetime

TOLERANCE_SECONDS = 300

_SIGNATURE = re.compile(r"t=(?P<time>[0-9]{1,12}),v1=(?P<digest>[0-9a-f]{64})")


def is_genuine(header: str, body: bytes, secret: str, now: datetime) -> bool:
    """Whether `header` is `t=<unix seconds>,v1=<HMAC-SHA256 of "t.body">`, signed just now.

    The time is signed too, so a notice that was overheard is of no use five minutes later.
    """
    parts = _SIGNATURE.fullmatch(header)
    if parts is None:
        return False
    signed = f"{parts['time']}.".encode() + body
    digest = hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
    is_fresh = abs(now.timestamp() - int(parts["time"])) <= TOLERANCE_SECONDS
    return hmac.compare_digest(digest, parts["digest"]) and is_fresh
