"""`labkeeper plugins`: what the program is made of."""

import importlib
import inspect
import sys
from typing import get_args

from agent.app.console import out, print_json
from agent.cli.command_group import command_app
from agent.cli.options import Json
from agent.config.models import Backend

app = command_app()


@app.command()
def plugins(as_json: Json = False) -> None:
    """List the mappings, engines and cause rules."""
    show_plugins(as_json=as_json)


def all_plugins() -> list[dict[str, str]]:
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
    rows = all_plugins()
    if as_json:
        print_json({"schema": 1, "plugins": rows})
        return
    for row in rows:
        out().print(f"{row['family']:9} {row['name']:24} {row['what']}", markup=False)
