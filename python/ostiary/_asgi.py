"""ASGI's requests to the core's, and answers back."""

import asyncio
import logging
import urllib.parse
from collections.abc import Callable
from typing import Any, Optional

from starlette.requests import Request
from starlette.types import Message, Receive, Scope, Send

from ostiary import _core, _runtime
from ostiary._call import Call

logger = logging.getLogger("ostiary")

PLAIN = [
    (b"content-type", b"text/plain; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"x-content-type-options", b"nosniff"),
]

# As the core answers where the database fails later.
UNAVAILABLE: tuple[int, list[tuple[bytes, bytes]], bytes] = (
    503,
    [*PLAIN, (b"retry-after", b"5")],
    b"Service Unavailable",
)

# How long a client may take to send a body that fits into one packet.
BODY_SECONDS = 30

# What a page may load that was written without a nonce: what any page may. Nobody may frame it, move its links, or make
# it post elsewhere.
FOREIGN_PAGE_POLICY = b"base-uri 'none'; object-src 'none'; frame-ancestors 'none'; form-action 'self'"


class ClientGone(Exception):
    """The client went away before it had sent its request."""


async def read_body(receive: Receive, limit: int) -> bytes:
    """The body, or one byte more than `limit`, of which the core says that it is too much."""
    body = bytearray()
    more = True
    while more and len(body) <= limit:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientGone
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return bytes(body[: limit + 1])


def form_body(scope: Scope) -> Optional[bytes]:
    """The form that a CSRF check in front has read and left in `scope["form"]`, as it could have come."""
    form = scope.get("form")
    if form is None:
        return None
    items = form.multi_items() if hasattr(form, "multi_items") else form.items()
    texts = [(name, value) for name, value in items if isinstance(value, str)]
    # A multipart charset can make lone surrogates; the core refuses them as what they are, bad UTF-8.
    return urllib.parse.urlencode(texts, errors="surrogatepass").encode()


def with_form_type(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    described = (b"content-type", b"content-length", b"transfer-encoding")
    kept = [(name, value) for name, value in headers if name.lower() not in described]
    return [*kept, (b"content-type", b"application/x-www-form-urlencoded")]


def replay(body: bytes) -> Receive:
    """For a hook that reads the request's body again."""

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


def excludable_target(scope: Scope) -> bytes:
    """
    The path as the router sees it, encoded; empty, which no pattern excludes, where it has dot or empty segments. Those
    Starlette doesn't resolve: it would lead `/admin/../docs` to what is mounted at `/admin`. Nor is `raw_path` asked,
    which it doesn't route by.
    """
    path: str = scope["path"]
    segments = path.removeprefix("/").removesuffix("/").split("/")
    plain = path == "/" or not any(segment in ("", ".", "..") for segment in segments)
    return urllib.parse.quote(path, errors="replace").encode() if plain else b""


def to_request(scope: Scope, body: bytes) -> dict[str, Any]:
    """The request as the core's binding takes it."""
    form = form_body(scope)
    headers = list(scope["headers"])
    request = {
        "method": scope["method"],
        "path": scope["path"],
        "query": scope.get("query_string", b""),
        "headers": headers if form is None else with_form_type(headers),
        "body": body if form is None else form,
        "client": (scope.get("client") or ("",))[0],
        "scheme": scope.get("scheme", "http"),
    }
    if scope.get("csrftoken") and scope.get("csrf_cookie_name"):
        request["csrf"] = (scope["csrf_cookie_name"], scope["csrftoken"])
    return request


async def received(scope: Scope, receive: Receive, send: Send, limit: int) -> Optional[bytes]:
    """As `read_body`; None where the client has gone or has been answered, having taken too long."""
    try:
        return await asyncio.wait_for(read_body(receive, limit), BODY_SECONDS)
    except ClientGone:
        return None
    except asyncio.TimeoutError:
        await send_answer(send, 408, PLAIN, b"Request Timeout", scope)
        return None


async def made(part: _runtime.Kept) -> Any:
    """The core's part, without blocking the loop at its first use. Raises `StoreError`."""
    try:
        return part.get() if part.is_made else await _runtime.in_thread(part.get)
    except _core.StoreError as fault:
        logger.error("the database can't be opened: %s", fault)
        raise


async def answer(
    scope: Scope,
    receive: Receive,
    send: Send,
    endpoint: _runtime.Kept,
    body_limit: int,
    make_call: Callable[[Request], Call],
) -> None:
    """Answers one HTTP request by a core endpoint."""
    body = b""
    if scope["method"] not in ("GET", "HEAD") and scope.get("form") is None:
        sent = await received(scope, receive, send, body_limit)
        if sent is None:
            return
        body = sent
    try:
        core = await made(endpoint)
    except _core.StoreError:
        await send_answer(send, *UNAVAILABLE, scope)
        return
    call = make_call(Request(scope, replay(body)))
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    try:
        core.start(_runtime.answers(loop).completions, future, call, to_request(scope, body))
    except _core.HashingBusy:
        await send_answer(send, 503, [*PLAIN, (b"retry-after", b"1")], b"Service Unavailable", scope)
        return
    status, headers, content = await future
    if call.validator_failed:
        # The core has refused the login as one whose captcha can't be checked; it is the app's fault, not the user's.
        await send_answer(send, 500, PLAIN, b"Internal Server Error", scope)
        return
    if call.shows_foreign_page:
        headers = [
            (name, FOREIGN_PAGE_POLICY if name.lower() == b"content-security-policy" else value)
            for name, value in headers
        ]
    await send_answer(send, status, headers, content, scope)


async def send_answer(send: Send, status: int, headers: list[tuple[bytes, bytes]], body: bytes, scope: Scope) -> None:
    lowered = [(name.lower(), value) for name, value in headers]
    lowered.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": lowered})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})
