"""`/verify` with rules, its answers to browsers, and logins that lead to other hosts."""

import pytest

from harness import program
from harness.program import PASSWORD
from harness.server import RELAXED

RULES = """
[[rules]]
path = "/public/*"
require = "anyone"

[[rules]]
path = "/hook"
methods = ["POST"]
require = "anyone"

[[rules]]
host = "root.test"
require = "superuser"

[[rules]]
path = "/admin/*"
require = "admin"
"""
BROWSER = {"Accept": "text/html", "Sec-Fetch-Mode": "navigate"}


def make(servers, directory, *flags, rules=""):
    config = directory / "ostiary.toml"
    config.write_text('trusted_proxies = ["127.0.0.1"]\n' + rules)
    server = servers(*RELAXED, "--config", config, *flags)
    server.add_user("ann", PASSWORD, "--admin")
    server.add_user("sue", PASSWORD, "--superuser")
    return server


@pytest.fixture(scope="module")
def door(module_servers, tmp_path_factory):
    return make(module_servers, tmp_path_factory.mktemp("door"), rules=RULES)


def ask(server, uri, *, method="GET", host="app.test", name=None, headers=None, source=None):
    """What a proxy is told about that request of the named user."""
    said = {
        "X-Forwarded-Uri": uri,
        "X-Forwarded-Method": method,
        "X-Forwarded-Host": host,
        "X-Forwarded-Proto": "https",
    }
    client = server.client.at(source) if source else server.client
    cookie = server.client.login(name, PASSWORD) if name else None
    return client.get("/verify", said | (headers or {}), cookie=cookie)


CASES = [
    ("GET", "app.test", "/public/x", None, 200),
    ("GET", "app.test", "/x", None, 401),
    ("GET", "app.test", "/x", "alice", 200),
    ("POST", "app.test", "/hook", None, 200),
    ("GET", "app.test", "/hook", None, 401),
    ("GET", "app.test", "/admin", "alice", 403),
    ("GET", "app.test", "/admin", "ann", 200),
    ("GET", "app.test", "/admin", "sue", 403),
    ("GET", "root.test", "/public/x", None, 200),
    ("GET", "root.test", "/admin", "ann", 403),
    ("GET", "ROOT.test:8443", "/admin", "sue", 200),
    ("GET", "root.test.", "/x", "ann", 403),
]


@pytest.mark.parametrize("method, host, uri, name, status", CASES)
def test_the_first_rule_that_fits_decides(door, method, host, uri, name, status):
    answer = ask(door, uri, method=method, host=host, name=name)
    assert answer.status == status
    assert answer.header("Remote-User") == (name or "" if status == 200 else None)


def test_the_marks_are_named(door):
    groups = {name: ask(door, "/x", name=name).header("Remote-Groups") for name in ("alice", "ann", "sue")}
    assert groups == {"alice": "", "ann": "admin", "sue": "superuser"}


def test_a_rule_by_group_counts_from_the_next_request_on(servers, tmp_path):
    server = make(servers, tmp_path, rules='[[rules]]\npath = "/*"\nrequire = "user"\ngroups = ["ops", "dev"]\n')

    def groups(*flags):
        return program.run("user", "groups", "alice", *flags, "--database", f"sqlite:{server.database}")

    assert ask(server, "/x", name="alice").status == 403
    assert groups("--join", "ops,web").stdout == "alice is in ops, web.\n"
    answer = ask(server, "/x", name="alice")
    assert (answer.status, answer.header("Remote-Groups")) == (200, "ops,web")
    assert groups("--leave", "ops").stdout == "alice is in web.\n"
    assert ask(server, "/x", name="alice").status == 403
    assert ask(server, "/x").status == 401
    refused = groups("--join", "admin")
    assert (refused.returncode, refused.stdout) == (1, "") and "mark" in refused.stderr
    assert groups().stdout == "alice is in web.\n"


def test_where_nothing_is_asked_for_rules_let_nobody_in(door):
    token = door.client.login("ann", PASSWORD)
    assert (door.client.verify(None), door.client.verify(token)) == (401, 403)


def test_a_browser_is_told_where_the_login_is(door):
    answer = ask(door, "/x?a=b&c", headers=BROWSER)
    assert (answer.status, answer.header("Location")) == (401, "/login/?next=/x%3Fa%3Db%26c")
    assert ask(door, "/x").header("Location") is None
    assert ask(door, "/x", method="POST", headers=BROWSER).header("Location") is None
    assert ask(door, "/x/../y", headers=BROWSER).header("Location") is None


def test_a_browser_is_redirected_where_the_proxy_passes_it_on(servers, tmp_path):
    server = make(servers, tmp_path, "--redirect-browsers", rules=RULES)
    answer = ask(server, "/x", headers=BROWSER)
    assert (answer.status, answer.header("Location")) == (303, "/login/?next=/x")
    assert ask(server, "/x").status == 401
    assert ask(server, "/admin", headers=BROWSER, name="alice").status == 403


@pytest.fixture(scope="module")
def shared(module_servers, tmp_path_factory):
    flags = ("--login-url", "https://auth.corp.test/login/", "--return-hosts", "app.corp.test")
    domain = ("--dangerously-share-cookie-with", "corp.test")
    return make(
        module_servers, tmp_path_factory.mktemp("shared"), "--production", *flags, *domain, "--redirect-browsers"
    )


def test_a_login_elsewhere_leads_back_to_listed_hosts_alone(shared):
    location = ask(shared, "/x?y", host="app.corp.test", headers=BROWSER).header("Location")
    assert location == "https://auth.corp.test/login/?next=https%3A//app.corp.test/x%3Fy"
    assert (
        ask(shared, "/x", host="evil.corp.test", headers=BROWSER).header("Location") == "https://auth.corp.test/login/"
    )
    https = {"X-Forwarded-Proto": "https"}
    for page, leads_to in {
        "https://app.corp.test/x?y": "https://app.corp.test/x?y",
        "/x": "/x",
        "https://evil.corp.test/x": "/",
        "http://app.corp.test/x": "/",
        "https://app.corp.test.evil.test/x": "/",
        "https://app.corp.test@evil.test/": "/",
        "https://app.corp.test\\@evil.test/": "/",
        "//app.corp.test/x": "/",
    }.items():
        fields = {"username": "alice", "password": PASSWORD, "next": page}
        for kind in ("form", "json", "multipart"):
            assert shared.client.post("/login/", fields, kind, headers=https).header("Location") == leads_to, page


def test_the_login_form_may_lead_to_a_listed_host(shared):
    https = {"X-Forwarded-Proto": "https"}
    policy = shared.client.get("/login/?next=https://app.corp.test/x", https).header("Content-Security-Policy")
    assert "form-action 'self' https://app.corp.test;" in policy
    policy = shared.client.get("/login/?next=https://evil.test/x", https).header("Content-Security-Policy")
    assert "form-action 'self';" in policy


def test_a_shared_cookie_has_its_domain_and_no_host_prefix(shared):
    answer = shared.client.try_login("alice", PASSWORD)
    cookie = answer.header("Set-Cookie")
    assert cookie.startswith("__Secure-id=") and cookie.endswith("; Secure; Domain=corp.test")
    token = cookie.split("=", 1)[1].split(";")[0]
    assert shared.client.get("/verify", {"Cookie": f"__Secure-id={token}"}).status == 200
    for forged in (f"id={token}", f"__Secure-id={token}; __Secure-id={token}"):
        assert shared.client.get("/verify", {"Cookie": forged}).status == 401
    out = shared.client.post("/logout/", {}, headers={"Cookie": f"__Secure-id={token}"})
    assert out.header("Set-Cookie").startswith("__Secure-id=; ") and "; Domain=corp.test" in out.header("Set-Cookie")
    assert shared.client.get("/verify", {"Cookie": f"__Secure-id={token}"}).status == 401


def doctor(path, config):
    file = path / "ostiary.toml"
    file.write_text(config)
    return program.run("doctor", "--database", f"sqlite:{path / 'ostiary.db'}", "--config", file)


def test_the_doctor_names_the_rules(tmp_path):
    late = '\n[[rules]]\npath = "/public/late"\nrequire = "admin"\n'
    found = doctor(tmp_path, 'trusted_proxies = ["127.0.0.1"]\n' + RULES + late).stdout
    assert "ok   rule 1: /public/*: anyone\n" in found
    assert "ok   rule 2: POST /hook: anyone\n" in found
    assert "ok   rule 3: root.test/*: superuser\n" in found
    assert "warn rule 5: /public/late: admin, but an earlier rule" in found
    assert "fail rules" not in found


def test_the_doctor_misses_the_proxy_that_rules_need(tmp_path):
    done = doctor(tmp_path, RULES)
    assert done.returncode == 1 and "fail rules: " in done.stdout and "trusted_proxies" in done.stdout


def test_the_doctor_warns_of_a_shared_cookie(tmp_path):
    assert "warn shared cookie: " in doctor(tmp_path, 'dangerously_share_cookie_with = "corp.test"\n').stdout


BAD = [
    ('[[rules]]\npath = "/a"\n', "require"),
    ('[[rules]]\nrequire = "user"\n', "path or host"),
    ('[[rules]]\npath = "a"\nrequire = "user"\n', "rule 1: path"),
    ('[[rules]]\npath = "/a/../b"\nrequire = "user"\n', "rule 1: path"),
    ('[[rules]]\npath = "/a"\nrequire = "everybody"\n', "require"),
    ('[[rules]]\nhost = "*.test"\nrequire = "user"\n', "rule 1: host"),
    ('[[rules]]\npath = "/a"\nmethods = ["get"]\nrequire = "user"\n', "rule 1: methods"),
    ('[rules]\npath = "/a"\n', "[[rules]]"),
    ('login_url = "//evil.test/"\n', "login_url"),
    ('return_hosts = ["https://app.test"]\n', "return_hosts"),
    ('return_hosts = ["*.app.test"]\n', "return_hosts"),
    ('dangerously_share_cookie_with = "test"\n', "dangerously_share_cookie_with"),
    ('dangerously_share_cookie_with = ".corp.test"\n', "dangerously_share_cookie_with"),
]


@pytest.mark.parametrize("config, word", BAD)
def test_what_will_not_do_is_refused_at_the_start(tmp_path, config, word):
    file = tmp_path / "ostiary.toml"
    file.write_text(config)
    flags = ("--listen", "127.0.0.1:0", "--database", f"sqlite:{tmp_path / 'ostiary.db'}", "--config", file)
    done = program.run("serve", *flags, timeout=10)
    assert done.returncode == 2 and word in done.stderr, done.stderr
