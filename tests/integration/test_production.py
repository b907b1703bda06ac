"""`--production`, and TLS."""

import re
import ssl
import warnings

import pytest

from harness import program, tls
from harness.client import Client
from harness.program import PASSWORD
from harness.server import RELAXED

COOKIE = re.compile(r"__Host-id=[A-Za-z0-9_-]{43}; HttpOnly; Max-Age=604800; Path=/; SameSite=lax; Secure")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    return tls.make_certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture(scope="module")
def production(module_servers):
    """Plain HTTP on loopback, as behind a proxy on the same machine."""
    return module_servers(*RELAXED, "--production")


@pytest.fixture(scope="module")
def secure(module_servers, certificate):
    server = module_servers(*RELAXED, "--production", "--tls-certificate", certificate[0], "--tls-key", certificate[1])
    server.client.tls = tls.trusting(certificate[0])
    return server


def test_the_cookie_is_secure_and_bound_to_the_host(production):
    answer = production.client.try_login("alice", PASSWORD)
    assert COOKIE.fullmatch(answer.header("Set-Cookie"))
    assert production.client.verify(answer.token) == 200


def test_a_cookie_without_the_prefix_is_not_taken(production):
    token = production.client.login("alice", PASSWORD)
    assert production.client.get("/verify", {"Cookie": f"id={token}"}).status == 401


def test_the_cookie_is_unset_with_the_attributes_it_was_set_with(production):
    token = production.client.login("alice", PASSWORD)
    answer = production.client.request("POST", "/logout/", cookie=token)
    assert answer.header("Set-Cookie") == "__Host-id=; HttpOnly; Max-Age=0; Path=/; SameSite=lax; Secure"


@pytest.mark.parametrize("target", ["/", "/login/", "/logout/", "/account/", "/verify", "/healthz", "/nothing", "/%00"])
def test_every_answer_has_hsts(production, target):
    assert "max-age=31536000" in production.client.get(target).header("Strict-Transport-Security")


def test_outside_production_no_answer_has_hsts(client):
    assert client.get("/login/").header("Strict-Transport-Security") is None


def test_a_non_loopback_listener_needs_tls_or_a_flag_that_says_danger(tmp_path, servers):
    database = f"sqlite:{tmp_path / 'x.db'}"
    done = program.run("serve", "--production", "--listen", "0.0.0.0:0", "--database", database, timeout=10)
    assert done.returncode == 2
    assert "HTTP" in done.stderr
    servers("--production", "--listen", "0.0.0.0:0", "--dangerously-allow-plain-http", users=())


def test_a_login_over_tls(secure):
    answer = secure.client.try_login("alice", PASSWORD, headers={"Origin": "https://app.test"})
    assert COOKIE.fullmatch(answer.header("Set-Cookie"))
    assert secure.client.verify(answer.token) == 200


def test_over_tls_an_http_origin_is_foreign(secure):
    assert secure.client.try_login("alice", PASSWORD, headers={"Origin": "http://app.test"}).status == 403


def test_old_versions_of_tls_are_refused(secure, certificate):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        old = tls.trusting(certificate[0], ssl.TLSVersion.TLSv1_1)
        old.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.raises((ssl.SSLError, ConnectionError)):
        Client("127.0.0.1", secure.port, tls=old).get("/login/")
    for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
        context = tls.trusting(certificate[0], version)
        assert Client("127.0.0.1", secure.port, tls=context).get("/login/").status == 200


def test_plain_http_on_the_tls_port_is_not_answered_as_if_all_were_well(secure):
    with Client("127.0.0.1", secure.port).connect() as connection:
        connection.send(b"GET /login/ HTTP/1.1\r\nHost: app.test\r\n\r\n")
        assert b"200 OK" not in connection.socket.recv(65536)


def test_a_key_that_doesnt_fit_is_refused_at_the_start(tmp_path, certificate):
    other = tmp_path / "other"
    other.mkdir()
    key = tls.make_certificate(other)[1]
    done = program.run(
        "serve",
        "--listen",
        "127.0.0.1:0",
        "--database",
        f"sqlite:{tmp_path / 'x.db'}",
        "--tls-certificate",
        certificate[0],
        "--tls-key",
        key,
        timeout=10,
    )
    assert done.returncode == 2
