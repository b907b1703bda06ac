"""Upkeep. An open database purges itself every minute; this is for those who run it from a timer."""

from ostiary import _core, _runtime
from ostiary.session_auth.tables import SessionsBase


async def clean(session_table: type[SessionsBase] = SessionsBase) -> int:
    """Removes the sessions that have expired, and gives their number."""
    return await _runtime.in_thread(lambda: _core.clean(*session_table._place()))
