"""What the middlewares have in common: they answer in the app's place, or add to its answer."""

from collections.abc import Callable

from starlette.types import Message, Scope, Send

from ostiary import _asgi

Headers = list[tuple[bytes, bytes]]

# A message of these begins an answer.
BEGINNINGS = ("http.response.start", "websocket.accept")


def adding(send: Send, add: Callable[[Headers], Headers]) -> Send:
    """Sends the app's answers with the headers that `add` makes of theirs."""

    async def send_with(message: Message) -> None:
        if message["type"] in BEGINNINGS:
            message = {**message, "headers": add(list(message.get("headers", ())))}
        await send(message)

    return send_with


async def refuse(scope: Scope, send: Send, status: int, headers: Headers, body: bytes) -> None:
    """Answers a request, or the handshake of a websocket; servers that can't say why answer the latter with 403."""
    if scope["type"] == "http":
        await _asgi.send_answer(send, status, headers, body, scope)
    elif "websocket.http.response" in scope.get("extensions", {}):
        start = {"type": "websocket.http.response.start", "status": status, "headers": lowered(headers)}
        await send(start)
        await send({"type": "websocket.http.response.body", "body": body})
    else:
        await send({"type": "websocket.close", "code": 1008, "reason": ""})


def lowered(headers: Headers) -> Headers:
    """As ASGI wants their names."""
    return [(name.lower(), value) for name, value in headers]


def has(headers: Headers, name: bytes) -> bool:
    return any(found.lower() == name for found, _ in headers)
