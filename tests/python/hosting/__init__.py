"""Runs the ASGI apps of the tests: in this process under Starlette's TestClient, and under servers in their own."""
