"""Logins, and what refuses them."""

from side_by_side import differences as d
from side_by_side.case import HTML, LOGIN, WRONG, case

S = d.SECURITY


@case(303, "", differs=[S])
def a_login_by_form(client):
    return client.post("/login/", data=LOGIN)


@case(303, "", differs=[S])
def a_login_by_json(client):
    return client.post("/login/", json=LOGIN)


@case(303, "", differs=[S])
def a_login_by_multipart(client):
    return client.post("/login/", files={name: (None, value) for name, value in LOGIN.items()})


@case(303, "", differs=[S])
def a_login_from_the_page(client):
    return client.post("/login/", data=LOGIN | HTML)


@case(303, "", differs=[S])
def a_login_with_an_old_hash_of_few_rounds(client):
    return client.post("/login/", data=LOGIN | {"username": "old"})


@case(200, '{"message":"logged in"}', differs=[S], login={"redirect_to": None})
def a_login_without_redirect_to(client):
    return client.post("/login/", data=LOGIN)


@case(303, "", differs=[S], login={"redirect_to": "/somewhere/?a=b"})
def a_login_with_redirect_to(client):
    return client.post("/login/", data=LOGIN)


@case(303, "", differs=[S, d.HSTS], login={"production": True})
def a_login_in_production(client):
    return client.post("/login/", data=LOGIN)


@case(401, "Login failed", differs=[S])
def a_wrong_password(client):
    return client.post("/login/", data=WRONG)


@case(401, "Login failed", differs=[S])
def an_unknown_user(client):
    return client.post("/login/", data=LOGIN | {"username": "nobody"})


@case(401, "Login failed", differs=[S])
def a_name_in_another_case(client):
    return client.post("/login/", data=LOGIN | {"username": "ALICE"})


@case(401, "Login failed", differs=[S])
def a_name_over_100_characters(client):
    return client.post("/login/", data=LOGIN | {"username": "a" * 101})


@case(401, "Login failed", differs=[S])
def a_password_over_128_characters(client):
    return client.post("/login/", data=LOGIN | {"password": "a" * 129})


@case(303, differs=[S, d.INACTIVE])
def an_inactive_user(client):
    return client.post("/login/", data=LOGIN | {"username": "idle"})


@case(401, "Login failed", differs=[S, d.PROBLEM_JSON])
def a_wrong_password_of_a_json_client(client):
    return client.post("/login/", json=WRONG, headers={"Accept": "application/json"})


@case(401, '{"detail":"Login failed"}', differs=[S, d.PLAIN_IN_FASTAPI], framework="fastapi")
def a_wrong_password_in_fastapi(client):
    return client.post("/login/", data=WRONG)


@case(200, differs=[S, d.TRUE_STATUS_401, d.KEEPS_NAME])
def a_wrong_password_from_the_page(client):
    return client.post("/login/", data=WRONG | HTML)


@case(422, "Missing username or password", differs=[S])
def no_password(client):
    return client.post("/login/", data={"username": "alice"})


@case(422, "Missing username or password", differs=[S])
def an_empty_name_by_json(client):
    return client.post("/login/", json=LOGIN | {"username": ""})


@case(200, differs=[S, d.TRUE_STATUS_422, d.KEEPS_NAME])
def no_password_from_the_page(client):
    return client.post("/login/", data={"username": "alice"} | HTML)


@case(401, "Login failed", differs=[S, d.THROTTLED], login={"limits": {"account_limit": 2}})
def the_third_guess_of_two(client):
    for _ in range(2):
        client.post("/login/", data=WRONG)
    answer = client.post("/login/", data=WRONG)
    answer.headers = [(k, "SECONDS" if k.lower() == "retry-after" else v) for k, v in answer.headers]
    return answer
