"""Flags, variables and the TOML file; and what is refused at the start, with one sentence and exit status 2."""

import subprocess

import pytest

from harness import program
from harness.program import PASSWORD
from harness.server import RELAXED


@pytest.fixture
def path(tmp_path):
    return tmp_path / "ostiary.db"


def serve(path, *flags, env=None, config=None):
    if config is not None:
        file = path.parent / "ostiary.toml"
        file.write_text(config)
        flags = (*flags, "--config", file)
    return program.run("serve", "--listen", "127.0.0.1:0", "--database", f"sqlite:{path}", *flags, env=env, timeout=10)


def assert_refused(done, *words):
    assert done.returncode == 2, (done.returncode, done.stderr)
    sentence = done.stderr.strip().splitlines()[-1]
    assert len([line for line in done.stderr.strip().splitlines() if '"level":"error"' in line or "{" not in line]) == 1
    for word in words:
        assert word in sentence, sentence


BAD_FLAGS = [
    ("--nonsense",),
    ("--listen", "nowhere"),
    ("--listen", "127.0.0.1:99999"),
    ("--listen", "127.0.0.1"),
    ("--database", "oracle:x"),
    ("--session-expiry", "soon"),
    ("--session-expiry", "0s"),
    ("--session-expiry", "-1h"),
    ("--session-expiry", "8d", "--max-session-expiry", "1d"),
    ("--session-expiry", "99999999999999999999h"),
    ("--trusted-proxies", "everyone"),
    ("--trusted-proxies", "10.0.0.0/33"),
    ("--trusted-origins", "app.example.org"),
    ("--cookie-name", "a b"),
    ("--cookie-name", "__Host-id"),
    ("--cookie-name", ""),
    ("--hash-memory", "1024"),
    ("--hash-iterations", "1"),
    ("--hash-parallelism", "0"),
    ("--body-limit", "0"),
    ("--account-limit", "-1"),
    ("--account-window", "0s"),
    ("--log-level", "loud"),
    ("--log-format", "xml"),
    ("--template-dir", "/nonexistent"),
    ("--tls-certificate", "/nonexistent.pem", "--tls-key", "/nonexistent.pem"),
    ("--tls-certificate", "/dev/null"),
    ("--captcha", "hcaptcha"),
    ("--captcha", "another", "--captcha-site-key", "k", "--captcha-secret-file", "/dev/null"),
    ("--captcha", "hcaptcha", "--captcha-site-key", "k", "--captcha-secret-file", "/dev/null"),
    ("--config", "/nonexistent.toml"),
    ("--production", "--listen", "0.0.0.0:0"),
]


@pytest.mark.parametrize("flags", BAD_FLAGS, ids=" ".join)
def test_a_bad_flag_is_refused_at_the_start(path, flags):
    assert_refused(serve(path, *flags))


@pytest.mark.parametrize(
    "config, word",
    [
        ("sesion_expiry = '1h'\n", "sesion_expiry"),
        ("session_expiry = 'soon'\n", "session_expiry"),
        ("session_expiry = []\n", "session_expiry"),
        ("production = 'perhaps'\n", "production"),
        ("hash_memory = 'much'\n", "hash_memory"),
        ("listen = \n", ""),
        ("[serve]\nlisten = '127.0.0.1:0'\n", "serve"),
    ],
)
def test_a_bad_key_in_the_file_is_refused_and_named(path, config, word):
    assert_refused(serve(path, config=config), word)


@pytest.mark.parametrize(
    "name, value",
    [("OSTIARY_SESION_EXPIRY", "1h"), ("OSTIARY_SESSION_EXPIRY", "soon"), ("OSTIARY_PRODUCTION", "perhaps")],
)
def test_a_bad_variable_is_refused_and_named(path, name, value):
    assert_refused(serve(path, env={name: value}), name)


def max_age(server):
    cookie = server.client.try_login("alice", PASSWORD).header("Set-Cookie")
    return cookie.split("Max-Age=")[1].split(";")[0]


def test_a_flag_goes_before_a_variable_before_the_file(servers, tmp_path):
    config = tmp_path / "ostiary.toml"
    config.write_text("max_session_expiry = '2h'\ncookie_name = 'door'\n")
    variable = {"OSTIARY_MAX_SESSION_EXPIRY": "3h"}
    assert max_age(servers("--config", config)) == "7200"
    assert max_age(servers("--config", config, env=variable)) == "10800"
    server = servers("--config", config, "--max-session-expiry", "4h", env=variable)
    assert max_age(server) == "14400"
    assert server.client.try_login("alice", PASSWORD).header("Set-Cookie").startswith("door=")


def test_redirect_to_and_cookie_name_are_used(servers):
    server = servers(*RELAXED, "--redirect-to", "/welcome", "--cookie-name", "door")
    answer = server.client.try_login("alice", PASSWORD)
    assert answer.header("Location") == "/welcome"
    assert answer.header("Set-Cookie").startswith("door=")
    assert server.client.get("/verify", {"Cookie": f"door={answer.token}"}).status == 200
    assert server.client.get("/verify", {"Cookie": f"id={answer.token}"}).status == 401


def test_without_redirect_to_a_login_is_answered_in_json(servers):
    server = servers(*RELAXED, "--redirect-to", "")
    answer = server.client.try_login("alice", PASSWORD)
    assert answer.status == 200
    assert answer.header("Content-Type") == "application/json"
    assert answer.json == {"message": "logged in"}
    assert server.client.verify(answer.token) == 200


def test_the_log_warns_once_outside_production(servers):
    server = servers(*RELAXED)
    for _ in range(3):
        server.client.login("alice", PASSWORD)
    assert len(server.events("not_production")) == 1
    assert not servers("--production", users=()).events("not_production")


def test_a_port_in_use_is_told_in_one_sentence(path, servers):
    server = servers(users=())
    assert_refused(serve(path, "--listen", f"127.0.0.1:{server.port}"), str(server.port))


def test_help_names_every_setting():
    text = program.succeed("serve", "--help")
    for flag in (
        "listen database config production trusted-proxies session-expiry max-session-expiry increase-expiry "
        "redirect-to cookie-name trusted-origins metrics-listen tls-certificate tls-key template-dir "
        "log-level log-format io-threads worker-threads max-connections hash-memory hash-iterations "
        "hash-parallelism hash-slots hash-queue account-limit account-window address-limit address-window "
        "refusal-time upgrade-hashes captcha captcha-site-key captcha-secret-file read-timeout idle-timeout "
        "body-limit dangerously-allow-plain-http "
    ).split():
        assert f"--{flag}" in text, flag


@pytest.mark.parametrize(
    "arguments, sentence",
    [
        ((), "a command is missing"),
        (("nonsense",), "there is no such command"),
        (("user",), "a command is missing"),
        (("user", "nonsense"), "there is no such command"),
        (("serve", "--nonsense", "1"), "there is no --nonsense"),
        (("serve", "--io-threads"), "--io-threads needs a value"),
        (("user", "add", "--emial"), "there is no --emial"),
        (("user", "add"), "NAME is required"),
        (("user", "add", "alice", "hunter2"), "there is an argument too many"),
        (("user", "add", "alice", "--password-stdin=hunter2"), "a flag that takes no value was given one"),
        (("session", "revoke"), "ID or --user is required"),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, tuple) else "",
)
def test_a_wrong_command_line_is_told_what_is_wrong_with_it(arguments, sentence):
    done = program.run(*arguments)
    assert done.returncode == 2
    assert done.stderr.startswith(f"ostiary: {sentence} ("), done.stderr
    assert "hunter2" not in done.stderr


def test_no_warning_goes_before_a_refusal(path):
    assert "not_production" not in serve(path, "--cookie-name", "a b").stderr


def test_a_metrics_port_in_use_is_told_by_its_own_name(path, servers):
    server = servers(users=())
    assert_refused(serve(path, "--metrics-listen", f"127.0.0.1:{server.port}"), "metrics_listen", str(server.port))


def test_templates_are_exported_and_used_in_place_of_the_built_in_ones(servers, tmp_path):
    directory = tmp_path / "templates"
    program.succeed("templates", "export", directory)
    names = {file.name for file in directory.iterdir()}
    assert {"session_login.html", "session_logout.html", "account.html"} <= names
    page = directory / "session_login.html"
    page.write_text(page.read_text().replace("<h1>Log in</h1>", "<h1>Who is there?</h1>"))
    server = servers("--template-dir", directory, users=())
    assert "Who is there?" in server.client.get("/login/").text


def test_export_overwrites_nothing(tmp_path):
    mine = tmp_path / "session_login.html"
    mine.write_text("mine")
    assert program.run("templates", "export", tmp_path).returncode != 0
    assert mine.read_text() == "mine"


def test_doctor_finds_nothing_wrong_with_a_fresh_database(path):
    program.succeed("migrate", "--database", f"sqlite:{path}")
    done = program.run("doctor", "--database", f"sqlite:{path}")
    assert done.returncode == 0, done.stdout + done.stderr
    for subject in ("database", "clock", "permission", "hash"):
        assert subject in done.stdout.lower(), subject


def test_doctor_finds_a_database_that_others_can_read_and_says_what_to_do(path):
    program.succeed("migrate", "--database", f"sqlite:{path}")
    path.chmod(0o644)
    done = program.run("doctor", "--database", f"sqlite:{path}")
    assert done.returncode == 1
    assert "chmod" in done.stdout + done.stderr


def test_doctor_finds_a_database_that_is_behind(path):
    done = program.run("doctor", "--database", f"sqlite:{path}")
    assert done.returncode == 1
    assert "migrate" in done.stdout + done.stderr


def test_text_logs_are_for_people(path):
    process = subprocess.Popen(
        [program.binary(), "serve", "--listen", "127.0.0.1:0", "--database", f"sqlite:{path}", "--log-format", "text"],
        stderr=subprocess.PIPE,
        env=program.environment(),
        text=True,
    )
    line = process.stderr.readline()
    while "listening" not in line:
        line = process.stderr.readline()
        assert line, "never listened"
    assert not line.startswith("{") and "127.0.0.1" in line
    process.terminate()
    assert process.wait(15) == 0
    process.stderr.close()
