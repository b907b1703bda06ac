"""A database that is down: refused with 503, never let in, and served again once it is back."""

import pathlib

from harness.program import PASSWORD
from hosting.apps import guarded_app


def test_a_login_without_a_database_is_answered_503(host):
    host.configuration["database"] = f"sqlite:{host.directory}/missing/app.db"
    host.configure()
    client = host.serve(guarded_app)
    for answer in (client.try_login("alice", PASSWORD), client.logout("A" * 43)):
        assert (answer.status, answer.header("Set-Cookie")) == (503, None)
        assert int(answer.header("Retry-After")) > 0
        assert "missing" not in answer.text
    assert client.private("A" * 43).status >= 500
    pathlib.Path(host.directory, "missing").mkdir()
    assert client.try_login("alice", PASSWORD).status == 401


def test_a_database_whose_tables_are_gone_lets_nobody_in(host):
    client = host.serve(guarded_app)
    token = client.login("alice", PASSWORD)
    with host.database.connect() as connection:
        connection.execute("DROP TABLE sessions")
    assert client.private(token).status >= 500
    assert client.try_login("alice", PASSWORD).status == 503
