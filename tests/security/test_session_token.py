"""The session's token (security.md, lines 29 to 34)."""

import base64
import os

import pytest

from harness import hashes
from harness.client import FORM, encode, message
from harness.database import Database, digest
from harness.program import PASSWORD
from harness.server import RELAXED

COUNT = int(os.environ.get("TOKENS", "2000"))


def cheap(server):
    """Makes alice's logins cost next to nothing."""
    Database(server.database).set_password_hash("alice", hashes.django(PASSWORD, 1))
    return server


def tokens_of(server, count):
    body, content_type = encode({"username": "alice", "password": PASSWORD}, "form")
    request = message("POST", "/login/", {"Content-Type": content_type}, body)
    with server.client.connect() as connection:
        for _ in range(count):
            connection.send(request)
            yield connection.receive().token


def test_tokens_are_256_random_bits(servers):
    """Line 29, in two processes; TOKENS=100000 for the full count."""
    first = cheap(servers(*RELAXED, "--no-upgrade-hashes"))
    second = servers(*RELAXED, "--no-upgrade-hashes", database=first.database, users=())
    tokens = [*tokens_of(first, COUNT // 2), *tokens_of(second, COUNT // 2)]
    raw = [base64.urlsafe_b64decode(token + "=") for token in tokens]
    assert {len(value) for value in raw} == {32}
    assert len(set(tokens)) == COUNT
    assert len({value[:8] for value in raw}) == len({value[-8:] for value in raw}) == COUNT
    ones = sum(int.from_bytes(value, "big").bit_count() for value in raw) / (256 * COUNT)
    assert abs(ones - 0.5) < 4 * 0.5 / (256 * COUNT) ** 0.5


@pytest.mark.parametrize("chosen", ["A" * 43, "0" * 43, "chosen-by-an-attacker", ""])
def test_a_token_chosen_by_somebody_else_is_never_taken_over(server, client, chosen):
    """Line 30."""
    answer = client.try_login("alice", PASSWORD, cookie=chosen)
    assert answer.status == 303
    assert answer.token != chosen
    assert client.verify(chosen) == 401
    assert not Database(server.database).has_session(chosen)


def test_a_session_fixed_before_the_login_is_dead_after_it(client):
    """Lines 30 and 31."""
    attackers = client.login("bob", PASSWORD)
    victims = client.login("alice", PASSWORD, cookie=attackers)
    assert client.verify(attackers) == 401
    assert client.get("/verify", cookie=victims).header("Remote-User") == "alice"


def test_only_its_hash_is_in_the_files(servers):
    """Line 32."""
    server = servers(*RELAXED)
    tokens = [server.client.login("alice", PASSWORD) for _ in range(3)]
    for token in tokens[:2]:
        server.client.verify(token)
    server.client.request("POST", "/logout/", cookie=tokens[0])
    database = Database(server.database)
    for _ in ("open", "closed"):
        written = b"".join(database.files().values())
        for token in tokens:
            assert token.encode() not in written
            assert base64.urlsafe_b64decode(token + "=") not in written
        assert digest(tokens[1]) in written
        if server.process.poll() is None:
            server.stop()


def test_a_token_elsewhere_than_in_the_cookie_is_ignored(client):
    """Line 33."""
    token = client.login("alice", PASSWORD)
    headers = [("Authorization", f"Bearer {token}"), ("X-Session-Id", token), ("Id", token), ("X-Auth-Token", token)]
    assert client.get("/verify", headers).status == 401
    for target in (f"/verify?id={token}", f"/verify;id={token}", f"/verify?session={token}"):
        assert client.get(target).status in (401, 404), target
    assert client.request("GET", "/verify", {"Content-Type": FORM}, f"id={token}".encode()).status in (400, 401)
    assert client.post("/account/", {"id": token, "revoke_others": "1"}).status == 401


def test_strangers_make_no_rows(servers):
    """Line 34."""
    server = servers(*RELAXED)
    client = server.client
    for target in ("/", "/login/", "/logout/", "/account/", "/verify", "/healthz", "/readyz", "/nothing"):
        assert client.get(target, {"Accept": "text/html"}).header("Set-Cookie") is None, target
        client.get(target, cookie="A" * 43)
    client.try_login("alice", "wrong")
    client.request("POST", "/logout/", cookie="A" * 43)
    assert Database(server.database).one("SELECT count(*) FROM sessions") == 0
