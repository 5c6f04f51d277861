"""A door before a server that can be shut, or stand open with nobody behind it."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Proxy:
    """Passes connections on; `cut`, `freeze` and `restore` may be called from any thread."""

    def __init__(self, host: str, port: int) -> None:
        self._behind = (host, port)
        self._loop = asyncio.new_event_loop()
        self._state = "open"
        self._writers: set[asyncio.StreamWriter] = set()
        server = self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", 0))
        self.port: int = server.sockets[0].getsockname()[1]
        self._server = server
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def cut(self) -> None:
        """Break every connection, and each new one as soon as it is made."""
        self._become("cut")

    def freeze(self) -> None:
        """Take connections and all they say, and never answer."""
        self._become("frozen")

    def restore(self) -> None:
        """Let new connections through; what was frozen is broken off."""
        self._become("open")

    def close(self) -> None:
        """End it for good."""
        self._become("cut")
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._server.close()
        self._loop.run_until_complete(asyncio.sleep(0.05))
        self._loop.close()

    def _become(self, state: str) -> None:
        done = threading.Event()

        def change() -> None:
            breaking = state == "cut" or self._state == "frozen"
            self._state = state
            for writer in list(self._writers) if breaking else ():
                writer.transport.abort()
            done.set()

        self._loop.call_soon_threadsafe(change)
        assert done.wait(5)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        if self._state == "cut":
            writer.transport.abort()
        elif self._state == "frozen":
            await self._pass_on(reader, None)
        else:
            behind_reader, behind = await asyncio.open_connection(*self._behind)
            self._writers.add(behind)
            await asyncio.gather(
                self._pass_on(reader, behind), self._pass_on(behind_reader, writer)
            )
            self._forget(behind)
        self._forget(writer)

    async def _pass_on(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter | None
    ) -> None:
        with suppress(ConnectionError):
            while data := await reader.read(65536):
                if writer is not None and self._state == "open":
                    writer.write(data)
        if writer is not None and self._state == "open":
            writer.close()

    def _forget(self, writer: asyncio.StreamWriter) -> None:
        self._writers.discard(writer)
        writer.close()


@contextmanager
def proxy_before(host: str, port: int) -> Iterator[Proxy]:
    proxy = Proxy(host, port)
    try:
        yield proxy
    finally:
        proxy.close()
