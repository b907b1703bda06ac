"""What a browser is told, and what it is never made to run (security.md, lines 65 to 67)."""

import re
import urllib.parse

import pytest

from harness import program, tls
from harness.client import Connection, message
from harness.page import Page
from harness.program import PASSWORD
from harness.server import RELAXED, Server

INJECTIONS = [
    '"><svg onload=1>',
    "'><script>1</script>",
    "</style><script>1</script>",
    "<!--",
    "&lt;script&gt;",
    '" autofocus onfocus="1',
    "javascript:1",
    "\u2028<img src=x onerror=1>",
]


def tags(answer):
    return [tag for tag, _ in Page(answer.text).tags]


@pytest.mark.parametrize("text", INJECTIONS)
def test_what_a_user_types_is_shown_as_text(client, text):
    """Line 65."""
    plain = client.post("/login/", {"username": "plain", "password": "x", "format": "html"})
    for fields in ({"username": text}, {"username": "plain", "next": "/" + text}, {"username": "plain", "extra": text}):
        answer = client.post("/login/", {"password": "x", "format": "html"} | fields)
        assert answer.status == 401
        # A harmless `next` is carried along in one more field.
        assert [tag for tag in tags(answer) if tag != "input"] == [tag for tag in tags(plain) if tag != "input"], fields
        page = Page(answer.text)
        assert page.forms[0].fields["username"]["value"] == fields["username"]
    query = urllib.parse.urlencode({"next": "/" + text, "error": text, "username": text})
    assert tags(client.get(f"/login/?{query}")) in (tags(client.get("/login/")), tags(client.get("/login/?next=/docs")))


@pytest.mark.parametrize("text", INJECTIONS[:4])
def test_what_a_device_calls_itself_is_shown_as_text(client, text):
    """Line 65: on the account's page."""
    token = client.login("alice", PASSWORD, headers={"User-Agent": text.encode().decode("latin-1")})
    answer = client.get("/account/", {"Accept": "text/html"}, cookie=token)
    assert answer.status == 200
    assert not {"svg", "script", "img"} & set(tags(answer))


def test_a_name_made_of_markup_is_shown_as_text(servers):
    """Line 65: wherever a user's name is shown."""
    server = servers(*RELAXED, users=())
    name = '"><svg onload=1>'
    server.add_user(name, PASSWORD, "--email", "svg@example.org")
    token = server.client.login(name, PASSWORD)
    for target in ("/", "/account/"):
        answer = server.client.get(target, {"Accept": "text/html"}, cookie=token)
        assert "svg" not in tags(answer), target
        assert name in Page(answer.text).text


@pytest.fixture(scope="module")
def secure(module_servers, tmp_path_factory):
    certificate, key = tls.make_certificate(tmp_path_factory.mktemp("tls"))
    server = module_servers(*RELAXED, "--production", "--tls-certificate", certificate, "--tls-key", key)
    server.client.tls = tls.trusting(certificate)
    return server


def everything(server):
    """Every kind of answer there is, by name."""
    client = server.client
    token = client.login("alice", PASSWORD)
    html = {"Accept": "text/html"}
    yield "login page", client.get("/login/")
    yield "login", client.try_login("alice", PASSWORD)
    yield "failed login", client.try_login("alice", "wrong")
    yield "failed login in the page", client.post("/login/", {"username": "a", "password": "b", "format": "html"})
    yield "missing field", client.post("/login/", {})
    yield "foreign post", client.try_login("alice", PASSWORD, headers={"Sec-Fetch-Site": "cross-site"})
    yield "other type", client.request("POST", "/login/", {"Content-Type": "text/plain"}, b"x")
    yield "other method", client.request("PUT", "/login/")
    yield "logout page", client.get("/logout/")
    yield "logout without a cookie", client.request("POST", "/logout/")
    yield "home", client.get("/", html)
    yield "home of a user", client.get("/", html, cookie=token)
    yield "account", client.get("/account/", html, cookie=token)
    yield "account in JSON", client.get("/account/", {"Accept": "application/json"}, cookie=token)
    yield "account of nobody", client.get("/account/", {"Accept": "application/json"})
    yield "account of nobody, in a browser", client.get("/account/", html)
    yield "verify", client.get("/verify", cookie=token)
    yield "verify nobody", client.get("/verify")
    yield "problem in JSON", client.get("/verify", {"Accept": "application/json"})
    yield "health", client.get("/healthz")
    yield "metrics", client.get("/metrics")
    yield "redirect", client.get("/login")
    yield "nothing there", client.get("/nothing", cookie=token)
    yield "logout", client.request("POST", "/logout/", cookie=token)
    for name, data in {
        "400": b"GET / HTTP/1.1\r\n\r\n",
        "bad path": message("GET", "/%00", {"Connection": "close"}),
        "413": message("POST", "/login/", {"Content-Length": "99999999"}).replace(b"Content-Length: 0\r\n", b""),
        "414": message("GET", "/" + "a" * 9000),
        "431": message("GET", "/", {"X": "y" * 40_000}),
    }.items():
        with Connection("127.0.0.1", server.port, tls=client.tls) as connection:
            connection.send(data)
            yield name, connection.receive()


@pytest.mark.parametrize("kind", ["plain", "secure"])
def test_every_answer_has_the_headers_that_defend_its_user(request, kind):
    """Line 66."""
    server = request.getfixturevalue("server" if kind == "plain" else "secure")
    for name, answer in everything(server):
        policy = answer.header("Content-Security-Policy")
        assert policy, name
        directives = {part.split()[0]: part.split()[1:] for part in policy.split(";") if part.strip()}
        for directive in ("object-src", "base-uri", "frame-ancestors"):
            assert directives[directive] == ["'none'"], (name, policy)
        assert directives["default-src"] == ["'none'"], name
        assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "https:", "http:"} & set(
            policy.replace(";", " ").split()
        ), name
        assert answer.header("Cache-Control") == "no-store", name
        assert answer.header("X-Content-Type-Options") == "nosniff", name
        assert answer.header("X-Frame-Options") == "DENY", name
        assert answer.header("Referrer-Policy") in ("same-origin", "no-referrer"), name
        assert answer.header("Cross-Origin-Opener-Policy") == "same-origin", name
        assert (answer.header("Strict-Transport-Security") is not None) == (kind == "secure"), name
        assert answer.header("Date"), name
        if answer.body:
            assert re.fullmatch(
                r"text/(html|plain); .*charset=utf-8|application/(problem\+)?json", answer.header("Content-Type")
            ), name


def test_each_page_has_a_nonce_of_its_own(client):
    """Line 66."""
    nonces = set()
    for _ in range(5):
        answer = client.get("/login/")
        (nonce,) = set(re.findall(r"'nonce-([^']+)'", answer.header("Content-Security-Policy")))
        assert len(nonce) >= 22
        styled = [attributes for tag, attributes in Page(answer.text).tags if tag in ("style", "script")]
        assert styled and all(attributes["nonce"] == nonce for attributes in styled)
        nonces.add(nonce)
    assert len(nonces) == 5


def test_no_page_loads_from_anybody_else_or_runs_inline_code(client):
    """Line 66."""
    token = client.login("alice", PASSWORD)
    for target in ("/", "/login/", "/logout/", "/account/"):
        page = Page(client.get(target, {"Accept": "text/html"}, cookie=token).text)
        assert all(address.startswith("data:") for address in page.loaded), target
        for tag, attributes in page.tags:
            assert not [name for name in attributes if name.startswith("on") or name == "style"], (target, tag)
            assert "javascript:" not in str(attributes.get("href"))


@pytest.mark.parametrize(
    "text",
    [
        "{{7*7}}",
        "{{password}}",
        "{{{csp_nonce}}}",
        "{{#username}}x{{/username}}",
        "{{> ../secret}}",
        "${7*7}",
        "<%= 7*7 %>",
    ],
)
def test_a_template_in_what_a_user_types_stays_text(client, text):
    """Line 67."""
    answer = client.post("/login/", {"username": text, "password": "x", "format": "html"})
    assert Page(answer.text).forms[0].fields["username"]["value"] == text
    assert "49" not in Page(answer.text).text


def test_a_template_can_name_no_other_file(tmp_path):
    """Line 67: a partial is refused at the start, or stays empty."""
    secret = tmp_path / "secret.html"
    secret.write_text("a secret")
    directory = tmp_path / "templates"
    program.succeed("templates", "export", directory)
    page = directory / "session_login.html"
    page.write_text(page.read_text().replace("<h1>Log in</h1>", "<h1>{{> ../secret}}{{> ../secret.html}}</h1>"))
    try:
        server = Server(tmp_path / "a.db", "--template-dir", directory)
    except AssertionError as refused:
        assert "exited" in str(refused)
        return
    with server:
        assert "a secret" not in server.client.get("/login/").text
