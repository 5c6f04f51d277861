"""How amounts, days and countries are written in each language: rules without I/O."""

from datetime import datetime

from app_under_test.kernel.countries import COUNTRIES
from app_under_test.kernel.languages import Language
from app_under_test.kernel.money import SYMBOLS, format_money

MONTHS = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
)


def money(minor: int, currency: str, language: Language) -> str:
    """`£1,234.50`, and in German `1.234,50 £`, whose blank breaks no line (CLDR)."""
    if language == "en":
        return format_money(minor, currency)
    pounds, pence = divmod(abs(minor), 100)
    grouped = f"{pounds:,}".replace(",", ".")
    sign = "-" if minor < 0 else ""
    return f"{sign}{grouped},{pence:02d}\N{NO-BREAK SPACE}{SYMBOLS.get(currency, currency)}"


def day(moment: str, language: Language) -> str:
    """`2026-11-05T10:00:00+00:00` reads as `5 November 2026`, and in German `5. November 2026`."""
    date = datetime.fromisoformat(moment)
    if language == "en":
        return f"{date:%-d %B %Y}"
    return f"{date.day}. {MONTHS[date.month - 1]} {date.year}"


def country(code: str, language: Language) -> str:
    """The name of a country; its code where nobody has told us."""
    return COUNTRIES[language].get(code, code)
