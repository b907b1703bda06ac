"""What `cmake --install` leaves serves a project outside the tree, by CMake and by pkg-config, wherever it is moved."""

import os
import pathlib
import shlex
import shutil
import subprocess

import pytest

from harness import program

DOCUMENT = program.ROOT / "docs/installing.md"
APP = pathlib.Path(__file__).parent / "app"
SAID = "200 form\n"


def run(*command, env=None) -> subprocess.CompletedProcess:
    environment = {**os.environ, **(env or {})}
    return subprocess.run([*map(str, command)], env=environment, capture_output=True, text=True)


def succeed(*command, env=None) -> str:
    done = run(*command, env=env)
    assert done.returncode == 0, f"{shlex.join(map(str, command))}\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def prefix(tmp_path_factory):
    folder = tmp_path_factory.mktemp("prefix")
    build = pathlib.Path(program.binary()).parent
    succeed("cmake", "--install", build, "--prefix", folder / "built", "--component", "development")
    shutil.move(folder / "built", folder / "moved")
    return folder / "moved"


def configure(prefix, source, build) -> subprocess.CompletedProcess:
    return run("cmake", "-G", "Ninja", "-S", source, "-B", build, f"-DCMAKE_PREFIX_PATH={prefix}")


def find_package(prefix, folder, call) -> subprocess.CompletedProcess:
    """A project that has just that call, and then says which targets there are."""
    lines = ["cmake_minimum_required(VERSION 3.25)", "project(asks LANGUAGES CXX)", call]
    lines += ["get_property(found DIRECTORY PROPERTY IMPORTED_TARGETS)", 'message(NOTICE "targets: ${found}")']
    (folder / "CMakeLists.txt").write_text("\n".join(lines))
    return configure(prefix, folder, folder / "build")


def test_a_cmake_project_finds_builds_and_runs(prefix, tmp_path):
    done = configure(prefix, APP, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    succeed("cmake", "--build", tmp_path)
    assert succeed(tmp_path / "app") == SAID


def test_pkg_config_says_all_that_a_compiler_needs(prefix, tmp_path):
    (folder,) = prefix.rglob("pkgconfig")
    flags = succeed("pkg-config", "--cflags", "--libs", "ostiary-server", env={"PKG_CONFIG_PATH": str(folder)})
    succeed("g++", "-std=c++20", APP / "main.cpp", "-o", tmp_path / "app", *shlex.split(flags))
    assert succeed(tmp_path / "app") == SAID


def test_the_core_alone_is_the_default(prefix, tmp_path):
    done = find_package(prefix, tmp_path, "find_package(ostiary CONFIG REQUIRED)")
    assert done.returncode == 0, done.stderr
    assert "ostiary::ostiary" in done.stderr and "ostiary::server" not in done.stderr


@pytest.mark.parametrize(
    "asked, said",
    [
        ("0.1 CONFIG REQUIRED COMPONENTS nothing_of_ours", "set ostiary_FOUND to FALSE"),
        ("0.0.9 CONFIG REQUIRED", "version: 0.1.0"),
    ],
)
def test_what_the_package_does_not_have_is_not_found(prefix, tmp_path, asked, said):
    done = find_package(prefix, tmp_path, f"find_package(ostiary {asked})")
    assert done.returncode != 0
    assert said in done.stderr


def test_no_file_names_where_it_was_built(prefix):
    build = pathlib.Path(program.binary()).parent
    files = [path for path in prefix.rglob("*") if path.suffix in (".cmake", ".pc", ".hpp")]
    assert len(files) > 10
    for path in files:
        text = path.read_text()
        for place in (program.ROOT, build, prefix.parent / "built", "/usr/lib"):
            assert str(place) not in text, f"{path} names {place}"


def test_the_documents_project_is_the_tested_one():
    assert f"```cmake\n{(APP / 'CMakeLists.txt').read_text().partition(chr(10))[2]}```" in DOCUMENT.read_text()
