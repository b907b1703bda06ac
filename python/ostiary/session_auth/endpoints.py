"""Login and logout, to be mounted in a Starlette or FastAPI app."""

import os
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Optional, Union

from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from ostiary import _asgi, _core, _runtime, _settings
from ostiary._call import Call
from ostiary._page import PageTemplate
from ostiary.session_auth.tables import SessionsBase
from ostiary.shared.auth.captcha import Captcha
from ostiary.shared.auth.hooks import LoginHooks
from ostiary.shared.auth.styles import Styles

if TYPE_CHECKING:
    import jinja2

TemplatePath = Union[str, "os.PathLike[str]", "jinja2.Template", None]


class SessionEndpoint:
    """
    An ASGI app. `session_login` and `session_logout` make one.

    Mount it (`app.mount`), or give it to a `Route`. It needs an asyncio event loop.
    """

    def __init__(
        self,
        make: Any,
        options: dict[str, Any],
        auth_table: _settings.TableArgument,
        session_table: _settings.TableArgument,
        template: Optional[PageTemplate],
        hooks: Optional[LoginHooks] = None,
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
            raise RuntimeError(f"a session endpoint answers HTTP requests, not {scope['type']}")
        await _asgi.answer(scope, receive, send, self._core, self._body_limit, self._call)

    def _call(self, request: Request) -> Call:
        return Call(request, self._hooks, self._captcha, self._template)


def session_login(
    auth_table: _settings.TableArgument = None,
    session_table: _settings.TableArgument = SessionsBase,
    session_expiry: timedelta = timedelta(hours=1),
    max_session_expiry: timedelta = timedelta(days=7),
    redirect_to: Optional[str] = "/",
    production: bool = False,
    cookie_name: str = "id",
    template_path: TemplatePath = None,
    hooks: Optional[LoginHooks] = None,
    captcha: Optional[Captcha] = None,
    styles: Optional[Styles] = None,
    *,
    next_param: Optional[str] = None,
    trusted_origins: Sequence[str] = (),
    account_limit: int = 10,
    account_window: timedelta = timedelta(minutes=5),
    address_limit: int = 100,
    address_window: timedelta = timedelta(minutes=5),
    refusal_time: timedelta = timedelta(milliseconds=250),
    upgrade_hashes: Optional[bool] = None,
    body_limit: int = 16 * 1024,
) -> SessionEndpoint:
    """
    An endpoint for creating a user session: GET answers a login form, POST with `username` and `password` (as JSON or as
    form data) logs in.

    :param auth_table:
        Which table to authenticate with: a name, or a Piccolo `Table` class. Default: the class that another endpoint
        was given, else `users` (in the piccolo preset `piccolo_user`).
    :param session_table:
        Which table to keep the session in: a name, a subclass of `SessionsBase`, or a Piccolo `Table` class. Default:
        `sessions`.
    :param session_expiry:
        How long the session lasts unless `SessionsAuthBackend` prolongs it (`increase_expiry`). Default 1 hour. Longer
        is more convenient, and gives a stolen or forgotten session more time (ASVS 5.0, 7.3.1).
    :param max_session_expiry:
        However often it is prolonged, no session lives longer, and the cookie goes with it. Default 7 days.
    :param redirect_to:
        Where to go after the login. None: answer `{"message":"logged in"}`.
    :param production:
        For HTTPS: `Secure` cookies with the `__Host-` prefix (plain name in the piccolo preset), HSTS, no warning. Use
        the same value in every endpoint of an app.
    :param cookie_name:
        The session cookie's name.
    :param template_path:
        A Jinja2 template in the place of the built-in page, read once, here; templates that it extends lie beside it. It
        sees `csrftoken`, `csrf_cookie_name`, `request`, `captcha`, `styles`, `error`, `csp_nonce`, `username`,
        `next_name` and `next_value`. Or a `jinja2.Template` of the app's own environment; then autoescape is yours.
    :param hooks:
        Your own code at points of a login, see `LoginHooks`.
    :param captcha:
        A test that a human passes, see `Captcha`.
    :param styles:
        The colours of the page.
    :param next_param:
        The parameter (query, form or JSON) that may say where to go after the login; only a path on this host is
        followed. Default: none.
    :param trusted_origins:
        Origins other than the request's own that may post here. Each can log a browser in: name only what you own.
    :param account_limit:
        Failed logins per account within `account_window` before the answer is 429. 0 turns it off, which lets
        passwords be guessed at the speed of the hashing slots. Default 10 in 5 minutes.
    :param address_limit:
        The same per client address (IPv6: /64). Default 100 in 5 minutes.
    :param refusal_time:
        A refused login is answered this long after it came, so that its time tells nothing. Default 250 ms.
    :param upgrade_hashes:
        Replace weaker hashes by argon2id at the next login. Default: true, and false in the piccolo preset, whose other
        side can't read argon2id.
    :param body_limit:
        The largest body that is read, in bytes; beyond it 413.
    :raises ostiary.ConfigError:
        (a `ValueError`) that names the parameter; `TypeError` where one has the wrong type.
    """
    options = _page_options(template_path, redirect_to, production, cookie_name, styles, trusted_origins, body_limit)
    options |= {
        "account_limit": account_limit,
        "address_limit": address_limit,
    }
    durations = {
        "session_expiry": session_expiry,
        "max_session_expiry": max_session_expiry,
        "account_window": account_window,
        "address_window": address_window,
        "refusal_time": refusal_time,
    }
    _settings.check_durations(**durations)
    options |= durations
    if next_param is not None:
        if not next_param:
            raise _core.ConfigError("next_param must be a name, or None for no such parameter")
        options["next_param"] = next_param
    if upgrade_hashes is not None:
        options["upgrade_hashes"] = upgrade_hashes
    options |= _hook_options(hooks)
    if captcha is not None:
        if not isinstance(captcha, Captcha):
            raise TypeError(f"captcha must be a Captcha, not {captcha!r}")
        options["captcha"] = captcha._options()
    template = None if template_path is None else PageTemplate(template_path, styles or Styles())
    return SessionEndpoint(_core.login, options, auth_table, session_table, template, hooks, captcha)


def session_logout(
    session_table: _settings.TableArgument = SessionsBase,
    cookie_name: str = "id",
    redirect_to: Optional[str] = None,
    template_path: TemplatePath = None,
    styles: Optional[Styles] = None,
    *,
    auth_table: _settings.TableArgument = None,
    production: bool = False,
    trusted_origins: Sequence[str] = (),
    body_limit: int = 16 * 1024,
) -> SessionEndpoint:
    """
    An endpoint for clearing a user session: POST unsets the cookie and removes the session from the database, GET asks
    `Are you sure?` and changes nothing.

    :param session_table:
        Which table the session is in, as in `session_login`.
    :param cookie_name:
        The session cookie's name.
    :param redirect_to:
        Where to go after the logout. None: answer `Successfully logged out`.
    :param template_path:
        A Jinja2 template in the place of the built-in page, as in `session_login`.
    :param styles:
        The colours of the page.
    :param auth_table:
        Which table the session's users are in, as in `session_login`.
    :param production:
        As in `session_login`.
    :param trusted_origins:
        Origins other than the request's own that may post here.
    :param body_limit:
        The largest body that is read, in bytes.
    :raises ostiary.ConfigError:
        (a `ValueError`) that names the parameter; `TypeError` where one has the wrong type.
    """
    options = _page_options(template_path, redirect_to, production, cookie_name, styles, trusted_origins, body_limit)
    template = None if template_path is None else PageTemplate(template_path, styles or Styles())
    return SessionEndpoint(_core.logout, options, auth_table, session_table, template)


def _page_options(
    template_path: TemplatePath,
    redirect_to: Optional[str],
    production: bool,
    cookie_name: str,
    styles: Optional[Styles],
    trusted_origins: Sequence[str],
    body_limit: int,
) -> dict[str, Any]:
    if styles is not None and not isinstance(styles, Styles):
        raise TypeError(f"styles must be a Styles, not {styles!r}")
    if not isinstance(production, bool):
        raise TypeError(f"production must be True or False, not {production!r}")
    if redirect_to is not None and not isinstance(redirect_to, str):
        raise TypeError(f"redirect_to must be a text or None, not {redirect_to!r}")
    if redirect_to is not None and not redirect_to.isprintable():
        raise _core.ConfigError("redirect_to must have no control characters")
    if trusted_origins is None or isinstance(trusted_origins, str):
        raise TypeError(f"trusted_origins must be a list of origins, not {trusted_origins!r}")
    options: dict[str, Any] = {
        "redirect_to": redirect_to,
        "production": production,
        "cookie_name": cookie_name,
        "trusted_origins": list(trusted_origins),
        "body_limit": body_limit,
        "renders": template_path is not None,
    }
    if styles is not None:
        options["styles"] = styles._changed()
    return options


def _hook_options(hooks: Optional[LoginHooks]) -> dict[str, bool]:
    if hooks is None:
        return {}
    if not isinstance(hooks, LoginHooks):
        raise TypeError(f"hooks must be a LoginHooks, not {hooks!r}")
    points = {}
    for point in ("pre_login", "login_success", "login_failure"):
        given = getattr(hooks, point)
        if given is not None and (callable(given) or not all(map(callable, given))):
            raise TypeError(f"hooks.{point} must be a list of callables, not {given!r}")
        # Asked even where there is none yet: an app may add one to the list later, and it must not be skipped.
        points[point] = True
    return points
