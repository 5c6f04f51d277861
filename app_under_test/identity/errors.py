"""What identity refuses."""

import math

from app_under_test.kernel.problems import Problem, Unauthenticated


class WrongCredentials(Unauthenticated):
    """Unknown address, wrong password and disabled account look the same from outside."""

    type = "wrong-credentials"
    title = "Not signed in"

    def __init__(self) -> None:
        super().__init__("That e-mail address and password do not match.")


class TooManyTries(Problem):
    """Nobody may sign in here for a while, whatever the password; says the same of everybody."""

    status = 429
    type = "too-many-tries"
    title = "Too many tries"

    def __init__(self, seconds: int) -> None:
        minutes = math.ceil(seconds / 60)
        wait = f"{minutes} {'minute' if minutes == 1 else 'minutes'}"
        detail = f"There were too many wrong passwords. Try again in {wait}."
        super().__init__(detail, headers={"Retry-After": str(seconds)})


class UnknownLink(Problem):
    """A token that was never given out, or was altered on its way."""

    status = 400
    type = "unknown-link"
    title = "Unknown link"

    def __init__(self) -> None:
        super().__init__("This link is not one of ours. Ask for a new one.")


class SpentLink(Problem):
    """A token that was good once."""

    status = 410
    type = "spent-link"
    title = "Link no longer valid"
