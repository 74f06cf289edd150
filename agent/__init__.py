"""What it means and what to say: detection, reports, the command line.

The public functions are loaded at their first use, so that `import agent` costs nothing. Their types: `__init__.pyi`.
"""

from importlib import import_module

__version__ = "0.1.0"
__all__ = ["__version__", "analyze", "check_topology", "verify"]

_PLACES = {
    "analyze": "agent.app.analysis",
    "check_topology": "agent.gates.topology.gate",
    "verify": "agent.report.verify",
}


def __getattr__(name: str) -> object:
    """A public function, by its name (PEP 562)."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_PLACES[name]), name)
