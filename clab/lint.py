"""Defects of a topology that is of the right shape, above all those that no run of containerlab sees. Pure.

Each rule is a function from the topology to findings; `RULES` holds them in the order in which people read a file.
"""

from typing import Final

from clab.finding import Finding
from clab.lint_addresses import addresses, host_ports
from clab.lint_commands import commands
from clab.lint_names import kinds, names
from clab.lint_ports import links, ports
from clab.lint_settings import files, settings
from clab.lint_waits import waits
from clab.written import SPECIAL, Drawn, End, Topology

__all__ = ["RULES", "SPECIAL", "Drawn", "End", "Topology", "lint"]

RULES: Final = (names, kinds, settings, commands, files, links, ports, addresses, host_ports, waits)


def lint(lab: Topology) -> list[Finding]:
    """All findings, by place; what many nodes inherit from one place is one finding."""
    found = {(item.rule, item.line, item.column): item for rule in RULES for item in reversed([*rule(lab)])}
    return sorted(found.values(), key=lambda each: (each.line, each.column, each.rule))
