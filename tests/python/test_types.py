"""The package is typed: mypy finds nothing in it, nor in what uses it."""

import pathlib
import subprocess
import sys

import ostiary
import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]


def test_the_package_says_that_it_is_typed():
    folder = pathlib.Path(ostiary.__file__).parent
    assert (folder / "py.typed").exists()
    assert "class StoreError" in (folder / "_core.pyi").read_text()


def test_mypy_finds_nothing(tmp_path):
    pytest.importorskip("mypy", reason="in the newest environment alone")
    examples = [ROOT / "examples/starlette_app.py", ROOT / "examples/fastapi_app.py"]
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", tmp_path]
    package = pathlib.Path(ostiary.__file__).parent
    for given in ([package], examples):
        done = subprocess.run([*map(str, [*command, *given])], cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout
