"""The addresses of the notifications."""

from typing import Annotated, cast

from fastapi import APIRouter, Depends, Request

from app_under_test.kernel.caller import Staff
from app_under_test.kernel.events import Event
from app_under_test.notifications.dead_letters import DeadLetters
from app_under_test.notifications.intake import Intake
from app_under_test.notifications.schemas import DeadLetterShown


def _intake(request: Request) -> Intake:
    return cast(Intake, request.app.state.intake)


def _dead_letters(request: Request) -> DeadLetters:
    return cast(DeadLetters, request.app.state.dead_letters)


Letters = Annotated[DeadLetters, Depends(_dead_letters)]

router = APIRouter()


@router.post("/internal/events", status_code=204)
def take(event: Event, intake: Annotated[Intake, Depends(_intake)]) -> None:
    intake.take(event)


@router.get("/api/messages/dead")
def dead_letters(letters: Letters, _staff: Staff) -> list[DeadLetterShown]:
    return letters.waiting()


@router.post("/api/messages/dead/{letter_id}/retry", status_code=204)
def retry(letter_id: str, letters: Letters, _staff: Staff) -> None:
    letters.retry(letter_id)
