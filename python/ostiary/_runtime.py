"""What a process holds: databases that are open, loops that wait for answers. Nothing of it crosses a fork."""

import asyncio
import atexit
import functools
import os
import threading
import weakref
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from ostiary import _core, _log
from ostiary._settings import Tables, settings

P = ParamSpec("P")
T = TypeVar("T")


class LoopAnswers:
    """How the core's answers come to one event loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.completions = _core.Completions()
        self.checks = _core.CheckBatch(self.completions)
        loop.add_reader(self.completions.descriptor, self.completions.drain)


class Process:
    """One process's share. A forked child has another one, and lets go of nothing that its parent still uses."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.databases: dict[tuple[str, str], Any] = {}
        self.answers: weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, LoopAnswers] = weakref.WeakKeyDictionary()
        self.kept: weakref.WeakSet[Kept] = weakref.WeakSet()

    def database(self, tables: Tables) -> Any:
        key = (tables.database, tables.preset)
        with self.lock:
            if key not in self.databases:
                _log.start()
                self.databases[key] = _core.open_database(tables.database, tables.preset, settings.busy_timeout)
            return self.databases[key]


class Kept:
    """Something made at its first use in each process, on whichever thread that is."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._value: Any = None

    def get(self) -> Any:
        if self._value is None:
            with self._lock:
                if self._value is None:
                    self._value = self._make()
                    process.kept.add(self)
        return self._value

    @property
    def is_made(self) -> bool:
        return self._value is not None

    def forget(self, *, leak: bool) -> None:
        if leak and self._value is not None:
            _core.leak(self._value)
        self._value = None
        self._lock = threading.Lock()


process = Process()


def database(tables: Tables) -> Any:
    """Opened at the first use. May block: not for an event loop's thread."""
    return process.database(tables)


def answers(loop: asyncio.AbstractEventLoop) -> LoopAnswers:
    """Where the running loop's answers arrive."""
    found = process.answers.get(loop)
    if found is None:
        found = process.answers[loop] = LoopAnswers(loop)
    return found


async def in_thread(function: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
    """For what is seldom called: the loop's own executor will do. The core lets go of the interpreter lock."""
    return await asyncio.get_running_loop().run_in_executor(None, functools.partial(function, *arguments, **named))


def _stop() -> None:
    _core.stop()
    for kept in list(process.kept):
        kept.forget(leak=False)
    process.databases.clear()
    _log.stop()


def _forget_parent() -> None:
    global process
    parent, process = process, Process()
    for kept in list(parent.kept):
        kept.forget(leak=True)
    answers = [each for found in parent.answers.values() for each in (found.completions, found.checks)]
    for opened in [*parent.databases.values(), *answers]:
        _core.leak(opened)
    _core.forget_parent()
    _log.forget_parent()


atexit.register(_stop)
os.register_at_fork(after_in_child=_forget_parent)
