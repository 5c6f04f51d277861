"""What the command line can do besides running the shop."""

from collections.abc import Callable, Mapping

from sqlalchemy.exc import DBAPIError

from app_under_test import trial
from app_under_test.kernel import migrations
from app_under_test.kernel.database import Database
from app_under_test.kernel.migrations import Change
from app_under_test.settings import Settings


def migrate(settings: Settings) -> str:
    """Bring the database to the newest version; what was done, a line for each history.

    Raises `LookupError` where no database is named, and `RuntimeError` with the reason where it
    cannot be changed.
    """
    database = Database(_address(settings))
    try:
        changes = migrations.upgrade(database)
    except DBAPIError as error:
        message = f"the database cannot be migrated: {error.orig}"
        raise RuntimeError(message) from error
    finally:
        database.dispose()
    if not changes:
        return "the database is at the newest version already"
    return "\n".join(_line(change) for change in changes)


def _address(settings: Settings) -> str:
    if settings.database_url is None:
        message = "no database is named; set SHOP_DATABASE_URL or give --database URL"
        raise LookupError(message)
    return settings.database_url


def _line(change: Change) -> str:
    return f"{change.history}: from {change.before or 'no version'} to {change.after}"


def _in_words(done: Callable[[Settings], str]) -> Callable[[Settings], str]:
    """The same, with what the server says as a `RuntimeError`."""

    def do(settings: Settings) -> str:
        try:
            return done(settings)
        except DBAPIError as error:
            raise RuntimeError(str(error.orig).strip()) from error

    return do


COMMANDS: Mapping[str, Callable[[Settings], str]] = {
    "migrate": migrate,
    "trial create": _in_words(trial.create),
    "trial drop": _in_words(trial.drop),
}
"""By the words on the command line; each returns what it has to say."""
