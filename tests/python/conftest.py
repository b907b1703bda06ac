"""Fixtures of the tests of the Python package. They need the package installed, and no program."""

import pytest

from hosting.hosts import HOSTS, UvicornHost


@pytest.fixture(params=[f"{framework}-{host}" for framework in ("starlette", "fastapi") for host in HOSTS])
def host(request, tmp_path):
    """Starlette and FastAPI, each under the TestClient and under a real uvicorn."""
    framework, name = request.param.split("-")
    made = HOSTS[name](tmp_path, framework)
    yield made
    made.stop()


@pytest.fixture
def uvicorn_host(tmp_path):
    """For what only a real server shows."""
    made = UvicornHost(tmp_path, "starlette")
    yield made
    made.stop()
