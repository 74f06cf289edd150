"""`labkeeper bench voice`: questions by two voices through ears, names and look-ups; and how soon the answer begins."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Annotated, Any

import typer

from agent.app.console import out, print_json
from agent.bench.voice.echo import EchoResult, echo_results
from agent.bench.voice.latency import ASSUMED, Latency, Spread, Told, latencies, spread
from agent.bench.voice.load import LOADS, lacking
from agent.bench.voice.real_time import InRealTime, in_real_time
from agent.bench.voice.spoken import SETS, SetResult, measure, table
from agent.cli.command_group import command_app
from agent.cli.options import Json
from agent.failure import UsageFailure
from agent.voice import parts
from agent.voice.mouth import open_mouth

app = command_app()

COLUMNS = ("set", "questions", "word error", "right", "asked back", "not heard", "other question", "wrong name")
STAGES: dict[str, Callable[[Told], float]] = {
    "endpoint_s": lambda told: told.stages.endpoint_s,
    "transcription_s": lambda told: told.stages.transcription_s,
    "look_up_s": lambda told: told.stages.look_up_s,
    "first_sentence_s": lambda told: told.stages.first_sentence_s,
    "reading_back_s": lambda told: told.reading_back_s,
    "synthesis_s": lambda told: told.stages.synthesis_s,
    "first_audio_s": lambda told: told.stages.first_audio_s,
}
IN_REAL_TIME = {"idle": "idle", "cores": "busy", "model": "busy"}
"""The loads of real time, with the aims that they are held to."""

ROOM_COLUMNS = ("room", "echo weaker", "answers", "cut by itself", "cut by a person", "then right", "asked back",
                "not heard", "other question", "wrong name")  # fmt: skip
AIMS = (("busy", "p50", 1.5), ("busy", "p95", 2.5), ("idle", "p50", 1.0))
ASKED_BACK = {"piper": 0.2, "flite": 0.35}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is measured: `count` questions a set, `timed` of them in real time under each load, `echoed` over an answer
    in each room."""

    seed: int
    count: int
    ears: str
    sets: tuple[str, ...]
    timed: int
    echoed: int


@dataclass(frozen=True, slots=True)
class Measured:
    """All that was measured."""

    sets: tuple[SetResult, ...]
    latency: tuple[Latency, ...]
    in_real_time: tuple[InRealTime, ...]
    rooms: tuple[EchoResult, ...]


@app.command()
def bench_voice(
    seed: Annotated[int, typer.Option(metavar="N", help="Of the lab and its questions.")] = 1,
    count: Annotated[int, typer.Option(metavar="N", min=1, help="Questions a set.")] = 100,
    ears: Annotated[str, typer.Option("--ears", metavar="MODEL", help="tiny.en, base, or a folder.")] = "tiny.en",
    sets: Annotated[list[str] | None, typer.Option("--set", metavar="SET", help="Only this one; may repeat.")] = None,
    timed: Annotated[int, typer.Option("--timed", metavar="N", min=0, help="Questions in real time a load.")] = 12,
    echoed: Annotated[int, typer.Option("--echoed", metavar="N", min=0, help="Questions over an answer a room.")] = 6,
    as_json: Json = False,
) -> None:
    """Put seeded questions by two voices, clean and in noise, to the voice lane: right, asked back, wrong; how soon."""
    raise typer.Exit(run_bench(Wanted(seed, count, ears, tuple(sets or SETS), timed, echoed), as_json=as_json))


def run_bench(wanted: Wanted, *, as_json: bool) -> int:
    """Measure, show, and hold to the aims; 1 where one is not met."""
    unknown = [name for name in wanted.sets if name not in SETS]
    if unknown:
        raise UsageFailure(f"--set {unknown[0]}: there are {', '.join(SETS)}")
    parts.need("bench voice", *parts.EARS, *parts.PIPER, parts.FLITE)
    results = tuple(measure(wanted.seed, wanted.count, wanted.ears, wanted.sets))
    first = next((item for item in results if item.told), None)
    found = latencies(first.told, wanted.seed) if first else ()
    loads = [name for name in LOADS if not lacking(name)] if wanted.timed else []
    asking, asked = table(wanted.seed, max(wanted.timed, 2 * wanted.echoed), wanted.ears)
    timed = tuple(in_real_time(asking, asked[: wanted.timed], loads))
    echoed = asked[: 2 * wanted.echoed] if not parts.missing(parts.ECHO) else []
    rooms = tuple(echo_results(asking, echoed, open_mouth("flite"))) if echoed else ()
    measured = Measured(results, found, timed, rooms)
    aims = list(_aims(measured))
    if as_json:
        print_json(_json(wanted, measured, aims))
    else:
        _show(wanted, measured, aims)
    return 0 if all(met for _, met in aims) else 1


def _aims(measured: Measured) -> Iterator[tuple[str, bool]]:
    for item in measured.sets:
        yield f"{item.name}: no wrong name: {item.wrong_name}", item.wrong_name == 0
        yield f"{item.name}: no other question: {item.other_question}", item.other_question == 0
        limit = ASKED_BACK.get(item.name)
        if limit is not None:
            share = (item.asked_back + item.not_heard) / item.count
            yield f"{item.name}: asked back {share:.0%} (aim {limit:.0%})", share <= limit
    spreads = [(item.load, item.load, item.first_sound) for item in measured.latency]
    spreads += [
        (IN_REAL_TIME[item.load], f"real time, {item.load}", item.first_sound) for item in measured.in_real_time
    ]
    for load, at, limit in AIMS:
        for kind, name, found in spreads:
            if kind == load:
                value = getattr(found, at)
                yield f"{name}: last word to first sound, {at}: {value:.2f} s (aim {limit:g} s)", value <= limit


def _json(wanted: Wanted, measured: Measured, aims: list[tuple[str, bool]]) -> dict[str, Any]:
    return {
        "schema": 1,
        "seed": wanted.seed,
        "ears": wanted.ears,
        "sets": [
            {**{key: value for key, value in asdict(item).items() if key != "told"},
             "seconds": {name: asdict(_spread(item, name)) for name in STAGES if item.told}}
            for item in measured.sets
        ],
        "latency": [asdict(item) for item in measured.latency],
        "in_real_time": [asdict(item) for item in measured.in_real_time],
        "rooms": [asdict(item) for item in measured.rooms],
        "aims": [{"what": what, "met": met} for what, met in aims],
        "assumed": list(ASSUMED),
    }  # fmt: skip


def _spread(item: SetResult, stage: str) -> Spread:
    return spread(STAGES[stage](each) for each in item.told)


def _show(wanted: Wanted, measured: Measured, aims: list[tuple[str, bool]]) -> None:
    from rich.table import Table

    console = out()
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in COLUMNS:
        table.add_column(name, justify="left" if name == "set" else "right")
    for item in measured.sets:
        table.add_row(item.name, str(item.count), f"{item.word_error:.1%}", str(item.right), str(item.asked_back),
                      str(item.not_heard), str(item.other_question), str(item.wrong_name))  # fmt: skip
    console.print(table)
    _show_stages(wanted, measured.sets)
    for latency in measured.latency:
        console.print(_latency(latency), markup=False)
    for timed in measured.in_real_time:
        console.print(_timed(timed), markup=False)
    if measured.rooms:
        _show_rooms(measured.rooms)
    for what, met in aims:
        console.print(f"{'ok  ' if met else 'FAIL'} {what}", markup=False)
    for line in ASSUMED:
        console.print(f"assumed: {line}", markup=False)
    for item in measured.sets:
        for line in item.misheard:
            console.print(f"{item.name}: {line}", markup=False)


def _show_stages(wanted: Wanted, sets: tuple[SetResult, ...]) -> None:
    from rich.table import Table

    console = out()
    heading = f"Whisper {wanted.ears}, seed {wanted.seed}; CPU seconds of one thread here, p50 / p95:"
    console.print(heading, markup=False)
    some = [item for item in sets if item.told]
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("stage")
    for item in some:
        table.add_column(item.name, justify="right")
    for name in STAGES:
        spreads = [_spread(item, name) for item in some]
        table.add_row(name.removesuffix("_s").replace("_", " "), *(f"{s.p50:.3f} / {s.p95:.3f}" for s in spreads))
    console.print(table)


def _show_rooms(rooms: tuple[EchoResult, ...]) -> None:
    from rich.table import Table

    table_ = Table(box=None, pad_edge=False, header_style="bold")
    for name in ROOM_COLUMNS:
        table_.add_column(name, justify="left" if name == "room" else "right")
    for item in rooms:
        counts = (item.count, item.cut_by_itself, item.cut, item.right, item.asked_back, item.not_heard,
                  item.other_question, item.wrong_name)  # fmt: skip
        table_.add_row(item.room, f"{item.weaker_db:.0f} dB", *map(str, counts))
    out().print(table_)


def _timed(item: InRealTime) -> str:
    found = item.first_sound
    unheard = f", {item.unheard} got none" if item.unheard else ""
    return (
        f"  in real time, {item.load}: last word to first sound {found.p50:.2f} / {found.p95:.2f} s "
        f"({item.count} questions{unheard}; {item.beside})"
    )


def _latency(item: Latency) -> str:
    first, later, model = item.first_sound, item.later_ready, item.by_model
    return (
        f"  on the virtual clock, {item.load}: last word to first sound {first.p50:.2f} / {first.p95:.2f} s; "
        f"the model's second sentence is ready after {later.p50:.2f} / {later.p95:.2f} s, {item.in_time:.0%} of them "
        f"before the first is over; were the first the model's, too: {model.p50:.2f} / {model.p95:.2f} s; "
        f"a background call still ran at {item.busy:.0%} of the ends"
    )
