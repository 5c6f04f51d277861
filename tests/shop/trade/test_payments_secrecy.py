"""Card numbers travel through the shop and stay nowhere."""

import json
import logging
from collections.abc import Iterator

import pytest
import structlog
from sqlalchemy import inspect, select, text

from app_under_test.orders.models import Order
from app_under_test.payments.models import Payment
from tests.shop.trade.floor import Floor

POOR = "4000000000009995"


@pytest.fixture
def log_lines() -> Iterator[list[structlog.typing.EventDict]]:
    """Everything the parts log from now on."""
    before, kept = structlog.get_config(), structlog.testing.LogCapture()
    everything = structlog.make_filtering_bound_logger(logging.NOTSET)
    structlog.configure(processors=[*before["processors"][:-1], kept], wrapper_class=everything)
    yield kept.entries
    structlog.configure(**before)


def test_no_card_number_is_kept_anywhere(
    floor: Floor, log_lines: list[structlog.typing.EventDict]
) -> None:
    ben = floor.guest()
    number = ben.ordered()
    code = "9173"
    card = {"expiry": "12/30", "security_code": code}
    ben.pay(number, card={**card, "number": POOR})
    ben.pay(number, card={**card, "number": "5555555555554444"})
    ben.pay(number, card={**card, "number": "5555555555554444x"})
    floor.wait_for_status(number, "paid")
    for notice in floor.notices(number):
        floor.deliver(notice)
    with floor.database.read() as session:
        tables = inspect(session.connection()).get_table_names()
        assert "payments" in tables
        # The names come from the database itself.
        rows = [
            str(tuple(row))
            for table in tables
            for row in session.execute(text(f'SELECT * FROM "{table}"'))  # noqa: S608 - as said
        ]
        last4 = session.scalar(select(Payment.card_last4).filter_by(order_number=number))
        assert session.scalar(select(Order.number).filter_by(number=number)) == number
    assert any(line.get("path") == "/api/payments" for line in log_lines)
    kept = "\n".join([*rows, *map(str, log_lines), json.dumps(floor.notices(number))])
    assert last4 == "4444"
    for secret in (POOR, "5555555555554444", f"'{code}'", f'"{code}"'):
        assert secret not in kept
