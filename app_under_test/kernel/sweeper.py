"""Looking, again and again, for what is left to do: a look that fails is no end of it."""

from abc import abstractmethod
from typing import ClassVar, Self

import structlog
from sqlalchemy.exc import SQLAlchemyError

from app_under_test.kernel.outage import OUTAGES, reason
from app_under_test.kernel.problems import Problem
from app_under_test.kernel.worker import Worker

log = structlog.get_logger()


class Sweeper(Worker):
    """A worker that looks at one kind of thing; where it cannot, the log says of which."""

    things: ClassVar[str]
    """What it looks at, such as `unpaid orders`."""

    rest: float
    """Seconds between looks."""

    def resting(self, longest: float) -> Self:
        """The same, with a rest of no more than so many seconds: a trial waits for no look."""
        self.rest = min(self.rest, longest)
        return self

    @abstractmethod
    def sweep(self) -> None:
        """Once through everything there is; raises what the database or another part answers."""

    def look(self) -> None:
        """One sweep; where it fails the log says so."""
        try:
            self.sweep()
        except Problem as problem:
            log.warning(f"{self.things} are not known", reason=problem.type)
        except OUTAGES as error:
            log.warning(f"{self.things} are not known", reason=reason(error))
        except (SQLAlchemyError, ValueError):
            log.exception(f"{self.things} are not known")

    def _round(self) -> float:
        self.look()
        return self.rest
