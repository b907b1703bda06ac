"""The programs of the README, the guide and the examples as they stand, in an empty folder with nothing configured."""

import os
import pathlib
import re
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


ROOT = pathlib.Path(__file__).resolve().parents[2]
GUIDE = re.findall(r"^```python\n(.*?)^```", (ROOT / "docs/asgi.md").read_text(), re.MULTILINE | re.DOTALL)
VISIT = """
import re, runpy, sys
from starlette.testclient import TestClient
with TestClient(runpy.run_path(sys.argv[1])["app"]) as client:
    assert "alice" not in client.get(sys.argv[2]).text
    def field(path):
        return re.search('name="(csrftoken)" value="([^"]+)"', client.get(path).text).groups()
    credentials = {"username": "alice", "password": sys.argv[3]}
    refused = client.post("/login/", data=credentials)
    assert (refused.status_code, refused.headers["RateLimit-Limit"]) == (403, "100"), refused.text
    credentials |= [field("/login/")]
    page = client.post("/login/", data=credentials)
    assert page.url.path == sys.argv[2] and "alice" in page.text, page.text
    assert client.post("/logout/", data=dict([field("/logout/")])).url.path == "/login/"
    assert "alice" not in client.get(sys.argv[2]).text
"""


@pytest.mark.parametrize("program", GUIDE, ids=range(len(GUIDE)))
def test_the_guides_program_runs(tmp_path, program):
    subprocess.run([sys.executable, "-c", program], cwd=tmp_path, check=True, timeout=30)


@pytest.mark.parametrize("name, page", [("starlette_app.py", "/"), ("fastapi_app.py", "/api/me")])
def test_the_examples_page_is_behind_its_login(tmp_path, name, page):
    subprocess.run([sys.executable, "-c", ADD_USER], cwd=tmp_path, check=True, timeout=30)
    example = str(ROOT / "examples" / name)
    subprocess.run([sys.executable, "-c", VISIT, example, page, PASSWORD], cwd=tmp_path, check=True, timeout=30)


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
