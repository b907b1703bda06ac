"""What the benchmarks over HTTP have in common: load by wrk, paced requests, and the table of ratios."""

import contextlib
import os
import pathlib
import re
import statistics
import subprocess
import sys
import time
import urllib.parse

BENCH = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(BENCH.parent / "tests"))

from harness.client import Connection, message  # noqa: E402

CLIENTS = 32
FLOOD_CLIENTS = 64


def wrk(port, path, *, seconds=3, cookie=None, scheme="http"):
    """Requests a second, of which each must have been answered with 2xx."""
    command = ["wrk", "-t1", f"-c{CLIENTS}", f"-d{seconds}s"]
    if cookie:
        command += ["-H", f"Cookie: id={cookie}"]
    output = subprocess.run(
        [*command, f"{scheme}://127.0.0.1:{port}{path}"], capture_output=True, text=True, check=True
    ).stdout
    assert "Non-2xx" not in output and "Socket errors" not in output, output
    return float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1])


@contextlib.contextmanager
def login_flood(port, username, password, seconds):
    """Clients that do nothing but log in; gives what wrk says at the end."""
    body = urllib.parse.urlencode({"username": username, "password": password})
    script = str(BENCH / "login_flood.lua")
    flood = subprocess.Popen(
        ["wrk", "-t1", f"-c{FLOOD_CLIENTS}", f"-d{seconds}s", "-s", script]
        + [f"http://127.0.0.1:{port}/login/", "--", body],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        time.sleep(1)
        yield
    finally:
        flood.terminate()
        flood.communicate()


def answer_times(port, path, *, cookie=None, count=1500, pause=0.005, longest=60):
    """How long each of `count` paced requests took, in seconds; of fewer where `longest` seconds are over. One that has
    no answer by then is the last, and counts with the time it has waited."""
    request = message("GET", path, [("Cookie", f"id={cookie}")] if cookie else [])
    times = []
    end = time.monotonic() + longest
    with Connection("127.0.0.1", port, timeout=longest) as connection:
        while len(times) < count and time.monotonic() < end:
            time.sleep(pause)
            began = time.perf_counter()
            connection.send(request)
            try:
                assert connection.receive().status == 200
            except TimeoutError:
                return [*times, time.perf_counter() - began]
            times.append(time.perf_counter() - began)
    return times


def p99(times):
    return statistics.quantiles(times, n=100, method="inclusive")[-1] if len(times) > 1 else times[0]


def machine():
    model = re.search(r"^model name\s*: (.*)$", pathlib.Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    return f"{model[1].strip() if model else os.uname().machine}, {os.cpu_count()} processors"


def show(rows):
    print(f"\nOne run on {machine()}:\n")
    print("| measured | value | goal | reached | from |\n| --- | --- | --- | --- | --- |")
    for name, value, goal, detail in rows:
        if goal is None:
            print(f"| {name} | {value:.2f} | | | {detail} |")
            continue
        # A goal below zero is an upper bound.
        reached = value >= goal if goal > 0 else value <= -goal
        bound = f"≥ {goal:g}" if goal > 0 else f"≤ {-goal:g}"
        print(f"| {name} | {value:.2f} | {bound} | {'yes' if reached else 'no'} | {detail} |")
