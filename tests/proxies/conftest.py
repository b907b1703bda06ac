"""An app behind each proxy, with the login and the rules of docs/proxies/ostiary.toml before it."""

import contextlib
import dataclasses
import shutil

import pytest

from harness.echo_app import EchoApp
from harness.program import PASSWORD
from harness.proxy import FILES, PROXIES, Proxy, replaced
from harness.server import RELAXED, Server


@dataclasses.dataclass
class Site:
    """What a client reaches, and what stands behind it."""

    proxy: Proxy
    server: Server
    app: EchoApp

    @property
    def client(self):
        return self.proxy.client

    def login(self, name="alice", **settings) -> str:
        return self.client.login(name, PASSWORD, **settings)

    def get(self, target, headers=(), **settings):
        return self.client.get(target, headers, **settings)

    def saw(self, text) -> list:
        """The targets and bodies of requests that reached the app and hold that text."""
        return [got for got in self.app.requests if text in got["target"] or text in got["body"]]


@contextlib.contextmanager
def running(kind, directory):
    """A site that was made from the documents, and is taken down."""
    assert shutil.which(kind.name, path="/usr/sbin:/usr/bin"), "run tools/install_dependencies test"
    database, settings = directory / "ostiary.db", directory / "ostiary.toml"
    wanted = f"redirect_browsers = {str(kind.redirects).lower()}"
    settings.write_text(replaced((FILES / "ostiary.toml").read_text(), {"redirect_browsers = true": wanted}))
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(Server(database, *RELAXED, "--config", settings))
        server.add_user("alice")
        server.add_user("root", PASSWORD, "--admin", "--email", "root@example.org")
        app = stack.enter_context(contextlib.closing(EchoApp()))
        proxy = stack.enter_context(contextlib.closing(kind(directory, server.port, app.port)))
        yield Site(proxy, server, app)


@pytest.fixture(scope="module", params=PROXIES)
def kind(request):
    return PROXIES[request.param]


@pytest.fixture(scope="module")
def site(kind, tmp_path_factory):
    """One site a module and proxy, which no test takes down."""
    with running(kind, tmp_path_factory.mktemp(kind.name)) as made:
        yield made


@pytest.fixture
def own_site(kind, tmp_path):
    """A site for a test that breaks something."""
    with running(kind, tmp_path) as made:
        yield made
