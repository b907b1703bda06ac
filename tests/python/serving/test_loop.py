"""The event loop is never blocked, by hashing least of all, and no hook can bring it to a stand."""

import asyncio
import concurrent.futures
import contextlib
import datetime
import time

import httpx
import pytest
from starlette.authentication import AuthenticationError
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse

from harness.program import PASSWORD
from hosting.apps import RELAXED, add_page, guarded_app
from ostiary.session_auth.endpoints import session_login
from ostiary.session_auth.middleware import SessionsAuthBackend
from ostiary.session_auth.tables import SessionsBase
from ostiary.shared.auth.hooks import LoginHooks

TICK = 0.01
worst = {"lateness": 0.0, "ticks": 0}


async def tick():
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + TICK
        await asyncio.sleep(TICK)
        worst["lateness"] = max(worst["lateness"], loop.time() - due)
        worst["ticks"] += 1


@contextlib.asynccontextmanager
async def ticking(app):
    task = asyncio.get_running_loop().create_task(tick())
    yield
    task.cancel()


async def show_worst(request: Request) -> JSONResponse:
    seen = dict(worst)
    worst.update(lateness=0.0, ticks=0)
    return JSONResponse(seen)


def ticking_app(new_app):
    app = new_app(lifespan=ticking)
    app.mount("/login/", session_login(**RELAXED))
    add_page(app, "/worst", show_worst)
    return app


def at_once(count, act):
    with concurrent.futures.ThreadPoolExecutor(count) as pool:
        return list(pool.map(act, range(count)))


@pytest.mark.alone
def test_a_timer_is_never_late_while_twenty_log_in(uvicorn_host):
    client = uvicorn_host.serve(ticking_app)
    client.login("alice", PASSWORD)
    client.get("/worst")
    began = time.monotonic()
    statuses = {status for _ in range(4) for status in at_once(5, lambda _: client.try_login("alice", PASSWORD).status)}
    took = time.monotonic() - began
    seen = client.get("/worst").json
    assert statuses == {303}
    assert seen["lateness"] < 0.1, seen
    assert seen["ticks"] > 0.3 * took / TICK, (seen, took)


async def look_up_sessions(username, user_id=None, **more):
    """Needs one of the core's threads while a login waits for it."""
    for _ in range(3):
        await SessionsBase.get_user_id("A" * 43)
        await asyncio.sleep(0.01)


def awaiting_app(new_app):
    hooks = LoginHooks(pre_login=[look_up_sessions], login_success=[look_up_sessions])
    return guarded_app(new_app, login={"hooks": hooks})


def test_hooks_that_await_the_core_dont_lock_it_up(uvicorn_host):
    client = uvicorn_host.serve(awaiting_app)
    statuses = at_once(40, lambda _: client.try_login("alice", PASSWORD).status)
    assert set(statuses) <= {303, 503} and statuses.count(303) >= 4


background = []


def start_a_task(username, **more):
    """A plain function that counts on being on the loop, as the reference's are."""
    background.append(asyncio.get_running_loop().create_task(asyncio.sleep(0)))


def task_app(new_app):
    return guarded_app(new_app, login={"hooks": LoginHooks(pre_login=[start_a_task])})


def test_a_function_hook_may_start_a_task(uvicorn_host):
    assert uvicorn_host.serve(task_app).try_login("alice", PASSWORD).status == 303


async def ask_the_guard(username, user_id=None, **more):
    """Waits for a session check, which needs a thread of the core while this login holds another."""
    await asyncio.sleep(2)  # by then all of them are here
    connection = HTTPConnection({"type": "http", "path": "/", "raw_path": b"/", "headers": [(b"cookie", b"id=none")]})
    with contextlib.suppress(AuthenticationError):
        await SessionsAuthBackend().authenticate(connection)


def asking_app(new_app):
    return guarded_app(new_app, login={"hooks": LoginHooks(pre_login=[ask_the_guard])})


def test_more_hooks_than_threads_may_wait_for_the_core(uvicorn_host):
    client = uvicorn_host.serve(asking_app)
    statuses = at_once(150, lambda _: client.try_login("alice", "wrong").status)
    assert set(statuses) <= {401, 503}


def slow_refusals_app(new_app):
    return guarded_app(new_app, login={"refusal_time": datetime.timedelta(seconds=1.5)})


@pytest.mark.alone
def test_session_checks_dont_queue_behind_refusals(uvicorn_host):
    """However many guess at once: each refusal waits for its time."""
    client = uvicorn_host.serve(slow_refusals_app)
    token = SessionsBase.create_session_sync(1).token
    with concurrent.futures.ThreadPoolExecutor(150) as pool:
        guesses = [pool.submit(client.try_login, f"nobody{n}", "wrong") for n in range(150)]
        time.sleep(0.7)
        slowest = 0.0
        while not all(guess.done() for guess in guesses):
            began = time.monotonic()
            assert client.private(token).status == 200
            slowest = max(slowest, time.monotonic() - began)
    assert slowest < 0.6


async def log_in_again(username, request):
    if request.headers.get("X-Inner"):
        return None
    async with httpx.AsyncClient(base_url=str(request.base_url), timeout=20) as http:
        form = {"username": username, "password": PASSWORD}
        answer = await http.post("/login/", data=form, headers={"X-Inner": "1"}, follow_redirects=False)
    return None if answer.status_code == 303 else f"inner {answer.status_code}"


def nested_app(new_app):
    return guarded_app(new_app, login={"hooks": LoginHooks(pre_login=[log_in_again])})


def test_a_hook_may_ask_the_same_app(uvicorn_host):
    client = uvicorn_host.serve(nested_app)
    assert at_once(4, lambda _: client.try_login("alice", PASSWORD).status) == [303] * 4
