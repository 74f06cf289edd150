"""`labkeeper plugins`: what the program is made of, and what installed packages add to it."""

import sys
import warnings
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from rich.table import Table
from rich.text import Text

from agent.app.console import out, print_json
from agent.app.plugin_document import PluginRow, RefusedRow, plugins_json
from agent.cli.command_group import command_app
from agent.cli.options import Json
from clab.cleaning import clean
from clab.plugins import PREFIX, Family, Place, Plugin, PluginWarning, entry_point_groups

app = command_app()


@app.command()
def plugins(as_json: Json = False) -> None:
    """List dialects, kinds, mappings, engines, causes and faults, and where each comes from."""
    show_plugins(as_json=as_json)


class Listed(NamedTuple):
    """A family under its short name, and what is said of a member."""

    name: str
    family: Family[Any]
    what: Callable[[Plugin[Any]], str]


def families() -> tuple[Listed, ...]:
    """All families of plug-ins."""
    from agent.detect.cause_catalog import CAUSES
    from agent.drill.fault import FAULTS
    from agent.models.backends import BACKENDS
    from clab.kinds.table import KINDS
    from collectors import registry
    from collectors.logs.loader import DIALECTS, PEELS

    return (
        Listed("log", DIALECTS, _of_its_file),
        Listed("peel", PEELS, _of_its_file),
        Listed("gnmi", registry.GNMI, _of_its_file),
        Listed("snapshot", registry.SNAPSHOTS, lambda plugin: str(plugin.value.name)),
        Listed("runtime", registry.RUNTIME, _of_its_file),
        Listed("kind", KINDS, lambda plugin: str(plugin.value.title)),
        Listed("backend", BACKENDS, _of_its_file),
        Listed("cause", CAUSES, lambda plugin: str(plugin.value.text.meaning)),
        Listed("fault", FAULTS, lambda plugin: str(plugin.value.what)),
    )


def _of_its_file(plugin: Plugin[Any]) -> str:
    """The first line of the docstring of a plug-in's module."""
    module = sys.modules.get(plugin.place.module.partition(":")[0])
    return ((module.__doc__ if module else "") or "").strip().partition("\n")[0]


def all_plugins() -> tuple[list[PluginRow], list[RefusedRow]]:
    """All plug-ins: family, name, what it is, where it comes from; and those that were left out, with the reason."""
    found: list[PluginRow] = []
    refused: list[RefusedRow] = []
    listed = families()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PluginWarning)  # said in the answer
        for name, family, what in listed:
            loaded = family.loaded
            for plugin in sorted(loaded.plugins, key=lambda item: item.name):
                told = what(plugin) or plugin.place.module
                found.append({"family": name, "name": plugin.name, "what": told, "from": plugin.place.origin})
            refused += [_refused(name, item.place, item.why) for item in loaded.refused]
    groups = {family.group for _, family, _ in listed}
    return found, [*refused, *_without_family(groups)]


def _without_family(groups: set[str]) -> Iterator[RefusedRow]:
    """Entry points of groups that nobody reads: a misspelled one would else be lost in silence."""
    for group, points in entry_point_groups().items():
        if group not in groups:
            why = f"there is no group {PREFIX}{group}; there are {', '.join(PREFIX + item for item in sorted(groups))}"
            yield from (_refused(group, place, why) for place, _ in points)


def _refused(family: str, place: Place, why: str) -> RefusedRow:
    return {"family": family, "name": place.short, "place": place.module, "from": place.origin, "why": why}


def show_plugins(*, as_json: bool) -> None:
    """Print all plug-ins."""
    found, refused = all_plugins()
    if as_json:
        print_json(plugins_json(found, refused))
        return
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 1, 0, 0))
    for name in ("family", "name"):
        table.add_column(name, no_wrap=True)
    for row in found:
        origin = "" if row["from"] == "built in" else f"  [{row['from']}]"
        table.add_row(*(Text(clean(text)) for text in (row["family"], row["name"], row["what"] + origin)))
    out().print(table)
    for lack in refused:
        line = f"LEFT OUT  {lack['family']} {lack['name']} ({lack['place']}) [{lack['from']}]: {lack['why']}"
        out().print(line, markup=False, soft_wrap=True)
