"""Text as it comes in from outside, told apart by what may stand in it."""

import re
from typing import Annotated, Any, Literal
from unicodedata import category

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, field_validator

ADDRESS = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9-]+(\.[a-z0-9-]+)+")
"""The e-mail addresses that HTML's own fields accept (WHATWG), with a dot in the domain."""


class Body(BaseModel):
    """The body of a request: frozen, unknown fields ignored, values kept out of error texts."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    @field_validator("*", mode="before")
    @classmethod
    def _is_storable(cls, value: Any) -> Any:
        """JSON can spell half a character and a NUL; no database and no mail can hold them."""
        if isinstance(value, str) and ("\0" in value or any(category(c) == "Cs" for c in value)):
            message = "contains characters that are no text"
            raise ValueError(message)
        return value


def _one_line(value: str) -> str:
    if any(category(character) in {"Cc", "Zl", "Zp"} for character in value):
        message = "must be a single line without control characters"
        raise ValueError(message)
    return value


def _address(value: str) -> str:
    normal = value.strip().lower()
    if len(normal) > 254 or not ADDRESS.fullmatch(normal):
        message = "must be an e-mail address such as ada@example.org"
        raise ValueError(message)
    return normal


Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200),
    AfterValidator(_one_line),
]
"""One line of text, 1 to 200 characters after trimming; keeps line breaks out of mail headers."""

Email = Annotated[str, AfterValidator(_address)]
"""An e-mail address, trimmed and in lower case."""

Country = Literal["GB", "IE", "FR", "DE", "NL"]
"""Where the shop delivers to (ISO 3166-1)."""
