"""`labkeeper schema`: the shapes that others may rely on."""

from typing import Annotated

import typer

from agent.app.console import print_json
from agent.cli.command_group import command_app
from agent.failure import UsageFailure
from agent.schemas import SCHEMAS
from agent.schemas import schema as published

app = command_app()


@app.command()
def schema(name: Annotated[str, typer.Argument(metavar="NAME")]) -> None:
    """Print a published JSON Schema."""
    if name not in SCHEMAS:
        raise UsageFailure(f"no schema {name!r}", f"there are: {', '.join(sorted(SCHEMAS))}")
    print_json(published(name))
