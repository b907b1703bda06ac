"""A limit of requests per client before an app: `app.add_middleware(RateLimitingMiddleware)`."""

import asyncio
import inspect
from typing import Any, Optional

from starlette.types import ASGIApp, Receive, Scope, Send

from ostiary import _asgi, _core, _runtime
from ostiary._wrapping import Headers, adding, has, lowered, refuse
from ostiary.rate_limiting.providers import (
    CoreProvider,
    DatabaseLimitProvider,
    InMemoryLimitProvider,
    RateLimitError,
    RateLimitProvider,
)

__all__ = [
    "DatabaseLimitProvider",
    "InMemoryLimitProvider",
    "RateLimitError",
    "RateLimitProvider",
    "RateLimitingMiddleware",
]

Answer = tuple[int, Headers, bytes]


class RateLimitingMiddleware:
    """
    Lets so many requests of a client through to `app`, and answers 429 with `Retry-After` to the others: `Too many
    requests`, or a page for a browser. Every answer has `RateLimit-Limit`, `RateLimit-Remaining` and `RateLimit-Reset`
    (requests and seconds). The handshake of a websocket counts as a request; what goes over it later doesn't.

    The client is the address that the server gives (`scope["client"]`); a request without one is answered 400. Behind a
    proxy all users are one client, unless the server is told to trust it: uvicorn's `--proxy-headers
    --forwarded-allow-ips`. Neither the path nor any header counts.

    :param app:
        The ASGI app to wrap.
    :param provider:
        Who counts; apps behind one provider share one budget a client. Default: `InMemoryLimitProvider(limit=1000,
        timespan=300)`.
    :param ipv6_prefix:
        How many leading bits of an IPv6 address count as one client: a customer usually gets a /64.
    :param production:
        As in `session_login`.
    :raises ostiary.ConfigError:
        (a `ValueError`) that names the parameter; `TypeError` where one has the wrong type.
    """

    def __init__(
        self,
        app: ASGIApp,
        provider: Optional[RateLimitProvider] = None,
        *,
        ipv6_prefix: int = 64,
        production: bool = False,
    ) -> None:
        if provider is None:
            provider = InMemoryLimitProvider(limit=1000, timespan=300)
        if isinstance(provider, type) or not callable(getattr(provider, "increment", None)):
            raise TypeError(f"provider must be a RateLimitProvider, not {provider!r}")
        self.app = app
        self.rate_limit = provider
        self._options: dict[str, Any] = {"ipv6_prefix": ipv6_prefix, "production": production}
        self._gate: Any = _core.LimitGate(_core.in_memory_limit({"max_clients": 1}), self._options)
        self._limiter: Any = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        status, told, body = await self._ask(scope)
        if status:
            await refuse(scope, send, status, told, body)
            return

        def tell(headers: Headers) -> Headers:
            # Where a limit further in has spoken, its word is the narrower one.
            return headers if has(headers, b"ratelimit-limit") else headers + lowered(told)

        await self.app(scope, receive, adding(send, tell) if told else send)

    async def _ask(self, scope: Scope) -> Answer:
        """Status 0: the request goes on, and the headers are for the app's answer."""
        client = (scope.get("client") or ("",))[0]
        provider = self.rate_limit
        if not isinstance(provider, CoreProvider) or type(provider).increment is not CoreProvider.increment:
            return await self._ask_app(client)
        try:
            limiter = await _asgi.made(provider._limiter)
        except _core.StoreError:
            return _asgi.UNAVAILABLE
        if limiter is not self._limiter:
            self._gate, self._limiter = _core.LimitGate(limiter, self._options), limiter
        headers = list(scope["headers"])
        if not provider.blocks:
            answer: Answer = self._gate.ask(client, headers)
            return answer
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Answer] = loop.create_future()
        try:
            self._gate.start(_runtime.answers(loop).completions, future, client, headers)
        except _core.HashingBusy:
            return _asgi.UNAVAILABLE
        return await future

    async def _ask_app(self, client: str) -> Answer:
        """A provider of the app's own, which knows of refusals alone."""
        if not client:
            return 400, _asgi.PLAIN, b"Client host can't be found."
        try:
            counted = self.rate_limit.increment(_core.client_network(client, self._options["ipv6_prefix"]))
            if inspect.isawaitable(counted):
                await counted
        except RateLimitError as refusal:
            wait = refusal.retry_after
            told = [] if wait is None else [(b"retry-after", str(wait).encode())]
            return 429, _asgi.PLAIN + told, b"Too many requests"
        return 0, [], b""
