"""Nothing secret is written down, and nobody writes the log but us (security.md, lines 78 to 80)."""

import json
import os

import pytest

from harness import program
from harness.database import Database
from harness.program import OTHER_PASSWORD, PASSWORD
from harness.server import RELAXED


def test_a_password_and_a_token_are_in_no_debug_log(servers):
    """Line 78: neither in whole requests nor in broken ones."""
    server = servers(*RELAXED, "--log-level", "debug")
    client, canary = server.client, "canary-5150"
    token = client.login("alice", PASSWORD)
    for kind in ("form", "json", "multipart"):
        client.try_login("alice", canary, kind=kind)
        client.try_login("alice", "", kind=kind, headers={"X-Canary": canary})
    client.request("POST", "/login/", {"Content-Type": "application/json"}, b'{"password":"canary-5150"')
    client.request("POST", "/login/", {"Content-Type": "text/plain"}, b"canary-5150")
    client.get(f"/login/?password={canary}&id={token}")
    client.get(f"/verify?token={token}")
    client.get("/verify", cookie=canary)
    client.get("/account/", {"Authorization": f"Bearer {canary}"}, cookie=token)
    client.request("POST", "/logout/", {"Sec-Fetch-Site": "cross-site"}, cookie=token)
    server.stop()
    assert len(server.log) > 3
    for secret in (canary, PASSWORD, token, "$argon2id$"):
        assert secret not in server.stderr, secret


NAMES = [
    'a\n{"event":"ok"}',
    "a\r\nb",
    "a\u2028b",
    'a"b\\c',
    "a\x1b[31mb",
    "a\0b",
    "x" * 5_000,
    "\ud7ff\U0001f600",
    "<b>",
]


@pytest.mark.parametrize("name", NAMES, ids=lambda name: ascii(name[:12]))
def test_a_failed_login_is_one_escaped_line(servers, name):
    """Line 79."""
    server = servers(*RELAXED)
    server.client.try_login(name, "wrong", kind="json")
    record = server.wait_for("login_failed")
    assert name.startswith(record["username"]) and len(record["username"]) >= min(len(name), 30)
    server.stop()
    assert len(server.events("login_failed")) == 1
    assert not server.events("ok")
    line = next(line for line in server.lines if "login_failed" in line)
    assert not any(character < " " or character == "\x7f" for character in line)
    assert len(line) < 2_000
    (row,) = Database(server.database).events("login_failed")
    assert row["username"] == record["username"]


def test_another_header_is_escaped_too(servers):
    """Line 79."""
    server = servers(*RELAXED)
    server.client.try_login("alice", "wrong", headers={"User-Agent": '"},{"event":"ok"\t\xff'})
    record = server.wait_for("login_failed")
    assert record["user_agent"].startswith('"},{"event":"ok"')
    server.stop()
    assert all(json.loads(line) for line in server.lines)


def serve_with_captcha(folder, *flags):
    flags = ("--database", f"sqlite:{folder / 'a.db'}", "--captcha", "hcaptcha", "--captcha-site-key", "site", *flags)
    return program.run("serve", "--listen", "127.0.0.1:0", *flags, timeout=10)


@pytest.mark.parametrize("secret", [b"", b"\n", b" \n", b"with a blank\n", b"\xff\xfe\n"])
def test_a_captcha_without_a_usable_secret_is_refused_at_the_start(tmp_path, secret):
    """Line 80."""
    file = tmp_path / "captcha.key"
    file.write_bytes(secret)
    done = serve_with_captcha(tmp_path, "--captcha-secret-file", file)
    assert done.returncode == 2
    assert "with a blank" not in done.stderr


def test_a_secret_can_be_given_by_file_alone(tmp_path):
    """Line 80: never in the arguments, which every user of the machine can read."""
    help_text = program.succeed("serve", "--help") + program.succeed("user", "add", "--help")
    assert "--captcha-secret-file" in help_text
    assert "--captcha-secret " not in help_text and "--password " not in help_text
    done = serve_with_captcha(tmp_path, "--captcha-secret", "0xSECRET")
    assert done.returncode == 2
    assert "0xSECRET" not in done.stderr


def test_a_secret_is_in_no_log_page_or_argument(servers, tmp_path):
    """Lines 78 and 80."""
    file = tmp_path / "captcha.key"
    file.write_text("0xCANARY-captcha-secret\n")
    file.chmod(0o600)
    server = servers(
        "--captcha", "hcaptcha", "--captcha-site-key", "site", "--captcha-secret-file", file, "--log-level", "debug"
    )
    page = server.client.get("/login/")
    assert 'data-sitekey="site"' in page.text
    server.client.try_login("alice", OTHER_PASSWORD)
    with open(f"/proc/{server.process.pid}/cmdline", "rb") as arguments:
        written = arguments.read().decode() + page.text + server.stderr
    assert "CANARY" not in written


@pytest.mark.parametrize("kind", ["form", "json", "multipart"])
def test_a_captcha_is_not_skipped_by_another_kind_of_body(servers, tmp_path, kind):
    """Line 81: without its answer nobody is let in, and the password isn't even looked at."""
    file = tmp_path / "captcha.key"
    file.write_text("secret\n")
    server = servers("--captcha", "hcaptcha", "--captcha-site-key", "site", "--captcha-secret-file", file)
    for extra in ({}, {"h-captcha-response": ""}, {"g-recaptcha-response": "x"}):
        answer = server.client.post("/login/", {"username": "alice", "password": PASSWORD} | extra, kind)
        assert (answer.status, answer.token) == (401, None)
        assert "captcha" in answer.text


def test_the_files_are_for_their_owner_alone(servers):
    """Line 80: the database, and the log and index beside it, whatever the umask."""
    server = servers(*RELAXED, limits=lambda: os.umask(0))
    server.client.login("alice", PASSWORD)
    for path in server.database.parent.glob(server.database.name + "*"):
        assert path.stat().st_mode & 0o077 == 0, path.name
