"""Who counts the requests of `RateLimitingMiddleware`."""

from abc import ABCMeta, abstractmethod
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, Optional

from ostiary import _core, _runtime, _settings
from ostiary._settings import Seconds, to_duration


class RateLimitError(Exception):
    """
    Raised by a provider where a client asks too often.

    :param retry_after:
        Seconds until the client may ask again; the answer says so. None: unknown.
    """

    def __init__(self, *texts: object, retry_after: Optional[int] = None) -> None:
        super().__init__(*texts)
        self.retry_after = retry_after


class RateLimitProvider(metaclass=ABCMeta):
    """What a provider of your own is derived from."""

    @abstractmethod
    def increment(self, identifier: str) -> Optional[Awaitable[None]]:
        """
        Counts a request. Runs on the event loop, so what has to wait is to be a coroutine function.

        :param identifier:
            The client: its IPv4 address, or the network of its IPv6 address.
        :raises RateLimitError:
            where that client asks too often.
        """


class CoreProvider(RateLimitProvider):
    """One whose counting is the core's."""

    # Whether a count may wait for the database, and must not do so on the event loop.
    blocks = False

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make
        self._limiter = _runtime.Kept(make)

    def increment(self, identifier: str) -> None:
        """Counts a request; the middleware doesn't need it. Raises `RateLimitError` that says how long to wait."""
        wait = self._limiter.get().hit(identifier)
        if wait is not None:
            raise RateLimitError("Too many requests", retry_after=wait)


class InMemoryLimitProvider(CoreProvider):
    """
    Counts in this process alone, and starts anew with it. Takes well under a microsecond, and 24 bytes a client.

    A client may make `limit` requests at once; they come back one by one, all of them within `timespan`.

    :param timespan:
        Seconds, or a `timedelta`; 1 second to a year.
    :param limit:
        1 to 1,000,000. Default 1000.
    :param block_duration:
        Seconds, or a `timedelta`: how long a client that asks for more is refused altogether. Default: until its next
        request has come back, which is `timespan / limit` away at most.
    :param max_clients:
        How many clients are remembered; where more come, the one that spent least is forgotten. Default a million.
    :raises ostiary.ConfigError:
        (a `ValueError`) that names the parameter; `TypeError` where one has the wrong type.
    """

    def __init__(
        self,
        timespan: Seconds,
        limit: int = 1000,
        block_duration: Optional[Seconds] = None,
        *,
        max_clients: int = 1_000_000,
    ) -> None:
        options = _budget(timespan, limit, block_duration) | {"max_clients": max_clients}
        self.timespan, self.limit, self.block_duration = timespan, limit, block_duration
        _core.in_memory_limit(options)
        super().__init__(lambda: _core.in_memory_limit(options))

    def clear_blocked(self) -> None:
        """Forgets all clients, blocked or not, and what they have spent."""
        self._limiter = _runtime.Kept(self._make)


class DatabaseLimitProvider(CoreProvider):
    """
    Counts in the database of `ostiary.configure`, for all processes on it and across restarts. Costs a durable write for
    each request that is let through, a read for each that is refused; the event loop waits for neither.

    :param timespan:
        As in `InMemoryLimitProvider`; so are `limit` and `block_duration`.
    :param name:
        Limits of one name, `limit` and `timespan` share their counts, in whatever process. Default `"requests"`.
    :raises ostiary.ConfigError:
        (a `ValueError`) that names the parameter; `TypeError` where one has the wrong type.
    """

    blocks = True

    def __init__(
        self,
        timespan: Seconds,
        limit: int = 1000,
        block_duration: Optional[Seconds] = None,
        *,
        name: str = "requests",
    ) -> None:
        options = _budget(timespan, limit, block_duration) | {"name": name}
        self.timespan, self.limit, self.block_duration = timespan, limit, block_duration
        # Tried on a database that is none, so that what can't be is refused here and not at the first request.
        _core.database_limit(_core.open_database("memory:", "ostiary", timedelta(0)), options)
        super().__init__(
            lambda: _core.database_limit(_runtime.database(_settings.resolve(None, None)), options),
        )


def _budget(timespan: Seconds, limit: int, block_duration: Optional[Seconds]) -> dict[str, Any]:
    if not isinstance(limit, int) or isinstance(limit, bool):
        raise TypeError(f"limit must be a whole number, not {limit!r}")
    options = {"limit": limit, "timespan": to_duration("timespan", timespan)}
    if block_duration is not None:
        options["block_duration"] = to_duration("block_duration", block_duration)
    return options
