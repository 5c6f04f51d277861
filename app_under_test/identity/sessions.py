"""Signing in, being recognised, signing out."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app_under_test.identity.audit import note
from app_under_test.identity.email_tokens import retire
from app_under_test.identity.errors import TooManyTries, WrongCredentials
from app_under_test.identity.models import LoginSession, User
from app_under_test.identity.passwords import Passwords
from app_under_test.identity.schemas import (
    Credentials,
    KnownCaller,
    OpenSession,
    PasswordChange,
)
from app_under_test.identity.tokens import digest, new_token
from app_under_test.identity.tries import Counting, Tried
from app_under_test.kernel.caller import Person
from app_under_test.kernel.clock import Clock
from app_under_test.kernel.database import Database
from app_under_test.kernel.events import publish
from app_under_test.kernel.problems import Invalid, NotFound

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

    def __init__(
        self, database: Database, clock: Clock, passwords: Passwords, tries: Counting
    ) -> None:
        self._database = database
        self._clock = clock
        self._passwords = passwords
        self._tries = tries

    def sign_in(self, given: Credentials, address: str) -> Admission:
        """A new session; `WrongCredentials`, after equal work, for whatever does not fit.

        Raises `TooManyTries` for an account, known or not, and for a caller, after too many.
        """
        name = given.username.strip()
        user = self._find(name)
        tried = self._try(user, name, address)
        kept = user.password_hash if user else None
        matches = self._passwords.matches(kept, given.password)
        if user is None or not matches or user.disabled_at is not None:
            self._note_failure(user, address, warn=tried.is_last)
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

    def of(self, person: Person) -> list[OpenSession]:
        """Where somebody is signed in, the latest first; sessions that are over do not count."""
        now = self._clock.now()
        own = select(LoginSession).filter_by(user_id=person.user_id)
        with self._database.read() as session:
            found = session.scalars(own.order_by(LoginSession.created_at.desc())).all()
        return [
            OpenSession(
                id=login.id,
                created_at=login.created_at,
                last_seen_at=login.last_seen_at or login.created_at,
                is_this=login.id == person.session_id,
            )
            for login in found
            if not _is_over(login, now)
        ]

    def end(self, person: Person, session_id: str) -> None:
        """Sign somebody out elsewhere; `NotFound` for what is no session of theirs."""
        own = delete(LoginSession).filter_by(id=session_id, user_id=person.user_id)
        with self._database.begin() as session:
            if session.scalar(own.returning(LoginSession.id)) is None:
                message = "There is no such session."
                raise NotFound(message)

    def change_password(self, person: Person, change: PasswordChange, address: str) -> None:
        """A new password for somebody who knows the old one; all other sessions end (ASVS 7.4.3).

        A link to a new password that was mailed before is worth nothing any more.

        Raises what `prove` raises.
        """
        user = self.prove(person, change.current_password, address)
        password_hash = self._passwords.hash(change.password)
        with self._database.begin() as session:
            today, now = session.get_one(User, user.id), self._clock.now()
            today.password_hash, today.updated_at = password_hash, now
            retire(session, user.id, "reset", now)
            today.pending_email = None  # whoever asked for it may have been a stranger
            others = delete(LoginSession).filter_by(user_id=user.id)
            session.execute(others.where(LoginSession.id != person.session_id))
            action, outcome = "password.changed", "changed"
            known = {"actor": user.id, "subject": user.id, "address": address}
            note(session, action, outcome=outcome, **known)
            told = user.addressee
            publish(session, "identity", action, user.id, told)

    def prove(self, person: Person, password: str, address: str) -> User:
        """The person, who knows the password of the account.

        Raises `Invalid` for a wrong one, and `TooManyTries`: a session left open in a public
        place is no place to guess in (ASVS 6.2.3).
        """
        user = self._owner(person.user_id)
        self._try(user, user.email, address)
        if not self._passwords.matches(user.password_hash, password):
            self._note_failure(user, address, warn=False)
            raise Invalid("current_password", "is not your password")
        with self._database.begin() as session:
            self._tries.forget(session, "sign-in", user.id)
            self._tries.give_back(session, "caller", address)
        return user

    def _owner(self, user_id: str) -> User:
        with self._database.read() as session:
            return session.get_one(User, user_id)

    def _find(self, name: str) -> User | None:
        """By address or by user name; no user name holds an @."""
        by = {"email": name.lower()} if "@" in name else {"username": name}
        with self._database.read() as session:
            return session.scalar(select(User).filter_by(**by))

    def _try(self, user: User | None, name: str, address: str) -> Tried:
        """Count a try, whether its password will be right or wrong."""
        of_caller = self._tries.count("caller", address)
        tried = of_caller
        if not of_caller.exceeded:
            tried = self._tries.count("sign-in", user.id if user else self._tries.nobody(name))
        if tried.exceeded:
            with self._database.begin() as session:
                _note_refusal(session, user, "too many tries", address)
            raise TooManyTries(tried.seconds)
        return tried

    def _note_failure(self, user: User | None, address: str, *, warn: bool) -> None:
        """Never what was typed: people type passwords into the wrong field."""
        with self._database.begin() as session:
            _note_refusal(session, user, "refused", address)
            if warn and user is not None and user.disabled_at is None:
                told = user.addressee
                publish(session, "identity", "user.sign_in_blocked", user.id, told)

    def _admit(self, user: User, renewed_hash: str | None, address: str) -> Admission:
        now = self._clock.now()
        with self._database.begin() as session:
            today = session.get(User, user.id)
            if today is None or today.disabled_at or today.password_hash != user.password_hash:
                raise WrongCredentials  # the account changed while the password was checked
            today.last_login_at = now
            today.password_hash = renewed_hash or today.password_hash
            self._tries.forget(session, "sign-in", user.id)
            self._tries.give_back(session, "caller", address)
            self._tries.clear(session)
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


def _note_refusal(session: Session, user: User | None, outcome: str, address: str) -> None:
    subject = user.id if user else "unknown"
    action = "login.failed"
    note(session, action, actor=subject, subject=subject, outcome=outcome, address=address)


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
