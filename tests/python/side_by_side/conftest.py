"""The file that piccolo makes, its copies, and a client for an app of either package on one of them."""

import datetime
import shutil
import warnings

import ostiary
import pytest
from piccolo.apps.user.tables import BaseUser
from piccolo.engine.sqlite import SQLiteEngine
from piccolo_api.session_auth.tables import SessionsBase
from starlette.testclient import TestClient

from hosting.apps import make_app
from hosting.client import Client
from side_by_side.case import build
from side_by_side.sides import PASSWORD, Side

# Few rounds, so that the tests are about answers and not about hashing; either side reads any number.
ROUNDS = 20_000


@pytest.fixture(autouse=True)
def few_rounds(monkeypatch):
    monkeypatch.setattr(BaseUser, "_pbkdf2_iteration_count", ROUNDS)


def use(path):
    """piccolo's tables live in that file from now on."""
    engine = SQLiteEngine(path=str(path))
    for table in (BaseUser, SessionsBase):
        table._meta._db = engine


def add_session(token, user_id, expiry, most=datetime.timedelta(days=1)):
    now = datetime.datetime.now()
    session = SessionsBase(token=token.ljust(43, "x"), user_id=user_id)
    session.expiry_date, session.max_expiry_date = now + expiry, now + most
    session.save().run_sync()


@pytest.fixture(scope="session")
def original(tmp_path_factory):
    """A database as an app of piccolo_api leaves it."""
    path = tmp_path_factory.mktemp("original") / "piccolo.db"
    use(path)
    hour = datetime.timedelta(hours=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseUser, "_pbkdf2_iteration_count", ROUNDS)
        for table in (BaseUser, SessionsBase):
            table.create_table(if_not_exists=True).run_sync()
        for name, settings in {"alice": {"admin": True}, "idle": {"active": False}, "plain": {}, "old": {}}.items():
            email = f"{name}@example.org"
            BaseUser.create_user_sync(name, PASSWORD, **{"email": email, "active": True} | settings)
        old = BaseUser.hash_password(PASSWORD, iterations=1000)
        BaseUser.update({BaseUser.password: old}, force=True).where(BaseUser.username == "old").run_sync()
    add_session("expired", 1, -hour)
    add_session("overdue", 1, hour, -hour)
    add_session("orphan", 99, hour)
    add_session("inactive", 2, hour)
    return path


@pytest.fixture
def ask(original, tmp_path, request):
    """`ask(package, case)`: how that package's app answers that case, on its own copy of the file."""

    def answer(package, case):
        path = tmp_path / f"{package}.db"
        shutil.copy(original, path)
        if package == "ostiary":
            ostiary.configure(database=f"sqlite:{path}", preset="piccolo")
        else:
            use(path)
        with warnings.catch_warnings():
            # The reference warns at each login that production is off.
            warnings.filterwarnings("ignore", message="If running sessions in production")

            def new_app(**settings):
                return make_app(case.framework, **settings)

            app = build(new_app, Side(package), **case.options)
            with TestClient(app, raise_server_exceptions=False) as http:
                return case.act(Client(http, "http://testserver"))

    return answer
