"""Faithful texts: every register's sentence plans filled from an incident, and those that people wrote by hand."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

from agent.mutations.corpus import Case, cases
from agent.mutations.fields import scene
from agent.mutations.pieces import Narrative, Sentence
from agent.mutations.scene import NotApplicable, Scene
from agent.mutations.wording import chat, handover, logbook, management, postmortem, ticket
from agent.mutations.wording.register import Register

REGISTERS = tuple(each.REGISTER for each in (chat, handover, logbook, management, postmortem, ticket))
BY_HAND = Path(__file__).with_name("by_hand.txt")
_TEXT = re.compile(r"^\[(\S+)\]\n((?:.+\n?)+)", re.MULTILINE)
BY_AN_OPERATOR = ("admin_shutdown", "admin_reset", "peer_deconfigured")
MANY = 4
WHOLE = 0.35
WANTED = ("head", "scope", "each", "cause", "timing", "open", "severity")


def paraphrases(count: int, seed: int) -> list[Narrative]:
    """`count` faithful texts, no two the same: all that were written by hand, then generated ones."""
    found = by_hand()[:count]
    said = {each.text for each in found}
    for each in _endless(Random(f"faithful {seed}")):
        if len(found) == count:
            break
        if each.text not in said:
            said.add(each.text)
            found.append(each)
    return found


def by_hand() -> list[Narrative]:
    """The hand-written texts, one piece each."""
    by_name = {case.name: case for case in cases()}
    texts = _TEXT.findall(BY_HAND.read_text())
    return [_whole(by_name[name], " ".join(lines.split())) for name, lines in texts]


def _whole(case: Case, text: str) -> Narrative:
    return Narrative(case, "by hand", (Sentence("by hand", (text,)),))


def _endless(rng: Random) -> Iterator[Narrative]:
    while True:
        for case in rng.sample(cases(), len(cases())):
            yield narrative(case, rng.choice(REGISTERS), rng)


def narrative(case: Case, register: Register, rng: Random) -> Narrative:
    """One generated text."""
    incident = case.incident
    wanted = set(_roles(incident))
    sentences: list[Sentence] = []
    order, whole = rng.choice(register.orders), rng.random() < WHOLE
    for role in (*order, *(each for each in WANTED if whole and each not in order)):
        if role == "each":
            sentences += _each(case, register, rng, all_of_them=whole)
        elif role in wanted:
            sentences += _one(scene(case, rng), register, _by_certainty(role, incident), rng)
    text = Narrative(case, register.name, tuple(sentences), register.joint)
    text = replace(text, complete=is_complete(text))
    return text if text.slots("node", "time", "duration", "count") else narrative(case, register, rng)


def _by_certainty(role: str, incident: dict[str, object]) -> str:
    cause = incident["cause"]
    assert isinstance(cause, dict)
    if role not in ("cause", "unknown"):
        return role
    return {"proved": "cause", "likely": "cause_likely", "unknown": "unknown"}[cause["certainty"]]


def _roles(incident: dict[str, object]) -> Iterator[str]:
    """The parts that an incident allows."""
    cause = incident["cause"]
    assert isinstance(cause, dict)
    yield from ("hello", "bye", "severity", "scope")
    if not incident["peerings"]:
        yield "quiet"
        return
    yield from ("head", "cause", "timing" if incident["last_restored_at"] else "open")
    if cause["planned"]:
        yield "planned"
    elif cause["type"] not in BY_AN_OPERATOR and cause["certainty"] != "unknown":
        yield "unplanned"


def _each(case: Case, register: Register, rng: Random, *, all_of_them: bool) -> Iterator[Sentence]:
    """Sentences on the peerings: on all of them, or on some where there are many."""
    number = len(case.incident["peerings"])
    chosen = list(range(number))
    if number > MANY and not all_of_them and rng.random() < 0.6:
        chosen = sorted(rng.sample(chosen, rng.randint(1, MANY)))
    for place in chosen:
        here = case.incident["peerings"][place]
        role = "each_open" if here["restored_at"] is None else "each" if here["losses"] == 1 else "each_flap"
        yield from _one(scene(case, rng, place), register, role, rng)


def _one(here: Scene, register: Register, role: str, rng: Random) -> list[Sentence]:
    templates = register.lines[role]
    for template in rng.sample(templates, len(templates)):
        try:
            return [here.fill(role, template)]
        except NotApplicable:
            continue
    return []


def is_complete(text: Narrative) -> bool:
    """Whether peerings, nodes, first loss, end (or what is open), cause and severity are all told."""
    incident = text.case.incident
    keys = {slot.key for *_, slot in text.slots("node", "time", "state", "severity", "cause", "because")}
    named = {slot.value for *_, slot in text.slots("node")}
    wanted = {f"end:{place}:a" for place in range(len(incident["peerings"]))} | {"first_loss_at", "severity"}
    wanted |= {"last_restored_at"} if incident["last_restored_at"] else set()
    open_told = incident["last_restored_at"] or any(each.role == "open" for each in text.sentences)
    cause = {incident["cause"]["type"], "because"} & keys
    return bool(incident["peerings"] and wanted <= keys and named >= set(incident["nodes"]) and open_told and cause)
