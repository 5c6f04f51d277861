"""Official data of the Cucumber project (MIT), kept here so that no test needs the network."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def message_schema() -> dict[str, Any]:
    """The JSON schema of Cucumber Messages, from @cucumber/messages 34.2.1."""
    schema: dict[str, Any] = json.loads((HERE / "schema/messages.schema.json").read_text("utf-8"))
    return schema
