"""One database for the whole shop, in which every part minds its own tables.

SQLite: transactions are opened explicitly (`BEGIN IMMEDIATE` to write, `BEGIN` to read), because
the driver's own habit of opening them late lets two writers read the same state and then collide.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import Connection as SQLiteConnection
from sqlite3 import OperationalError as SQLiteError
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, DateTime, Dialect, Engine, create_engine, event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.pool import ConnectionPoolEntry, NullPool
from sqlalchemy.types import TypeDecorator

LOCK_WAIT_MS = 5000
"""How long a writer waits for another one before the database gives up (milliseconds)."""

TABLES_LOCK = 7240250501
"""The number of the lock that those who change tables in PostgreSQL take; only ever compared."""

POOL_SECONDS = 3.0
"""How long a transaction waits for one of the connections to become free."""

GONE = "the database file is not there"


class Base(DeclarativeBase):
    """The parent of every mapped table of the shop."""


metadata = Base.metadata


def new_id() -> str:
    """A fresh identifier: 36 characters, unique, telling nothing about its row."""
    return str(uuid4())


def added(session: Session, table: type[Base], **values: Any) -> bool:
    """Add a row; False if a unique constraint says that it is there already.

    PostgreSQL waits here for whoever is adding the same row in a transaction still open.
    """
    dialect = session.get_bind().dialect.name
    insert: Any = postgresql.insert if dialect == "postgresql" else sqlite.insert
    adding = insert(table).values(**values).on_conflict_do_nothing()
    return session.scalar(adding.returning(table)) is not None


class UtcDateTime(TypeDecorator[datetime]):
    """Aware UTC moments in the program, naive UTC in the table (SQLite knows no zones)."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Refuse naive moments: nobody could say which zone they mean."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = f"{value} has no time zone; take moments from the clock"
            raise ValueError(message)
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """What is stored is UTC by definition."""
        return None if value is None else value.replace(tzinfo=UTC)


class Database:
    """Transactions on one database address; safe to share between threads and parts."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._engine = create_engine(
            url,
            hide_parameters=True,
            pool_size=10,
            max_overflow=30,
            pool_timeout=POOL_SECONDS,
            pool_pre_ping=True,
        )
        self._reading = self._engine.execution_options(read_only=True, postgresql_readonly=True)
        self._on_publish: dict[str, Callable[[], None]] = {}
        if self.is_sqlite:
            _prepare_sqlite(self._engine)
            _demand_file(self._engine)
        else:
            _be_impatient(self._engine)

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """A transaction that may write: committed at the end, rolled back on any error.

        Keep it short and never call another part inside it: on SQLite nobody else can write.
        """
        with Session(self._engine, expire_on_commit=False) as session:
            with session.begin():
                yield session
            published: set[str] = session.info.get("published", set())
        for producer in published & self._on_publish.keys():
            self._on_publish[producer]()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A transaction that only looks: it waits for nobody, and writing in it is an error."""
        with Session(self._reading, expire_on_commit=False) as session, session.begin():
            yield session

    def on_publish(self, producer: str, wake: Callable[[], None]) -> None:
        """Call `wake` after every commit in which this producer published an event."""
        self._on_publish[producer] = wake

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a file on this machine."""
        return self._engine.dialect.name == "sqlite"

    @contextmanager
    def changing_tables(self) -> Iterator[Connection]:
        """A transaction that may change tables; of several that begin together one runs at a time.

        On SQLite every transaction that writes waits its turn. There is no limit of time here, and
        a file that is not there is made.
        """
        engine = create_engine(self._url, poolclass=NullPool)
        if self.is_sqlite:
            _prepare_sqlite(engine)
        with engine.begin() as connection:
            if not self.is_sqlite:
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({TABLES_LOCK})")
            yield connection

    def ping(self) -> None:
        """Return if the database answers; raise `sqlalchemy.exc.SQLAlchemyError` if not."""
        with self.read() as session:
            session.execute(text("SELECT 1"))

    def dispose(self) -> None:
        """Close every pooled connection."""
        self._engine.dispose()


def _be_impatient(engine: Engine) -> None:
    from app_under_test.kernel.postgres import be_impatient  # its driver need not be installed

    be_impatient(engine)


def _demand_file(engine: Engine) -> None:
    """Without its file SQLite would go on with one that has no name any more, or is empty."""
    name = str(engine.url.database)
    if not name.startswith("file:"):
        event.listen(engine, "do_connect", lambda *_: _refuse_to_create(Path(name)))
        event.listen(engine, "begin", lambda connection: _look_for(Path(name), connection))


def _refuse_to_create(file: Path) -> None:
    if not file.exists():
        raise SQLiteError(GONE)


def _look_for(file: Path, connection: Connection) -> None:
    if not file.exists():
        connection.invalidate()
        raise OperationalError("BEGIN", None, SQLiteError(GONE))


def _prepare_sqlite(engine: Engine) -> None:
    event.listen(engine, "connect", _configure_connection)
    event.listen(engine, "begin", _begin)


def _configure_connection(connection: SQLiteConnection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # transactions are ours to open
    for pragma in (
        f"busy_timeout = {LOCK_WAIT_MS}",
        "journal_mode = WAL",
        "synchronous = NORMAL",
        "foreign_keys = ON",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    options: dict[str, Any] = dict(connection.get_execution_options())
    read_only = options.get("read_only", False)
    connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if read_only else 'OFF'}")
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")
