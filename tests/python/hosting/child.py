"""What runs in a server's own process. It is forked off a process that has loaded the frameworks and nothing of ours."""

import os
import socket


def write_to(log):
    """Standard output and error go there."""
    with open(log, "ab", buffering=0) as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)


def run_uvicorn(spec, ready):
    """Serves the app of `spec` on a free port, which it sends through `ready`, until SIGTERM."""
    write_to(spec.log)
    os.environ |= spec.environment
    import ostiary
    import uvicorn

    from hosting.apps import app_maker

    if spec.configuration:
        ostiary.configure(**spec.configuration)
    app = spec.builder(app_maker(spec.framework), **spec.options)
    listener = socket.create_server(("127.0.0.1", 0), backlog=256)
    config = uvicorn.Config(app, log_level="info", **spec.uvicorn)
    ready.send(listener.getsockname()[1])
    uvicorn.Server(config).run(sockets=[listener])
