"""What real containerlabs of several ages answered, kept for machines that have none.

`LABKEEPER_TEST_CONTAINERLAB=/path/to/containerlab python -m tests.gates.answers [NAME]` asks one more, NAME being its
version where it does not tell, and writes it below `answers/`. Stack traces and padding are left out.
"""

import json
import re
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from agent.gates.topology.containerlab import Binary, Ended, ask, find_binary
from agent.gates.topology.plan import WAYS, bridges
from clab.document import read
from clab.lint import Topology
from tests.gates.valid import valid

HERE = Path(__file__).parent
FOLDER = HERE / "answers"
VALID = ("link-brief", "srl-short", "link-dummy", "bridge")
DEFECTS = ("unknown-link-node", "endpoint-twice", "kind-frr", "unknown-node-key", "mgmt-null", "interface-srl-eth1")


def texts() -> dict[str, str]:
    """The files that were asked about."""
    good = dict(valid())
    return {name: good[name] for name in VALID} | {
        name: (HERE / "defects" / f"{name}.clab.yml").read_text() for name in DEFECTS
    }


def lab(name: str) -> Topology:
    """One of them as the gate sees it."""
    document, _ = read(texts()[name])
    assert document is not None
    return Topology(document)


def recorded() -> dict[str, dict[str, dict[str, Ended]]]:
    """Version, command, file: how it ended."""
    return {
        path.stem: {
            command: {name: Ended(**ended) for name, ended in files.items()}
            for command, files in json.loads(path.read_text()).items()
        }
        for path in sorted(FOLDER.glob("*.json"))
    }


def _kept(ended: Ended) -> dict[str, object]:
    stderr = re.sub(r"/tmp/labkeeper-gate-\w+", "<made>", ended.stderr.partition("\n\ngoroutine ")[0])
    return asdict(ended) | {"stderr": re.sub(r" {8,}", " " * 8, stderr)}


def _answers(binary: Binary, words: Sequence[str]) -> dict[str, Ended]:
    """How a command ends on every file, or on the first where the version has no such command."""
    found: dict[str, Ended] = {}
    for name, text in texts().items():
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "lab.clab.yml"
            file.write_text(text)
            ended = ask(binary, words, file, bridges(lab(name)))
        assert isinstance(ended, Ended), ended
        found[name] = ended
        if not ended.is_supported:
            break
    return found


def _record(binary: Binary, name: str) -> Path:
    found: dict[str, dict[str, object]] = {}
    for way in WAYS:
        answers = _answers(binary, way.words)
        found[" ".join(way.words)] = {answer: _kept(ended) for answer, ended in answers.items()}
        if len(answers) > 1:
            break
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / f"{name}.json"
    path.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n")
    return path


if __name__ == "__main__":
    import tests.gates.conftest  # noqa: F401  # puts the named binary on PATH

    if (here := find_binary()) is None:
        sys.exit("containerlab is not on PATH")
    sys.stdout.write(f"{_record(here, (sys.argv[1:] or [here.text])[0])}\n")
