"""Many people doing anything at once, after which every book of the shop must still be right."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from httpx2 import Response
from sqlalchemy import select

from app_under_test.catalogue.models import Product
from app_under_test.orders.models import Order
from sayso.target.waiting import eventually
from tests.shop.trade.floor import Floor
from tests.shop.trade.visitor import GOOD_CARD, Visitor

CARDS = (GOOD_CARD, "5555555555554444", "4000000000009995")


def shop_around(visitor: Visitor, products: list[Product], seed: int) -> list[int]:
    """Do twenty things by chance; the statuses of the answers."""
    chance = random.Random(seed)  # noqa: S311 - chance, not secrecy
    number = ""

    def order() -> Response:
        nonlocal number
        answer = visitor.order()
        number = answer.json().get("number", number)
        return answer

    deeds: list[Callable[[], Response]] = [
        lambda: visitor.add(chance.choice(products), chance.randint(1, 3)),
        lambda: visitor.set(chance.choice(products), chance.randint(0, 4)),
        order,
        lambda: visitor.pay(number or "SO-NOTHING", chance.choice(CARDS)),
    ]
    return [chance.choices(deeds, [3, 1, 2, 2])[0]().status_code for _ in range(20)]


@pytest.mark.parametrize("seed", [1, 2])
def test_nothing_is_sold_twice_and_nobody_pays_twice(floor: Floor, seed: int) -> None:
    products = [floor.product(on_hand=many) for many in (2, 5, 9, 30)]
    visitors = [floor.person() if number % 2 else floor.guest() for number in range(12)]
    with ThreadPoolExecutor(8) as pool:
        walks = [
            pool.submit(shop_around, visitor, products, seed * 100 + number)
            for number, visitor in enumerate(visitors)
        ]
    statuses = {status for walk in walks for status in walk.result()}
    assert statuses <= {200, 201, 402, 404, 409}
    numbers = {number for visitor in visitors for number in visitor.keys}
    charged = [number for number in numbers for charge in succeeded(floor, number)]
    assert charged, "nobody bought anything, so nothing was tried"
    assert len(charged) == len(set(charged))
    eventually(
        lambda: paid(floor, numbers),
        equals=set(charged),
        what="numbers of the paid orders",
        where="the database",
    )


def succeeded(floor: Floor, number: str) -> list[tuple[str, int, str]]:
    return [charge for charge in floor.charges(number) if charge[0] == "succeeded"]


def paid(floor: Floor, numbers: set[str]) -> set[str]:
    query = select(Order.number).where(Order.number.in_(numbers), Order.status == "paid")
    with floor.database.read() as session:
        return set(session.scalars(query))
