"""Registrations."""

from side_by_side import differences as d
from side_by_side.case import HTML, LOGIN, case
from side_by_side.cases.app_code import captcha, judge
from side_by_side.sides import PASSWORD

CAROL = {
    "username": "carol",
    "email": "carol@example.com",
    "password": PASSWORD,
    "confirm_password": PASSWORD,
}
SHORT = {"password": "five5", "confirm_password": "five5"}
ACTIVE = {"user_defaults": {"active": True}}
MISSING = "Form is invalid. Missing one or more fields."
TAKEN = "User with email or username already exists."
S = d.SECURITY


def send(client, **fields):
    return client.post("/register/", data=CAROL | fields)


@case(200, differs=[S])
def the_register_page(client):
    return client.get("/register/")


@case(405, "Method Not Allowed", differs=[S, d.ALLOW])
def another_method_at_register(client):
    return client.request("PUT", "/register/")


@case(303, "", differs=[S])
def a_registration_by_form(client):
    return send(client)


@case(303, "", differs=[S])
def a_registration_by_json(client):
    return client.post("/register/", json=CAROL)


@case(303, "", differs=[S])
def a_registration_by_multipart(client):
    return client.post("/register/", files={name: (None, value) for name, value in CAROL.items()})


@case(303, "", differs=[S], register={"redirect_to": "/welcome/?a=b"})
def a_registration_with_redirect_to(client):
    return send(client)


@case(303, "", differs=[S], register=ACTIVE)
def a_login_after_a_registration(client):
    send(client)
    return client.post("/login/", data=LOGIN | {"username": "carol"})


@case(303, differs=[S, d.INACTIVE])
def a_login_after_a_registration_without_defaults(client):
    send(client)
    return client.post("/login/", data=LOGIN | {"username": "carol"})


@case(400, "Admin users only", register=ACTIVE)
def a_registration_that_asks_to_be_admin(client):
    send(client, admin="true", superuser="true")
    return client.private(client.login("carol", PASSWORD))


@case(200, "carol 5 ['authenticated']", register={"user_defaults": {"active": True, "admin": True}})
def a_registration_whose_defaults_make_admins(client):
    send(client)
    return client.private(client.login("carol", PASSWORD))


@case(422, MISSING, differs=[S])
def a_registration_without_an_address(client):
    return send(client, email="")


@case(422, MISSING, differs=[S])
def a_registration_by_json_without_the_password_again(client):
    return client.post("/register/", json={key: value for key, value in CAROL.items() if key != "confirm_password"})


@case(422, "Invalid email address.", differs=[S])
def a_registration_without_a_domain(client):
    return send(client, email="carol")


@case(303, differs=[S, d.INVALID_EMAIL])
def a_registration_with_an_address_nobody_can_have(client):
    return send(client, email="carol..c@-.com")


@case(422, "Invalid email address.", differs=[S, d.UNUSUAL_EMAIL])
def a_registration_with_an_apostrophe_in_the_address(client):
    return send(client, email="o'carol@example.com")


@case(303, differs=[S, d.INVALID_NAME])
def a_registration_with_a_blank_at_the_names_edge(client):
    return send(client, username=" carol")


@case(422, "Password must be at least 6 characters long.", differs=[S])
def a_registration_with_a_short_password(client):
    return send(client, **SHORT)


@case(303, "", differs=[S])
def a_registration_with_a_password_of_six_characters(client):
    return send(client, password="secret", confirm_password="secret")


@case(500, differs=[S, d.TOO_LONG])
def a_registration_with_a_password_over_128_characters(client):
    return send(client, password="a" * 129, confirm_password="a" * 129)


@case(422, "Passwords do not match.", differs=[S])
def a_registration_with_two_passwords(client):
    return send(client, confirm_password="another one")


@case(422, TAKEN, differs=[S])
def a_registration_of_a_user_who_is_there(client):
    return send(client, username="alice", email="alice@example.org")


@case(500, differs=[S, d.TAKEN])
def a_registration_with_a_name_that_is_taken(client):
    return send(client, username="alice")


@case(303, "", differs=[S])
def a_registration_with_a_name_that_is_taken_in_another_case(client):
    return send(client, username="ALICE")


@case(500, differs=[S, d.TAKEN])
def a_registration_with_an_address_that_is_taken(client):
    return send(client, email="alice@example.org")


@case(200, differs=[S, d.TRUE_STATUS_422, d.KEEPS_REGISTRATION])
def a_registration_from_the_page_that_is_refused(client):
    return send(client, **HTML | SHORT)


@case(422, '{"detail":"Passwords do not match."}', differs=[S, d.PLAIN_IN_FASTAPI], framework="fastapi")
def a_registration_with_two_passwords_in_fastapi(client):
    return send(client, confirm_password="another one")


@case(405, "Running in read only mode.", differs=[S, d.READ_ONLY_ALLOW], register={"read_only": True})
def a_registration_in_read_only_mode(client):
    return send(client)


@case(200, differs=[d.CAPTCHA_STATUS, S], register=captcha(judge))
def a_captcha_refuses_a_registration(client):
    return send(client, answer="guessed")


@case(303, "", differs=[S], register=captcha(judge))
def a_captcha_lets_a_registration_pass(client):
    return send(client, answer="solved")


@case(303, differs=[S, d.CROSS_SITE])
def a_registration_from_another_site(client):
    return client.post("/register/", data=CAROL, headers={"Origin": "https://evil.example"})


@case(303, differs=[S, d.REGISTER_THROTTLED], register={"limits": {"address_limit": 1}})
def the_second_registration_of_one(client):
    send(client)
    answer = send(client, username="dave", email="dave@example.com")
    answer.headers = [(k, "SECONDS" if k.lower() == "retry-after" else v) for k, v in answer.headers]
    return answer
