"""Asks a router over its command line by ssh (netmiko): one login, a few commands, every step with a limit.

The library's types and errors stay here. A user whose shell is a Linux shell is asked through vtysh; one whose shell is
the router's own, directly.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

CONNECT_S, ANSWER_S = 5.0, 8.0
LINUX = "linux"


class ShellError(Exception):
    """A router that cannot be asked: what was tried, and what happened."""


@dataclass(frozen=True, slots=True)
class ShellOptions:
    """Where to log in, and as whom; `platform` is netmiko's word for the router."""

    address: str
    platform: str
    username: str
    password: str = field(repr=False)
    port: int = 22


class Shell:
    """A session on a router."""

    def __init__(self, connection: Any, options: ShellOptions) -> None:
        self._connection, self._options = connection, options
        self._bash = options.platform == LINUX and "@" in str(connection.find_prompt())

    def ask(self, command: str) -> str:
        """One command's answer as text.

        Raises:
            ShellError: no answer in time, or the router does not know the command.
        """
        import netmiko
        import paramiko

        asked = f"vtysh -c '{command}'" if self._bash else command
        try:
            text = str(self._connection.send_command(asked, read_timeout=ANSWER_S))
        except (netmiko.NetmikoBaseException, paramiko.SSHException, OSError, ValueError) as error:
            raise ShellError(f"{self._options.address}: {command!r}: {_short(error)}") from error
        if text.lstrip().startswith(("% Unknown", "% Invalid", "% Ambiguous", "Error: ")):
            raise ShellError(f"{self._options.address}: {command!r}: the router says {text.strip()[:120]!r}")
        return text


@contextmanager
def log_in(options: ShellOptions) -> Iterator[Shell]:
    """A session for as long as the block runs.

    Raises:
        ShellError: the router does not answer, or takes neither user nor password.
    """
    import netmiko
    import paramiko

    where = f"ssh {options.username}@{options.address}:{options.port}"
    try:
        connection = netmiko.ConnectHandler(
            device_type=options.platform,
            host=options.address,
            port=options.port,
            username=options.username,
            password=options.password,
            conn_timeout=CONNECT_S,
            banner_timeout=CONNECT_S,
            auth_timeout=CONNECT_S,
            blocking_timeout=ANSWER_S,
            read_timeout_override=ANSWER_S,
            allow_agent=False,
            use_keys=False,
        )
    except netmiko.NetmikoAuthenticationException as error:
        raise ShellError(f"{where}: user or password was refused") from error
    except (netmiko.NetmikoBaseException, paramiko.SSHException, OSError, ValueError, EOFError) as error:
        raise ShellError(f"{where}: {_short(error)}") from error
    try:
        yield Shell(connection, options)
    finally:
        with suppress(netmiko.NetmikoBaseException, paramiko.SSHException, OSError, EOFError):  # it is gone already
            connection.disconnect()


def _short(error: Exception) -> str:
    """The first line of an error: netmiko adds a page of advice."""
    return next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)


def read_table(template: str, text: str) -> list[dict[str, str]]:
    """A command's text as rows, by one of our own templates.

    Raises:
        ShellError: the template does not read it.
    """
    import io

    import textfsm

    try:
        machine = textfsm.TextFSM(io.StringIO(template))
        rows = machine.ParseText(text)
    except textfsm.Error as error:
        raise ShellError(f"the answer cannot be read as a table: {error}") from error
    names = [item.lower() for item in machine.header]
    return [dict(zip(names, row, strict=True)) for row in rows]


def read_known_table(platform: str, command: str, text: str) -> list[dict[str, str]]:
    """A command's text as rows, by ntc-templates.

    Raises:
        ShellError: there is no template for it, or it does not read it.
    """
    import textfsm
    from ntc_templates.parse import ParsingException, parse_output

    try:
        rows = parse_output(platform=platform, command=command, data=text)
    except (ParsingException, textfsm.Error, OSError) as error:
        raise ShellError(f"no template reads {command!r} of {platform}: {_short(error)}") from error
    return [dict(row) for row in rows]
