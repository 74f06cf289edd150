"""`labkeeper config`: each value in force, and an example to start from."""

import sys
from typing import Any

from agent.app.console import out, print_json
from agent.cli.command_group import command_app
from agent.cli.options import ConfigFile, Json
from agent.config.loading import EXAMPLE, Loaded, load
from agent.config.strict import Secret, Strict

app = command_app(no_args_is_help=True, help="Show the configuration in force, or an example.")


@app.command("show")
def config_show(config: ConfigFile = None, as_json: Json = False) -> None:
    """Each value in force, and where it came from."""
    show_config(load(config), as_json=as_json)


@app.command("example")
def config_example() -> None:
    """A configuration to start from."""
    sys.stdout.write(EXAMPLE)


def show_config(loaded: Loaded, *, as_json: bool) -> None:
    """Print each value in force and where it came from; secrets as stars."""
    rows = list(_values(loaded.config, loaded))
    if as_json:
        print_json({"schema": 1, "file": str(loaded.path) if loaded.path else None, "values": rows})
        return
    for row in rows:
        out().print(f"{row['key']} = {row['value']}  ({row['from']})", markup=False)


def _values(model: Any, loaded: Loaded, prefix: str = "") -> list[dict[str, str]]:
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
