"""What a script's rows hold, which of them are printed, and how: worked out of an intent for the templates. Pure."""

from collections.abc import Sequence

from agent.gates.script.intent import LeafTest, ScriptIntent
from agent.gates.script.request.columns import LEAVES as COLUMNS
from agent.gates.script.request.conditions import leaves_of
from agent.tasks.script_columns import (
    AGES,
    NAMES,
    SCALED,
    by_instance,
    columns_of_all,
    halves,
    is_across,
    known_by,
    rank,
)
from agent.tasks.script_leaves import (
    OTHER_WAY,
    PARTS,
    expression,
    has_parts,
    is_typed,
    keys_of,
    leaf_of,
    lists_of,
    probing,
)
from agent.tasks.script_row_plan import PlannedTest, RowPlan
from clab.topics import BY_NAME, LINUX_HOST, NEXT_HOPS, answer_of

_OF_SHELL = ("ip ", "bridge ", "ping ", "traceroute ")


def with_next_hops(intent: ScriptIntent) -> bool:
    """Whether routes are asked for by gNMI in one answer, so that their next hops can be found by their groups."""
    return intent.polled and any(name.startswith("route_table") for name in intent.topics)


def listed(intent: ScriptIntent) -> tuple[str, ...]:
    """The topics of an intent, with those that a list of them has beside."""
    whole = intent.way != "subscribe" and not (
        intent.counted or intent.grouped or intent.totals or intent.columns or intent.compared or intent.checked
    )
    beside = [other for name in intent.topics if whole and name in BY_NAME for other in BY_NAME[name].beside]
    return tuple(dict.fromkeys([*intent.topics, *beside]))


def row_plan(
    intent: ScriptIntent, paths: Sequence[str], platforms: Sequence[str] = (), nodes: Sequence[str] = ()
) -> RowPlan:
    """What the rows of a script hold that asks `nodes` for `paths`, or asks the command lines of `platforms`."""
    joined = with_next_hops(intent)
    paths = [path for path in paths if not (joined and path in NEXT_HOPS)]
    asked = [BY_NAME[name] for name in listed(intent) if name in BY_NAME]
    answers = [answer_of(topic, platform) for platform in platforms for topic in asked]
    known = [answer for answer in answers if answer is not None and (answer.marker or answer.pattern)]
    leaves = list(dict.fromkeys([*map(leaf_of, paths), *(leaf for one in known for leaf in one.leaves.values())]))
    timed = any(test.leaves and test.leaves[0].endswith("-s") and test.leaves[0] != "off-s" for test in intent.tests)
    timed = timed or intent.sorted_by == "uptime"
    aged = intent.aged or timed
    leaves = [leaf for leaf in leaves if _this_way(intent, leaf) and leaf != ("peer-uptime" if aged else "up-ms")]
    names = {leaf: NAMES[leaf] for leaf in leaves if leaf in NAMES}
    scaled = [leaf for leaf in leaves if leaf in SCALED and intent.scaled]
    names |= {leaf: SCALED[leaf] for leaf in scaled}
    shown = [names.get(leaf, leaf) for leaf in leaves if leaf != "up-ms"]
    shown += ["last-established"] if "up-ms" in leaves and "last-established" not in shown else []
    numeric = (
        {leaf for name in intent.topics for leaf in BY_NAME[name].numbers}
        if intent.per_s or intent.grown or intent.folds
        else set()
    )
    grown = tuple(names.get(leaf, leaf) for leaf in leaves if leaf in numeric)
    keys = list(dict.fromkeys([key for path in paths for key in keys_of(path)] + [one.key for one in known if one.key]))
    ages = {leaf: AGES[leaf] for leaf in shown if leaf in AGES and (aged or "boot" in leaf)}
    ages = {leaf: (shown_as, seconds if timed else "") for leaf, (shown_as, seconds) in ages.items()}
    text = bool(_texts(intent, platforms))
    clock = "clock" in intent.topics
    extra = [
        *(["next-hop", "out-interface"] if joined else []),
        *(["evpn-type"] if "evpn-prefix" in shown else []),
        *(name for pair in ages.values() for name in pair if name),
        *(["off-s"] if clock else []),
        *(["command"] if text and _is_by_command(intent) else []),
        *(["output"] if text else []),
        *(["changes"] if intent.tallied else []),
        *(["address", "answer"] if intent.probed_nodes else []),
        *(["was"] if _tells_before(intent) else []),
        *(["change"] if _vanish(intent) else []),
        *(["mark"] if intent.marked else []),
        *(["check"] if intent.checked else []),
        *(["status"] if intent.unreachable else []),
    ]
    if "reachable" in intent.topics:
        shown, extra = [], ["reachable", *(each for each in extra if each in ("mark", "check"))]
    if "capabilities" in intent.topics:
        shown, extra = [], ["gnmi-version", "encodings", "model", "organization", "version"]
    alert = ["alert"] if intent.label and not (intent.marked or intent.checked) else []
    columns = (*alert, "time", "node", *dict.fromkeys([*keys, *shown, *extra]))
    columns = columns_of_all(intent, columns, (*keys, *shown, *extra), nodes)
    if intent.columns:
        several = ("node",) if len(nodes) > 1 and "node" not in intent.columns else ()
        columns = several + tuple(
            dict.fromkeys(leaf for name in intent.columns for leaf in COLUMNS[name] if leaf in columns)
        )
    frr: dict[str, tuple[str, str, str, dict[str, str]]] = {}
    patterns: dict[str, tuple[str, str, dict[str, str]]] = {}
    for one in known:
        kept = {name: leaf for name, leaf in one.leaves.items() if leaf in leaves}
        if one.pattern:
            for command in probing(one.command, intent):
                patterns[command] = (one.pattern, one.key, patterns.get(command, ("", "", {}))[2] | kept)
        else:
            before = frr.get(one.command, ("", "", "", {}))[3]
            frr[one.command] = (one.marker, one.key, one.called, before | kept)
    return RowPlan(
        columns=columns,
        names=names,
        only=_only(intent),
        tests=tuple(_planned(test, names) for test in intent.tests),
        label=intent.label or ("FLAG" if intent.marked else ""),
        marked=intent.marked,
        checked=intent.checked,
        counted=intent.counted,
        counting=f"len(made) {intent.counting.how} {intent.counting.number:g}" if intent.counting else "",
        in_a_row=intent.in_a_row,
        tail=intent.tail,
        tallied=intent.tallied,
        every=_prints_all(intent),
        file=intent.file,
        anew=intent.anew or (intent.document and bool(intent.file)),
        document=intent.document,
        keyed=intent.document and not text and _one_row(intent, keys),
        whole=_whole(intent, paths, names),
        told_with=_told_with(intent, paths),
        none=_none(intent),
        by_instance=by_instance(intent, keys),
        by_file=intent.by_file,
        by_command=text and _is_by_command(intent),
        stops=intent.stops,
        baseline=intent.baseline,
        turns=intent.turns,
        env_only=intent.env_only,
        any_instance=bool(intent.instance),
        saved=intent.saved,
        told=intent.told,
        ages=ages,
        clock=clock,
        yes=_answers(intent),
        scaled=tuple(names[leaf] for leaf in scaled),
        text=text,
        exact=bool(intent.columns),
        shell=any(one.command.startswith(_OF_SHELL) for one in known) or "traceroute" in intent.topics,
        hosts=LINUX_HOST in platforms,
        frr=frr,
        patterns=patterns,
        walked="nokia_srl" in platforms,
        lists=lists_of(paths) if "nokia_srl" in platforms else {},
        leaves=(*leaves, *(path.rpartition("/")[2] for path in paths if path.endswith(PARTS))),
        parts=PARTS if has_parts(paths) else (),
        keys=tuple(dict.fromkeys(keys)),
        values=tuple(name for name in (*shown, *extra) if name not in ("out-interface", "off-s")),
        next_hops=joined,
        grown=grown if intent.per_s or intent.grown else (),
        flags=_flags(intent),
        folds=intent.folds,
        folded=grown if intent.folds else (),
        adds_up=intent.adds_up,
        red=_fails(intent) if intent.colored and not intent.file else "",
        per_s=intent.per_s,
        lacking=intent.lacking,
        family=intent.family,
        skipped=intent.skipped,
        pairs=intent.pairs,
        destinations=intent.destinations,
        loopbacks=intent.loopbacks,
        sourced=intent.sourced,
        matrix=intent.matrix,
        no_link_locals=intent.no_link_locals,
        arrow=intent.arrow,
        found_by=intent.found_by,
        grouped=COLUMNS[intent.grouped] if intent.grouped else (),
        group=intent.grouped,
        across=is_across(intent),
        totals=halves(intent) if intent.totals else None,
        sorted_by=rank(intent, columns),
        descending=intent.descending,
        first=intent.first,
        by_node=intent.by_node,
        until=intent.until,
        compared=intent.compared,
        differing=intent.differing,
        was=_tells_before(intent),
        vanish=_vanish(intent),
        presence=known_by(intent) if intent.compared else (),
        held=intent.held,
        bell=_bell(intent),
        summary=intent.summary,
        good=_good(intent),
        redrawn=intent.redrawn,
        unreachable=intent.unreachable,
        reached="reachable" in intent.topics,
        capable="capabilities" in intent.topics,
        ends=tuple(sorted({0, *([intent.exits or 1] if intent.exits or intent.until else [])})),
        fails=_fails(intent),
        lost=intent.away_exit or (intent.exits if intent.same_exit else 2 if intent.exits == 1 else 1),
    )


def _flags(intent: ScriptIntent) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for each in intent.flags:
        name, _, flag = each.partition(" ")
        found[name] = (*found.get(name, ()), *([flag] if flag != f"--{name}" else []))
    return found


def _one_row(intent: ScriptIntent, keys: Sequence[str]) -> bool:
    """Whether each node has one row."""
    made_of_all = intent.grouped or intent.compared or intent.destinations or intent.saved or intent.first
    return not made_of_all and (intent.counted or intent.totals or not keys)


def _whole(intent: ScriptIntent, paths: Sequence[str], names: dict[str, str]) -> tuple[str, ...]:
    """The leaves of a row of CSV, where a subscription brings them one by one."""
    sampled = intent.way == "subscribe" and intent.repeated and intent.every and intent.form == "csv"
    leaves = dict.fromkeys(names.get(leaf, leaf) for leaf in map(leaf_of, paths))
    return tuple(leaves) if sampled and len(intent.topics) == 1 and len(leaves) > 1 else ()


def _told_with(intent: ScriptIntent, paths: Sequence[str]) -> tuple[str, ...]:
    """The addresses of what a state is of, where its key is a number."""
    stated = intent.way == "subscribe" and len(intent.topics) == 1 and bool(BY_NAME[intent.topics[0]].state)
    return tuple(leaf for leaf in map(leaf_of, paths) if stated and leaf.endswith("-address"))


def _none(intent: ScriptIntent) -> str:
    """The leaf that says so where a node that is named has no row: an alarm or a check must not pass it by."""
    named = all(any(map(str.isdecimal, word)) for word in intent.nodes)
    judged = (intent.label and not intent.marked) or (intent.checked and intent.exits)
    plain = intent.way != "subscribe" and not (intent.worked or intent.until or intent.interfaces or intent.addresses)
    plain = plain and intent.counting is None
    states = [test for test in intent.tests if test.leaves and test.how == ("in" if intent.checked else "not in")]
    return states[0].leaves[0] if named and judged and plain and len(states) == len(intent.tests) == 1 else ""


def _answers(intent: ScriptIntent) -> tuple[str, str]:
    if intent.called_gone:
        return ("there", intent.called_gone)
    return (
        ("there", "gone")
        if intent.turns
        else ("yes", "no")
        if intent.answered
        else ("PASS", "FAIL")
        if intent.destinations or intent.passes
        else ("ok", "FAIL")
    )


def _tells_before(intent: ScriptIntent) -> bool:
    """Whether a row that changed has what it was."""
    return not intent.every and (intent.way == "subscribe" or intent.repeated) and not intent.worked


def _vanish(intent: ScriptIntent) -> bool:
    """Of rows that come and go all changes are asked for, by looking again and again."""
    routes = any(BY_NAME[name].entity == "route" for name in intent.topics) and not intent.worked
    changes = all(test.how == "changes" for test in intent.tests)
    return routes and intent.way != "subscribe" and intent.repeated and not intent.every and changes


def _bell(intent: ScriptIntent) -> str:
    """Where the bell rings: at a row that is marked, fails or differs, or that is there at all."""
    if not intent.bell:
        return ""
    if intent.checked:
        return f"row.get('check') == {_answers(intent)[1]!r}"
    return "row.get('mark')" if intent.marked else "row['same'] != 'same'" if intent.compared else "row"


def _good(intent: ScriptIntent) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The state that a summary counts, where there is just one and no test has picked rows by it."""
    stated = [BY_NAME[name] for name in intent.topics if BY_NAME[name].state]
    if not intent.summary or intent.tests or len(stated) != 1:
        return None
    return leaves_of(stated[0]), stated[0].good


def _fails(intent: ScriptIntent) -> str:
    """The test of a row by which the exit status is not 0, where that is not just that there is a row."""
    if intent.matrix:
        return f"any(value != {_answers(intent)[0]!r} for name, value in row.items() if name != 'from')"
    if intent.checked:
        return f"row.get('check') != {_answers(intent)[0]!r}"
    return "row.get('mark')" if intent.marked else "row['same'] != 'same'" if intent.compared else ""


def _prints_all(intent: ScriptIntent) -> bool:
    """Whether a row is looked at although it is what it was."""
    if intent.way != "subscribe" and not intent.repeated:
        return True
    return intent.every


def _this_way(intent: ScriptIntent, leaf: str) -> bool:
    return not leaf.startswith(OTHER_WAY[intent.direction])


def _is_by_command(intent: ScriptIntent) -> bool:
    """Whether it is told which command printed a text: of several, or for the name of a file."""
    return (
        len(intent.commands) + len(intent.topics) > 1
        or len(intent.probed) + len(intent.probed_nodes) > 1
        or "{command}" in intent.file
    )


def _texts(intent: ScriptIntent, platforms: Sequence[str]) -> list[str]:
    """Topics and commands of which a platform's command line prints text alone."""
    found = list(intent.commands)
    for topic in (BY_NAME[name] for name in intent.topics):
        found += [topic.name for platform in platforms if not is_typed(topic, platform)]
    return found


def _only(intent: ScriptIntent) -> dict[str, tuple[str, ...]]:
    """The keys of which only some values are asked for, on the command line; gNMI has them in its paths."""
    if intent.way not in ("cli", "both"):
        return {}
    found = {"interface": () if intent.pairs else intent.interfaces, "peer-address": intent.addresses}
    return {key: values for key, values in found.items() if values}


def _planned(test: LeafTest, names: dict[str, str]) -> PlannedTest:
    leaves = tuple(names.get(leaf, leaf) for leaf in test.leaves)
    return PlannedTest(leaves, expression(test), test.how in ("not in", "has not", "!="))
