"""How words in a sentence become values: the one file of phrase types."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pytest_bdd import parsers

from fixtures.cards import REFUSED, TROUBLE
from fixtures.claims_of_rank import CLAIMS
from fixtures.clients.gateway import KINDS, REASONS
from fixtures.command_line import SHOPS
from fixtures.deeds import DEEDS
from fixtures.foreign_forms import FOREIGN_ACTS
from fixtures.languages import LANGUAGES
from fixtures.mailbox import SUBJECTS
from fixtures.money import Money
from fixtures.odd_requests import ODD, ODD_FORMS, ODD_LINKS
from fixtures.outages import SERVERS
from fixtures.payment_faults import FAULTS
from fixtures.records.news import TOPICS
from fixtures.second_shop import LOST
from fixtures.set_ups import MISTAKES as SET_UPS
from fixtures.staff_matters import FOR_STAFF
from fixtures.visits import SCREENS
from fixtures.vouchers import KINDS as VOUCHERS
from fixtures.vouchers import UNKNOWN

# What a sentence says, and the word under which the audit log notes it.
AUDIT_EVENTS = {"failed sign-in": "login.failed", "refused access": "access.denied"}

# What a sentence calls a country, and its code (ISO 3166).
COUNTRIES = {
    "the United Kingdom": "GB",
    "Ireland": "IE",
    "France": "FR",
    "Germany": "DE",
    "the Netherlands": "NL",
}

# What a program can ask about, and where.
ADDRESSES = {
    "the profile": "/profile",
    "people": "/api/users",
    "products": "/api/products",
    "stock": "/api/inventory",
    "the cart": "/api/cart",
    "orders": "/api/orders",
    "payments": "/api/payments",
}

# What a sentence calls a field, and how its screen labels it.
FIELDS = {
    "name": "Your name",
    "e-mail address": "E-mail address",
    "password": "Password",  # nosec B105  # a label
    "new password": "New password",
    "current password": "Current password",
    "quantity": "Quantity",
    "amount": "Amount to refund",
    "tracking number": "Tracking number",
    "reason": "Reason",
}

# What somebody may get wrong when opening an account.
MISTAKES = {
    "no name": ("name", ""),
    "a name of 201 letters": ("name", "A" * 201),
    "a name that rings": ("name", "Ada\a"),
    "no address": ("email", ""),
    "an address without @": ("email", "ada.customers.example"),
    "no password": ("password", ""),
    "a password of 7 letters": ("password", "harbour"),
    "a common password": ("password", "sunshine1"),
}

# What may be wrong with a whole stock list, and such a list.
LISTS = {
    "without its heading": b"BLUE-MUG,1\n",
    "in another alphabet": "sku,on_hand\nBLÅ-KRUS,1\n".encode("latin-1"),
    "without any product": b"sku,on_hand\n",
    "with a missing count": b"sku,on_hand\nBLUE-MUG\n",
    "of 10,001 lines": b"sku,on_hand\n" + b"BLUE-MUG,1\n" * 10_000,
}

# What a sentence calls the state of an order, and the word of the books.
ORDER_STATUS = {
    "waiting for payment": "pending_payment",
    "paid": "paid",
    "dispatched": "dispatched",
    "cancelled": "cancelled",
    "refunded": "refunded",
    "expired": "expired",
}

# What a program may show instead of what it was given.
PROOFS = ("a made-up token", "an altered token", "her password")

PARTS = (
    *("identity", "catalogue", "inventory", "orders", "payments", "notifications"),
    *("storefront", "gateway"),
)


@dataclass(frozen=True)
class Phrase:
    """Words of a sentence, as a pattern, and the value they stand for."""

    pattern: str
    value_of: Callable[[str], object] = str

    def __call__(self, words: str) -> object:
        return self.value_of(words)


def one_of(words: Iterable[str]) -> str:
    """A pattern for any of these, the longer ones first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def count(words: str) -> int:
    return 0 if words == "no" else int(words)


def anything(words: str) -> object:
    """A number where the text is one, and the text itself where it is not."""
    try:
        return json.loads(words)
    except json.JSONDecodeError:
        return words


def unquoted(words: str) -> str:
    return words.strip('"')


def deliveries(words: str) -> dict[str, Money]:
    """The prices behind "standard for £3.95 and express for £7.95"."""
    offered = [] if words == "nothing" else words.split(" and ")
    return {name: Money.of(price) for name, price in (one.split(" for ") for one in offered)}


def euros(words: str) -> Money:
    return Money(Money.of(words.replace("€", "£")).minor, "EUR")


def topics(words: str) -> list[str]:
    """The topics behind "placed, charged and paid"."""
    return [TOPICS[said] for said in re.split(r", | and ", words)]


def as_written(words: str) -> str:
    """An amount, whose blank breaks no line in a letter."""
    return words.replace(" ", "\N{NO-BREAK SPACE}")


def listed(words: str) -> list[str]:
    return re.split(r", | and ", words)


# What the checkout asks.
QUESTIONS = (
    *("e-mail address", "name", "street", "town", "postcode"),
    *("card number", "expiry date", "security code"),
)

NAME = "[A-Z][a-z]+"
PART = f"(?:{one_of(PARTS)})"
DELIVERY = r"[a-z]+ for £[\d,]+\.\d\d"
TOPIC = f"(?:{one_of(TOPICS)})"
TYPES = {
    "Anything": Phrase(r"\S+", anything),
    "AuditEvent": Phrase(one_of(AUDIT_EVENTS), AUDIT_EVENTS.__getitem__),
    "CartStatus": Phrase("open|abandoned"),
    "Claim": Phrase(one_of(CLAIMS)),
    "Count": Phrase(r"\d+|no", count),
    "Country": Phrase(one_of(COUNTRIES), COUNTRIES.__getitem__),
    "Deed": Phrase(one_of(DEEDS)),
    "Deliveries": Phrase(rf"{DELIVERY}(?: and {DELIVERY})*|nothing", deliveries),
    "Ended": Phrase("expired|cancelled|dispatched|refunded"),
    "Euros": Phrase(r"€\d+\.\d\d", euros),
    "Field": Phrase(one_of(FIELDS), FIELDS.__getitem__),
    "ForeignAct": Phrase(one_of(FOREIGN_ACTS)),
    "ForStaff": Phrase(one_of(FOR_STAFF)),
    "Language": Phrase(one_of(LANGUAGES), LANGUAGES.__getitem__),
    "Letter": Phrase(one_of(SUBJECTS)),
    "ListMade": Phrase(one_of(LISTS), LISTS.__getitem__),
    "LostPart": Phrase(one_of(LOST), LOST.__getitem__),
    "Mistake": Phrase(one_of(MISTAKES), MISTAKES.__getitem__),
    "Money": Phrase(r"£[\d,]+\.\d\d", Money.of),
    "Move": Phrase("replenishment|return|count"),
    "Name": Phrase(NAME),
    "Names": Phrase(rf"{NAME}(?:, {NAME})* and {NAME}", listed),
    "News": Phrase(rf"{TOPIC}(?:(?:, | and ){TOPIC})*", topics),
    "Reason": Phrase(one_of([*REASONS.values(), *KINDS.values()])),
    "Proof": Phrase(one_of(PROOFS)),
    "OrderStatus": Phrase(one_of(ORDER_STATUS), ORDER_STATUS.__getitem__),
    "OddForm": Phrase(one_of(ODD_FORMS)),
    "OddLink": Phrase(one_of(ODD_LINKS), ODD_LINKS.__getitem__),
    "OddRequest": Phrase(one_of(ODD)),
    "PaymentFault": Phrase(one_of(FAULTS)),
    "Part": Phrase(one_of(PARTS)),
    "Parts": Phrase(rf"{PART}(?:, {PART})* and {PART}", listed),
    "Question": Phrase(one_of(QUESTIONS)),
    "RefusedCard": Phrase(one_of(REFUSED), REFUSED.__getitem__),
    "Screen": Phrase(one_of(SCREENS)),
    "SetUp": Phrase(one_of(SET_UPS), SET_UPS.__getitem__),
    "Server": Phrase(one_of(SERVERS)),
    "Shop": Phrase(one_of(SHOPS), SHOPS.__getitem__),
    "Subject": Phrase(one_of(ADDRESSES), ADDRESSES.__getitem__),
    "Unit": Phrase("minutes|hours|days"),
    "Trouble": Phrase(one_of(TROUBLE), TROUBLE.__getitem__),
    "Voucher": Phrase(one_of([*VOUCHERS, UNKNOWN])),
    "Written": Phrase(r"£[\d,]+\.\d\d|[\d.]+,\d\d £", as_written),
    "Text": Phrase(r'"[^"]*"', unquoted),
}


def parsed(sentence: str) -> parsers.parse:
    """A sentence with `{name:Type}` where its values stand; capital letters count."""
    return parsers.parse(sentence, extra_types=TYPES, case_sensitive=True)
