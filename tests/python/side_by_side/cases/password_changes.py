"""Changes of password."""

from side_by_side import differences as d
from side_by_side.case import HTML, LOGIN, case
from side_by_side.sides import PASSWORD

OTHER = "granite teapot 38 nightingale"
CHANGE = {"current_password": PASSWORD, "new_password": OTHER, "confirm_new_password": OTHER}
ANYBODY = {"allow_unauthenticated": True}
BROWSER = {"Accept": "text/html"}
S = d.SECURITY


def send(client, token=None, headers=(), **fields):
    cookies = {"id": token or client.login("alice", PASSWORD)}
    return client.post("/change-password/", data=CHANGE | fields, headers=headers, cookies=cookies)


@case(200, differs=[S, d.NAMES_USER])
def the_change_password_page(client):
    return client.get("/change-password/", cookies={"id": client.login("alice", PASSWORD)})


@case(303, "", differs=[S, d.COOKIE_UNSET, d.CLEAR_SITE_DATA])
def a_change_by_form(client):
    return send(client)


@case(303, "", differs=[S, d.COOKIE_UNSET, d.CLEAR_SITE_DATA])
def a_change_by_json(client):
    cookies = {"id": client.login("alice", PASSWORD)}
    return client.post("/change-password/", json=CHANGE, cookies=cookies)


@case(303, "", differs=[S, d.COOKIE_UNSET, d.CLEAR_SITE_DATA], change={"login_url": "/enter/"})
def a_change_with_login_url(client):
    return send(client)


@case(400, "No matching session found.")
def another_session_after_a_change(client):
    elsewhere = client.login("alice", PASSWORD)
    send(client)
    return client.private(elsewhere)


@case(401, "Login failed", differs=[S])
def the_old_password_after_a_change(client):
    send(client)
    return client.post("/login/", data=LOGIN)


@case(303, "", differs=[S])
def the_new_password_after_a_change(client):
    send(client)
    return client.post("/login/", data=LOGIN | {"password": OTHER})


@case(422, "Form is invalid. Missing one or more fields.", differs=[S])
def a_change_without_the_current_password(client):
    return send(client, current_password="")


@case(422, "Password must be at least 6 characters long.", differs=[S])
def a_change_to_a_short_password(client):
    return send(client, new_password="five5", confirm_new_password="five5")


@case(500, differs=[S, d.TOO_LONG])
def a_change_to_a_password_over_128_characters(client):
    return send(client, new_password="a" * 129, confirm_new_password="a" * 129)


@case(422, "Passwords do not match.", differs=[S])
def a_change_to_two_passwords(client):
    return send(client, confirm_new_password="another one")


@case(422, "Incorrect password.", differs=[S])
def a_change_with_a_wrong_password(client):
    return send(client, current_password="wrong")


@case(303, differs=[S, d.SAME_PASSWORD])
def a_change_to_the_same_password(client):
    return send(client, new_password=PASSWORD, confirm_new_password=PASSWORD)


@case(200, differs=[S, d.TRUE_STATUS_422, d.NAMES_USER])
def a_change_from_the_page_that_is_refused(client):
    return send(client, current_password="wrong", **HTML)


@case(422, '{"detail":"Incorrect password."}', differs=[S, d.PLAIN_IN_FASTAPI], framework="fastapi")
def a_change_with_a_wrong_password_in_fastapi(client):
    return send(client, current_password="wrong")


@case(405, "Running in read only mode", differs=[S, d.READ_ONLY_ALLOW, d.READ_ONLY_TEXT], change={"read_only": True})
def a_change_in_read_only_mode(client):
    return send(client)


@case(303, differs=[S, d.CROSS_SITE])
def a_change_from_another_site(client):
    return send(client, headers={"Origin": "https://evil.example"})


@case(400, "No session cookie found.")
def a_change_that_the_guard_refuses(client):
    return client.post("/change-password/", data=CHANGE)


@case(500, differs=[S, d.NO_SESSION], change_guard=ANYBODY)
def a_change_without_a_session(client):
    return client.post("/change-password/", data=CHANGE)


@case(307, "", differs=[S, d.SEE_OTHER], change_guard=ANYBODY)
def a_browser_without_a_session(client):
    return client.get("/change-password/", headers=BROWSER)


@case(303, differs=[S, d.INACTIVE_CHANGE], change_guard={"active_only": False})
def a_change_by_an_inactive_user(client):
    return send(client, "inactive" + "x" * 35)
