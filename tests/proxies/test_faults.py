"""Where Ostiary can't answer, nobody gets in (security.md, line 69)."""

import os
import signal


def assert_closed(site, token):
    before = len(site.app.requests)
    for target in ("/page", "/admin/", "/public/"):
        for cookie in (token, None):
            answer = site.get(target, cookie=cookie)
            assert answer.status >= 500, (target, answer.status)
            assert "Remote-User" not in dict(answer.headers)
    assert site.client.post("/hooks/payment", {"a": "b"}).status >= 500
    assert len(site.app.requests) == before


def test_where_ostiary_is_down_everything_is_refused_and_comes_back(own_site):
    site = own_site
    token = site.login()
    assert site.get("/page", cookie=token).status == 200
    port = site.server.port
    site.server.stop()
    assert_closed(site, token)
    site.server.flags += ("--listen", f"127.0.0.1:{port}")
    site.server.start()
    assert site.get("/page", cookie=token).status == 200


def test_where_ostiary_hangs_everything_is_refused(own_site):
    site = own_site
    token = site.login()
    os.kill(site.server.process.pid, signal.SIGSTOP)
    try:
        before = len(site.app.requests)
        assert site.get("/page", cookie=token).status >= 500
        assert site.get("/public/").status >= 500
        assert len(site.app.requests) == before
    finally:
        os.kill(site.server.process.pid, signal.SIGCONT)
    assert site.get("/page", cookie=token).status == 200
