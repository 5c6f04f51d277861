"""Events by HTTP: each is posted to everybody who wants it, where no broker carries them."""

from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Self

import httpx2
import structlog

from app_under_test.kernel.calls import tls
from app_under_test.kernel.database import Database
from app_under_test.kernel.events import Event
from app_under_test.kernel.internal_key import HEADER
from app_under_test.kernel.messaging import Channels, Take
from app_under_test.kernel.servers import Server
from app_under_test.subscriptions import SUBSCRIPTIONS

log = structlog.get_logger()


class HttpCarrier:
    """Posts to the consumers of each topic at their addresses."""

    servers: Sequence[Server] = ()

    def __init__(self, consumers: Mapping[str, Sequence[str]], internal_key: str) -> None:
        """`consumers`: the addresses by topic."""
        self._consumers = consumers
        self._http = httpx2.Client(
            headers={HEADER: internal_key},
            timeout=httpx2.Timeout(5.0, connect=0.5),
            verify=tls(),
            trust_env=False,
        )

    def __enter__(self) -> Self:
        """Nothing is opened before the first event."""
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Close every connection."""
        self._http.close()

    def look_after(self) -> None:
        """Nothing needs it."""

    def carry(self, event: Event) -> bool:
        """Offer the event to every consumer, also when one of them does not take it."""
        body = event.model_dump_json().encode()
        addresses = self._consumers.get(event.topic, ())
        taken = [self._offer(event, address, body) for address in addresses]
        return all(taken)

    def _offer(self, event: Event, address: str, body: bytes) -> bool:
        request_id = event.headers.get("request_id", "")
        headers = {"Content-Type": "application/json", "X-Request-ID": request_id}
        try:
            response = self._http.post(f"{address}/internal/events", content=body, headers=headers)
            reason = f"answered {response.status_code}" if response.is_error else ""
        except httpx2.HTTPError as error:
            reason = type(error).__name__
        if reason:
            log.warning("event not taken", topic=event.topic, consumer=address, reason=reason)
        return not reason


class HttpMessaging:
    """Every part posts its events; nobody fetches any."""

    def __init__(self, url_of: Callable[[str], str], internal_key: str) -> None:
        self._url_of = url_of
        self._internal_key = internal_key

    def carrier(self, _database: Database, producer: str) -> HttpCarrier:
        """Raises `LookupError` if the address of a consumer is not known."""
        consumers = {
            topic: [self._url_of(consumer) for consumer in listening]
            for topic, listening in SUBSCRIPTIONS[producer].items()
        }
        return HttpCarrier(consumers, self._internal_key)

    def consumer(self, _database: Database, _consumer: str, _take: Take) -> Channels:
        """Nothing: events come in at POST /internal/events."""
        return Channels()
