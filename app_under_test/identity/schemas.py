"""What identity reads and answers."""

from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, Field, StringConstraints

from app_under_test.identity.common_passwords import is_common
from app_under_test.identity.models import User
from app_under_test.kernel.fields import Body, Email, Line
from app_under_test.kernel.languages import Language

Username = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]{1,50}$")]
"""No @, so it can never be mistaken for an e-mail address."""


def _uncommon(password: str) -> str:
    if is_common(password):
        message = "is one of those that are guessed first; choose another one"
        raise ValueError(message)
    return password


Password = Annotated[
    str, StringConstraints(min_length=8, max_length=128), AfterValidator(_uncommon)
]
"""Any characters, exactly as typed (ASVS 6.2.1, 6.2.8, 6.2.9), but none of the common ones."""

Token = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class Registration(Body):
    email: Email
    password: Password
    name: Line | None = None
    username: Username | None = None
    marketing_consent: bool = False


class Registered(BaseModel):
    email: str
    username: str | None
    name: str


class Credentials(Body):
    username: str
    password: str


class AccessToken(BaseModel):
    access_token: str
    token_type: Literal["bearer"] = "bearer"  # noqa: S105 - a scheme, no secret
    expires_in: int
    """Seconds."""


class ProfileChange(Body):
    name: Line | None = None
    language: Language | None = None
    username: Username | None = None


class Profile(BaseModel):
    id: str
    email: str
    username: str | None
    name: str
    language: str
    role: str
    verified: bool
    created_at: datetime

    @classmethod
    def of(cls, user: User) -> Self:
        """As its owner sees it."""
        return cls(
            id=user.id,
            email=user.email,
            username=user.username,
            name=user.name,
            language=user.language,
            role=user.role,
            verified=user.verified_at is not None,
            created_at=user.created_at,
        )


class ListedUser(BaseModel, from_attributes=True):
    id: str
    email: str
    username: str | None
    name: str
    role: str


class KnownUser(ListedUser):
    """As other parts of the shop see somebody."""

    language: str


class Forgotten(Body):
    email: Email


class Reset(Body):
    token: Token
    password: Password


class PasswordProof(Body):
    """Whoever merely finds a browser open does not know it (ASVS 6.2.3)."""

    current_password: Annotated[str, StringConstraints(max_length=1000)]


class PasswordChange(PasswordProof):
    password: Password


class EmailChange(PasswordProof):
    email: Email


class KeptAddress(BaseModel, from_attributes=True):
    id: str
    name: str
    line1: str
    city: str
    postcode: str
    country: str
    is_default: bool


class OpenSession(BaseModel):
    """One of somebody's own sessions."""

    id: str
    created_at: datetime
    last_seen_at: datetime
    is_this: bool
    """Whether it is the one that asks."""


class Confirmation(Body):
    token: Token


class TokenOrder(Body):
    user_id: str
    purpose: Literal["confirm", "reset", "change"]
    email: Email | None = None
    """Where the link is sent, for one that is good only as long as that is right."""


class Introspection(Body):
    token: str


class KnownCaller(BaseModel):
    """The shape is that of RFC 7662; an unknown token is simply not active."""

    active: bool
    user_id: str | None = None
    role: str | None = None
    session_id: str | None = None


class AuditNote(Body):
    actor: Annotated[str, Field(max_length=100)]
    action: Annotated[str, Field(max_length=50)]
    subject: Annotated[str, Field(max_length=300)]
    outcome: Annotated[str, Field(max_length=50)]
    address: Annotated[str, Field(max_length=100)]
