"""One request's way through the core, and what the core asks of the app meanwhile."""

import asyncio
import concurrent.futures
import contextvars
import inspect
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Optional

from starlette.requests import Request

from ostiary._page import PageTemplate
from ostiary.shared.auth.captcha import Captcha
from ostiary.shared.auth.hooks import Hooks

logger = logging.getLogger("ostiary")

# How long the app's own code may take at one point of a request. Then it is cancelled, and the answer is 500.
APP_SECONDS = 30.0


class Call:
    """
    What the core's thread asks while it answers a request. Each method is called by that thread and blocks it; the
    app's own code runs on the app's event loop, in the request's context, as if the endpoint had called it there.
    """

    def __init__(
        self,
        request: Request,
        hooks: Optional[Hooks] = None,
        captcha: Optional[Captcha] = None,
        template: Optional[PageTemplate] = None,
    ) -> None:
        self.request = request
        self.hooks = hooks
        self.captcha = captcha
        self.template = template
        self.shows_foreign_page = False
        self.validator_failed = False
        self._loop = asyncio.get_running_loop()
        self._context = contextvars.copy_context()
        self._tasks: set[asyncio.Task[Any]] = set()

    def run_hooks(self, point: str, *given: object) -> Optional[str]:
        """The first text that one of them returns."""

        async def run() -> Optional[str]:
            for hook in self._hooks_of(point):
                answer = await self._run_hook(hook, given)
                if isinstance(answer, str):
                    return answer
            return None

        return self._on_loop(f"{point} hook", run)

    def notify_hooks(self, point: str, *given: object) -> None:
        """Of what is done: one that fails stops neither the others nor the answer."""

        async def run() -> None:
            for hook in self._hooks_of(point):
                try:
                    await self._run_hook(hook, given)
                except Exception:
                    logger.exception("the %s hook failed", point)

        self._on_loop(f"{point} hook", run)

    def validate(self, token: str) -> Optional[str]:
        captcha = self.captcha
        assert captcha is not None

        async def run() -> Optional[str]:
            return await captcha.validate(token or None)

        try:
            return self._on_loop("captcha validator", run)
        except Exception:
            self.validator_failed = True
            raise

    def render(self, values: dict[str, Any]) -> str:
        assert self.template is not None
        try:
            html, uses_nonce = self.template.render(self.request, values, self.captcha)
        except Exception:
            logger.exception("the template failed")
            raise
        self.shows_foreign_page = not uses_nonce
        return html

    def _hooks_of(self, point: str) -> Sequence[Callable[..., object]]:
        hooks: Optional[Sequence[Callable[..., object]]] = getattr(self.hooks, point)
        return hooks or ()

    async def _run_hook(self, hook: Callable[..., object], given: tuple[object, ...]) -> object:
        answer = hook(*given, **({"request": self.request} if takes_request(hook) else {}))
        if inspect.isawaitable(answer):
            answer = await answer
        if inspect.isgenerator(answer) or inspect.isasyncgen(answer):
            raise TypeError("a hook with a yield has not run")
        return answer

    def _on_loop(self, what: str, make: Callable[[], Awaitable[Optional[str]]]) -> Optional[str]:
        done: concurrent.futures.Future[Optional[str]] = concurrent.futures.Future()

        def finish(task: asyncio.Task[Optional[str]]) -> None:
            self._tasks.discard(task)
            if task.cancelled():
                done.set_exception(RuntimeError(f"the {what} was cancelled"))
            elif (fault := task.exception()) is not None:
                done.set_exception(fault)
            else:
                done.set_result(task.result())

        def start() -> None:
            task: asyncio.Task[Optional[str]] = asyncio.ensure_future(make())
            self._tasks.add(task)
            task.add_done_callback(finish)

        try:
            self._loop.call_soon_threadsafe(start, context=self._context)
            return self._wait(what, done)
        except Exception:
            logger.exception("the %s failed", what)
            raise

    def _wait(self, what: str, done: "concurrent.futures.Future[Optional[str]]") -> Optional[str]:
        """
        A loop that was stopped for good answers nothing any more, and must not hold the thread up; nor must code that
        hangs, or waits for a login that waits for this thread.
        """
        deadline = time.monotonic() + APP_SECONDS
        while time.monotonic() < deadline:
            concurrent.futures.wait([done], timeout=min(1, APP_SECONDS))
            if done.done():
                return done.result()
            if self._loop.is_closed():
                raise RuntimeError("the event loop was closed")
        self._loop.call_soon_threadsafe(self._cancel)
        raise TimeoutError(f"the {what} took longer than {APP_SECONDS} s")

    def _cancel(self) -> None:
        for task in self._tasks:
            task.cancel()


def takes_request(function: Callable[..., Any]) -> bool:
    """Whether it accepts `request=`: by that name, or by `**kwargs`."""
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return False
    named = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
    return any(
        parameter.kind is inspect.Parameter.VAR_KEYWORD or (parameter.name == "request" and parameter.kind in named)
        for parameter in parameters
    )
