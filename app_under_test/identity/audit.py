"""The record of sign-ins and refusals."""

from sqlalchemy.orm import Session
from structlog.contextvars import get_contextvars

from app_under_test.identity.models import AuditEntry
from app_under_test.kernel.clock import SystemClock


def note(
    session: Session, action: str, *, actor: str, subject: str, outcome: str, address: str
) -> None:
    """Add an entry to this transaction; the request id comes from the log context."""
    session.add(
        AuditEntry(
            created_at=SystemClock().now(),
            actor=actor or "anonymous",
            action=action,
            subject=subject,
            outcome=outcome,
            request_id=get_contextvars().get("request_id", ""),
            address=address,
        )
    )
