"""What change_password's parameters change."""

import datetime

from harness.page import Page
from harness.program import OTHER_PASSWORD, PASSWORD
from hosting.apps import accounts_app, notes
from ostiary.change_password.endpoints import change_password
from ostiary.session_auth.endpoints import session_login
from ostiary.shared.auth.hooks import ChangePasswordHooks
from ostiary.shared.auth.passwords import PasswordPolicy
from ostiary.shared.auth.styles import Styles


def serve(host, **options):
    client = host.serve(accounts_app, changing=options)
    return client, client.login("alice", PASSWORD)


def test_login_url_is_where_a_change_and_a_stranger_are_led(host):
    client, token = serve(host, login_url="/enter/?a=b")
    assert client.get("/change-password/", headers={"Accept": "text/html"}).header("Location") == "/enter/?a=b"
    assert client.change_password(token).header("Location") == "/enter/?a=b"


def test_keep_session_gives_a_new_session_in_the_place_of_all_others(host):
    hour = datetime.timedelta(hours=2)
    client, token = serve(host, keep_session=True, redirect_to="/account/", max_session_expiry=hour)
    answer = client.change_password(token)
    assert (answer.status, answer.header("Location")) == (303, "/account/")
    assert "; Max-Age=7200;" in answer.header("Set-Cookie")
    assert client.private(token).status == 400
    assert client.private(answer.token).json["username"] == "alice"


def test_keep_session_without_redirect_to_answers_json(host):
    client, token = serve(host, keep_session=True, redirect_to=None)
    answer = client.change_password(token)
    assert (answer.status, answer.json) == (200, {"message": "password changed"})
    assert client.private(answer.token).status == 200


def test_read_only_shows_the_form_and_changes_nothing(host):
    client, token = serve(host, read_only=True)
    assert client.get("/change-password/", cookies={"id": token}).status == 200
    answer = client.change_password(token)
    assert (answer.status, answer.text) == (405, "Running in read only mode.")
    assert client.private(token).status == 200


def test_wrong_passwords_count_as_failed_logins_do(host):
    client, token = serve(host, account_limit=2)
    for _ in range(2):
        assert client.change_password(token, current_password="wrong").status == 422
    answer = client.change_password(token)
    assert (answer.status, int(answer.header("Retry-After")) > 0) == (429, True)


def test_the_policy_and_the_colours_are_those_that_were_given(host):
    policy = PasswordPolicy(min_length=8, blocklist=False)
    client, token = serve(host, password_policy=policy, styles=Styles(button_color="#123456"))
    text = client.get("/change-password/", cookies={"id": token}).text
    assert "#123456" in text and Page(text).forms[0].fields["new_password"]["minlength"] == "8"
    assert client.change_password(token, new_password="a" * 8, confirm_new_password="a" * 8).status == 303


async def note_change(username, user_id, **more):
    notes.append(["changed", username, user_id, more["request"].method])


def fail(*given):
    raise RuntimeError("the hook's own secret")


def test_a_hook_is_told_of_a_change_alone_and_can_not_undo_it(host, caplog):
    client, token = serve(host, hooks=ChangePasswordHooks(password_changed=[fail, note_change]))
    client.change_password(token, current_password="wrong")
    assert client.change_password(token).status == 303
    assert client.notes() == [["changed", "alice", 1, "POST"]]
    assert "the hook's own secret" in host.logged(caplog)


def production_app(new_app):
    app = new_app()
    app.mount("/login/", session_login(production=True, cookie_name="door"))
    app.mount("/change-password/", change_password(production=True, session_cookie_name="door"))
    return app


def test_production_and_the_cookies_name_are_those_of_the_login(host):
    client = host.serve(production_app)
    token = client.try_login("alice", PASSWORD).cookie("__Host-door")
    form = {"current_password": PASSWORD, "new_password": OTHER_PASSWORD, "confirm_new_password": OTHER_PASSWORD}
    assert client.post("/change-password/", data=form, cookies={"door": token}).status == 401
    answer = client.post("/change-password/", data=form, cookies={"__Host-door": token})
    assert answer.status == 303
    assert answer.header("Set-Cookie") == "__Host-door=; HttpOnly; Max-Age=0; Path=/; SameSite=lax; Secure"


def staff_app(new_app):
    tables = {"auth_table": "staff", "session_table": "staff_sessions"}
    app = new_app()
    app.mount("/login/", session_login(**tables))
    app.mount("/change-password/", change_password(**tables))
    return app


def test_tables_of_other_names_are_used(host):
    host.add_user("tina", auth_table="staff")
    client = host.serve(staff_app)
    assert client.change_password(client.login("tina", PASSWORD)).status == 303
    assert client.try_login("tina", OTHER_PASSWORD).status == 303
