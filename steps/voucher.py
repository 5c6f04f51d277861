"""Step definitions about vouchers: what they take off, and when they are refused."""

from __future__ import annotations

from playwright.sync_api import expect
from pytest_bdd import given, then, when

from fixtures.buyers import Buyers
from fixtures.clients.gateway import Refused, refusal
from fixtures.crowd import Crowd
from fixtures.money import Money
from fixtures.products import Products
from fixtures.programs import Programs
from fixtures.records.order_tables import Order
from fixtures.shopping import Shopping
from fixtures.surfaces import Surfaces
from fixtures.vouchers import Vouchers
from pages.cart import CartPage
from pages.order import OrderPage
from steps.phrases import parsed

SALE = "the voucher"


@given(parsed("the shop has given out a voucher for {percent:d}% off"))
def give_out(vouchers: Vouchers, percent: int) -> None:
    vouchers.give_out(SALE, percent=percent)


@given(parsed("the shop has given out a voucher for {amount:Money} off"))
def give_out_amount(vouchers: Vouchers, amount: Money) -> None:
    vouchers.give_out(SALE, percent=None, amount_minor=amount.minor)


@given(
    parsed("Ada has {quantity:d} {product:Text} in her cart, with a voucher for {percent:d}% off")
)
def have_reduced_cart(
    buyers: Buyers, vouchers: Vouchers, quantity: int, product: str, percent: int
) -> None:
    vouchers.give_out(SALE, percent=percent)
    have_in_cart_with_voucher(buyers, vouchers, quantity, product)


@given(
    parsed(
        "Ada has {quantity:d} {product:Text} in her cart, with a voucher for {percent:d}% off that alone"
    )
)
def have_cart_reduced_in_part(
    buyers: Buyers,
    vouchers: Vouchers,
    products: Products,
    quantity: int,
    product: str,
    percent: int,
) -> None:
    vouchers.give_out(SALE, percent=percent, product_id=products[product].id)
    have_in_cart_with_voucher(buyers, vouchers, quantity, product)


@given(parsed("Ada has {quantity:d} {product:Text} in her cart, with a voucher for 1 use"))
def have_cart_for_one_use(buyers: Buyers, vouchers: Vouchers, quantity: int, product: str) -> None:
    vouchers.give_out(SALE, most_uses=1)
    have_in_cart_with_voucher(buyers, vouchers, quantity, product)


@given(parsed("{person:Name} has {quantity:d} {product:Text} in her cart, with {voucher:Voucher}"))
def have_cart_with(
    buyers: Buyers, vouchers: Vouchers, person: str, quantity: int, product: str, voucher: str
) -> None:
    buyers.fill_cart(person, quantity, product)
    buyers.use_voucher(person, vouchers.code(voucher))


@given(
    parsed("the shop has given out {number:d} vouchers for 1 use each"),
    target_fixture="scarce_vouchers",
)
def give_out_some_for_one_use(vouchers: Vouchers, number: int) -> list[str]:
    names = [f"voucher {each}" for each in range(1, number + 1)]
    for name in names:
        vouchers.give_out(name, most_uses=1)
    return names


@given(
    parsed("{person:Name} has ordered {quantity:d} {product:Text} with {voucher:Voucher}"),
    target_fixture="order",
)
def have_ordered_with(
    buyers: Buyers, vouchers: Vouchers, person: str, quantity: int, product: str, voucher: str
) -> Order:
    return buyers.buy_with_voucher(person, quantity, product, vouchers.code(voucher))


@given(parsed("{person:Name} has used {voucher:Voucher} since"))
def have_used(buyers: Buyers, vouchers: Vouchers, person: str, voucher: str) -> None:
    buyers.use_voucher(person, vouchers.code(voucher))


@given("the voucher has ended meanwhile")
def have_ended(vouchers: Vouchers) -> None:
    vouchers.end(SALE)


@when("Ada uses the voucher")
def use(cart_page: CartPage, vouchers: Vouchers) -> None:
    cart_page.use_voucher(vouchers.code(SALE))


@when(parsed("Ada uses {voucher:Voucher}"))
def use_kind(cart_page: CartPage, vouchers: Vouchers, voucher: str) -> None:
    cart_page.use_voucher(vouchers.code(voucher))


@when(parsed("Ada uses {voucher:Voucher}, in small letters"))
def use_in_small_letters(cart_page: CartPage, vouchers: Vouchers, voucher: str) -> None:
    cart_page.use_voucher(vouchers.code(voucher).lower())


@when("Ada takes the voucher out of her cart")
def take_out(cart_page: CartPage) -> None:
    cart_page.open()
    cart_page.remove_voucher_button.click()


@when(
    parsed("a program tries to use {voucher:Voucher} for the cart of {person:Name}"),
    target_fixture="refused",
)
def try_to_use(programs: Programs, vouchers: Vouchers, voucher: str, person: str) -> Refused:
    return refusal(lambda: programs[person].orders.use_voucher(vouchers.code(voucher)))


@given("Ada has ordered for nothing", target_fixture="order")
@when("Ada orders for nothing", target_fixture="order")
def order_for_nothing(shopping: Shopping) -> Order:
    return shopping.order_for_nothing()


@when(
    parsed("{customers:d} customers order {product:Text} with each voucher at the same moment"),
    target_fixture="outcomes_with_voucher",
)
def order_at_once(
    crowd: Crowd, vouchers: Vouchers, scarce_vouchers: list[str], customers: int, product: str
) -> dict[str, list[str]]:
    return {
        voucher: sorted(each.became for each in outcomes)
        for voucher in scarce_vouchers
        for outcomes in [crowd.buy_with_voucher(customers, product, vouchers.code(voucher))]
    }


@then(parsed("she is told about the voucher: {remark:Text}"))
def be_told(cart_page: CartPage, remark: str) -> None:
    expect(cart_page.notice, "notice on the cart page").to_contain_text(remark)


@then(parsed("her cart says of the voucher: {remark:Text}"))
def be_told_in_cart(cart_page: CartPage, remark: str) -> None:
    cart_page.open()
    expect(cart_page.voucher_note, "voucher in the cart").to_contain_text(remark)


@then(
    parsed(
        "her cart shows {subtotal:Money}, {discount:Money} off, {delivery:Money} and {total:Money}"
    )
)
def show_figures(
    cart_page: CartPage, subtotal: Money, discount: Money, delivery: Money, total: Money
) -> None:
    cart_page.open()
    sums = cart_page.totals
    expect(sums.subtotal, "subtotal of the cart").to_have_text(str(subtotal))
    expect(sums.discount, "discount of the cart").to_have_text(f"−{discount}")  # noqa: RUF001  # a minus sign
    expect(sums.delivery, "delivery of the cart").to_have_text(str(delivery))
    expect(sums.total, "total of the cart").to_have_text(str(total))


@then(parsed("{number:d} use of {voucher:Voucher} is recorded"))
@then(parsed("{number:d} uses of {voucher:Voucher} are recorded"))
def record_uses(vouchers: Vouchers, number: int, voucher: str) -> None:
    vouchers.expect_uses(voucher, number)


@then(parsed("{number:d} uses of the voucher are recorded"))
def record_sale_uses(vouchers: Vouchers, number: int) -> None:
    vouchers.expect_uses(SALE, number)


@then("she is thanked for an order that costs nothing")
def be_thanked(order_page: OrderPage, order: Order) -> None:
    expect(order_page.number, "number of the order on its page").to_have_text(order.number)
    expect(order_page.status, "state of the order on its page").to_have_text("Paid")
    expect(order_page.totals.total, "total on the order's page").to_have_text("£0.00")


@then(
    parsed(
        "{number:d} of them gets it with each voucher, and {refused:d} are refused because {reason:Reason}"
    )
)
def get_one(
    outcomes_with_voucher: dict[str, list[str]], number: int, refused: int, reason: str
) -> None:
    expected = sorted(["bought"] * number + [reason] * refused)
    wrong = {name: became for name, became in outcomes_with_voucher.items() if became != expected}
    assert not wrong, (
        f"outcomes of the orders with each voucher, read in the gateway's answers:"
        f" expected {expected}, but they were {wrong}"
    )


@then(parsed("{number:d} use of each voucher is recorded, and {left:d} {product:Text} are left"))
def record_each_use(
    vouchers: Vouchers,
    surfaces: Surfaces,
    products: Products,
    scarce_vouchers: list[str],
    number: int,
    left: int,
    product: str,
) -> None:
    for voucher in scarce_vouchers:
        vouchers.expect_uses(voucher, number)
    surfaces.expect_stock(products[product], left)


def have_in_cart_with_voucher(
    buyers: Buyers, vouchers: Vouchers, quantity: int, product: str
) -> None:
    buyers.fill_cart("Ada", quantity, product)
    buyers.use_voucher("Ada", vouchers.code(SALE))
