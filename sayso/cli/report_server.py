"""A report on this machine, with Playwright's trace viewer beside it."""

from __future__ import annotations

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import cast
from urllib.parse import unquote, urlsplit

import playwright

VIEWER = "/playwright/"  # no folder of a report is called that
# The package that Playwright's own `show-trace` serves.
VIEWER_FILES = Path(playwright.__file__).parent / "driver/package/lib/vite/traceViewer"
HOST = "127.0.0.1"
MARK = b'<html lang="en"'


class ReportServer(ThreadingHTTPServer):
    """Serves a folder to this machine only; port 0 takes any that is free."""

    def __init__(self, reports: Path, port: int = 0) -> None:
        super().__init__((HOST, port), partial(Handler, directory=str(reports)))
        self.address = f"http://{HOST}:{self.server_port}/"


class Handler(SimpleHTTPRequestHandler):
    """Files of the report, and those of the viewer below its own path."""

    def translate_path(self, path: str) -> str:
        if not path.startswith(VIEWER):
            return super().translate_path(path)
        self.directory, kept = str(VIEWER_FILES), self.directory
        try:
            return super().translate_path(path.removeprefix(VIEWER[:-1]))
        finally:
            self.directory = kept

    def do_GET(self) -> None:
        """A page of the report learns where the viewer is."""
        address = cast("ReportServer", self.server).address
        if f"http://{self.headers.get('Host')}/" != address:
            self.send_error(403, "Only for this machine")  # not for a page of the web, by its name
            return
        path = unquote(urlsplit(self.path).path)
        file = Path(self.translate_path(path))
        if path.startswith(VIEWER) or file.suffix != ".html" or not file.is_file():
            super().do_GET()
            return
        page = file.read_bytes().replace(MARK, MARK + f' data-viewer="{VIEWER}index.html"'.encode())
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # named so by its base
        """Nothing: the command says where the report is, and that is all."""
