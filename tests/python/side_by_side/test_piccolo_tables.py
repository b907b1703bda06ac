"""Piccolo's `Table` classes as parameters: their names, their engine, and rows of their class behind the guard."""

import json
import subprocess
import sys

import pytest

from serving.servers import environment
from side_by_side.sides import PASSWORD

PROGRAM = """
import json, sys
from ostiary.session_auth.endpoints import session_login
from ostiary.session_auth.middleware import SessionsAuthBackend
from piccolo.apps.user.tables import BaseUser
from piccolo.columns import Varchar
from piccolo.engine.sqlite import SQLiteEngine
from piccolo_api.session_auth.tables import SessionsBase
from starlette.applications import Starlette
from starlette.middleware.authentication import AuthenticationMiddleware
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient

ENGINE = SQLiteEngine(path="engine.db")


class Staff(BaseUser, tablename="staff", db=ENGINE):
    team = Varchar(default="doors")


class StaffSessions(SessionsBase, tablename="staff_sessions", db=ENGINE):
    pass


async def page(request):
    row = request.user.user
    return JSONResponse([type(row).__name__, row.username, row.team, row.admin, request.user.user_id])


for table in (Staff, StaffSessions):
    table.create_table().run_sync()
Staff.create_user_sync("tina", sys.argv[1], email="t@example.org", active=True, admin=True)
guard = SessionsAuthBackend(auth_table=Staff, session_table=StaffSessions)
app = Starlette()
app.mount("/login/", session_login(auth_table=Staff, session_table=StaffSessions, production=True))
app.mount("/private", AuthenticationMiddleware(Starlette(routes=[Route("/", page)]), backend=guard))
with TestClient(app, base_url="https://testserver", follow_redirects=False) as client:
    answer = client.post("/login/", data={"username": "tina", "password": sys.argv[1]})
    token = answer.cookies["id"]
    shown = client.get("/private/", headers={"Cookie": f"id={token}"})
rows = StaffSessions.count().where(StaffSessions.token == token).run_sync()
print(json.dumps([answer.status_code, shown.status_code, shown.json(), rows]))
"""


@pytest.mark.parametrize("database", [None, "engine.db"], ids=["the tables' engine", "OSTIARY_DATABASE"])
def test_tables_given_as_classes_are_used_with_their_engine(tmp_path, database):
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", PROGRAM, PASSWORD],
        cwd=tmp_path,
        env=environment(database),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [303, 200, ["Staff", "tina", "doors", True, 1], 1]
    assert [path.name for path in tmp_path.glob("*.db")] == ["engine.db"]
