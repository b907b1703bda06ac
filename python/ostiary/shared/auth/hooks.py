"""Your own code at points of a login."""

import dataclasses
from collections.abc import Awaitable, Callable, Sequence
from typing import Optional, Union

HookAnswer = Union[Optional[str], Awaitable[Optional[str]]]
PreLoginHook = Callable[..., HookAnswer]
LoginSuccessHook = Callable[..., HookAnswer]
LoginFailureHook = Callable[..., HookAnswer]


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
