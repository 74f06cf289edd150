"""The script gate: parse, lint, imports, calls, paths, and a trial in a sandbox, in order of their cost."""

import ast
import json
import re
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from agent import __version__
from agent.gates.sandbox import LIMIT_S, NoSandboxError, Order, attempt, version
from agent.gates.script.audit_hook_runner import ANSWER
from agent.gates.script.reader import (
    Beside,
    Script,
    check_addresses,
    check_calls,
    check_imports,
    is_address,
    read_script,
)
from agent.gates.verdict import Stage, Verdict, judged
from clab.finding import Finding
from clab.gnmi_path import unknown

OURS = f"labkeeper {__version__}"
LARGEST = 200_000
SERVED = (57400, 57401, 6030, 9339, 50051, 50052, 8080, 22)
MOST_NAMES = 64
_PLATFORM = re.compile(r"(?:cisco|arista|juniper|nokia|huawei|linux|vyos|hp|dell|extreme|mikrotik|sonic)(?:_\w+)?$")
_CERTIFICATE = re.compile(r"\.(?:pem|crt|cer|cert|key)$")
PathCheck = Callable[[str], str]
_ENDS_WITH = re.compile(r"^# ends with:(?P<codes>(?: \d{1,2})+)$", re.MULTILINE)
"""The statuses that a script says it may end with; a traceback is a failure with any."""

_RUN_WITH = re.compile(r"^# run with:(?P<arguments>.*)$", re.MULTILINE)
_HOST = re.compile(r"^(?=.*[a-z])[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rules:
    """What a person approved, how paths are checked (empty answer: known), and whether and how to run."""

    allowed: Set[str] = frozenset()
    path_check: PathCheck = unknown
    path_source: str = OURS
    offline: bool = False
    arguments: Sequence[str] | None = None
    limit_s: float = LIMIT_S


def check_script(file: Path, rules: Rules | None = None, on_stage: Callable[[str], None] = lambda _: None) -> Verdict:
    """Judge one script.

    Raises:
        OSError: the file cannot be read.
        UnicodeDecodeError: it is no UTF-8.
    """
    text = file.read_text(encoding="utf-8")
    return judge(text, str(file), rules or Rules(), on_stage, beside=lambda name: _beside(file, name))


def _beside(script: Path, name: str) -> str | None:
    """The text of a module in the script's own folder; None where there is none."""
    plain = name.replace(".", "/")
    for path in (script.parent / f"{plain}.py", script.parent / plain / "__init__.py"):
        try:
            if plain and path.name != script.name and path.is_file() and path.stat().st_size <= LARGEST:
                return path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return None
    return None


def judge(
    text: str,
    name: str,
    rules: Rules,
    on_stage: Callable[[str], None] = lambda _: None,
    *,
    beside: Beside = lambda _: None,
) -> Verdict:
    """Judge a script's text; `name` is what findings call it, `beside` gives the files that it imports."""
    stages: list[Stage] = []

    def run(stage: str, work: Callable[[], list[Finding]], by: str = OURS) -> None:
        on_stage(stage)
        started = time.monotonic()
        findings = work()
        stages.append(judged(stage, findings, time.monotonic() - started, by))

    if len(text) > LARGEST:
        found = [Finding("size", "error", 0, 0, f"{len(text)} characters; a script has at most {LARGEST}")]
        return Verdict(name, [judged("parse", found, 0.0, OURS), *_skipped("the file is too large", 0)])
    script, found = read_script(text, beside)
    run("parse", lambda: found)
    if script is None:
        return Verdict(name, [*stages, *_skipped("the script does not parse", 0)])
    on_stage("lint")
    stages.append(_lint(text))
    run("imports", lambda: check_imports(script, rules.allowed))
    run("calls", lambda: [*check_calls(script, rules.allowed), *check_addresses(script, text, rules.allowed)])
    run("paths", lambda: list(_paths(script, rules)), rules.path_source)
    if rules.offline:
        return Verdict(name, [*stages, *_skipped("--offline: not tried", 4)])
    if any(item.status == "failed" for item in stages):
        return Verdict(name, [*stages, *_skipped("an earlier stage failed", 4)])
    on_stage("run")
    stages.append(_run(script, text, rules))
    return Verdict(name, stages)


def _skipped(why: str, done: int) -> list[Stage]:
    return [Stage(item, "skipped", text=why) for item in ("lint", "imports", "calls", "paths", "run")[done:]]


def _lint(text: str) -> Stage:
    """Ruff's errors: what cannot run or was not meant, no taste."""
    program = shutil.which("ruff", path=f"{Path(sys.executable).parent}:{Path(sys.prefix) / 'bin'}") or shutil.which(
        "ruff"
    )
    if program is None:
        return Stage("lint", "could_not_run", text="ruff is not installed: pip install ruff", version="ruff")
    started = time.monotonic()
    select = ["--select", "E9,F,PLE", "--ignore", "F401,F403,F405,F541,F841,F811"]
    command = [
        program,
        "check",
        "--isolated",
        "--no-cache",
        "--output-format",
        "json",
        *select,
        "--stdin-filename",
        "x.py",
        "-",
    ]
    done = subprocess.run(command, input=text, capture_output=True, text=True, timeout=60, check=False)
    try:
        rows = json.loads(done.stdout)
    except ValueError:
        return Stage("lint", "could_not_run", text=done.stderr.strip()[:300], version="ruff")
    findings = [
        Finding(row["code"] or "syntax", "error", row["location"]["row"], row["location"]["column"], row["message"])
        for row in rows
    ]
    return judged("lint", findings, time.monotonic() - started, "ruff")


def _paths(script: Script, rules: Rules) -> Iterator[Finding]:
    if not script.gnmi:
        return
    for path, line, column in script.paths:
        why = rules.path_check(path)
        if why:
            yield Finding("path", "error", line, column, f"{path} {why}", "--yang-dir names a folder that knows more")


def _run(script: Script, text: str, rules: Rules) -> Stage:
    if not (script.gnmi or script.ssh):
        return Stage(
            "run", "could_not_run", text="it speaks neither gNMI nor to a command line: nothing to try it with"
        )
    started = time.monotonic()
    try:
        by = version()
        seen = attempt(trial_order(script, text, rules))
    except NoSandboxError as error:
        return Stage("run", "could_not_run", text=str(error), version="bubblewrap")
    findings = _judged(seen, script)
    return replace(judged("run", findings, time.monotonic() - started, by), text=_told(seen))


def trial_order(script: Script, text: str, rules: Rules) -> Order:
    """What the sandbox is told to try: the script, and what its servers must answer to."""
    found = _RUN_WITH.search(text)
    arguments = rules.arguments if rules.arguments is not None else shlex.split(found["arguments"]) if found else ()
    trees = [script.tree, *(each.tree for each in script.beside.values())]
    constants = [item.value for tree in trees for item in ast.walk(tree) if isinstance(item, ast.Constant)]
    numbers = {constant for constant in constants if isinstance(constant, int) and 1024 <= constant <= 65_535}
    words = [each for each in constants if isinstance(each, str)] + list(arguments)
    parts = {part for word in words for part in re.split(r"[\s=,:]+", word)}
    parts.add(ANSWER)
    names = sorted(each for each in parts if _HOST.match(each) and len(each) < 64)
    ports = sorted({*numbers, *(int(each) for each in parts if each.isdecimal() and 1024 <= int(each) <= 65_535)})
    return Order(
        text=text,
        arguments=arguments,
        paths=[path for path, _, _ in script.paths],
        platforms=sorted({each.removesuffix("_telnet") for each in words if _PLATFORM.match(each)}),
        certificates=sorted({*script.certificates, *(each for each in words if _CERTIFICATE.search(each)), ANSWER}),
        modules={name: each.text for name, each in script.beside.items()},
        ports=tuple(dict.fromkeys((*ports[:16], *SERVED[:-1]))),
        addresses=sorted(
            each
            for each in {*script.addresses, *(part for part in parts if is_address(part))}
            if not each.startswith("127.") and each not in ("0.0.0.0", "::1")
        ),
        names=names[:MOST_NAMES],
        environment=dict.fromkeys(script.variables, "labkeeper"),
        allowed=sorted(rules.allowed),
        gnmi=script.gnmi,
        ssh=script.ssh,
        limit_s=rules.limit_s,
    )


def _asked_little(script: Script, seen: dict[str, Any]) -> bool:
    """Whether it asked for nothing but what a connection tells, and ended: capabilities, a prompt, a device's type."""
    attributes = {item.attr.lower() for item in ast.walk(script.tree) if isinstance(item, ast.Attribute)}
    if seen["ended"] != "by itself":
        return False
    if script.gnmi:
        return "capabilities" in attributes and seen["capabilities"] > 0
    return bool({"find_prompt", "autodetect", "is_alive"} & attributes) and seen["sessions"] > 0


def _judged(seen: dict[str, Any], script: Script) -> list[Finding]:
    """What a trial must show: it connects, hears something, and ends in order."""

    def wrong(rule: str, message: str, hint: str = "") -> Finding:
        return Finding(rule, "error", 0, 0, message, hint)

    found = [wrong("offence", f"the script {fromkey}") for fromkey in dict.fromkeys(seen["offences"])]
    last = seen["errors"].strip().splitlines()[-1:] or [""]
    heard = seen["answers"] or len(seen["commands"]) or _asked_little(script, seen)
    if found:
        return found
    said = _ENDS_WITH.search(script.text)
    meant = {0, *map(int, said["codes"].split())} if said and "Traceback" not in seen["errors"] else {0}
    if seen["ended"] == "by itself" and seen["code"] not in (*meant, None):
        found.append(wrong("ended", f"it ended with status {seen['code']}: {last[0][:300]}", _HINT))
    elif not seen["connected"]:
        found.append(wrong("silent", f"it connected to nothing in {seen['seconds']:.0f} s", _HINT))
    elif seen["unknown"]:
        found.append(wrong("unknown-command", f"it typed {seen['unknown'][0]!r}, which its devices do not know"))
    elif not heard:
        what = "received no update" if script.gnmi else "typed no command"
        found.append(wrong("silent", f"it connected and {what} in {seen['seconds']:.0f} s"))
    if seen["ended"] == "killed":
        found.append(wrong("sigterm", "it did not stop within 5 s of SIGTERM", "stop on SIGTERM: signal.signal(...)"))
    if "Traceback (most recent call last)" in seen["errors"] and seen["ended"] == "by SIGTERM":
        found.append(wrong("sigterm", f"it ended with a traceback: {last[0][:300]}"))
    return found


_HINT = "its arguments for a trial: a comment line `# run with: --target 127.0.0.1:57400`, or --args"


def _told(seen: dict[str, Any]) -> str:
    heard = f"{seen['answers']} updates" if seen["answers"] else f"{len(seen['commands'])} commands"
    first = seen["output"].strip().splitlines()[:1]
    printed = f"; printed {first[0][:120]!r}" if first else "; printed nothing"
    return f"{heard}, ended {seen['ended']} (status {seen['code']}) after {seen['seconds']:.1f} s{printed}"
