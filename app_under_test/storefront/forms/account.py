"""The questions about a person: opening an account, signing in, choosing a new password."""

from collections.abc import Mapping
from dataclasses import replace

from app_under_test.storefront.forms.checks import PASSWORD_LONGEST, email_address, new_password
from app_under_test.storefront.forms.field import Field
from app_under_test.storefront.forms.form import Form

NAME = Field("name", "Your name", "Enter your name.", autocomplete="name")
EMAIL = Field(
    "email",
    "E-mail address",
    "Enter your e-mail address.",
    email_address,
    kind="email",
    autocomplete="email",
    longest=254,  # RFC 5321, 4.5.3.1.3 with its angle brackets taken off
)
OLD_PASSWORD = Field(
    *("password", "Password", "Enter your password."),
    kind="password",
    autocomplete="current-password",
)
NEWS = Field("marketing_consent", "Send me news and offers", kind="checkbox")

SIGN_IN = (EMAIL, OLD_PASSWORD)
FORGOTTEN = (EMAIL,)
LANGUAGE = Field(
    *("language", "Language of our mails", "Choose a language."),
    hint="The shop itself speaks English.",
    choices=(("en", "English"), ("de", "Deutsch")),
)
PROFILE = (NAME, LANGUAGE)


def _new_password(name: str, label: str, missing: str, hint: str = "") -> Field:
    """Length is judged on the first of the two only; the second has to be the same."""
    return Field(
        *(name, label, missing, new_password if name == "password" else None),
        kind="password",
        autocomplete="new-password",
        hint=hint,
        longest=PASSWORD_LONGEST,
    )


ADVICE = "At least 8 characters. A few words in a row are easy to remember."
REGISTRATION = (
    *(NAME, EMAIL),
    _new_password("password", "Password", "Choose a password.", ADVICE),
    _new_password("password_again", "Repeat password", "Type the password once more."),
    NEWS,
)
RESET = (
    _new_password("password", "New password", "Choose a new password.", ADVICE),
    _new_password("password_again", "Repeat new password", "Type the new password once more."),
)
CURRENT_PASSWORD = Field(
    *("current_password", "Current password", "Enter your current password."),
    kind="password",
    autocomplete="current-password",
)
CHANGE = (CURRENT_PASSWORD, *RESET)


NEW_EMAIL = replace(EMAIL, label="New e-mail address", missing="Enter the new e-mail address.")
EMAIL_CHANGE = (NEW_EMAIL, CURRENT_PASSWORD)
CLOSURE = (CURRENT_PASSWORD,)


def sent_with_new_password(fields: tuple[Field, ...], values: Mapping[str, str]) -> Form:
    """A form in which the password is typed twice, and has to be the same both times."""
    form = Form.sent(fields, values)
    if form["password"] != form["password_again"]:
        form.refuse("password_again", "The two passwords are not the same.")
    return form
