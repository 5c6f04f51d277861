"""What people change about their own accounts, beyond name and password."""

from collections.abc import Sequence
from typing import Annotated, cast

from fastapi import APIRouter, Depends, Request

from app_under_test.identity.addresses import AddressBook
from app_under_test.identity.closing import Closing
from app_under_test.identity.email_changes import EmailChanges
from app_under_test.identity.models import Address
from app_under_test.identity.schemas import (
    Confirmation,
    EmailChange,
    KeptAddress,
    PasswordProof,
)
from app_under_test.kernel.caller import AnyCaller, SignedIn
from app_under_test.kernel.postal_address import PostalAddress

router = APIRouter()


def _book(request: Request) -> AddressBook:
    return cast(AddressBook, request.app.state.address_book)


def _changes(request: Request) -> EmailChanges:
    return cast(EmailChanges, request.app.state.email_changes)


def _closing(request: Request) -> Closing:
    return cast(Closing, request.app.state.closing)


Book = Annotated[AddressBook, Depends(_book)]
Changes = Annotated[EmailChanges, Depends(_changes)]


@router.put("/profile/email", status_code=202)
def change_email(
    change: EmailChange, person: SignedIn, changes: Changes, caller: AnyCaller
) -> dict[str, str]:
    changes.ask(person, change, caller.address)
    return {"status": "accepted"}


@router.post("/email/change", status_code=204)
def confirm_change(proof: Confirmation, changes: Changes, caller: AnyCaller) -> None:
    changes.confirm(proof.token, caller.address)


@router.get("/profile/addresses", response_model=list[KeptAddress])
def list_addresses(person: SignedIn, book: Book) -> Sequence[Address]:
    return book.of(person.user_id)


@router.post("/profile/addresses", status_code=201, response_model=KeptAddress)
def add_address(new: PostalAddress, person: SignedIn, book: Book) -> Address:
    return book.add(person.user_id, new)


@router.put("/profile/addresses/{address_id}", response_model=KeptAddress)
def change_address(address_id: str, change: PostalAddress, person: SignedIn, book: Book) -> Address:
    return book.change(person.user_id, address_id, change)


@router.put("/profile/addresses/{address_id}/default", status_code=204)
def prefer_address(address_id: str, person: SignedIn, book: Book) -> None:
    book.prefer(person.user_id, address_id)


@router.delete("/profile/addresses/{address_id}", status_code=204)
def remove_address(address_id: str, person: SignedIn, book: Book) -> None:
    book.remove(person.user_id, address_id)


@router.post("/profile/closure", status_code=204)
def close_account(
    proof: PasswordProof,
    person: SignedIn,
    closing: Annotated[Closing, Depends(_closing)],
    caller: AnyCaller,
) -> None:
    closing.close(person, proof.current_password, caller.address)
