"""The loader of one-file plug-ins: every module of a package that has the family's constant is a member."""

import importlib
import pkgutil
from types import ModuleType


def load(package: ModuleType, constant: str, prefix: str = "") -> dict[str, object]:
    """All members of a family by module name (without the prefix), sorted; a module without the constant is an error.

    Raises:
        LookupError: a module of the family lacks the constant.
    """
    members: dict[str, object] = {}
    for info in sorted(pkgutil.iter_modules(package.__path__), key=lambda item: item.name):
        if not info.name.startswith(prefix) or info.name.startswith("_"):
            continue
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        if not hasattr(module, constant):
            raise LookupError(f"plug-in {module.__name__!r} has no constant {constant!r}")
        members[info.name.removeprefix(prefix)] = getattr(module, constant)
    return members
