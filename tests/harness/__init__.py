"""Drives the real program from outside: processes, sockets, database files. Standard library only."""
