"""How events get from one part to the others; composition.py chooses between the ways."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from app_under_test.kernel.database import Database
from app_under_test.kernel.events import Event
from app_under_test.kernel.relay import Carrier, Relay
from app_under_test.kernel.servers import Server

Take = Callable[[Event], None]
"""What a consumer does with an event; it returns when the event was taken in, also as a repeat."""


@dataclass(frozen=True)
class Channels:
    """What one part needs for its events, alive as long as the part."""

    during: Sequence[Any] = ()
    """A relay, a consumer, or both: context managers."""
    servers: Sequence[Server] = field(default=())
    """What /health tells of."""


class Messaging(Protocol):
    """One way for all parts."""

    def carrier(self, database: Database, producer: str) -> Carrier:
        """What brings the events of a producer to its consumers."""

    def consumer(self, database: Database, consumer: str, take: Take) -> Channels:
        """What brings a consumer its events, where they do not come by HTTP."""


def channels(
    messaging: Messaging, database: Database, part: str, *, produces: bool, take: Take | None = None
) -> Channels:
    """The relay of a part that produces events; what brings some to a part that takes them."""
    heard = messaging.consumer(database, part, take) if take else Channels()
    if not produces:
        return heard
    carrier = messaging.carrier(database, part)
    relay = Relay(database, part, carrier)
    return Channels((*heard.during, relay), (*heard.servers, *carrier.servers))
