"""Questions by voice, and their bench."""

from pathlib import Path
from typing import Annotated

import typer

from agent.cli.options import ConfigFile, Json, LabName, Recorded, StateDir, app, bench


@app.command()
def voice(
    wav: Annotated[Path | None, typer.Option("--wav", metavar="FILE", help="Questions from a WAV file.")] = None,
    text: Annotated[list[str] | None, typer.Option("--text", metavar="QUESTION", help="Typed; may repeat.")] = None,
    folder: Annotated[Path | None, typer.Option("--folder", metavar="DIR", help="Answer each WAV put there.")] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="The answers as a WAV file.")] = None,
    mode: Annotated[str | None, typer.Option("--mode", metavar="MODE", help="push (a key) or activity.")] = None,
    speaker: Annotated[str | None, typer.Option("--voice", metavar="NAME", help="piper, espeak-ng or flite.")] = None,
    announce: Annotated[str | None, typer.Option("--announce", metavar="WHICH", help="off, action or all.")] = None,
    recording: Recorded = None,
    lab: LabName = None,
    config: ConfigFile = None,
    state_dir: StateDir = None,
    as_json: Json = False,
) -> None:
    """Answer spoken questions about the lab by voice, from measured facts; read-only."""
    from agent.commands.digest import DAY_NS, Wanted
    from agent.commands.voice import VoiceCall, run_voice

    wanted = Wanted(config, state_dir, recording, lab=lab, back_ns=7 * DAY_NS)
    run_voice(wanted, VoiceCall(wav, tuple(text or ()), folder, out, mode, speaker, announce, as_json))


@bench.command("voice")
def bench_voice(
    seed: Annotated[int, typer.Option(metavar="N", help="Of the lab and its questions.")] = 1,
    count: Annotated[int, typer.Option(metavar="N", min=1, help="Questions a set.")] = 100,
    ears: Annotated[str, typer.Option("--ears", metavar="MODEL", help="tiny.en, base, or a folder.")] = "tiny.en",
    sets: Annotated[list[str] | None, typer.Option("--set", metavar="SET", help="Only this one; may repeat.")] = None,
    as_json: Json = False,
) -> None:
    """Seeded questions by two voices, clean and in noise: heard, right, asked back, silently wrong; how soon."""
    from agent.commands.bench_voice import run_bench

    raise typer.Exit(run_bench(seed=seed, count=count, ears=ears, sets=tuple(sets or ()), as_json=as_json))
