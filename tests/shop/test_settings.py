"""Settings: what makes no sense is refused, with the variable's name and never its value."""

import pytest

from app_under_test.composition import Shop, addresses
from app_under_test.kernel.database import Database
from app_under_test.settings import PARTS, SECRETS, Settings, refuse_unknown

FIT_FOR_PRODUCTION = {
    "SHOP_ENVIRONMENT": "production",
    "SHOP_DATABASE_URL": "postgresql+psycopg://shop@database/shop",
    "SHOP_SMTP_URL": "smtps://mail.example",
    "SHOP_PUBLIC_URL": "https://shop.example",
    "SHOP_SECRET_KEY": "s" * 32,
    "SHOP_INTERNAL_KEY": "i" * 32,
    "SHOP_PAYMENT_URL": "https://cards.example",
    "SHOP_PAYMENT_KEY": "p" * 32,
    "SHOP_PAYMENT_WEBHOOK_SECRET": "w" * 32,
}


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment in which nothing is said about the shop."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"SHOP_{name.upper()}", raising=False)
    return monkeypatch


@pytest.mark.usefixtures("environment")
def test_nothing_needs_to_be_set_for_development() -> None:
    settings = Settings()
    assert settings.environment == "development"
    assert settings.password_cost == "standard"
    assert settings.internal_key.get_secret_value() != Settings().internal_key.get_secret_value()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ENVIRONMENT", "prod"),
        ("PASSWORD_COST", "none"),
        ("RATE_LIMIT", "many"),
        ("RATE_LIMIT", "0/second"),
        ("SIGN_IN_LIMIT", "often"),
        ("TRUSTED_PROXIES", "10.0.0.0/8, nginx"),
        ("PAYMENT_WITHIN", "0"),
        ("PAYMENT_WITHIN", "half an hour"),
        ("DATABASE_URL", "shop.db"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("DATABASE_URL", "mysql://shop@database/shop"),
        ("SMTP_URL", "mail.example:25"),
        ("SMTP_URL", "smtp://"),
        ("PUBLIC_URL", "shop.example"),
        ("ORDERS_URL", "ftp://orders"),
        ("REDIS_URL", "127.0.0.1:6379"),
        ("BROKER_URL", "redis://127.0.0.1"),
        ("NAMESPACE", "two words"),
        ("NAMESPACE", "shop."),
        ("SECRET_KEY", "short"),
        ("STOCK_TEAM", "a@shop.example\nBcc: b@shop.example"),
    ],
)
def test_nonsense_is_refused(environment: pytest.MonkeyPatch, name: str, value: str) -> None:
    environment.setenv(f"SHOP_{name}", value)
    with pytest.raises(ValueError, match=f"(?i){name}"):
        Settings()


def test_a_refused_secret_is_not_repeated(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("SHOP_INTERNAL_KEY", "hunter2")
    with pytest.raises(ValueError, match="internal_key") as refusal:
        Settings()
    assert "hunter2" not in str(refusal.value)


def test_the_low_password_cost_is_refused_in_production(environment: pytest.MonkeyPatch) -> None:
    for name, value in FIT_FOR_PRODUCTION.items():
        environment.setenv(name, value)
    assert Settings().environment == "production"
    environment.setenv("SHOP_PASSWORD_COST", "low")
    with pytest.raises(ValueError, match="SHOP_PASSWORD_COST=low is a test switch"):
        Settings()


@pytest.mark.parametrize("name", sorted(FIT_FOR_PRODUCTION.keys() - {"SHOP_ENVIRONMENT"}))
def test_production_makes_nothing_up(environment: pytest.MonkeyPatch, name: str) -> None:
    for given, value in FIT_FOR_PRODUCTION.items():
        if given != name:
            environment.setenv(given, value)
    with pytest.raises(ValueError, match=f"production needs {name}"):
        Settings()


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_of_the_compose_file_is_refused_in_production(
    environment: pytest.MonkeyPatch, name: str
) -> None:
    for given, value in FIT_FOR_PRODUCTION.items():
        environment.setenv(given, value)
    environment.setenv(f"SHOP_{name.upper()}", "trial-secret-of-the-shop")
    with pytest.raises(ValueError, match=f"SHOP_{name.upper()}: a secret that everybody can read"):
        Settings()


@pytest.mark.parametrize(("where", "shown"), [("production", "***"), ("test", "hunter2")])
def test_the_line_of_addresses_has_no_password_in_production(
    environment: pytest.MonkeyPatch, where: str, shown: str
) -> None:
    for given, value in FIT_FOR_PRODUCTION.items():
        environment.setenv(given, value)
    environment.setenv("SHOP_ENVIRONMENT", where)
    environment.setenv("SHOP_DATABASE_URL", "postgresql+psycopg://shop:hunter2@db/shop")
    assert addresses(Settings())["database"] == f"postgresql+psycopg://shop:{shown}@db/shop"


@pytest.mark.parametrize(("parts", "tells"), [(PARTS, True), (("orders",), False)])
def test_a_part_alone_keeps_the_keys_of_a_trial_to_itself(
    parts: tuple[str, ...], tells: bool
) -> None:
    shop = Shop(Settings(environment="test"), Database("sqlite:///unused.db"), parts)
    told = shop.addresses()
    assert ("payment_key" in told, "watch_key" in told) == (tells, tells)


def test_a_misspelt_variable_is_named_with_what_was_meant() -> None:
    with pytest.raises(ValueError, match=r"SHOP_PASWORD_COST .* mean SHOP_PASSWORD_COST"):
        refuse_unknown({"SHOP_PASWORD_COST": "low", "HOME": "/"})


def test_an_address_nobody_knows_is_an_error_that_says_what_to_set() -> None:
    with pytest.raises(LookupError, match="SHOP_ORDERS_URL"):
        Settings().url_of("orders")


def test_links_for_people_begin_with_the_public_address() -> None:
    settings = Settings(public_url="https://shop.example/").at({"storefront": "http://127.0.0.1:1"})
    assert settings.link("/cart") == "https://shop.example/cart"


def test_production_leaves_customers_time_to_pay(environment: pytest.MonkeyPatch) -> None:
    for name, value in {**FIT_FOR_PRODUCTION, "SHOP_PAYMENT_WITHIN": "300"}.items():
        environment.setenv(name, value)
    assert Settings().payment_within == 300
    environment.setenv("SHOP_PAYMENT_WITHIN", "299")
    with pytest.raises(ValueError, match="SHOP_PAYMENT_WITHIN must be 300 seconds or more"):
        Settings()
