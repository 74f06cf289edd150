"""A gate's verdict: its stages, what each found, and what follows (contracts: Gate verdict). Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from pydantic import Field
from typing_extensions import TypedDict

from agent.documents import Document, Rounded, publish
from clab.finding import Finding

Status = Literal["passed", "failed", "could_not_run", "skipped"]
Decision = Literal["accepted", "rejected", "could_not_run"]


class _Stage(TypedDict):
    name: str
    status: Status
    version: str
    seconds: Annotated[Rounded, Field(ge=0)]
    text: str
    findings: tuple[Finding, ...]


class VerdictDocument(Document):
    """A verdict as published (`labkeeper schema verdict`)."""

    schema: Literal[1]
    verdict: Decision
    file: str
    stages: list[_Stage]


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: `version` of what decided, `seconds` that it took, `text` in its own words."""

    name: str
    status: Status
    findings: Sequence[Finding] = ()
    text: str = ""
    version: str = ""
    seconds: float = 0.0
    required: bool = True


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a gate says of one file."""

    file: str
    stages: Sequence[Stage] = field(default_factory=tuple)

    @property
    def decision(self) -> Decision:
        """Rejected beats could not run; accepted only where every required stage passed or was not asked for."""
        if any(stage.status == "failed" for stage in self.stages):
            return "rejected"
        if any(item.required and item.status == "could_not_run" for item in self.stages):
            return "could_not_run"
        return "accepted"

    def to_json(self) -> dict[str, Any]:
        """The published shape."""
        stages = [
            _Stage(
                name=stage.name,
                status=stage.status,
                version=stage.version,
                seconds=stage.seconds,
                text=stage.text,
                findings=tuple(stage.findings),
            )
            for stage in self.stages
        ]
        document = VerdictDocument(schema=1, verdict=self.decision, file=self.file, stages=stages)
        return publish(VerdictDocument, document)


def judged(name: str, findings: Sequence[Finding], seconds: float, version: str) -> Stage:
    """A stage that ran: failed where a finding is an error."""
    failed = any(finding.severity == "error" for finding in findings)
    return Stage(name, "failed" if failed else "passed", findings, "", version, seconds)
