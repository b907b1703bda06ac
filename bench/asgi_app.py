"""The app that bench/asgi serves: one page bare and behind each middleware, and the login, by BENCH_PACKAGE on BENCH_DATABASE."""

import importlib
import os
import warnings

from starlette.applications import Starlette
from starlette.middleware.authentication import AuthenticationMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

PACKAGE = os.environ["BENCH_PACKAGE"]
DATABASE = os.environ["BENCH_DATABASE"]


def use_database():
    if PACKAGE == "ostiary":
        import ostiary

        ostiary.configure(database=f"sqlite:{DATABASE}", preset="piccolo")
        return
    from piccolo.apps.user.tables import BaseUser
    from piccolo.engine.sqlite import SQLiteEngine
    from piccolo_api.session_auth.tables import SessionsBase

    engine = SQLiteEngine(path=DATABASE)
    for table in (BaseUser, SessionsBase):
        table._meta._db = engine
    # It warns at each login that production is off.
    warnings.filterwarnings("ignore", message="If running sessions in production")


async def page(request: Request) -> PlainTextResponse:
    return PlainTextResponse("Hello")


def create():
    use_database()
    endpoints = importlib.import_module(f"{PACKAGE}.session_auth.endpoints")
    middleware = importlib.import_module(f"{PACKAGE}.session_auth.middleware")
    backend = middleware.SessionsAuthBackend(admin_only=False)
    app = Starlette()
    app.mount("/login/", endpoints.session_login())
    limits = importlib.import_module(f"{PACKAGE}.rate_limiting.middleware")
    csrf = importlib.import_module(f"{PACKAGE}.csrf.middleware")
    # Never reached.
    provider = limits.InMemoryLimitProvider(timespan=1, limit=1_000_000)
    pages = Starlette(routes=[Route("/", page)])
    app.mount("/open", pages)
    app.mount("/private", AuthenticationMiddleware(pages, backend=backend))
    app.mount("/limited", limits.RateLimitingMiddleware(pages, provider=provider))
    app.mount("/token", csrf.CSRFMiddleware(pages))
    return app
