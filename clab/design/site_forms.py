"""Two sites of some routers each, joined by links: their names and how they are joined. Pure."""

from clab.design.composing import FIXED, Structure, Unclear, numbered
from clab.design.forms import form
from clab.design.intent import CustomLink, CustomNode
from clab.design.phrases import Group, Reading


def site_names(sites: int, each: int) -> list[tuple[str, ...]]:
    """The routers of every site."""
    return [tuple(f"{site}-{name}" for name in numbered("r", each)) for site in numbered("site", sites)]


def formed_sites(reading: Reading, first: Group, each: int, kind: str) -> Structure:
    """Every site in its form, and the links between the first routers of both.

    Raises:
        Unclear: the form does not fit, or it is not said how the sites are joined.
    """
    assert reading.inner is not None
    shape, words = reading.inner
    if FIXED.get(shape, each) != each or (shape == "ring" and each < 3):
        raise Unclear(f"{words!r}: {each} routers stand in it")
    between = [joint for joint in reading.joints if not joint.b]
    if first.count != 2 or len(reading.joints) != 1 or len(between) != 1:
        raise Unclear(f"{first.words!r}: it is not said how they are joined")
    times = between[0].times
    if times > 1 and "parallel" not in between[0].words.lower():
        raise Unclear(f"{between[0].words!r}: it is not said between which routers")
    names = site_names(2, each)
    pairs = [pair for site in names for pair in form(shape, site)] + [(names[0][0], names[1][0])] * times
    numbers = first.asns or (tuple(reading.asns) if len(reading.asns) == 2 and not reading.first_asn else ())
    reading.parallel = 1
    values = {
        "shape": "custom",
        "nodes": tuple(CustomNode(name=name, kind=kind) for site in names for name in site),
        "links": tuple(CustomLink(a=a, b=b) for a, b in pairs),
    }
    bgp = {said.name for said in reading.protocols if said.wanted}
    if reading.between_sites and "ibgp" not in bgp:
        raise Unclear("eBGP between the sites: it is not said what runs inside them")
    if "ibgp" in bgp:
        own = numbers if len(numbers) == 2 else (65_001, 65_002)
        values["asns"] = tuple(number for number in own for _ in range(each))
    remark = f"{between[0].words!r}: between which routers was not said: the first of both sites"
    return Structure(values, dict.fromkeys([name for site in names for name in site], "router"), [remark])
