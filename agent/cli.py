"""The command line (typer)."""

import json
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.callback()
def root() -> None:
    """BGP incidents of Containerlab labs, measured by code."""


@app.command()
def analyze(folder: Path, as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Find the incidents in a recording or a folder of logs."""
    from agent.analysis import analyze as run
    from agent.core.incident import analysis_json

    print(json.dumps(analysis_json(run(folder)), indent=None if as_json else 1))


def main() -> None:
    """Entry point."""
    app()
