"""The apps that servers find by name. Their database is that of OSTIARY_DATABASE: nothing is configured."""

import asyncio
import os

from starlette.requests import Request
from starlette.responses import JSONResponse

from hosting.apps import add_page, app_maker, guarded_app


async def show_process(request: Request) -> JSONResponse:
    files = len(os.listdir("/proc/self/fd"))
    return JSONResponse({"pid": os.getpid(), "tasks": len(asyncio.all_tasks()), "files": files})


def watched_app(new_app, **options):
    """`guarded_app`, and a page that tells of the process."""
    app = guarded_app(new_app, **options)
    add_page(app, "/process", show_process)
    return app


def create():
    return watched_app(app_maker("starlette"))
