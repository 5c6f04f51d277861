"""Style sheet and icon, served with an address that changes when they do."""

from hashlib import sha256
from pathlib import Path
from typing import Any

from starlette.responses import Response
from starlette.staticfiles import StaticFiles

FOLDER = Path(__file__).with_name("static")


class Assets(StaticFiles):
    """The files of the folder `static`, which browsers may keep for a year."""

    def __init__(self) -> None:
        super().__init__(directory=FOLDER)
        self._versions = {
            path.name: sha256(path.read_bytes()).hexdigest()[:12] for path in FOLDER.iterdir()
        }

    def address(self, name: str) -> str:
        """Where a file is, for a page; `KeyError` if there is none of that name."""
        return f"/static/{name}?v={self._versions[name]}"

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        """The file, to be kept."""
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response
