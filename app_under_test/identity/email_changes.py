"""Another e-mail address for an account: asked for with the password, confirmed by a mailed link.

Whoever asks is answered and written to in the same way if the new address has an account already,
so that nobody finds out that way who is a customer (ASVS 6.3.8).
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app_under_test.identity.audit import note
from app_under_test.identity.email_tokens import retire, spend
from app_under_test.identity.errors import SpentLink
from app_under_test.identity.models import User
from app_under_test.identity.schemas import EmailChange
from app_under_test.identity.sessions import Sessions
from app_under_test.identity.tries import Counting
from app_under_test.kernel.caller import Person
from app_under_test.kernel.clock import Clock
from app_under_test.kernel.database import Database
from app_under_test.kernel.events import publish

NO_LONGER = "This link is no longer good. Ask for the change again."


class EmailChanges:
    """Changes of address, pending until their link is followed."""

    def __init__(
        self, database: Database, clock: Clock, sessions: Sessions, tries: Counting
    ) -> None:
        self._database = database
        self._clock = clock
        self._sessions = sessions
        self._tries = tries

    def ask(self, person: Person, change: EmailChange, address: str) -> None:
        """Have a link sent to the new address, and the old one told (ASVS 6.3.7); not too often.

        Whoever asks for the address that is hers already only gives up what she asked before.

        Raises what `Sessions.prove` raises.
        """
        self._sessions.prove(person, change.current_password, address)
        if self._tries.count("change", person.user_id).exceeded:
            return
        with self._database.begin() as session:
            user = session.get_one(User, person.user_id)
            self._begin(session, user, change.email)

    def _begin(self, session: Session, user: User, email: str) -> None:
        owner = session.scalar(select(User).filter_by(email=email))
        retire(session, user.id, "change", self._clock.now())
        user.pending_email = email if owner is None else None
        if owner is not None and owner.id == user.id:
            return  # nothing changes
        publish(session, "identity", "user.email_changing", user.id, user.addressee)
        if owner is None:
            asked = {**user.addressee, "email": email}
            publish(session, "identity", "user.email_requested", user.id, asked)
        else:
            repeated = "user.registration_repeated"
            publish(session, "identity", repeated, owner.id, owner.addressee)

    def confirm(self, token: str, address: str) -> None:
        """Change the address; UnknownLink or SpentLink for a token that is not good."""
        try:
            with self._database.begin() as session:
                self._change(session, token, address, self._clock.now())
        except IntegrityError as error:
            raise SpentLink(NO_LONGER) from error  # an account was opened with it meanwhile

    def _change(self, session: Session, token: str, address: str, now: datetime) -> None:
        user, sent_to = spend(session, token, "change", now)
        if user.pending_email is None or user.pending_email != sent_to:
            raise SpentLink(NO_LONGER)
        told = {"former_email": user.email, "was_confirmed": user.verified_at is not None}
        user.email, user.pending_email = user.pending_email, None
        user.verified_at = user.updated_at = now
        known = {"actor": user.id, "subject": user.id, "address": address}
        note(session, "email.changed", outcome="changed", **known)
        publish(session, "identity", "user.updated", user.id, {"name": user.name})
        publish(session, "identity", "user.verified", user.id, user.addressee | told)
