"""Where a login may lead: a path on this very host, or the default (security.md, lines 50 to 53)."""

import re
import urllib.parse

import pytest

from harness import hashes
from harness.client import FORM, message
from harness.database import Database
from harness.page import Page
from harness.program import PASSWORD
from harness.server import RELAXED

CONTROLS = [chr(code) for code in (*range(0x20), 0x7F)]
SLASHES = [
    "//",
    "\\\\",
    "/\\",
    "\\/",
    "///",
    "////",
    "/\\/",
    "/\\\\",
    "\\",
    "/\t/",
    "/\n/",
    "/\r/",
    "/\x0b/",
    "/ /",
    "/\xa0/",
]
SCHEMES = ["http:", "https:", "HTTP:", "hTTps:", "ftp:", "ws:", "file:", "blob:", "view-source:", "intent:"]
SCRIPTS = [
    "javascript:",
    "JaVaScRiPt:",
    "java\nscript:",
    "java\tscript:",
    "\x01javascript:",
    " javascript:",
    "vbscript:",
    "data:",
]


def hostile():
    """Values that a browser, a proxy or a URL parser could take to another host, or to a script."""
    values = {
        slash + host for slash in SLASHES for host in ("evil.com", "evil.com/", "evil.com/%2e%2e", "app@evil.com")
    }
    values |= {
        scheme + rest
        for scheme in SCHEMES
        for rest in ("evil.com", "/evil.com", "//evil.com", "///evil.com", "\\\\evil.com")
    }
    values |= {
        f"{scheme}//{user}@evil.com"
        for scheme in ("http:", "https:", "")
        for user in ("app", "app:80", "app%40", "a:b")
    }
    values |= {scheme + rest for scheme in SCRIPTS for rest in ("alert(1)", "//app/%0aalert(1)", "text/html,x")}
    values |= {control + "//evil.com" for control in CONTROLS} | {"/" + control + "/evil.com" for control in CONTROLS}
    values |= {control + "/docs" for control in CONTROLS} | {"/do" + control + "cs" for control in CONTROLS}
    values |= {
        f"/{dots}/evil.com"
        for dots in (".", "..", "./.", "../..", ".//", "..//", "./\\", "..\\", ".\\", "a/..//", "a/../\\")
    }
    values |= {
        f"/{code}evil.com"
        for code in ("%2f", "%2F", "%5c", "%5C", "%09/", "%0a/", "%0d/", "%00/", "%252f", "%2e/%2f", "%c0%af")
    }
    values |= {f"/{code}/evil.com" for code in ("%5C", "%2e", "%2e%2e", "%09", "%0d%0a", "%00", "%", "%%", "%zz", "%1")}
    values |= {
        "",
        " ",
        "evil.com",
        "www.evil.com/",
        "docs",
        "./docs",
        "../docs",
        "?a=b",
        "#top",
        "*",
        ".",
        "..",
        "@evil.com",
        ":80",
    }
    values |= {
        "/docs/../../..//evil.com",
        "/docs//evil.com",
        "/docs\\evil.com",
        "/docs/..;/x",
        "/%ff",
        "/\ud7ff",
        "/ü",
        "/\u2028",
        "//ⓔvil.com",
    }
    values |= {
        "/\u2215evil.com",
        "/\uff0fevil.com",
        "\uff0f\uff0fevil.com",
        "/\uff3cevil.com",
        "/。/evil.com",
        "\u200b//evil.com",
        "\ufeff//evil.com",
    }
    values |= {
        "http://app.test",
        "http://app.test/",
        "//app.test/",
        "http://app.test:80/",
        "http://app.test.evil.com/",
        "http://app.test@evil.com/",
    }
    values |= {
        "//evil.com#/",
        "//evil.com?/",
        "//evil.com;/",
        "//[::1]/",
        "//[::ffff:1.2.3.4]",
        "//3627734734",
        "//0x7f.1",
        "//evil%2ecom",
    }
    values |= {"/" + "a" * 3000, "/docs\r\nSet-Cookie: x=1", "/docs%0d%0aSet-Cookie:x=1", "/docs\nLocation: //evil.com"}
    return sorted(values - {"/..;/x"})


HOSTILE = hostile()
FOLLOWED = [
    "/",
    "/docs",
    "/docs/",
    "/docs/?page=2",
    "/a/b/c",
    "/docs/?next=http://evil.com",
    "/a-b_c~d!$&'()*+,;=:@",
    "/%C3%BC",
    "/a%20b",
]


@pytest.fixture(scope="module")
def quick(module_servers):
    """A server on which a login costs next to nothing."""
    server = module_servers(*RELAXED, "--no-upgrade-hashes", "--redirect-to", "/home")
    Database(server.database).set_password_hash("alice", hashes.django(PASSWORD, 1))
    return server.client


def location(client, value, way):
    fields = {"username": "alice", "password": PASSWORD}
    if way == "query":
        answer = client.post("/login/?" + urllib.parse.urlencode({"next": value}), fields)
    else:
        answer = client.post("/login/", fields | {"next": value}, way)
    assert answer.status == 303, (value, answer.status, answer.text)
    assert answer.token
    return answer.header("Location")


def is_local(text):
    """Whether every reader must take it for a path on this host, however often it decodes."""
    for _ in range(4):
        if re.search(r"[\\\x00-\x20\x7f]", text) or not text.startswith("/") or "//" in text.partition("?")[0]:
            return False
        if urllib.parse.urlsplit(urllib.parse.urljoin("http://app.test/login/", text)).netloc != "app.test":
            return False
        text = urllib.parse.unquote(text)
    return True


@pytest.mark.parametrize("way", ["query", "form", "json"])
def test_a_hostile_next_leads_to_the_default(quick, way):
    """Line 50."""
    assert len(HOSTILE) > 300
    followed = {value: where for value in HOSTILE if (where := location(quick, value, way)) != "/home"}
    assert not followed


def encoded(value):
    """All of it, and all but the slash at the front."""
    yield urllib.parse.quote(value, safe="")
    if value.startswith("/"):
        yield "/" + urllib.parse.quote(value[1:], safe="")


@pytest.mark.parametrize("way", ["query", "form", "json"])
@pytest.mark.parametrize("times", [1, 2])
def test_an_encoded_hostile_next_leads_to_the_default_or_stays_here(quick, way, times):
    """Line 50, once and twice percent-encoded."""
    values = {code for value in HOSTILE for code in encoded(value)}
    if times == 2:
        values = {code for value in values for code in encoded(value)}
    followed = {value: location(quick, value, way) for value in sorted(values)}
    assert not {value: where for value, where in followed.items() if where != "/home" and not is_local(where)}
    assert not [value for value, where in followed.items() if where != "/home" and not value.startswith("/")]


def test_a_hostile_next_isnt_shown_in_the_form_either(quick):
    """Line 50: the page carries along only what a login would follow."""
    for value in HOSTILE:
        page = Page(quick.get("/login/?" + urllib.parse.urlencode({"next": value})).text)
        assert "next" not in page.forms[0].fields, value


@pytest.mark.parametrize("way", ["query", "form", "json"])
def test_a_path_on_this_host_is_followed(quick, way):
    """Line 50: else the rule would be easy."""
    assert [location(quick, value, way) for value in FOLLOWED] == FOLLOWED


def test_several_next_parameters_are_not_chosen_from(quick):
    """Lines 13 and 50."""
    body = urllib.parse.urlencode({"username": "alice", "password": PASSWORD}).encode()
    answer = quick.request("POST", "/login/?next=/a&next=//evil.com", {"Content-Type": FORM}, body)
    assert answer.header("Location") in ("/home", None)


FORGED = [
    ("Referer", "http://evil.com/"),
    ("X-Forwarded-Host", "evil.com"),
    ("X-Forwarded-Uri", "//evil.com"),
    ("X-Original-Url", "//evil.com"),
    ("X-Rewrite-Url", "//evil.com"),
    ("Forwarded", "host=evil.com"),
]


@pytest.mark.parametrize("header", FORGED, ids=lambda header: header[0])
def test_headers_never_shape_a_redirect(quick, header):
    """Line 51."""
    fields = {"username": "alice", "password": PASSWORD}
    assert quick.post("/login/", fields, headers=[header]).header("Location") == "/home"
    assert quick.get("/login", headers=[header]).header("Location") == "/login/"
    token = quick.login("alice", PASSWORD)
    assert quick.request("POST", "/logout/", [header], cookie=token).header("Location") == "/login/"
    answer = quick.get("/account/", [("Accept", "text/html"), header])
    assert answer.header("Location").startswith("/login/")


def test_the_host_never_shapes_a_redirect(quick):
    """Line 51."""
    fields = {"username": "alice", "password": PASSWORD}
    assert quick.post("/login/", fields, host="evil.com").header("Location") == "/home"
    assert quick.get("/login", host="evil.com").header("Location") == "/login/"


@pytest.mark.parametrize("break_", ["%0d%0a", "%0a", "%0d", "%E5%98%8A%E5%98%8D", "%c4%8d%c4%8a"])
def test_a_line_break_injects_no_header(quick, break_):
    """Line 52."""
    for target in (
        f"/login{break_}Set-Cookie:x=1",
        f"/login/?next=/{break_}Set-Cookie:x=1",
        f"/{break_}Set-Cookie:x=1",
    ):
        with quick.connect() as connection:
            connection.send(message("GET", target, {"Accept": "text/html", "Connection": "close"}))
            (answer,) = connection.receive_all()
        assert not answer.all("Set-Cookie"), target
    fields = {"username": "alice", "password": PASSWORD}
    answer = quick.post(f"/login/?next=/{break_}Set-Cookie:x=1", fields)
    assert answer.header("Set-Cookie").startswith("id=")


@pytest.mark.parametrize(
    "target", ["//evil.com", "//evil.com/login", "///login", "//login", "/\\evil.com", "/%5cevil.com", "/%2fevil.com"]
)
def test_adding_a_slash_makes_no_other_host(quick, target):
    """Line 53."""
    answer = quick.get(target, {"Accept": "text/html"})
    where = answer.header("Location")
    assert where is None or is_local(where) or re.fullmatch(r"/login/\?next=[^/]*", where), where
