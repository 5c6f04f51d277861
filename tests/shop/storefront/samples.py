"""What a gateway says of a shop that sells one blue mug."""

MUG = {
    "id": "11111111-1111-4111-8111-111111111111",
    "sku": "MUG-BLUE",
    "slug": "blue-mug",
    "name": "Blue mug",
    "description": "Thrown by hand, glazed in the blue of a clear morning.",
    "price_minor": 1250,
    "currency": "GBP",
    "available": 5,
    "ready": 5,
}
MONEY = {"discount_minor": 0, "tax_minor": 0, "currency": "GBP"}
EMPTY_CART = {
    "lines": [],
    "count": 0,
    "subtotal_minor": 0,
    "shipping_minor": 0,
    "total_minor": 0,
    **MONEY,
}
LINE = {
    "product_id": MUG["id"],
    **{name: MUG[name] for name in ("sku", "slug", "name")},
    "unit_price_minor": 1250,
    "quantity": 2,
    "line_total_minor": 2500,
    "available": 5,
}
CART = {
    "lines": [LINE],
    "count": 2,
    "voucher": None,
    "subtotal_minor": 2500,
    "shipping_minor": 395,
    "total_minor": 2895,
    **MONEY,
}
ORDER = {
    "number": "SO-7K3M9Q2P",
    "status": "paid",
    "email": "ada@example.org",
    "lines": [{**LINE, "product_id": MUG["id"]}],
    **{name: CART[name] for name in ("subtotal_minor", "shipping_minor", "total_minor")},
    **MONEY,
    "shipping": {
        "name": "Ada Lovelace",
        "line1": "12 Mill Lane",
        "city": "York",
        "postcode": "YO1 7HH",
        "country": "GB",
    },
    "placed_at": "2026-11-05T10:00:00Z",
    "paid_at": "2026-11-05T10:00:01Z",
    "dispatched_at": None,
    "carrier": None,
    "tracking_number": None,
    "tracking_link": None,
    "refunded_minor": 0,
    "voucher_code": None,
    "delivery": "standard",
    "key": "order-key",
}
ADA = {
    "id": "22222222-2222-4222-8222-222222222222",
    "email": "ada@example.org",
    "username": None,
    "name": "Ada Lovelace",
    "language": "en",
    "role": "customer",
    "verified": True,
    "created_at": "2026-11-01T09:00:00Z",
}
TOKEN = {"access_token": "good-token", "token_type": "bearer", "expires_in": 3600}
ROW = {"sku": "MUG-BLUE", "name": "Blue mug", "on_hand": 10, "reserved": 1, "available": 9}
MOVE = {
    "created_at": "2026-11-05T10:00:00Z",
    "quantity": 10,
    "reason": "initial",
    "reference": "",
    "actor": "demo",
    "on_hand": 10,
}
ADDRESS = {
    "id": "1",
    "name": "Ada Lovelace",
    "line1": "12 Mill Lane",
    "city": "York",
    "postcode": "YO1 7HH",
    "country": "GB",
    "is_default": True,
}
