"""What the commands share: the program, its groups, and the options that mean the same everywhere."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None)
bench = typer.Typer(no_args_is_help=True, help="Measure the program itself.")
config_app = typer.Typer(no_args_is_help=True, help="Show the configuration in force, or an example.")
models_app = typer.Typer(invoke_without_command=True, help="List the routed models, or pin them to their digests.")
route_app = typer.Typer(invoke_without_command=True, help="Show which model words which task, or change it.")
app.add_typer(bench, name="bench")
app.add_typer(config_app, name="config")
app.add_typer(models_app, name="models")
app.add_typer(route_app, name="route")

Json = Annotated[bool, typer.Option("--json", help="Data for machines on stdout.")]
ConfigFile = Annotated[Path | None, typer.Option("--config", metavar="FILE", help="Configuration file.")]
StateDir = Annotated[Path | None, typer.Option("--state-dir", metavar="DIR", help="Where the journal is kept.")]
Narrate = Annotated[bool, typer.Option("--narrate", help="Have reports told by the routed model, checked by code.")]
Out = Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Where reports are written.")]
Recorded = Annotated[Path | None, typer.Option("--recording", metavar="DIR", help="Of a recording, not the store.")]
LabName = Annotated[
    str | None, typer.Option("--lab", metavar="NAME", help="Of this lab; else the one that was watched last.")
]
Since = Annotated[str | None, typer.Option(metavar="TIME", help="From 90m, 8h, 7d ago or a time on.")]
Speak = Annotated[bool, typer.Option("--speak", help="As a voice reads it: no signs, no digits.")]
