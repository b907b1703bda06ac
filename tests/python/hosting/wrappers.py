"""What stands outside of a middleware under test."""


class Claimed:
    """Takes the client's address from the header `X-Test-Client` (`none`: the server knows none), and the scheme from
    `X-Test-Scheme`: as a server would give them that has them from its socket."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        headers = dict(scope.get("headers", ()))
        if client := headers.get(b"x-test-client"):
            scope = scope | {"client": None if client == b"none" else (client.decode(), 4711)}
        if scheme := headers.get(b"x-test-scheme"):
            scope = scope | {"scheme": scheme.decode()}
        await self.app(scope, receive, send)
