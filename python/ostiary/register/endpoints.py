"""Registration, to be mounted in a Starlette or FastAPI app."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Optional, Union

from starlette.datastructures import URL

from ostiary import _core, _options, _settings
from ostiary._endpoint import Endpoint
from ostiary._page import PageTemplate, TemplatePath
from ostiary.shared.auth.captcha import Captcha
from ostiary.shared.auth.hooks import RegisterHooks
from ostiary.shared.auth.passwords import PasswordPolicy
from ostiary.shared.auth.styles import Styles

USER_DEFAULTS = ("active", "admin", "superuser")


def register(
    auth_table: _settings.TableArgument = None,
    redirect_to: Union[str, URL, None] = "/login/",
    template_path: TemplatePath = None,
    user_defaults: Optional[Mapping[str, bool]] = None,
    captcha: Optional[Captcha] = None,
    styles: Optional[Styles] = None,
    read_only: bool = False,
    *,
    production: bool = False,
    hooks: Optional[RegisterHooks] = None,
    password_policy: Optional[PasswordPolicy] = None,
    enumeration_safe: bool = False,
    refusal_time: timedelta = timedelta(milliseconds=250),
    address_limit: int = 100,
    address_window: timedelta = timedelta(minutes=5),
    trusted_origins: Sequence[str] = (),
    login_url: Optional[str] = None,
    body_limit: int = 16 * 1024,
) -> Endpoint:
    """
    An endpoint where people make accounts of their own: GET answers a form, POST with `username`, `email`, `password` and
    `confirm_password` (as JSON or as form data) creates a user. Nothing else that is sent counts.

    :param auth_table:
        Which table to create the user in, as in `session_login`.
    :param redirect_to:
        Where to go after the registration. None: answer `{"message":"registered"}`.
    :param template_path:
        A Jinja2 template in the place of the built-in page, as in `session_login`. It sees `csrftoken`, `csrf_cookie_name`,
        `request`, `captcha`, `styles`, `error`, `csp_nonce`, `username`, `email`, `min_password_length` and `login_url`.
    :param user_defaults:
        What a new user is: a dictionary with `active`, `admin`, `superuser`, or some of them. Each is False by default.
        `{"active": True}` lets anybody in who reaches the page; otherwise somebody must enable the user first. Other columns
        can't be set here.
    :param captcha:
        A test that a human passes, see `Captcha`.
    :param styles:
        The colours of the page.
    :param read_only:
        Show the form, and answer 405 to whoever sends it: for demonstrations.
    :param production:
        As in `session_login`.
    :param hooks:
        Your own code at points of a registration, see `RegisterHooks`.
    :param password_policy:
        What a password must be. Default: 15 characters or more, and none that is guessed first; in the piccolo preset 6 to
        128 characters, or what the Piccolo class says (`_min_password_length`, `_max_password_length`).
    :param enumeration_safe:
        Answer a name or an address that is taken as one that is free, after the same time; its owner can be told by
        `hooks.taken`. Needs users who aren't active at first. Default False, as in `piccolo_api`: whoever asks learns who
        has an account.
    :param refusal_time:
        With `enumeration_safe`: both answers come at least this long after the request. Default 250 ms.
    :param address_limit:
        Registrations and failed logins per client address (IPv6: /64) within `address_window` before the answer is 429. 0
        turns it off, which gives hashes, users and answers to whoever asks for many. Default 100 in 5 minutes.
    :param trusted_origins:
        Origins other than the request's own that may post here.
    :param login_url:
        The address of the login, for a link on the page. None: no link.
    :param body_limit:
        The largest body that is read, in bytes; beyond it 413.
    :raises ostiary.ConfigError:
        (a `ValueError`) that names the parameter; `TypeError` where one has the wrong type.
    """
    options = _options.page(template_path, production, styles, trusted_origins, body_limit)
    options |= _options.location("redirect_to", redirect_to) | _options.location("login_url", login_url)
    options |= _options.flags(read_only=read_only, enumeration_safe=enumeration_safe)
    options |= _options.durations(refusal_time=refusal_time, address_window=address_window)
    options |= {"address_limit": address_limit, "user_defaults": _user_defaults(user_defaults)}
    options |= _options.hooks(hooks, RegisterHooks) | _options.captcha(captcha)
    options |= _options.password_policy(password_policy)
    template = PageTemplate.of(template_path, styles)
    return Endpoint(_core.register_user, options, auth_table, None, template, hooks, captcha)


def _user_defaults(given: Optional[Mapping[str, bool]]) -> dict[str, bool]:
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        raise TypeError(f"user_defaults must be a dictionary, not {given!r}")
    for name, value in given.items():
        if name not in USER_DEFAULTS:
            raise _core.ConfigError(f"user_defaults: {name!r} can't be set; active, admin and superuser can")
        if not isinstance(value, bool):
            raise TypeError(f"user_defaults: {name} must be True or False, not {value!r}")
    return dict(given)
