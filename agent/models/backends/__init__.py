"""The engines, one file each, under `models.api.ModelBackend`: one is chosen by name; none stands in for another."""

import importlib
import sys
from collections.abc import Callable
from typing import cast

from agent.config.models import BUILT_IN_BACKENDS, ModelsConfig
from agent.failure import UsageFailure
from agent.models.api import ModelBackend
from agent.models.backends.digest_pins import Pins
from clab.plugins import Family

Build = Callable[[ModelsConfig, Pins], ModelBackend]


def _build(found: object) -> tuple[Build, ...]:
    if not callable(found):
        raise TypeError(f"{type(found).__name__} where a function (models, pins) is expected")
    return (cast(Build, found),)


BACKENDS = Family(
    "backends",
    sys.modules[__name__],
    "build",
    _build,
    lambda _, short: (short,),
    is_member=lambda file: file in BUILT_IN_BACKENDS,
)


def build(models: ModelsConfig, pins: Pins) -> ModelBackend:
    """The engine that the configuration names: `build` of the file of this name, or of the entry point. Nothing is
    connected or loaded yet, and no other engine is imported.

    Raises:
        UsageFailure: what the engine needs is not here, or nobody vouches for it where that is asked for.
    """
    if models.backend in BUILT_IN_BACKENDS:
        return cast(ModelBackend, importlib.import_module(f"{__name__}.{models.backend}").build(models, pins))
    if models.sovereignty == "strict":
        what = f"models.sovereignty is strict, and the engine {models.backend!r} comes from an installed package"
        raise UsageFailure(what, f"labkeeper answers for its own alone: {', '.join(BUILT_IN_BACKENDS)}")
    found = BACKENDS.loaded.by_name.get(models.backend)
    if found is None:
        raise UsageFailure(f"the engine {models.backend!r} cannot be loaded", "labkeeper plugins says why")
    return found(models, pins)
