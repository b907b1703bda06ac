"""Logouts."""

from side_by_side import differences as d
from side_by_side.case import case
from side_by_side.sides import PASSWORD

S = d.SECURITY


@case(401, "The session cookie wasn't found.", differs=[S])
def a_logout_without_the_cookie(client):
    return client.post("/logout/")


@case(401, "The session cookie wasn't found.", differs=[S])
def a_logout_with_an_empty_cookie(client):
    return client.post("/logout/", cookies={"id": ""})


@case(200, "Successfully logged out", differs=[S, d.COOKIE_UNSET, d.CLEAR_SITE_DATA])
def a_logout(client):
    return client.logout(client.login("alice", PASSWORD))


@case(200, "Successfully logged out", differs=[S, d.COOKIE_UNSET, d.CLEAR_SITE_DATA])
def a_logout_with_a_stale_cookie(client):
    return client.logout("stale")


@case(303, "", differs=[S, d.COOKIE_UNSET, d.CLEAR_SITE_DATA], logout={"redirect_to": "/bye/"})
def a_logout_that_redirects(client):
    return client.logout("stale")
