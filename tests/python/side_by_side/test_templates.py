"""A template written for piccolo_api gives the same bytes with ours: its own templates are taken as such."""

import pathlib

import piccolo_api
import pytest

from side_by_side.case import HTML, WRONG, Case
from side_by_side.cases import password_changes, registrations
from side_by_side.cases.app_code import captcha, hooks, judge, refuse
from side_by_side.sides import PASSWORD

FOLDER = pathlib.Path(piccolo_api.__file__).parent / "templates"
COLOURS = {"button_color": "#123456", "error_text_color": "rgb(1, 2, 3)"}


def with_template(name, more=None):
    def options(side):
        given = more(side) if more else {}
        return given | {"template_path": str(FOLDER / name), "styles": side.Styles(**COLOURS)}

    return options


def both(ask, act, **options):
    case = Case(act.__name__, act, (), [], options, "starlette")
    return ask("piccolo_api", case).text, ask("ostiary", case).text


def the_login_page(client):
    return client.get("/login/")


def a_wrong_password(client):
    return client.post("/login/", data=WRONG | HTML)


def a_missing_password(client):
    return client.post("/login/", data={"username": "alice"} | HTML)


def the_logout_page(client):
    return client.get("/logout/", cookies={"id": client.login("alice", PASSWORD)})


@pytest.mark.parametrize("act", [the_login_page, a_wrong_password, a_missing_password])
def test_the_login_template_gives_the_same_page(ask, act):
    theirs, ours = both(ask, act, login=with_template("session_login.html"))
    assert "#123456" in theirs and ours == theirs


def test_the_logout_template_gives_the_same_page(ask):
    theirs, ours = both(ask, the_logout_page, logout=with_template("session_logout.html"))
    assert "Are you sure?" in theirs and ours == theirs


def the_register_page(client):
    return client.get("/register/")


def a_registration_with_two_passwords(client):
    return registrations.send(client, confirm_password="another", **HTML)


@pytest.mark.parametrize("act", [the_register_page, a_registration_with_two_passwords])
def test_the_register_template_gives_the_same_page(ask, act):
    theirs, ours = both(ask, act, register=with_template("register.html"))
    assert "#123456" in theirs and ours == theirs


def test_the_register_template_shows_the_same_captcha(ask):
    options = with_template("register.html", captcha(judge))
    theirs, ours = both(ask, the_register_page, register=options)
    assert "<b>puzzle</b>" in theirs and ours == theirs


def the_change_password_page(client):
    return client.get("/change-password/", cookies={"id": client.login("alice", PASSWORD)})


def a_change_with_a_wrong_password(client):
    return password_changes.send(client, current_password="wrong", **HTML)


@pytest.mark.parametrize("act", [the_change_password_page, a_change_with_a_wrong_password])
def test_the_change_password_template_gives_the_same_page(ask, act):
    theirs, ours = both(ask, act, change=with_template("change_password.html"))
    assert "Logged in as alice." in theirs and "minlength=6" in theirs and ours == theirs


def test_a_hooks_html_is_not_escaped(ask):
    """The one difference in a page: what the reference's documentation promises."""
    options = with_template("session_login.html", hooks("pre_login", refuse))
    theirs, ours = both(ask, a_wrong_password, login=options)
    assert "Ask &lt;a href=&#34;/help/&#34;&gt;us&lt;/a&gt;" in theirs
    assert ours == theirs.replace("&lt;", "<").replace("&gt;", ">").replace("&#34;", '"')
