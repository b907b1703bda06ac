"""The requests, what piccolo_api answers to each, and the differences that ours shows."""

import dataclasses
import functools
from typing import Callable

from starlette.middleware.authentication import AuthenticationMiddleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from side_by_side import differences as d
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
    """Options: `login`, `logout` and `guard` are the parameters, or functions of the side that give them."""

    def add(act):
        CASES.append(Case(act.__name__, act, pinned, list(differs), options, framework))
        return act

    return add


async def show_user(request):
    return PlainTextResponse(f"{request.user.display_name} {request.user.identity} {request.auth.scopes}")


def build(new_app, side, login=None, logout=None, guard=None):
    """The endpoints, and guarded pages under /private/."""

    def given(options):
        return options(side) if callable(options) else options or {}

    pages = [Route(path, show_user) for path in ("/", "/docs/open", "/docs-private", "/secret")]
    guarded = AuthenticationMiddleware(new_app(routes=pages), backend=side.SessionsAuthBackend(**given(guard)))
    app = new_app()
    app.mount("/login/", side.session_login(**given(login)))
    app.mount("/logout/", side.session_logout(**given(logout)))
    app.mount("/private", guarded)
    return app


LOGIN = {"username": "alice", "password": PASSWORD}
WRONG = LOGIN | {"password": "wrong"}
HTML = {"format": "html"}
S = d.SECURITY


# Pages


@case(200, differs=[S])
def the_login_page(client):
    return client.get("/login/")


@case(200, differs=[S, d.LOGOUT_FORMAT])
def the_logout_page(client):
    return client.get("/logout/")


@case(200, "", differs=[S])
def head_of_the_login_page(client):
    return client.request("HEAD", "/login/")


@case(405, "Method Not Allowed", differs=[S, d.ALLOW])
def another_method_at_login(client):
    return client.request("PUT", "/login/")


@case(405, "Method Not Allowed", differs=[S, d.ALLOW])
def another_method_at_logout(client):
    return client.request("DELETE", "/logout/")


@case(200, differs=[S])
def below_the_mount(client):
    return client.get("/login/deeper")


# Logins


@case(303, "", differs=[S])
def a_login_by_form(client):
    return client.post("/login/", data=LOGIN)


@case(303, "", differs=[S])
def a_login_by_json(client):
    return client.post("/login/", json=LOGIN)


@case(303, "", differs=[S])
def a_login_by_multipart(client):
    return client.post("/login/", files={name: (None, value) for name, value in LOGIN.items()})


@case(303, "", differs=[S])
def a_login_from_the_page(client):
    return client.post("/login/", data=LOGIN | HTML)


@case(303, "", differs=[S])
def a_login_with_an_old_hash_of_few_rounds(client):
    return client.post("/login/", data=LOGIN | {"username": "old"})


@case(200, '{"message":"logged in"}', differs=[S], login={"redirect_to": None})
def a_login_without_redirect_to(client):
    return client.post("/login/", data=LOGIN)


@case(303, "", differs=[S], login={"redirect_to": "/somewhere/?a=b"})
def a_login_with_redirect_to(client):
    return client.post("/login/", data=LOGIN)


@case(303, "", differs=[S, d.HSTS], login={"production": True})
def a_login_in_production(client):
    return client.post("/login/", data=LOGIN)


# Refusals


@case(401, "Login failed", differs=[S])
def a_wrong_password(client):
    return client.post("/login/", data=WRONG)


@case(401, "Login failed", differs=[S])
def an_unknown_user(client):
    return client.post("/login/", data=LOGIN | {"username": "nobody"})


@case(401, "Login failed", differs=[S])
def a_name_in_another_case(client):
    return client.post("/login/", data=LOGIN | {"username": "ALICE"})


@case(401, "Login failed", differs=[S])
def a_name_over_100_characters(client):
    return client.post("/login/", data=LOGIN | {"username": "a" * 101})


@case(401, "Login failed", differs=[S])
def a_password_over_128_characters(client):
    return client.post("/login/", data=LOGIN | {"password": "a" * 129})


@case(303, differs=[S, d.INACTIVE])
def an_inactive_user(client):
    return client.post("/login/", data=LOGIN | {"username": "idle"})


@case(401, "Login failed", differs=[S, d.PROBLEM_JSON])
def a_wrong_password_of_a_json_client(client):
    return client.post("/login/", json=WRONG, headers={"Accept": "application/json"})


@case(401, '{"detail":"Login failed"}', differs=[S, d.PLAIN_IN_FASTAPI], framework="fastapi")
def a_wrong_password_in_fastapi(client):
    return client.post("/login/", data=WRONG)


@case(200, differs=[S, d.TRUE_STATUS_401, d.KEEPS_NAME])
def a_wrong_password_from_the_page(client):
    return client.post("/login/", data=WRONG | HTML)


@case(422, "Missing username or password", differs=[S])
def no_password(client):
    return client.post("/login/", data={"username": "alice"})


@case(422, "Missing username or password", differs=[S])
def an_empty_name_by_json(client):
    return client.post("/login/", json=LOGIN | {"username": ""})


@case(200, differs=[S, d.TRUE_STATUS_422, d.KEEPS_NAME])
def no_password_from_the_page(client):
    return client.post("/login/", data={"username": "alice"} | HTML)


@case(401, "Login failed", differs=[S, d.THROTTLED], login={"limits": {"account_limit": 2}})
def the_third_guess_of_two(client):
    for _ in range(2):
        client.post("/login/", data=WRONG)
    answer = client.post("/login/", data=WRONG)
    answer.headers = [(k, "SECONDS" if k.lower() == "retry-after" else v) for k, v in answer.headers]
    return answer


# Bodies


def post(client, kind, body):
    return client.post("/login/", headers={"Content-Type": kind}, content=body)


FORM, JSON = "application/x-www-form-urlencoded", "application/json"


@case(303, differs=[S, d.CONTENT_TYPE])
def json_as_text(client):
    return post(client, "text/plain", b'{"username":"alice","password":"%s"}' % PASSWORD.encode())


@case(500, differs=[S, d.NOT_AN_OBJECT])
def a_json_array(client):
    return post(client, JSON, b'["alice"]')


@case(500, differs=[S, d.WRONG_TYPE])
def a_number_as_the_name(client):
    return post(client, JSON, b'{"username":1,"password":"b"}')


@case(500, differs=[S, d.BAD_UTF8])
def json_in_latin_1(client):
    return post(client, JSON, b'{"username":"\xff","password":"b"}')


@case(422, differs=[S, d.BROKEN_JSON])
def json_that_ends_early(client):
    return post(client, JSON, b'{"username":')


@case(401, differs=[S, d.DUPLICATE])
def a_field_twice(client):
    return post(client, FORM, b"username=alice&password=a&password=b")


@case(401, differs=[S, d.TOO_LARGE])
def a_large_body(client):
    return client.post("/login/", data=WRONG | {"more": "x" * 20_000})


@case(303, differs=[S, d.CROSS_SITE])
def a_login_from_another_site(client):
    return client.post("/login/", data=LOGIN, headers={"Origin": "https://evil.example"})


# Hooks and captchas


def refuse(username, user_id=None, **more):
    return 'Ask <a href="/help/">us</a>'


async def async_refuse(username, user_id=None, **more):
    return refuse(username)


def fail(username, user_id=None, **more):
    raise RuntimeError("a hook that fails")


def hooks(point, hook):
    return lambda side: {"hooks": side.LoginHooks(**{point: [hook]})}


HOOKED = 'Login failed: Ask <a href="/help/">us</a>'


@case(401, HOOKED, differs=[S], login=hooks("pre_login", refuse))
def a_pre_login_hook_refuses(client):
    return client.post("/login/", data=LOGIN)


@case(401, HOOKED, differs=[S], login=hooks("login_success", async_refuse))
def a_login_success_hook_refuses(client):
    return client.post("/login/", data=LOGIN)


@case(401, HOOKED, differs=[S], login=hooks("login_failure", refuse))
def a_login_failure_hook_refuses(client):
    return client.post("/login/", data=WRONG)


@case(401, differs=[S, d.HOOK_HTML, d.KEEPS_NAME], login=hooks("pre_login", refuse))
def a_hook_refuses_on_the_page(client):
    return client.post("/login/", data=LOGIN | HTML)


@case(500, "Internal Server Error", differs=[S], login=hooks("pre_login", fail))
def a_hook_fails(client):
    return client.post("/login/", data=LOGIN)


def judge(token):
    return None if token == "solved" else "CAPTCHA failed."


def captcha(validator):
    return lambda side: {"captcha": side.Captcha("<b>puzzle</b>", "answer", validator)}


@case(401, "CAPTCHA failed.", differs=[S], login=captcha(judge))
def a_captcha_refuses(client):
    return client.post("/login/", data=LOGIN | {"answer": "guessed"})


@case(303, "", differs=[S], login=captcha(judge))
def a_captcha_passes(client):
    return client.post("/login/", json=LOGIN | {"answer": "solved"})


@case(200, differs=[S, d.TRUE_STATUS_401, d.KEEPS_NAME], login=captcha(judge))
def a_captcha_refuses_on_the_page(client):
    return client.post("/login/", data=LOGIN | HTML | {"answer": "guessed"})


@case(303, differs=[S, d.CAPTCHA_OPEN], login=captcha(functools.partial(judge)))
def a_captcha_by_a_partial(client):
    return client.post("/login/", data=LOGIN | {"answer": "guessed"})


# Logouts


@case(401, "The session cookie wasn't found.", differs=[S])
def a_logout_without_the_cookie(client):
    return client.post("/logout/")


@case(401, "The session cookie wasn't found.", differs=[S])
def a_logout_with_an_empty_cookie(client):
    return client.post("/logout/", cookies={"id": ""})


@case(200, "Successfully logged out", differs=[S, d.COOKIE_UNSET, d.CLEAR_SITE_DATA])
def a_logout(client):
    return client.logout(client.login("alice", PASSWORD))


@case(200, "Successfully logged out", differs=[S, d.COOKIE_UNSET, d.CLEAR_SITE_DATA])
def a_logout_with_a_stale_cookie(client):
    return client.logout("stale")


@case(303, "", differs=[S, d.COOKIE_UNSET, d.CLEAR_SITE_DATA], logout={"redirect_to": "/bye/"})
def a_logout_that_redirects(client):
    return client.logout("stale")


# The guard


@case(400, "No session cookie found.")
def no_session(client):
    return client.private()


@case(400, "No matching session found.")
def an_unknown_session(client):
    return client.private("A" * 43)


@case(200, "alice 1 ['authenticated']")
def a_session(client):
    return client.private(client.login("alice", PASSWORD))


@case(400, "No matching session found.")
def a_session_after_its_logout(client):
    token = client.login("alice", PASSWORD)
    client.logout(token)
    return client.private(token)


@case(200, differs=[d.ENDED])
def a_session_after_another_login_with_it(client):
    token = client.login("alice", PASSWORD)
    client.login("alice", PASSWORD, cookies={"id": token})
    return client.private(token)


@case(200, differs=[d.TWICE])
def a_session_cookie_twice(client):
    token = client.login("alice", PASSWORD)
    return client.get("/private/", headers=[("Cookie", f"id=planted; id={token}")])


@case(400, "Admin users only")
def a_user_who_is_no_admin(client):
    return client.private(client.login("plain", PASSWORD))


@case(400, "Superusers only", guard={"superuser_only": True})
def a_user_who_is_no_superuser(client):
    return client.private(client.login("alice", PASSWORD))


@case(200, "plain 3 ['authenticated']", guard={"admin_only": False})
def a_user_where_any_may_enter(client):
    return client.private(client.login("plain", PASSWORD))


@case(400, "No matching session found.")
def an_expired_session(client):
    return client.private("expired" + "x" * 36)


@case(400, "No matching session found.")
def a_session_past_its_maximum(client):
    return client.private("overdue" + "x" * 36)


@case(400, "That user doesn't exist anymore")
def a_session_without_its_user(client):
    return client.private("orphan" + "x" * 37)


@case(400, "Active users only", guard={"admin_only": False})
def a_session_of_an_inactive_user(client):
    return client.private("inactive" + "x" * 35)


@case(200, "  []", guard={"allow_unauthenticated": True})
def allow_unauthenticated(client):
    return client.private("A" * 43)


@case(200, "  []", guard={"excluded_paths": ["/private/docs/*"]})
def an_excluded_path(client):
    return client.get("/private/docs/open")


@case(200, "  []", differs=[d.SEGMENT], guard={"excluded_paths": ["/private/docs*"]})
def a_neighbour_of_an_excluded_path(client):
    return client.get("/private/docs-private")
