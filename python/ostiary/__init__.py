"""Session login for Starlette and FastAPI.

`session_auth.endpoints` has what an app mounts, `session_auth.middleware` the guard before its pages. The names and
parameters are those of `piccolo_api`; see the guide on migrating for what differs on purpose.
"""

from ostiary._core import ConfigError, HashingBusy, StoreError
from ostiary._settings import configure

__all__ = ["ConfigError", "HashingBusy", "StoreError", "configure"]
