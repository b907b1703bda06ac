"""A CSRF token before an app: `app.add_middleware(CSRFMiddleware)`."""

import importlib.util
import re
import urllib.parse
from collections.abc import Sequence
from typing import Any, Optional, Union

from starlette.datastructures import FormData
from starlette.types import ASGIApp, Receive, Scope, Send

from ostiary import _asgi, _core, _runtime, _settings
from ostiary._settings import Seconds, to_duration
from ostiary._wrapping import Headers, adding, has, lowered
from ostiary.csrf._form import is_announced, read_form, replayed

__all__ = ["CSRFMiddleware"]

ONE_YEAR = 31536000
DEFAULT_COOKIE_NAME = "csrftoken"
DEFAULT_HEADER_NAME = "X-CSRFToken"
ASSETS = (b"image/", b"font/", b"audio/", b"video/", b"text/css", b"text/javascript", b"application/javascript")
UNREADABLE = (400, _asgi.PLAIN, b"The form can't be read.")


class CSRFMiddleware:
    """
    Lets a request that may change something through to `app` only where it carries a token twice, in a cookie and in a
    header or a form's field, that was made for the session it presents; else 403. It also checks the origin. A request
    that reads gets the token, in the cookie and as `scope["csrftoken"]`, with the field's name in
    `scope["csrf_cookie_name"]`; the project's pages carry it by themselves. A token from before a login doesn't hold after
    it. Websockets pass: a browser can't send them a header.

    :param app:
        The ASGI app to wrap.
    :param allowed_hosts:
        Hosts whose pages may send to this app over HTTPS, such as `['example.com']`, with the port where it isn't 443.
        The request's own host always may.
    :param cookie_name:
        The cookie's name (in production with `__Host-` in front), and the form field's.
    :param header_name:
        The header's.
    :param max_age:
        How long a token holds, in seconds or as a `timedelta`; up to 366 days. Default a year. A token of which more than
        half is over is replaced at the next GET.
    :param allow_header_param:
        Whether to look for the token in the header, which a script sends.
    :param allow_form_param:
        Whether to look for it in the form where it isn't in the header; **off by default**, as in `piccolo_api`. The form
        is then left in `scope["form"]`, and the body is there for the app to read again. Needs `python-multipart`.
    :param secret:
        At least 32 random bytes (or a text of them), the same in every process: signs the tokens. Default: one is made
        once and kept in the database of `ostiary.configure`.
    :param production:
        As in `session_login`: for HTTPS; `Secure` and `__Host-`.
    :param session_cookie_name:
        Of the session that tokens are bound to; `cookie_name` of `session_login`.
    :param trusted_origins:
        Whole origins that may send to this app, besides `allowed_hosts`, such as `http://localhost:3000`.
    :param body_limit:
        The longest form that is looked into, in bytes; beyond it 413. Default 16 KiB. A form that sends the token in the
        header may be of any length.
    :raises ostiary.ConfigError:
        (a `ValueError`) that names the parameter; `TypeError` where one has the wrong type.
    """

    def __init__(
        self,
        app: ASGIApp,
        allowed_hosts: Sequence[str] = (),
        cookie_name: str = DEFAULT_COOKIE_NAME,
        header_name: str = DEFAULT_HEADER_NAME,
        max_age: Seconds = ONE_YEAR,
        allow_header_param: bool = True,
        allow_form_param: bool = False,
        *,
        secret: Union[str, bytes, None] = None,
        production: bool = False,
        session_cookie_name: str = "id",
        trusted_origins: Sequence[str] = (),
        body_limit: int = 16 * 1024,
    ) -> None:
        options: dict[str, Any] = {
            "cookie_name": cookie_name,
            "header_name": header_name,
            "max_age": to_duration("max_age", max_age),
            "allow_header_param": allow_header_param,
            "allow_form_param": allow_form_param,
            "production": production,
            "session_cookie_name": session_cookie_name,
            "trusted_origins": _origins(allowed_hosts, trusted_origins),
            "body_limit": body_limit,
        }
        if secret is not None:
            options["secret"] = _secret(secret)
        if not isinstance(header_name, str) or not re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", header_name):
            raise _core.ConfigError(f"header_name must be the name of a header, not {header_name!r}")
        # Tried without a database, so that what can't be is refused here and not at the first request.
        _core.CsrfGate(None, options)
        if allow_form_param and importlib.util.find_spec("python_multipart") is None:
            if importlib.util.find_spec("multipart") is None:
                raise _core.ConfigError("allow_form_param needs python-multipart: pip install python-multipart")
        self.app = app
        self.cookie_name = cookie_name
        self._header = header_name.lower().encode() if allow_header_param else None
        self._reads_forms = allow_form_param
        self._body_limit = body_limit

        def core() -> Any:
            tables = _settings.resolve(None, None)
            database = None if secret is not None else _runtime.database(tables)
            return _core.CsrfGate(database, _settings.preset_options(tables, options))

        self._core = _runtime.Kept(core)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if not self._needs_form(scope):
            await self._check(scope, receive, send)
            return
        body = await _asgi.received(scope, receive, send, self._body_limit)
        if body is None:
            return
        if len(body) > self._body_limit:
            # Whether to say so is the core's to decide.
            await self._check(scope, receive, send, body)
            return
        form = await read_form(scope, body)
        if form is None:
            await _asgi.send_answer(send, *UNREADABLE, scope)
            return
        try:
            await self._check(scope, replayed(body, receive), send, form=form)
        finally:
            await form.close()

    async def _check(
        self, scope: Scope, receive: Receive, send: Send, body: bytes = b"", form: Optional[FormData] = None
    ) -> None:
        try:
            core = await _asgi.made(self._core)
        except _core.StoreError:
            await _asgi.send_answer(send, *_asgi.UNAVAILABLE, scope)
            return
        status, added, content = core.ask(self._request(scope, body, form))
        if status:
            await _asgi.send_answer(send, status, added, content, scope)
            return
        if form is not None:
            scope["form"] = form
        if content:
            scope["csrftoken"] = content.decode()
            scope["csrf_cookie_name"] = self.cookie_name
        await self.app(
            scope, receive, adding(send, lambda headers: _with_token(headers, lowered(added))) if added else send
        )

    def _needs_form(self, scope: Scope) -> bool:
        """Where it is not read, the core finds no token in it: a mistake here lets nobody through."""
        if not self._reads_forms or scope["method"] in ("GET", "HEAD", "OPTIONS", "TRACE"):
            return False
        headers = scope["headers"]
        if any(name == self._header and value for name, value in headers):
            return False
        return is_announced(headers)

    def _request(self, scope: Scope, body: bytes, form: Optional[FormData]) -> dict[str, Any]:
        """The request, with no more of its form than the token: what else is in there is the app's own matter."""
        headers = list(scope["headers"])
        if form is not None:
            tokens = [value for value in form.getlist(self.cookie_name) if isinstance(value, str)]
            headers = _asgi.with_form_type(headers)
            fields = [(self.cookie_name, token) for token in tokens]
            body = urllib.parse.urlencode(fields, errors="surrogatepass").encode()
        return {
            "method": scope["method"],
            "path": scope["path"],
            "query": b"",
            "headers": headers,
            "body": body,
            "client": "",
            "scheme": scope.get("scheme", "http"),
        }


def _origins(allowed_hosts: Sequence[str], trusted_origins: Sequence[str]) -> list[str]:
    for name, given in (("allowed_hosts", allowed_hosts), ("trusted_origins", trusted_origins)):
        if isinstance(given, (str, bytes)) or not isinstance(given, Sequence):
            raise TypeError(f"{name} must be a sequence (list or tuple), not {given!r}")
    for host in allowed_hosts:
        if not isinstance(host, str) or not re.fullmatch(r"[A-Za-z0-9._-]+(:\d+)?|\[[0-9A-Fa-f:.]+\](:\d+)?", host):
            raise _core.ConfigError(f"allowed_hosts must be hosts such as 'example.com', not {host!r}")
    return [*(f"https://{host}" for host in allowed_hosts), *trusted_origins]


def _secret(given: Union[str, bytes]) -> bytes:
    if not isinstance(given, (str, bytes)):
        raise TypeError("secret must be bytes or a text")
    secret = given.encode() if isinstance(given, str) else given
    if not secret:
        # The core would take it for none.
        raise _core.ConfigError("secret must have at least 32 bytes")
    return secret


def _with_token(headers: Headers, added: Headers) -> Headers:
    """What the core adds: the cookie, and that an answer with somebody's token must reach nobody else. That goes for all
    that may hold one, whatever the app says of caching; assets hold none, and an app has them behind this, too."""
    if not has(added, b"set-cookie") and any(
        name.lower() == b"content-type" and value.startswith(ASSETS) for name, value in headers
    ):
        return headers
    private = any(
        name.lower() == b"cache-control" and (b"no-store" in value.lower() or b"private" in value.lower())
        for name, value in headers
    )
    kept = [(name, value) for name, value in headers if private or name.lower() != b"cache-control"]
    return kept + [(name, value) for name, value in added if not (private and name == b"cache-control")]
