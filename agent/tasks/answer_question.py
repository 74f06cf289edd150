"""A question answered: read by code (or by a model, as a choice), looked up by code, worded by a model and checked."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from typing import Any

from agent.detect.incident import rfc3339
from agent.models.api import Message, ModelFailure, ModelRequest
from agent.report.answers import answer, not_understood
from agent.report.knowledge import Knowledge
from agent.report.lookups import Lookup, choice_schema, chosen, read
from agent.report.narrative import Narrative, narrative_json
from agent.tasks.prompt import harmless, prompt
from agent.tasks.wording import Errand, Worded, one_by_one

TASK = "answer"
CHOICE_TOKENS = 80


@dataclass
class Answer:
    """An answer on its way: `sentences` gives each as soon as it is checked, and keeps them."""

    question: str
    knowledge: Knowledge
    errand: Errand | None
    zone: tzinfo = UTC
    lookup: Lookup | None = None
    chosen_by: str = "labkeeper"
    reason: str = ""
    said: list[Worded] = field(default_factory=list)
    narrative: Narrative = field(default_factory=lambda: Narrative((), 0))

    def sentences(self) -> Iterator[Worded]:
        """The answer, sentence by sentence; never raises for what a model did."""
        self.lookup = read(self.question, self.knowledge, self.knowledge.session.to_ns, self.zone)
        if self.lookup is None and self.errand is not None:
            self.lookup = self._choose(self.errand)
        facts = answer(self.lookup, self.knowledge) if self.lookup else not_understood(self.knowledge)
        errand = None if self.reason else self.errand
        for item, narrative in one_by_one(*facts, errand):
            self.said.append(item)
            self.narrative = narrative
            yield item
        self.reason = self.reason or self.narrative.reason

    def _choose(self, errand: Errand) -> Lookup | None:
        """A look-up by a model, where code cannot read the question."""
        nodes = sorted({*self.knowledge.nodes, *self.knowledge.heard})[:64]
        question = " ".join(harmless(word) for word in self.question.split())[:300]
        schema = choice_schema(self.knowledge)
        options = errand.options
        request = ModelRequest(
            task=TASK,
            model=options.model,
            messages=(Message("user", prompt("lookup", nodes=nodes, question=question)),),
            num_predict=CHOICE_TOKENS,
            schema=schema,
            temperature=0.0,
            seed=options.seed,
            deadline_s=options.deadline_s,
            subject="look-up",
        )
        try:
            reply = errand.words.ask(request, errand.lane)
            data = json.loads(reply.text)
        except ModelFailure as failure:
            self.reason = f"{options.model}: {failure.what}"
            return None
        except ValueError:
            return None
        found = chosen(data, self.knowledge) if isinstance(data, dict) else None
        self.chosen_by = reply.model if found else "labkeeper"
        return found

    @property
    def text(self) -> str:
        """The whole answer."""
        return " ".join(item.text for item in self.said)

    def data(self) -> dict[str, Any]:
        """For machines (`labkeeper schema answer`)."""
        told, lookup = narrative_json(self.narrative), self.lookup
        return {
            "schema": 1,
            "question": self.question,
            "at": rfc3339(self.knowledge.session.to_ns),
            "lookup": None
            if lookup is None
            else {
                "kind": lookup.kind,
                "nodes": list(lookup.nodes),
                "incident": lookup.incident,
                "from": rfc3339(lookup.from_ns),
                "to": rfc3339(lookup.to_ns),
                "chosen_by": self.chosen_by,
            },
            "known": bool(self.said) and "not know" not in self.said[0].text,
            "answer": self.text,
            "sentences": [{"text": item.text, "author": item.author} for item in self.said],
            **{key: told[key] for key in ("findings", "signature")},
            "reason": self.reason,
        }
