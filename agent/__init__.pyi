from agent.app.analysis import analyze as analyze
from agent.gates.topology.gate import check_topology as check_topology
from agent.report.verify import verify as verify

__version__: str
__all__ = ["__version__", "analyze", "check_topology", "verify"]
