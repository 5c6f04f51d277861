"""What a value must look like before the shop is asked; each answers a sentence or ""."""

import re

PASSWORD_SHORTEST, PASSWORD_LONGEST = 8, 128
QUANTITY_MOST = 999


def email_address(value: str) -> str:
    """A typing slip is caught here; which addresses exist only the mail server knows."""
    if re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]+", value):
        return ""
    return "Enter an e-mail address such as ada@example.org."


def new_password(value: str) -> str:
    """OWASP ASVS 5.0, 6.2.1; which passwords are too common is for the shop to say."""
    if len(value) < PASSWORD_SHORTEST:
        return f"Use at least {PASSWORD_SHORTEST} characters for your password."
    return ""


def quantity(value: str) -> str:
    """A whole number that the cart can hold; 0 takes a product out of it."""
    if re.fullmatch(r"0*[0-9]{1,3}", value):
        return ""
    return f"Enter a whole number from 0 to {QUANTITY_MOST}."


def quantity_of_some(value: str) -> str:
    """A whole number, and not none."""
    if re.fullmatch(r"0*[1-9][0-9]{0,2}", value):
        return ""
    return f"Enter a whole number from 1 to {QUANTITY_MOST}."


def count(value: str) -> str:
    """A whole number that a shelf can hold."""
    return "" if re.fullmatch(r"[0-9]{1,6}", value) else "Enter a whole number from 0 to 999999."


def card_number(value: str) -> str:
    """ISO/IEC 7812 numbers have up to 19 digits; people type spaces between them."""
    if re.fullmatch(r"[0-9]{12,19}", re.sub(r"[ -]", "", value)):
        return ""
    return "Enter the 12 to 19 digits on the front of the card."


def expiry_date(value: str) -> str:
    """As it is printed on the card."""
    if re.fullmatch(r"(0[1-9]|1[0-2])\s*/\s*[0-9]{2}", value):
        return ""
    return "Enter the expiry date as it is on the card: month and year, such as 08/29."


def security_code(value: str) -> str:
    """Three digits on the back, with some cards four on the front."""
    return "" if re.fullmatch(r"[0-9]{3,4}", value) else "Enter the 3 or 4 digits of the code."
