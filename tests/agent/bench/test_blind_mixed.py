"""Thirty-six requests for scripts by strangers to the code, of one lab of three systems with hosts; all judged by hand.

Measured once, code alone, unseen: of 32 that can be written 8 were right, 1 another script than was asked
for (an example of a line, read as a choice of ports; since mended), 23 refused; the 4 that must be refused were. The
reading was widened on them afterwards, so they forecast nothing now: these tests keep what was judged.
"""

from pathlib import Path

import pytest

from agent.gates.script.gate import Rules
from agent.tasks.script import ScriptOrder
from agent.tasks.script_nodes import ScriptNode
from tests.agent.bench.blind_sets import rows
from tests.agent.bench.test_blind_lists import judged

NODES = {
    ("nokia_srlinux", "nokia_srl"): "leaf1 leaf2 spine1 spine2",
    ("linux", "linux"): "r1 r2 r3 r4 h1 h2",
    ("arista_ceos", "arista_eos"): "a1 a2",
}
LAB = tuple(
    ScriptNode(name, kind, f"clab-x-{name}", platform=platform)
    for (kind, platform), names in NODES.items()
    for name in names.split()
)


@pytest.mark.parametrize("row", rows("script_mixed"), ids=lambda row: row["id"])
def test_a_script_is_the_one_that_was_judged(row: dict[str, str], tmp_path: Path) -> None:
    """Or there is none, for the reason that was judged."""
    assert row["judged"] == judged(ScriptOrder(row["request"], LAB, tmp_path / "script.py", Rules(offline=True)))
