"""Fixtures of the black-box suites. Each server has its own directory, database and port."""

import itertools
import pathlib

import pytest

from harness import program
from harness.server import RELAXED, Server


def pytest_report_header():
    return f"program: {program.binary()}"


class Servers:
    """Starts servers, and stops them at the end with all that `Server.stop` asserts."""

    def __init__(self, directory):
        assert pathlib.Path(program.binary()).exists(), "build the program, or set OSTIARY_BINARY"
        self.directory = directory
        self.numbers = itertools.count()
        self.running = []

    def new_path(self) -> pathlib.Path:
        return self.directory / f"ostiary-{next(self.numbers)}.db"

    def __call__(self, *flags, database=None, users=("alice",), **settings) -> Server:
        """A server with those users, each with the password `program.PASSWORD`."""
        server = Server(database or self.new_path(), *flags, **settings)
        self.running.append(server)
        for name in users:
            server.add_user(name)
        return server

    def stop(self):
        running, self.running = self.running, []
        try:
            for server in running:
                if server.process.poll() is None:
                    server.stop()
        finally:
            for server in running:
                if server.process.poll() is None:
                    server.kill()


@pytest.fixture(scope="module")
def module_servers(tmp_path_factory):
    servers = Servers(tmp_path_factory.mktemp("servers"))
    yield servers
    servers.stop()


@pytest.fixture
def servers(tmp_path):
    """For tests that need a server of their own."""
    started = Servers(tmp_path)
    yield started
    started.stop()


@pytest.fixture(scope="module")
def server(module_servers):
    """One relaxed server a module, with the users alice and bob."""
    return module_servers(*RELAXED, users=("alice", "bob"))


@pytest.fixture
def client(server):
    return server.client
