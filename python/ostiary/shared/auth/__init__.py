"""Who a request is from: `request.user`."""

from ostiary.shared.auth.user import UnauthenticatedUser, User, UserRow

__all__ = ["UnauthenticatedUser", "User", "UserRow"]
