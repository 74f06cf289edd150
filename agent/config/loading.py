"""The configuration: file, environment and flags, read here and nowhere else.

Order: `--config FILE`, `./labkeeper.yml`, `$XDG_CONFIG_HOME/labkeeper/config.yml`, none. A wrong key is an error that
names file, line and the nearest key. Secrets are looked up when they are used, and print as stars.
"""

import difflib
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

from agent.config.whole import Config
from agent.failure import UsageFailure


@dataclass(frozen=True, slots=True)
class Loaded:
    """A configuration and where it came from (None: defaults alone), with warnings."""

    config: Config
    path: Path | None
    given: frozenset[str] = frozenset()
    warnings: tuple[str, ...] = ()


def find(explicit: Path | None) -> Path | None:
    """The configuration file in force."""
    if explicit is not None:
        if not explicit.is_file():
            raise UsageFailure(f"{explicit}: no such configuration file", "labkeeper config example shows one")
        return explicit
    home = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return next((item for item in (Path("labkeeper.yml"), home / "labkeeper" / "config.yml") if item.is_file()), None)


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
    except (OSError, UnicodeDecodeError, RecursionError) as error:
        raise UsageFailure(f"{path}: cannot be read: {error}") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        raise UsageFailure(f"{path}{line}: is no YAML: {getattr(error, 'problem', error)}") from error
    twice = list(_twice(tree)) if tree is not None else []
    if twice:
        raise UsageFailure("\n".join(f"{path}, line {line}: {said}" for line, said in twice), "keep one of the two")
    data = {} if data is None else data
    if not isinstance(data, dict):
        raise UsageFailure(f"{path}, line 1: holds a {type(data).__name__}, expected keys", "labkeeper config example")
    try:
        config = Config.model_validate(data)
    except ValidationError as error:
        raise UsageFailure("\n".join(_said(path, tree, item) for item in error.errors())) from error
    return Loaded(config, path, frozenset(_keys(data)), tuple(_literals(config)))


def _said(path: Path, tree: Any, error: Mapping[str, Any]) -> str:
    """One of pydantic's errors in our words."""
    loc = list(error["loc"])
    where = ".".join(str(item) for item in loc if not str(item)[:1].isupper())
    line = _line(tree, loc)
    at = f"{path}{f', line {line}' if line else ''}"
    if error["type"] == "extra_forbidden":
        near = difflib.get_close_matches(str(loc[-1]), _siblings(loc[:-1]), 1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        return f"{at}: unknown key {where!r}{hint}"
    return f"{at}: {where}: {error['msg'].removeprefix('Value error, ')}"


def _twice(tree: Any) -> Iterator[tuple[int, str]]:
    """The keys that one mapping has twice, with their line: YAML would take the last in silence."""
    if isinstance(tree, yaml.SequenceNode):
        for item in tree.value:
            yield from _twice(item)
    if isinstance(tree, yaml.MappingNode):
        lines: dict[str, int] = {}
        for key, value in tree.value:
            name, line = str(key.value), key.start_mark.line + 1
            if name in lines:
                yield line, f"key {name!r} is given twice, first in line {lines[name]}"
            lines.setdefault(name, line)
            yield from _twice(value)


def _siblings(loc: list[Any]) -> list[str]:
    """The keys that are known at a place."""
    model: Any = Config
    for item in loc:
        if model is None:
            return []
        field = model.model_fields.get(item) if hasattr(model, "model_fields") else None
        inner = _model_in(field.annotation) if field else None
        model = inner if field else model
    return list(model.model_fields) if hasattr(model, "model_fields") else []


def _model_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for item in getattr(annotation, "__args__", ()):
        found = _model_in(item)
        if found is not None:
            return found
    return None


def _line(tree: Any, loc: list[Any]) -> int | None:
    """The line of a key in the file."""
    line, here = None, tree
    for item in loc:
        pairs = here.value if isinstance(here, yaml.MappingNode) else ()
        found = next(((key, value) for key, value in pairs if key.value == str(item)), None)
        if found is None:
            if isinstance(here, yaml.SequenceNode) and isinstance(item, int) and item < len(here.value):
                here = here.value[item]
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
