"""The nodes: who they are and where they can be heard."""

import ipaddress
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, field_validator

from agent.config.strict import Secret, Strict


class Verify(Strict):
    """Verify the certificate by a CA file; `server_name` where it is not the address."""

    verify: str
    server_name: str | None = None


class Pin(Strict):
    """Accept just the certificate with this SHA-256 fingerprint."""

    pin: str


class MtlsFiles(Strict):
    """CA, certificate and key files of mutual TLS."""

    ca: str
    cert: str
    key: str


class Mtls(Strict):
    """Mutual TLS."""

    mtls: MtlsFiles


def _tls_form(value: Any) -> str | None:
    """Which of its forms a value has, be it right or wrong within; None for none of them."""
    if isinstance(value, str):
        return "Word"
    if isinstance(value, Strict):
        return type(value).__name__
    keys = value if isinstance(value, dict) else ()
    return next((key.capitalize() for key in ("verify", "pin", "mtls") if key in keys), None)


Tls = Annotated[
    Annotated[Literal["plaintext", "skip_verify"], Tag("Word")]
    | Annotated[Verify, Tag("Verify")]
    | Annotated[Pin, Tag("Pin")]
    | Annotated[Mtls, Tag("Mtls")],
    Discriminator(
        _tls_form,
        custom_error_type="tls",
        custom_error_message="expected plaintext, skip_verify, {verify: CA}, {pin: SHA-256}, or "
        "{mtls: {ca: FILE, cert: FILE, key: FILE}}",
    ),
]


class GnmiConfig(Strict):
    """A node's gNMI target."""

    address: str
    port: int = Field(default=57400, ge=1, le=65535)
    tls: Tls = "plaintext"
    username: str | None = None
    password: Secret | None = None
    target: str = Field(default="", description="what the server wants in prefix.target, where it wants something")

    @field_validator("password", mode="before")
    @classmethod
    def _literal(cls, value: Any) -> Any:
        return {"literal": value} if isinstance(value, str) else value


class SshConfig(Strict):
    """A node's command line, for evidence; what is left out comes from the lab's inventory or the kind."""

    address: str | None = None
    port: int = Field(default=22, ge=1, le=65535)
    username: str | None = None
    password: Secret | None = None
    platform: str | None = Field(default=None, description="netmiko's word for the router (device_type)")

    @field_validator("password", mode="before")
    @classmethod
    def _literal(cls, value: Any) -> Any:
        return {"literal": value} if isinstance(value, str) else value


class NodeConfig(Strict):
    """One node: who it is and where it can be heard."""

    kind: str = "linux"
    addresses: tuple[str, ...] = ()
    unnumbered: tuple[str, ...] = ()
    gnmi: GnmiConfig | None = None
    logs: tuple[str, ...] = ()
    ssh: SshConfig | None = None
    vty: str | None = Field(default=None, description="folder of FRR's vty sockets, polled for snapshots")


class SyslogConfig(Strict):
    """Where syslog is listened for."""

    listen: str = "127.0.0.1:5514"
    protocols: tuple[Literal["udp", "tcp"], ...] = ("udp", "tcp")

    @field_validator("listen")
    @classmethod
    def _listen(cls, value: str) -> str:
        listen_address(value)
        return value

    @property
    def place(self) -> tuple[str, int]:
        """Address and port."""
        return listen_address(self.listen)


def listen_address(text: str) -> tuple[str, int]:
    """Address and port of `127.0.0.1:5514`, `[::]:514` or `:514` (all addresses).

    Raises:
        ValueError: it names none.
    """
    host, colon, port = text.rpartition(":")
    address = host.removeprefix("[").removesuffix("]") if host.startswith("[") else host
    if not colon or not port.isascii() or not port.isdigit() or not 1 <= int(port[:6]) <= 65535:
        raise ValueError(f"{text!r} is no address and port such as 127.0.0.1:5514 or [::]:514")
    if address == "localhost":
        return "127.0.0.1", int(port)
    try:
        return str(ipaddress.ip_address(address or "0.0.0.0")), int(port)
    except ValueError as error:
        raise ValueError(f"{text!r}: {address!r} is no IP address; such as 127.0.0.1:5514 or [::]:514") from error
