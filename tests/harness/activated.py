"""A server on a socket that is passed to it, as sd_listen_fds(3) describes it."""

from harness.server import Server

# The process id is known only once there is a process, so a shell sets the variable and becomes the program.
PASS_AS_THIRD = 'fd=$1; shift; exec 3<&"$fd"; LISTEN_PID=$$ exec "$@"'


class ActivatedServer(Server):
    """A server on a socket that its parent has opened, and keeps."""

    def __init__(self, database, passed, *flags):
        self.socket = passed
        super().__init__(database, *flags, "--listen", "systemd", env={"LISTEN_FDS": "1"})

    def command(self):
        shell = ["bash", "-c", PASS_AS_THIRD, "bash", str(self.socket.fileno())]
        return [*shell, *super().command()]

    def inherited(self):
        return (self.socket.fileno(),)
