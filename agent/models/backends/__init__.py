"""The engines, one file each, under `asking.ModelBackend`: one is chosen by name, and none stands in for another."""

import importlib
from typing import cast

from agent.config.models import ModelsConfig
from agent.models.api import ModelBackend
from agent.models.backends.digest_pins import Pins


def build(models: ModelsConfig, pins: Pins) -> ModelBackend:
    """The engine that the configuration names: `build` of the file of this name. Nothing is connected or loaded yet.

    Raises:
        UsageFailure: what the engine needs is not here.
    """
    return cast(ModelBackend, importlib.import_module(f"agent.models.backends.{models.backend}").build(models, pins))
