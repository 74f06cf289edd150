"""What plug-ins there are, as published (`plugins --json`). `from`: `built in`, or a package's name and version."""

from typing import Any, Literal

from typing_extensions import TypedDict

from agent.documents import Document, publish

PluginRow = TypedDict("PluginRow", {"family": str, "name": str, "what": str, "from": str})
RefusedRow = TypedDict("RefusedRow", {"family": str, "name": str, "place": str, "from": str, "why": str})


class PluginsDocument(Document):
    """The answer of `plugins --json`."""

    schema: Literal[1]
    plugins: list[PluginRow]
    refused: list[RefusedRow]


def plugins_json(found: list[PluginRow], refused: list[RefusedRow]) -> dict[str, Any]:
    """All plug-ins, and those that were left out."""
    return publish(PluginsDocument, PluginsDocument(schema=1, plugins=found, refused=refused))
