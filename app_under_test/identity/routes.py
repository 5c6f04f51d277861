"""The addresses of identity."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Header, Request, Response

from app_under_test.identity.accounts import Accounts
from app_under_test.identity.links import Links
from app_under_test.identity.models import User
from app_under_test.identity.schemas import (
    AccessToken,
    Confirmation,
    Credentials,
    Forgotten,
    ListedUser,
    OpenSession,
    PasswordChange,
    Profile,
    ProfileChange,
    Registered,
    Registration,
    Reset,
)
from app_under_test.identity.sessions import Sessions
from app_under_test.kernel.caller import AnyCaller, SignedIn, Staff
from app_under_test.kernel.languages import Preferred
from app_under_test.kernel.problems import NotFound

router = APIRouter()


def _accounts(request: Request) -> Accounts:
    accounts: Accounts = request.app.state.accounts
    return accounts


def _sessions(request: Request) -> Sessions:
    sessions: Sessions = request.app.state.sessions
    return sessions


def _links(request: Request) -> Links:
    links: Links = request.app.state.links
    return links


TheAccounts = Annotated[Accounts, Depends(_accounts)]
TheSessions = Annotated[Sessions, Depends(_sessions)]
TheLinks = Annotated[Links, Depends(_links)]


@router.post("/register", status_code=201)
def register(
    wanted: Registration, accounts: TheAccounts, language: Preferred, response: Response
) -> Registered:
    name = accounts.open(wanted, language)
    response.headers["Location"] = "/profile"
    return Registered(email=wanted.email, username=wanted.username, name=name)


@router.post("/login")
def sign_in(
    given: Annotated[Credentials, Form()],
    sessions: TheSessions,
    caller: AnyCaller,
) -> AccessToken:
    admission = sessions.sign_in(given, caller.address)
    return AccessToken(access_token=admission.token, expires_in=admission.seconds)


@router.post("/logout", status_code=204)
def sign_out(person: SignedIn, sessions: TheSessions) -> None:
    sessions.sign_out(person.session_id)


@router.get("/profile")
def read_profile(person: SignedIn, accounts: TheAccounts, response: Response) -> Profile:
    return _with_version(accounts.of(person.user_id), response)


@router.put("/profile")
def change_profile(
    change: ProfileChange,
    person: SignedIn,
    accounts: TheAccounts,
    response: Response,
    if_match: Annotated[str | None, Header(max_length=100)] = None,
) -> Profile:
    return _with_version(accounts.change(person.user_id, change, if_match), response)


def _with_version(user: User, response: Response) -> Profile:
    """Whoever changes the profile says by it which one they have read."""
    response.headers["ETag"] = user.version
    return Profile.of(user)


@router.put("/profile/password", status_code=204)
def change_password(
    change: PasswordChange, person: SignedIn, sessions: TheSessions, caller: AnyCaller
) -> None:
    sessions.change_password(person, change, caller.address)


@router.post("/profile/confirmation-link", status_code=202)
def send_confirmation(person: SignedIn, links: TheLinks) -> dict[str, str]:
    links.confirm_again(person.user_id)
    return {"status": "accepted"}


@router.get("/profile/sessions")
def list_sessions(person: SignedIn, sessions: TheSessions) -> list[OpenSession]:
    return sessions.of(person)


@router.delete("/profile/sessions/{session_id}", status_code=204)
def end_session(session_id: str, person: SignedIn, sessions: TheSessions) -> None:
    sessions.end(person, session_id)


@router.post("/password/forgotten", status_code=202)
def forgotten(who: Forgotten, links: TheLinks, caller: AnyCaller) -> dict[str, str]:
    links.forgotten(who.email, caller.address)
    return {"status": "accepted"}


@router.post("/password/reset", status_code=204)
def reset(wanted: Reset, links: TheLinks, caller: AnyCaller, response: Response) -> None:
    """The new session travels in headers: whoever chose the password is signed in with it."""
    admission = links.reset(wanted, caller.address)
    response.headers["X-Access-Token"] = admission.token
    response.headers["X-Access-Token-Expires-In"] = str(admission.seconds)


@router.post("/email/confirm", status_code=204)
def confirm(proof: Confirmation, links: TheLinks) -> None:
    links.confirm(proof.token)


@router.get("/api/users", response_model=list[ListedUser])
def list_users(_staff: Staff, accounts: TheAccounts) -> Sequence[User]:
    return accounts.newest()


@router.get("/api/users/{user_id}", response_model=ListedUser)
def read_user(user_id: str, person: SignedIn, accounts: TheAccounts) -> User:
    if not person.is_staff and person.user_id != user_id:
        message = "There is no such person."  # the same answer whether there is or not
        raise NotFound(message)
    return accounts.of(user_id)


@router.get("/api/protected")
def protected(person: SignedIn, accounts: TheAccounts) -> dict[str, str]:
    return {"user_id": person.user_id, "email": accounts.of(person.user_id).email}
