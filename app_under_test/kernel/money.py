"""Money is whole minor units with a currency; this is how people read it."""

SYMBOLS = {"GBP": "£", "EUR": "€", "USD": "$"}


def format_money(minor: int, currency: str) -> str:
    """`1250, "GBP"` reads as `£12.50`; an unknown currency keeps its code: `12.50 XYZ`."""
    sign = "-" if minor < 0 else ""
    amount = f"{abs(minor) // 100:,}.{abs(minor) % 100:02d}"
    symbol = SYMBOLS.get(currency)
    return f"{sign}{symbol}{amount}" if symbol else f"{sign}{amount} {currency}"
