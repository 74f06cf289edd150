"""The topology gate: shape, policy, lint, plan and host, in order of their cost."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from agent import __version__
from agent.gates.containerlab import Binary, find_binary
from agent.gates.host import look_at_host
from agent.gates.plan import plan
from agent.gates.verdict import Stage, Verdict, judged
from clab.ages import check_ages, still_there
from clab.design.lab_graph import Drafted
from clab.design.requirement_check import check
from clab.design.requirements import Requirement
from clab.document import Item, read
from clab.finding import Finding
from clab.lint import Topology, lint
from clab.policy import check_draft, check_policy
from clab.shape import check_shape

OURS = f"labkeeper {__version__}"


@dataclass(frozen=True, slots=True)
class Draft:
    """What a generated file is held against: the demands of its request, and each node's configuration text."""

    demands: Sequence[Requirement] = ()
    configs: Mapping[str, str] = field(default_factory=dict)


def check_topology(
    file: Path,
    *,
    offline: bool = False,
    strict: bool = False,
    draft: Draft | None = None,
    on_stage: Callable[[str], None] = lambda _: None,
) -> Verdict:
    """Judge one file. `offline` leaves out what needs containerlab or an engine; `strict` makes policy an error. With
    `draft` the file was generated: it may say little, and must keep what was asked.

    Raises:
        OSError: the file cannot be read.
        UnicodeDecodeError: it is no UTF-8.
    """
    stages: list[Stage] = []

    def run(name: str, work: Callable[[], list[Finding]]) -> None:
        on_stage(name)
        started = time.monotonic()
        findings = work()
        stages.append(judged(name, findings, time.monotonic() - started, OURS))

    text = file.read_text(encoding="utf-8")
    document, found = read(text)
    binary = None if offline else find_binary()
    run("shape", lambda: found if document is None else [*found, *_shape(document, binary)])
    rest = ("policy", "lint", "intent", "plan", "host")
    if document is None and "{{" in text:
        why = "the file is a Go template and no YAML before containerlab has run it"
        return Verdict(str(file), [Stage("shape", "could_not_run", text=why, version=OURS), *_skipped(rest, why)])
    if document is None or document.entries is None:
        return Verdict(str(file), [*stages, *_skipped(rest, "the file cannot be read")])
    lab = Topology(document, lambda path: (file.parent / Path(path).expanduser()).exists())
    run("policy", lambda: _policy(lab, strict, draft))
    run("lint", lambda: lint(lab))
    if draft is None:
        stages += _skipped(("intent",), "no request to hold it against")
    else:
        run("intent", lambda: check(draft.demands, Drafted(lab, draft.configs)))
    if offline:
        stages += _skipped(("plan", "host"), "--offline: not validated by containerlab")
    elif any(each.status == "failed" for each in stages):
        stages += _skipped(("plan", "host"), "an earlier stage failed")
    else:
        on_stage("plan")
        stages.append(plan(file, lab, binary))
        on_stage("host")
        stages.append(look_at_host(lab))
    return Verdict(str(file), stages)


def _shape(document: Item, binary: Binary | None) -> list[Finding]:
    """The shape of the version that is here; of the newest where none is, or where it does not tell."""
    version = binary.number if binary else ()
    if not version or document.entries is None:
        return check_shape(document)
    return [*check_shape(document, still_there(version)), *check_ages(Topology(document), version)]


def _policy(lab: Topology, strict: bool, draft: Draft | None) -> list[Finding]:
    found = check_policy(lab, "error" if strict or draft else "warning")
    return found if draft is None else [*found, *check_draft(lab)]


def _skipped(names: tuple[str, ...], why: str) -> list[Stage]:
    return [Stage(each, "skipped", text=why) for each in names]
