"""The history of an order, as the suite and these tests check it: by its links, not its times."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app_under_test.kernel.database import Database
from app_under_test.kernel.migrations import make_ready
from app_under_test.orders.models import Order, OrderEvent
from fixtures.records.books import Books
from fixtures.records.truths import Truths
from tests.shop.trade.invariants import broken, end_of

PLACED_AT = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
A_MINUTE_BACK = timedelta(minutes=-1)
A_MINUTE_ON = timedelta(minutes=1)

PLACED, PAID = ("", "pending_payment"), ("pending_payment", "paid")
CANCELLED, REVIVED = ("pending_payment", "cancelled"), ("cancelled", "pending_payment")

Told = Callable[[], list[str]]
Check = Callable[[Database, Path], AbstractContextManager[Told]]


@contextmanager
def by_the_suite(_database: Database, file: Path) -> Iterator[Told]:
    """Entered before the order is placed, as a scenario begins."""
    books = Books(f"sqlite:///{file}")
    yield Truths(books, since=PLACED_AT).orders_move_forward
    books.close()


@contextmanager
def by_these_tests(database: Database, _file: Path) -> Iterator[Told]:
    told = ("an order changed its status", "an order's events")
    yield lambda: [sentence for sentence in broken(database) if sentence.startswith(told)]


@pytest.fixture(params=[by_the_suite, by_these_tests])
def told(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[..., list[str]]:
    """What is wrong with an order of this status that took these steps, a minute apart."""
    check: Check = request.param

    def told(status: str, *steps: tuple[str, str], apart: timedelta = A_MINUTE_ON) -> list[str]:
        file = tmp_path / "shop.db"
        database = Database(f"sqlite:///{file}")
        make_ready(database)
        with check(database, file) as ask:
            write(database, status, steps, apart)
            answer = ask()
        database.dispose()
        return answer

    return told


def write(
    database: Database, status: str, steps: tuple[tuple[str, str], ...], apart: timedelta
) -> None:
    figures = ("subtotal_minor", "shipping_minor", "discount_minor", "tax_minor", "total_minor")
    texts = ("email", "cart_id", "ship_name", "ship_line1", "ship_city", "ship_postcode")
    order = Order(
        number="SO-1",
        status=status,
        currency="GBP",
        ship_country="GB",
        placed_at=PLACED_AT,
        **dict.fromkeys(figures, 0),
        **dict.fromkeys(texts, ""),
    )
    with database.begin() as session:
        session.add(order)
        session.flush()
        for number, (earlier, later) in enumerate(steps):
            event = OrderEvent(order_id=order.id, from_status=earlier, to_status=later, actor="")
            event.created_at = PLACED_AT + number * apart
            session.add(event)


@pytest.mark.parametrize("apart", [A_MINUTE_BACK, timedelta(0), A_MINUTE_ON], ids=str)
@pytest.mark.parametrize("step", [PAID, CANCELLED], ids="-".join)
def test_a_clock_that_was_put_back_is_no_mistake(
    told: Callable[..., list[str]], step: tuple[str, str], apart: timedelta
) -> None:
    assert told(step[1], PLACED, step, apart=apart) == []


@pytest.mark.parametrize(
    ("status", "steps"),
    [
        pytest.param("pending_payment", [], id="nothing is written down"),
        pytest.param("paid", [PLACED], id="the last step is missing"),
        pytest.param("paid", [PAID], id="the first step is missing"),
        pytest.param("paid", [PLACED, CANCELLED], id="the last step is another one"),
        pytest.param("pending_payment", [PLACED, PAID], id="the status is an earlier one"),
        pytest.param("paid", [PLACED, PAID, PAID], id="a step is written down twice"),
        pytest.param("paid", [PLACED, CANCELLED, PAID], id="it went two ways"),
        pytest.param("pending_payment", [PLACED, CANCELLED, REVIVED], id="it went in a circle"),
    ],
)
def test_a_history_with_a_mistake_is_told(
    told: Callable[..., list[str]], status: str, steps: list[tuple[str, str]]
) -> None:
    assert len(told(status, *steps)) == 1


def test_a_step_that_goes_on_from_nowhere_is_left_over() -> None:
    assert end_of([PAID, PLACED]) == "paid"
    assert end_of([PLACED, ("paid", "cancelled")]) is None


def test_the_suite_tells_where_the_steps_do_not_hang_together(tmp_path: Path) -> None:
    file = tmp_path / "shop.db"
    database = Database(f"sqlite:///{file}")
    make_ready(database)
    with by_the_suite(database, file) as ask:
        write(database, "paid", (PLACED, ("expired", "paid")), A_MINUTE_BACK)
        (told,) = ask()
    assert "-> pending_payment -> (a jump to expired) -> paid, which is not a way" in told
    database.dispose()
