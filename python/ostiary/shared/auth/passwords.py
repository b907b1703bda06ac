"""What a new password must be."""

import dataclasses
from typing import Any

from ostiary import _core


@dataclasses.dataclass(frozen=True)
class PasswordPolicy:
    """
    What a new password must be, as NIST SP 800-63B-4, 3.1.1.2 has it: long, and none that is guessed first. There are no
    composition rules; they make passwords worse.

    :param min_length:
        In characters. Default 15, for a password that is the only factor.
    :param max_length:
        In characters. 0, the default: no limit but 1024 bytes; in the piccolo preset the 128 that its other side takes.
    :param blocklist:
        Refuse what a guessing tool tries first: dictionary words, also with digits around them; runs, repeats, and what is
        built on the user's name or address.
    :raises ostiary.ConfigError:
        (a `ValueError`) that names the parameter; `TypeError` where one has the wrong type.
    """

    min_length: int = 15
    max_length: int = 0
    blocklist: bool = True

    def __post_init__(self) -> None:
        for parameter in ("min_length", "max_length"):
            value = getattr(self, parameter)
            if not isinstance(value, int) or isinstance(value, bool):
                raise TypeError(f"{parameter} must be a whole number, not {value!r}")
        if not isinstance(self.blocklist, bool):
            raise TypeError(f"blocklist must be True or False, not {self.blocklist!r}")
        if self.min_length < 1:
            raise _core.ConfigError("min_length must be positive")
        if self.max_length and self.max_length < self.min_length:
            raise _core.ConfigError("max_length must not be less than min_length")

    def _options(self) -> dict[str, Any]:
        """As the core's binding takes it; without `max_length` the preset's own stays."""
        lengths = {"min_length": self.min_length, "blocklist": self.blocklist}
        return lengths | ({"max_length": self.max_length} if self.max_length else {})
