"""Your own code at points of a login, a registration, a change of password."""

import dataclasses
from collections.abc import Awaitable, Callable, Sequence
from typing import Optional, Union

HookAnswer = Union[Optional[str], Awaitable[Optional[str]]]
PreLoginHook = Callable[..., HookAnswer]
LoginSuccessHook = Callable[..., HookAnswer]
LoginFailureHook = Callable[..., HookAnswer]
PreRegisterHook = Callable[..., HookAnswer]
# Told of what is done; what it returns doesn't count.
Notice = Callable[..., object]


@dataclasses.dataclass
class LoginHooks:
    """
    Functions, coroutine functions, bound methods, partials or callable objects, run in order on the app's event loop. The
    first that returns a text ends the login with `401 Login failed: TEXT`; in the login page the text is the error and
    may hold HTML, so escape in it what a user typed. An exception is logged and ends the login with 500, without a
    session.

    A hook that accepts `request=` (by that name, or by `**kwargs`) gets the Starlette `Request`.

    :param pre_login:
        Called with `(username)` before anything is checked.
    :param login_success:
        Called with `(username, user_id)` once the password was right; no session exists yet.
    :param login_failure:
        Called with `(username)` where the password was wrong, or the user unknown or inactive.
    """

    pre_login: Optional[Sequence[PreLoginHook]] = None
    login_success: Optional[Sequence[LoginSuccessHook]] = None
    login_failure: Optional[Sequence[LoginFailureHook]] = None


@dataclasses.dataclass
class RegisterHooks:
    """
    As `LoginHooks`, for `register`.

    :param pre_register:
        Called with `(username, email)` once all fields will do; nothing is looked up yet. The first that returns a text
        refuses with `422 TEXT`; in the page the text may hold HTML, so escape in it what a user typed. An exception ends the
        registration with 500, without a user.
    :param registered:
        Called with `(username, email, user_id)`: the user exists now. The place to send a letter that asks to confirm the
        address. An exception is logged and changes nothing any more; so in `taken`.
    :param taken:
        Called with `(username, email)` where either is taken. With `enumeration_safe` the client isn't told: write to the
        address, for that alone reaches its owner.
    """

    pre_register: Optional[Sequence[PreRegisterHook]] = None
    registered: Optional[Sequence[Notice]] = None
    taken: Optional[Sequence[Notice]] = None


@dataclasses.dataclass
class ChangePasswordHooks:
    """
    As `LoginHooks`, for `change_password`.

    :param password_changed:
        Called with `(username, user_id)`: the new password holds. The place to tell its owner by another way, in case it was
        not they. An exception is logged and changes nothing any more.
    """

    password_changed: Optional[Sequence[Notice]] = None


Hooks = Union[LoginHooks, RegisterHooks, ChangePasswordHooks]
