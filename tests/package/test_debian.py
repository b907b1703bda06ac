"""The Debian packages hold a service that runs as it is packed."""

import pathlib
import re
import socket
import subprocess

import pytest

from harness import program
from harness.activated import ActivatedServer

# Packing takes a while: once is enough, and not beside other tests.
pytestmark = pytest.mark.alone


def succeed(*command) -> str:
    done = subprocess.run([*map(str, command)], capture_output=True, text=True)
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def packages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("packages")
    config = pathlib.Path(program.binary()).parent / "CPackConfig.cmake"
    succeed("cpack", "--config", config, "-B", folder, "-D", "CPACK_DEBIAN_COMPRESSION_TYPE=gzip")
    return {path.name.partition("_")[0]: path for path in folder.glob("*.deb")}


@pytest.fixture(scope="module")
def root(packages, tmp_path_factory):
    """Where the package `ostiary` is unpacked."""
    folder = tmp_path_factory.mktemp("root")
    succeed("dpkg-deb", "-x", packages["ostiary"], folder)
    return folder


def field(package, name) -> str:
    return succeed("dpkg-deb", "-f", package, name)


def test_the_packed_program_serves_its_packed_configuration(root, tmp_path):
    class Packed(ActivatedServer):
        def command(self):
            return [str(root / "usr/bin/ostiary") if part == program.binary() else part for part in super().command()]

    config = root / "etc/ostiary/ostiary.toml"
    with socket.create_server(("127.0.0.1", 0)) as passed:
        with Packed(tmp_path / "ostiary.db", passed, "--config", config, "--production") as server:
            server.add_user("alice")
            assert server.client.verify(server.client.login("alice", program.PASSWORD)) == 200


def test_the_unit_starts_what_is_packed_and_listens_on_loopback(root):
    units = root / "usr/lib/systemd/system"
    command = re.search(
        r"^ExecStart=(\S+) serve --config (\S+)$", (units / "ostiary.service").read_text(), re.MULTILINE
    )
    assert all((root / path.lstrip("/")).is_file() for path in command.groups())
    assert re.findall(r"^ListenStream=(.*)", (units / "ostiary.socket").read_text(), re.MULTILINE) == ["127.0.0.1:8000"]


def test_the_service_is_confined(root):
    """systemd's measure is from 0 to 100 here; docs/operating.md gives that of Debian 12, from 0 to 10."""
    unit = root / "usr/lib/systemd/system/ostiary.service"
    succeed("systemd-analyze", "security", "--offline=yes", "--no-pager", "--threshold=15", unit)


def test_an_administrators_configuration_survives_an_upgrade(packages, tmp_path):
    succeed("dpkg-deb", "-e", packages["ostiary"], tmp_path)
    assert (tmp_path / "conffiles").read_text() == "/etc/ostiary/ostiary.toml\n"


def test_the_library_brings_in_what_it_links(packages):
    needed = {name.strip() for name in field(packages["libostiary-dev"], "Depends").split(",")}
    script = (program.ROOT / "tools/install_dependencies").read_text()
    (to_build,) = re.findall(r"^run=\((.*?)\)$", script, re.MULTILINE | re.DOTALL)
    built_with = {name for name in to_build.split() if name.endswith("-dev")}
    # Headers alone that only our sources include, and what the program and the benchmarks use.
    unlinked = "kainjow-mustache spdlog fmt cli11 tomlplusplus benchmark".split()
    assert needed == built_with - {f"lib{name}-dev" for name in unlinked}


def test_the_program_brings_in_what_it_runs_with(packages):
    needed = field(packages["ostiary"], "Depends")
    assert "libssl3" in needed and "cracklib-runtime" in needed
