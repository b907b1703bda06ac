"""A running `ostiary serve`."""

import json
import pathlib
import signal
import subprocess
import threading
import time

from harness import program
from harness.client import Client

# Limits so wide, and refusals so quick, that only the tests about them meet them.
RELAXED = ("--account-limit", "1000000", "--address-limit", "1000000", "--refusal-time", "1ms")

SANITIZER_REPORTS = ("AddressSanitizer", "ThreadSanitizer", "LeakSanitizer", "UndefinedBehavior", "runtime error:")


class Server:
    """Starts at once, waits until it listens. `database` is the file's path."""

    def __init__(self, database, *flags, env=None, limits=None):
        self.database = pathlib.Path(database)
        self.flags = tuple(map(str, flags))
        self.env = env
        self.limits = limits
        self.start()

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if self.process.returncode is not None:
            return
        if kind is None:
            self.stop()
        else:
            self.kill()

    def command(self) -> list:
        listen = () if "--listen" in self.flags else ("--listen", "127.0.0.1:0")
        return [program.binary(), "serve", *listen, "--database", f"sqlite:{self.database}", *self.flags]

    def inherited(self) -> tuple:
        """The descriptors that it is started with."""
        return ()

    def start(self):
        self.lines = []
        self._grown = threading.Condition()
        self.process = subprocess.Popen(
            self.command(),
            pass_fds=self.inherited(),
            env=program.environment(self.env),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            preexec_fn=self.limits,
            # What the parent ignores the child ignores too, such as the signal of a file that has grown too large.
            restore_signals=False,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        try:
            ready = self.wait_for("listening")
        except AssertionError:
            self.kill()
            raise
        self.port = int(ready["port"])
        production = "--production" in self.flags
        self.client = Client("127.0.0.1", self.port, cookie_name="__Host-id" if production else "id")

    def _read(self):
        for line in self.process.stderr:
            with self._grown:
                self.lines.append(line.decode("utf-8", "surrogateescape").rstrip("\n"))
                self._grown.notify_all()
        with self._grown:
            self._grown.notify_all()

    @property
    def stderr(self) -> str:
        return "\n".join(self.lines)

    @property
    def log(self) -> list:
        """The log so far, as objects; fails on a line that is none."""
        return [json.loads(line) for line in list(self.lines)]

    def events(self, name) -> list:
        return [record for record in self.log if record["event"] == name]

    def wait_for(self, event, count=1, timeout=30) -> dict:
        """The `count`-th record of that event, once it is there."""
        deadline = time.monotonic() + timeout
        with self._grown:
            while True:
                found = [line for line in self.lines if f'"event":"{event}"' in line.replace(": ", ":")]
                if len(found) >= count:
                    return json.loads(found[count - 1])
                left = deadline - time.monotonic()
                assert left > 0, f"no {event} in {timeout} s: {self.stderr}"
                assert self.process.poll() is None or self._reader.is_alive(), f"exited: {self.stderr}"
                self._grown.wait(min(left, 0.5))

    def stop(self, timeout=20):
        """Asks it to end; it must do so with 0 and, under a sanitizer, without a report."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        self.wait(timeout)
        assert self.process.returncode == 0, f"exited with {self.process.returncode}: {self.stderr[-4000:]}"
        assert not any(report in self.stderr for report in SANITIZER_REPORTS), self.stderr[-8000:]
        assert self.log, "a log line each is JSON"

    def wait(self, timeout=20):
        try:
            self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise AssertionError(f"still running after {timeout} s: {self.stderr[-4000:]}") from None
        self._reader.join(timeout)
        self.process.stderr.close()

    def kill(self):
        self.process.kill()
        self.wait()

    def restart(self):
        self.stop()
        self.start()

    def add_user(self, name, password=program.PASSWORD, *flags):
        program.add_user(self.database, name, password, *flags)

    def memory(self, field="VmRSS") -> int:
        """Resident memory in bytes; `VmHWM` for its peak."""
        for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith(field + ":"):
                return int(line.split()[1]) * 1024
        raise KeyError(field)

    def cpu_seconds(self) -> float:
        """Processor time used so far."""
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / 100
