"""The requests, what piccolo_api answers to each, and the differences that ours shows: a file a subject."""

from side_by_side.case import CASES
from side_by_side.cases import (
    app_code,
    bodies,
    guard,
    logins,
    logouts,
    pages,
    password_changes,
    registrations,
    wrappers,
)

__all__ = [
    "CASES",
    "app_code",
    "bodies",
    "guard",
    "logins",
    "logouts",
    "pages",
    "password_changes",
    "registrations",
    "wrappers",
]
