"""How often something may be tried: counted in the database, for all processes together."""

import hmac
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Self

from limits import parse
from sqlalchemy import case, delete, or_, select, tuple_, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app_under_test.identity.models import Tries
from app_under_test.kernel.clock import Clock
from app_under_test.kernel.database import Database
from app_under_test.settings import Settings

CLEARED_AT_ONCE = 100
"""Rows over their time that one sign-in removes at most."""


@dataclass(frozen=True)
class Limit:
    """So many tries within a while."""

    tries: int
    window: timedelta

    @classmethod
    def of(cls, rate: str) -> Self:
        """From text such as "5/15 minutes"; raises `ValueError` for what is no rate."""
        item = parse(rate)
        return cls(item.amount, timedelta(seconds=item.get_expiry()))


@dataclass(frozen=True)
class Tried:
    """What became of one try."""

    exceeded: bool
    is_last: bool
    """Whether the next one will be too many."""
    seconds: int
    """Until the count begins anew."""


class Counting:
    """Counts tries by purpose and by whose they are, and begins anew after a while.

    A try is counted before it is judged: of many at the same moment no more than the limit pass
    (ASVS 6.3.1). The last one that passes begins the pause; those refused do not lengthen it.
    """

    def __init__(self, database: Database, clock: Clock, settings: Settings) -> None:
        self._database = database
        self._clock = clock
        self._key = settings.secret_key.get_secret_value().encode()
        self._limits: Mapping[str, Limit] = {
            "sign-in": Limit.of(settings.sign_in_limit),
            "caller": Limit.of(settings.caller_limit),
            "reset": Limit.of(settings.reset_limit),
            "confirm": Limit.of(settings.reset_limit),
            "change": Limit.of(settings.reset_limit),
        }

    def nobody(self, name: str) -> str:
        """Whose tries they are when nobody has this name; the name itself is kept nowhere.

        People type passwords into the wrong field.
        """
        return hmac.new(self._key, name.lower().encode(), "sha256").hexdigest()

    def count(self, purpose: str, whose: str) -> Tried:
        """Count one more, and say whether it is one too many."""
        limit, now = self._limits[purpose], self._clock.now()
        with self._database.begin() as session:
            insert = _insert(session)(Tries).values(
                purpose=purpose, whose=whose, number=1, ends_at=now + limit.window
            )
            later = insert.excluded.ends_at
            # A count that lasts longer than any can was begun by a clock that was ahead of ours.
            over = or_(Tries.ends_at <= now, Tries.ends_at > now + 2 * limit.window)
            begins = or_(over, Tries.number + 1 == limit.tries)
            counted = insert.on_conflict_do_update(
                index_elements=[Tries.purpose, Tries.whose],
                set_={
                    "number": case((over, 1), else_=Tries.number + 1),
                    "ends_at": case((begins, later), else_=Tries.ends_at),
                },
            ).returning(Tries.number, Tries.ends_at)
            number, ends_at = session.execute(counted).one()
        seconds = max(1, math.ceil((ends_at - now).total_seconds()))
        return Tried(number > limit.tries, number == limit.tries, seconds)

    def forget(self, session: Session, purpose: str, whose: str) -> None:
        """Begin anew, for somebody who has proved who they are."""
        session.execute(delete(Tries).filter_by(purpose=purpose, whose=whose))

    def give_back(self, session: Session, purpose: str, whose: str) -> None:
        """Take one try off the count, for it did no harm."""
        counted = update(Tries).filter_by(purpose=purpose, whose=whose)
        session.execute(counted.where(Tries.number > 0).values(number=Tries.number - 1))

    def clear(self, session: Session) -> None:
        """Remove some counts that are over; those in use by others stay, so nobody waits."""
        key = (Tries.purpose, Tries.whose)
        over = select(*key).where(Tries.ends_at <= self._clock.now()).limit(CLEARED_AT_ONCE)
        found = [tuple(row) for row in session.execute(over.with_for_update(skip_locked=True))]
        if found:
            session.execute(delete(Tries).where(tuple_(*key).in_(found)))


def _insert(session: Session) -> Any:
    is_postgresql = session.get_bind().dialect.name == "postgresql"
    return postgresql.insert if is_postgresql else sqlite.insert
