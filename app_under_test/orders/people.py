"""What orders ask identity about people."""

from app_under_test.kernel.calls import ServiceClient


class People:
    """Those who have an account; raises what `ServiceClient.call` raises."""

    def __init__(self, calls: ServiceClient) -> None:
        self._calls = calls

    def email_of(self, user_id: str) -> str:
        """The address a person's mail goes to."""
        return str(self._calls.get(f"/internal/users/{user_id}")["email"])
