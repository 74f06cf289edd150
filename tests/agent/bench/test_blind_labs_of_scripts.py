"""Three times thirty-six requests for scripts by strangers to the code, each with a lab of its own; all judged by hand.

The first set was measured once, code alone, unseen: of 32 that can be written 11 were right, 2 right by half, 1 another
script than was asked for (hosts' addresses), 18 refused; the 4 that must be refused were. By half is still S7-25 (two
nodes are left out, which is said). The second (`script_eighth`), measured once as well: of 32 that can be written 14
right, 2 by half, none wrong, 16 refused; of 4 that must be refused 4 were, one for another reason. The third
(`script_ninth`) was for development: of 32 that can be written 14 were right, 2 wrong, 16 refused. The reading was
widened on all of them afterwards, so they forecast nothing now: these tests keep what was judged.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.gates.script.gate import Rules
from agent.tasks.script import ScriptOrder
from agent.tasks.script_nodes import ScriptNode
from tests.agent.bench.blind_sets import rows
from tests.agent.bench.test_blind_lists import judged

KINDS = {
    "frr": ("linux", "linux"),
    "linux": ("linux", "linux"),
    "nokia_srlinux": ("nokia_srlinux", "nokia_srl"),
    "arista_ceos": ("arista_ceos", "arista_eos"),
    "cisco_xrd": ("cisco_xrd", "cisco_xr"),
}


def lab(text: str) -> Iterator[ScriptNode]:
    """The nodes of a lab: `r1..r3: frr; h1: linux`."""
    for part in text.split(";"):
        names, _, system = part.rpartition(":")
        kind, platform = KINDS[system.strip()]
        for name in (each.strip() for each in names.split(",")):
            span = re.fullmatch(r"(.+?)(\d+)\.\.\1(\d+)", name)
            some = [f"{span[1]}{k}" for k in range(int(span[2]), int(span[3]) + 1)] if span else [name]
            yield from (ScriptNode(one, kind, f"clab-x-{one}", platform=platform) for one in some)


SETS = ("script_labs", "script_eighth", "script_ninth")


@pytest.mark.parametrize("row", [row for name in SETS for row in rows(name)], ids=lambda row: row["id"])
def test_a_script_is_the_one_that_was_judged(row: dict[str, str], tmp_path: Path) -> None:
    """Or there is none, for the reason that was judged."""
    order = ScriptOrder(row["request"], tuple(lab(row["lab"])), tmp_path / "script.py", Rules(offline=True))
    assert row["judged"] == judged(order)
