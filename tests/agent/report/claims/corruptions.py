"""Mechanical corruptions of true sentences: each makes what it changes false, or says more than any fact does."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from agent.report.fact_sheet import FactSheet
from agent.report.prose import render, sentences

Work = Callable[[str, FactSheet], str | None]
TIME = re.compile(r"\d\d:\d\d:\d\d\.\d{3}")
SPAN = re.compile(r"\b\d+\.\d s\b")
COUNT = re.compile(r"\b(two|three|four|five|six|seven|eight|nine|ten|twelve|thirteen)\b", re.IGNORECASE)
ADDRESS = re.compile(r"\((\d+\.\d+\.\d+\.\d+|[0-9a-f:]*::[0-9a-f:]+)\)")
AT_ONCE_NS = 100_000_000
OTHER = {
    "two": "three",
    "three": "two",
    "four": "five",
    "five": "four",
    "six": "seven",
    "seven": "six",
    "eight": "nine",
}
CAUSES = {
    "link": "because a hold timer ran out",
    "other": "because the link at x9:eth9 went down",
}


def _end(text: str, tail: str) -> str:
    return f"{text[:-1]}{tail}."


def _tail(tail: str) -> Work:
    return lambda text, sheet: _end(text, tail)


def _swap(pattern: re.Pattern[str]) -> Work:
    """The first two different values in each other's place."""

    def work(text: str, sheet: FactSheet) -> str | None:
        found = list(pattern.finditer(text))
        other = next((item for item in found[1:] if item[0] != found[0][0]), None)
        if other is None:
            return None
        first = found[0]
        return text[: first.start()] + other[0] + text[first.end() : other.start()] + first[0] + text[other.end() :]

    return work


def _replace(old: str, new: str) -> Work:
    def work(text: str, sheet: FactSheet) -> str | None:
        changed = re.sub(rf"\b{old}\b", new, text, count=1)
        return changed if changed != text else None

    return work


def _order(old: str, new: str) -> Work:
    """Not where all happened at one moment: there the first is as long ago as the last."""
    replaced = _replace(old, new)

    def work(text: str, sheet: FactSheet) -> str | None:
        lost = [outage.lost_ns for outage in sheet.incident.peerings]
        return None if lost and max(lost) - min(lost) < AT_ONCE_NS and " loss." in text else replaced(text, sheet)

    return work


def _time(text: str, sheet: FactSheet) -> str | None:
    found = TIME.search(text)
    if found is None:
        return None
    hour = (int(found[0][:2]) + 1) % 24
    return f"{text[: found.start()]}{hour:02d}{text[found.start() + 2 :]}"


def _span(text: str, sheet: FactSheet) -> str | None:
    found = SPAN.search(text)
    if found is None:
        return None
    return f"{text[: found.start()]}{float(found[0][:-2]) * 1.5 + 3:.1f} s{text[found.end() :]}"


def _count(text: str, sheet: FactSheet) -> str | None:
    found = COUNT.search(text)
    if found is None or found[0].lower() not in OTHER:
        return None
    new = OTHER[found[0].lower()]
    return text[: found.start()] + (new.capitalize() if found[0][0].isupper() else new) + text[found.end() :]


def _other_end(text: str, sheet: FactSheet) -> str | None:
    """Another router of the incident (or an unknown one) in the place of the first that is named."""
    nodes = sorted(sheet.incident.nodes, key=len, reverse=True)
    found = re.search(rf"(?<![\w:.-])({'|'.join(map(re.escape, nodes))})(?![\w-])", text) if nodes else None
    if found is None:
        return None
    others = [node for node in nodes if not re.search(rf"(?<![\w:.-]){re.escape(node)}(?![\w-])", text)]
    return text[: found.start()] + (others[0] if others else "r97") + text[found.end() :]


def _family(text: str, sheet: FactSheet) -> str | None:
    if "IPv4" in text and "IPv6" not in text:
        return text.replace("IPv4", "IPv6", 1)
    return text.replace("IPv6", "IPv4", 1) if "IPv6" in text and "IPv4" not in text else None


def _cause(text: str, sheet: FactSheet) -> str | None:
    if not sheet.incident.peerings or "lost" not in text or "because" in text.lower():
        return None
    kind = "other" if sheet.incident.cause.type == "hold_timer_expired" else "link"
    return _end(text, f" {CAUSES[kind]}")


def _because(text: str, sheet: FactSheet) -> str | None:
    changed = re.sub(r"\b[Bb]ecause(?: of)?\b", "although", text, count=1)
    return changed if changed != text else None


def _hedge(text: str, sheet: FactSheet) -> str | None:
    changed = re.sub(r",? ?\bprobably\b,?", "", text)
    changed = re.sub(r"; this is likely, not proved", "", changed)
    return changed if changed != text and "likely" not in changed else None


def _negation(text: str, sheet: FactSheet) -> str | None:
    changed = re.sub(r"\b(was|were|is|are)\b", r"\1 not", text, count=1)
    return changed if changed != text else None


def _each(text: str, sheet: FactSheet) -> str | None:
    if " in all" in text:
        return text.replace(" in all", " each", 1)
    return text.replace(" each", " in all", 1) if " each" in text else None


def _for_after(text: str, sheet: FactSheet) -> str | None:
    changed = re.sub(r"\bfor (\d)", r"after \1", text, count=1)
    if changed == text:
        changed = re.sub(r"\bafter (\d)", r"for \1", text, count=1)
    return changed if changed != text else None


OPERATORS: dict[str, Work] = {
    "impact": _tail(", and services suffered"),
    "impact on users": _tail(", which users noticed"),
    "urgency": _tail(" and needs immediate attention"),
    "advice": _tail("; the configuration should be checked"),
    "no advice": _tail(", so no further action is required"),
    "blame": _tail(" due to a mistake of the operator"),
    "vendor": _tail(" because of a known software bug"),
    "history": _tail(", as it had been the day before"),
    "repair": _tail(" after an engineer had repaired it"),
    "person": lambda text, sheet: f"A network engineer reported that {text[0].lower()}{text[1:]}",
    "another cause": _cause,
    "another time": _time,
    "another duration": _span,
    "another count": _count,
    "times exchanged": _swap(TIME),
    "durations exchanged": _swap(SPAN),
    "addresses exchanged": _swap(ADDRESS),
    "another end": _other_end,
    "another family": _family,
    "negation": _negation,
    "although": _because,
    "some": _replace("[Aa]ll", "some"),
    "before": _replace("after", "before"),
    "after": _replace("before", "after"),
    "first and last": _order("first", "last"),
    "last and first": _order("last", "first"),
    "hedge dropped": _hedge,
    "hedge added": _replace("is proved", "is likely"),
    "each or in all": _each,
    "for or after": _for_after,
    "again": _replace("lost", "lost again"),
    "severity": lambda text, sheet: text.replace("WARNING", "ACTION", 1) if "WARNING" in text else None,
    "severity down": lambda text, sheet: text.replace("ACTION", "WARNING", 1) if "ACTION" in text else None,
    "open": _replace("closed", "open"),
    "still down": _replace("was back", "is still down"),
    "unplanned": _replace("was planned", "was unplanned"),
}


def claims(sheet: FactSheet) -> Iterator[str]:
    """Every wording of every sentence that code writes of an incident, advice left out."""
    for sentence in sentences(sheet):
        if sentence.section != "look":
            for wording in sentence.wordings:
                yield render(wording, sheet)


def corrupted(sheet: FactSheet) -> Iterator[tuple[str, str, str]]:
    """Operator, sentence, and the sentence made false."""
    for text in dict.fromkeys(claims(sheet)):
        for name, work in OPERATORS.items():
            changed = work(text, sheet)
            if changed is not None and changed != text:
                yield name, text, changed


def joins(sheet: FactSheet) -> Iterator[str]:
    """True sentences joined two by two."""
    texts = [render(sentence.text, sheet) for sentence in sentences(sheet) if sentence.section in ("happened", "scope")]
    for left, right in pairwise(texts):
        lower = right if re.match(r"[a-z]|WARNING|ACTION|IPv", right) else right[0].lower() + right[1:]
        yield f"{left[:-1]}; {lower}"
        yield f"{left[:-1]}, and {lower}"
