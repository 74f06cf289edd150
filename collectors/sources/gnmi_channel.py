"""gRPC channels to gNMI targets: TLS is decided here, never by a library's default.

pygnmi brings the message classes and stubs. Its `connect` is not used: it insists on Capabilities, which servers may
lack and may never answer, and its `path_root` alone would accept any certificate.
"""

import hashlib
import socket
import ssl
from dataclasses import dataclass
from typing import Any, Literal

from collectors.sources.gnmi_stream import channel_options

PING_MS, PING_LIMIT_MS = 30_000, 5_000
LARGEST = 64 << 20
REACH_S = 5.0


@dataclass(frozen=True, slots=True)
class TlsOptions:
    """How a target's certificate is checked; files are paths."""

    mode: Literal["plaintext", "verify", "pin", "skip_verify", "mtls"] = "plaintext"
    ca: str | None = None
    cert: str | None = None
    key: str | None = None
    server_name: str | None = None
    sha256: str | None = None


class ChannelError(Exception):
    """A channel that cannot be opened as asked: `hint` says what to do."""

    def __init__(self, what: str, hint: str) -> None:
        self.hint = hint
        super().__init__(f"{what}; {hint}")


def open_channel(address: str, port: int, tls: TlsOptions, *, ping_ms: int = PING_MS) -> Any:
    """A channel to a target that answers on its port.

    Raises:
        ChannelError: nobody listens, a file is missing, or the certificate is not the one that is pinned.
    """
    import grpc

    _reach(address, port)
    options: list[tuple[str, Any]] = [
        ("grpc.max_receive_message_length", LARGEST),
        ("grpc.enable_http_proxy", 0),
        ("grpc.use_local_subchannel_pool", 1),
        *channel_options(),
    ]
    if ping_ms:
        options += [("grpc.keepalive_time_ms", ping_ms), ("grpc.keepalive_timeout_ms", PING_LIMIT_MS)]
        options += [("grpc.http2.ping_timeout_ms", PING_LIMIT_MS), ("grpc.http2.max_pings_without_data", 0)]
    target = f"[{address}]:{port}" if ":" in address else f"{address}:{port}"
    if tls.mode == "plaintext":
        return grpc.insecure_channel(target, options=options)
    root, key, cert, name = _credentials(address, port, tls)
    if name:
        options.append(("grpc.ssl_target_name_override", name))
    return grpc.secure_channel(target, grpc.ssl_channel_credentials(root, key, cert), options=options)


def _reach(address: str, port: int) -> None:
    try:
        socket.create_connection((address, port), timeout=REACH_S).close()
    except OSError as error:
        raise ChannelError(f"gNMI {address}:{port}: {error}", "is the node up, and the port right?") from error


def _read(path: str | None) -> bytes | None:
    if path is None:
        return None
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise ChannelError(f"TLS file {path}: {error.strerror}", "name a readable PEM file") from error


def _credentials(
    address: str, port: int, tls: TlsOptions
) -> tuple[bytes | None, bytes | None, bytes | None, str | None]:
    if tls.mode in ("verify", "mtls"):
        return _read(tls.ca), _read(tls.key), _read(tls.cert), tls.server_name
    try:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        context.set_alpn_protocols(["h2"])
        with socket.create_connection((address, port), timeout=REACH_S) as plain, context.wrap_socket(plain) as wrapped:
            der = wrapped.getpeercert(binary_form=True) or b""
    except OSError as error:
        raise ChannelError(f"gNMI {address}:{port}: no TLS: {error}", "is the port a TLS port?") from error
    found = hashlib.sha256(der).hexdigest()
    if tls.mode == "pin" and found != (tls.sha256 or "").replace(":", "").lower():
        raise ChannelError(
            f"gNMI {address}:{port}: certificate {found} is not the pinned one", "pin it anew if it may be"
        )
    return ssl.DER_cert_to_PEM_cert(der).encode(), None, None, _name_in(der) or tls.server_name


def _name_in(der: bytes) -> str | None:
    """A name that the certificate is good for."""
    from cryptography import x509

    certificate = x509.load_der_x509_certificate(der)
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        found = [str(name.value) for name in names]
    except x509.ExtensionNotFound:
        found = []
    common = certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    return next(iter([*found, *(str(item.value) for item in common)]), None)
