"""What may stand around a placeholder, by the kind of its fact: what the ids tell and finished prose hides. Pure.

In the finished text a duration is only a duration; here it is known which one it is, so it can be held to its place.
"""

import re

from agent.core.facts import FactSheet
from agent.core.prose import PLACEHOLDER

ABBREVIATIONS = frozenset(
    "AF AFI AS ASN BFD BGP CLI EVPN FRR I ICMP IGP IP ISIS MTU OSPF RIB SAFI TCP TTL UDP UTC VPN VRF".split()  # noqa: SIM905
)
SURE = re.compile(
    r"(?<!not )(?<!nor )\b(certain(?:ly)?|proved|proven|definite(?:ly)?|sure(?:ly)?|clear(?:ly)?|confirmed|"
    r"un(?:doubted|questionab)ly|obvious(?:ly)?|evident(?:ly)?|without (?:a )?doubt)\b",
    re.IGNORECASE,
)
STILL_DOWN = re.compile(
    r"\b(?:still|remains?|stays?|stayed|continues? to be) (?:\w+ )?(?:down|lost|out)\b|"
    r"\b(?:not|never|yet to) (?:yet )?(?:been )?(?:back|restored|recovered|returned|come back|recover|return)\b",
    re.IGNORECASE,
)


def invented(text: str) -> list[str]:
    """Capitalised words that begin no sentence and are no abbreviation of the trade: names come from placeholders."""
    bare = PLACEHOLDER.sub("x", text)
    found = re.finditer(r"(?<![.:;!?] )(?<!^)(?<![A-Za-z'])[A-Z][A-Za-z]*", bare)
    return [each[0] for each in found if each[0] not in ABBREVIATIONS]


def misplaced(text: str, sheet: FactSheet) -> list[tuple[str, str, str | None]]:
    """Monitor, message and fact of each placeholder, or word about the incident, that is out of its place."""
    incident = sheet.incident
    found: list[tuple[str, str, str | None]] = []
    for match in re.finditer(PLACEHOLDER.pattern + r",? (?:before|earlier|ahead)\b", text):
        fact = sheet.by_id[match[1]]
        if fact.unit == "s" and fact.kind != "delay":
            found.append(("order", f"{{{fact.id}}} is {fact.role}, not a time before anything", fact.id))
    bare = PLACEHOLDER.sub("x", text)
    if incident.cause.certainty != "proved" and (sure := SURE.search(bare)):
        cause = sheet.first("certainty")
        message = f"says {sure[0]!r}, and the cause is {incident.cause.certainty}"
        found.append(("causality", message, cause.id if cause else None))
    down = any(each.restored_ns is None for each in incident.peerings)
    if not down and (still := STILL_DOWN.search(bare)):
        found.append(("states", f"says {still[0]!r}, and nothing is down any more", None))
    return found
