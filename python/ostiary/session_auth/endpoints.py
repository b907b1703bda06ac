"""Login and logout, to be mounted in a Starlette or FastAPI app."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Optional

from ostiary import _core, _options, _settings
from ostiary._endpoint import Endpoint
from ostiary._page import PageTemplate, TemplatePath
from ostiary.session_auth.tables import SessionsBase
from ostiary.shared.auth.captcha import Captcha
from ostiary.shared.auth.hooks import LoginHooks
from ostiary.shared.auth.styles import Styles


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
    register_url: Optional[str] = None,
    trusted_origins: Sequence[str] = (),
    account_limit: int = 10,
    account_window: timedelta = timedelta(minutes=5),
    address_limit: int = 100,
    address_window: timedelta = timedelta(minutes=5),
    refusal_time: timedelta = timedelta(milliseconds=250),
    upgrade_hashes: Optional[bool] = None,
    body_limit: int = 16 * 1024,
) -> Endpoint:
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
        `next_name`, `next_value` and `register_url`. Or a `jinja2.Template` of the app's own environment; then autoescape is yours.
    :param hooks:
        Your own code at points of a login, see `LoginHooks`.
    :param captcha:
        A test that a human passes, see `Captcha`.
    :param styles:
        The colours of the page.
    :param next_param:
        The parameter (query, form or JSON) that may say where to go after the login; only a path on this host is
        followed. Default: none.
    :param register_url:
        The address of `register`, for a link on the page. None: no link.
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
    options = _options.page(template_path, production, styles, trusted_origins, body_limit)
    options |= {"cookie_name": cookie_name} | _options.location("redirect_to", redirect_to)
    options |= _options.location("register_url", register_url)
    options |= {"account_limit": account_limit, "address_limit": address_limit}
    options |= _options.durations(
        session_expiry=session_expiry,
        max_session_expiry=max_session_expiry,
        account_window=account_window,
        address_window=address_window,
        refusal_time=refusal_time,
    )
    if next_param is not None:
        if not next_param:
            raise _core.ConfigError("next_param must be a name, or None for no such parameter")
        options["next_param"] = next_param
    if upgrade_hashes is not None:
        options["upgrade_hashes"] = upgrade_hashes
    options |= _options.hooks(hooks, LoginHooks) | _options.captcha(captcha)
    template = PageTemplate.of(template_path, styles)
    return Endpoint(_core.login, options, auth_table, session_table, template, hooks, captcha)


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
) -> Endpoint:
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
    options = _options.page(template_path, production, styles, trusted_origins, body_limit)
    options |= {"cookie_name": cookie_name} | _options.location("redirect_to", redirect_to)
    template = PageTemplate.of(template_path, styles)
    return Endpoint(_core.logout, options, auth_table, session_table, template)
