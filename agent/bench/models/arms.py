"""What is compared: models, each in one or several variants. What ends in .gguf is a file, run in this process."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from agent.bench.models.task_files import Variant
from agent.config.models import EmbeddedConfig
from agent.failure import UsageFailure


@dataclass(frozen=True, slots=True)
class Arm:
    """One model in one variant; `weights` is its file, where it is not the configured engine's."""

    model: str
    variant: Variant | None = None
    weights: Path | None = None

    @property
    def label(self) -> str:
        """As tables name it."""
        return self.model if self.variant is None else f"{self.model} ({self.variant.name})"


def arms(models: Sequence[str], variants: Sequence[Variant] = ()) -> tuple[Arm, ...]:
    """Every model in every variant.

    Raises:
        UsageFailure: a file is not there, or a model is named twice.
    """
    found = [_arm(name.strip(), variant) for name in models if name.strip() for variant in variants or (None,)]
    labels = [arm.label for arm in found]
    twice = next((label for k, label in enumerate(labels) if label in labels[:k]), None)
    if twice is not None:
        raise UsageFailure(f"{twice!r} is named twice", "a model is compared with others, by name")
    if not found:
        raise UsageFailure("no model is named", "--models gemma3:4b,/path/to/model.gguf")
    return tuple(found)


def _arm(name: str, variant: Variant | None) -> Arm:
    if not name.endswith(".gguf"):
        return Arm(name, variant)
    path = Path(name).expanduser()
    if not path.is_file():
        raise UsageFailure(f"{path}: no such file", "--models takes names of models and paths of GGUF files")
    return Arm(EmbeddedConfig(weights=str(path)).model, variant, path.resolve())
