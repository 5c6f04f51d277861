"""What can be set from outside: `SHOP_*` variables, read once, refused when they make no sense."""

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from secrets import token_urlsafe
from typing import Literal, Self

from limits import parse
from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from app_under_test.kernel.proxies import networks

SERVICES = ("identity", "catalogue", "inventory", "orders", "payments", "notifications")
PARTS = (*SERVICES, "storefront", "gateway", "payment_sandbox")
"""Every part by the name it has on the command line, in log lines and in addresses."""

DEMANDED_IN_PRODUCTION = (
    *("database_url", "smtp_url", "public_url", "secret_key", "internal_key"),
    *("payment_url", "payment_key", "payment_webhook_secret"),
)

SECRETS = ("secret_key", "internal_key", "payment_key", "payment_webhook_secret", "watch_key")

TRIAL = "trial-"
"""How the secrets begin that stand in deploy/compose.yaml for whoever just tries the shop."""

SHORTEST_TO_PAY = 300
"""Seconds that production leaves a customer at least: banks ask for a confirmation by telephone."""

TEST_COSTS = ("low",)
"""Costs of a password hash at which a stolen table would be read in an afternoon."""


def _secret() -> SecretStr:
    return SecretStr(token_urlsafe(32))


class Settings(BaseSettings):
    """Everything a part may know about its surroundings; the same object for all of them."""

    model_config = SettingsConfigDict(env_prefix="SHOP_", frozen=True, hide_input_in_errors=True)

    environment: Literal["development", "test", "production"] = "development"
    version: str = "unreleased"
    """The release; the image of the shop knows its own."""
    database_url: str | None = None
    smtp_url: str | None = None
    mail_dir: Path | None = None
    """Where mails are written as files while there is no mail server."""
    public_url: str | None = None
    """What links in mails begin with; the storefront's own address when not set."""
    secret_key: SecretStr = Field(default_factory=_secret, min_length=16)
    internal_key: SecretStr = Field(default_factory=_secret, min_length=16)
    watch_key: SecretStr = Field(default_factory=_secret, min_length=16)
    """For those who look after the shop: it opens /health/details, in a test also /clock."""
    password_cost: Literal["standard", "low"] = "standard"  # noqa: S105 - a cost, no secret
    rate_limit: str = "8/second"
    sign_in_limit: str = "5/15 minutes"
    """Wrong passwords for one account, or one name that nobody has, before it has to rest."""
    caller_limit: str = "100/15 minutes"
    """Wrong passwords from one network address."""
    trusted_proxies: str = ""
    """Addresses or networks, with commas, whose X-Forwarded-For says who calls; else nobody's."""
    reset_limit: str = "3/hour"
    """Mails of a kind with a link that one account has sent: to a new password, or an address."""
    redis_url: str | None = None
    """Where gateways share their limits and catalogues what they read; None: each in its memory."""
    broker_url: str | None = None
    """The RabbitMQ that carries events; None: the parts tell each other over HTTP."""
    namespace: str = Field(default="shop", pattern=r"^[A-Za-z0-9_-]{1,60}$")
    """What the keys, exchanges and queues on shared servers begin with."""
    stock_team: str = "stock-team@shop.example"
    order_team: str = "order-team@shop.example"
    payment_within: int = Field(default=1800, ge=1)
    """Seconds after which an order that is not paid lapses."""
    payment_patience: float = Field(default=4.0, ge=0.1, le=30)
    """Seconds in which the card company has to answer."""
    longest_rest: float = Field(default=60.0, ge=0.05, le=60)
    """Seconds after which the shop looks again for what is left open, if not sooner by itself."""
    payment_url: str | None = None
    payment_public_url: str | None = None
    """Where customers reach the card company's bank, if not where the shop does."""
    payment_key: SecretStr = Field(default_factory=_secret, min_length=8)
    payment_webhook_secret: SecretStr = Field(default_factory=_secret, min_length=8)

    identity_url: str | None = None
    catalogue_url: str | None = None
    inventory_url: str | None = None
    orders_url: str | None = None
    payments_url: str | None = None
    notifications_url: str | None = None
    storefront_url: str | None = None
    gateway_url: str | None = None

    def url_of(self, part: str) -> str:
        """The address of a part, without a slash at the end; `LookupError` if nobody knows it."""
        name = "payment_url" if part == "payment_sandbox" else f"{part}_url"
        address: str | None = getattr(self, name, None)
        if address is None:
            message = f"the address of {part} is unknown; set SHOP_{name.upper()}"
            raise LookupError(message)
        return address

    def link(self, path: str) -> str:
        """An address for people, as it stands in mails; `path` begins with a slash."""
        return (self.public_url or self.url_of("storefront")) + path

    def at(self, addresses: Mapping[str, str]) -> Self:
        """A copy that knows the addresses of these parts."""
        urls = {("payment" if p == "payment_sandbox" else p): url for p, url in addresses.items()}
        return self.model_copy(update={f"{name}_url": url for name, url in urls.items()})

    @field_validator("rate_limit", "sign_in_limit", "caller_limit", "reset_limit")
    @classmethod
    def _is_a_rate(cls, value: str) -> str:
        if parse(value).amount < 1:  # raises ValueError with the text it could not read
            message = "must allow at least one call"
            raise ValueError(message)
        return value

    @field_validator("trusted_proxies")
    @classmethod
    def _is_a_list_of_networks(cls, value: str) -> str:
        networks(value)  # raises ValueError with the text that is no address
        return value

    @field_validator("stock_team", "order_team")
    @classmethod
    def _is_one_address(cls, value: str) -> str:
        if value.count("@") != 1 or any(character.isspace() for character in value):
            message = "must be one e-mail address"
            raise ValueError(message)
        return value

    @field_validator("database_url")
    @classmethod
    def _is_a_shared_database(cls, value: str | None) -> str | None:
        if value is None:
            return None
        try:
            url = make_url(value)
        except ArgumentError as error:
            message = "must be an SQLAlchemy URL such as sqlite:////var/lib/shop/shop.db"
            raise ValueError(message) from error
        if url.get_backend_name() not in {"sqlite", "postgresql"}:
            message = f"{url.get_backend_name()} is not supported; use sqlite or postgresql"
            raise ValueError(message)
        if url.get_backend_name() == "sqlite" and url.database in {None, "", ":memory:"}:
            message = "a database in memory cannot be shared by the parts; name a file"
            raise ValueError(message)
        return value

    @field_validator("redis_url")
    @classmethod
    def _is_a_redis(cls, value: str | None) -> str | None:
        return _with_scheme(value, "redis", "rediss")

    @field_validator("broker_url")
    @classmethod
    def _is_a_broker(cls, value: str | None) -> str | None:
        return _with_scheme(value, "amqp", "amqps")

    @field_validator("smtp_url")
    @classmethod
    def _is_a_mail_server(cls, value: str | None) -> str | None:
        return _with_scheme(value, "smtp", "smtps")

    @field_validator(
        *("public_url", "payment_url", "identity_url", "catalogue_url", "inventory_url"),
        *("orders_url", "payments_url", "notifications_url", "storefront_url", "gateway_url"),
    )
    @classmethod
    def _is_a_web_address(cls, value: str | None) -> str | None:
        address = _with_scheme(value, "http", "https")
        return address.rstrip("/") if address else None

    @model_validator(mode="after")
    def _is_fit_for_production(self) -> Self:
        if self.environment != "production":
            return self
        if self.password_cost in TEST_COSTS:
            message = "SHOP_PASSWORD_COST=low is a test switch and refused in production"
            raise ValueError(message)
        if self.payment_within < SHORTEST_TO_PAY:
            message = f"SHOP_PAYMENT_WITHIN must be {SHORTEST_TO_PAY} seconds or more in production"
            raise ValueError(message)
        trial = [f"SHOP_{n.upper()}" for n in SECRETS if self._secret(n).startswith(TRIAL)]
        if trial:
            message = f"{', '.join(trial)}: a secret that everybody can read in our source"
            raise ValueError(message)
        missing = [f"SHOP_{n.upper()}" for n in DEMANDED_IN_PRODUCTION if n not in self._given]
        if missing:
            message = f"production needs {', '.join(missing)}"
            raise ValueError(message)
        return self

    def _secret(self, name: str) -> str:
        secret: SecretStr = getattr(self, name)
        return secret.get_secret_value()

    @property
    def _given(self) -> set[str]:
        return self.model_fields_set


def _with_scheme(value: str | None, *schemes: str) -> str | None:
    if value is None or (value.partition("://")[0] in schemes and value.partition("://")[2]):
        return value
    message = f"must begin with {' or '.join(f'{scheme}://' for scheme in schemes)}"
    raise ValueError(message)


def refuse_unknown(environment: Mapping[str, str]) -> None:
    """Raise `ValueError` for a `SHOP_*` variable nobody reads: a typing slip would go unseen."""
    known = [f"SHOP_{name.upper()}" for name in Settings.model_fields]
    for name in environment:
        if name.startswith("SHOP_") and name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f"; did you mean {near[0]}?" if near else ""
            message = f"{name} is not a setting of the shop{hint}"
            raise ValueError(message)
