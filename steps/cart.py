"""Sentences about what a customer puts into a cart."""

from __future__ import annotations

from playwright.sync_api import expect
from pytest_bdd import given, then, when

from fixtures.carts import FilledCarts
from fixtures.clients.gateway import Refused, refusal
from fixtures.clients.orders import CartAnswer
from fixtures.money import Money
from fixtures.people import Accounts, People
from fixtures.products import Products
from fixtures.programs import Programs
from fixtures.records.carts import CartRecords
from pages.cart import CartPage
from pages.product import ProductPage
from sayso import eventually
from steps.phrases import parsed


@given(parsed("{person:Name} has {quantity:d} {product:Text} in her cart"))
def have_in_cart(
    filled_carts: FilledCarts,
    accounts: Accounts,
    products: Products,
    person: str,
    quantity: int,
    product: str,
) -> None:
    filled_carts.put(accounts.of(person), products[product], quantity)


@given(parsed("{person:Name} has {first:d} {one:Text} and {second:d} {other:Text} in her cart"))
def have_two_in_cart(
    filled_carts: FilledCarts,
    accounts: Accounts,
    products: Products,
    person: str,
    first: int,
    one: str,
    second: int,
    other: str,
) -> None:
    filled_carts.put(accounts.of(person), products[one], first)
    filled_carts.put(accounts.of(person), products[other], second)


@when(parsed("Ada adds {quantity:d} {product:Text} to her cart"))
def add_to_cart(product_page: ProductPage, products: Products, quantity: int, product: str) -> None:
    product_page.open(slug=products[product].slug)
    product_page.add_to_cart(quantity)


@when(parsed("Ada changes {product:Text} to {quantity:d} in her cart"))
def change_quantity(cart_page: CartPage, products: Products, product: str, quantity: int) -> None:
    cart_page.open()
    cart_page.change_quantity(products[product].name, quantity)


@when(parsed("Ada removes {product:Text} from her cart"))
def remove_from_cart(cart_page: CartPage, products: Products, product: str) -> None:
    cart_page.open()
    cart_page.remove(products[product].name)


@given(parsed("a program has changed {product:Text} to {quantity:d} in the cart of {person:Name}"))
@when(parsed("a program changes {product:Text} to {quantity:d} in the cart of {person:Name}"))
def change_by_program(
    programs: Programs, products: Products, product: str, quantity: int, person: str
) -> None:
    programs[person].orders.set_quantity(products[product].sku, quantity)


@when(
    parsed("a program tries to add a product that nobody sells to the cart of {person:Name}"),
    target_fixture="refused",
)
def try_to_add_unknown(programs: Programs, person: str) -> Refused:
    return refusal(lambda: programs[person].orders.add_to_cart("NO-SUCH", 1))


@when(parsed("a program adds {quantity:d} {product:Text} to the cart of {person:Name}"))
def add_by_program(
    programs: Programs, products: Products, quantity: int, product: str, person: str
) -> None:
    programs[person].orders.add_to_cart(products[product].sku, quantity)


@when(
    parsed("a program tries to add {quantity:d} {product:Text} to the cart of {person:Name}"),
    target_fixture="refused",
)
def try_to_add_by_program(
    programs: Programs, products: Products, quantity: int, product: str, person: str
) -> Refused:
    orders, sku = programs[person].orders, products[product].sku
    return refusal(lambda: orders.add_to_cart(sku, quantity))


@when(
    parsed(
        "a program tries to change {product:Text} to {quantity:Anything} in the cart of {person:Name}"
    ),
    target_fixture="refused",
)
def try_to_change_by_program(
    programs: Programs, products: Products, product: str, quantity: object, person: str
) -> Refused:
    orders, sku = programs[person].orders, products[product].sku
    return refusal(lambda: orders.set_quantity(sku, quantity))


@then(parsed("her cart holds {quantity:d} {product:Text} for {total:Money}"))
def hold_product(
    cart_page: CartPage, products: Products, quantity: int, product: str, total: Money
) -> None:
    cart_page.open()
    line = cart_page.line(products[product].name)
    expect(line.quantity, f"quantity of {product} in the cart").to_have_value(str(quantity))
    expect(line.total, f"price of the {product} in the cart").to_have_text(str(total))
    each = Money(total.minor // quantity)
    expect(line.price, f"price of one {product} in the cart").to_have_text(str(each))


@then(
    parsed(
        "her cart holds {quantity:d} {product:Text} for {price:Money}, and comes to {total:Money} with delivery"
    )
)
def hold_and_come_to(
    cart_page: CartPage,
    products: Products,
    quantity: int,
    product: str,
    price: Money,
    total: Money,
) -> None:
    hold_product(cart_page, products, quantity, product, price)
    expect(cart_page.totals.total, "total of the cart").to_have_text(str(total))


@then(parsed("her cart comes to {total:Money} with delivery"))
def come_to(cart_page: CartPage, total: Money) -> None:
    cart_page.open()
    expect(cart_page.totals.total, "total of the cart").to_have_text(str(total))


@then("her cart is empty")
def be_empty(cart_page: CartPage) -> None:
    cart_page.open()
    expect(cart_page.empty_notice, "notice on the cart page").to_be_visible()


@then(parsed("the top of the shop shows {number:d} things in her cart"))
def show_count(cart_page: CartPage, number: int) -> None:
    expect(cart_page.header.cart_count, "things in the cart at the top").to_have_text(str(number))
    said = f"Cart, {number} items" if number else "Cart, empty"
    expect(cart_page.header.cart_link, "what a screen reader says").to_have_accessible_name(said)


@then(parsed("she is told that only {number:d} are left"))
def be_told_what_is_left(product_page: ProductPage, number: int) -> None:
    expect(product_page.alert, "alert on the product page").to_contain_text(f"Only {number} left")


@then(
    parsed(
        "a program that asks on behalf of {person:Name} is told of a cart with {quantity:d} {product:Text} that comes to {total:Money} with delivery"
    )
)
def know_cart(
    programs: Programs,
    products: Products,
    person: str,
    quantity: int,
    product: str,
    total: Money,
) -> None:
    eventually(
        programs[person].orders.cart,
        equals=CartAnswer({products[product].name: quantity}, total),
        what=f"cart of {person}",
        where="the shop's answer to a program",
    )


@then(parsed("the request is refused because only {available:d} are in stock"))
def refuse_with_what_is_left(refused: Refused, available: int) -> None:
    told = (refused.reason, refused.problem.get("available"))
    assert told == ("there is not enough in stock", available), (
        f"the refusal was expected to tell of {available}, but it reads: {refused.text}"
    )


@then(
    parsed("{number:d} open cart is recorded for {person:Name}, with {quantity:d} {product:Text}")
)
def keep_cart(
    cart_records: CartRecords,
    people: People,
    products: Products,
    number: int,
    person: str,
    quantity: int,
    product: str,
) -> None:
    eventually(
        lambda: cart_records.open_carts(people[person].email),
        equals=[{products[product].name: quantity}] * number,
        what=f"open carts of {person}",
        where="the shop's database",
    )


@then(
    parsed(
        "{number:d} open cart is recorded for {person:Name}, with {one:d} {product:Text} and {other:d} {other_product:Text}"
    )
)
def keep_cart_of_two(
    cart_records: CartRecords,
    people: People,
    products: Products,
    number: int,
    person: str,
    one: int,
    product: str,
    other: int,
    other_product: str,
) -> None:
    eventually(
        lambda: cart_records.open_carts(people[person].email),
        equals=[{products[product].name: one, products[other_product].name: other}] * number,
        what=f"open carts of {person}",
        where="the shop's database",
    )


@then(parsed("no open cart with products is recorded for {person:Name}"))
def keep_no_cart(cart_records: CartRecords, people: People, person: str) -> None:
    eventually(
        lambda: [cart for cart in cart_records.open_carts(people[person].email) if cart],
        equals=list[dict[str, int]](),
        what=f"open carts of {person} with things in them",
        where="the shop's database",
        within=0,
    )
