"""The CSRF token before an app: whose it is, where it is looked for, and what passes without it."""

import re

import pytest
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse

from harness.page import Page
from harness.program import PASSWORD
from hosting.apps import RELAXED
from hosting.wrappers import Claimed
from ostiary.csrf.middleware import CSRFMiddleware
from ostiary.session_auth.endpoints import session_login, session_logout

MISSING = "The CSRF token wasn't found in the form data or header."
STALE = "The CSRF token is not valid any more: load the page again."
SECRET = "0123456789abcdefghijklmnopqrstuv"
posts: list = []


async def show(request: Request) -> JSONResponse:
    if request.method == "POST":
        posts.append(1)
    csrf = [request.scope.get(name) for name in ("csrf_cookie_name", "csrftoken")]
    names = {"cache": "Cache-Control", "type": "Content-Type"}
    headers = {names[name]: value for name, value in request.query_params.items()}
    return JSONResponse({"csrf": csrf, "posts": len(posts)}, headers=headers)


async def show_form(request: Request) -> JSONResponse:
    """What is left in the scope, and what the app reads by itself."""
    body = await request.body()
    fields = []
    async with request.form() as read:
        for name, value in [*request.scope["form"].multi_items(), *read.multi_items()]:
            fields.append([name, value if isinstance(value, str) else (await value.read()).decode()])
    return JSONResponse({"length": len(body), "fields": fields})


def csrf_app(new_app, production=False, **options):
    posts.clear()
    check = Middleware(CSRFMiddleware, **{"allow_form_param": True, "production": production} | options)
    app = new_app(middleware=[Middleware(Claimed), check])
    app.mount("/login/", session_login(**RELAXED, production=production, trusted_origins=["https://app.example"]))
    app.mount("/logout/", session_logout(production=production))
    for path, function in {"/": show, "/form": show_form}.items():
        if hasattr(app, "add_api_route"):
            app.add_api_route(path, function, methods=["GET", "POST"], response_model=None)
        else:
            app.add_route(path, function, methods=["GET", "POST"])
    return app


def token_of(client, session=None):
    token = client.get("/", cookies={"id": session} if session else None).cookie("csrftoken")
    assert re.fullmatch(r"[A-Za-z0-9_.-]{40,200}", token)
    return token


def post(client, token, *, cookies=None, **settings):
    """With the token in the header."""
    headers = {"X-CSRFToken": token} | settings.pop("headers", {})
    return client.post("/", headers=headers, cookies={"csrftoken": token} | (cookies or {}), **settings)


# Whose the token is


def test_a_person_logs_in_and_out_with_the_pages_fields(host):
    client = host.serve(csrf_app)
    page = client.get("/login/")
    before = page.cookie("csrftoken")
    assert Page(page.text).forms[0].fields["csrftoken"]["value"] == before
    form = {"username": "alice", "password": PASSWORD, "csrftoken": before}
    answer = client.post("/login/", data=form, cookies={"csrftoken": before})
    assert (answer.status, answer.header("Location")) == (303, "/")
    session = answer.token
    # What was made before the login doesn't hold after it; the page that it leads to brings the next one.
    stale = client.post("/logout/", data={"csrftoken": before}, cookies={"csrftoken": before, "id": session})
    assert (stale.status, stale.text) == (403, STALE)
    assert host.database.has_session(session)
    page = client.get("/logout/", cookies={"csrftoken": before, "id": session})
    after = page.cookie("csrftoken")
    assert after and after != before
    out = client.post("/logout/", data=posted(page), cookies={"csrftoken": after, "id": session})
    assert out.status == 200
    assert not host.database.has_session(session)


def posted(page):
    return {name: field.get("value", "") for name, field in Page(page.text).forms[0].fields.items() if name}


def test_a_token_of_another_session_is_refused(host):
    client = host.serve(csrf_app)
    mine, other = ("a" * 43, "b" * 43)
    token = token_of(client, mine)
    assert post(client, token, cookies={"id": mine}).status == 200
    for cookies in ({"id": other}, {}):
        answer = post(client, token, cookies=cookies)
        assert (answer.status, answer.text) == (403, STALE)
    assert len(client.get("/", cookies={"id": other, "csrftoken": token}).cookie("csrftoken")) > 40


@pytest.mark.parametrize("made_up", ["x" * 90, "7a0fd1c5-7b53-4d0c-9d5c-5b8d6f5f6c3e"])
def test_a_pair_that_was_made_up_is_refused(host, made_up):
    client = host.serve(csrf_app)
    assert (post(client, made_up).status, post(client, made_up).text) == (403, STALE)
    form = client.post("/", data={"csrftoken": made_up}, cookies={"csrftoken": made_up})
    assert (form.status, form.text) == (403, STALE)
    assert client.get("/", cookies={"csrftoken": made_up}).cookie("csrftoken") != made_up
    assert client.get("/").json["posts"] == 0


def test_a_token_holds_until_it_is_replaced(host):
    client = host.serve(csrf_app)
    token = token_of(client)
    again = client.get("/", cookies={"csrftoken": token})
    assert (again.cookie("csrftoken"), again.json["csrf"]) == (None, ["csrftoken", token])
    assert post(client, token).json["csrf"] == ["csrftoken", token]


# Where it is looked for


def test_what_lacks_the_token_is_refused_in_the_references_words(host):
    client = host.serve(csrf_app)
    token, other = token_of(client), token_of(client)
    kept = {"csrftoken": token}
    refusals = {
        "No CSRF cookie found": client.post("/", headers={"X-CSRFToken": token}),
        MISSING: client.post("/", cookies=kept, data={"a": "b"}),
        "The CSRF token in the header doesn't match the cookie.": client.post(
            "/", cookies=kept, headers={"X-CSRFToken": other}
        ),
        "The CSRF token in the form doesn't match the cookie.": client.post(
            "/", cookies=kept, data={"csrftoken": other}
        ),
    }
    for text, answer in refusals.items():
        assert (answer.status, answer.text, answer.header("Set-Cookie")) == (403, text, None)
    assert client.post("/", cookies=kept, json={"csrftoken": token}).text == MISSING
    assert client.get("/").json["posts"] == 0


def test_a_cookie_or_a_field_that_comes_twice_is_refused(host):
    client = host.serve(csrf_app)
    token = token_of(client)
    twice = [("Cookie", f"csrftoken={token}; csrftoken={token}"), ("X-CSRFToken", token)]
    assert client.post("/", headers=twice).status == 403
    assert client.post("/", data={"csrftoken": [token, token]}, cookies={"csrftoken": token}).status == 400


def test_the_form_is_off_unless_it_is_asked_for(host):
    client = host.serve(csrf_app, allow_form_param=False)
    token = token_of(client)
    assert client.post("/", data={"csrftoken": token}, cookies={"csrftoken": token}).text == MISSING
    assert post(client, token).status == 200


def test_the_header_can_be_turned_off_and_names_can_be_chosen(host):
    client = host.serve(csrf_app, allow_header_param=False, cookie_name="crumb")
    token = client.get("/").cookie("crumb")
    form = {"crumb": token}
    assert client.post("/", headers={"X-CSRFToken": token}, cookies=form).status == 403
    assert client.post("/", data=form, cookies=form).json["csrf"] == ["crumb", token]


@pytest.mark.parametrize("kind", ["data", "files"])
def test_a_form_stays_for_the_app_to_read(host, kind):
    client = host.serve(csrf_app)
    token = token_of(client)
    form = [("tag", "a"), ("tag", "ö&="), ("csrftoken", token)]
    if kind == "data":
        given = {"data": {"tag": ["a", "ö&="], "csrftoken": token}}
    else:
        form.append(("upload", "file text"))
        files = [(name, (None, value)) for name, value in form[:-1]] + [("upload", ("a.txt", b"file text"))]
        given = {"files": files}
    answer = client.post("/form", cookies={"csrftoken": token}, **given)
    assert answer.status == 200
    read = [list(field) for field in form]
    assert answer.json["length"] > len(token)
    assert answer.json["fields"] == read * 2


def test_a_form_is_read_up_to_its_limit(host):
    client = host.serve(csrf_app, body_limit=1000)
    token = token_of(client)
    form, kept = {"csrftoken": token, "text": "x" * 1000}, {"csrftoken": token}
    answer = client.post("/", data=form, cookies=kept)
    assert (answer.status, answer.text) == (413, "The body is longer than 1000 bytes.")
    assert client.post("/", data=form, cookies=kept, headers={"X-CSRFToken": token}).status == 200
    assert client.get("/").json["posts"] == 1


def test_a_form_that_cant_be_read_is_a_bad_request(host):
    client = host.serve(csrf_app)
    token = token_of(client)
    for kind in ("multipart/form-data", "multipart/form-data; boundary=x"):
        answer = client.post("/", content=b"--y\r\n\r\n", headers={"Content-Type": kind}, cookies={"csrftoken": token})
        assert answer.status in (400, 403)
    assert client.get("/").json["posts"] == 0


# Origins


CROSS_SITE = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "null"},
    {"Origin": "http://evil.example"},
    {"Origin": "https://app.example.evil.example"},
    {"Origin": "https://app.example:444"},
    {"Origin": "http://app.example"},
]


@pytest.mark.parametrize("headers", CROSS_SITE, ids=str)
def test_a_good_token_from_another_origin_is_refused(host, headers):
    client = host.serve(csrf_app, allowed_hosts=["app.example"])
    token = token_of(client)
    answer = post(client, token, headers=headers)
    assert (answer.status, answer.text) == (403, "This request came from another site.")


@pytest.mark.parametrize(
    "origin", ["https://app.example", "https://other.example:8443", "http://localhost:3000", "own"]
)
def test_allowed_hosts_over_https_trusted_origins_and_the_apps_own_may_send(host, origin):
    hosts = ["app.example", "other.example:8443"]
    client = host.serve(csrf_app, allowed_hosts=hosts, trusted_origins=["http://localhost:3000"])
    token = token_of(client)
    own = client.origin.replace("http:", "https:")
    headers = {"X-Test-Scheme": "https", "Origin": own if origin == "own" else origin}
    assert post(client, token, headers=headers).status == 200


# The cookie


def test_the_cookie_is_readable_by_scripts_and_lives_as_long_as_its_token(host):
    cookie = host.serve(csrf_app, max_age=7200).get("/").header("Set-Cookie")
    assert re.fullmatch(r"csrftoken=[^;]+; Max-Age=7200; Path=/; SameSite=lax", cookie)


def test_in_production_no_neighbour_can_plant_it(host):
    client = host.serve(csrf_app, production=True)
    page = client.get("/login/")
    cookie = page.header("Set-Cookie")
    token = page.cookie("__Host-csrftoken")
    assert re.fullmatch(r"__Host-csrftoken=[^;]+; Max-Age=31536000; Path=/; SameSite=lax; Secure", cookie)
    form = posted(page) | {"username": "alice", "password": PASSWORD}
    assert form["csrftoken"] == token
    assert client.post("/login/", data=form, cookies={"csrftoken": token}).text == "No CSRF cookie found"
    answer = client.post("/login/", data=form, cookies={"__Host-csrftoken": token})
    assert answer.status == 303 and answer.cookie("__Host-id")
    # Bound to the session by its name in production.
    kept = {"__Host-csrftoken": token, "__Host-id": answer.cookie("__Host-id")}
    assert client.post("/", headers={"X-CSRFToken": token}, cookies=kept).text == STALE


@pytest.mark.parametrize(
    "cache, expected", [(None, "no-store"), ("public, max-age=60", "no-store"), ("private, max-age=60",) * 2]
)
def test_an_answer_with_a_token_stays_out_of_shared_caches(host, cache, expected):
    client = host.serve(csrf_app)
    path = f"/?cache={cache}" if cache else "/"
    answer = client.get(path)
    assert (answer.header("Cache-Control"), bool(answer.cookie("csrftoken"))) == (expected, True)
    # A form in it has the token, too, where the cookie is there already.
    kept = client.get(path, cookies={"csrftoken": answer.cookie("csrftoken")})
    assert (kept.header("Cache-Control"), kept.header("Set-Cookie")) == (expected, None)


def test_assets_stay_in_caches_once_the_cookie_is_there(host):
    client = host.serve(csrf_app)
    path = "/?type=text/css&cache=public"
    first = client.get(path)
    assert (first.header("Content-Type"), first.header("Cache-Control")) == ("text/css", "no-store")
    kept = client.get(path, cookies={"csrftoken": first.cookie("csrftoken")})
    assert (kept.header("Cache-Control"), kept.header("Set-Cookie")) == ("public", None)


# The secret


def test_processes_on_one_database_take_each_others_tokens(host):
    one = host.serve(csrf_app)
    token = token_of(one)
    other = host.serve(csrf_app)
    assert post(other, token).status == 200


def test_a_given_secret_needs_no_database(host):
    host.configuration["database"] = f"sqlite:{host.directory}/missing/app.db"
    host.configure()
    clients = [host.serve(csrf_app, secret=secret) for secret in (SECRET, SECRET.encode(), SECRET[::-1])]
    token = token_of(clients[0])
    assert [post(client, token).status for client in clients] == [200, 200, 403]


def test_without_a_secret_nobody_is_let_through(host):
    host.configuration["database"] = f"sqlite:{host.directory}/missing/app.db"
    host.configure()
    client = host.serve(csrf_app)
    for answer in (client.get("/"), post(client, "x")):
        assert (answer.status, answer.header("Set-Cookie")) == (503, None)
        assert "missing" not in answer.text
    (host.directory / "missing").mkdir()
    assert post(client, token_of(client)).status == 200
