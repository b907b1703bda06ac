"""What a proxy asks about each request (security.md, lines 73 to 77)."""

import pytest

from harness.client import message
from harness.program import PASSWORD
from harness.server import RELAXED

FORGED = [
    ("Remote-User", "root"),
    ("remote_user", "root"),
    ("Remote_User", "root"),
    ("REMOTE-USER", "root"),
    ("X-Forwarded-User", "root"),
    ("X_Forwarded_User", "root"),
    ("Remote-Id", "1"),
    ("Remote-Email", "root@example.org"),
    ("X-Remote-User", "root"),
]


@pytest.mark.parametrize("header", FORGED, ids=lambda header: header[0])
def test_a_name_that_the_client_gives_itself_is_not_taken(client, header):
    """Line 73."""
    assert client.get("/verify", [header]).status == 401
    token = client.login("alice", PASSWORD)
    answer = client.get("/verify", [header], cookie=token)
    assert answer.header("Remote-User") == "alice"
    assert "root" not in str(answer.headers)


def test_nothing_is_left_of_a_forged_name_where_there_is_no_session(client):
    """Line 73: a proxy that copies headers from a refusal copies none."""
    answer = client.get("/verify", FORGED)
    assert not [
        name
        for name, _ in answer.headers
        if name.lower().replace("_", "-").startswith(("remote-", "x-"))
        and name not in ("X-Content-Type-Options", "X-Frame-Options")
    ]


def post_as(client, **headers):
    fields = {"username": "alice", "password": PASSWORD}
    return client.post(
        "/login/", fields, headers={name.replace("_", "-"): value for name, value in headers.items()}
    ).status


@pytest.fixture(scope="module")
def proxied(module_servers):
    return module_servers(*RELAXED, "--trusted-proxies", "127.0.0.1")


def test_a_forwarded_scheme_and_host_count_from_a_listed_peer_alone(proxied, client):
    """Line 74: they decide what counts as this site's own origin."""
    outside = {
        "Origin": "https://public.example.org",
        "X_Forwarded_Proto": "https",
        "X_Forwarded_Host": "public.example.org",
    }
    assert post_as(proxied.client, **outside) == 303
    assert post_as(proxied.client.at("127.0.0.2"), **outside) == 403
    assert post_as(client, **outside) == 403, "an empty list trusts nobody"


RULES = """
trusted_proxies = ["127.0.0.1"]
[[rules]]
path = "/public/*"
require = "anyone"
[[rules]]
path = "/admin/*"
require = "admin"
"""


@pytest.fixture(scope="module")
def ruled(module_servers, tmp_path_factory):
    config = tmp_path_factory.mktemp("rules") / "ostiary.toml"
    config.write_text(RULES)
    return module_servers(*RELAXED, "--config", config)


def asked(uri, **headers):
    return {"X-Forwarded-Uri": uri, "X-Forwarded-Method": "GET", "X-Forwarded-Host": "app.test"} | headers


def test_what_is_asked_for_counts_from_a_listed_peer_alone(ruled, client):
    """Line 74."""
    assert ruled.client.get("/verify", asked("/public/")).status == 200
    assert ruled.client.at("127.0.0.2").get("/verify", asked("/public/")).status == 401
    assert client.get("/verify", asked("/public/")).status == 401, "an empty list trusts nobody"


@pytest.mark.parametrize(
    "more",
    [
        {"X-Original-URI": "/public/"},
        {"X-Original-URL": "https://app.test/public/"},
        {"X-Original-Method": "POST"},
    ],
    ids=str,
)
def test_headers_that_contradict_each_other_open_nothing(ruled, more):
    """Line 74: one is the proxy's, the other the client's."""
    token = ruled.client.login("alice", PASSWORD)
    assert ruled.client.get("/verify", asked("/page") | more).status in (400, 401)
    assert ruled.client.get("/verify", asked("/page") | more, cookie=token).status in (400, 403)
    twice = [*asked("/page").items(), ("X-Forwarded-Uri", "/public/")]
    assert ruled.client.get("/verify", twice).status == 401


CONFUSED = [
    "/public/../admin",
    "/public%2f..%2fadmin",
    "/public/%2e%2e/admin",
    "/public/..;/admin",
    "/public/%252e%252e/admin",
    "/public\\..\\admin",
    "/public/%5c..%5cadmin",
    "/public//admin",
    "/PUBLIC/",
    "/admin%23/public",
    "/admin?x=/public",
    "/admin;/public",
    "/%61dmin",
    "/ADMIN",
    "https://app.test/public/",
    "public/",
    "*",
    "/public/%",
    "/public/%zz",
    "/public/\x7f",
    "/public/a b",
    "/public/#",
    "",
]


@pytest.mark.parametrize("uri", CONFUSED)
def test_no_spelling_of_what_is_asked_for_leads_around_a_rule(ruled, uri):
    """Lines 75 and 76."""
    assert ruled.client.get("/verify", asked(uri)).status in (400, 401)
    token = ruled.client.login("alice", PASSWORD)
    assert ruled.client.get("/verify", asked(uri), cookie=token).status in (400, 403)


@pytest.mark.parametrize("host", ["a.B.example.com.", "app.test, evil.test", "app.test@evil.test", "x" * 300, "[::"])
def test_no_host_that_a_proxy_names_opens_anything(ruled, host):
    """Line 76."""
    assert ruled.client.get("/verify", asked("/page", **{"X-Forwarded-Host": host})).status in (400, 401)
    assert ruled.client.get("/verify", asked("/public/", **{"X-Forwarded-Host": host})).status in (400, 401)


def test_what_no_proxy_sends_counts_from_nobody(proxied):
    """Line 74."""
    for name in (
        "X_Forwarded_Prefix",
        "X_Forwarded_Uri",
        "X_Forwarded_Method",
        "X_Original_Url",
        "X_Http_Method_Override",
    ):
        answer = proxied.client.get("/verify", {name.replace("_", "-"): "/login/"})
        assert answer.status == 401, name
    override = {"X-Http-Method-Override": "GET", "X-Forwarded-Method": "GET"}
    assert proxied.client.request("DELETE", "/login/", override).status == 405


AROUND = [
    "/healthz/../account/",
    "/healthz/%2e%2e/account/",
    "/healthz%2f..%2faccount/",
    "/healthz/..%2faccount/",
    "/login/../account/",
    "/login/..%2faccount/",
    "/account/%23/healthz",
    "/account/?x=/healthz",
    "/account/;/healthz",
    "/account/%3f/healthz",
    "/account%2f",
    "/./account/",
    "//account/",
    "/%61ccount/",
    "/ACCOUNT/",
    "/account/.",
    "/account/..;/login/",
    "/%2e/account/",
    "/account%00/",
    "/account/%252e%252e/healthz",
    "/login/%5c..%5caccount/",
    "http://app.test/account/",
    "http://evil.com/account/",
]


@pytest.mark.parametrize("target", AROUND)
def test_no_spelling_of_a_path_leads_around_the_guard(client, target):
    """Line 75."""
    for accept in ("application/json", "text/html"):
        answer = client.get(target, {"Accept": accept})
        assert answer.status in (303, 307, 308, 400, 401, 404), answer.status
        assert "Where you are logged in" not in answer.text
        if answer.status == 303:
            assert answer.header("Location").startswith("/login/")


MALFORMED = [
    "%",
    "/%zz",
    "http://[",
    "/\x7f",
    "http://a.B.example.com/x",
    "https://evil.com@app.test/",
    "\\\\x",
    "/a b",
    "",
    "a" * 4000,
]


@pytest.mark.parametrize("value", MALFORMED, ids=lambda value: repr(value[:20]))
@pytest.mark.parametrize(
    "header", ["X-Forwarded-Uri", "X-Original-URI", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Original-Method"]
)
def test_a_malformed_address_never_opens_anything(proxied, header, value):
    """Line 76."""
    assert proxied.client.get("/verify", {header: value}).status in (400, 401)


@pytest.mark.parametrize(
    "host", ["a.B.example.com", "app.test.", "127.0.0.1", "[::1]:80", "localhost:99999", "x" * 300]
)
def test_no_host_opens_anything(client, host):
    """Line 76."""
    assert client.get("/verify", host=host).status in (400, 401)


PROBES = ["GoogleHC/1.0", "kube-probe/1.29", "ELB-HealthChecker/2.0", "Envoy/HC", "curl", ""]


@pytest.mark.parametrize("agent", PROBES)
def test_a_probe_is_nobody_special(client, agent):
    """Line 77."""
    for target in ("/verify", "/account/"):
        assert client.get(target, {"User-Agent": agent, "Accept": "*/*"}).status == 401


@pytest.mark.parametrize("name", ["Remote-User", "Cookie", "Host", "Origin", "Content-Length", "close, Remote-User"])
def test_connection_names_no_header_away(client, name):
    """Line 77: what a hop-by-hop list names still counts here, and the answer keeps its headers."""
    token = client.login("alice", PASSWORD)
    with client.connect() as connection:
        connection.send(message("GET", "/verify", [("Cookie", f"id={token}"), ("Connection", name)]))
        answer = connection.receive()
    assert answer.status in (200, 400)
    assert answer.status == 400 or answer.header("Remote-User") == "alice"
    foreign = client.try_login("alice", PASSWORD, headers={"Origin": "http://evil.com", "Connection": "Origin"})
    assert foreign.status in (400, 403)
