"""The apps that a browser visits through uvicorn. Their database is that of OSTIARY_DATABASE."""

import html

from ostiary.change_password.endpoints import change_password
from ostiary.csrf.middleware import CSRFMiddleware
from ostiary.rate_limiting.middleware import InMemoryLimitProvider, RateLimitingMiddleware
from ostiary.register.endpoints import register
from ostiary.session_auth.endpoints import session_login, session_logout
from ostiary.session_auth.middleware import SessionsAuthBackend
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.authentication import AuthenticationMiddleware
from starlette.responses import HTMLResponse, RedirectResponse
from starlette.routing import Route

HOME = """<!DOCTYPE html>
<html lang="en"><title>Home</title><link rel="icon" href="data:,"><h1>Hello {name}</h1>
<a href="/change-password/">Change password</a> <a href="/logout/">Log out</a></html>
"""


async def home(request):
    if not request.user.is_authenticated:
        return RedirectResponse("/login/")
    return HTMLResponse(HOME.format(name=html.escape(request.user.username)))


def accounts(**settings) -> Starlette:
    """Every page of the package, and a home page that greets whoever is logged in; `settings` are Starlette's."""
    backend = SessionsAuthBackend(admin_only=False, allow_unauthenticated=True)
    guard = Middleware(AuthenticationMiddleware, backend=backend)
    app = Starlette(routes=[Route("/", home)], middleware=[*settings.pop("middleware", ()), guard], **settings)
    app.mount("/login/", session_login())
    app.mount("/logout/", session_logout(redirect_to="/login/"))
    app.mount("/register/", register(user_defaults={"active": True}, login_url="/login/"))
    app.mount("/change-password/", change_password())
    return app


def with_token() -> Starlette:
    return accounts(middleware=[Middleware(CSRFMiddleware, allow_form_param=True)])


def limited() -> Starlette:
    return accounts(middleware=[Middleware(RateLimitingMiddleware, InMemoryLimitProvider(3600, 2))])
