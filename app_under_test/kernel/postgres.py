"""Connections to PostgreSQL that do not wait for ever.

`connect_timeout` ends a connection that does not come about, and `statement_timeout` a statement
that the server works on for too long. Neither helps where the server, or a proxy before it, takes
everything in and never answers, so each wait for an answer has an end on this side, too.
"""

from typing import Any, TypeVar

import psycopg
from psycopg.abc import PQGen
from sqlalchemy import Dialect, Engine, event

CONNECT_SECONDS = 2
"""libpq counts in whole seconds and takes 1 for 2."""

STATEMENT_MS = 3000
"""How long the server may work on a statement, waiting for other transactions included."""

IDLE_MS = 10_000
"""How long the server waits for the next statement of a transaction, and keeps its locks: a machine
that is switched off says no goodbye."""

ANSWER_SECONDS, ALIVE_SECONDS = 3.5, 1.0
"""How long an answer may take: to a statement, and to the question whether anybody is there."""

Answer = TypeVar("Answer")


class ImpatientConnection(psycopg.Connection[Any]):
    """Gives a server that does not answer up, and itself with it."""

    def wait(
        self, gen: PQGen[Answer], interval: float = 0.1, timeout: float | None = None
    ) -> Answer:
        """Wait for the server; `OperationalError` when it takes too long."""
        # Outside of transactions there is only the pool's question whether the server is there.
        patience = ALIVE_SECONDS if self.autocommit else ANSWER_SECONDS
        try:
            return super().wait(gen, interval, timeout or patience)
        except psycopg.errors._WaitTimeout as error:  # noqa: SLF001 - the name in its documentation
            self.pgconn.finish()  # what comes later would be taken for the answer to something else
            message = f"the server did not answer within {timeout or patience} s"
            raise psycopg.OperationalError(message) from error


def be_impatient(engine: Engine) -> None:
    """Let every connection of this engine be such a one."""
    event.listen(engine, "do_connect", _connect)


def _connect(_dialect: Dialect, _record: object, given: list[Any], named: dict[str, Any]) -> Any:
    limits = {"connect_timeout": CONNECT_SECONDS, **named}
    on_the_server = {
        "statement_timeout": STATEMENT_MS,
        "idle_in_transaction_session_timeout": IDLE_MS,
    }
    options = [named.get("options", ""), *(f"-c {name}={ms}" for name, ms in on_the_server.items())]
    limits["options"] = " ".join(options).strip()
    return ImpatientConnection.connect(*given, **limits)
