"""A Starlette app with a login and a page behind it, a limit of requests and a CSRF token around it all.

    python -m venv .venv && .venv/bin/pip install . uvicorn python-multipart
    .venv/bin/python examples/starlette_app.py        # asks for a password the first time, then serves
"""

import getpass
import sys

import uvicorn
from ostiary.change_password.endpoints import change_password
from ostiary.csrf.middleware import CSRFMiddleware
from ostiary.rate_limiting.middleware import InMemoryLimitProvider, RateLimitingMiddleware
from ostiary.session_auth.endpoints import session_login, session_logout
from ostiary.session_auth.middleware import SessionsAuthBackend
from ostiary.users import create_user_sync
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.authentication import AuthenticationMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route


async def home(request: Request) -> Response:
    if not request.user.is_authenticated:
        return RedirectResponse("/login/")
    return PlainTextResponse(f"hello {request.user.username}")


app = Starlette(
    routes=[
        Mount("/login", session_login()),
        Mount("/logout", session_logout(redirect_to="/login/")),
        Mount("/change-password", change_password()),
        Route("/", home),
    ],
    middleware=[
        # The first is the outermost.
        Middleware(RateLimitingMiddleware, provider=InMemoryLimitProvider(timespan=60, limit=100)),
        Middleware(CSRFMiddleware, allow_form_param=True),
        Middleware(AuthenticationMiddleware, backend=SessionsAuthBackend(admin_only=False, allow_unauthenticated=True)),
    ],
)


if __name__ == "__main__":
    if password := getpass.getpass("A password for alice (enter: she has one): "):
        try:
            create_user_sync("alice", password)
        except ValueError as refused:
            sys.exit(f"No user was made: {refused}")
    uvicorn.run(app)
