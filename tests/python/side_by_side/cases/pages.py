"""Pages, and the methods that they answer."""

from side_by_side import differences as d
from side_by_side.case import case

S = d.SECURITY


@case(200, differs=[S])
def the_login_page(client):
    return client.get("/login/")


@case(200, differs=[S, d.LOGOUT_FORMAT])
def the_logout_page(client):
    return client.get("/logout/")


@case(200, "", differs=[S])
def head_of_the_login_page(client):
    return client.request("HEAD", "/login/")


@case(405, "Method Not Allowed", differs=[S, d.ALLOW])
def another_method_at_login(client):
    return client.request("PUT", "/login/")


@case(405, "Method Not Allowed", differs=[S, d.ALLOW])
def another_method_at_logout(client):
    return client.request("DELETE", "/logout/")


@case(200, differs=[S])
def below_the_mount(client):
    return client.get("/login/deeper")
