"""What the package's endpoints are: ASGI apps around the core's."""

from datetime import timedelta
from typing import Any, Optional

from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from ostiary import _asgi, _core, _runtime, _settings
from ostiary._call import Call
from ostiary._page import PageTemplate
from ostiary.shared.auth.captcha import Captcha
from ostiary.shared.auth.hooks import Hooks


class Endpoint:
    """
    An ASGI app. `session_login`, `session_logout`, `register` and `change_password` make one.

    Mount it (`app.mount`), or give it to a `Route`. It needs an asyncio event loop.
    """

    def __init__(
        self,
        make: Any,
        options: dict[str, Any],
        auth_table: _settings.TableArgument,
        session_table: _settings.TableArgument,
        template: Optional[PageTemplate],
        hooks: Optional[Hooks] = None,
        captcha: Optional[Captcha] = None,
    ) -> None:
        _settings.give(auth_table, session_table)
        self._template = template
        self._hooks = hooks
        self._captcha = captcha
        self._body_limit: int = options["body_limit"]

        def core() -> Any:
            tables = _settings.resolve(auth_table, session_table)
            return make(_runtime.database(tables), _settings.preset_options(tables, options))

        # Tried on a database that is none, so that what can't be is refused here and not at the first request. As if in
        # production, since the warning is the real one's to give.
        make(_core.open_database("memory:", "ostiary", timedelta(0)), options | {"production": True})
        self._core = _runtime.Kept(core)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1000, "reason": ""})
            return
        if scope["type"] != "http":
            raise RuntimeError(f"an endpoint answers HTTP requests, not {scope['type']}")
        await _asgi.answer(scope, receive, send, self._core, self._body_limit, self._call)

    def _call(self, request: Request) -> Call:
        return Call(request, self._hooks, self._captcha, self._template)
