"""The programs of the README as they stand, in an empty folder with nothing configured."""

import os
import subprocess
import sys

import pytest

from harness.program import PASSWORD
from serving.servers import running

STARLETTE = """
from ostiary.session_auth.endpoints import session_login, session_logout
from starlette.applications import Starlette

app = Starlette()
app.mount('/login/', session_login())
app.mount('/logout/', session_logout())
"""
FASTAPI = """
from ostiary.session_auth.endpoints import session_login
from fastapi import FastAPI

app = FastAPI()
app.mount('/login/', session_login())
"""
ADD_USER = "from ostiary.users import create_user_sync; create_user_sync('alice', 'violet anchor 71 hummingbird')"


@pytest.mark.parametrize("program", [STARLETTE, FASTAPI], ids=["starlette", "fastapi"])
def test_the_readmes_program_logs_in(tmp_path, program):
    (tmp_path / "app.py").write_text(program)
    subprocess.run([sys.executable, "-c", ADD_USER], cwd=tmp_path, check=True, timeout=30)
    command = ["uvicorn", "--port", "{port}", "app:app"]
    with running(command, None, tmp_path / "server.log", cwd=tmp_path) as server:
        client = server.client()
        assert client.get("/login/").status == 200
        assert client.try_login("alice", PASSWORD).status == 303
    assert {name for name in os.listdir(tmp_path) if name.endswith(".db")} == {"ostiary.db"}


def test_importing_opens_nothing_and_starts_nothing(tmp_path):
    script = """
import os, threading
import ostiary
from ostiary.session_auth.endpoints import session_login
from ostiary.session_auth.middleware import SessionsAuthBackend
session_login(production=True), SessionsAuthBackend()
assert threading.active_count() == 1, threading.enumerate()
assert os.listdir() == [], os.listdir()
assert len(os.listdir("/proc/self/task")) == 1
"""
    subprocess.run([sys.executable, "-c", script], cwd=tmp_path, check=True, timeout=30)
