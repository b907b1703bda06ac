"""The session's cookie (security.md, lines 35 to 37)."""

import re

import pytest

from harness import program
from harness.program import PASSWORD
from harness.server import RELAXED


@pytest.fixture(scope="module")
def production(module_servers):
    return module_servers(*RELAXED, "--production")


@pytest.fixture(scope="module")
def token(production):
    return production.client.login("alice", PASSWORD)


def test_it_is_bound_to_the_host_secure_and_out_of_scripts_reach(production):
    """Line 35."""
    cookie = production.client.try_login("alice", PASSWORD).header("Set-Cookie")
    assert len(cookie) <= 4096
    name, *attributes = cookie.split("; ")
    assert re.fullmatch(r"__Host-id=[A-Za-z0-9_-]{43}", name)
    assert sorted(attribute.lower() for attribute in attributes) == [
        "httponly",
        "max-age=604800",
        "path=/",
        "samesite=lax",
        "secure",
    ]


@pytest.mark.parametrize("address", ["0.0.0.0:0", "[::]:0"])
def test_plain_http_for_the_world_needs_a_flag_that_says_danger(tmp_path, address):
    """Line 36."""
    done = program.run(
        "serve", "--production", "--listen", address, "--database", f"sqlite:{tmp_path / 'a.db'}", timeout=10
    )
    assert done.returncode == 2
    assert "dangerously" in done.stderr and done.stderr.strip().count("\n") == 0


def verify(server, *cookies):
    return server.client.get("/verify", [("Cookie", cookie) for cookie in cookies]).status


def test_the_cookie_as_set_is_taken_among_others(production, token):
    """Line 37: else refusing all would pass."""
    assert verify(production, f"__Host-id={token}") == 200
    assert verify(production, f"a=b; __Host-id={token}; c=d") == 200
    assert verify(production, "a=b", f"__Host-id={token}") == 200


def test_two_session_cookies_are_refused(production, token):
    """Line 37: one of them may be an attacker's."""
    for other in (token, "A" * 43, ""):
        assert verify(production, f"__Host-id={token}; __Host-id={other}") == 401
        assert verify(production, f"__Host-id={other}; __Host-id={token}") == 401
        assert verify(production, f"__Host-id={token}", f"__Host-id={other}") == 401


LOOKALIKES = [
    "__host-id={}",
    "__HOST-id={}",
    "__Host-ID={}",
    "__Host-id ={}",
    " __Host-id={}x",
    "\u2000__Host-id={}",
    "\x85__Host-id={}",
    "\xa0__Host-id={}",
    '__Host-id="{}"',
    "'__Host-id'={}",
    "$Version=1; $__Host-id={}",
    '$Version=1; __Host-id="{}"; $Path="/"',
    "__Host-id=\t{}x",
    "__Host-id[]={}",
    "__Host-id%20={}",
    "%5f_Host-id={}",
    "id={}",
    "__Secure-id={}",
    "={}",
    "__Host-id,a={}",
    "a=b,__Host-id={}",
    "=__Host-id={}",
    "__Host-id={}%00",
    "__Host-id={}=",
    "__Host-id==.{}",
]


@pytest.mark.parametrize("shape", LOOKALIKES)
def test_what_only_looks_like_it_never_counts(production, token, shape):
    """Line 37."""
    cookie = shape.format(token).encode("utf-8").decode("latin-1")
    assert verify(production, cookie) in (400, 401)


@pytest.mark.parametrize(
    "change", [str.upper, str.lower, lambda token: token[:-1], lambda token: token + "=", lambda token: token[::-1]]
)
def test_a_changed_token_opens_nothing(production, token, change):
    """Line 37. The last character's spare bits may spell one token twice: that is none, either."""
    assert verify(production, f"__Host-id={change(token)}") == 401


def test_the_spare_bits_of_a_token_must_be_zero(production, token):
    """Line 37."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    for spare in (1, 2, 3):
        last = alphabet[alphabet.index(token[-1]) | spare]
        assert verify(production, f"__Host-id={token[:-1]}{last}") == 401
