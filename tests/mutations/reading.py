"""A second pair of eyes on the faithful texts: it reads words, not slots, and compares with the incident's JSON.

It is no monitor: it knows the registers' vocabulary and nothing else. It shares no code with the generator.
"""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

UNITS = {"s": 1, "sec": 1, "second": 1, "seconds": 1, "min": 60, "minute": 60, "minutes": 60, "milliseconds": 0.001}
_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
ONES = f"{_ONES} seventeen eighteen nineteen".split()
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60}
WORD = "|".join([*sorted(ONES, key=len, reverse=True), *TENS])
NUMBER = rf"\d+(?:\.\d+)?|(?:{WORD})(?:-(?:{WORD}))?"
HEDGES = re.compile(r"likely|probab|presumabl|suspect|suggest|seems|appears|looks|guess|not certain|signs of", re.I)
ADDRESS = r"\d+\.\d+\.\d+\.\d+|\b(?:fd00|2001)(?::[0-9a-f]*){2,}"
CAUSAL = re.compile(r"because|due to|owing to|on account|result of|triggered|caused by|in consequence", re.I)


def number(said: str) -> float:
    """A number in digits or words."""
    if said[0].isdigit():
        return float(said)
    ten, _, one = said.lower().partition("-")
    return TENS[ten] + (ONES.index(one) if one else 0) if ten in TENS else ONES.index(ten)


def doubts(incident: dict[str, Any], text: str) -> list[str]:
    """Everything in a text that this reader does not find in the incident."""
    checks = (_addresses, _nodes, _clocks, _dates, _durations, _counts, _severity, _ending, _certainty, _families)
    return [doubt for check in checks for doubt in check(incident, text)]


def _addresses(incident: dict[str, Any], text: str) -> Iterator[str]:
    whole = json.dumps(incident)
    for found in re.findall(ADDRESS, text):
        if found not in whole:
            yield f"address {found}"


def _nodes(incident: dict[str, Any], text: str) -> Iterator[str]:
    for found in re.findall(r"\b(?:r|e|b|srl|leaf|spine|cust)\d\b", text):
        if found not in incident["nodes"] and not str(incident["cause"]["subject"]).startswith(found):
            yield f"node {found}"
    for found in re.findall(r"\b(?:eth\d|ethernet-\d/\d)\b", text):
        ports = [each[end] for each in incident["peerings"] for end in ("address_a", "address_b")]
        if found not in ports and not str(incident["cause"]["subject"]).endswith(found):
            yield f"interface {found}"


def _instants(incident: dict[str, Any]) -> list[datetime]:
    found = re.findall(r'"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z)"', json.dumps(incident))
    return [datetime.fromisoformat(each).astimezone(UTC) for each in found]


def _clocks(incident: dict[str, Any], text: str) -> Iterator[str]:
    for hour, minute, second, part in re.findall(
        r"(?<![\d:])(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(?!:?\d)", re.sub(ADDRESS, "", text)
    ):
        said = int(hour) * 3600 + int(minute) * 60 + float(f"{second or 0}.{part or 0}")
        step = 60 if not second else 10.0 ** -len(part)
        day = [
            each.hour * 3600 + each.minute * 60 + each.second + each.microsecond / 1e6 for each in _instants(incident)
        ]
        if not any(-step / 2 - 1e-6 <= each - said < step for each in day):
            yield f"time {hour}:{minute}:{second}.{part}"


def _dates(incident: dict[str, Any], text: str) -> Iterator[str]:
    days = {each.date() for each in _instants(incident)}
    for found in re.findall(r"\b\d{4}-\d\d-\d\d\b", text):
        if datetime.fromisoformat(found).date() not in days:
            yield f"date {found}"
    for found in re.findall(r"\b(\d+) November\b", text):
        if int(found) not in {day.day for day in days}:
            yield f"day {found}"


def _durations(incident: dict[str, Any], text: str) -> Iterator[str]:
    marks = sorted(set(_instants(incident)))
    known = [(two - one).total_seconds() for one in marks for two in marks if two >= one]
    known += [each["outage_s"] for each in incident["peerings"] if each["outage_s"]]
    bare = re.sub(r"\d\d:\d\d(:\d\d(\.\d+)?)?", "", text)
    compound = rf"({NUMBER}) ?(?:min|minutes?)(?: and)? ({NUMBER}) ?(?:s|seconds?)\b|\b(\d+)m(\d\d)s\b"
    for one, two, three, four in re.findall(compound, bare):
        said = number(one or three) * 60 + number(two or four)
        if not any(abs(each - said) <= 0.5 for each in known):
            yield f"duration {said}"
    bare = re.sub(compound, "", bare)
    for said_number, unit in re.findall(rf"(?<![\w.:-])~?({NUMBER}) ?({'|'.join(UNITS)})\b", bare):
        said = number(said_number) * UNITS[unit]
        decimals = len(said_number.partition(".")[2])
        slack = 0.6 * 10**-decimals if UNITS[unit] == 1 else 10
        if not any(abs(each - said) <= slack for each in known):
            yield f"duration {said_number} {unit}"


def _counts(incident: dict[str, Any], text: str) -> Iterator[str]:
    peerings = incident["peerings"]
    down = sum(each["restored_at"] is None for each in peerings)
    per_pair = {sum({each["a"], each["b"]} == {p["a"], p["b"]} for each in peerings) for p in peerings}
    sessions = {len(peerings), down, len(peerings) - down, *per_pair}
    for said in re.findall(rf"\b({NUMBER}) (?:lost |BGP )?(?:sessions?|peerings?)\b", text, re.I):
        if number(said) not in sessions and not (said.lower() == "one" and "One BGP session between" in text):
            yield f"{said} sessions"
    for said in re.findall(rf"\b({NUMBER}) (?:nodes?|routers?)\b", text, re.I):
        if number(said) != len(incident["nodes"]):
            yield f"{said} nodes"
    for said in re.findall(rf"\b({NUMBER}) times\b", text, re.I):
        if number(said) not in {each["losses"] for each in peerings}:
            yield f"{said} times"


def _severity(incident: dict[str, Any], text: str) -> Iterator[str]:
    for found in re.findall(r"\b(?:OK|WARNING|ACTION)\b", text):
        if found != incident["severity"]:
            yield f"severity {found}"


def _ending(incident: dict[str, Any], text: str) -> Iterator[str]:
    over = bool(incident["last_restored_at"])
    lower = text.lower()
    for word in ("reconver", "all up", "all good", "everything", "fully restored", "to heal", "it was over"):
        if word in lower and not over:
            yield f"{word!r} while something is down"
    for word in ("still down", "remain down", "remains down", "not back", "not come back", "not recovered", "not over"):
        if word in lower and (over or not incident["peerings"]):
            yield f"{word!r} though it is over"


def _certainty(incident: dict[str, Any], text: str) -> Iterator[str]:
    certainty = incident["cause"]["certainty"]
    if certainty == "unknown" and CAUSAL.search(text):
        yield "a causal word though nothing is known"
    if certainty == "likely" and CAUSAL.search(text) and not HEDGES.search(text):
        yield "a causal word without a hedge"
    if certainty == "proved" and HEDGES.search(text):
        yield "a hedge on a proved cause"


def _families(incident: dict[str, Any], text: str) -> Iterator[str]:
    here = {afi for each in incident["peerings"] for afi in each["afis"]}
    ends = json.dumps([(each["address_a"], each["address_b"]) for each in incident["peerings"]])
    words = {"ipv4Unicast": r"\bv4\b|IPv4|ipv4Unicast", "ipv6Unicast": r"\bv6\b|IPv6|ipv6Unicast", "l2VpnEvpn": "EVPN"}
    for afi, pattern in words.items():
        seen = afi in here or (afi == "ipv6Unicast" and "fd00" in ends) or (afi == "ipv4Unicast" and "10." in ends)
        if re.search(pattern, text) and not seen and incident["peerings"]:
            yield f"family {afi}"
