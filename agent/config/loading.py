"""The configuration: file, environment and flags, read here and nowhere else.

Order: `--config FILE`, `./labkeeper.yml`, `$XDG_CONFIG_HOME/labkeeper/config.yml`, none. A wrong key is an error that
names file, line and the nearest key. Secrets are looked up when they are used, and print as stars.
"""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from agent.config.mistakes import holds, mistakes, twice
from agent.config.whole import Config
from agent.failure import UsageFailure

NAME = "labkeeper.yml"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A configuration and where it came from (None: defaults alone), with warnings."""

    config: Config
    path: Path | None
    given: frozenset[str] = frozenset()
    warnings: tuple[str, ...] = ()


OTHER = "name another file with --config"
EXAMPLE_HINT = "labkeeper config example shows every section"


def find(explicit: Path | None) -> Path | None:
    """The configuration file in force."""
    if explicit is not None:
        return _named(explicit)
    home = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return next((item for item in (Path(NAME), home / "labkeeper" / "config.yml") if _is_there(item)), None)


def _named(path: Path) -> Path:
    """The file that `--config` names."""
    try:
        if path.is_file():
            return path
        folder = path.is_dir()
    except OSError as error:
        raise UsageFailure(f"{path}: cannot be read: {error.strerror}", OTHER) from error
    if folder:
        raise UsageFailure(f"{path}: is a folder, no configuration file", f"name the file: --config {path / NAME}")
    raise UsageFailure(f"{path}: no such configuration file", "labkeeper config example shows one")


def _is_there(path: Path) -> bool:
    """Whether a file is there; one that may not be looked at is, and reading it says why it cannot be read."""
    try:
        return path.is_file()
    except OSError:
        return True


def load(explicit: Path | None = None) -> Loaded:
    """Read and check the configuration.

    Raises:
        UsageFailure: file, line and nearest key of what is wrong.
    """
    path = find(explicit)
    if path is None:
        return Loaded(Config(), None)
    tree, data = _document(path, OTHER if explicit else "put it right, or move it away")
    doubled = list(twice(tree)) if tree is not None else []
    if doubled:
        raise UsageFailure("\n".join(f"{path}, line {line}: {said}" for line, said in doubled), "keep one of the two")
    data = {} if data is None else data
    if not isinstance(data, dict):
        raise UsageFailure(f"{path}, line 1: {holds(data)}, expected keys and their values", EXAMPLE_HINT)
    try:
        config = Config.model_validate(data)
    except ValidationError as error:
        raise UsageFailure("\n".join(mistakes(path, tree, error)), f"put it right; {EXAMPLE_HINT}") from error
    return Loaded(config, path, frozenset(_keys(data)), tuple(_literals(config)))


def load_if_sound(explicit: Path | None) -> tuple[Loaded, UsageFailure | None]:
    """For what can do without: the configuration, or the defaults with what is wrong in a file that nobody named.

    Raises:
        UsageFailure: the file that was named is wrong.
    """
    try:
        return load(explicit), None
    except UsageFailure as error:
        if explicit is not None:
            raise
        return Loaded(Config(), None), error


def _document(path: Path, hint: str) -> tuple[Any, Any]:
    """A file's YAML, as nodes that know their lines and as values."""
    try:
        text = path.read_text(encoding="utf-8")
        return yaml.compose(text, Loader=yaml.SafeLoader), yaml.safe_load(text)
    except OSError as error:
        raise UsageFailure(f"{path}: cannot be read: {error.strerror or error}", hint) from error
    except UnicodeDecodeError as error:
        raise UsageFailure(f"{path}: is no UTF-8 text: {error.reason} at byte {error.start}", hint) from error
    except RecursionError as error:
        raise UsageFailure(f"{path}: is nested too deeply to be read", hint) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        what = f"{path}{line}: is no YAML: {getattr(error, 'problem', None) or error}"
        raise UsageFailure(what, f"blanks for the indent, quotes around what holds a colon; {EXAMPLE_HINT}") from error


def _keys(data: Mapping[str, Any], prefix: str = "") -> Iterator[str]:
    for key, value in data.items():
        yield f"{prefix}{key}"
        if isinstance(value, Mapping):
            yield from _keys(value, f"{prefix}{key}.")


def _literals(config: Config) -> Iterator[str]:
    for name, node in config.nodes.items():
        for section, said in (("gnmi", node.gnmi), ("ssh", node.ssh)):
            if said and said.password and said.password.literal is not None:
                where = f"nodes.{name}.{section}.password"
                yield f"{where} is written in the file; {{env: NAME}} or {{file: PATH}} keeps it out"


def state_dir(explicit: Path | None, lab: str | None) -> Path:
    """Where the journal is kept."""
    if explicit is not None:
        return explicit
    home = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    return home / "labkeeper" / _file_name(lab or "default")


def _file_name(lab: str) -> str:
    """A lab's name as that of a folder: whatever it is called, it stays below the state folder."""
    name = re.sub(r"[^\w.-]", "_", lab)[:200]
    return name if name.strip(".") else f"_{name}"


def journals(explicit: Path | None, lab: str | None) -> dict[str, Path]:
    """The state folders that hold a journal, by lab: the one that is named, else all of this user's."""
    if explicit is not None or lab is not None:
        folders = [state_dir(explicit, lab)]
    else:
        folders = sorted(path for path in state_dir(None, None).parent.glob("*") if path.is_dir())
    found = [*folders, *(each for folder in folders if explicit is not None for each in sorted(folder.glob("*")))]
    return {item.name: item for item in found if (item / "journal.sqlite").is_file()}


def environment_login() -> tuple[str, str] | None:
    """User and password for nodes of which neither the configuration nor the lab's inventory names one."""
    user, password = os.environ.get("LABKEEPER_USERNAME"), os.environ.get("LABKEEPER_PASSWORD")
    return (user, password) if user and password is not None else None


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
# schedule: {digest: {cron: "0 8 * * *"}, brief: {every: 2h}}    # digests and briefs while watching
# session_logs: ["~/lab-notes/*.log", "~/.bash_history"]    # what you typed: transcripts, histories with times, notes
lanes: {placement: resident}         # or lend, measured: who has the card while nobody speaks
store: {retention_days: 30, max_mb: 2048}
narrate: {watch: true, analyze: false, open_after_s: 120}   # reports in a model's words
poll_s: 5
topologies: {images: {frr: "labkeeper/frr:8.4.4"}}   # what generated labs run, by kind; frr is a linux node with FRR
models:
  backend: ollama                    # or embedded, scripted, none: one engine by name, no second choice
  ollama: {host: "http://127.0.0.1:11434"}   # another machine of your network: its address itself
  sovereignty: warn                  # strict: use no server whose way to the cloud is open
  options: {"gemma3:4b": {num_ctx: 4096, num_gpu: 34}}
"""
