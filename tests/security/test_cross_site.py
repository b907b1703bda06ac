"""Another site can't act for a user (security.md, lines 47 to 49; 46 is in test_csrf_token.py)."""

import concurrent.futures

import pytest

from harness.database import Database
from harness.program import PASSWORD
from harness.server import RELAXED

FOREIGN = [
    [("Sec-Fetch-Site", "cross-site")],
    [("Sec-Fetch-Site", "same-site")],
    [("Sec-Fetch-Site", "nonsense")],
    [("Sec-Fetch-Site", "")],
    [("Sec-Fetch-Site", "same-origin"), ("Sec-Fetch-Site", "cross-site")],
    [("Sec-Fetch-Site", "same-origin, cross-site")],
    [("Sec-Fetch-Site", "cross-site"), ("Origin", "http://app.test")],
    [("Origin", "null")],
    [("Origin", "")],
    [("Origin", "http://evil.com")],
    [("Origin", "http://app.test"), ("Origin", "http://evil.com")],
    [("Origin", "http://app.test http://evil.com")],
]


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
@pytest.mark.parametrize("kind", ["form", "json", "multipart"])
def test_another_site_cant_log_anybody_in(server, client, kind, headers):
    """Line 47."""
    before = Database(server.database).one("SELECT count(*) FROM sessions")
    answer = client.post("/login/", {"username": "alice", "password": PASSWORD}, kind, headers)
    assert answer.status == 403
    assert answer.header("Set-Cookie") is None
    assert Database(server.database).one("SELECT count(*) FROM sessions") == before


OWN = [
    [],
    [("Sec-Fetch-Site", "same-origin")],
    [("Sec-Fetch-Site", "none")],
    [("Origin", "http://app.test")],
    [("Origin", "HTTP://APP.TEST:80")],
    [("Origin", "http://app.test"), ("Sec-Fetch-Site", "same-origin")],
]


@pytest.mark.parametrize("headers", OWN, ids=str)
def test_ones_own_page_can(client, headers):
    """Line 47: else refusing all would pass."""
    assert client.try_login("alice", PASSWORD, headers=headers).status == 303


NEAR = [
    "https://app.test",
    "http://app.test:444",
    "http://app.test:8080",
    "http://app.evil.com",
    "http://app.test.evil.com",
    "http://evil.com/app.test",
    "http://app.test@evil.com",
    "http://notapp.test",
    "http://app.tes",
    "http://app.test.",
    "http://app.test/",
    "http://user@app.test",
    "http://app.test:80:80",
    "app.test",
    "//app.test",
    "file://app.test",
    "http://[app.test]",
    "http://app.test\\.evil.com",
    "http://app.test#",
    "http://",
    "http://127.0.0.1",
]


@pytest.mark.parametrize("origin", NEAR)
def test_an_origin_is_compared_by_scheme_host_and_port(client, origin):
    """Line 48."""
    answer = client.try_login("alice", PASSWORD, headers={"Origin": origin})
    assert answer.status == 403
    assert answer.header("Set-Cookie") is None


def test_the_port_of_the_host_counts(client):
    """Line 48."""
    fields = {"username": "alice", "password": PASSWORD}
    assert (
        client.post("/login/", fields, headers={"Origin": "http://app.test:8080"}, host="app.test:8080").status == 303
    )
    assert client.post("/login/", fields, headers={"Origin": "http://app.test"}, host="app.test:8080").status == 403
    assert client.post("/login/", fields, headers={"Origin": "http://[::1]:80"}, host="[::1]").status == 303


def test_another_site_cant_end_a_session(client):
    """Line 47, on the account."""
    token, other = client.login("alice", PASSWORD), client.login("alice", PASSWORD)
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "http://evil.com"}, {"Origin": "null"}):
        answer = client.post("/account/", {"revoke_others": "1"}, headers=headers, cookie=token)
        assert answer.status == 403
    assert client.verify(other) == 200


def test_no_answer_lets_another_site_read_it(client):
    """Lines 47 and 48."""
    token = client.login("alice", PASSWORD)
    for method in ("GET", "OPTIONS"):
        headers = {"Origin": "http://evil.com", "Access-Control-Request-Method": "POST"}
        answer = client.request(method, "/account/", headers, cookie=token)
        assert not [name for name, _ in answer.headers if name.lower().startswith("access-control-")]


def test_a_trusted_origin_may_post_and_its_neighbours_may_not(servers):
    """Line 48."""
    client = servers(*RELAXED, "--trusted-origins", "https://portal.example.org,http://localhost:3000").client
    for origin in ("https://portal.example.org", "http://localhost:3000"):
        assert client.try_login("alice", PASSWORD, headers={"Origin": origin}).status == 303
        both = {"Origin": origin, "Sec-Fetch-Site": "cross-site"}
        assert client.try_login("alice", PASSWORD, headers=both).status == 303
    for origin in (
        "http://portal.example.org",
        "https://portal.example.org:444",
        "https://x.portal.example.org",
        "http://localhost",
    ):
        assert client.try_login("alice", PASSWORD, headers={"Origin": origin}).status == 403


def test_one_hosts_origin_never_serves_another(client):
    """Line 49."""
    fields = {"username": "nobody", "password": "wrong"}

    def post(number):
        host, origin = f"host{number % 4}.test", f"http://host{number // 4 % 4}.test"
        status = client.post("/login/", fields, headers={"Origin": origin}, host=host).status
        return status == (401 if origin == f"http://{host}" else 403) or (status, host, origin)

    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        assert {result for result in pool.map(post, range(64))} == {True}
