#!/usr/bin/env python3
"""Checks that each file includes only what its layer may, and that names and lengths stay within bounds.

    tools/check_layers.py [ROOT]     checks the tree
    tools/check_layers.py --test     checks the checks

The arrows: adapters -> endpoints -> auth -> ports -> values, stores -> ports and values. A driver's header is
included by the sources of its own layer alone. A public header includes the standard library and public headers.
"""

import collections
import dataclasses
import pathlib
import re
import sys
import tempfile

BELOW = {
    "values": [],
    "ports": ["values"],
    "auth": ["ports", "values"],
    "endpoints": ["auth", "ports", "values"],
    "adapters": ["endpoints", "auth", "ports", "values"],
    "stores": ["ports", "values"],
}
# The libraries that Debian brings, by the start of their headers' names, and the layers that may know them.
DRIVERS = {
    "openssl/": ["values", "auth", "endpoints", "adapters"],
    "argon2.h": ["auth"],
    "nettle/": ["auth"],
    "crypt.h": ["auth"],
    "crack.h": ["auth"],
    "packer.h": ["auth"],
    "utf8proc.h": ["auth"],
    "curl/": ["endpoints"],
    "kainjow/": ["endpoints"],
    "boost/json": ["endpoints"],
    "boost/system": ["endpoints", "adapters"],
    "boost/asio": ["adapters"],
    "boost/beast": ["adapters"],
    "sqlite3.h": ["stores"],
}
SYSTEM = re.compile(r"(sys|netinet|arpa)/\w+\.h|(fcntl|netdb|poll|pthread|sched|signal|termios|unistd)\.h")
STANDARD = re.compile(r"[a-z_]+")
INCLUDE = re.compile(r"""^\s*#\s*include\s*([<"])([^>"]+)[>"]""", re.MULTILINE)

# What a user includes first; they gather the layers, and their names are the design's.
UMBRELLAS = {"include/ostiary/ostiary.hpp", "include/ostiary/server.hpp"}
LISTED_LINES, LONGEST_LINES = 200, 300


@dataclasses.dataclass
class Source:
    path: str
    text: str

    @property
    def layer(self):
        match = re.match(r"(?:include/ostiary|src)/(\w+)/", self.path)
        return match.group(1) if match else None

    @property
    def is_public(self):
        return self.path.startswith("include/")

    @property
    def is_test(self):
        return self.path.endswith("_test.cpp")

    @property
    def includes(self):
        return [(sign == "<", name) for sign, name in INCLUDE.findall(self.text)]

    @property
    def lines(self):
        return self.text.count("\n")


def read_tree(root):
    for folder in ("include", "src", "apps", "examples", "tests", "fuzz", "bench"):
        for path in sorted((root / folder).rglob("*.[ch]pp")):
            yield Source(str(path.relative_to(root)), path.read_text())


def layer_of_include(name):
    match = re.match(r"(?:ostiary/)?(\w+)/", name)
    return match.group(1) if match and match.group(1) in BELOW else None


def fault_of_include(source, angled, name):
    """Why that file may not include that, or nothing."""
    target = layer_of_include(name)
    if target:
        if source.is_public and not angled:
            return "a public header includes public headers, as <ostiary/...>"
        if target != source.layer and target not in BELOW[source.layer]:
            return f"{source.layer} may not know {target}"
        return None
    if angled and f"include/{name}" in UMBRELLAS:
        return "the umbrella headers are for users"
    if angled and name.startswith("ostiary/"):
        return "no such layer"
    if angled and STANDARD.fullmatch(name):
        return None
    if source.is_public:
        return "a public header includes the standard library and our own headers only"
    return fault_of_foreign_include(source, angled, name)


def fault_of_foreign_include(source, angled, name):
    if not angled:
        own = name.startswith("embedded_")
        return None if own else 'our own headers are included with their layer, as "LAYER/x.hpp"'
    for driver, layers in DRIVERS.items():
        if name.startswith(driver):
            return None if source.layer in layers else f"<{driver}> is for {' and '.join(layers)} only"
    return None if SYSTEM.fullmatch(name) else "an unknown library: tools/check_layers.py names the layer of each"


def layer_faults(sources):
    for source in sources:
        if source.layer is None or source.is_test:
            continue
        if source.layer not in BELOW:
            yield f"{source.path}: the design has no layer {source.layer}"
            continue
        for angled, name in source.includes:
            fault = fault_of_include(source, angled, name)
            if fault:
                yield f"{source.path} includes {name}: {fault}"


def name_faults(sources):
    paths = collections.defaultdict(list)
    for source in sources:
        if source.path not in UMBRELLAS:
            paths[pathlib.PurePath(source.path).name].append(source.path)
    for name, same in paths.items():
        if len(same) > 1 and name != "main.cpp":
            yield f"{name} is the name of several files: {', '.join(same)}"


def length_faults(sources):
    for source in sources:
        if source.lines > LONGEST_LINES:
            yield f"{source.path} has {source.lines} lines; more than {LONGEST_LINES} are more than one subject"


def faults(sources):
    return [*layer_faults(sources), *name_faults(sources), *length_faults(sources)]


def check(root):
    sources = list(read_tree(root))
    if not any(source.layer for source in sources):
        return [f"{root} holds no layers"]
    for source in sources:
        if LISTED_LINES < source.lines <= LONGEST_LINES:
            print(f"{source.path} has {source.lines} lines: could it be split by meaning?")
    return faults(sources)


# (a file, what it includes, whether that is a fault)
EXAMPLES = [
    ("src/values/a.cpp", "<ostiary/values/user.hpp>", False),
    ("src/values/a.cpp", '"values/b.hpp"', False),
    ("src/values/a.cpp", "<openssl/rand.h>", False),
    ("src/values/a.cpp", "<ostiary/ports/clock.hpp>", True),
    ("src/values/a.cpp", '"auth/b.hpp"', True),
    ("src/values/a.cpp", "<sqlite3.h>", True),
    ("src/auth/a.cpp", "<argon2.h>", False),
    ("src/auth/a.cpp", "<ostiary/stores/open_database.hpp>", True),
    ("src/auth/a_test.cpp", "<ostiary/stores/open_database.hpp>", False),
    ("src/endpoints/a.cpp", '"auth/b.hpp"', False),
    ("src/endpoints/a.cpp", "<boost/json.hpp>", False),
    ("src/endpoints/a.cpp", "<boost/beast/core.hpp>", True),
    ("src/endpoints/a.cpp", "<argon2.h>", True),
    ("src/endpoints/a.cpp", '"adapters/router.hpp"', True),
    ("src/adapters/a.cpp", "<ostiary/endpoints/verify.hpp>", False),
    ("src/adapters/a.cpp", "<sys/socket.h>", False),
    ("src/adapters/a.cpp", '"stores/b.hpp"', True),
    ("src/adapters/a.cpp", "<libpq-fe.h>", True),
    ("src/stores/a.cpp", "<sqlite3.h>", False),
    ("src/stores/a.cpp", '"embedded_sql.hpp"', False),
    ("src/stores/a.cpp", "<ostiary/auth/hooks.hpp>", True),
    ("src/stores/a.cpp", "<ostiary/ostiary.hpp>", True),
    ("src/stores/a.cpp", '"b.hpp"', True),
    ("src/pages/a.cpp", "<string>", True),
    ("include/ostiary/auth/a.hpp", "<string_view>", False),
    ("include/ostiary/auth/a.hpp", "<ostiary/values/user.hpp>", False),
    ("include/ostiary/auth/a.hpp", '"values/random.hpp"', True),
    ("include/ostiary/auth/a.hpp", "<argon2.h>", True),
    ("include/ostiary/auth/a.hpp", "<unistd.h>", True),
    ("include/ostiary/auth/a.hpp", "<ostiary/endpoints/verify.hpp>", True),
    ("apps/ostiary/a.cpp", "<spdlog/spdlog.h>", False),
]


def check_the_checks():
    for path, include, is_fault in EXAMPLES:
        found = faults([Source(path, f"#include {include}\n")])
        assert bool(found) == is_fault, (path, include, found)
    assert faults([Source("src/auth/a.cpp", ""), Source("src/values/a.cpp", "")])
    assert not faults([Source("src/auth/a.cpp", ""), Source("include/ostiary/auth/a.hpp", "")])
    assert faults([Source("src/auth/a.cpp", "\n" * (LONGEST_LINES + 1))])
    assert not faults([Source("src/auth/a.cpp", "\n" * LONGEST_LINES)])
    with tempfile.TemporaryDirectory() as empty:
        assert check(pathlib.Path(empty)), "a tree without layers must not pass"


def main(argument=None):
    if argument == "--test":
        check_the_checks()
        print(f"{len(EXAMPLES) + 5} checks of the checks passed")
        return 0
    found = check(pathlib.Path(argument) if argument else pathlib.Path(__file__).resolve().parents[1])
    print(*found, sep="\n", end="\n" if found else "")
    print(f"layers: {len(found)} faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
