"""Links in mails: confirming an address, choosing a new password."""

from datetime import timedelta

from sqlalchemy import delete, select

from app_under_test.identity.audit import note
from app_under_test.identity.email_tokens import EXPIRED, good, retire, spend
from app_under_test.identity.errors import SpentLink
from app_under_test.identity.models import EmailToken, LoginSession, User
from app_under_test.identity.passwords import Passwords
from app_under_test.identity.schemas import Reset, TokenOrder
from app_under_test.identity.sessions import Admission, admit
from app_under_test.identity.tokens import digest, new_token
from app_under_test.identity.tries import Counting
from app_under_test.kernel.clock import Clock
from app_under_test.kernel.database import Database
from app_under_test.kernel.events import publish
from app_under_test.kernel.problems import NotFound

LIFETIMES = {
    "confirm": timedelta(days=3),
    "change": timedelta(days=1),
    "reset": timedelta(minutes=10),
}
"""How long a link is good for; a reset link is as good as a password (ASVS 6.5.5)."""


class Links:
    """Proofs that somebody reads the mail of an address."""

    def __init__(
        self, database: Database, clock: Clock, passwords: Passwords, tries: Counting
    ) -> None:
        self._database = database
        self._clock = clock
        self._passwords = passwords
        self._tries = tries

    def issue(self, order: TokenOrder) -> str:
        """A token for one link; it is readable only now, and retires the earlier ones."""
        token, now = new_token(), self._clock.now()
        with self._database.begin() as session:
            if session.get(User, order.user_id) is None:
                message = "There is no such person."
                raise NotFound(message)
            retire(session, order.user_id, order.purpose, now)
            session.add(
                EmailToken(
                    user_id=order.user_id,
                    purpose=order.purpose,
                    token_hash=digest(token),
                    email=order.email,
                    created_at=now,
                    expires_at=now + LIFETIMES[order.purpose],
                )
            )
        return token

    def confirm(self, token: str) -> None:
        """The address is its owner's; `UnknownLink` or `SpentLink` when the token is not good."""
        now = self._clock.now()
        with self._database.begin() as session:
            user, _ = spend(session, token, "confirm", now)
            if user.verified_at is None:
                user.verified_at = now
                told = user.addressee
                publish(session, "identity", "user.verified", user.id, told)

    def confirm_again(self, user_id: str) -> None:
        """Have a new link to confirm the address sent, unless it is confirmed; not too often."""
        tried = self._tries.count("confirm", user_id)
        with self._database.begin() as session:
            user = session.get(User, user_id)
            if user is None or user.verified_at is not None or tried.exceeded:
                return
            told = user.addressee
            publish(session, "identity", "user.confirmation_requested", user.id, told)

    def forgotten(self, email: str, address: str) -> None:
        """Have a link sent if the address is known and was not sent too many; nobody is told.

        Nor is it shown by a write less.
        """
        with self._database.read() as session:
            user = session.scalar(select(User).filter_by(email=email, disabled_at=None))
        tried = self._tries.count("reset", user.id if user else self._tries.nobody(email))
        with self._database.begin() as session:
            subject = user.id if user else "unknown"
            note(
                session,
                "password.forgotten",
                actor="anonymous",
                subject=subject,
                outcome="too many tries" if tried.exceeded else "accepted",
                address=address,
            )
            if user is not None and not tried.exceeded:
                told = user.addressee
                publish(session, "identity", "password.reset_requested", user.id, told)

    def reset(self, wanted: Reset, address: str) -> Admission:
        """A new password and a new session; every other session ends (ASVS 7.4.3).

        Raises `UnknownLink` or `SpentLink` when the token is not good, as after a change of the
        address it was sent to.
        """
        now = self._clock.now()
        with self._database.read() as session:
            good(session, wanted.token, "reset", now)  # before the costly part
        password_hash = self._passwords.hash(wanted.password)
        with self._database.begin() as session:
            user, sent_to = spend(session, wanted.token, "reset", now)
            if sent_to != user.email:  # the old mailbox may be somebody else's by now
                raise SpentLink(EXPIRED)
            user.password_hash = password_hash
            user.pending_email = None  # whoever asked for it may have been a stranger
            user.updated_at = now
            session.execute(delete(LoginSession).filter_by(user_id=user.id))
            self._tries.forget(session, "sign-in", user.id)
            note(
                session,
                "password.reset",
                actor=user.id,
                subject=user.id,
                outcome="changed",
                address=address,
            )
            told = user.addressee
            publish(session, "identity", "password.changed", user.id, told)
            return admit(session, user.id, now)
