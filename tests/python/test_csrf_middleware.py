"""A CSRF middleware in front: piccolo_api's own, which reads the form and leaves it in the scope."""

from piccolo_api.csrf.middleware import CSRFMiddleware
from starlette.datastructures import FormData
from starlette.middleware import Middleware

from harness.page import Page
from harness.program import PASSWORD
from hosting.apps import RELAXED
from hosting.client import CHANGE, REGISTRATION
from ostiary.change_password.endpoints import change_password
from ostiary.register.endpoints import register
from ostiary.session_auth.endpoints import session_login, session_logout


def protected_app(new_app):
    app = new_app(middleware=[Middleware(CSRFMiddleware, allow_form_param=True)])
    app.mount("/login/", session_login(**RELAXED))
    app.mount("/logout/", session_logout())
    app.mount("/register/", register())
    app.mount("/change-password/", change_password())
    return app


def csrf_of(answer):
    return answer.cookie("csrftoken")


def test_the_forms_carry_the_middlewares_field(host):
    client = host.serve(protected_app)
    for path in ("/login/", "/logout/"):
        answer = client.get(path)
        fields = Page(answer.text).forms[0].fields
        assert (fields["csrftoken"]["type"], fields["csrftoken"]["value"]) == ("hidden", csrf_of(answer))


def test_the_form_that_the_middleware_has_read_logs_in(host):
    client = host.serve(protected_app)
    token = csrf_of(client.get("/login/"))
    form = {"username": "alice", "password": PASSWORD, "csrftoken": token}
    for kind in ({"data": form}, {"files": {name: (None, value) for name, value in form.items()}}):
        answer = client.post("/login/", cookies={"csrftoken": token}, **kind)
        assert (answer.status, answer.header("Location")) == (303, "/")
        assert answer.token
    session = answer.token
    out = client.post("/logout/", data={"csrftoken": token}, cookies={"csrftoken": token, "id": session})
    assert out.status == 200
    assert not host.database.has_session(session)


def test_the_other_forms_carry_the_field_and_are_taken_as_read(host):
    client = host.serve(protected_app)
    token = csrf_of(client.get("/login/"))
    session = client.login("alice", PASSWORD, headers={"X-CSRFToken": token}, cookies={"csrftoken": token})
    cookies = {"csrftoken": token, "id": session}
    for path, form in (("/register/", REGISTRATION), ("/change-password/", CHANGE)):
        fields = Page(client.get(path, cookies=cookies).text).forms[0].fields
        assert fields["csrftoken"]["value"] == token
        assert client.post(path, data=form, cookies=cookies).status == 403
        answer = client.post(path, data=form | {"csrftoken": token}, cookies=cookies)
        assert (answer.status, answer.header("Location")) == (303, "/login/")
    assert host.database.one("SELECT count(*) FROM users") == 2


def test_a_failed_login_shows_the_form_with_its_field_again(host):
    client = host.serve(protected_app)
    token = csrf_of(client.get("/login/"))
    form = {"username": "alice", "password": "wrong", "format": "html", "csrftoken": token}
    answer = client.post("/login/", data=form, cookies={"csrftoken": token})
    assert answer.status == 401
    assert Page(answer.text).forms[0].fields["csrftoken"]["value"] == token


def test_the_header_serves_as_well(host):
    client = host.serve(protected_app)
    token = csrf_of(client.get("/login/"))
    headers = {"X-CSRFToken": token}
    for kind in ("data", "json"):
        answer = client.try_login("alice", PASSWORD, kind, headers=headers, cookies={"csrftoken": token})
        assert answer.status == 303, kind


def test_without_the_field_the_middleware_refuses(host):
    client = host.serve(protected_app)
    token = csrf_of(client.get("/login/"))
    assert client.try_login("alice", PASSWORD, cookies={"csrftoken": token}).status == 403


class ScopeForm:
    """Leaves a form in the scope whose multipart charset has made a lone surrogate."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        form = FormData([("username", "\ud800"), ("password", PASSWORD)])
        await self.app(
            scope | ({"form": form} if scope["type"] == "http" and scope["method"] == "POST" else {}), receive, send
        )


def surrogate_app(new_app):
    app = new_app()
    app.mount("/login/", ScopeForm(session_login(**RELAXED)))
    return app


def test_a_form_that_is_no_text_is_a_bad_request(host):
    answer = host.serve(surrogate_app).post("/login/", data={"username": "alice"})
    assert (answer.status, answer.token) == (400, None)
