"""One client for both: Starlette's TestClient and httpx against a real server. Keeps no cookies of its own."""

import dataclasses
import json
import re


from harness.program import OTHER_PASSWORD, PASSWORD

REGISTRATION = {
    "username": "carol",
    "email": "carol@example.com",
    "password": PASSWORD,
    "confirm_password": PASSWORD,
}
CHANGE = {
    "current_password": PASSWORD,
    "new_password": OTHER_PASSWORD,
    "confirm_new_password": OTHER_PASSWORD,
}


def replaced(form, fields) -> dict:
    return {name: value for name, value in (form | fields).items() if value is not None}


def content(fields, kind) -> dict:
    """`fields` as that kind of body: data, json or files (multipart)."""
    return {kind: {name: (None, value) for name, value in fields.items()} if kind == "files" else fields}


@dataclasses.dataclass
class Answer:
    status: int
    headers: list
    body: bytes

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
        return self.cookie("id")

    def cookie(self, name):
        for header in self.all("Set-Cookie"):
            if match := re.match(rf'{name}=(?!"")([^;]+)', header):
                return match[1]
        return None


class Client:
    """`http` is an `httpx.Client`, or a `TestClient`, which is one."""

    def __init__(self, http, origin):
        self.http, self.origin = http, origin

    def request(self, method, path, *, headers=(), cookies=None, **content) -> Answer:
        fields = list(headers.items() if isinstance(headers, dict) else headers)
        if cookies:
            fields.append(("Cookie", "; ".join(f"{name}={value}" for name, value in cookies.items())))
        response = self.http.request(method, path, headers=fields, follow_redirects=False, **content)
        self.http.cookies.clear()
        return Answer(response.status_code, list(response.headers.multi_items()), response.content)

    def get(self, path, **settings) -> Answer:
        return self.request("GET", path, **settings)

    def post(self, path, **settings) -> Answer:
        return self.request("POST", path, **settings)

    def try_login(self, username, password, kind="data", path="/login/", **settings) -> Answer:
        return self.post(path, **{kind: {"username": username, "password": password}}, **settings)

    def login(self, username, password, **settings) -> str:
        """The token of a login that must succeed."""
        answer = self.try_login(username, password, **settings)
        assert answer.status in (200, 303), f"{answer.status} {answer.text}"
        return answer.token

    def logout(self, token, path="/logout/", **settings) -> Answer:
        return self.post(path, cookies={"id": token}, **settings)

    def register(self, kind="data", *, headers=(), **fields) -> Answer:
        """Of REGISTRATION, with `fields` in the place of its own; None: without that field."""
        return self.post("/register/", headers=headers, **content(replaced(REGISTRATION, fields), kind))

    def change_password(self, token, kind="data", *, headers=(), **fields) -> Answer:
        """As the session of `token`, from PASSWORD to OTHER_PASSWORD; `fields` as in `register`."""
        sent = content(replaced(CHANGE, fields), kind)
        return self.post("/change-password/", headers=headers, cookies={"id": token} if token else None, **sent)

    def private(self, token=None) -> Answer:
        """The guarded page of `guarded_app`."""
        return self.get("/private/", cookies={"id": token} if token else None)

    def notes(self) -> list:
        """What the app's hooks have written down."""
        return self.get("/notes").json
