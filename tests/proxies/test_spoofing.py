"""What a client says of itself doesn't reach the app (security.md, lines 73, 74 and 77)."""

import pytest

from harness.client import message

FORGED = [
    [("Remote-User", "mallory")],
    [("remote-user", "mallory")],
    [("REMOTE-USER", "mallory")],
    [("Remote_User", "mallory")],
    [("remote_user", "mallory")],
    [("REMOTE_USER", "mallory")],
    [("Remote-User", "mallory"), ("Remote-User", "mallory")],
    [("Remote-User", "mallory"), ("remote_user", "mallory"), ("REMOTE-USER", "mallory")],
    [("Remote-Email", "mallory")],
    [("Remote_Email", "mallory")],
    [("Remote-Id", "mallory")],
    [("Remote-Groups", "mallory")],
    [("Remote_Groups", "mallory"), ("remote-groups", "mallory")],
]


def told(got) -> list:
    """What an app that takes an underscore for a hyphen would read of the user."""
    return [value for name, value in got["headers"] if name.lower().replace("_", "-").startswith("remote-") and value]


@pytest.mark.parametrize("headers", FORGED, ids=lambda headers: "+".join(name for name, _ in headers))
def test_a_name_that_the_client_gives_itself_is_dropped(site, headers):
    """Line 73."""
    for target in ("/page", "/public/"):
        answer = site.get(target, headers, cookie=site.login())
        assert answer.status == 200
        assert sorted(told(answer.json)) == ["1", "alice"]
    answer = site.get("/public/", headers)
    assert (answer.status, told(answer.json)) == (200, [])
    assert site.get("/page", headers).status == 401


ELSEWHERE = [
    ("X-Forwarded-Uri", "/public/"),
    ("X-Forwarded-URI", "/public/"),
    ("X-Original-URI", "/public/"),
    ("X-Original-Uri", "/public/"),
    ("X-Original-URL", "https://app.test/public/"),
    ("X_Forwarded_Uri", "/public/"),
    ("X-Forwarded-Host", "other.test"),
    ("X-Forwarded-Method", "POST"),
    ("X-Original-Method", "POST"),
    ("X-Forwarded-Prefix", "/public"),
    ("X-Rewrite-Url", "/public/"),
]


@pytest.mark.parametrize("header", ELSEWHERE, ids=lambda header: header[0])
def test_an_address_that_the_client_gives_opens_nothing(site, header):
    """Line 74."""
    for headers in ([header], [header, header]):
        assert site.get("/page", headers).status in (401, 403)
        assert site.get("/hooks/payment", headers).status in (401, 403)
        assert site.get("/admin/", headers, cookie=site.login()).status == 403


def test_an_origin_that_the_client_calls_its_own_is_foreign(site):
    """Line 74: a page of another site can't make its posts ours."""
    headers = [("Origin", "https://evil.example"), ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Proto", "https")]
    fields = {"username": "alice", "password": "x"}
    assert site.client.post("/login/", fields, headers=headers).status == 403


def test_no_header_shapes_where_a_browser_is_sent(site):
    """Line 51."""
    headers = {
        "Accept": "text/html",
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Uri": "//evil.example/",
        "X-Forwarded-Prefix": "//evil.example",
        "Referer": "https://evil.example/",
    }
    answer = site.get("/page", headers)
    assert answer.status in (303, 401)
    assert answer.status == 401 or answer.header("Location") == "/login/?next=/page"


@pytest.mark.parametrize("name", ["Remote-User", "remote-user, Remote-Id", "close, Remote-User", "X-Forwarded-Uri"])
def test_connection_takes_no_name_out(site, name):
    """Line 77: what a hop-by-hop list names would be dropped on the way, after it was set."""
    cookie = ("Cookie", f"__Host-id={site.login()}")
    with site.client.connect() as connection:
        connection.send(message("GET", "/page", [cookie, ("Connection", name)]))
        answer = connection.receive()
    assert answer.status == 400 or "alice" in told(answer.json)


@pytest.mark.parametrize("name", ["Cookie", "X-Forwarded-Uri", "X-Forwarded-Method", "X-Forwarded-Host", "Host"])
def test_connection_opens_nothing(site, name):
    """Line 77."""
    with site.client.connect() as connection:
        connection.send(message("GET", "/page", [("Connection", name)]))
        assert connection.receive().status in (400, 401, 403)


@pytest.mark.parametrize("agent", ["GoogleHC/1.0", "kube-probe/1.29", "ELB-HealthChecker/2.0", "Envoy/HC", "curl/8"])
def test_a_probe_is_nobody_special(site, agent):
    """Line 77."""
    assert site.get("/page", {"User-Agent": agent}).status == 401


def test_the_address_of_the_question_is_nobodys(site):
    """What answers the proxy would tell a client about headers, or let it say what it asks for."""
    for target in ("/_ostiary", "/verify", "/healthz", "/metrics"):
        for cookie in (None, site.login("root")):
            answer = site.get(target, {"X-Forwarded-Uri": "/public/", "X-Forwarded-Method": "GET"}, cookie=cookie)
            assert answer.header("Remote-User") is None
            assert answer.status in (401, 404) or answer.json["target"] == target
