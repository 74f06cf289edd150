"""`labkeeper wait`, the last line of a deploy script: returns when every expected session has been up for so long."""

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

import typer

from agent.app.console import err, out, print_json
from agent.cli.command_group import command_app
from agent.cli.options import ConfigFile, Json, StateDir
from agent.cli.shared.waiting import stopping
from agent.config.loading import Loaded, journals, load, state_dir
from agent.config.schedule import length_s
from agent.detect.baseline import Baseline, Expected
from agent.failure import Failure, UsageFailure
from agent.readiness.intended import DrawnNode, drawn_nodes
from agent.readiness.judge import Wanted
from agent.readiness.listener import Listener
from agent.readiness.naming import the_lab, the_pairs
from agent.readiness.sessions import Session
from agent.readiness.until import Limits, Waited, wait_until_ready
from agent.readiness.wait_document import wait_json
from clab.discovery import Discovery
from clab.docker_engine import DockerEngine, EngineError
from clab.model import Lab
from clab.topology import LabFileError, parse_topology

app = command_app()


@app.command()
def wait(
    lab: Annotated[str | None, typer.Option(metavar="NAME", help="A lab; needed where several run.")] = None,
    stable: Annotated[str, typer.Option(metavar="TIME", help="For how long every session must be up.")] = "10s",
    timeout: Annotated[str, typer.Option(metavar="TIME", help="When to give up.")] = "5m",
    sessions: Annotated[str | None, typer.Option(metavar="A-B,...", help="Only these sessions.")] = None,
    config: ConfigFile = None,
    state_dir: StateDir = None,
    as_json: Json = False,
) -> None:
    """Wait until the lab's BGP sessions are up and stay up: exit 0, or 3 with what is missing and why."""
    raise typer.Exit(run_wait(WaitOptions(lab, stable, timeout, sessions, config, state_dir, as_json)))


NOT_READY = 3
SHOWN = 12
"""So many missing things are shown while it waits; the end names all."""


@dataclass(frozen=True, slots=True)
class WaitOptions:
    """What the command line says."""

    lab: str | None = None
    stable: str = "10s"
    timeout: str = "5m"
    sessions: str | None = None
    config: Path | None = None
    state: Path | None = None
    as_json: bool = False


def run_wait(options: WaitOptions) -> int:
    """Wait: 0 ready, 3 not in time, 130 Ctrl-C."""
    stable_s = _length(options.stable, "--stable", zero=True)
    timeout_s = _length(options.timeout, "--timeout")
    loaded = load(options.config)
    with closing(DockerEngine()) as engine:
        name, drawn = _lab(options, loaded, engine)
        if drawn is not None:
            the_pairs(options.sessions, drawn.nodes)
        wanted = Wanted(stable_s=stable_s, baseline=_baseline(options, name))
        limits = Limits(options.sessions, timeout_s)
        listener = Listener(loaded.config, engine, name, time.time_ns)
        with stopping() as stop, _progress(name, limits.timeout_s) as progress:
            listener.start()
            try:
                ended = wait_until_ready(listener, wanted, limits, stop.event, progress)
                if not ended.there and not ended.engine_error:
                    ended = replace(ended, readiness=listener.absent(_nodes_of(name)))
            finally:
                listener.stop()
    if options.as_json:
        print_json(wait_json(name, stable_s, ended))
    else:
        _show(name, ended, stable_s)
    return stop.status or (0 if ended.ready else NOT_READY)


def _length(text: str, option: str, *, zero: bool = False) -> float:
    if zero and text.strip("smhd") in ("0", "0.0"):
        return 0.0
    try:
        return length_s(text if text[-1:].isalpha() else f"{text}s")
    except ValueError as error:
        raise UsageFailure(f"{option} {text!r} is no length of time", "such as 10s, 90s, 5m or 1h") from error


def _lab(options: WaitOptions, loaded: Loaded, engine: DockerEngine) -> tuple[str, Lab | None]:
    """The lab to wait for, and its topology where that is known already."""
    try:
        running = Discovery(engine).labs()
    except EngineError as error:
        raise Failure(f"no labs can be found: {error.what}", error.hint) from error
    drawn = dict(_drawn())
    watched = sorted(journals(options.state, None))
    asked = options.lab or loaded.config.lab
    name = the_lab(
        asked, sorted(running), sorted(drawn), [*watched, *([loaded.config.lab] if loaded.config.lab else [])]
    )
    return name, running[name].lab if name in running else drawn.get(name)


def _drawn(files: Sequence[Path] | None = None) -> Iterator[tuple[str, Lab]]:
    """The labs of some topology files; of those that lie in this folder."""
    for path in sorted(Path().glob("*.clab.y*ml")) if files is None else files:
        try:
            lab = parse_topology(path.read_text(), str(path))
        except (OSError, UnicodeDecodeError, LabFileError):
            continue
        if lab.name:
            yield lab.name, lab


def _nodes_of(lab: str) -> dict[str, DrawnNode]:
    """A lab's nodes as a topology file in this folder draws them."""
    files = (path for path in sorted(Path().glob("*.clab.y*ml")) if dict(_drawn([path])).get(lab))
    return next((drawn_nodes(path.read_text()) for path in files), {})


def _baseline(options: WaitOptions, lab: str) -> tuple[Expected, ...]:
    """The sessions of the lab's quiet minutes, where it was watched before."""
    homes = [state_dir(options.state, lab), *([options.state / lab] if options.state else [])]
    for home in homes:
        try:
            rows = json.loads((home / "baseline.json").read_text())["sessions"]
        except (OSError, ValueError, KeyError, TypeError):
            continue
        known = Baseline(0)
        known.recall(row for row in rows if isinstance(row, dict))
        return tuple(known.expected.values())
    return ()


def _missing(ended: Waited) -> list[str]:
    """What is missing, a line for each reason with the sessions that it keeps."""
    if ended.engine_error:
        return [ended.engine_error]
    if not ended.there:
        return ["none of its containers is there", *(node.said for node in ended.readiness.nodes)]
    found = ended.readiness
    reasons: dict[str, list[Session]] = {node.said: [] for node in found.nodes}
    for session in found.sessions:
        if session.why is not None and session.up_s is None:
            reasons.setdefault(session.why.said, []).append(session.session)
    every = Counter(item.session.name for item in found.sessions)
    lines = [f"{_named(who, every)}: {why}" if who else why for why, who in reasons.items()]
    lines += [f"{name} has not told its sessions yet" for name in found.waiting]
    return lines or ([] if found.sessions else ["no BGP session is known: no router has one, and no file names one"])


def _named(sessions: Sequence[Session], every: Mapping[str, int]) -> str:
    """Sessions by name; where two join the same nodes, which one, or that it is both."""
    here = Counter(item.name for item in sessions)
    names = {
        f"{session.name} ({here[session.name]} sessions)"
        if here[session.name] == every[session.name] > 1
        else session.full_name
        if every[session.name] > 1
        else session.name: None
        for session in sessions
    }
    return ", ".join(names)


def _young(ended: Waited) -> list[str]:
    """Sessions that are up, and not for long enough."""
    late = [session for session in ended.readiness.sessions if session.why is not None and session.up_s is not None]
    if not late:
        return []
    youngest = min(late, key=lambda item: item.up_s or 0.0)
    return [f"{len(late)} not up for long enough: {youngest.session.name} {youngest.why.text if youngest.why else ''}"]


def _counted(ended: Waited) -> str:
    found = ended.readiness
    return f"{found.up} of {len(found.sessions)} sessions up" if found.sessions else "no session known yet"


def _show(lab: str, ended: Waited, stable_s: float) -> None:
    console = out()
    found = ended.readiness
    if ended.ready:
        count = len(found.sessions)
        head = f"lab {lab} is ready: {count} of {count} sessions up for {stable_s:g} s or more"
    else:
        head = f"lab {lab} is not ready: {_counted(ended)}"
    lines = [f"{head} (waited {ended.waited_s:.1f} s)"]
    if not ended.ready:
        lines += [f"  {each}" for each in (*_missing(ended), *_young(ended))]
    lines += [f"  left out: {item.full_name}: {why}" for item, why in found.left_out]
    for line in lines:
        console.print(line, markup=False, soft_wrap=True)


@contextmanager
def _progress(lab: str, timeout_s: float) -> Iterator[Callable[[Waited], None]]:
    """How far it is: on a terminal in place, elsewhere a line whenever something changes."""
    if not sys.stderr.isatty():
        yield _plain(lab)
        return
    from rich.live import Live
    from rich.text import Text

    def drawn(now: Waited) -> Any:
        lines = [*_missing(now), *_young(now)]
        more = [f"  ... and {len(lines) - SHOWN} more"] if len(lines) > SHOWN else []
        head = f"{lab}: {_counted(now)}, {now.waited_s:.0f} s of {timeout_s:.0f} s"
        return Text(
            "\n".join([head, *(f"  {line}" for line in lines[:SHOWN]), *more]), overflow="ellipsis", no_wrap=True
        )

    with Live(console=err(), refresh_per_second=4, transient=True) as live:
        yield lambda now: live.update(drawn(now))


def _plain(lab: str) -> Callable[[Waited], None]:
    shown: list[object] = [None]

    def line(now: Waited) -> None:
        found, lines = now.readiness, _missing(now)
        kinds = {
            (session.session.full_name, session.why.kind)
            for session in found.sessions
            if session.why and session.up_s is None
        }
        nodes = {(node.node, node.kind) for node in found.nodes}
        state = (now.there, now.engine_error, found.up, len(found.sessions), kinds, nodes, found.waiting)
        if state == shown[0]:
            return
        shown[0] = state
        more = f"; and {len(lines) - 3} more" if len(lines) > 3 else ""
        missing = f"; {'; '.join(lines[:3])}{more}" if lines else ""
        err().print(f"{now.waited_s:.1f} s: {lab}: {_counted(now)}{missing}", markup=False, soft_wrap=True)

    return line
