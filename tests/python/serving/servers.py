"""Servers started by their own commands, as a user starts them."""

import contextlib
import os
import pathlib
import signal
import socket
import subprocess
import sys
import time

import httpx

from hosting.client import Client

TESTS = pathlib.Path(__file__).resolve().parents[1]
FACTORY = ["--factory", "--host", "127.0.0.1", "--port", "{port}", "serving.apps:create"]
COMMANDS = {
    "uvicorn on uvloop": ["uvicorn", "--loop", "uvloop", "--http", "httptools", *FACTORY],
    "uvicorn on asyncio": ["uvicorn", "--loop", "asyncio", "--http", "h11", *FACTORY],
    "hypercorn": ["hypercorn", "--bind", "127.0.0.1:{port}", "serving.apps:create()"],
    "granian": ["granian", "--interface", "asgi", *FACTORY],
}


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def environment(database) -> dict:
    """Where our apps are found, and the database, if any is to be named."""
    path = os.pathsep.join([str(TESTS), str(TESTS.parent), os.environ.get("PYTHONPATH", "")])
    return os.environ | {"PYTHONPATH": path} | ({"OSTIARY_DATABASE": f"sqlite:{database}"} if database else {})


class Server:
    def __init__(self, command, database, log, cwd=TESTS):
        self.port = free_port()
        self.log = log
        words = [word.format(port=self.port) for word in command]
        with open(log, "wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *words],
                stdout=output,
                stderr=output,
                env=environment(database),
                cwd=cwd,
                # A group of its own, so that nothing of it outlives the test.
                start_new_session=True,
            )

    def wait_until_it_listens(self, timeout=30):
        deadline = time.monotonic() + timeout
        while True:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.05)

    def client(self) -> Client:
        origin = f"http://127.0.0.1:{self.port}"
        limits = httpx.Limits(max_keepalive_connections=0)
        return Client(httpx.Client(base_url=origin, timeout=30, limits=limits), origin)

    def stop(self, timeout=20) -> int:
        """How it ended; one that takes longer fails the test."""
        try:
            self.process.terminate()
            return self.process.wait(timeout)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@contextlib.contextmanager
def running(command, database, log, **settings):
    server = Server(command, database, log, **settings)
    try:
        server.wait_until_it_listens()
        yield server
    finally:
        ended = server.stop()
    assert ended in (0, -signal.SIGTERM), f"{ended}: {log.read_text()[-4000:]}"
