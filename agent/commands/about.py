"""`labkeeper plugins`, `schema`, `config`: what the program is made of and what is in force."""

import importlib
import inspect
import sys
from typing import Any, get_args

from agent.app.console import out, print_json
from agent.config.loading import EXAMPLE, Loaded
from agent.config.models import Backend
from agent.failure import UsageFailure


def show_schema(name: str) -> None:
    """Print a published shape."""
    from agent.schemas import SHAPES, schema

    if name not in SHAPES:
        raise UsageFailure(f"no schema {name!r}", f"there are: {', '.join(sorted(SHAPES))}")
    print_json(schema(name))


def plugins() -> list[dict[str, str]]:
    """All plug-ins: family, name, what it is."""
    from agent.detect.cause_catalog import load_rules
    from collectors import registry
    from collectors.logs.loader import all_dialects

    rows = [
        {"family": "log", "name": name, "what": _first(sys.modules[dialect.parse.__module__].__doc__)}
        for name, dialect in all_dialects().items()
    ]
    rows += [
        {"family": "gnmi", "name": name, "what": _first(inspect.getmodule(mapping.start).__doc__)}
        for name, mapping in registry.gnmi_mappings().items()
    ]
    rows += [
        {"family": "snapshot", "name": name, "what": item.name} for name, item in registry.snapshot_mappings().items()
    ]
    rows += [
        {"family": "runtime", "name": name, "what": _first(sys.modules[each.__module__].__doc__)}
        for name, each in registry.runtime_mappings().items()
    ]
    rows += [
        {
            "family": "backend",
            "name": name,
            "what": _first(importlib.import_module(f"agent.models.backends.{name}").__doc__),
        }
        for name in get_args(Backend)
    ]
    return rows + [
        {"family": "cause", "name": name, "what": _first(sys.modules[f"agent.detect.causes.{name}"].__doc__)}
        for name in sorted(load_rules())
    ]


def _first(doc: str | None) -> str:
    return (doc or "").strip().partition("\n")[0]


def show_plugins(*, as_json: bool) -> None:
    """Print all plug-ins."""
    rows = plugins()
    if as_json:
        print_json({"schema": 1, "plugins": rows})
        return
    for row in rows:
        out().print(f"{row['family']:9} {row['name']:24} {row['what']}", markup=False)


def show_config(loaded: Loaded, *, as_json: bool) -> None:
    """Print each value in force and where it came from; secrets as stars."""
    rows = list(_values(loaded.config, loaded))
    if as_json:
        print_json({"schema": 1, "file": str(loaded.path) if loaded.path else None, "values": rows})
        return
    for row in rows:
        out().print(f"{row['key']} = {row['value']}  ({row['from']})", markup=False)


def _values(model: Any, loaded: Loaded, prefix: str = "") -> list[dict[str, str]]:
    from agent.config.strict import Secret, Strict

    rows: list[dict[str, str]] = []
    for name in type(model).model_fields:
        key, value = f"{prefix}{name}", getattr(model, name)
        if isinstance(value, Secret):
            rows.append({"key": key, "value": str(value), "from": str(loaded.path)})
        elif isinstance(value, Strict):
            rows += _values(value, loaded, f"{key}.")
        elif isinstance(value, dict) and any(isinstance(each, Strict) for each in value.values()):
            for inner, item in value.items():
                rows += _values(item, loaded, f"{key}.{inner}.")
        else:
            given = key in loaded.given
            rows.append({"key": key, "value": str(value), "from": str(loaded.path) if given else "default"})
    return rows


def show_example() -> None:
    """Print a configuration to start from."""
    sys.stdout.write(EXAMPLE)
