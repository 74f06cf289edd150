"""Which of the rules' diagnoses a loss gets, and what stays of it at a further look. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from agent.detect.diagnosis import TOGETHER_NS, Diagnosis, DiagnosisContext, Explain, Rule
from clab.units import SECOND_NS


def unknown(case: DiagnosisContext) -> Diagnosis:
    """The honest answer: the loss without a cause, and every line of both ends around it."""
    key: tuple[object, ...] = ("unknown", case.peering.nodes)
    lines = case.lines_around()
    started_ns = min(case.lost_ns, *(case.scene.at(line) for line in lines))
    return Diagnosis(
        type="unknown",
        certainty="unknown",
        key=key,
        subject=None,
        nodes=case.peering.nodes,
        evidence=lines,
        started_ns=started_ns,
        spread_ns=2 * SECOND_NS,
    )


def _common_node(case: DiagnosisContext) -> tuple[str, bool] | None:
    """The node of which several sessions ended within a second by the same manner as this one, and whether they were
    with several peers."""
    found = []
    for node in case.peering.nodes:
        related = [
            item
            for item in case.related(node, TOGETHER_NS)
            if DiagnosisContext(item.peering, item.loss, case.scene).teardown_kind == case.teardown_kind
        ]
        count = len({item.peering.id for item in related})
        if count > 1:
            found.append((-count, node, len({item.peering.other(node) for item in related}) > 1))
    return min(found)[1:] if found else None


def _joined(case: DiagnosisContext, diagnosis: Diagnosis) -> Diagnosis:
    """A diagnosis that no strong rule made: it shares its incident with what else the same node lost at once."""
    common = _common_node(case)
    if common is None:
        return diagnosis
    node, several_peers = common
    unknown_cause = diagnosis.type == "unknown"
    nodes = (node,) if unknown_cause else diagnosis.nodes
    subject = node if several_peers and not unknown_cause else diagnosis.subject
    return replace(
        diagnosis, key=("together", node, case.teardown_kind), nodes=nodes, subject=subject, spread_ns=2 * SECOND_NS
    )


class OrderedRules:
    """The rules that explain losses, in the order in which they are asked: strong before weak ones, then by rank."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        asked = [(rule.strength, ask) for rule in sorted(rules, key=lambda rule: rule.rank) if (ask := rule.diagnose)]
        self.strong = [ask for strength, ask in asked if strength == "strong"]
        self.weak = [ask for strength, ask in asked if strength == "weak"]


def select_diagnosis(case: DiagnosisContext, rules: OrderedRules) -> Diagnosis:
    """The strongest diagnosis: strong rules before weak ones, proved before likely, then by rank."""
    diagnosis = _strongest(case, rules.strong)
    if (diagnosis is None or diagnosis.certainty != "proved") and case.clock_in_doubt:
        return _joined(case, unknown(case))
    return diagnosis or _joined(case, _strongest(case, rules.weak) or unknown(case))


def _strongest(case: DiagnosisContext, asked: Sequence[Explain]) -> Diagnosis | None:
    """The first that is proved, else the first of all; what comes after a proved one is not asked."""
    first = None
    for diagnose in asked:
        diagnosis = diagnose(case)
        if diagnosis is not None and diagnosis.certainty == "proved":
            return diagnosis
        first = first or diagnosis
    return first


EVIDENCE_KEPT = 32
"""Lines of proof that a diagnosis gathers while what they show comes and goes."""


def proof_kept(old: Diagnosis, new: Diagnosis, rules: Mapping[str, Rule]) -> Diagnosis:
    """What is claimed after a further look: what was proved once stays so when the state that showed it has ended. What
    a weak rule proved (a timer ran out) says nothing against what is found later. What is said again, poll by poll, is
    the evidence that it was."""
    if old == new:
        return old
    if old.certainty == "proved" and new.certainty != "proved" and not is_weak(old, rules):
        return old
    if (old.type, old.key, old.certainty) != (new.type, new.key, "proved"):
        return new
    said = {(item.node, item.source, item.raw): item for item in old.evidence if item.raw}
    evidence = [said.get((item.node, item.source, item.raw), item) for item in new.evidence]
    evidence += [item for item in old.evidence if item not in evidence]
    kept = replace(new, evidence=tuple(evidence[:EVIDENCE_KEPT]), started_ns=min(old.started_ns, new.started_ns))
    return old if kept == old else kept


def is_weak(diagnosis: Diagnosis, rules: Mapping[str, Rule]) -> bool:
    """Whether no strong rule speaks for a diagnosis: it depends on what else was lost at that time."""
    rule = rules.get(diagnosis.type)
    return rule is None or rule.strength == "weak"
