"""Signing in, being recognised, signing out."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app_under_test.identity.audit import note
from app_under_test.identity.errors import WrongCredentials
from app_under_test.identity.models import LoginSession, User
from app_under_test.identity.passwords import Passwords
from app_under_test.identity.schemas import Credentials, KnownCaller
from app_under_test.identity.tokens import digest, new_token
from app_under_test.kernel.clock import Clock
from app_under_test.kernel.database import Database

LIFETIME = timedelta(hours=12)
"""After this a person signs in again, however busy the session is (ASVS 7.3.2)."""

IDLE = timedelta(hours=2)
"""A session nobody uses for this long is over (ASVS 7.3.1)."""

SEEN_EVERY = timedelta(minutes=1)
"""How exactly it is kept when a session was used last: not every look is worth a write."""


@dataclass(frozen=True)
class Admission:
    """A token, once readable, and how long it lasts."""

    token: str
    seconds: int


class Sessions:
    """Who is signed in."""

    def __init__(self, database: Database, clock: Clock, passwords: Passwords) -> None:
        self._database = database
        self._clock = clock
        self._passwords = passwords

    def sign_in(self, given: Credentials, address: str) -> Admission:
        """A new session; `WrongCredentials`, after equal work, for whatever does not fit."""
        user = self._find(given.username.strip())
        kept = user.password_hash if user else None
        matches = self._passwords.matches(kept, given.password)
        if user is None or not matches or user.disabled_at is not None:
            self._note_failure(user, address)
            raise WrongCredentials
        renewed = None
        if self._passwords.is_outdated(user.password_hash):
            renewed = self._passwords.hash(given.password)
        return self._admit(user, renewed, address)

    def recognise(self, token: str) -> KnownCaller:
        """Whose token it is; not active when it is unknown, over, or its owner was shut out."""
        now = self._clock.now()
        with self._database.read() as session:
            found = session.execute(
                select(LoginSession, User)
                .join(User, User.id == LoginSession.user_id)
                .where(LoginSession.token_hash == digest(token), User.disabled_at.is_(None))
            ).first()
        if found is None or _is_over(found[0], now):
            return KnownCaller(active=False)
        login, user = found
        if now - (login.last_seen_at or login.created_at) > SEEN_EVERY:
            self._note_seen(login.id, now)
        return KnownCaller(active=True, user_id=user.id, role=user.role, session_id=login.id)

    def sign_out(self, session_id: str) -> None:
        """Forget the session; its token is worthless from now on."""
        with self._database.begin() as session:
            session.execute(delete(LoginSession).filter_by(id=session_id))

    def _find(self, name: str) -> User | None:
        """By address or by user name; no user name holds an @."""
        by = {"email": name.lower()} if "@" in name else {"username": name}
        with self._database.read() as session:
            return session.scalar(select(User).filter_by(**by))

    def _note_failure(self, user: User | None, address: str) -> None:
        """Never what was typed: people type passwords into the wrong field."""
        subject = user.id if user else "unknown"
        with self._database.begin() as session:
            note(
                session,
                "login.failed",
                actor=subject,
                subject=subject,
                outcome="refused",
                address=address,
            )

    def _admit(self, user: User, renewed_hash: str | None, address: str) -> Admission:
        now = self._clock.now()
        with self._database.begin() as session:
            today = session.get(User, user.id)
            if today is None or today.disabled_at or today.password_hash != user.password_hash:
                raise WrongCredentials  # the account changed while the password was checked
            today.last_login_at = now
            today.password_hash = renewed_hash or today.password_hash
            note(
                session,
                "login.succeeded",
                actor=user.id,
                subject=user.id,
                outcome="admitted",
                address=address,
            )
            return admit(session, user.id, now)

    def _note_seen(self, session_id: str, now: datetime) -> None:
        with self._database.begin() as session:
            login = session.get(LoginSession, session_id)
            if login is not None:
                login.last_seen_at = now


def admit(session: Session, user_id: str, now: datetime) -> Admission:
    """Open a session for this person in this transaction."""
    token = new_token()
    session.add(
        LoginSession(
            token_hash=digest(token),
            user_id=user_id,
            created_at=now,
            last_seen_at=now,
            expires_at=now + LIFETIME,
        )
    )
    return Admission(token, int(LIFETIME.total_seconds()))


def _is_over(login: LoginSession, now: datetime) -> bool:
    last_seen = login.last_seen_at or login.created_at
    return now >= login.expires_at or now - last_seen >= IDLE
