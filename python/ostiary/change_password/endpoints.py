"""A page for changing passwords, to be mounted in a Starlette or FastAPI app."""

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Optional

from ostiary import _core, _options, _settings
from ostiary._endpoint import Endpoint
from ostiary._page import PageTemplate, TemplatePath
from ostiary.session_auth.tables import SessionsBase
from ostiary.shared.auth.hooks import ChangePasswordHooks
from ostiary.shared.auth.passwords import PasswordPolicy
from ostiary.shared.auth.styles import Styles


def change_password(
    login_url: str = "/login/",
    session_table: _settings.TableArgument = SessionsBase,
    session_cookie_name: str = "id",
    template_path: TemplatePath = None,
    styles: Optional[Styles] = None,
    read_only: bool = False,
    *,
    auth_table: _settings.TableArgument = None,
    production: bool = False,
    hooks: Optional[ChangePasswordHooks] = None,
    password_policy: Optional[PasswordPolicy] = None,
    keep_session: bool = False,
    redirect_to: Optional[str] = "/",
    session_expiry: timedelta = timedelta(hours=1),
    max_session_expiry: timedelta = timedelta(days=7),
    account_limit: int = 10,
    account_window: timedelta = timedelta(minutes=5),
    address_limit: int = 100,
    address_window: timedelta = timedelta(minutes=5),
    trusted_origins: Sequence[str] = (),
    body_limit: int = 16 * 1024,
) -> Endpoint:
    """
    An endpoint where whoever is logged in sets a new password: GET answers a form, POST with `current_password`,
    `new_password` and `confirm_new_password` (as JSON or as form data) sets it, and ends every session of the user in the
    same transaction.

    It looks for the session itself: `AuthenticationMiddleware` may stand in front, and needn't.

    :param login_url:
        Where to go after a change, to log in with the new password; and where a browser without a session is sent.
    :param session_table:
        Which table the session is in, as in `session_login`. None is the default, too: sessions always end with the
        password that began them.
    :param session_cookie_name:
        The session cookie's name, `cookie_name` of `session_login`.
    :param template_path:
        A Jinja2 template in the place of the built-in page, as in `session_login`. It sees `csrftoken`, `csrf_cookie_name`,
        `request`, `styles`, `error`, `csp_nonce`, `username`, `login_url`, `min_password_length` and `keeps_session`.
    :param styles:
        The colours of the page.
    :param read_only:
        Show the form, and answer 405 to whoever sends it: for demonstrations.
    :param auth_table:
        Which table the session's users are in, as in `session_login`.
    :param production:
        As in `session_login`.
    :param hooks:
        Your own code after a change, see `ChangePasswordHooks`.
    :param password_policy:
        What the new password must be, as in `register`.
    :param keep_session:
        Stay logged in here, by a new session. Default False: log in again.
    :param redirect_to:
        With `keep_session`: where to go. None: answer `{"message":"password changed"}`.
    :param session_expiry:
        With `keep_session`: how long the new session lasts, as in `session_login`; so `max_session_expiry`.
    :param account_limit:
        Wrong current passwords and failed logins together, per account within `account_window`, before the answer is 429.
        Give the limits of `session_login`, or this page is a second way to guess. Default 10 in 5 minutes.
    :param address_limit:
        The same per client address (IPv6: /64). Default 100 in 5 minutes.
    :param trusted_origins:
        Origins other than the request's own that may post here.
    :param body_limit:
        The largest body that is read, in bytes; beyond it 413.
    :raises ostiary.ConfigError:
        (a `ValueError`) that names the parameter; `TypeError` where one has the wrong type.
    """
    if not isinstance(session_cookie_name, str):
        raise TypeError(f"session_cookie_name must be the name of the session's cookie, not {session_cookie_name!r}")
    if not isinstance(login_url, str):
        raise TypeError(f"login_url must be a text, not {login_url!r}")
    options = _options.page(template_path, production, styles, trusted_origins, body_limit)
    options |= _options.location("login_url", login_url) | _options.location("redirect_to", redirect_to)
    options |= _options.flags(read_only=read_only, keep_session=keep_session)
    options |= _options.durations(
        session_expiry=session_expiry,
        max_session_expiry=max_session_expiry,
        account_window=account_window,
        address_window=address_window,
    )
    options |= {"account_limit": account_limit, "address_limit": address_limit, "cookie_name": session_cookie_name}
    options |= _options.hooks(hooks, ChangePasswordHooks) | _options.password_policy(password_policy)
    template = PageTemplate.of(template_path, styles, login_url=login_url)
    try:
        return Endpoint(_core.change_password, options, auth_table, session_table, template, hooks)
    except _core.ConfigError as refused:
        # The core calls it as the login does.
        raise _core.ConfigError(re.sub("^cookie_name", "session_cookie_name", str(refused))) from None
