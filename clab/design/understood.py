"""A request read by code alone: the common ways of asking, and what of the words was not understood. Pure.

It reads from left to right, phrase by phrase, and takes each phrase away; what is left and is no filler was not
understood, and then nothing is built on a guess.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from clab.design.intent import CustomLink, CustomNode, Intent
from clab.design.vocabulary import CLIENTS, NUMBER, RATES, ROUTERS, SYSTEMS, UNMAPPED, number, systems

_SHAPES = (
    (r"diamond(?:[ -]shaped?)?", "diamond"),
    (
        r"(?:leaf[ -]and[ -]spine|spine[ -]and[ -]leaf|leaf[ -/]spine|spine[ -/]leaf|(?:3-stage |two-tier )?clos)",
        "leaf_spine",
    ),
    (r"full[ -]mesh(?:ed)?|fully[ -]meshed|mesh", "full_mesh"),
    (r"(?:ring|circle|loop)(?:[ -]shaped?)?", "ring"),
    (r"star|hub[ -]and[ -]spokes?", "star"),
    (r"(?:daisy[ -])?chain(?:ed)?|in a (?:row|line)|line(?:ar)?", "chain"),
    (r"back[ -]to[ -]back|pair|point[ -]to[ -]point", "pair"),
)
_FILLER = frozenset(
    re.findall(
        r"\w+",
        """a an the of in with and on at for to me please create make build generate design give want need i lab labs
        topology network fabric running using use between each every all their its that this where is are as one
        connected linked joined together them it some small simple basic virtual container containerlab shaped shape
        style routing routed protocol protocols underlay overlay layout arranged arrangement attached hanging off per
        both side sides setup set up have has there be should which by plus also number numbers asn like routers over
        router nodes node links link""",
    )
)


@dataclass(slots=True)
class _Reading:
    text: str
    said: dict[str, Any] = field(default_factory=dict)

    def take(self, pattern: str) -> re.Match[str] | None:
        """Find a phrase and take it away."""
        found = re.search(rf"(?<![\w-])(?:{pattern})(?![\w])", self.text, re.IGNORECASE)
        if found:
            self.text = f"{self.text[: found.start()]} | {self.text[found.end() :]}"
        return found


@dataclass(frozen=True, slots=True)
class Understood:
    """The intent, where there is one, and why not or what was left over."""

    intent: Intent | None
    left: tuple[str, ...] = ()
    why: str = ""


def understand(request: str) -> Understood:
    """Read a request; `left` holds the words that no phrase explains."""
    reading = _Reading(" ".join(request.split()))
    for step in _STEPS:
        step(reading)
    left = tuple(
        word
        for word in re.findall(r"[\w./-]+", reading.text)
        if word.lower() not in _FILLER and number(word) is None and word.strip("./-")
    )
    said = reading.said
    if "shape" not in said:
        said["shape"] = "leaf_spine" if said.get("spines") and said.get("leaves") else _default_shape(said)
    if said["shape"] is None:
        return Understood(None, left, "no shape was named (pair, chain, ring, star, full mesh, diamond, leaf-spine)")
    if said["shape"] == "custom":
        said.pop("routers", None)
    if said["shape"] in ("pair", "diamond"):
        said.setdefault("routers", {"pair": 2, "diamond": 4}[said["shape"]])
    try:
        return Understood(Intent(**said), left)
    except ValidationError as error:
        return Understood(None, left, str(error.errors()[0]["msg"]).removeprefix("Value error, "))


def _default_shape(said: dict[str, Any]) -> str | None:
    return "pair" if said.get("routers") == 2 else None


def _beyond(reading: _Reading) -> None:
    while reading.take(RATES) or reading.take(UNMAPPED):
        continue


def _lab_name(reading: _Reading) -> None:
    found = reading.take(r"(?:lab|topology|network)\s+(?:named|called)\s+(?P<name>[a-zA-Z0-9_]+)")
    if found:
        reading.said["name"] = found["name"]


def _names(reading: _Reading) -> None:
    found = reading.take(r"(?:named|called)\s+(?P<names>[\w-]+(?:\s*(?:,|and|&)\s*(?:and\s+)?[\w-]*\d[\w-]*)+)")
    if found:
        reading.said["router_names"] = tuple(re.findall(r"(?<![\w-])[\w-]*\d[\w-]*", found["names"]))


def _asn(reading: _Reading) -> None:
    found = reading.take(
        r"(?:in |from |starting (?:at |from |with )?)?(?:as|asns?|ases|as[ -]numbers?|autonomous systems?)\s*"
        r"(?:starting|from|starting at|starting from)?\s*"
        r"(?P<first>\d{1,10})(?:\s*(?:-|–|to|through)\s*(?:as\s*)?\d{1,10})?(?:\s+(?:upwards?|onwards?|and up))?"
    )
    if found:
        reading.said["first_asn"] = int(found["first"])


def _clients(reading: _Reading) -> None:
    place = r"(?P<place>edges?|ends?|lea(?:f|fs|ves)|routers?|nodes?|spokes?|switch(?:es)?|sides?)"
    found = reading.take(
        rf"{NUMBER}\s+(?:\w+\s+)?(?:{CLIENTS})\s+(?:attached\s+|connected\s+|hanging\s+)?(?:on|per|at|to|behind|off|for)\s+"
        rf"(?:the\s+)?(?:each|every|both|all)?\s*(?:of\s+the\s+)?(?:edge\s+)?{place}"
    )
    if found:
        reading.said["clients"] = number(found["number"])
        reading.said["clients_on"] = "all" if re.match("router|node|switch", found["place"], re.IGNORECASE) else "edges"


def _roles(reading: _Reading) -> None:
    for role, words in (("spines", r"spines?"), ("leaves", r"lea(?:ves|fs|f)")):
        found = reading.take(rf"{NUMBER}\s+(?P<between>(?:[\w-]+\s+){{0,3}}?)(?:{words})(?:\s+(?:{ROUTERS}))?")
        if found:
            reading.said[role] = number(found["number"])
            named = systems(found["between"])
            if named:
                reading.said["spine_kind" if role == "spines" else "kind"] = named[0][1]


def _routers(reading: _Reading) -> None:
    found = reading.take(rf"{NUMBER}[\s-]+(?P<between>(?:[\w-]+\s+){{0,3}}?)(?:{ROUTERS})")
    found = found or reading.take(rf"(?:with|of)\s+{NUMBER}(?P<between>(?:\s+[\w-]+){{0,3}})")
    if found and not ("spines" in reading.said and "leaves" in reading.said):
        reading.said["routers"] = number(found["number"])
    named = systems(found["between"]) if found else []
    if named:
        reading.said["kind"] = named[0][1]


def _kind(reading: _Reading) -> None:
    for _, name in systems(reading.text):
        reading.said.setdefault("kind", name)
    words = [pattern for pattern, _ in SYSTEMS]
    found = reading.take(rf"{NUMBER}\s+(?:{'|'.join(words)})(?:\s+(?:{ROUTERS}))?")
    if found:
        reading.said.setdefault("routers", number(found["number"]))
    while reading.take("|".join(words)):
        continue
    if "spine_kind" in reading.said and "kind" not in reading.said:
        reading.said["kind"] = reading.said["spine_kind"]


def _protocols(reading: _Reading) -> None:
    if reading.take(r"(?:no|without)\s+(?:any\s+)?(?:bgp|routing(?:\s+protocols?)?)"):
        reading.said["bgp"] = "none"
    denied = reading.take(r"(?:no|without)\s+(?:any\s+)?(?:ospf(?:v2)?|is-?is|igp|evpn)")
    while denied:
        denied = reading.take(r"(?:(?:no|without|or|nor)\s+)?(?:any\s+)?(?:ospf(?:v2)?|is-?is|igp|evpn)(?=\s*$)")
    if reading.take(r"(?:evpn(?:[ /-]vxlan)?|vxlan[ /-]evpn)(?:\s+(?:fabric|overlay))?"):
        reading.said["evpn"] = True
        reading.said["bgp"] = "ebgp"
    for name, pattern in (("ibgp", r"i-?bgp|internal bgp"), ("ebgp", r"e-?bgp|external bgp"), ("ebgp", r"bgp")):
        if reading.take(pattern):
            reading.said["bgp"] = name if name == "ibgp" else reading.said.get("bgp", name)
    for name, pattern in (("ospf", r"ospf(?:v2)?"), ("isis", r"is-?is")):
        if reading.take(pattern):
            reading.said["igp"] = name


def _joined(reading: _Reading) -> None:
    """Links named one by one: nodes as they appear, all of the one kind that is named."""
    end = r"[a-zA-Z][a-zA-Z-]*\d+"
    pairs: list[tuple[str, str]] = []
    while found := reading.take(
        rf"(?P<a>{end})(?:\s*(?:--?|<->|–)\s*|\s+(?:is\s+)?(?:connected|linked|joined|wired)\s+(?:directly\s+)?(?:to|with)\s+)"
        rf"(?P<b>{end})"
    ):
        pairs.append((found["a"], found["b"]))
    if not pairs:
        return
    kind = next((name for _, name in systems(reading.text)), "nokia_srlinux")
    names = dict.fromkeys(each for pair in pairs for each in pair)
    reading.said |= {
        "shape": "custom",
        "kind": kind,
        "nodes": tuple(CustomNode(name=name, kind=kind) for name in names),
        "links": tuple(CustomLink(a=a, b=b) for a, b in pairs),
    }


def _shape(reading: _Reading) -> None:
    for pattern, name in _SHAPES:
        if reading.take(pattern):
            reading.said.setdefault("shape", name)


_STEPS: tuple[Callable[[_Reading], None], ...] = (
    _beyond,
    _lab_name,
    _names,
    _asn,
    _joined,
    _clients,
    _protocols,
    _shape,
    _roles,
    _routers,
    _kind,
)
