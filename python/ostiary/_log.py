"""Passes the core's log on to the logger `ostiary`, from a thread of its own."""

import logging
import threading
from typing import Optional

from ostiary import _core

logger = logging.getLogger("ostiary")
_thread: Optional[threading.Thread] = None
_lock = threading.Lock()


def _pass_on() -> None:
    while (line := _core.next_log()) is not None:
        level, event, fields = line
        text = " ".join(f"{name}={value!r}" for name, value in fields.items())
        logger.log(level, "%s %s", event, text, extra={"event": event, "fields": fields})


def start() -> None:
    global _thread
    with _lock:
        if _thread is None:
            _thread = threading.Thread(target=_pass_on, name="ostiary-log", daemon=True)
            _thread.start()


def stop() -> None:
    _core.close_log()
    if _thread is not None:
        _thread.join(timeout=5)


def forget_parent() -> None:
    global _thread, _lock
    _thread, _lock = None, threading.Lock()
    _core.reset_log()
