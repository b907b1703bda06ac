"""What may stand in a body."""

from side_by_side import differences as d
from side_by_side.case import LOGIN, WRONG, case
from side_by_side.sides import PASSWORD

S = d.SECURITY


def post(client, kind, body):
    return client.post("/login/", headers={"Content-Type": kind}, content=body)


FORM, JSON = "application/x-www-form-urlencoded", "application/json"


@case(303, differs=[S, d.CONTENT_TYPE])
def json_as_text(client):
    return post(client, "text/plain", b'{"username":"alice","password":"%s"}' % PASSWORD.encode())


@case(500, differs=[S, d.NOT_AN_OBJECT])
def a_json_array(client):
    return post(client, JSON, b'["alice"]')


@case(500, differs=[S, d.WRONG_TYPE])
def a_number_as_the_name(client):
    return post(client, JSON, b'{"username":1,"password":"b"}')


@case(500, differs=[S, d.BAD_UTF8])
def json_in_latin_1(client):
    return post(client, JSON, b'{"username":"\xff","password":"b"}')


@case(422, differs=[S, d.BROKEN_JSON])
def json_that_ends_early(client):
    return post(client, JSON, b'{"username":')


@case(401, differs=[S, d.DUPLICATE])
def a_field_twice(client):
    return post(client, FORM, b"username=alice&password=a&password=b")


@case(401, differs=[S, d.TOO_LARGE])
def a_large_body(client):
    return client.post("/login/", data=WRONG | {"more": "x" * 20_000})


@case(303, differs=[S, d.CROSS_SITE])
def a_login_from_another_site(client):
    return client.post("/login/", data=LOGIN, headers={"Origin": "https://evil.example"})
