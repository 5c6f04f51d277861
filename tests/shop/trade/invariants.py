"""What must be true of the shop's books whatever has happened."""

from collections import defaultdict

from sqlalchemy import text

# A database has the tables of those parts only that were imported before it was made.
import app_under_test.inventory.models
import app_under_test.notifications.models
import app_under_test.orders.models
import app_under_test.payments.models  # noqa: F401
from app_under_test.kernel.database import Database
from app_under_test.orders.states import EDGES

BROKEN = {
    "stock is negative or promised twice": """
        SELECT product_id, on_hand, reserved FROM stock
        WHERE reserved < 0 OR reserved > on_hand + backorder_limit""",
    "the ledger does not add up to the stock": """
        SELECT stock.product_id, on_hand, SUM(quantity) FROM stock
        LEFT JOIN stock_moves ON stock_moves.product_id = stock.product_id
        GROUP BY stock.product_id, on_hand HAVING on_hand <> COALESCE(SUM(quantity), 0)""",
    "reserved is not what open orders wait for": """
        SELECT stock.product_id, reserved, COALESCE(SUM(quantity), 0) FROM stock
        LEFT JOIN (SELECT product_id, quantity FROM order_lines
                   JOIN orders ON orders.id = order_id WHERE status = 'pending_payment') AS open
          ON open.product_id = stock.product_id
        WHERE counted GROUP BY stock.product_id, reserved
        HAVING reserved <> COALESCE(SUM(quantity), 0)""",
    "an order's total is not the sum of its parts": """
        SELECT number, total_minor FROM orders
        WHERE total_minor < 0 OR total_minor <> shipping_minor + tax_minor - discount_minor
          + (SELECT SUM(quantity * unit_price_minor) FROM order_lines
             WHERE order_id = orders.id)""",
    "a paid order has no captured money of its total": """
        SELECT number, total_minor FROM orders WHERE paid_at IS NOT NULL AND total_minor > 0
          AND NOT EXISTS
          (SELECT 1 FROM payments WHERE order_number = number AND charge_id IS NOT NULL
             AND amount_minor = total_minor AND payments.currency = orders.currency)""",
    "more was given back than was paid": """
        SELECT order_number, refunded_minor FROM payments
        WHERE refunded_minor > amount_minor OR refunded_minor <> COALESCE(
          (SELECT SUM(amount_minor) FROM refunds
           WHERE payment_id = payments.id AND refunds.status <> 'failed'), 0)""",
    "more came back than was sold": """
        SELECT order_number, product_id FROM stock_reservations
        WHERE returned > quantity OR (returned > 0 AND status <> 'committed')""",
    "somebody has two open carts": """
        SELECT user_id, COUNT(*) FROM carts WHERE status = 'open' AND user_id IS NOT NULL
        GROUP BY user_id HAVING COUNT(*) > 1""",
    "a cart line holds nothing": "SELECT id FROM cart_lines WHERE quantity < 1",
    "a mail was written twice": """
        SELECT recipient, template, subject_id FROM notifications
        GROUP BY recipient, template, subject_id HAVING COUNT(*) > 1""",
}
ORDERS = "SELECT number, status FROM orders"
HISTORY = """SELECT number, from_status, to_status FROM order_events
             JOIN orders ON orders.id = order_id"""


Books = dict[str, list[tuple[object, ...]]]
IN_ORDER: Books = {}


def broken(database: Database) -> Books:
    """The sentences that are true and must not be, each with the rows that say so."""
    with database.read() as session:
        found = {
            sentence: [tuple(row) for row in session.execute(text(query))]
            for sentence, query in BROKEN.items()
        }
        orders = session.execute(text(ORDERS)).all()
        history = session.execute(text(HISTORY)).all()
    found["an order changed its status in a way that is not allowed"] = [
        tuple(step) for step in history if step.to_status not in EDGES[step.from_status]
    ]
    steps: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for number, earlier, later in history:
        steps[number].append((earlier, later))
    found["an order's events do not lead to its status"] = [
        (number, status, steps[number])
        for number, status in orders
        if end_of(steps[number]) != status
    ]
    return {sentence: rows for sentence, rows in found.items() if rows}


def end_of(steps: list[tuple[str, str]]) -> str | None:
    """Where the steps lead if each goes on where another ended; None if one is left over.

    The clock that dates them is not asked: it may have been put back.
    """
    following, status = dict(steps), ""
    if len(following) < len(steps):
        return None
    while status in following:
        status = following.pop(status)
    return None if following else status
