"""`labkeeper bench voice`: questions by two voices through ears, names and look-ups; and how soon the answer begins."""

from dataclasses import asdict
from typing import Annotated, Any

import typer

from agent.app.console import out, print_json
from agent.bench.voice.latency import ASSUMED, Latency, Spread, latencies
from agent.bench.voice.spoken import SETS, SetResult, measure
from agent.cli.command_group import command_app
from agent.cli.options import Json
from agent.failure import UsageFailure
from agent.voice import parts

app = command_app()

COLUMNS = ("set", "questions", "word error", "right", "asked back", "not heard", "other question", "wrong name")
STAGES = ("endpoint_s", "transcription_s", "look_up_s", "synthesis_s", "first_audio_s")
AIMS = (("busy", "p50", 1.5), ("busy", "p95", 2.5), ("idle", "p50", 1.0))
ASKED_BACK = {"piper": 0.2, "flite": 0.35}


@app.command()
def bench_voice(
    seed: Annotated[int, typer.Option(metavar="N", help="Of the lab and its questions.")] = 1,
    count: Annotated[int, typer.Option(metavar="N", min=1, help="Questions a set.")] = 100,
    ears: Annotated[str, typer.Option("--ears", metavar="MODEL", help="tiny.en, base, or a folder.")] = "tiny.en",
    sets: Annotated[list[str] | None, typer.Option("--set", metavar="SET", help="Only this one; may repeat.")] = None,
    as_json: Json = False,
) -> None:
    """Put seeded questions by two voices, clean and in noise, to the voice lane: right, asked back, wrong; how soon."""
    raise typer.Exit(run_bench(seed=seed, count=count, ears=ears, sets=tuple(sets or SETS), as_json=as_json))


def run_bench(*, seed: int, count: int, ears: str, sets: tuple[str, ...], as_json: bool) -> int:
    """Measure, show, and hold to the aims; 1 where one is not met."""
    unknown = [name for name in sets if name not in SETS]
    if unknown:
        raise UsageFailure(f"--set {unknown[0]}: there are {', '.join(SETS)}")
    parts.need("bench voice", *parts.EARS, *parts.PIPER, parts.FLITE)
    results = list(measure(seed, count, ears, sets))
    first = next((item for item in results if item.stages), None)
    found = latencies(first.stages, first.first_sentences_s, seed) if first else ()
    aims = list(_aims(results, found))
    if as_json:
        print_json(_json(seed, ears, results, found, aims))
    else:
        _show(seed, ears, results, found, aims)
    return 0 if all(met for _, met in aims) else 1


def _aims(results: list[SetResult], found: tuple[Latency, ...]) -> list[tuple[str, bool]]:
    aims = [(f"{item.name}: no wrong name: {item.wrong_name}", item.wrong_name == 0) for item in results]
    for item in results:
        limit = ASKED_BACK.get(item.name)
        if limit is not None:
            share = (item.asked_back + item.not_heard) / item.count
            aims.append((f"{item.name}: asked back {share:.0%} (aim {limit:.0%})", share <= limit))
    for load, at, limit in AIMS:
        for latency in found:
            if latency.load == load:
                value = getattr(latency.first_sound, at)
                aims.append(
                    (f"{load}: last word to first sound, {at}: {value:.2f} s (aim {limit:g} s)", value <= limit)
                )
    return aims


def _json(
    seed: int, ears: str, results: list[SetResult], found: tuple[Latency, ...], aims: list[tuple[str, bool]]
) -> dict[str, Any]:
    return {
        "schema": 1,
        "seed": seed,
        "ears": ears,
        "sets": [
            {**{key: value for key, value in asdict(item).items() if key not in ("stages", "first_sentences_s")},
             "seconds": {name: asdict(_spread(item, name)) for name in STAGES if item.stages}}
            for item in results
        ],
        "latency": [asdict(item) for item in found],
        "aims": [{"what": what, "met": met} for what, met in aims],
        "assumed": list(ASSUMED),
    }  # fmt: skip


def _spread(item: SetResult, stage: str) -> Spread:
    values = sorted(getattr(each, stage) for each in item.stages)
    return Spread(values[len(values) // 2], values[min(int(0.95 * len(values)), len(values) - 1)])


def _show(
    seed: int, ears: str, results: list[SetResult], found: tuple[Latency, ...], aims: list[tuple[str, bool]]
) -> None:
    from rich.table import Table

    console = out()
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in COLUMNS:
        table.add_column(name, justify="left" if name == "set" else "right")
    for item in results:
        table.add_row(item.name, str(item.count), f"{item.word_error:.1%}", str(item.right), str(item.asked_back),
                      str(item.not_heard), str(item.other_question), str(item.wrong_name))  # fmt: skip
    console.print(table)
    console.print(f"Whisper {ears}, seed {seed}; CPU seconds of one thread here, p50 / p95:", markup=False)
    for item in results:
        if item.stages:
            spreads = [(name, _spread(item, name)) for name in STAGES]
            told = ", ".join(
                f"{name.removesuffix('_s').replace('_', ' ')} {s.p50:.2f} / {s.p95:.2f}" for name, s in spreads
            )
            console.print(f"  {item.name}: {told}", markup=False)
    for latency in found:
        console.print(_latency(latency), markup=False)
    for what, met in aims:
        console.print(f"{'ok  ' if met else 'FAIL'} {what}", markup=False)
    for line in ASSUMED:
        console.print(f"assumed: {line}", markup=False)
    for item in results:
        for line in item.misheard:
            console.print(f"{item.name}: {line}", markup=False)


def _latency(item: Latency) -> str:
    first, later, model = item.first_sound, item.later_ready, item.by_model
    return (
        f"  on the virtual clock, {item.load}: last word to first sound {first.p50:.2f} / {first.p95:.2f} s; "
        f"the model's second sentence is ready after {later.p50:.2f} / {later.p95:.2f} s, {item.in_time:.0%} of them "
        f"before the first is over; were the first the model's, too: {model.p50:.2f} / {model.p95:.2f} s; "
        f"a background call still ran at {item.busy:.0%} of the ends"
    )
