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


MOVED = """
import sys
from ostiary.session_auth.endpoints import session_login, session_logout
from ostiary.session_auth.tables import SessionsBase
from piccolo.apps.user.tables import BaseUser
from piccolo.engine.sqlite import SQLiteEngine
from piccolo_api.session_auth.tables import SessionsBase as Theirs
from starlette.applications import Starlette
from starlette.testclient import TestClient

ENGINE = SQLiteEngine(path="engine.db")


class Staff(BaseUser, tablename="staff", db=ENGINE):
    pass


class Rows(Theirs, tablename="sessions", db=ENGINE):
    pass


for table in (Staff, Rows):
    table.create_table().run_sync()
Staff.create_user_sync("tina", sys.argv[1], email="t@example.org", active=True)
app = Starlette()
app.mount("/logout/", session_logout())
app.mount("/login/", session_login(auth_table=Staff))
with TestClient(app, follow_redirects=False) as client:
    client.post("/login/", data={"username": "tina", "password": sys.argv[1]})
    token = client.cookies["id"]
    assert SessionsBase.get_user_id_sync(token) == 1
    assert client.post("/logout/").status_code == 200
assert Rows.count().where(Rows.token == token).run_sync() == 0
"""


def test_what_is_given_no_table_is_where_its_neighbours_are(tmp_path):
    """As in an app of the reference, whose logout takes no users: it must end what the login began."""
    command = [sys.executable, "-W", "ignore", "-c", MOVED, PASSWORD]
    done = subprocess.run(command, cwd=tmp_path, env=environment(None), capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert [path.name for path in tmp_path.glob("*.db")] == ["engine.db"]


LENGTHS = """
from ostiary.change_password.endpoints import change_password
from ostiary.register.endpoints import register
from ostiary.session_auth.endpoints import session_login
from piccolo.apps.user.tables import BaseUser
from piccolo.engine.sqlite import SQLiteEngine
from piccolo_api.session_auth.tables import SessionsBase
from starlette.applications import Starlette
from starlette.testclient import TestClient

ENGINE = SQLiteEngine(path="engine.db")
SessionsBase._meta._db = ENGINE


class Staff(BaseUser, tablename="staff", db=ENGINE):
    _min_password_length = 10
    _max_password_length = 12


for table in (Staff, SessionsBase):
    table.create_table().run_sync()
app = Starlette()
app.mount("/register/", register(auth_table=Staff, user_defaults={"active": True}))
app.mount("/login/", session_login(auth_table=Staff))
app.mount("/change-password/", change_password())
with TestClient(app, follow_redirects=False) as client:
    def send(path, password, again, **fields):
        return client.post(path, data={**fields, **dict.fromkeys(again, password)})

    for change, length, status in ((False, 9, 422), (False, 13, 422), (False, 12, 303), (True, 9, 422), (True, 10, 303)):
        fields = {"username": "tina", "email": "tina@example.org"}
        path, again = "/register/", ("password", "confirm_password")
        if change:
            client.post("/login/", data={"username": "tina", "password": "a" * 12})
            path, again, fields = "/change-password/", ("new_password", "confirm_new_password"), {"current_password": "a" * 12}
        answer = send(path, "a" * length, again, **fields)
        assert answer.status_code == status, (change, length, answer.text)
        bound = "most 12" if length > 12 else "least 10"
        assert status == 303 or answer.text == f"Password must be at {bound} characters long.", answer.text
assert Staff.login_sync("tina", "a" * 10) == 1
"""


def test_the_lengths_that_a_class_asks_for_hold(tmp_path):
    command = [sys.executable, "-W", "ignore", "-c", LENGTHS]
    done = subprocess.run(command, cwd=tmp_path, env=environment(None), capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
