"""register's table of the contract, row by row."""

import concurrent.futures

import pytest

from harness.page import Page
from harness.program import PASSWORD
from hosting.apps import accounts_app
from hosting.client import REGISTRATION

FIELDS = ("username", "email", "password", "confirm_password")
TAKEN = "User with email or username already exists."
MISSING = "Form is invalid. Missing one or more fields."


@pytest.fixture
def client(host):
    return host.serve(accounts_app)


def users(host) -> list:
    return host.database.ask("SELECT username, email, active, admin, superuser FROM users ORDER BY id")[1:]


def test_get_answers_the_form(client):
    answer = client.get("/register/")
    assert (answer.status, answer.header("Content-Type")) == (200, "text/html; charset=utf-8")
    page = Page(answer.text)
    (form,) = page.forms
    assert (form.attributes["method"], form.attributes.get("action", "")) == ("post", "")
    assert set(form.fields) == {*FIELDS, "format"}
    assert form.fields["email"]["type"] == "email"
    assert form.fields["password"]["autocomplete"] == "new-password"
    assert set(page.labels) == set(FIELDS)
    assert all(address.startswith("data:") for address in page.loaded), page.loaded
    head = client.request("HEAD", "/register/")
    assert (head.status, head.body, head.header("Content-Length")) == (200, b"", str(len(answer.body)))


@pytest.mark.parametrize("kind", ["data", "json", "files"])
def test_every_kind_of_body_makes_a_user_who_can_log_in(host, client, kind):
    answer = client.register(kind)
    assert (answer.status, answer.header("Location"), answer.token) == (303, "/login/", None)
    assert users(host) == [("carol", "carol@example.com", 1, 0, 0)]
    assert client.private(client.login("carol", PASSWORD)).json["username"] == "carol"


@pytest.mark.parametrize("field", FIELDS)
def test_a_missing_or_empty_field_is_answered_422(host, client, field):
    for value in (None, ""):
        for kind in ("data", "json"):
            answer = client.register(kind, **{field: value})
            assert (answer.status, answer.text) == (422, MISSING)
    assert users(host) == []


REFUSED = [
    ({"username": " carol"}, "Invalid username."),
    ({"username": "c" * 101}, "Invalid username."),
    ({"email": "carol"}, "Invalid email address."),
    ({"email": "carol@example"}, "Invalid email address."),
    ({"password": "short", "confirm_password": "short"}, "Password must be at least 15 characters long."),
    ({"password": "p" * 1025, "confirm_password": "p" * 1025}, "Password must be at most 1024 bytes long."),
    ({"confirm_password": PASSWORD + "!"}, "Passwords do not match."),
    ({"username": "alice"}, TAKEN),
    ({"username": "ALICE"}, TAKEN),
    ({"email": "Bob@Example.com"}, TAKEN),
]


@pytest.mark.parametrize("fields, text", REFUSED, ids=[f"{next(iter(fields))}: {text}" for fields, text in REFUSED])
def test_what_will_not_do_is_answered_422_with_its_reason(host, client, fields, text):
    host.add_user("bob", email="bob@example.com")
    answer = client.register(**fields)
    assert (answer.status, answer.text) == (422, text)
    page = client.register(format="html", **fields)
    assert page.status == 422
    assert [alert.strip() for alert in Page(page.text).alerts] == [text]
    assert len(users(host)) == 1


def test_a_guessable_password_is_refused_with_a_reason(host, client):
    for password in ("passwordpassword", "carol@example.com", "aaaaaaaaaaaaaaaa"):
        answer = client.register(password=password, confirm_password=password)
        assert answer.status == 422 and answer.text.startswith("Password is too easy to guess: ")
    assert users(host) == []


def test_the_page_of_an_error_keeps_what_was_typed_but_for_passwords(client):
    text = client.register(format="html", confirm_password="another").text
    fields = Page(text).forms[0].fields
    assert (fields["username"]["value"], fields["email"]["value"]) == ("carol", "carol@example.com")
    assert PASSWORD not in text and "value" not in fields["password"]


def test_a_caller_cannot_say_what_the_new_user_is(host, client):
    more = {"admin": "1", "superuser": "true", "active": "0", "id": "1", "user_id": "1", "password_hash": "x"}
    assert client.register(**more).status == 303
    assert client.register("json", username="dave", email="dave@example.com", **more | {"admin": True}).status == 303
    assert users(host) == [("carol", "carol@example.com", 1, 0, 0), ("dave", "dave@example.com", 1, 0, 0)]


def test_other_methods_types_and_sites_are_refused(host, client):
    other = client.request("PUT", "/register/")
    assert (other.status, other.header("Allow")) == (405, "GET, HEAD, POST")
    assert client.post("/register/", headers={"Content-Type": "text/plain"}, content=b"{}").status == 415
    assert client.post("/register/", headers={"Content-Type": "application/json"}, content=b"[]").status == 400
    assert client.register(more="x" * 20_000).status == 413
    assert client.register(headers={"Origin": "https://evil.example"}).status == 403
    assert client.register(headers={"Sec-Fetch-Site": "cross-site"}).status == 403
    assert users(host) == []


def test_an_error_is_a_problem_where_json_is_asked_for(client):
    answer = client.register("json", email="carol", headers={"Accept": "application/json"})
    assert (answer.status, answer.header("Content-Type")) == (422, "application/problem+json")
    assert answer.json["detail"] == "Invalid email address."


def test_of_50_identical_registrations_at_once_one_makes_a_user(uvicorn_host):
    # Hashing slots enough that none is turned away before it has met the others in the database.
    uvicorn_host.configuration |= {"hash_queue": 64}
    client = uvicorn_host.serve(accounts_app)
    with concurrent.futures.ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda _: client.http.post("/register/", data=REGISTRATION), range(50)))
    assert sorted(answer.status_code for answer in answers) == [303] + [422] * 49
    assert {answer.text for answer in answers if answer.status_code == 422} == {TAKEN}
    assert users(uvicorn_host) == [("carol", "carol@example.com", 1, 0, 0)]
