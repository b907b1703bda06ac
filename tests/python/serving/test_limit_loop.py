"""A limit in the database never holds the event loop up, nor those whom it doesn't count."""

import asyncio
import concurrent.futures
import time

import pytest
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse

from hosting.apps import add_page
from ostiary.csrf.middleware import CSRFMiddleware
from ostiary.rate_limiting.middleware import DatabaseLimitProvider, RateLimitingMiddleware
from ostiary.session_auth.endpoints import session_login
from serving.test_loop import show_worst, ticking

HOLD = 1.5


class Unlimited:
    """The page /worst alone is not counted."""

    def __init__(self, app, limited):
        self.app, self.limited = app, limited

    async def __call__(self, scope, receive, send):
        counted = scope["type"] == "http" and scope["path"] != "/worst"
        await (self.limited if counted else self.app)(scope, receive, send)


def limited_app(new_app):
    app = new_app(lifespan=ticking)
    app.mount("/login/", session_login())
    add_page(app, "/worst", show_worst)
    return Unlimited(app, RateLimitingMiddleware(app, DatabaseLimitProvider(3600, 100)))


@pytest.mark.alone
def test_a_timer_is_never_late_while_a_write_waits(uvicorn_host):
    client = uvicorn_host.serve(limited_app)
    assert client.get("/login/").status == 200
    client.get("/worst")
    with concurrent.futures.ThreadPoolExecutor(10) as pool, uvicorn_host.database.connect() as other:
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        asked = [pool.submit(lambda: (client.get("/login/").status, time.monotonic() - began)) for _ in range(10)]
        time.sleep(HOLD)
        seen = client.get("/worst").json
        other.execute("COMMIT")
        answers = [each.result() for each in asked]
    assert {status for status, _ in answers} == {200}
    assert min(took for _, took in answers) > 0.9 * HOLD
    assert seen["lateness"] < 0.1 and seen["ticks"] > 0.5 * HOLD / 0.01, seen


async def wait_for_disconnect(request: Request) -> JSONResponse:
    """Ends when the client has gone, which it hears of through both middlewares."""
    while not await request.is_disconnected():
        await asyncio.sleep(0.01)
    heard.set()
    return JSONResponse(None)


heard = asyncio.Event()


async def show_heard(request: Request) -> JSONResponse:
    return JSONResponse(heard.is_set())


def wrapped_app(new_app):
    heard.clear()
    app = new_app(middleware=[Middleware(RateLimitingMiddleware), Middleware(CSRFMiddleware, allow_form_param=True)])
    for path, function in {"/wait": wait_for_disconnect, "/heard": show_heard}.items():
        app.router.add_route(path, function, methods=["GET", "POST"])
    return app


def test_an_app_hears_that_its_client_has_gone(uvicorn_host):
    client = uvicorn_host.serve(wrapped_app)
    token = client.get("/heard").cookie("csrftoken")
    client.http.timeout = 0.3
    with pytest.raises(Exception, match="timed out"):
        client.post("/wait", data={"csrftoken": token}, cookies={"csrftoken": token})
    client.http.timeout = 30
    deadline = time.monotonic() + 10
    while not client.get("/heard").json:
        assert time.monotonic() < deadline
        time.sleep(0.05)
