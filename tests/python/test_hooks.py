"""LoginHooks: every kind of callable, in its place in the login, on the app's own event loop."""

import asyncio
import functools

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse

from harness.page import Page
from harness.program import PASSWORD
from hosting.apps import add_page, guarded_app, notes
from ostiary.shared.auth.hooks import LoginHooks

POINTS = ("pre_login", "login_success", "login_failure")


def note(kind, *given):
    notes.append([kind, *given])


def function(username, user_id=None, **more):
    note("function", username, user_id)


async def coroutine(username, user_id=None, **more):
    await asyncio.sleep(0)
    note("coroutine", username, user_id, asyncio.get_running_loop() is not None)


class Watcher:
    def method(self, username, user_id=None, **more):
        note("method", username, user_id)

    async def async_method(self, username, user_id=None, **more):
        await asyncio.sleep(0)
        note("async method", username, user_id)

    def __call__(self, username, user_id=None, **more):
        note("object", username, user_id)


class AsyncWatcher:
    async def __call__(self, username, user_id=None, **more):
        await asyncio.sleep(0)
        note("async object", username, user_id)


def labelled(label, username, user_id=None, **more):
    note(label, username, user_id)


async def async_labelled(label, username, user_id=None, **more):
    await asyncio.sleep(0)
    note(label, username, user_id)


KINDS = [
    function,
    coroutine,
    Watcher().method,
    Watcher().async_method,
    functools.partial(labelled, "partial"),
    functools.partial(async_labelled, "async partial"),
    Watcher(),
    AsyncWatcher(),
]


def app_of_every_kind(new_app):
    return guarded_app(new_app, login={"hooks": LoginHooks(**{point: KINDS for point in POINTS})})


def test_every_kind_of_callable_runs_in_order_at_every_point(host):
    client = host.serve(app_of_every_kind)
    names = ["function", "coroutine", "method", "async method", "partial", "async partial", "object", "async object"]
    assert client.private(client.login("alice", PASSWORD)).status == 200
    seen = client.notes()
    assert [note[0] for note in seen] == names * 2
    assert {tuple(note[1:3]) for note in seen[:8]} == {("alice", None)}
    assert {tuple(note[1:3]) for note in seen[8:]} == {("alice", 1)}
    assert client.try_login("alice", "wrong").text == "Login failed"
    assert [note[0] for note in client.notes()[16:]] == names * 2


def refuse(username, user_id=None):
    return 'No <a href="/help/">entry</a>'


async def async_refuse(username, user_id=None):
    await asyncio.sleep(0)
    return 'No <a href="/help/">entry</a>'


def refusing_app(new_app, point, how):
    hook = {"function": refuse, "coroutine": async_refuse, "partial": functools.partial(async_refuse)}[how]
    return guarded_app(new_app, login={"hooks": LoginHooks(**{point: [hook, function]})})


@pytest.mark.parametrize("how", ["function", "coroutine", "partial"])
@pytest.mark.parametrize("point", POINTS)
def test_a_text_ends_the_login(host, point, how):
    client = host.serve(refusing_app, point=point, how=how)
    password = "wrong" if point == "login_failure" else PASSWORD
    answer = client.try_login("alice", password)
    assert (answer.status, answer.text) == (401, 'Login failed: No <a href="/help/">entry</a>')
    assert answer.header("Set-Cookie") is None
    page = client.post("/login/", data={"username": "alice", "password": password, "format": "html"})
    assert page.status == 401
    assert [alert.strip() for alert in Page(page.text).alerts] == ["No entry"]
    assert ("a", {"href": "/help/"}) in Page(page.text).tags
    assert client.notes() == []
    assert host.database.one("SELECT count(*) FROM sessions") == 0


def empty_text(username):
    return ""


def empty_text_app(new_app):
    return guarded_app(new_app, login={"hooks": LoginHooks(pre_login=[empty_text])})


def test_an_empty_text_is_a_text(host):
    assert host.serve(empty_text_app).try_login("alice", PASSWORD).status == 401


def fail(username, user_id=None):
    raise RuntimeError("the hook's own secret")


async def async_fail(username, user_id=None):
    await asyncio.sleep(0)
    raise RuntimeError("the hook's own secret")


def failing_app(new_app, point, how):
    hook = {"function": fail, "coroutine": async_fail}[how]
    return guarded_app(new_app, login={"hooks": LoginHooks(**{point: [hook]})})


@pytest.mark.parametrize("how", ["function", "coroutine"])
@pytest.mark.parametrize("point", POINTS)
def test_a_hook_that_raises_is_a_500_with_no_session_and_the_app_goes_on(host, caplog, point, how):
    client = host.serve(failing_app, point=point, how=how)
    answer = client.try_login("alice", "wrong" if point == "login_failure" else PASSWORD)
    assert (answer.status, answer.header("Set-Cookie")) == (500, None)
    assert "secret" not in answer.text and "Traceback" not in answer.text
    assert host.database.one("SELECT count(*) FROM sessions") == 0
    assert client.get("/login/").status == 200
    assert "the hook's own secret" in host.logged(caplog)


def see_request(username, request):
    note("request", username, request.headers["X-Mark"], request.method)


async def see_request_async(username, user_id, *, request):
    note("request", username, request.headers["X-Mark"], user_id)


def request_app(new_app):
    hooks = LoginHooks(pre_login=[see_request], login_success=[see_request_async])
    return guarded_app(new_app, login={"hooks": hooks})


def test_a_hook_that_accepts_request_gets_it(host):
    client = host.serve(request_app)
    client.login("alice", PASSWORD, headers={"X-Mark": "seven"})
    assert client.notes() == [["request", "alice", "seven", "POST"], ["request", "alice", "seven", 1]]


def plain(username):
    note("plain", username)


def plain_success(username, user_id):
    note("plain", username, user_id)


def plain_app(new_app):
    hooks = LoginHooks(pre_login=[plain], login_success=[plain_success], login_failure=[plain])
    return guarded_app(new_app, login={"hooks": hooks})


def test_hooks_of_the_references_signature_work(host):
    client = host.serve(plain_app)
    client.login("alice", PASSWORD)
    client.try_login("ünknown", "wrong")
    assert client.notes() == [["plain", "alice"], ["plain", "alice", 1], ["plain", "ünknown"], ["plain", "ünknown"]]


loops = {}


async def remember_loop(username, user_id=None):
    loops["hook"] = asyncio.get_running_loop()


async def same_loop(request: Request) -> PlainTextResponse:
    return PlainTextResponse(str(loops["hook"] is asyncio.get_running_loop()))


def loop_app(new_app):
    app = guarded_app(new_app, login={"hooks": LoginHooks(pre_login=[remember_loop])})
    add_page(app, "/loop", same_loop)
    return app


def test_coroutines_run_on_the_apps_own_loop(host):
    client = host.serve(loop_app)
    client.login("alice", PASSWORD)
    assert client.get("/loop").text == "True"


def block(username):
    return "Blocked."


def late_app(new_app):
    hooks = LoginHooks(pre_login=[])
    app = guarded_app(new_app, login={"hooks": hooks})
    hooks.pre_login.append(block)
    return app


def test_a_hook_that_is_added_after_the_endpoint_was_made_is_not_skipped(host):
    answer = host.serve(late_app).try_login("alice", PASSWORD)
    assert (answer.status, answer.text, answer.token) == (401, "Login failed: Blocked.", None)


def refuse_by_yield(username):
    yield "Blocked."


def yielding_app(new_app):
    return guarded_app(new_app, login={"hooks": LoginHooks(pre_login=[refuse_by_yield])})


def test_a_hook_that_is_a_generator_lets_nobody_in(host, caplog):
    answer = host.serve(yielding_app).try_login("alice", PASSWORD)
    assert (answer.status, answer.token) == (500, None)
    assert "a hook with a yield has not run" in host.logged(caplog)
