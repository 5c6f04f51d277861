"""What consumers could not process, for staff: to look at, and to try once more."""

from sqlalchemy import select, update

from app_under_test.kernel.calls import ServiceClient, Unreachable
from app_under_test.kernel.clock import Clock
from app_under_test.kernel.database import Database
from app_under_test.kernel.dead_letters import LONGEST_REASON, DeadLetter
from app_under_test.kernel.problems import NotFound, Problem
from app_under_test.notifications.schemas import DeadLetterShown
from app_under_test.settings import Settings

MOST_SHOWN = 200


class StillRefused(Problem):
    """The consumer cannot process the message now either."""

    status = 409
    type = "still-refused"
    title = "The message is refused again"


class DeadLetters:
    """The dead letters of all consumers."""

    def __init__(self, database: Database, settings: Settings, clock: Clock) -> None:
        self._database = database
        self._settings = settings
        self._clock = clock

    def waiting(self) -> list[DeadLetterShown]:
        """Those that nobody has settled, newest first, `MOST_SHOWN` at most."""
        rows = select(DeadLetter).filter_by(settled_at=None)
        newest = rows.order_by(DeadLetter.failed_at.desc(), DeadLetter.id).limit(MOST_SHOWN)
        with self._database.read() as session:
            return [DeadLetterShown.model_validate(row) for row in session.scalars(newest)]

    def retry(self, letter_id: str) -> None:
        """Bring the message to its consumer once more; what it has taken in is settled.

        Raises NotFound, StillRefused, or Unreachable when the consumer is not there.
        """
        with self._database.read() as session:
            letter = session.scalar(select(DeadLetter).filter_by(id=letter_id, settled_at=None))
        if letter is None:
            raise NotFound("No message with this id waits for anybody.")
        try:
            self._bring(letter)
        except Problem as problem:
            if problem.status in {503, 504}:
                raise
            self._note(letter_id, reason=problem.detail[:LONGEST_REASON])
            raise StillRefused(problem.detail) from problem
        self._note(letter_id, settled_at=self._clock.now())

    def _bring(self, letter: DeadLetter) -> None:
        """As if it came by HTTP for the first time: a repeat has no effect there."""
        key = self._settings.internal_key.get_secret_value()
        try:
            address = self._settings.url_of(letter.consumer)
        except LookupError as error:
            raise Unreachable(letter.consumer) from error
        with ServiceClient(letter.consumer, address, key) as consumer:
            kind = {"Content-Type": "application/json"}
            body = letter.body.encode()
            consumer.send("POST", "/internal/events", content=body, headers=kind)

    def _note(self, letter_id: str, **values: object) -> None:
        with self._database.begin() as session:
            session.execute(update(DeadLetter).filter_by(id=letter_id).values(**values))
