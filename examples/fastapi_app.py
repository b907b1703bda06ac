"""A FastAPI app whose API is behind a session, with a login page beside it, a limit of requests and a CSRF token
around it all.

    python -m venv .venv && .venv/bin/pip install . fastapi uvicorn python-multipart
    .venv/bin/python examples/fastapi_app.py        # asks for a password the first time, then serves
"""

import getpass
import sys
from typing import Any

import uvicorn
from fastapi import FastAPI, Request
from ostiary.change_password.endpoints import change_password
from ostiary.csrf.middleware import CSRFMiddleware
from ostiary.rate_limiting.middleware import InMemoryLimitProvider, RateLimitingMiddleware
from ostiary.session_auth.endpoints import session_login, session_logout
from ostiary.session_auth.middleware import SessionsAuthBackend
from ostiary.shared.auth.hooks import LoginHooks
from ostiary.users import create_user_sync
from starlette.middleware.authentication import AuthenticationMiddleware


async def greet(username: str, user_id: int, **_: Any) -> None:
    print(f"{username} has logged in")


app = FastAPI()
# The last that is added is the outermost.
app.add_middleware(CSRFMiddleware, allow_form_param=True)
app.add_middleware(RateLimitingMiddleware, provider=InMemoryLimitProvider(timespan=60, limit=100))
app.mount("/login/", session_login(redirect_to="/api/me", hooks=LoginHooks(login_success=[greet])))
app.mount("/logout/", session_logout(redirect_to="/login/"))
app.mount("/change-password/", change_password())

# The session is asked for here, and not before the login itself.
api = FastAPI()
api.add_middleware(AuthenticationMiddleware, backend=SessionsAuthBackend(admin_only=False))
app.mount("/api", api)


@api.get("/me")
async def me(request: Request) -> dict[str, Any]:
    return {"username": request.user.username, "id": request.user.user_id}


if __name__ == "__main__":
    if password := getpass.getpass("A password for alice (enter: she has one): "):
        try:
            create_user_sync("alice", password)
        except ValueError as refused:
            sys.exit(f"No user was made: {refused}")
    uvicorn.run(app)
