"""Step definitions about what guests order, and what goes with the cart when they sign in."""

from __future__ import annotations

from pytest_bdd import given, then, when

from fixtures.clients.gateway import Refused, refusal
from fixtures.guests import Guests
from fixtures.people import Accounts
from fixtures.programs import Programs
from fixtures.records.order_tables import Order
from fixtures.records.orders import OrderRecords
from fixtures.vouchers import Vouchers
from sayso import eventually
from steps.phrases import parsed


@given(
    parsed(
        "{person:Name} has ordered {quantity:d} {product:Text} as a guest, with a mistyped address"
    ),
    target_fixture="guest_cart",
)
def have_ordered_with_slip(guests: Guests, person: str, quantity: int, product: str) -> str:
    return guests.order(person, guests.fill_cart(quantity, product), slip="a")


@given(
    parsed(
        "{person:Name} has ordered {quantity:d} {product:Text} as a guest with {voucher:Voucher}"
    )
)
def have_ordered_with_voucher(
    guests: Guests, vouchers: Vouchers, person: str, quantity: int, product: str, voucher: str
) -> None:
    cart = guests.fill_cart_with_voucher(quantity, product, vouchers.code(voucher))
    guests.order(person, cart)


@given(
    parsed("{person:Name} has bought {quantity:d} {product:Text} as a guest with her new address"),
    target_fixture="order",
)
def have_bought_with_new_address(
    guests: Guests, order_records: OrderRecords, person: str, quantity: int, product: str
) -> Order:
    cart = guests.fill_cart(quantity, product)
    return order_records.order(guests.buy_cart(person, cart, with_new_address=True))


@when(
    parsed("a program orders the same for {person:Name}'s own address, and pays"),
    target_fixture="order",
)
def order_same(guests: Guests, order_records: OrderRecords, guest_cart: str, person: str) -> Order:
    return order_records.order(guests.buy_cart(person, guest_cart))


@when(
    parsed(
        "a program tries to order {quantity:d} {product:Text} for {person:Name} as a guest with {voucher:Voucher}"
    ),
    target_fixture="refused",
)
def try_to_order_with_voucher(
    guests: Guests, vouchers: Vouchers, quantity: int, product: str, person: str, voucher: str
) -> Refused:
    cart = guests.fill_cart_with_voucher(quantity, product, vouchers.code(voucher))
    return refusal(lambda: guests.order(person, cart))


@when(
    parsed(
        "a program signs in as {person:Name} with {quantity:d} {product:Text} and {voucher:Voucher} in a guest's cart"
    )
)
def sign_in_with_voucher(
    guests: Guests, vouchers: Vouchers, person: str, quantity: int, product: str, voucher: str
) -> None:
    cart = guests.fill_cart_with_voucher(quantity, product, vouchers.code(voucher))
    guests.become(person, cart)


@then(
    parsed(
        "a program that asks on behalf of {person:Name} is told that {voucher:Voucher} is in the cart"
    )
)
def be_told_of_voucher(programs: Programs, vouchers: Vouchers, person: str, voucher: str) -> None:
    told, expected = programs[person].orders.voucher(), vouchers.code(voucher)
    assert told == expected, (
        f"voucher in the cart of {person}, in the shop's answer to a program:"
        f" expected {expected!r}, but it was {told!r}"
    )


@then(parsed("the order is recorded for the account of {person:Name}"))
def record_for_account(
    order_records: OrderRecords, accounts: Accounts, order: Order, person: str
) -> None:
    eventually(
        lambda: order_records.owner(order.number)["account"] or "nobody's",
        equals=accounts.of(person).id,
        what=f"account that order {order.number} belongs to",
        where="the shop's database",
    )
