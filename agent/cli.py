"""The command line: parses, calls, and turns every end into an exit status (contracts: Commands)."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from agent import __version__

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
bench = typer.Typer(no_args_is_help=True, help="Measure the program itself.")
config_app = typer.Typer(no_args_is_help=True, help="Show the configuration in force, or an example.")
app.add_typer(bench, name="bench")
app.add_typer(config_app, name="config")
models_app = typer.Typer(invoke_without_command=True, help="List the routed models, or pin them to their digests.")
app.add_typer(models_app, name="models")

Json = Annotated[bool, typer.Option("--json", help="Data for machines on stdout.")]
ConfigFile = Annotated[Path | None, typer.Option("--config", metavar="FILE", help="Configuration file.")]
StateDir = Annotated[Path | None, typer.Option("--state-dir", metavar="DIR", help="Where the journal is kept.")]
Narrate = Annotated[bool, typer.Option("--narrate", help="Have reports told by the routed model, checked by code.")]
Out = Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Where reports are written.")]


def _version(value: bool) -> None:
    if value:
        typer.echo(f"labkeeper {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show it.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks and debug messages.")] = False,
) -> None:
    """BGP incidents of Containerlab labs: measured by code, on one machine."""
    if debug:
        os.environ["LABKEEPER_DEBUG"] = "1"


@app.command()
def analyze(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A recording, or a folder of logs.")],
    topology: Annotated[Path | None, typer.Option(metavar="FILE", help="The lab's *.clab.yml.")] = None,
    timezone: Annotated[str | None, typer.Option(metavar="TZ", help="Of log stamps without a zone.")] = None,
    session_log: Annotated[
        list[Path] | None, typer.Option(metavar="FILE", help="What an operator typed: transcript, history, notes.")
    ] = None,
    out: Out = None,
    narrate: Narrate = False,
    config: ConfigFile = None,
    as_json: Json = False,
) -> None:
    """Find the incidents in a recording or in last night's logs."""
    from agent.commands.analyze import run_analyze

    run_analyze(
        folder,
        topology=topology,
        timezone=timezone,
        as_json=as_json,
        out_dir=out,
        config=config,
        session_logs=session_log,
        narrate=narrate,
    )


@app.command()
def demo(out: Out = None) -> None:
    """Run the whole agent on an embedded lab: a link fails, a prefix limit trips."""
    from agent.commands.demo import run_demo

    raise typer.Exit(run_demo(out_dir=out))


@app.command()
def watch(
    record: Annotated[Path | None, typer.Option(metavar="DIR", help="Write a recording, too.")] = None,
    lab: Annotated[str | None, typer.Option(metavar="NAME", help="Only this lab of those that run here.")] = None,
    config: ConfigFile = None,
    state_dir: StateDir = None,
    out: Out = None,
) -> None:
    """Watch the labs that run here, or what the configuration names, until stopped."""
    from agent.commands.watch import run_watch

    raise typer.Exit(run_watch(config=config, state=state_dir, out_dir=out, record=record, lab=lab))


@app.command()
def labs(config: ConfigFile = None, as_json: Json = False) -> None:
    """List the labs that run here, and what can and cannot be watched of each node."""
    from agent.commands.labs import run_labs

    run_labs(config=config, as_json=as_json)


@app.command()
def incidents(
    id_: Annotated[str | None, typer.Argument(metavar="[ID]")] = None,
    lab: Annotated[str | None, typer.Option(metavar="NAME", help="Only those of this lab.")] = None,
    config: ConfigFile = None,
    state_dir: StateDir = None,
    as_json: Json = False,
) -> None:
    """List the incidents that were found while watching."""
    from agent.commands.watch import run_incidents

    run_incidents(id_, config=config, state=state_dir, as_json=as_json, lab=lab)


Recorded = Annotated[Path | None, typer.Option("--recording", metavar="DIR", help="Of a recording, not the store.")]
Since = Annotated[str | None, typer.Option(metavar="TIME", help="From 90m, 8h, 7d ago or a time on.")]
Speak = Annotated[bool, typer.Option("--speak", help="As a voice reads it: no signs, no digits.")]


@app.command()
def digest(
    log: Annotated[list[Path] | None, typer.Option(metavar="FILE", help="What you typed: transcript, history.")] = None,
    since: Since = None,
    recording: Recorded = None,
    out: Out = None,
    config: ConfigFile = None,
    state_dir: StateDir = None,
    as_json: Json = False,
) -> None:
    """Tell a lab session: incidents, what was changed, what is still broken."""
    from agent.commands.digest import Wanted, run_digest

    run_digest(Wanted(config, state_dir, recording, tuple(log or ()), since), out_dir=out, as_json=as_json)


@app.command()
def brief(
    since: Since = None,
    recording: Recorded = None,
    config: ConfigFile = None,
    state_dir: StateDir = None,
    speak: Speak = False,
    as_json: Json = False,
) -> None:
    """Say how things stand in at most six bullets: OK, WARNING, ACTION."""
    from agent.commands.digest import Wanted, run_brief

    run_brief(Wanted(config, state_dir, recording, since=since), as_json=as_json, speak=speak)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(metavar="QUESTION")],
    lane: Annotated[str | None, typer.Option(metavar="LANE", help="voice: sentence by sentence as they come.")] = None,
    recording: Recorded = None,
    config: ConfigFile = None,
    state_dir: StateDir = None,
    speak: Speak = False,
    as_json: Json = False,
) -> None:
    """Answer a question about the lab from measured facts."""
    from agent.commands.digest import DAY_NS, Wanted, run_ask, the_lane

    wanted = Wanted(config, state_dir, recording, back_ns=7 * DAY_NS)
    run_ask(question, wanted, lane=the_lane(lane), as_json=as_json, speak=speak)


@app.command()
def report(
    id_: Annotated[str, typer.Argument(metavar="ID")],
    out: Out = None,
    narrate: Narrate = False,
    config: ConfigFile = None,
    state_dir: StateDir = None,
) -> None:
    """Print an incident's report."""
    from agent.commands.report import run_report

    run_report(id_, out_dir=out, narrate=narrate, config=config, state=state_dir)


@app.command()
def topology(
    request: Annotated[str | None, typer.Argument(metavar="[REQUEST]", help="The lab in words.")] = None,
    check: Annotated[
        Path | None, typer.Option("--check", metavar="FILE", help="Judge this *.clab.yml; exit 0, 3 or 4.")
    ] = None,
    name: Annotated[str | None, typer.Option("--name", metavar="N", help="The lab's name.")] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Where the files are written.")] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Without containerlab and Docker.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Reach beyond the lab's folder is an error.")] = False,
    no_model: Annotated[bool, typer.Option("--no-model", help="Read the request by code alone.")] = False,
    config: ConfigFile = None,
    state_dir: StateDir = None,
    as_json: Json = False,
) -> None:
    """Make a lab from a request, or judge a topology file: nothing is deployed, nothing is changed."""
    from agent.commands.topology import order, run_check, run_topology
    from agent.failure import UsageFailure

    if (request is None) == (check is None):
        hint = 'labkeeper topology "three FRR routers in a ring"'
        raise UsageFailure("say what to make, or name a file to check", hint)
    if check is not None:
        raise typer.Exit(run_check(check, as_json=as_json, offline=offline, strict=strict))
    from agent.commands.words import open_words
    from agent.config import load

    loaded = load(config)
    asked = order(request or "", out_dir=out, name=name, images=loaded.config.topologies.images, offline=offline)
    with open_words(loaded, state_dir, "topology", wanted=not no_model) as speaking:
        raise typer.Exit(run_topology(asked, speaking.words, speaking.model, as_json=as_json))


@app.command()
def script(
    request: Annotated[str | None, typer.Argument(metavar="[REQUEST]", help="The script in words.")] = None,
    check: Annotated[
        Path | None, typer.Option("--check", metavar="FILE", help="Judge this script; exit 0, 3 or 4.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Where the script is written.")] = None,
    topology: Annotated[Path | None, typer.Option(metavar="FILE", help="The lab's *.clab.yml.")] = None,
    allow: Annotated[list[str] | None, typer.Option("--allow", help="Approve what the gate refuses.")] = None,
    yang_dir: Annotated[Path | None, typer.Option("--yang-dir", metavar="DIR", help="Your YANG modules.")] = None,
    target: Annotated[str | None, typer.Option("--target", metavar="NODE", help="Ask this node for the paths.")] = None,
    args: Annotated[str | None, typer.Option("--args", help="The script's arguments in the trial.")] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Without the trial in a sandbox.")] = False,
    no_model: Annotated[bool, typer.Option("--no-model", help="Read the request by code alone.")] = False,
    config: ConfigFile = None,
    state_dir: StateDir = None,
    as_json: Json = False,
) -> None:
    """Write a gNMI or command-line script from a request, or judge a script, trying it in a sandbox."""
    import shlex

    from agent.commands.script import path_source, rules, run_script, run_script_check, script_nodes, script_order
    from agent.config import load
    from agent.failure import UsageFailure

    if (request is None) == (check is None):
        raise UsageFailure(
            "say what to write, or name a script to check", 'labkeeper script "bgp session state of all spines"'
        )
    loaded = load(config)
    paths = path_source(yang_dir, target, loaded.config)
    how = rules(allow or (), paths, offline, shlex.split(args) if args is not None else None)
    if check is not None:
        raise typer.Exit(run_script_check(check, how, as_json=as_json))
    from agent.app import lab_of
    from agent.commands.words import open_words

    drawn = loaded.config if topology is None else loaded.config.model_copy(update={"topology": str(topology)})
    asked = script_order(request or "", script_nodes(drawn, lab_of(drawn)), out, how)
    with open_words(loaded, state_dir, "script", wanted=not no_model) as speaking:
        raise typer.Exit(run_script(asked, speaking.words, speaking.model, as_json=as_json))


@bench.command("codegen")
def bench_codegen(
    model: Annotated[list[str] | None, typer.Option("--model", help="Instead of the routed one; may repeat.")] = None,
    count: Annotated[int | None, typer.Option(min=1, help="Only the first requests.")] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Without containerlab, Docker and sandbox.")] = False,
    config: ConfigFile = None,
    state_dir: StateDir = None,
    as_json: Json = False,
) -> None:
    """Put twenty requests for labs and scripts to the coder model, behind the gates."""
    from agent.commands.codegen import run_codegen
    from agent.config import load

    done = run_codegen(load(config), models=model or (), count=count, offline=offline, state=state_dir, as_json=as_json)
    raise typer.Exit(done)


@app.command()
def drill(
    lab: Annotated[str | None, typer.Argument(metavar="[LAB]", help="A running lab; needed where several run.")] = None,
    faults: Annotated[str | None, typer.Option(metavar="A,B", help="Only these faults.")] = None,
    list_: Annotated[bool, typer.Option("--list", help="List the faults; nothing is touched.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before the lab is touched.")] = False,
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Where the recording is written.")] = None,
    config: ConfigFile = None,
    state_dir: StateDir = None,
    as_json: Json = False,
) -> None:
    """Break a running lab in known ways, watch it be found out, and put it right again."""
    from agent.commands.drill import DrillOptions, list_faults, run_drill

    if list_:
        list_faults(as_json=as_json)
        return
    raise typer.Exit(run_drill(DrillOptions(lab, faults, yes, as_json, out, config, state_dir)))


@app.command()
def verify(
    incident: Annotated[Path, typer.Argument(metavar="INCIDENT.json", help="An incident, or a report's JSON twin.")],
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A file of prose, or - for stdin.")],
    complete: Annotated[bool, typer.Option("--complete", help="What is left out counts, too.")] = False,
    as_json: Json = False,
) -> None:
    """Check anybody's words about an incident against its facts; exit 0 or 3."""
    from agent.commands.verify import run_verify

    raise typer.Exit(run_verify(incident, text, as_json=as_json, complete=complete))


@app.command()
def doctor(config: ConfigFile = None, state_dir: StateDir = None, as_json: Json = False) -> None:
    """What is reachable, what is missing, what to do."""
    from agent.commands.doctor import run_doctor

    run_doctor(config=config, state=state_dir, as_json=as_json)


@app.command()
def calls(
    task: Annotated[str | None, typer.Option(metavar="T", help="Only this task's.")] = None,
    since: Annotated[str | None, typer.Option(metavar="TIME", help="From 90m, 2h, 7d ago or a time on.")] = None,
    config: ConfigFile = None,
    state_dir: StateDir = None,
    as_json: Json = False,
) -> None:
    """List the calls of models: waits, loads, speeds, and how each ended."""
    from agent.commands.calls import run_calls

    run_calls(task=task, since=since, config=config, state=state_dir, as_json=as_json)


@bench.command("lanes")
def bench_lanes(
    seed: Annotated[int, typer.Option(metavar="N", help="Of the workload.")] = 1,
    hours: Annotated[
        float, typer.Option(metavar="H", min=0.25, max=240, help="Of virtual time, for each kind of day.")
    ] = 72,
    as_json: Json = False,
) -> None:
    """Drive the lanes' own scheduler with a mixed workload on a virtual clock."""
    from agent.commands.bench_lanes import run_bench

    raise typer.Exit(run_bench(seed=seed, hours=hours, as_json=as_json))


@app.command()
def route(config: ConfigFile = None, as_json: Json = False) -> None:
    """Show which model words which task, and why."""
    from agent.commands.models import run_route

    run_route(config=config, as_json=as_json)


@models_app.callback()
def models(
    context: typer.Context, config: ConfigFile = None, state_dir: StateDir = None, as_json: Json = False
) -> None:
    """List the routed models: installed, pinned, in memory, remote."""
    from agent.commands.models import run_models

    if context.invoked_subcommand is None:
        run_models(config=config, state=state_dir, as_json=as_json)


@models_app.command("pin")
def models_pin(
    names: Annotated[list[str] | None, typer.Argument(metavar="[MODEL...]")] = None,
    config: ConfigFile = None,
    state_dir: StateDir = None,
) -> None:
    """Pin models to the digests they have now; a changed one is refused until pinned anew."""
    from agent.commands.models import run_pin

    run_pin(names or [], config=config, state=state_dir)


@bench.command("detector")
def bench_detector(
    folders: Annotated[list[Path], typer.Argument(metavar="DIR...", help="Recordings with a truth.json.")],
    as_json: Json = False,
) -> None:
    """Score the detector on recordings that carry a truth."""
    from agent.commands.analyze import run_bench

    raise typer.Exit(run_bench(folders, as_json=as_json))


@bench.command("monitors")
def bench_monitors(
    seed: Annotated[int, typer.Option(metavar="N", help="Other texts with another seed.")] = 1,
    count: Annotated[
        int, typer.Option(metavar="N", help="Faithful texts; a twentieth as many of each operator.")
    ] = 1200,
    show: Annotated[
        str | None, typer.Option(metavar="OPERATOR", help="Show its misses, or 'faithful': alarms.")
    ] = None,
    misses: Annotated[int, typer.Option(metavar="N", help="How many to show.")] = 10,
    as_json: Json = False,
) -> None:
    """Measure the trust monitors on false and on faithful texts about real incidents."""
    from agent.commands.monitors import run_bench_monitors

    raise typer.Exit(run_bench_monitors(seed=seed, count=count, show=show, misses=misses, json_wanted=as_json))


@app.command()
def plugins(as_json: Json = False) -> None:
    """List the mappings, engines and cause rules."""
    from agent.commands.about import show_plugins

    show_plugins(as_json=as_json)


@app.command()
def schema(name: Annotated[str, typer.Argument(metavar="NAME")]) -> None:
    """Print a published JSON Schema."""
    from agent.commands.about import show_schema

    show_schema(name)


@config_app.command("show")
def config_show(config: ConfigFile = None, as_json: Json = False) -> None:
    """Each value in force, and where it came from."""
    from agent.commands.about import show_config
    from agent.config import load

    show_config(load(config), as_json=as_json)


@config_app.command("example")
def config_example() -> None:
    """A configuration to start from."""
    from agent.commands.about import show_example

    show_example()


def main() -> None:
    """Run a command; its end becomes an exit status."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """One call of the program: 0 done, 1 our failure, 2 usage, 130 Ctrl-C, others as commands say."""
    from agent.failure import Failure

    try:
        result = app(arguments, prog_name="labkeeper", standalone_mode=False)
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except typer.Exit as error:
        return error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Failure as error:
        _say(error.what, error.hint)
        return error.status
    except Exception as error:
        show = getattr(error, "show", None)
        if callable(show):  # a usage error of typer's parser, whose class has moved between releases
            show(file=sys.stderr)
            return 2
        if os.environ.get("LABKEEPER_DEBUG"):
            raise
        _say(f"{type(error).__name__}: {error}", "this is a defect of labkeeper; --debug shows where")
        return 1


def _say(what: str, hint: str) -> None:
    sys.stderr.write(f"labkeeper: {what}\n" + (f"  {hint}\n" if hint else ""))


if __name__ == "__main__":
    main()
