"""What the card company has to be told before it opens."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SandboxSettings:
    """The merchant's account: its key, and where and how its notices are sent.

    Without a `webhook_url` no notice is sent; they can still be read at `/v1/events`.
    """

    key: str
    webhook_secret: str
    webhook_url: str | None = None
    # Where the owner of a card can reach the bank; None: where the merchant reached it.
    public_url: str | None = None
    # Seconds before each further try at delivering a notice.
    notice_pauses: tuple[float, ...] = (0.2, 0.5, 1.0, 2.0, 4.0)
    # Seconds the merchant has to take a notice.
    notice_timeout: float = 5.0
