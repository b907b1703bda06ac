"""Where an app runs. Each test has its own hosts, and each host its own database file."""

import contextlib
import dataclasses
import multiprocessing
import pathlib
import signal
from typing import Callable

import httpx
import ostiary
from ostiary.users import create_user_sync

from harness.database import Database
from harness.program import PASSWORD
from hosting.apps import app_maker, login_app
from hosting.child import run_uvicorn
from hosting.client import Client

PRELOADED = ["starlette.applications", "starlette.middleware.authentication", "fastapi", "uvicorn", "jinja2", "pytest"]
# As uvicorn ends after SIGTERM: by the signal in its newer versions, with 0 in the older ones.
ENDED = (0, -signal.SIGTERM)


@dataclasses.dataclass
class Spec:
    """An app, and how to serve it; goes to the server's process."""

    builder: Callable
    framework: str
    log: pathlib.Path
    options: dict
    configuration: dict
    environment: dict
    uvicorn: dict


class Host:
    """What both have in common: a database with the user alice, its settings, and the framework."""

    def __init__(self, directory, framework):
        self.directory, self.framework = directory, framework
        self.path = directory / "app.db"
        self.configuration = {"database": f"sqlite:{self.path}", "preset": "ostiary"}
        self.cleanup = contextlib.ExitStack()
        self.configure()
        self.add_user("alice", admin=True)

    def configure(self):
        ostiary.configure(**self.configuration)

    @property
    def database(self) -> Database:
        return Database(self.path)

    def add_user(self, name, password=PASSWORD, **settings) -> int:
        return create_user_sync(name, password, **settings)

    def stop(self):
        self.cleanup.close()


class TestClientHost(Host):
    __test__ = False

    def serve(self, builder=login_app, *, root_path="", **options) -> Client:
        from starlette.testclient import TestClient

        app = builder(app_maker(self.framework), **options)
        http = TestClient(app, raise_server_exceptions=False, root_path=root_path)
        self.cleanup.enter_context(http)
        return Client(http, "http://testserver")

    def logged(self, caplog) -> str:
        return caplog.text


class UvicornHost(Host):
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(PRELOADED)

    def serve(self, builder=login_app, *, root_path="", environment=None, uvicorn=None, **options) -> Client:
        settings = {"root_path": root_path} | (uvicorn or {})
        log = self.directory / "server.log"
        self.log = log
        spec = Spec(builder, self.framework, log, options, self.configuration, environment or {}, settings)
        ready, given = self.processes.Pipe(duplex=False)
        self.process = self.processes.Process(target=run_uvicorn, args=(spec, given))
        self.process.start()
        given.close()
        self.cleanup.callback(self.end_process, process=self.process)
        try:
            port = ready.recv()
        except EOFError:
            raise AssertionError(f"the server did not start: {log.read_text()}") from None
        origin = f"http://127.0.0.1:{port}"
        # A connection each: a server that has just answered 500 may be closing the one it answered on.
        http = httpx.Client(base_url=origin, timeout=30, limits=httpx.Limits(max_keepalive_connections=0))
        self.cleanup.callback(http.close)
        return Client(http, origin)

    def logged(self, caplog) -> str:
        return self.log.read_text()

    def end_process(self, timeout=20, process=None) -> int:
        """How the last one, or that one, ended after SIGTERM; one that doesn't end, or crashes, fails the test."""
        process = process or self.process
        if process.is_alive():
            process.terminate()
        process.join(timeout)
        if process.is_alive():
            process.kill()
            process.join()
            raise AssertionError(f"still running after {timeout} s: {self.log.read_text()[-4000:]}")
        assert process.exitcode in ENDED, f"{process.exitcode}: {self.log.read_text()[-4000:]}"
        return process.exitcode


HOSTS = {"testclient": TestClientHost, "uvicorn": UvicornHost}
