"""Looking, again and again, for what is left to do: a look that fails is no end of it."""

from abc import abstractmethod
from typing import ClassVar

import structlog
from sqlalchemy.exc import SQLAlchemyError

from app_under_test.kernel.outage import OUTAGES, reason
from app_under_test.kernel.problems import Problem
from app_under_test.kernel.worker import Worker

LONGEST_REST = 60.0
"""Seconds; a trial of the shop may ask for less, so that nobody has to wait for a look."""

log = structlog.get_logger()


class Sweeper(Worker):
    """A worker that looks at one kind of thing; where it cannot, the log says of which."""

    things: ClassVar[str]
    """What it looks at, such as `unpaid orders`."""

    rest: ClassVar[float]
    """Seconds between looks."""

    def __init__(self, name: str, service: str, longest_rest: float = LONGEST_REST) -> None:
        super().__init__(name, service)
        self._rest = min(self.rest, longest_rest)

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
        return self._rest
