"""What the apps of the tests are made of, in Starlette and in FastAPI alike.

A test's app is a function of its module, `build(new_app, **options)`: it is called here for the TestClient and by name
in the process of a real server.
"""

import datetime
import functools

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.authentication import AuthenticationMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse

from ostiary.change_password.endpoints import change_password
from ostiary.register.endpoints import register
from ostiary.session_auth.endpoints import session_login, session_logout
from ostiary.session_auth.middleware import SessionsAuthBackend

# Limits so wide, and refusals so quick, that only the tests about them meet them.
RELAXED = {
    "account_limit": 1_000_000,
    "address_limit": 1_000_000,
    "refusal_time": datetime.timedelta(milliseconds=1),
}

# What the hooks and validators of an app have seen; the page /notes shows it.
notes: list = []


async def show_notes(request: Request) -> JSONResponse:
    return JSONResponse(notes)


async def show_user(request: Request) -> JSONResponse:
    user = request.user
    shown = {name: getattr(user, name) for name in ("is_authenticated", "display_name", "identity")}
    shown["scopes"] = list(request.auth.scopes)
    if user.is_authenticated:
        shown |= {"user_id": user.user_id, "username": user.username, "admin": bool(user.user.admin)}
    return JSONResponse(shown)


def add_page(app, path, function):
    """A page as that framework's users write it."""
    if isinstance(app, Starlette) and not hasattr(app, "add_api_route"):
        app.add_route(path, function)
    else:
        app.add_api_route(path, function, response_model=None)


def make_app(framework, **settings):
    if framework == "fastapi":
        from fastapi import FastAPI

        return FastAPI(**settings)
    return Starlette(**settings)


def app_maker(framework):
    """`new_app` for that framework: an app with the page /notes."""

    def new_app(**settings):
        notes.clear()
        app = make_app(framework, **settings)
        add_page(app, "/notes", show_notes)
        return app

    new_app.bare = functools.partial(make_app, framework)
    return new_app


def login_app(new_app, **options):
    """The endpoints alone, as in the README."""
    app = new_app()
    app.mount("/login/", session_login(**RELAXED | options))
    app.mount("/logout/", session_logout())
    return app


def guarded_app(new_app, login=None, **options):
    """The endpoints, and a page at /private/ that shows who it is, behind the guard."""
    inner = new_app.bare()
    add_page(inner, "/", show_user)
    app = new_app()
    app.mount("/login/", session_login(**RELAXED | (login or {})))
    app.mount("/logout/", session_logout())
    app.mount("/private", AuthenticationMiddleware(inner, backend=SessionsAuthBackend(**options)))
    return app


def accounts_app(new_app, registering=None, changing=None, guard=None):
    """`guarded_app`, registration at /register/ (whose users may log in at once) and /change-password/; behind
    SessionsAuthBackend with the options of `guard`, where there are some."""
    app = guarded_app(new_app, admin_only=False)
    limits = {name: RELAXED[name] for name in ("account_limit", "address_limit")}
    change = change_password(**limits | (changing or {}))
    if guard is not None:
        change = AuthenticationMiddleware(change, backend=SessionsAuthBackend(admin_only=False, **guard))
    open_to_all = {"address_limit": RELAXED["address_limit"], "user_defaults": {"active": True}}
    app.mount("/register/", register(**open_to_all | (registering or {})))
    app.mount("/change-password/", change)
    return app


def wholly_guarded_app(new_app, **options):
    """Every page behind the guard, but for what is excluded."""
    app = new_app(middleware=[Middleware(AuthenticationMiddleware, backend=SessionsAuthBackend(**options))])
    for path in ("/", "/docs-page", "/docs-private", "/open/page", "/open/deep/page", "/private"):
        add_page(app, path, show_user)
    return app
