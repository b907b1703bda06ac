"""What two HTTP parsers could read differently is answered 400, and the connection closed (security.md, 54 to 64)."""

import random
import socket
import threading
import time

import pytest

from harness.client import BOUNDARY, FORM, Closed, Connection, message
from harness.program import PASSWORD
from harness.server import RELAXED

SMUGGLED = b"GET /smuggled HTTP/1.1\r\nHost: app.test\r\n\r\n"
POST = b"POST /login/ HTTP/1.1\r\nHost: app.test\r\nContent-Type: application/x-www-form-urlencoded\r\n"
GET = b"GET /healthz HTTP/1.1\r\n"
HOST = b"Host: app.test\r\n"
CHUNKED = POST + b"Transfer-Encoding: chunked\r\n\r\n"

REFUSED = {
    # Line 54: both lengths.
    "length, then chunked": POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunked, then length": POST + b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
    "chunked and length 0": POST + b"Transfer-Encoding: chunked\r\nContent-Length: 0\r\n\r\n0\r\n\r\n",
    "GET with both": GET + HOST + b"Content-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    # Line 55: lengths that are none, or several.
    "two lengths": POST + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\na=bc",
    "two lengths in one line": POST + b"Content-Length: 3, 4\r\n\r\na=bc",
    "length with a plus": POST + b"Content-Length: +5\r\n\r\na=bcd",
    "length in hex": POST + b"Content-Length: 0x5\r\n\r\na=bcd",
    "negative length": POST + b"Content-Length: -1\r\n\r\n",
    "length of 2^64": POST + b"Content-Length: 18446744073709551616\r\n\r\n",
    "length of 2^64 and 5": POST + b"Content-Length: 18446744073709551621\r\n\r\na=bcd",
    "length with a letter": POST + b"Content-Length: 5x\r\n\r\na=bcd",
    "length in two words": POST + b"Content-Length: 5 5\r\n\r\na=bcd",
    "fractional length": POST + b"Content-Length: 5.0\r\n\r\na=bcd",
    "empty length": POST + b"Content-Length: \r\n\r\n",
    "quoted length": POST + b'Content-Length: "5"\r\n\r\na=bcd',
    # Line 56: codings but chunked alone.
    "gzip": POST + b"Transfer-Encoding: gzip\r\n\r\n",
    "chunked, gzip": POST + b"Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n",
    "gzip, chunked": POST + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
    "chunked twice": POST + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunked, chunked": POST + b"Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
    "codings in two lines": POST + b"Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "identity": POST + b"Transfer-Encoding: identity\r\n\r\n",
    "empty coding": POST + b"Transfer-Encoding:\r\n\r\n",
    # Right by the letter, but sent by nobody, and told apart by some.
    "chunked, in capitals": POST + b"Transfer-Encoding: Chunked\r\n\r\n0\r\n\r\n",
    "xchunked": POST + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "chunked behind a vertical tab": POST + b"Transfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n",
    "quoted chunked": POST + b'Transfer-Encoding: "chunked"\r\n\r\n0\r\n\r\n',
    "HTTP/1.0 chunked": POST.replace(b"1.1", b"1.0") + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    # Line 57: chunks.
    "negative chunk": CHUNKED + b"-2\r\na=\r\n0\r\n\r\n",
    "chunk with a plus": CHUNKED + b"+4\r\na=bc\r\n0\r\n\r\n",
    "chunk in 0x": CHUNKED + b"0x4\r\na=bc\r\n0\r\n\r\n",
    "chunk of 2^64": CHUNKED + b"10000000000000000\r\na=bc\r\n0\r\n\r\n",
    "chunk of 2^64 and 4": CHUNKED + b"10000000000000004\r\na=bc\r\n0\r\n\r\n",
    "chunk without a size": CHUNKED + b"\r\na=bc\r\n0\r\n\r\n",
    "chunk size of letters": CHUNKED + b"zz\r\na=bc\r\n0\r\n\r\n",
    "chunk size behind a blank": CHUNKED + b" 4\r\na=bc\r\n0\r\n\r\n",
    "chunk longer than its size": CHUNKED + b"3\r\na=bc\r\n0\r\n\r\n",
    "chunk ended by a bare LF": CHUNKED + b"4\r\na=bc\n0\r\n\r\n",
    "chunk size ended by a bare LF": CHUNKED + b"4\na=bc\r\n0\r\n\r\n",
    "chunk extension of 40 KB": CHUNKED + b"4;" + b"x" * 40_000 + b"\r\na=bc\r\n0\r\n\r\n",
    # Line 59: line ends, folds, blanks, NUL, Host.
    "bare LF everywhere": b"GET /healthz HTTP/1.1\nHost: app.test\n\n",
    "bare LF in the head": GET + b"Host: app.test\nX: y\r\n\r\n",
    "bare LF at the head's end": GET + b"Host: app.test\r\n\n",
    "bare CR in a value": GET + HOST + b"X: a\rb\r\n\r\n",
    "folded header": GET + HOST + b"X: a\r\n b\r\n\r\n",
    "folded by a tab": GET + HOST + b"X: a\r\n\tb\r\n\r\n",
    "folded first header": GET + b" " + HOST + b"\r\n",
    "blank before the colon": GET + HOST + b"X : a\r\n\r\n",
    "blank before the length's colon": POST + b"Content-Length : 3\r\n\r\na=b",
    "tab before the colon": GET + HOST + b"X\t: a\r\n\r\n",
    "no colon": GET + HOST + b"X\r\n\r\n",
    "no name": GET + HOST + b": a\r\n\r\n",
    "NUL in a value": GET + HOST + b"X: a\0b\r\n\r\n",
    "NUL in a name": GET + HOST + b"X\0: a\r\n\r\n",
    "NUL in the target": b"GET /hea\0lthz HTTP/1.1\r\n" + HOST + b"\r\n",
    "control byte in a value": GET + HOST + b"X: a\x01b\r\n\r\n",
    "bracket in a name": GET + HOST + b"X[]: a\r\n\r\n",
    "non-ASCII in a name": GET + HOST + b"X\xe9: a\r\n\r\n",
    "no Host": GET + b"\r\n",
    "two Hosts": GET + HOST + HOST + b"\r\n",
    "two different Hosts": GET + HOST + b"Host: evil.com\r\n\r\n",
    "Host with a path": GET + b"Host: app.test/evil\r\n\r\n",
    "Host with a user": GET + b"Host: user@app.test\r\n\r\n",
    "Host with a blank": GET + b"Host: app test\r\n\r\n",
    "two Hosts in one line": GET + b"Host: app.test, evil.com\r\n\r\n",
    "Host with a port that is none": GET + b"Host: app.test:port\r\n\r\n",
    # The request line.
    "two blanks": b"GET  /healthz HTTP/1.1\r\n" + HOST + b"\r\n",
    "tab between": b"GET\t/healthz\tHTTP/1.1\r\n" + HOST + b"\r\n",
    "no version": b"GET /healthz\r\n" + HOST + b"\r\n",
    "blank in the target": b"GET /healthz x HTTP/1.1\r\n" + HOST + b"\r\n",
    "blank at the end": b"GET /healthz HTTP/1.1 \r\n" + HOST + b"\r\n",
    "no target": b"GET  HTTP/1.1\r\n" + HOST + b"\r\n",
    "target without a slash": b"GET healthz HTTP/1.1\r\n" + HOST + b"\r\n",
    "raw non-ASCII in the target": b"GET /\xff HTTP/1.1\r\n" + HOST + b"\r\n",
    "fragment in the target": b"GET /healthz#x HTTP/1.1\r\n" + HOST + b"\r\n",
    "method of brackets": b"G(T /healthz HTTP/1.1\r\n" + HOST + b"\r\n",
    "not HTTP": b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
    "TLS": bytes.fromhex("16030100a5010000a10303") + b"\0" * 100 + b"\r\n\r\n",
    "HTTP/2 preface": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "lower-case version": b"GET /healthz http/1.1\r\n" + HOST + b"\r\n",
    "HTTP/1.11": b"GET /healthz HTTP/1.11\r\n" + HOST + b"\r\n",
    "HTTP/9.9": b"GET /healthz HTTP/9.9\r\n" + HOST + b"\r\n",
    "CONNECT": b"CONNECT evil.com:443 HTTP/1.1\r\n" + HOST + b"\r\n",
}


# Refused just as well, and more to the point.
OTHERWISE = {"CONNECT": 501, "HTTP/9.9": 505, "HTTP/2 preface": 505}


def exchange(client, data):
    """All answers to those bytes; the server must close."""
    with client.connect() as connection:
        try:
            connection.send(data)
        except ConnectionError:
            pass
        return connection.receive_all()


@pytest.mark.parametrize("case", REFUSED)
def test_an_ambiguous_request_is_answered_400_and_the_connection_closed(client, case):
    """Lines 54 to 57 and 59. What follows on the connection is never answered."""
    answers = exchange(client, REFUSED[case] + SMUGGLED)
    assert [answer.status for answer in answers] == [OTHERWISE.get(case, 400)]


SPLITS = ["length, then chunked", "bare LF in the head", "two Hosts", "negative chunk"]


@pytest.mark.parametrize("case", SPLITS)
def test_it_makes_no_difference_how_the_bytes_arrive(client, case):
    """Lines 54 to 59, one byte a packet."""
    with client.connect() as connection:
        try:
            for byte in REFUSED[case]:
                connection.send(bytes([byte]))
        except ConnectionError:
            pass
        assert [answer.status for answer in connection.receive_all()] == [400]


ALLOWED = {
    "chunked": CHUNKED + b"4\r\na=bc\r\n0\r\n\r\n",
    "chunked with a short extension": CHUNKED + b"4;a=b\r\na=bc\r\n0\r\n\r\n",
    "same length, one header": POST + b"Content-Length: 4\r\n\r\na=bc",
    "leading zeros": POST + b"Content-Length: 004\r\n\r\na=bc",
    "blanks around a value": POST + b"Content-Length: \t 4 \t\r\n\r\na=bc",
}


@pytest.mark.parametrize("case", ALLOWED)
def test_what_is_no_attack_is_understood(client, case):
    """Lines 54 to 59: else refusing all would pass."""
    with client.connect() as connection:
        connection.send(ALLOWED[case])
        assert connection.receive().status == 422
        connection.send(GET + HOST + b"\r\n")
        assert connection.receive().status == 200


def test_the_body_of_a_get_is_never_a_request(client):
    """Line 58."""
    with client.connect() as connection:
        connection.send(
            message("GET", "/login/", {"Content-Length": str(len(SMUGGLED)), "Connection": "close"}) + SMUGGLED
        )
        answers = connection.receive_all()
    assert len(answers) == 1
    assert b"smuggled" not in answers[0].body


def test_a_body_that_was_not_read_is_never_a_request(client):
    """Line 58: also where the answer came without it."""
    for head in (message("PUT", "/login/", {"Content-Length": str(len(SMUGGLED))})[: -len(b"\r\n\r\n")], b""):
        with client.connect() as connection:
            head = head or (POST + b"Content-Length: %d" % (1024 * 1024))
            head = head.replace(b"Content-Length: 0\r\n", b"")
            connection.send(head + b"\r\n\r\n" + SMUGGLED)
            connection.socket.shutdown(socket.SHUT_WR)
            answers = connection.receive_all()
        assert len(answers) <= 1, [answer.status for answer in answers]


@pytest.mark.parametrize("value", ["a%0d%0aSet-Cookie:x=1", "%00", "%", "%0a"])
def test_an_encoded_line_break_in_a_header_stays_as_it_is(client, value):
    """Line 60."""
    token = client.login("alice", PASSWORD, headers={"User-Agent": value})
    answer = client.get("/account/", {"Accept": "application/json"}, cookie=token)
    assert value in [session["user_agent"] for session in answer.json["sessions"]]
    assert not answer.all("Set-Cookie")


def test_a_request_line_over_8_kb_is_answered_414(client):
    """Line 61."""
    assert client.get("/login/?" + "a" * 7_000).status == 200
    (answer,) = exchange(client, message("GET", "/login/?" + "a" * 9_000))
    assert answer.status == 414
    (answer,) = exchange(client, b"GET /" + b"a" * 200_000)
    assert answer.status == 414


def test_more_than_100_headers_are_answered_431(client):
    """Line 61."""
    assert client.get("/login/", [(f"X-{number}", "y") for number in range(90)]).status == 200
    (answer,) = exchange(client, message("GET", "/login/", [(f"X-{number}", "y") for number in range(101)]))
    assert answer.status == 431


@pytest.mark.parametrize("size", [40_000, 64 * 1024, 1_000_000])
def test_headers_over_the_limit_are_answered_431(client, size):
    """Line 61."""
    (answer,) = exchange(client, message("GET", "/login/", {"X": "y" * size}))
    assert answer.status == 431


def test_a_body_over_16_kb_is_answered_413_before_it_is_sent(client):
    """Line 61."""
    with client.connect() as connection:
        connection.send(POST + b"Content-Length: 1073741824\r\n\r\n")
        assert connection.receive().status == 413
        with pytest.raises((Closed, ConnectionError)):
            for _ in range(100):
                connection.send(b"x" * 65536)
            connection.receive()


def test_a_chunked_body_over_16_kb_is_answered_413(client):
    """Line 61."""
    chunk = b"1000\r\n" + b"x" * 4096 + b"\r\n"
    (answer,) = exchange(client, CHUNKED + chunk * 5 + b"0\r\n\r\n")
    assert answer.status == 413


def drip(connection, data, seconds):
    """One byte now and then, until the server answers; the seconds that took."""
    began = time.monotonic()
    connection.socket.settimeout(0.1)
    for byte in data:
        try:
            connection.send(bytes([byte]))
            connection._more()
            break
        except TimeoutError:
            pass
        except (Closed, ConnectionError):
            break
        assert time.monotonic() - began < seconds, "still reading"
    connection.socket.settimeout(5)
    return time.monotonic() - began


@pytest.mark.parametrize("part", ["head", "body"])
def test_a_slow_client_is_answered_408(servers, part):
    """Line 61."""
    server = servers("--read-timeout", "1s", users=())
    sent = b"GET /login/ HTTP/1.1\r\nX: " if part == "head" else POST + b"Content-Length: 10000\r\n\r\n"
    with server.client.connect() as connection:
        connection.send(sent)
        took = drip(connection, b"a" * 10_000, 5)
        assert [answer.status for answer in connection.receive_all()] == [408]
    assert 0.5 < took < 3
    assert server.client.get("/healthz").status == 200


def test_an_idle_connection_is_closed_without_a_word(servers):
    """Line 61."""
    server = servers("--idle-timeout", "1s", users=())
    with server.client.connect() as connection:
        connection.send(GET + HOST + b"\r\n")
        assert connection.receive().status == 200
        assert connection.receive_all() == []


FORWARDED = [
    ",",
    "",
    " , ,",
    "unknown",
    "%",
    "127.0.0.1%",
    "[",
    "[::1",
    "1.2.3.4:99999",
    "::ffff:1.2.3.4%eth0",
    "a" * 8000,
    "1," * 4000,
    "\xff",
]


@pytest.mark.parametrize("value", FORWARDED, ids=lambda value: repr(value[:12]))
def test_a_malformed_forwarded_address_does_no_harm(forwarding, value):
    """Line 62."""
    answer = forwarding.client.try_login("alice", PASSWORD, headers={"X-Forwarded-For": value})
    assert answer.status in (303, 400)
    assert forwarding.client.get("/healthz").status == 200


@pytest.fixture(scope="module")
def forwarding(module_servers):
    return module_servers(*RELAXED, "--trusted-proxies", "127.0.0.1,::1")


TARGETS = [
    "/%",
    "/a%",
    "/a%2",
    "/%zz",
    "/?%",
    "/login/?next=%",
    "/" + "a" * 8000,
    "/" + "%61" * 2600,
    "/" + "a/" * 4000,
    "/" + "../" * 2600,
]


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target[:16])
def test_a_malformed_or_long_path_does_no_harm(client, target):
    """Line 62."""
    assert client.get(target).status in (200, 400, 401, 404, 414)
    assert client.get("/healthz").status == 200


def test_ten_thousand_parts_are_refused(client):
    """Line 63."""
    part = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n'
    for count, expected in ((10_000, 413), (200, 400)):
        body = (part * count + f"--{BOUNDARY}--\r\n").encode()
        (answer,) = exchange(
            client,
            message(
                "POST",
                "/login/",
                {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}", "Connection": "close"},
                body,
            ),
        )
        assert answer.status == expected


HEAVY = {
    "form of nothing but separators": (FORM, b"&" * 16_384),
    "form of many fields": (FORM, b"&".join(b"a%d" % number for number in range(2_500))),
    "parameters without end": (FORM + ";a" * 14_000, b"a=b"),
    "boundary without end": ("multipart/form-data; boundary=" + "-" * 14_000, b"-" * 16_000),
    "dashes": ("multipart/form-data; boundary=---", b"-" * 16_000),
    "JSON of nothing but brackets": ("application/json", b"[" * 16_000),
    "JSON of many keys": ("application/json", b"{" + b",".join(b'"%d":1' % number for number in range(1_500)) + b"}"),
    "JSON of a huge number": ("application/json", b'{"a":' + b"9" * 16_000 + b"}"),
}


@pytest.mark.parametrize("case", HEAVY)
def test_a_body_made_to_be_slow_is_read_in_no_time(client, case):
    """Line 63."""
    content_type, body = HEAVY[case]
    began = time.monotonic()
    answer = client.request("POST", "/login/", {"Content-Type": content_type}, body)
    assert 400 <= answer.status < 500
    assert time.monotonic() - began < 1


def test_an_accept_header_made_to_be_slow_is_read_in_no_time(client):
    """Line 63."""
    began = time.monotonic()
    client.get("/verify", {"Accept": "a/b;" * 7_000})
    client.get("/verify", {"Cookie": "a=b;" * 7_000})
    assert time.monotonic() - began < 1


def test_pipelined_requests_are_answered_in_order(client):
    """Line 64."""
    with client.connect() as connection:
        connection.send(
            b"".join(message("GET", target) for target in ("/healthz", "/verify", "/login/", "/nothing", "/healthz"))
        )
        statuses = [connection.receive().status for _ in range(5)]
    assert statuses[:3] == [200, 401, 200] and statuses[3] in (401, 404) and statuses[4] == 200


def test_clients_that_pipeline_and_leave_do_no_harm(server, client):
    """Line 64. What it does to memory, the sanitizer builds tell."""
    numbers = random.Random(64)
    requests = [
        message("GET", "/login/"),
        message("GET", "/verify"),
        message("POST", "/login/", {"Content-Type": FORM}, b"username=alice&password=wrong"),
    ]

    def leave():
        for _ in range(10):
            with client.connect() as connection:
                data = b"".join(numbers.choice(requests) for _ in range(numbers.randint(1, 8)))
                connection.send(data[: numbers.randint(1, len(data))])
                if numbers.random() < 0.5:
                    connection.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")

    threads = [threading.Thread(target=leave) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert client.get("/healthz").status == 200
    assert server.process.poll() is None


def test_random_bytes_are_never_answered_5xx(client):
    """Lines 54 to 64, by chance."""
    numbers = random.Random(54)
    whole = message("POST", "/login/", {"Content-Type": FORM, "Cookie": "id=x"}, b"username=a&password=b")
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(numbers.randint(1, 4)):
            data[numbers.randrange(len(data))] = numbers.choice(b"\0\r\n\t :;,%&=\xff/A0")
        with Connection("127.0.0.1", client.port) as connection:
            connection.send(bytes(data))
            connection.socket.shutdown(socket.SHUT_WR)
            assert all(answer.status < 500 or answer.status in (501, 505) for answer in connection.receive_all()), data
