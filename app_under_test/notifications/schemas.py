"""What the notifications show to staff."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict


class DeadLetterShown(BaseModel):
    """A message that a consumer could not process; never what stands in it, which is personal."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    topic: str
    consumer: str
    reason: str
    failed_at: datetime
