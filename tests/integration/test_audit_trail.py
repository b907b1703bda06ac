"""What happened at the door: one log line and one row each, and never a secret."""

import datetime
import subprocess

import pytest

from harness import program
from harness.database import Database
from harness.program import OTHER_PASSWORD, PASSWORD
from harness.server import RELAXED


@pytest.fixture
def door(servers):
    return servers(*RELAXED, "--log-level", "debug")


def test_a_login_is_one_line_and_one_row(door):
    token = door.client.login("alice", PASSWORD, headers={"User-Agent": "curl/8.0"})
    record = door.wait_for("login")
    (row,) = Database(door.database).events("login")
    for told in (record, row):
        assert told["username"] == "alice"
        assert str(told["user_id"]) == str(Database(door.database).user_id("alice"))
        assert told["address"] == "127.0.0.1"
        assert told["user_agent"] == "curl/8.0"
        assert told["session_id"] and told["session_id"] != token
    assert len(door.events("login")) == 1


def test_the_time_is_utc(door):
    door.client.login("alice", PASSWORD)
    record = door.wait_for("login")
    stamp = next(value for value in record.values() if isinstance(value, str) and value.endswith("Z"))
    told = datetime.datetime.fromisoformat(stamp.replace("Z", "+00:00"))
    assert abs((datetime.datetime.now(datetime.timezone.utc) - told).total_seconds()) < 60


@pytest.mark.parametrize(
    "name, detail", [("alice", "wrong password"), ("nobody", "unknown user"), ("carol", "inactive user")]
)
def test_a_failure_is_one_line_and_one_row_with_its_reason(door, name, detail):
    door.add_user("carol")
    program.succeed("user", "disable", "carol", "--database", f"sqlite:{door.database}")
    door.client.try_login(name, PASSWORD if name == "carol" else "wrong")
    assert door.wait_for("login_failed")["detail"] == detail
    (row,) = Database(door.database).events("login_failed")
    assert (row["username"], row["detail"]) == (name, detail)


def test_a_logout_and_a_revocation_are_recorded(door):
    client, database = door.client, Database(door.database)
    other, ours = client.login("alice", PASSWORD), client.login("alice", PASSWORD)
    listed = client.get("/account/", {"Accept": "application/json"}, cookie=ours).json["sessions"]
    (target,) = [entry["id"] for entry in listed if not entry["current"]]
    client.post("/account/", {"revoke": target}, cookie=ours)
    assert door.wait_for("session_revoked")["session_id"] == target
    client.request("POST", "/logout/", cookie=ours)
    logout = door.wait_for("logout")
    assert (logout["user_id"], logout["username"]) == (str(database.user_id("alice")), "alice")
    assert [len(database.events(kind)) for kind in ("session_revoked", "logout")] == [1, 1]
    client.request("POST", "/logout/", cookie=other)
    assert len(database.events("logout")) == 1, "a dead session's logout is none"


def test_a_password_change_is_recorded(door):
    stdin = OTHER_PASSWORD + "\n"
    program.succeed("user", "passwd", "alice", "--password-stdin", "--database", f"sqlite:{door.database}", stdin=stdin)
    (row,) = Database(door.database).events("password_changed")
    assert row["username"] == "alice"


def test_no_secret_is_in_debug_logs_or_files(door):
    canary = "canary " + OTHER_PASSWORD
    door.client.try_login("alice", canary)
    door.client.try_login("nobody", canary, kind="json")
    door.client.post("/login/", {"username": "alice", "password": canary, "format": "html"}, "multipart")
    door.client.get("/login/?password=" + canary.replace(" ", "%20"))
    tokens = [door.client.login("alice", PASSWORD) for _ in range(2)]
    door.client.request("POST", "/logout/", cookie=tokens[0])
    door.client.get("/verify", cookie=tokens[1])
    files = Database(door.database).files()
    assert any(name.endswith("-wal") for name in files)
    written = b"".join(files.values()) + door.stderr.encode()
    for secret in [canary, canary.replace(" ", "%20"), PASSWORD, *tokens]:
        assert secret.encode() not in written, secret
    assert "$argon2id$" not in door.stderr


def test_no_secret_is_in_the_arguments_of_a_process(tmp_path):
    process = subprocess.Popen(
        [program.binary(), "user", "add", "alice", "--password-stdin", "--database", f"sqlite:{tmp_path / 'a.db'}"],
        stdin=subprocess.PIPE,
        env=program.environment(),
    )
    with open(f"/proc/{process.pid}/cmdline", "rb") as file:
        assert PASSWORD.encode() not in file.read()
    process.communicate(PASSWORD.encode() + b"\n", timeout=30)
    assert process.returncode == 0
