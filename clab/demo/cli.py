"""A router's command line over real SSH, for tests and for trying scripts: shows what it is given, changes nothing."""

import socket
from collections.abc import Callable, Iterator
from typing import Any

from clab.demo.listening import Port

Answer = Callable[[str], str | None]
NO_COMMAND = "% Unknown command"


class CommandLine:
    """An SSH server on loopback; a context manager. `answer` gives a command's output, None where there is no such
    command; `commands` has what was asked. Any user and password are let in, no other channel than a shell is."""

    def __init__(self, answer: Answer, *, host: str = "127.0.0.1", port: int = 0) -> None:
        self._answer = answer
        self._where = (host, port)
        self._port: Port | None = None
        self._transports: list[Any] = []
        self.commands: list[str] = []
        self.sessions = 0
        self.port = port

    def __enter__(self) -> "CommandLine":
        import paramiko

        self._key = paramiko.RSAKey.generate(2048)
        self._port = Port(*self._where, self._serve, "cli")
        self.port = self._port.number
        return self

    def __exit__(self, *_: object) -> None:
        assert self._port is not None
        self._port.close()
        for transport in self._transports:
            transport.close()

    def _serve(self, client: socket.socket) -> None:
        import paramiko

        class Door(paramiko.ServerInterface):  # type: ignore[misc]
            def get_allowed_auths(self, username: str) -> str:
                return "password,none"

            def check_auth_password(self, username: str, password: str) -> Any:
                return paramiko.AUTH_SUCCESSFUL

            def check_channel_request(self, kind: str, number: int) -> Any:
                return (
                    paramiko.OPEN_SUCCEEDED if kind == "session" else paramiko.OPEN_FAILED_ADMINISTRATIVELY_PROHIBITED
                )

            def check_channel_pty_request(self, channel: Any, *_: Any) -> bool:
                return True

            def check_channel_shell_request(self, channel: Any) -> bool:
                return True

        try:
            transport = paramiko.Transport(client)
            self._transports.append(transport)
            transport.add_server_key(self._key)
            transport.start_server(server=Door())
            channel = transport.accept(10)
            if channel is not None:
                self.sessions += 1
                self._talk(channel)
                transport.close()
        except (paramiko.SSHException, OSError, EOFError):
            return  # the other end went away or speaks no SSH

    def _talk(self, channel: Any) -> None:
        prompt = "router#"
        channel.sendall(f"\r\n{prompt} ".encode())
        for line in self._lines(channel):
            command = line.strip()
            if command in ("exit", "quit", "logout"):
                if prompt.endswith("$"):
                    channel.send_exit_status(0)
                    channel.close()
                    return
                prompt = "router$"  # first out of the privileged mode, then out
                channel.sendall(f"{line}\r\n{prompt} ".encode())
                continue
            text = ""
            if command:
                self.commands.append(command)
                said = self._answer(command)
                text = NO_COMMAND if said is None else said
            body = text.replace("\n", "\r\n") + "\r\n" if text else ""
            channel.sendall(f"{line}\r\n{body}{prompt} ".encode())

    def _lines(self, channel: Any) -> Iterator[str]:
        """What is typed, line by line."""
        waiting = ""
        while self._port is not None and not self._port.stopping.is_set():
            data = channel.recv(4096)
            if not data:
                return
            waiting += data.decode(errors="replace").replace("\r\n", "\n").replace("\r", "\n")
            while "\n" in waiting:
                line, _, waiting = waiting.partition("\n")
                yield line
