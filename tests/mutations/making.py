"""How the suite's incidents were made: recordings through today's detector, some cut short or with sources left out.

`python -m tests.mutations.making` writes them to `agent/mutations/incidents.json`; a test holds the file to this.
What is cut or left out gives what whole recordings seldom do: peerings still down, likely and unknown causes.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from agent.analysis import replay
from agent.core.incident import Analysis, analysis_json
from agent.mutations.corpus import FILE
from collectors.kinds.replay import read_recording

HERE = Path(__file__).parent
REPLAYS = HERE.parent / "replays"


@dataclass(frozen=True, slots=True)
class Recipe:
    """A recording; the moment after which nothing was seen; nodes, sources or `node/source` that saw nothing."""

    recording: str
    until: str | None = None
    without: tuple[str, ...] = ()

    @property
    def folder(self) -> Path:
        """Where the recording is; the hand-made one lies beside this file."""
        return HERE / self.recording if self.recording == "story" else REPLAYS / self.recording


RECIPES = (
    Recipe("story"),
    Recipe("story", until="2026-11-20T09:13:00Z"),
    Recipe("given-01-link-down-both-ends"),
    Recipe("given-01-link-down-both-ends", without=("log",)),
    Recipe("given-06-admin-shutdown-message"),
    Recipe("given-11-maxprefix-no-restart"),
    Recipe("given-11-maxprefix-no-restart", until="2026-11-22T21:29:50Z"),
    Recipe("given-15-route-withdrawal"),
    Recipe("given-17-overlap-link-and-maxprefix"),
    Recipe("clos-spine-isolated"),
    Recipe("clos-twin-link-down"),
    Recipe("clos-unnumbered-hang"),
    Recipe("clos-unnumbered-link-down", until="2026-11-24T08:05:35Z"),
    Recipe("diamond-bgpd-killed"),
    Recipe("diamond-bgpd-killed", without=("runtime", "r3")),
    Recipe("diamond-bgpd-restarted"),
    Recipe("diamond-bird-killed"),
    Recipe("diamond-clear-all"),
    Recipe("diamond-host-stall"),
    Recipe("diamond-host-stall", without=("runtime", "snapshot")),
    Recipe("diamond-link-down-igp"),
    Recipe("diamond-link-down-one-end"),
    Recipe("diamond-link-flap"),
    Recipe("diamond-neighbor-removed"),
    Recipe("diamond-node-isolated"),
    Recipe("diamond-node-isolated", without=("runtime", "r4")),
    Recipe("diamond-node-killed"),
    Recipe("diamond-node-killed", until="2026-11-24T07:53:15Z"),
    Recipe("diamond-node-killed", without=("runtime", "r2")),
    Recipe("diamond-node-killed", without=("runtime", "snapshot")),
    Recipe("diamond-node-pause"),
    Recipe("diamond-one-way-loss"),
    Recipe("diamond-one-way-loss", until="2026-11-24T08:00:00Z", without=("e2",)),
    Recipe("diamond-password-changed"),
    Recipe("diamond-password-changed", without=("r2",)),
    Recipe("diamond-prefix-limit-warning"),
    Recipe("diamond-two-faults"),
    Recipe("diamond-two-way-loss"),
    Recipe("diamond-wrong-remote-as"),
    Recipe("life-clab-diamond"),
    Recipe("life-clab-diamond", without=("runtime",)),
)


def incidents(recipe: Recipe) -> list[dict[str, Any]]:
    """What the detector says of a recipe, in the contract's shape."""
    recording = read_recording(recipe.folder)
    until_ns = int(datetime.fromisoformat(recipe.until).timestamp() * 1e9) if recipe.until else None
    recording.observations = [
        each
        for each in recording.observations
        if (until_ns is None or each.seen_ns <= until_ns)
        and not {each.node, each.source, f"{each.node}/{each.source}"} & set(recipe.without)
    ]
    found = replay(recording).incidents()
    answer = analysis_json(Analysis(recording.lab.name, None, None, found, (), (), ()))
    return list(answer["incidents"])


def cases(recipe: Recipe) -> Iterator[dict[str, Any]]:
    """A recipe's entries in the file."""
    for number, each in enumerate(incidents(recipe), 1):
        left_out = [each.replace("/", "-") for each in recipe.without]
        words = [recipe.recording, *(["cut"] if recipe.until else []), *(["without"] if left_out else []), *left_out]
        made = {"recording": recipe.recording, "until": recipe.until, "without": list(recipe.without)}
        yield {"name": f"{'-'.join(words)}-{number}", "made": made, "incident": each}


def main() -> None:
    """Write the file anew."""
    lines = [json.dumps(each) for recipe in RECIPES for each in cases(recipe)]
    FILE.write_text('{"schema": 1, "cases": [\n' + ",\n".join(lines) + "\n]}\n")


if __name__ == "__main__":
    main()
