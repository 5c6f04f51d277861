"""Opening and keeping an account."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app_under_test.identity.models import User
from app_under_test.identity.passwords import Passwords
from app_under_test.identity.schemas import ProfileChange, Registration
from app_under_test.kernel.clock import Clock
from app_under_test.kernel.database import Database, new_id
from app_under_test.kernel.events import publish
from app_under_test.kernel.languages import Language
from app_under_test.kernel.problems import ChangedMeanwhile, Invalid, NotFound

LISTED = 1000
"""How many people a list names at most, newest first."""


class Accounts:
    """People and what they say about themselves."""

    def __init__(self, database: Database, clock: Clock, passwords: Passwords) -> None:
        self._database = database
        self._clock = clock
        self._passwords = passwords

    def open(self, wanted: Registration, language: Language) -> str:
        """The name the account goes by; says the same when the address has an account already.

        Nobody may find out that way who is a customer (ASVS 6.3.8); the owner gets a mail. Raises
        `Invalid` for a user name that is taken.
        """
        password_hash = self._passwords.hash(wanted.password)
        name = wanted.name or wanted.username or wanted.email.partition("@")[0]
        try:
            self._store(wanted, name, language, password_hash)
        except IntegrityError:
            # Somebody took the address or the user name between our look and our insert.
            self._store(wanted, name, language, password_hash)
        return name

    def of(self, user_id: str) -> User:
        """The person; `NotFound` if there is none."""
        with self._database.read() as session:
            return _existing(session, user_id)

    def newest(self) -> Sequence[User]:
        """Everybody, as far as a list goes."""
        with self._database.read() as session:
            latest = select(User).order_by(User.created_at.desc(), User.id).limit(LISTED)
            return session.scalars(latest).all()

    def change(self, user_id: str, change: ProfileChange, version: str | None = None) -> User:
        """The person after the change; what is not named stays. `Invalid` for a taken name.

        `ChangedMeanwhile` if it is another version that the caller knows.
        """
        try:
            return self._change(user_id, change, version)
        except IntegrityError:
            return self._change(user_id, change, version)  # taken since our look: now it is seen

    def _change(self, user_id: str, change: ProfileChange, version: str | None) -> User:
        with self._database.begin() as session:
            user = _existing(session, user_id, to_change=True)
            if version not in {None, "*", user.version}:
                message = "The profile was changed since you have read it. Read it again."
                raise ChangedMeanwhile(message)
            if change.username is not None and change.username != user.username:
                _refuse_taken(session, change.username)
                user.username = change.username
            user.name = change.name or user.name
            user.language = change.language or user.language
            user.updated_at = self._clock.now()
            publish(session, "identity", "user.updated", user.id, {"name": user.name})
            return user

    def _store(
        self, wanted: Registration, name: str, language: Language, password_hash: str
    ) -> None:
        with self._database.begin() as session:
            if wanted.username is not None:
                _refuse_taken(session, wanted.username)
            owner = session.scalar(select(User).filter_by(email=wanted.email))
            if owner is None:
                self._add(session, wanted, name, language, password_hash)
            else:
                repeated = "user.registration_repeated"
                publish(session, "identity", repeated, owner.id, owner.addressee)

    def _add(
        self,
        session: Session,
        wanted: Registration,
        name: str,
        language: Language,
        password_hash: str,
    ) -> None:
        now = self._clock.now()
        user = User(
            id=new_id(),
            email=wanted.email,
            username=wanted.username,
            name=name,
            language=language,
            password_hash=password_hash,
            marketing_consent=wanted.marketing_consent,
            consented_at=now if wanted.marketing_consent else None,
            created_at=now,
            updated_at=now,
        )
        session.add(user)
        told = {**user.addressee, "marketing_consent": wanted.marketing_consent}
        publish(session, "identity", "user.registered", user.id, told)


def _existing(session: Session, user_id: str, *, to_change: bool = False) -> User:
    user = session.get(User, user_id, with_for_update=to_change or None)
    if user is None:
        message = "There is no such person."
        raise NotFound(message)
    return user


def _refuse_taken(session: Session, username: str) -> None:
    if session.scalar(select(User.id).filter_by(username=username)) is not None:
        raise Invalid("username", "is already taken")
