"""A form that is read before the app, and is there for it again."""

from typing import Any, Optional

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.types import Receive, Scope

from ostiary import _asgi
from ostiary._wrapping import Headers

TYPES = (b"application/x-www-form-urlencoded", b"multipart/form-data")


def is_announced(headers: Headers) -> bool:
    types = [value.split(b";")[0].strip().lower() for name, value in headers if name == b"content-type"]
    return any(given in TYPES for given in types)


async def read_form(scope: Scope, body: bytes) -> Optional[FormData]:
    """None where it can't be read."""
    try:
        return await Request(scope, _asgi.replay(body)).form()
    except (HTTPException, MultiPartException, ValueError):
        return None


def replayed(body: bytes, receive: Receive) -> Receive:
    """The body once more, then whatever else comes."""
    waiting = [body]

    async def receive_again() -> Any:
        if waiting:
            return {"type": "http.request", "body": waiting.pop(), "more_body": False}
        return await receive()

    return receive_again
