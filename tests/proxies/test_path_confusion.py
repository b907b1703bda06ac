"""No spelling of a path is read by the rules as one thing and by the app as another (security.md, lines 75 and 76)."""

import pytest

from harness.client import Closed

# Each leads to /admin/ for some reader, and looks as if it lay below /public/.
AROUND = [
    "/public/../admin/",
    "/public/..",
    "/public/./../admin/",
    "/public/%2e%2e/admin/",
    "/public/.%2e/admin/",
    "/public%2f..%2fadmin/",
    "/public%2F..%2Fadmin/",
    "/public/..%2fadmin/",
    "/public/%252e%252e/admin/",
    "/public/%252e%252e%252fadmin/",
    "/public/..;/admin/",
    "/public/..%3b/admin/",
    "/public/..;x=y/admin/",
    "/public;/../admin/",
    "/public/..%5cadmin/",
    "/public\\..\\admin/",
    "/public/..\\admin/",
    "/public/%5c../admin/",
    "/public/..%00/admin/",
    "/public/..%0d%0a/admin/",
    "/public/..%09/admin/",
    "/public//../admin/",
    "//public/../admin/",
    "/public/%c0%ae%c0%ae/admin/",
    "/public/..%c0%afadmin/",
    "/public/%ef%bc%8e%ef%bc%8e/../admin/",
    "/PUBLIC/../admin/",
    "/login/../admin/",
    "/login/..%2fadmin/",
    "/login/%2e%2e/admin/",
    "/login/..;/admin/",
    "/account/../admin/",
]
# Each is /admin/ for some reader, and for the rules it must be nothing else.
ADMIN = [
    "/admin%23/public/",
    "/admin%3f/public/",
    "/admin/%23/public",
    "/admin;/public/",
    "/admin;x=/public/",
    "/admin%3b/public/",
    "/admin/?x=/public/",
    "/admin/?/../public/",
    "/%61dmin/",
    "/%61%64%6d%69%6e/",
    "/ADMIN/",
    "/Admin/",
    "//admin/",
    "/./admin/",
    "/%2e/admin/",
    "/admin//",
    "/admin/.",
    "/admin%2f",
    "/admin%2fusers",
    "/admin\\users",
    "/x/../admin/",
    "/x/..%2fadmin/",
    "/hooks/payment/../../admin/",
    "http://app.test/admin/",
    "https://app.test/admin/",
    "http://evil.test/admin/",
    "/admin/%",
    "/admin/%zz",
]


def is_refused(client, target, *, method="GET", **settings) -> bool:
    """A proxy may hang up on such a request too. Caddy answers a host that it doesn't know with an empty 200."""
    try:
        answer = client.request(method, target, **settings)
    except Closed:
        return True
    return answer.status >= 300 or answer.body == b""


@pytest.mark.parametrize("target", AROUND + ADMIN)
def test_nobody_without_a_session_gets_there(site, target):
    """Line 75."""
    before = len(site.app.requests)
    for method in ("GET", "POST", "HEAD"):
        assert is_refused(site.client, target, method=method)
    assert len(site.app.requests) == before


@pytest.mark.parametrize("target", AROUND + ADMIN)
def test_nobody_without_the_mark_gets_there(site, target):
    """Line 75: for a user without it, the same."""
    token = site.login()
    before = len(site.app.requests)
    assert is_refused(site.client, target, cookie=token)
    assert len(site.app.requests) == before


@pytest.mark.parametrize("target", ["/admin/users", "/%61dmin/", "/admin/?x=/public/", "/a%20b/c", "/caf%C3%A9?x=//y"])
def test_the_app_gets_the_address_that_was_judged(site, target):
    answer = site.get(target, cookie=site.login("root"))
    assert (answer.status, answer.json["target"]) == (200, target)


HOSTS = ["a.B.example.com", "app.test.", "127.0.0.1", "[::1]", "other.test", "app.test@evil.test", "app.test:evil"]


@pytest.mark.parametrize("host", HOSTS)
def test_no_host_opens_anything(site, host):
    """Line 76."""
    before = len(site.app.requests)
    for target in ("/page", "/admin/"):
        assert is_refused(site.client, target, host=host)
    assert len(site.app.requests) == before


@pytest.mark.parametrize("method", ["get", "Post", "TRACE", "CONNECT", "PROPFIND", "FOO", "P OST", "GET\t"])
def test_no_method_opens_anything(site, method):
    """Line 76."""
    before = len(site.app.requests)
    for target in ("/hooks/payment", "/admin/"):
        assert is_refused(site.client, target, method=method)
    assert len(site.app.requests) == before
