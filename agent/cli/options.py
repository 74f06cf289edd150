"""The options that mean the same everywhere."""

from pathlib import Path
from typing import Annotated

import typer

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
