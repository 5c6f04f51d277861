"""The addresses that somebody keeps; as long as there are any, exactly one is the default."""

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app_under_test.identity.models import Address, User
from app_under_test.kernel.clock import Clock
from app_under_test.kernel.database import Database
from app_under_test.kernel.postal_address import PostalAddress
from app_under_test.kernel.problems import NotFound, Problem

MOST = 50
"""How many addresses one person keeps."""


class AddressBook:
    """Everybody's addresses, each of them seen by its owner alone."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def of(self, user_id: str) -> Sequence[Address]:
        """What somebody keeps, the default first and then the oldest."""
        with self._database.read() as session:
            return _kept(session, user_id)

    def add(self, user_id: str, new: PostalAddress) -> Address:
        """Keep another one; the first is the default."""
        with self._database.begin() as session:
            _hold(session, user_id)
            kept = _kept(session, user_id)
            if len(kept) >= MOST:
                message = f"An address book holds {MOST} addresses."
                raise Problem(message, status=409, type="book-full")
            address = Address(user_id=user_id, created_at=self._clock.now(), **new.model_dump())
            address.is_default = not kept
            session.add(address)
        return address

    def change(self, user_id: str, address_id: str, change: PostalAddress) -> Address:
        """Replace all of it; orders that were sent there stay as they were."""
        with self._database.begin() as session:
            address = _one(session, user_id, address_id)
            for name, value in change.model_dump().items():
                setattr(address, name, value)
        return address

    def prefer(self, user_id: str, address_id: str) -> None:
        """Make this one the default, and the others not."""
        with self._database.begin() as session:
            _hold(session, user_id)
            address = _one(session, user_id, address_id)
            session.execute(update(Address).filter_by(user_id=user_id).values(is_default=False))
            session.refresh(address)
            address.is_default = True

    def remove(self, user_id: str, address_id: str) -> None:
        """Forget one; where it was the default, the oldest of the others is."""
        with self._database.begin() as session:
            _hold(session, user_id)
            address = _one(session, user_id, address_id)
            session.delete(address)
            session.flush()
            others = _kept(session, user_id)
            if address.is_default and others:
                others[0].is_default = True


def _hold(session: Session, user_id: str) -> None:
    """Of changes to one book at the same moment, one comes after the other."""
    session.scalars(select(User.id).filter_by(id=user_id).with_for_update()).one()


def _kept(session: Session, user_id: str) -> Sequence[Address]:
    kept = select(Address).filter_by(user_id=user_id)
    return session.scalars(
        kept.order_by(Address.is_default.desc(), Address.created_at, Address.id)
    ).all()


def _one(session: Session, user_id: str, address_id: str) -> Address:
    address = session.get(Address, address_id)
    if address is None or address.user_id != user_id:
        message = "There is no such address."
        raise NotFound(message)
    return address
