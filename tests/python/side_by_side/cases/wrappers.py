"""The rate limit and the CSRF token around the endpoints."""

import re

from starlette.middleware import Middleware

from hosting.wrappers import Claimed
from side_by_side import differences as d
from side_by_side.case import LOGIN, case

S = d.SECURITY


def limit(timespan=3600, **options):
    def around(side):
        provider = side.InMemoryLimitProvider(timespan=timespan, limit=2, **options)
        return [Middleware(Claimed), Middleware(side.RateLimitingMiddleware, provider=provider)]

    return around


def token(**options):
    return lambda side: [Middleware(Claimed), Middleware(side.CSRFMiddleware, **options)]


def timeless(answer):
    """Without what differs from one moment to the next."""
    marks = {"ratelimit-reset": "SECONDS", "retry-after": "SECONDS", "ratelimit-remaining": "LEFT"}
    answer.headers = [(name, marks.get(name.lower(), value)) for name, value in answer.headers]
    return answer


def tokenless(answer):
    """Without the token, whose form is no contract."""
    if found := answer.cookie("csrftoken"):
        answer.body = answer.body.replace(found.encode(), b"TOKEN")
        kept = [pair for pair in answer.headers if pair[0].lower() != "content-length"]
        answer.headers = [(name, value.replace(found, "TOKEN")) for name, value in kept]
    return answer


# The rate limit


@case(200, differs=[S, d.RATE_TOLD], around=limit())
def a_request_within_the_limit(client):
    return timeless(client.get("/login/"))


@case(429, "Too many requests", differs=[S, d.SAYS_PLAIN, d.RATE_TOLD, d.RETRY_AFTER], around=limit())
def a_request_beyond_the_limit(client):
    return timeless([client.get("/login/") for _ in range(3)][-1])


@case(429, differs=[d.RATE_PAGE, S, d.RATE_TOLD, d.RETRY_AFTER], around=limit())
def a_browsers_request_beyond_the_limit(client):
    return timeless([client.get("/login/", headers={"Accept": "text/html"}) for _ in range(3)][-1])


@case(400, "Client host can't be found.", differs=[S, d.SAYS_PLAIN], around=limit())
def a_request_from_nowhere(client):
    return client.get("/login/", headers={"X-Test-Client": "none"})


# The CSRF token

COOKIE = {"csrftoken": "0b36b8a6-4d02-4c4a-b4b1-b6b3d0a6d9a5"}


def made(client, **settings):
    found = client.get("/login/", **settings).cookie("csrftoken")
    assert re.fullmatch("[A-Za-z0-9._-]+", found)
    return found


def send(client, found, *, headers=None, form=LOGIN, **settings):
    return client.post(
        "/login/", data=form, headers={"X-CSRFToken": found} | (headers or {}), cookies={"csrftoken": found}, **settings
    )


@case(200, differs=[S, d.TOKEN_LAST], around=token())
def a_page_with_a_token(client):
    return tokenless(client.get("/login/"))


@case(403, "No CSRF cookie found", differs=[S, d.SAYS_PLAIN], around=token())
def a_post_without_the_cookie(client):
    return client.try_login("alice", LOGIN["password"])


@case(403, "The CSRF token wasn't found in the form data or header.", differs=[S, d.SAYS_PLAIN], around=token())
def a_post_without_the_token(client):
    return client.post("/login/", data=LOGIN, cookies={"csrftoken": made(client)})


@case(403, "The CSRF token in the header doesn't match the cookie.", differs=[S, d.SAYS_PLAIN], around=token())
def a_post_with_another_token_in_the_header(client):
    return client.post("/login/", data=LOGIN, headers={"X-CSRFToken": made(client)}, cookies=COOKIE)


@case(
    403,
    "The CSRF token in the form doesn't match the cookie.",
    differs=[S, d.SAYS_PLAIN],
    around=token(allow_form_param=True),
)
def a_post_with_another_token_in_the_form(client):
    return client.post("/login/", data=LOGIN | {"csrftoken": made(client)}, cookies=COOKIE)


@case(303, differs=[S], around=token())
def a_post_with_the_token_in_the_header(client):
    return send(client, made(client))


@case(303, differs=[S], around=token(allow_form_param=True))
def a_post_with_the_token_in_the_form(client):
    found = made(client)
    return client.post("/login/", data=LOGIN | {"csrftoken": found}, cookies={"csrftoken": found})


@case(303, differs=[d.MADE_UP_TOKEN, S], around=token())
def a_post_with_a_pair_that_was_made_up(client):
    return send(client, COOKIE["csrftoken"])


@case(200, "Successfully logged out", differs=[d.OLD_TOKEN, S], around=token())
def a_logout_with_the_token_of_before_the_login(client):
    found = made(client)
    session = send(client, found).token
    return client.post("/logout/", headers={"X-CSRFToken": found}, cookies={"csrftoken": found, "id": session})


@case(303, differs=[d.TOKEN_TOO_LARGE, S], around=token(allow_form_param=True))
def a_long_form_with_the_token(client):
    found = made(client)
    form = LOGIN | {"csrftoken": found, "more": "x" * 17000}
    return client.post("/login/", data=form, cookies={"csrftoken": found})


HTTPS = {"X-Test-Scheme": "https"}
BY_HTTPS = token(allowed_hosts=["app.example"])
ALLOWED = {"trusted_origins": ["https://app.example"]}


def login_allows(side):
    """The login behind the middleware has an origin check of its own."""
    return ALLOWED if side.is_ours else {}


@case(303, differs=[S], around=BY_HTTPS, login=login_allows)
def an_allowed_host_over_https(client):
    return send(client, made(client), headers=HTTPS | {"Origin": "https://app.example"})


@case(403, "Referer or origin is incorrect", differs=[d.OWN_HOST, S], around=token())
def the_own_host_over_https(client):
    return send(client, made(client), headers=HTTPS | {"Origin": "https://testserver"})


@case(403, "Referer or origin is incorrect", differs=[d.ORIGIN_TEXT, S, d.SAYS_PLAIN], around=BY_HTTPS)
def a_foreign_host_over_https(client):
    return send(client, made(client), headers=HTTPS | {"Origin": "https://evil.example"})


@case(303, differs=[d.ORIGIN_SCHEME, S], around=BY_HTTPS, login=login_allows)
def an_allowed_host_of_plain_http_over_https(client):
    return send(client, made(client), headers=HTTPS | {"Origin": "http://app.example"})


@case(303, differs=[d.CROSS_SITE, S], around=token())
def a_foreign_host_over_plain_http(client):
    return send(client, made(client), headers={"Origin": "http://evil.example"})
