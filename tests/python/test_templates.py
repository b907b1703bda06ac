"""template_path: the app's own Jinja2 templates, with the reference's context."""

import pytest

from harness.program import PASSWORD
from hosting.apps import accounts_app, login_app
from ostiary.session_auth.endpoints import session_login, session_logout
from ostiary.shared.auth.captcha import Captcha
from ostiary.shared.auth.styles import Styles

BASE = "<title>{% block title %}{% endblock %}</title><main>{% block content %}{% endblock %}</main>\n"
LOGIN = """{% extends "base.html" %}
{% block title %}Enter{% endblock %}
{% block content %}
path={{ request.url.path }} method={{ request.method }}
error={{ error }}
csrf={{ csrf_cookie_name }}={{ csrftoken }}
captcha={{ captcha.form_html | safe }}
escaped={{ captcha.form_html }}
color={{ styles.button_color }}
mfa={{ show_mfa_input }}{{ mfa_provider_names|length }}
{% endblock %}
"""
LOGOUT = """{% extends "base.html" %}
{% block content %}out {{ request.url.path }} {{ styles.link_color }} {{ csrftoken }}{% endblock %}
"""
REGISTER = """{% extends "base.html" %}
{% block content %}
path={{ request.url.path }}
error={{ error }}
typed={{ username }} {{ email }}
captcha={{ captcha.form_html | safe }}
color={{ styles.link_color }}
least={{ min_password_length + 1 }}
login={{ login_url }}
{% endblock %}
"""
CHANGE = """{% extends "base.html" %}
{% block content %}
path={{ request.url.path }}
error={{ error }}
who={{ username }}
color={{ styles.link_color }}
least={{ min_password_length + 1 }}
login={{ login_url }}
keeps={{ keeps_session }}
{% endblock %}
"""
PAGES = {
    "base.html": BASE,
    "login.html": LOGIN,
    "logout.html": LOGOUT,
    "register.html": REGISTER,
    "change_password.html": CHANGE,
}


def accept(token):
    return None


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    for name, text in PAGES.items():
        (folder / name).write_text(text)
    return folder


def templated_app(new_app, folder, captcha=False):
    app = new_app()
    options = {"styles": Styles(button_color="#010203", link_color="#040506")}
    if captcha:
        options["captcha"] = Captcha("<b>widget</b>", "answer", accept)
    app.mount("/login/", session_login(template_path=f"{folder}/login.html", **options))
    app.mount("/logout/", session_logout(template_path=f"{folder}/logout.html", styles=options["styles"]))
    return app


def lines(answer):
    return dict(line.split("=", 1) for line in answer.text.splitlines() if "=" in line and "<title>" not in line)


def test_the_template_gets_every_name_of_the_context(host, folder):
    client = host.serve(templated_app, folder=folder, captcha=True)
    answer = client.get("/login/")
    assert (answer.status, answer.header("Content-Type")) == (200, "text/html; charset=utf-8")
    assert "<title>Enter</title><main>" in answer.text
    shown = lines(answer)
    assert shown["path"] == "/login/ method=GET"
    assert shown["captcha"] == "<b>widget</b>"
    assert shown["escaped"] == "&lt;b&gt;widget&lt;/b&gt;"
    assert shown["color"] == "#010203"
    assert (shown["error"], shown["csrf"]) == ("", "None=None")


def test_names_without_a_value_are_empty_and_no_fault(host, folder):
    shown = lines(host.serve(templated_app, folder=folder).get("/login/"))
    assert (shown["captcha"], shown["error"], shown["mfa"]) == ("", "", "0")


def test_the_template_gets_the_error(host, folder):
    client = host.serve(templated_app, folder=folder)
    answer = client.post("/login/", data={"username": "alice", "password": "wrong", "format": "html"})
    assert answer.status == 401
    assert lines(answer)["error"] == "The username or password is incorrect."
    assert lines(answer)["path"] == "/login/ method=POST"


def test_the_logout_template_is_used(host, folder):
    text = host.serve(templated_app, folder=folder).get("/logout/").text
    assert "out /logout/ #040506 None" in text


def forms_app(new_app, folder):
    styles = Styles(link_color="#040506")
    registering = {"template_path": folder / "register.html", "captcha": Captcha("<b>widget</b>", "answer", accept)}
    changing = {"template_path": folder / "change_password.html", "login_url": "/enter/", "keep_session": True}
    return accounts_app(
        new_app,
        registering=registering | {"styles": styles, "login_url": "/enter/"},
        changing=changing | {"styles": styles},
    )


def test_the_register_template_gets_its_context(host, folder):
    client = host.serve(forms_app, folder=folder)
    shown = lines(client.get("/register/"))
    assert (shown["path"], shown["error"], shown["typed"]) == ("/register/", "", " ")
    assert (shown["captcha"], shown["color"], shown["least"]) == ("<b>widget</b>", "#040506", "16")
    assert shown["login"] == "/enter/"
    answer = client.register(format="html", username="<b>", email="a<b")
    assert (answer.status, lines(answer)["error"]) == (422, "Invalid email address.")
    assert lines(answer)["typed"] == "&lt;b&gt; a&lt;b"


def test_the_change_password_template_gets_its_context(host, folder):
    client = host.serve(forms_app, folder=folder)
    token = client.login("alice", PASSWORD)
    shown = lines(client.get("/change-password/", cookies={"id": token}))
    assert (shown["path"], shown["error"], shown["who"]) == ("/change-password/", "", "alice")
    assert (shown["color"], shown["least"], shown["login"]) == ("#040506", "16", "/enter/")
    assert shown["keeps"] == "True"
    answer = client.change_password(token, format="html", current_password="wrong")
    assert (answer.status, lines(answer)["error"]) == (422, "Incorrect password.")


def test_a_template_that_fails_is_a_500(host, folder):
    (folder / "login.html").write_text("{{ 1 // 0 }}")
    client = host.serve(templated_app, folder=folder)
    answer = client.get("/login/")
    assert answer.status == 500 and "ZeroDivision" not in answer.text


def test_what_a_user_typed_is_escaped(host, folder):
    (folder / "login.html").write_text("{{ request.query_params['q'] }}")
    client = host.serve(templated_app, folder=folder)
    assert client.get("/login/?q=<svg>").text == "&lt;svg&gt;"


def test_a_template_that_isnt_there_is_refused_at_construction(folder):
    for make in (session_login, session_logout):
        with pytest.raises(Exception, match="template_path|missing.html"):
            make(template_path=f"{folder}/missing.html")


def test_a_page_of_ones_own_logs_in(host, folder):
    client = host.serve(templated_app, folder=folder)
    assert client.try_login("alice", PASSWORD).status == 303


def test_the_default_page_is_used_without_one(host):
    assert "path=" not in host.serve(login_app).get("/login/").text


def test_a_template_that_recurses_for_ever_is_a_500_and_the_process_lives(host, folder):
    (folder / "login.html").write_text("{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}")
    client = host.serve(templated_app, folder=folder)
    assert client.get("/login/").status == 500
    assert client.get("/logout/").status == 200
