"""A small HTTP client that hides nothing: raw header names, their order, repeated headers, malformed requests."""

import dataclasses
import json
import re
import socket
import urllib.parse


class Closed(Exception):
    """The other side closed the connection where an answer was due."""


@dataclasses.dataclass
class Answer:
    status: int
    reason: str
    headers: list
    body: bytes = b""

    def all(self, name) -> list:
        return [value for key, value in self.headers if key.lower() == name.lower()]

    def header(self, name):
        values = self.all(name)
        assert len(values) <= 1, f"{name} came {len(values)} times: {values}"
        return values[0] if values else None

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def token(self):
        """The session token that the answer sets; None where it sets none."""
        cookie = self.header("Set-Cookie")
        match = re.match(r"(?:__Host-)?[a-z]+=([^;]+)", cookie) if cookie else None
        return match.group(1) if match else None

    def comparable(self):
        """All that a client sees, but for the time, and the nonce that each page has anew."""
        shown = [(name, value) for name, value in self.headers if name.lower() != "date"]
        nonce = re.search(r"'nonce-([^']+)'", dict(self.headers).get("Content-Security-Policy", ""))
        hide = (lambda text: text.replace(nonce.group(1), "NONCE")) if nonce else str
        return self.status, self.reason, [(name, hide(value)) for name, value in shown], hide(self.text)


class Connection:
    """One TCP (or TLS) connection. `source` is the address it comes from: all of 127.0.0.0/8 is ours."""

    # Ostiary's answers carry their length; a proxy's own may end where the connection does.
    needs_length = True

    def __init__(self, host, port, *, source=None, tls=None, timeout=20):
        self.socket = socket.create_connection((host, port), timeout, (source, 0) if source else None)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if tls:
            self.socket = tls.wrap_socket(self.socket, server_hostname="localhost")
        self.unread = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.socket.close()

    def send(self, data: bytes):
        self.socket.sendall(data)

    def _more(self):
        try:
            data = self.socket.recv(65536)
        except ConnectionResetError:
            data = b""
        if not data:
            raise Closed(f"closed after {self.unread[:200]!r}")
        self.unread += data

    def receive(self, *, method="GET") -> Answer:
        while b"\r\n\r\n" not in self.unread:
            self._more()
        head, _, self.unread = self.unread.partition(b"\r\n\r\n")
        status_line, *lines = head.decode("latin-1").split("\r\n")
        match = re.fullmatch(r"HTTP/1\.1 (\d{3}) ([ -~]*)", status_line)
        assert match, f"no status line: {status_line!r}"
        fields = [re.fullmatch(r"([!-9;-~]+): ?(.*)", line) for line in lines]
        assert all(fields), f"malformed header in {lines}"
        answer = Answer(int(match[1]), match[2], [(field[1], field[2]) for field in fields])
        assert not answer.all("Transfer-Encoding"), "answers carry their length"
        if method == "HEAD" or answer.status in (204, 304):
            return answer
        if not self.needs_length and not answer.all("Content-Length"):
            return self._receive_rest(answer)
        length = int(answer.header("Content-Length"))
        while len(self.unread) < length:
            self._more()
        answer.body, self.unread = self.unread[:length], self.unread[length:]
        return answer

    def _receive_rest(self, answer) -> Answer:
        assert answer.header("Connection") == "close", answer
        try:
            while True:
                self._more()
        except Closed:
            answer.body, self.unread = self.unread, b""
            return answer

    def receive_all(self) -> list:
        """Every answer until the other side closes; fails where it keeps the connection."""
        answers = []
        while True:
            try:
                answers.append(self.receive())
            except Closed:
                assert not self.unread, f"left over: {self.unread[:200]!r}"
                return answers


def message(method, target, headers=(), body=b"", host="app.test") -> bytes:
    """A request's bytes. Adds Host and, where there is a body or the method wants one, Content-Length."""
    fields = [("Host", host)] + list(headers.items() if isinstance(headers, dict) else headers)
    if body or method in ("POST", "PUT", "PATCH"):
        fields.append(("Content-Length", str(len(body))))
    lines = [f"{method} {target} HTTP/1.1"] + [f"{name}: {value}" for name, value in fields]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


FORM = "application/x-www-form-urlencoded"
BOUNDARY = "frontier-7c1d"


def encode(fields, kind):
    """The body and the content type of `fields` as `form`, `json` or `multipart`."""
    if kind == "form":
        return urllib.parse.urlencode(fields).encode(), FORM
    if kind == "json":
        return json.dumps(fields).encode(), "application/json"
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    return ("".join(parts) + f"--{BOUNDARY}--\r\n").encode(), f"multipart/form-data; boundary={BOUNDARY}"


class Client:
    """One request a connection. `cookie` is the value of the session cookie, `name` its name."""

    def __init__(self, host, port, *, source=None, tls=None, cookie_name="id"):
        self.host, self.port, self.source, self.tls = host, port, source, tls
        self.cookie_name = cookie_name

    def connect(self, **settings) -> Connection:
        return Connection(self.host, self.port, source=self.source, tls=self.tls, **settings)

    def at(self, source) -> "Client":
        """The same client at another address."""
        return Client(self.host, self.port, source=source, tls=self.tls, cookie_name=self.cookie_name)

    def request(self, method, target, headers=(), body=b"", *, cookie=None, host="app.test") -> Answer:
        fields = list(headers.items() if isinstance(headers, dict) else headers)
        if cookie is not None:
            fields.append(("Cookie", f"{self.cookie_name}={cookie}"))
        with self.connect() as connection:
            connection.send(message(method, target, fields, body, host))
            return connection.receive(method=method)

    def get(self, target, headers=(), **settings) -> Answer:
        return self.request("GET", target, headers, **settings)

    def post(self, target, fields, kind="form", headers=(), **settings) -> Answer:
        body, content_type = encode(fields, kind)
        given = list(headers.items() if isinstance(headers, dict) else headers)
        return self.request("POST", target, [("Content-Type", content_type)] + given, body, **settings)

    def try_login(self, username, password, **settings) -> Answer:
        return self.post("/login/", {"username": username, "password": password}, **settings)

    def login(self, username, password, **settings) -> str:
        """The token of a login that must succeed."""
        answer = self.try_login(username, password, **settings)
        assert answer.status == 303, f"{answer.status} {answer.body!r}"
        return answer.token

    def verify(self, token) -> int:
        """How `/verify` answers that session: 200 or 401."""
        return self.get("/verify", cookie=token).status
