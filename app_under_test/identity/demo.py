"""Somebody who works in a shop that was started to be looked at."""

from secrets import token_urlsafe

from sqlalchemy import select

from app_under_test.identity.models import User
from app_under_test.identity.passwords import Passwords
from app_under_test.kernel.clock import SystemClock
from app_under_test.kernel.database import Database
from app_under_test.settings import Settings

EMAIL = "sam@shop.example"


def hire_sam(settings: Settings, database: Database) -> str:
    """Give Sam an account on the staff and a new password; the answer says how to sign in."""
    password = token_urlsafe(9)
    password_hash = Passwords(settings.password_cost).hash(password)
    now = SystemClock().now()
    with database.begin() as session:
        sam = session.scalar(select(User).filter_by(email=EMAIL))
        if sam is None:
            sam = User(email=EMAIL, name="Sam", created_at=now, verified_at=now)
            session.add(sam)
        sam.role, sam.password_hash, sam.updated_at = "staff", password_hash, now
    return f"staff sign in: {EMAIL} {password}"
