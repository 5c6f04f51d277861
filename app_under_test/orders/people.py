"""What orders ask identity about people."""

from app_under_test.kernel.calls import ServiceClient
from app_under_test.kernel.languages import Language


class People:
    """Those who have an account; raises what `ServiceClient.call` raises."""

    def __init__(self, calls: ServiceClient) -> None:
        self._calls = calls

    def addressee(self, user_id: str) -> tuple[str, Language]:
        """The address that a person's mail goes to, and its language."""
        person = self._calls.get(f"/internal/users/{user_id}")
        return person["email"], person["language"]
