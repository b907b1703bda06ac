"""Runs the program's commands."""

import os
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]

# Passes the password policy; no words of it are in any user name here.
PASSWORD = "violet anchor 71 hummingbird"
OTHER_PASSWORD = "granite teapot 38 nightingale"


def binary() -> str:
    """The program under test: OSTIARY_BINARY, as a path from the project's root."""
    return str(ROOT / os.environ.get("OSTIARY_BINARY", "build/dev/ostiary"))


def is_sanitized() -> bool:
    """Whether it was built with a sanitizer; its time then tells nothing."""
    path = pathlib.Path(binary())
    return path.exists() and b"san_init" in path.read_bytes()


def environment(extra=None) -> dict:
    """The environment without the settings that a developer may have set for the program."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("OSTIARY_")}
    return kept | (extra or {})


def run(*arguments, stdin="", env=None, timeout=60, cwd=None) -> subprocess.CompletedProcess:
    """One command, to its end; `returncode`, `stdout` and `stderr` as text."""
    return subprocess.run(
        [binary(), *map(str, arguments)],
        input=stdin,
        env=environment(env),
        timeout=timeout,
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
    )


def succeed(*arguments, **settings) -> str:
    """One command that must exit with 0; its standard output."""
    done = run(*arguments, **settings)
    assert done.returncode == 0, f"{arguments} exited with {done.returncode}: {done.stdout}{done.stderr}"
    return done.stdout


def add_user(database, name, password=PASSWORD, *flags):
    succeed("user", "add", name, *flags, "--password-stdin", "--database", f"sqlite:{database}", stdin=password + "\n")
