"""Where Ostiary can't answer, nobody gets in (security.md, line 69)."""

import os
import pathlib
import signal
import time


def stop(process):
    """Returns once each of its threads has stopped, for the signal reaches them one by one."""
    os.kill(process.pid, signal.SIGSTOP)
    deadline = time.monotonic() + 10
    threads = pathlib.Path(f"/proc/{process.pid}/task")
    while any((thread / "stat").read_text().rpartition(")")[2].split()[0] != "T" for thread in threads.iterdir()):
        assert time.monotonic() < deadline
        time.sleep(0.01)


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
    stop(site.server.process)
    try:
        before = len(site.app.requests)
        assert site.get("/page", cookie=token).status >= 500
        assert site.get("/public/").status >= 500
        assert len(site.app.requests) == before
    finally:
        os.kill(site.server.process.pid, signal.SIGCONT)
    assert site.get("/page", cookie=token).status == 200
