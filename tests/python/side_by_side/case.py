"""What a case is, and the app that it runs against."""

import dataclasses
from typing import Callable

from starlette.middleware.authentication import AuthenticationMiddleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from side_by_side.sides import PASSWORD


@dataclasses.dataclass
class Case:
    """`act(client)` gives the answer in question; `pinned` is the status of the reference's, and its text where that
    says something."""

    name: str
    act: Callable
    pinned: tuple
    differs: list
    options: dict
    framework: str


CASES: list[Case] = []


def case(*pinned, differs=(), framework="starlette", **options):
    """Options: `login`, `logout`, `guard`, `register`, `change` and `change_guard` are the parameters, or functions of the
    side that give them; `around` is a function of the side that gives what stands around them all."""

    def add(act):
        CASES.append(Case(act.__name__, act, pinned, list(differs), options, framework))
        return act

    return add


async def show_user(request):
    return PlainTextResponse(f"{request.user.display_name} {request.user.identity} {request.auth.scopes}")


def build(
    new_app, side, login=None, logout=None, guard=None, register=None, change=None, change_guard=None, around=None
):
    """The endpoints, and guarded pages under /private/. The reference's change_password needs a guard in front, ours
    stands behind one as well."""

    def given(options):
        return options(side) if callable(options) else options or {}

    pages = [Route(path, show_user) for path in ("/", "/docs/open", "/docs-private", "/secret")]
    guarded = AuthenticationMiddleware(new_app(routes=pages), backend=side.SessionsAuthBackend(**given(guard)))
    app = new_app(middleware=around(side) if around else [])
    app.mount("/login/", side.session_login(**given(login)))
    app.mount("/logout/", side.session_logout(**given(logout)))
    app.mount("/register/", side.register(**given(register)))
    change_backend = side.SessionsAuthBackend(**{"admin_only": False} | given(change_guard))
    change_page = AuthenticationMiddleware(side.change_password(**given(change)), backend=change_backend)
    app.mount("/change-password/", change_page)
    app.mount("/private", guarded)
    return app


LOGIN = {"username": "alice", "password": PASSWORD}
WRONG = LOGIN | {"password": "wrong"}
HTML = {"format": "html"}
