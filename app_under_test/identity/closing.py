"""Closing an account: what is personal goes, and the row stays for what refers to it."""

from sqlalchemy import delete

from app_under_test.identity.audit import note
from app_under_test.identity.models import Address, EmailToken, LoginSession, User
from app_under_test.identity.sessions import Sessions
from app_under_test.kernel.caller import Person
from app_under_test.kernel.clock import Clock
from app_under_test.kernel.database import Database
from app_under_test.kernel.events import publish

NAME = "Former customer"


class Closing:
    """Ends accounts for good."""

    def __init__(self, database: Database, clock: Clock, sessions: Sessions) -> None:
        self._database = database
        self._clock = clock
        self._sessions = sessions

    def close(self, person: Person, password: str, address: str) -> None:
        """Anonymise the account, end every session and say goodbye by mail.

        The e-mail address is free from now on. Raises what `Sessions.prove` raises.
        """
        self._sessions.prove(person, password, address)
        now = self._clock.now()
        with self._database.begin() as session:
            user = session.get_one(User, person.user_id, with_for_update=True)
            told = user.addressee | {"was_confirmed": user.verified_at is not None}
            publish(session, "identity", "user.deleted", user.id, told)
            user.email, user.pending_email = f"{user.id}@closed.invalid", None  # RFC 2606
            user.name, user.username, user.password_hash = NAME, None, ""
            user.marketing_consent, user.consented_at, user.verified_at = False, None, None
            user.disabled_at = user.updated_at = now
            for table in (Address, EmailToken, LoginSession):
                session.execute(delete(table).filter_by(user_id=user.id))
            known = {"actor": user.id, "subject": user.id, "address": address}
            note(session, "account.closed", outcome="closed", **known)
