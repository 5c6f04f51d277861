"""Tokens of mailed links: good once, for a while, and for one thing. Each needs a transaction."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app_under_test.identity.errors import SpentLink, UnknownLink
from app_under_test.identity.models import EmailToken, User
from app_under_test.identity.tokens import digest

USED = "This link has already been used."
EXPIRED = "This link has expired. Ask for a new one."


def retire(session: Session, user_id: str, purpose: str, now: datetime) -> None:
    """Make the earlier links of this kind worthless."""
    session.execute(
        update(EmailToken)
        .filter_by(user_id=user_id, purpose=purpose, used_at=None, revoked_at=None)
        .values(revoked_at=now)
    )


def good(session: Session, token: str, purpose: str, now: datetime) -> EmailToken:
    """The token, not used yet and in time; raises `UnknownLink` or `SpentLink`."""
    found = session.scalar(select(EmailToken).filter_by(token_hash=digest(token), purpose=purpose))
    if found is None:
        raise UnknownLink
    if found.used_at is not None:
        raise SpentLink(USED)
    if found.revoked_at is not None or now >= found.expires_at:
        raise SpentLink(EXPIRED)
    return found


def spend(session: Session, token: str, purpose: str, now: datetime) -> tuple[User, str | None]:
    """The owner of a good token, which is used up from here on, and where it was sent."""
    found = good(session, token, purpose, now)
    user = session.get(User, found.user_id)
    if user is None or user.disabled_at is not None:
        raise UnknownLink
    unused = update(EmailToken).filter_by(id=found.id, used_at=None).values(used_at=now)
    if session.scalar(unused.returning(EmailToken.id)) is None:  # somebody was faster
        raise SpentLink(USED)
    return user, found.email
