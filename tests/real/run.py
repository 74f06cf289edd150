"""Leads of recorded incidents and openings of digests by real models: `python -m tests.real.run [--few] [--show]`.

Floors, never texts: of an instructed model's whole sentences half must be read; of a base model none is published.
"""

import argparse
import sys
from dataclasses import dataclass, field

from agent.config.models import EmbeddedConfig
from agent.models.api import Cancellation, Lane, ModelReply, ModelRequest, RunnerOptions
from agent.models.backends.digest_pins import Pins
from agent.models.backends.embedded import EmbeddedBackend, absent
from agent.report.claims.reading import read_text
from agent.report.fact_sheet import sheet
from agent.report.narrative import LABKEEPER, Narrative
from agent.tasks import digest as digesting
from agent.tasks.narrative import narrate
from agent.tasks.wording import Errand, NarrativeOptions
from tests.agent.incidents import recorded
from tests.real.fetch import GEMMA, QWEN, Model, NotHere, fetched
from tests.recordings import knowledge

RECORDINGS = (
    "diamond-two-faults", "diamond-prefix-limit", "diamond-node-pause", "diamond-link-flap", "diamond-wrong-remote-as",
    "diamond-operator-link", "diamond-one-way-loss", "clos-spine-isolated", "diamond-bgpd-killed",
    "diamond-shutdown-message",
)  # fmt: skip
DIGESTS = ("diamond-operator-clear", "life-clab-diamond")
FLOOR = 0.5


@dataclass
class Engine:
    """A real model as `Words`; every raw reply is kept."""

    backend: EmbeddedBackend
    replies: list[str] = field(default_factory=list)

    def ask(self, request: ModelRequest, lane: Lane, on_text: object = None) -> ModelReply:
        """One answer, without a queue."""
        reply = self.backend.generate(request, RunnerOptions(num_ctx=4096), -1, Cancellation())
        self.replies.append(reply.text)
        return reply


@dataclass
class Figures:
    """Whole sentences that came, those that were read as true, and those published under the model's name."""

    came: int = 0
    read: int = 0
    published: int = 0
    lines: list[str] = field(default_factory=list)


def leads(model: Model, recordings: tuple[str, ...], digests: tuple[str, ...]) -> Figures:
    """What a model makes of these recordings."""
    config = EmbeddedConfig(weights=str(fetched(model)))
    figures = Figures()
    engine = Engine(EmbeddedBackend(fetched(model), config.model, Pins()))
    options = NarrativeOptions(config.model, deadline_s=600)
    try:
        for name in recordings:
            incidents, lab = recorded(name)
            facts = sheet(incidents[0], lab)
            engine.replies.clear()
            narrative = narrate(facts, engine, options)
            for reply in engine.replies[:1]:
                for verdict in read_text(reply, facts, published=True).sentences:
                    if verdict.text.endswith((".", "!")):
                        figures.came += 1
                        figures.read += verdict.verdict == "supported"
                        figures.lines.append(f"{name}: {verdict.verdict}: {verdict.text}")
            _published(figures, name, narrative)
        for name in digests:
            told = digesting.tell(knowledge(name), Errand("digest", engine, options))
            _published(figures, name, told.narrative)
    finally:
        engine.backend.close()
    return figures


def _published(figures: Figures, name: str, narrative: Narrative) -> None:
    for said in narrative.sentences:
        if said.section == "lead":
            figures.published += said.author != LABKEEPER
            figures.lines.append(f"{name}: published by {said.author}: {said.text}")


def main() -> int:
    """Run both models; 1 where a floor is not reached."""
    parser = argparse.ArgumentParser(prog="python -m tests.real.run")
    parser.add_argument("--few", action="store_true", help="two recordings: about four CPU minutes")
    parser.add_argument("--show", action="store_true", help="print every sentence")
    asked = parser.parse_args()
    if why := absent(EmbeddedConfig(weights=__file__)):
        sys.stdout.write(f"real models cannot run here: {why}\n")
        return 0
    recordings, digests = (RECORDINGS[:2], ()) if asked.few else (RECORDINGS, DIGESTS)
    status = 0
    for model, floor in ((QWEN, FLOOR), (GEMMA, None)):
        try:
            figures = leads(model, recordings if floor else recordings[:3], digests if floor else ())
        except NotHere as error:
            sys.stdout.write(f"{model.file}: cannot be had here: {error}\n")
            continue
        good = figures.read >= floor * figures.came if floor else figures.published == 0
        sys.stdout.write(
            f"{model.file}: {figures.came} sentences, {figures.read} read as true, "
            f"{figures.published} published as the model's own: {'good' if good else 'short of the floor'}\n"
        )
        if asked.show:
            sys.stdout.write("\n".join(figures.lines) + "\n")
        status = status or int(not good)
    return status


if __name__ == "__main__":
    raise SystemExit(main())
