"""A result in words: a first screen that says who is better at what, then everything that it rests on. Pure.

The first screen fits a terminal of 80 columns and is Markdown as it stands.
"""

import math
from collections.abc import Sequence
from string import ascii_uppercase

from agent.bench.models.comparison import Verdict, verdict
from agent.bench.models.fingerprint import Fingerprint
from agent.bench.models.kind_section import NAME, section
from agent.bench.models.measures import Cell, Figures, Speed
from agent.bench.models.proposal import Proposal
from agent.bench.models.result import Result
from agent.bench.models.tables import interval, percent, shortened, table

GB = 1e9
SHOWN = 4
"""So many models have their intervals on the first screen."""

BUSY = 1.5
"""A load above so many times the number of cores slows a model down."""

FOUR_GB = 4 * 1024**3


def letters(arms: Sequence[str]) -> dict[str, str]:
    """A letter for each model, as narrow tables name it."""
    return {arm: ascii_uppercase[k] if k < 26 else f"M{k}" for k, arm in enumerate(arms)}


def first_screen(result: Result, proposal: Proposal | None) -> str:
    """What a person wants to know, in some twenty lines."""
    figures, print_ = result.figures, result.head.fingerprint
    named = letters(figures.arms)
    parts = [
        f"# Models measured on {result.head.started_at:%Y-%m-%d}",
        _counted(result),
        _models(figures, print_, named),
        _scores(figures, named),
        f"Score in percent with its 95 % interval. {_sight(figures)}",
        _busy(result),
    ]
    if result.head.plan.experiment is not None:
        parts.insert(1, f"**{result.head.plan.experiment.question}**")
    if proposal is not None:
        parts.append(_proposed(proposal, result))
    return "\n\n".join(part for part in parts if part) + "\n"


def _busy(result: Result) -> str:
    """A warning, where others had the machine, too: then the speeds are not its own."""
    load, cores = result.figures.busiest(), result.head.fingerprint.get("machine", {}).get("cores") or 1
    if load <= BUSY * cores:
        return ""
    share = result.figures.core_share()
    had = f"; calls had {percent(share)} of a core" if share is not None else ""
    return f"The machine was busy (load up to {load:.0f} on {cores} cores{had}):\nspeeds are lower than its own."


def _counted(result: Result) -> str:
    figures = result.figures
    ends = [row["end"] for row in figures.trials]
    broken = sum(end not in ("scored", "could_not_run", "defect") for end in ends)
    left_out = sum(end in ("could_not_run", "defect") for end in ends)
    tasks = len({(row["kind"], row["task"]) for row in figures.trials if row["kind"] != "speed"})
    kinds, rounds = _some(len(figures.kinds), "kind"), _some(figures.rounds, "round")
    said = f"{_some(tasks, 'task')} of {kinds} in {rounds}: {_some(len(ends), 'trial')}"
    return f"{said}, {broken} without an answer, {left_out} left out\n({machine_line(result.head.fingerprint)})."


def _some(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def machine_line(print_: Fingerprint) -> str:
    """The machine in a few words."""
    machine = print_.get("machine", {})
    cards = ", ".join(machine.get("cards") or ()) or "no card"
    cpu = shortened(" ".join(str(machine.get("cpu", "unknown CPU")).split()), 30)
    return f"{cpu}, {machine.get('cores')} cores, {machine.get('ram_gib')} GiB, {cards}"


def _models(figures: Figures, print_: Fingerprint, named: dict[str, str]) -> str:
    rows = []
    for arm, letter in named.items():
        if figures.absent(arm):
            rows.append([letter, shortened(arm, NAME), "not here", "", "", "", ""])
            continue
        speed, model = figures.speed(arm), print_.get("models", {}).get(arm, {})
        rows.append(
            [
                letter,
                shortened(arm, NAME),
                model.get("quantisation") or "?",
                _number(speed.size, GB, 2),
                percent(speed.on_card) if speed.on_card is not None else "?",
                _number(speed.first_s, 1, 1),
                _number(speed.decode, 1, 0),
            ]
        )
    return table(["", "model", "weights", "GB", "card", "1st s", "tok/s"], rows, right=(3, 4, 5, 6))


def _scores(figures: Figures, named: dict[str, str]) -> str:
    arms = [arm for arm in figures.arms if not figures.absent(arm)]
    full = len(arms) <= SHOWN
    rows = []
    for kind in figures.kinds:
        found = verdict(figures, [kind])
        cells = {cell.arm: cell for cell in found.cells}
        rows.append([kind, *(_score(cells.get(arm), full) for arm in arms), _better(found, named)])
    return table(["task", *(named[arm] for arm in arms), "better"], rows, right=range(1, 1 + len(arms)))


def _score(cell: Cell | None, full: bool) -> str:
    if cell is None:
        return "-"
    value = f"{cell.score.value * 100:.0f}"
    return f"{value} ({interval(cell.score)})" if full else value


def _better(found: Verdict, named: dict[str, str]) -> str:
    """Who is better, than whom, in the fewest words."""
    if found.best is None:
        return "nothing was scored"
    if len(found.cells) < 2:
        return "only one measured"
    worse = [pair.other for pair in found.pairs if pair.better == found.best.arm and pair.seen]
    if found.winner:
        p = max(pair.p for pair in found.pairs if pair.better == found.winner)
        return f"{named[found.winner]} (p {p:.2g})"
    if worse:
        equal = [cell.arm for cell in found.cells if cell.arm not in worse]
        return f"{'/'.join(named[arm] for arm in equal)} over {', '.join(named[arm] for arm in worse)}"
    return "none seen"


def _sight(figures: Figures) -> str:
    """What differences the run can see."""
    found = {kind: verdict(figures, [kind]).sees for kind in figures.kinds}
    known = [each for each in found.values() if math.isfinite(each)]
    if not known:
        return "Too few tasks, or too\nuneven answers, to see any difference: six tasks of a kind are the least."
    blind = [kind for kind, each in found.items() if not math.isfinite(each)]
    low, high = min(known) * 100, max(known) * 100
    span = f"{low:.0f} points" if round(low) == round(high) else f"{low:.0f} to {high:.0f} points"
    none = f";\nin {', '.join(blind)} it sees none" if blind else ""
    return f"This run can see differences\nof {span} (four times in five), smaller ones go unseen{none}."


def _proposed(proposal: Proposal, result: Result) -> str:
    changed = [change for change in proposal.changes if change.changed]
    if not changed:
        return "Proposed: the routing table stays as it is (reasons below)."
    said = ", ".join(change.task for change in changed)
    return (
        f"Proposed: another model for {said}.\nThis shows the change and asks: labkeeper route apply\n{result.folder}"
    )


def whole(result: Result, proposal: Proposal | None, plots: Sequence[tuple[str, str]] = ()) -> str:
    """The report: the first screen, then what it rests on. `plots` are titles and files beside the report."""
    figures = result.figures
    named = letters(figures.arms)
    parts = [first_screen(result, proposal).rstrip()]
    parts += [f"![{title}]({file})" for title, file in plots]
    parts += ["## Each kind of task", *(section(figures, kind) for kind in figures.kinds)]
    parts += ["## Speed and memory", _speeds(figures, named), _fits(figures, result.head.fingerprint)]
    if proposal is not None:
        parts += ["## Proposed routing", _changes(proposal), _eliminated(proposal)]
    if result.head.plan.experiment is not None:
        parts += ["## How to read this experiment", result.head.plan.experiment.read.strip()]
    parts += ["## The machine while it ran", _heat(figures)]
    parts += ["## Fingerprint", _fingerprint(result.head.fingerprint), READING]
    return "\n\n".join(part for part in parts if part) + "\n"


READING = """\
How to read it: *first* is the share of tasks that the first answer passes, *after* with the repairs that the task
allows, *every* the chance that one task passes in every round (pass^k). Scores are code's: gates, demands, and the
reading that decides what is published. Tasks of one incident or lab are one cluster; intervals are Wilson's at the size
that the clusters leave, or cluster-robust by Student's t. *p* is a paired permutation test over clusters, *corrected*
for the pairs of models (Holm); *McNemar* is exact, over clusters that only one of the two passes. "None seen" is a
result: the difference, if there is one, is probably smaller than what the run *sees*. What could not run says nothing
of a model and is left out; what a model did not answer counts as failed. *False* counts sentences that say what is not
so, and labs or look-ups that are other ones than were asked for."""


def _speeds(figures: Figures, named: dict[str, str]) -> str:
    rows = []
    for arm in named:
        if figures.absent(arm):
            continue
        speed = figures.speed(arm)
        rows.append(
            [
                shortened(arm, NAME),
                _number(speed.load_s, 1, 1),
                _number(speed.first_s, 1, 2),
                _number(speed.prefill, 1, 0),
                _number(speed.decode, 1, 1),
                _number(figures.throughput(arm, "voice"), 1, 1),
                _number(figures.throughput(arm, "background"), 1, 1),
                _number(speed.vram, GB, 2),
                _number(_off(speed), GB, 2),
                _number(speed.process, GB, 2),
                f"{speed.context} of {speed.num_ctx}" if speed.num_ctx else "-",
            ]
        )
    head = [
        "model", "load s", "first token s", "prefill tok/s", "decode tok/s", "in voice", "in background", "on card GB",
        "off it GB", "this process GB", "context",
    ]  # fmt: skip
    return table(head, rows, right=range(1, len(head)))


def _off(speed: Speed) -> int | None:
    return speed.size - speed.vram if speed.size is not None and speed.vram is not None else None


def _fits(figures: Figures, print_: Fingerprint) -> str:
    """What fits into 4 GB, and at what speed."""
    rows = []
    for arm in figures.arms:
        speed = figures.speed(arm)
        if speed.size is None:
            continue
        fits = "fits" if speed.size < FOUR_GB else "does not fit"
        share = percent(speed.on_card) if speed.on_card is not None else "?"
        rows.append([shortened(arm, NAME), f"{speed.size / GB:.2f}", fits, share, _number(speed.decode, 1, 1)])
    cards = print_.get("machine", {}).get("cards") or ()
    said = (
        "" if cards else "\n\nThere was no card here: everything ran on the CPU, and nothing is said of a card's speed."
    )
    if not rows:
        return said.strip()
    head = ["model", "GB in memory", "into 4 GB", "on the card", "decode tok/s"]
    return "The 4-GB line:\n\n" + table(head, rows, right=(1, 3, 4)) + said


def _changes(proposal: Proposal) -> str:
    rows = [
        [
            change.task,
            change.before.model,
            change.after.model if change.changed else "stays",
            change.after.why if change.changed else _kept(change.eliminated, change.before.model),
        ]
        for change in proposal.changes
    ]
    return table(["task", "in force", "proposed", "why"], rows)


def _kept(eliminated: object, model: str) -> str:
    reasons = eliminated if isinstance(eliminated, dict) else {}
    if not reasons:
        return "not measured"
    if model in reasons:
        return f"itself: {reasons[model]}; nothing better was seen"
    return "no other model was seen to be better"


def _eliminated(proposal: Proposal) -> str:
    lines = [
        f"- {change.task}: {arm}: {why}"
        for change in proposal.changes
        for arm, why in sorted(change.eliminated.items())
    ]
    return "Without the slot, and why:\n\n" + "\n".join(lines) if lines else ""


def _heat(figures: Figures) -> str:
    names = {"card_c": "card °C", "card_mhz": "card MHz", "card_w": "card W", "cpu_c": "CPU °C", "cpu_mhz": "CPU MHz",
             "load": "load"}  # fmt: skip
    rows = []
    looks = [row for row in figures.rows if row["row"] == "machine"]
    for round_ in sorted({row["round"] for row in looks}):
        mine = [row for row in looks if row["round"] == round_]
        cells = [_span([row[name] for row in mine if name in row]) for name in names]
        rows.append([str(round_ + 1), *(_ends(mine, name) or cell for name, cell in zip(names, cells, strict=True))])
    return table(["round", *names.values()], rows, right=range(1, 1 + len(names)))


def _ends(looks: Sequence[dict[str, object]], name: str) -> str:
    """The value as the round began, at its highest, and at its end."""
    values = [float(str(row[name])) for row in looks if name in row]
    return f"{values[0]:.0f}, up to {max(values):.0f}, {values[-1]:.0f}" if values else ""


def _span(values: Sequence[float]) -> str:
    return f"{min(values):.0f}–{max(values):.0f}" if values else "-"


def _fingerprint(print_: Fingerprint) -> str:
    machine = print_.get("machine", {})
    rows = [["labkeeper", str(print_.get("labkeeper"))], ["tasks", str(print_.get("tasks"))]]
    rows += [["prompts", str(print_.get("prompts"))], ["scoring", str(print_.get("scoring"))]]
    rows += [["gates", str(print_.get("gates"))]]
    for arm, model in print_.get("models", {}).items():
        said = f"{model.get('digest')} {model.get('quantisation', '')} {print_.get('engines', {}).get(arm, '')}"
        rows.append([arm, said])
    rows += [[key, ", ".join(value) if isinstance(value, list) else str(value)] for key, value in machine.items()]
    return table(["part", "what"], rows)


def _number(value: float | None, unit: float, digits: int) -> str:
    return "-" if value is None else f"{value / unit:.{digits}f}"
