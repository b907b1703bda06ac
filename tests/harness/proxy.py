"""Real proxies, run with the very files of docs/proxies, their addresses and paths replaced."""

import os
import pathlib
import signal
import socket
import subprocess
import time

from harness import tls
from harness.client import Client, Connection
from harness.program import ROOT

FILES = ROOT / "docs/proxies"
NAMES = ("app.test", "localhost")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def replaced(text, replacements) -> str:
    """Each must occur: a file that has changed would otherwise be tested without."""
    for old, new in replacements.items():
        assert old in text, f"{old!r} is not in {text[:80]!r}…"
        text = text.replace(old, new)
    return text


class ProxyConnection(Connection):
    needs_length = False


class ProxyClient(Client):
    def connect(self, **settings) -> Connection:
        return ProxyConnection(self.host, self.port, source=self.source, tls=self.tls, **settings)

    def at(self, source) -> Client:
        return ProxyClient(self.host, self.port, source=source, tls=self.tls, cookie_name=self.cookie_name)


class Proxy:
    """One proxy before `ostiary` and `app`, which are ports. `directory` takes what it writes."""

    name = ""
    # Whether it passes a redirect of Ostiary on.
    redirects = True

    def __init__(self, directory, ostiary, app):
        self.directory, self.ostiary, self.app = pathlib.Path(directory), ostiary, app
        self.certificate, self.key = tls.make_certificate(self.directory, NAMES)
        self.port = free_port()
        self.output = open(self.directory / "proxy.log", "wb")
        self.process = subprocess.Popen(
            self.command(),
            stdout=self.output,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            env=self.environment(),
        )
        self.wait()
        self.client = ProxyClient("127.0.0.1", self.port, tls=tls.trusting(self.certificate), cookie_name="__Host-id")

    def command(self) -> list:
        raise NotImplementedError

    def environment(self) -> dict:
        """Nothing of the user's own, and nowhere else to write."""
        return {"PATH": os.environ["PATH"] + ":/usr/sbin", "HOME": str(self.directory)}

    def file(self, name, replacements) -> str:
        """The document's file with these texts replaced."""
        addresses = {"127.0.0.1:8000": f"127.0.0.1:{self.ostiary}"}
        return replaced((FILES / name).read_text(), addresses | replacements)

    def write(self, name, text) -> pathlib.Path:
        path = self.directory / name
        path.write_text(text)
        return path

    @property
    def log(self) -> str:
        return (self.directory / "proxy.log").read_text(errors="replace")

    def wait(self, timeout=20):
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            assert self.process.poll() is None, f"{self.name} ended: {self.log}"
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.05)
        self.close()
        raise AssertionError(f"{self.name} doesn't listen: {self.log}")

    def close(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.output.close()


class Nginx(Proxy):
    name = "nginx"
    redirects = False

    def command(self):
        site = self.file(
            "nginx.conf",
            {
                "127.0.0.1:3000": f"127.0.0.1:{self.app}",
                "listen 443 ssl": f"listen 127.0.0.1:{self.port} ssl",
                "app.example.com;": "app.test;",
                "/etc/ssl/app.example.com.pem": str(self.certificate),
                "/etc/ssl/app.example.com.key": str(self.key),
            },
        )
        kept = "".join(
            f"    {kind}_temp_path {self.directory}/{kind};\n"
            for kind in ("client_body", "proxy", "fastcgi", "scgi", "uwsgi")
        )
        # As Debian's own nginx.conf, which includes conf.d.
        main = (
            f"pid {self.directory}/nginx.pid;\nerror_log stderr warn;\nworker_processes 1;\n"
            "events { worker_connections 512; }\n"
            f"http {{\n{kept}    access_log off;\n    include {self.write('app.conf', site)};\n}}\n"
        )
        return ["nginx", "-p", self.directory, "-c", self.write("nginx.conf", main), "-g", "daemon off;"]


class Caddy(Proxy):
    name = "caddy"

    def command(self):
        names = ", ".join(f"https://{name}:{self.port}" for name in NAMES)
        site = self.file(
            "Caddyfile",
            {
                "127.0.0.1:3000": f"127.0.0.1:{self.app}",
                # The site's own certificate is no public one.
                "app.example.com {": f"{names} {{\n\tbind 127.0.0.1\n\ttls {self.certificate} {self.key}",
            },
        )
        alone = "{\n\tadmin off\n\tauto_https off\n}\n"
        return ["caddy", "run", "--adapter", "caddyfile", "--config", self.write("Caddyfile", alone + site)]


class HAProxy(Proxy):
    name = "haproxy"

    def command(self):
        pair = self.write("pair.pem", self.certificate.read_text() + self.key.read_text())
        lua = self.write("ostiary.lua", self.file("ostiary.lua", {}))
        configuration = self.file(
            "haproxy.cfg",
            {
                "127.0.0.1:3000": f"127.0.0.1:{self.app}",
                "bind :443": f"bind 127.0.0.1:{self.port}",
                "/etc/haproxy/ostiary.lua": str(lua),
                "/etc/haproxy/app.example.com.pem": str(pair),
            },
        )
        return ["haproxy", "-db", "-f", self.write("haproxy.cfg", configuration)]


PROXIES = {kind.name: kind for kind in (Nginx, Caddy, HAProxy)}
