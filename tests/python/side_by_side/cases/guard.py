"""The guard."""

from side_by_side import differences as d
from side_by_side.case import case
from side_by_side.sides import PASSWORD

S = d.SECURITY


@case(400, "No session cookie found.")
def no_session(client):
    return client.private()


@case(400, "No matching session found.")
def an_unknown_session(client):
    return client.private("A" * 43)


@case(200, "alice 1 ['authenticated']")
def a_session(client):
    return client.private(client.login("alice", PASSWORD))


@case(400, "No matching session found.")
def a_session_after_its_logout(client):
    token = client.login("alice", PASSWORD)
    client.logout(token)
    return client.private(token)


@case(200, differs=[d.ENDED])
def a_session_after_another_login_with_it(client):
    token = client.login("alice", PASSWORD)
    client.login("alice", PASSWORD, cookies={"id": token})
    return client.private(token)


@case(200, differs=[d.TWICE])
def a_session_cookie_twice(client):
    token = client.login("alice", PASSWORD)
    return client.get("/private/", headers=[("Cookie", f"id=planted; id={token}")])


@case(400, "Admin users only")
def a_user_who_is_no_admin(client):
    return client.private(client.login("plain", PASSWORD))


@case(400, "Superusers only", guard={"superuser_only": True})
def a_user_who_is_no_superuser(client):
    return client.private(client.login("alice", PASSWORD))


@case(200, "plain 3 ['authenticated']", guard={"admin_only": False})
def a_user_where_any_may_enter(client):
    return client.private(client.login("plain", PASSWORD))


@case(400, "No matching session found.")
def an_expired_session(client):
    return client.private("expired" + "x" * 36)


@case(400, "No matching session found.")
def a_session_past_its_maximum(client):
    return client.private("overdue" + "x" * 36)


@case(400, "That user doesn't exist anymore")
def a_session_without_its_user(client):
    return client.private("orphan" + "x" * 37)


@case(400, "Active users only", guard={"admin_only": False})
def a_session_of_an_inactive_user(client):
    return client.private("inactive" + "x" * 35)


@case(200, "  []", guard={"allow_unauthenticated": True})
def allow_unauthenticated(client):
    return client.private("A" * 43)


@case(200, "  []", guard={"excluded_paths": ["/private/docs/*"]})
def an_excluded_path(client):
    return client.get("/private/docs/open")


@case(200, "  []", differs=[d.SEGMENT], guard={"excluded_paths": ["/private/docs*"]})
def a_neighbour_of_an_excluded_path(client):
    return client.get("/private/docs-private")
