"""A pre-forking server: builds and uses its app, forks, serves from each child, and uses it again itself.

Prints one JSON line once the children serve, and one once they have ended after its standard input has.
"""

import json
import os
import signal
import socket
import sys

import uvicorn

from ostiary.session_auth.tables import SessionsBase
from serving.apps import create


def make_sessions(count):
    return [SessionsBase.create_session_sync(1).token for _ in range(count)]


def serve(app, listener, pipe):
    os.write(pipe, (json.dumps(make_sessions(100)) + "\n").encode())
    os.close(pipe)
    uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listener])


def main():
    app = create()
    tokens = make_sessions(100)
    listener = socket.create_server(("127.0.0.1", 0), backlog=128)
    read, write = os.pipe()
    children = []
    for _ in range(2):
        if not (child := os.fork()):
            serve(app, listener, write)
            os._exit(0)
        children.append(child)
    os.close(write)
    with open(read) as lines:
        for line in lines:
            tokens += json.loads(line)
    tokens += make_sessions(100)
    found = [SessionsBase.get_user_id_sync(token) for token in tokens]
    print(json.dumps({"port": listener.getsockname()[1], "tokens": tokens, "found": found}), flush=True)
    sys.stdin.read()
    for child in children:
        os.kill(child, signal.SIGTERM)
    ends = [os.waitpid(child, 0)[1] for child in children]
    print(json.dumps({"ends": ends, "token": make_sessions(1)[0]}), flush=True)


if __name__ == "__main__":
    main()
