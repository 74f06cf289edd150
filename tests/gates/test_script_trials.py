"""Scripts of requests, run against the stand-in that ships: what they print is what was asked for, and no more.

Each row fails where its operation is dropped: the stand-in's answers have other rows, values and columns beside.
"""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from agent.gates.sandbox import attempt
from agent.gates.script.gate import Rules, trial_order
from agent.gates.script.reader import read_script
from agent.tasks.script import ScriptOrder, make_script
from tests.agent.bench.test_blind_labs_of_scripts import lab
from tests.gates.test_script_gate import needs_sandbox

HOSTS = "h1,h2: linux; r1,r2: frr; leaf1: nokia_srlinux"
ROUTERS = "r1,r2: frr; leaf1: nokia_srlinux; c1: arista_ceos"


def printed(nodes: str, request: str, folder: Path) -> tuple[list[str], int | None]:
    """The lines that the script of a request prints, without its times, and its status."""
    order = ScriptOrder(request, tuple(lab(nodes)), folder / "script.py", Rules(offline=True))
    text = make_script(order, None, "", datetime(2026, 1, 1, tzinfo=UTC)).last.files["script.py"]
    script, _ = read_script(text, lambda _: None)
    assert script is not None
    seen = attempt(trial_order(script, text, Rules(frozenset({"files"}))))
    assert "Traceback" not in seen["errors"]
    return [line for line in seen["output"].splitlines() if line.strip()], seen["code"]


@needs_sandbox
@pytest.mark.parametrize(
    ("nodes", "request_", "has", "not_", "status"),
    [],
    ids=lambda value: value[:60] if isinstance(value, str) and " " in value else "",
)
def test_what_is_printed_is_what_was_asked_for(
    nodes: str, request_: str, has: tuple[str, ...], not_: tuple[str, ...], status: int, tmp_path: Path
) -> None:
    """Each text of `has` is in some line, none of `not_` in any."""
    lines, code = printed(nodes, request_, tmp_path)
    whole = "\n".join(lines)
    assert [] == [text for text in has if text not in whole], whole
    assert [] == [text for text in not_ if text in whole], whole
    assert status == code
