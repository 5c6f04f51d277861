"""Who is calling: found out from the access token, told to the parts in headers."""

from dataclasses import dataclass

from starlette.requests import Request

from app_under_test.gateway.parts import Parts
from app_under_test.gateway.routing import looks_at_token
from app_under_test.kernel.internal_key import proves_itself
from app_under_test.kernel.proxies import Proxies


@dataclass(frozen=True)
class Known:
    """What the gateway knows about a caller."""

    address: str
    is_part: bool
    """The storefront calls for people: it has its own way of keeping them in bounds."""
    token_refused: bool = False
    user_id: str = ""
    role: str = ""
    session_id: str = ""

    @property
    def key(self) -> str:
        """Under which name calls are counted."""
        return f"user:{self.user_id}" if self.user_id else f"address:{self.address}"

    def headers(self) -> list[tuple[bytes, bytes]]:
        """What parts are told; nothing where nothing is known."""
        told = {
            b"X-User-Id": self.user_id,
            b"X-User-Role": self.role,
            b"X-Session-Id": self.session_id,
            b"X-Client-Address": self.address,
        }
        return [(name, value.encode("latin-1")) for name, value in told.items() if value]


async def recognise(request: Request, parts: Parts, proxies: Proxies, internal_key: str) -> Known:
    """Ask identity about the token if there is one; raises what a call to a part raises."""
    is_part = proves_itself(request.headers, internal_key)
    address = proxies.caller(request)
    if is_part:
        address = request.headers.get("x-client-address", address)
    given = request.headers.get("authorization")
    if given is None or not looks_at_token(request.url.path):
        return Known(address, is_part)
    scheme, _, token = given.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        return Known(address, is_part, token_refused=True)
    said = await parts.ask("identity", "/internal/introspect", {"token": token.strip()})
    if not said["active"]:
        return Known(address, is_part, token_refused=True)
    return Known(address, is_part, False, said["user_id"], said["role"], said["session_id"])
