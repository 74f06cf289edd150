"""The topology gate: shape, policy, lint, plan and host, in order of their cost."""

import os
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from agent import __version__
from agent.gates.topology.containerlab import Binary, find_binary, lab_base
from agent.gates.topology.host import look_at_host
from agent.gates.topology.plan import plan
from agent.gates.verdict import Stage, Verdict, judged
from clab.design.check.demand import Requirement
from clab.design.check.lab_graph import Drafted
from clab.design.check.requirement_check import check
from clab.document import Item, read
from clab.feature_versions import check_ages, still_there
from clab.finding import Finding
from clab.lint import Topology, lint
from clab.policy import check_draft, check_policy
from clab.shape import check_shape

VOLUMES = (0, 79)
"""Since when a bind without a colon is refused; before, it was a volume."""

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
    lab = Topology(document)
    lab.exists = lambda path: _exists(file, lab, path)
    run("policy", lambda: _policy(lab, strict, draft))
    run("lint", lambda: _lint(lab, binary))
    if draft is None:
        stages += _skipped(("intent",), "no request to hold it against")
    else:
        run("intent", lambda: check(draft.demands, Drafted(lab, draft.configs)))
    if offline:
        stages += _skipped(("plan", "host"), "--offline: not validated by containerlab")
    elif any(stage.status == "failed" for stage in stages):
        stages += [_plan_without(file, lab, binary, stages), *_skipped(("host",), "an earlier stage failed")]
    else:
        on_stage("plan")
        stages.append(plan(file, lab, binary))
        on_stage("host")
        stages.append(look_at_host(lab))
    return Verdict(str(file), stages)


def _exists(file: Path, lab: Topology, text: str) -> bool:
    """Whether a file that the topology names is there; what no one here can fill in may be."""
    plain = os.path.expandvars(text)
    if "$" in plain or "{{" in plain or "__clab" in plain:
        return True
    base = lab_base(file) if plain.startswith(f"{lab.folder}/") else file.parent
    try:
        return (base / Path(plain).expanduser()).exists()
    except (RuntimeError, OSError):
        return False


def _lint(lab: Topology, binary: Binary | None) -> list[Finding]:
    """What the lint finds; a containerlab that is here says itself which of the newest kinds it has."""
    found = lint(lab)
    if binary is None:
        return found
    if binary.minor is not None and binary.minor < VOLUMES:
        found = [each for each in found if each.rule != "bind"]
    return [replace(item, severity="warning") if item.rule == "kind-newer" else item for item in found]


def _plan_without(file: Path, lab: Topology, binary: Binary | None, stages: Sequence[Stage]) -> Stage:
    """Where nothing but files is missing: what containerlab has against the rest, with empty files in their place."""
    errors = [finding for stage in stages for finding in stage.findings if finding.severity == "error"]
    if binary is None or not errors or any(error.rule != "file-missing" for error in errors):
        return _skipped(("plan",), "an earlier stage failed")[0]
    with tempfile.TemporaryDirectory(prefix="labkeeper-files-") as made:
        folder = Path(made)
        for path in file.resolve().parent.iterdir():
            (folder / path.name).symlink_to(path)
        if not _filled(folder, file, lab):
            return _skipped(("plan",), "an earlier stage failed")[0]
        (folder / file.name).unlink()
        (folder / file.name).write_bytes(file.read_bytes())
        told = plan(folder / file.name, lab, binary)
    if told.status != "failed":
        return _skipped(("plan",), "files are missing; containerlab has nothing against the rest")[0]
    here, real = str(folder.resolve()), str(file.resolve().parent)
    findings = [replace(item, message=item.message.replace(here, real)) for item in told.findings]
    return replace(told, findings=findings, text=told.text.replace(here, real))


def _filled(folder: Path, file: Path, lab: Topology) -> bool:
    """Put an empty file where the topology names one that is not there; False where that is not possible."""
    for text in lab.files():
        plain = Path(os.path.expandvars(text)).expanduser()
        if lab.exists(text):
            continue
        if plain.is_absolute() or ".." in plain.parts or (file.parent / plain.parts[0]).exists():
            return False
        (folder / plain).parent.mkdir(parents=True, exist_ok=True)
        (folder / plain).touch()
    return True


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
    return [Stage(name, "skipped", text=why) for name in names]
