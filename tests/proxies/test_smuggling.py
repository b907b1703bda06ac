"""No request hides in another one, on the way to Ostiary or to the app (security.md, lines 54 to 60)."""

import pytest

from harness.client import Closed

HIDDEN = b"GET /admin/smuggled HTTP/1.1\r\nHost: app.test\r\nRemote-User: root\r\nRemote-Groups: admin\r\n\r\n"
CHUNKED = b"0\r\n\r\n" + HIDDEN
LENGTH = str(len(CHUNKED)).encode()


def head(*lines, method=b"POST", target=b"/public/x", version=b"HTTP/1.1") -> bytes:
    return b"\r\n".join([method + b" " + target + b" " + version, b"Host: app.test", *lines]) + b"\r\n\r\n"


CASES = {
    "length and chunked": head(b"Content-Length: " + LENGTH, b"Transfer-Encoding: chunked") + CHUNKED,
    "chunked and length": head(b"Transfer-Encoding: chunked", b"Content-Length: " + LENGTH) + CHUNKED,
    "length 4 and chunked": head(b"Content-Length: 4", b"Transfer-Encoding: chunked")
    + b"5c\r\n"
    + HIDDEN
    + b"0\r\n\r\n",
    "differing lengths": head(b"Content-Length: 0", b"Content-Length: " + LENGTH) + CHUNKED,
    "a list of lengths": head(b"Content-Length: 0, " + LENGTH) + CHUNKED,
    "a signed length": head(b"Content-Length: +0") + HIDDEN,
    "a hexadecimal length": head(b"Content-Length: 0x0") + HIDDEN,
    "a negative length": head(b"Content-Length: -1") + HIDDEN,
    "an immense length": head(b"Content-Length: 18446744073709551616") + HIDDEN,
    "another coding": head(b"Transfer-Encoding: gzip", b"Content-Length: " + LENGTH) + CHUNKED,
    "a coding beside chunked": head(b"Transfer-Encoding: chunked, gzip") + CHUNKED,
    "an obscured coding": head(b"Transfer-Encoding: \x0bchunked", b"Content-Length: " + LENGTH) + CHUNKED,
    "a coding with a space before the colon": head(b"Transfer-Encoding : chunked", b"Content-Length: " + LENGTH)
    + CHUNKED,
    "a coding with an underscore": head(b"Transfer_Encoding: chunked", b"Content-Length: " + LENGTH) + CHUNKED,
    "a folded coding": head(b"Transfer-Encoding:\r\n chunked", b"Content-Length: " + LENGTH) + CHUNKED,
    "chunked twice": head(b"Transfer-Encoding: chunked", b"Transfer-Encoding: identity") + CHUNKED,
    "chunked in HTTP/1.0": head(b"Transfer-Encoding: chunked", b"Content-Length: " + LENGTH, version=b"HTTP/1.0")
    + CHUNKED,
    "a chunk of negative size": head(b"Transfer-Encoding: chunked") + b"-2\r\n" + HIDDEN,
    "a chunk of immense size": head(b"Transfer-Encoding: chunked") + b"ffffffffffffffff1\r\n" + HIDDEN,
    "a body of GET": head(b"Content-Length: " + str(len(HIDDEN)).encode(), method=b"GET") + HIDDEN,
    "a body of GET in chunks": head(b"Transfer-Encoding: chunked", method=b"GET")
    + b"5c\r\n"
    + HIDDEN
    + b"\r\n0\r\n\r\n",
    "a bare line feed": b"POST /public/x HTTP/1.1\nHost: app.test\nContent-Length: 0\n\n" + HIDDEN[:0],
    "an encoded line end in the path": head(target=b"/public/x%0d%0aRemote-User:%20root", method=b"GET"),
    "an encoded line end in the query": head(target=b"/public/x?%0d%0aRemote-User:%20root", method=b"GET"),
    "two hosts": head(b"Host: other.test", method=b"GET", target=b"/page"),
    "a NUL in a value": head(b"X: a\x00b", method=b"GET", target=b"/page"),
    "a folded line": head(b"X: a\r\n Remote-User: root", method=b"GET"),
}


def exchange(client, data) -> list:
    """All that comes back until the connection is closed; a client that says no more than this."""
    with client.connect(timeout=8) as connection:
        connection.send(data + b"GET /public/last HTTP/1.1\r\nHost: app.test\r\nConnection: close\r\n\r\n")
        answers = []
        try:
            while True:
                answers.append(connection.receive())
        except (Closed, TimeoutError, AssertionError):
            return answers


@pytest.mark.parametrize("case", CASES)
def test_no_request_hides_in_another(site, case):
    before = len(site.app.requests)
    # As many answers as a careless pair of readers would give is one too many, so the app's own word counts.
    exchange(site.client, CASES[case])
    seen = site.app.requests[before:]
    assert not [got for got in seen if "smuggled" in got["target"]], seen
    for got in seen:
        named = [value for name, value in got["headers"] if name.lower().replace("_", "-").startswith("remote-")]
        assert not [value for value in named if value], got


@pytest.mark.parametrize("case", CASES)
def test_the_same_hides_nothing_from_ostiary(site, case):
    """To the login's own pages, where an answer to the hidden request would be Ostiary's."""
    data = CASES[case].replace(b"/public/x", b"/login/").replace(b"GET /admin/smuggled", b"GET /healthz?smuggled")
    answers = exchange(site.client, data)
    assert not [answer for answer in answers if answer.body == b"ok"]
    assert not [answer for answer in answers if answer.all("Remote-User")]
