"""The configuration: file, environment and flags, read here and nowhere else.

Order: `--config FILE`, `./labkeeper.yml`, `$XDG_CONFIG_HOME/labkeeper/config.yml`, none. A wrong key is an error that
names file, line and the nearest key. Secrets are looked up when they are used, and print as stars.
"""

import difflib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from agent.failure import UsageFailure
from clab.model import Lab, Node


class Strict(BaseModel):
    """A part of the file: unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Secret(Strict):
    """Where a secret is: `{env: NAME}`, `{file: PATH}` or `{keyring: NAME}`."""

    env: str | None = None
    file: str | None = None
    keyring: str | None = None
    literal: str | None = Field(default=None, repr=False)

    def __str__(self) -> str:
        return "********" if self.literal is not None else f"from {self.where}"

    @property
    def where(self) -> str:
        """Where it is kept, without the secret."""
        for name in ("env", "file", "keyring"):
            if getattr(self, name):
                return f"{name} {getattr(self, name)}"
        return "the configuration file itself"

    def reveal(self) -> str:
        """The secret.

        Raises:
            UsageFailure: it is not where the configuration says.
        """
        if self.literal is not None:
            return self.literal
        if self.env:
            if self.env not in os.environ:
                raise UsageFailure(f"secret: environment variable {self.env!r} is not set", f"export {self.env}=...")
            return os.environ[self.env]
        if self.file:
            try:
                return Path(self.file).expanduser().read_text().strip()
            except OSError as error:
                raise UsageFailure(f"secret: {self.file}: {error.strerror}", "name a readable file") from error
        return _from_keyring(self.keyring or "")


def _from_keyring(name: str) -> str:
    try:
        import keyring
    except ImportError as error:
        raise UsageFailure("secret: the keyring library is not installed", "pip install keyring") from error
    value = keyring.get_password("labkeeper", name)
    if value is None:
        raise UsageFailure(f"secret: the keyring has no {name!r} under 'labkeeper'", f"keyring set labkeeper {name}")
    return str(value)


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


Tls = Literal["plaintext", "skip_verify"] | Verify | Pin | Mtls


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


class NodeConfig(Strict):
    """One node: who it is and where it can be heard."""

    kind: str = "linux"
    addresses: tuple[str, ...] = ()
    unnumbered: tuple[str, ...] = ()
    gnmi: GnmiConfig | None = None
    logs: tuple[str, ...] = ()
    vty: str | None = Field(default=None, description="folder of FRR's vty sockets, polled for snapshots")


class SyslogConfig(Strict):
    """Where syslog is listened for."""

    listen: str = "127.0.0.1:5514"
    protocols: tuple[Literal["udp", "tcp"], ...] = ("udp", "tcp")


class StoreConfig(Strict):
    """How long and how large the journal may get."""

    retention_days: float = Field(default=30, gt=0)
    max_mb: int = Field(default=2048, ge=16)


class Config(Strict):
    """The whole file."""

    lab: str | None = None
    timezone: str = "UTC"
    topology: str | None = None
    nodes: dict[str, NodeConfig] = {}
    syslog: SyslogConfig | None = None
    store: StoreConfig = StoreConfig()
    poll_s: Annotated[float, Field(gt=0.1)] = 5.0

    @field_validator("timezone")
    @classmethod
    def _zone(cls, value: str) -> str:
        zone(value)
        return value

    def as_lab(self, topology: Lab | None = None) -> Lab:
        """The nodes as a lab, with the topology's links where there is one."""
        base = topology or Lab()
        nodes = dict(base.nodes)
        for name, each in self.nodes.items():
            nodes[name] = Node(name, each.kind, each.addresses, each.unnumbered)
        return Lab(self.lab or base.name, nodes, base.links)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A configuration and where it came from (None: defaults alone), with warnings."""

    config: Config
    path: Path | None
    given: frozenset[str] = frozenset()
    warnings: tuple[str, ...] = ()


def zone(name: str) -> ZoneInfo:
    """A time zone by its IANA name.

    Raises:
        ValueError: there is none of this name.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"no time zone {name!r}; use a name such as Europe/Berlin or UTC") from error


def find(explicit: Path | None) -> Path | None:
    """The configuration file in force."""
    if explicit is not None:
        if not explicit.is_file():
            raise UsageFailure(f"{explicit}: no such configuration file", "labkeeper config example shows one")
        return explicit
    home = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return next((each for each in (Path("labkeeper.yml"), home / "labkeeper" / "config.yml") if each.is_file()), None)


def load(explicit: Path | None = None) -> Loaded:
    """Read and check the configuration.

    Raises:
        UsageFailure: file, line and nearest key of what is wrong.
    """
    path = find(explicit)
    if path is None:
        return Loaded(Config(), None)
    try:
        text = path.read_text()
        tree = yaml.compose(text, Loader=yaml.SafeLoader)
        data = yaml.safe_load(text)
    except (OSError, UnicodeDecodeError) as error:
        raise UsageFailure(f"{path}: cannot be read: {error}") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        raise UsageFailure(f"{path}{line}: is no YAML: {getattr(error, 'problem', error)}") from error
    data = {} if data is None else data
    if not isinstance(data, dict):
        raise UsageFailure(f"{path}, line 1: holds a {type(data).__name__}, expected keys", "labkeeper config example")
    try:
        config = Config.model_validate(data)
    except ValidationError as error:
        raise UsageFailure("\n".join(_said(path, tree, each) for each in error.errors())) from error
    return Loaded(config, path, frozenset(_keys(data)), tuple(_literals(config)))


def _said(path: Path, tree: Any, error: Mapping[str, Any]) -> str:
    """One of pydantic's errors in our words."""
    loc = list(error["loc"])
    where = ".".join(str(each) for each in loc if not str(each)[:1].isupper())
    line = _line(tree, loc)
    at = f"{path}{f', line {line}' if line else ''}"
    if error["type"] == "extra_forbidden":
        near = difflib.get_close_matches(str(loc[-1]), _siblings(loc[:-1]), 1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        return f"{at}: unknown key {where!r}{hint}"
    return f"{at}: {where}: {error['msg'].removeprefix('Value error, ')}"


def _siblings(loc: list[Any]) -> list[str]:
    """The keys that are known at a place."""
    model: Any = Config
    for each in loc:
        if model is None:
            return []
        field = model.model_fields.get(each) if hasattr(model, "model_fields") else None
        inner = _model_in(field.annotation) if field else None
        model = inner if field else model
    return list(model.model_fields) if hasattr(model, "model_fields") else []


def _model_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for each in getattr(annotation, "__args__", ()):
        found = _model_in(each)
        if found is not None:
            return found
    return None


def _line(tree: Any, loc: list[Any]) -> int | None:
    """The line of a key in the file."""
    line, here = None, tree
    for each in loc:
        pairs = here.value if isinstance(here, yaml.MappingNode) else ()
        found = next(((key, value) for key, value in pairs if key.value == str(each)), None)
        if found is None:
            if isinstance(here, yaml.SequenceNode) and isinstance(each, int) and each < len(here.value):
                here = here.value[each]
                line = here.start_mark.line + 1
            continue
        line, here = found[0].start_mark.line + 1, found[1]
    return line


def _keys(data: Mapping[str, Any], prefix: str = "") -> Iterator[str]:
    for key, value in data.items():
        yield f"{prefix}{key}"
        if isinstance(value, Mapping):
            yield from _keys(value, f"{prefix}{key}.")


def _literals(config: Config) -> Iterator[str]:
    for name, node in config.nodes.items():
        if node.gnmi and node.gnmi.password and node.gnmi.password.literal is not None:
            yield f"nodes.{name}.gnmi.password is written in the file; {{env: NAME}} or {{file: PATH}} keeps it out"


def state_dir(explicit: Path | None, lab: str | None) -> Path:
    """Where the journal is kept."""
    if explicit is not None:
        return explicit
    home = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    return home / "labkeeper" / (lab or "default")


EXAMPLE = """\
# labkeeper.yml: what to watch. Every key is optional.
lab: diamond
timezone: UTC                        # of log stamps without a zone
# topology: diamond.clab.yml         # links and node names
nodes:
  srl1:
    kind: nokia_srlinux
    addresses: [10.0.0.1, "fd00::1"]
    gnmi: {address: 127.0.0.1, port: 57401, tls: plaintext, username: admin, password: {env: SRL_PASSWORD}}
    logs: ["/var/log/labs/srl1/*.log"]
  r1:
    kind: linux
    logs: ["/var/log/frr/frr.log"]
    vty: /var/run/frr                # FRR's vty sockets, polled for state and prefix counts
syslog: {listen: "127.0.0.1:5514", protocols: [udp, tcp]}
store: {retention_days: 30, max_mb: 2048}
poll_s: 5
"""
