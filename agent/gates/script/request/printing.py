"""How a request wants its rows printed: form, file, and what its tests do to them. Pure."""

from collections.abc import Sequence
from typing import Final

from agent.gates.script.intent import EVENTS, Form, LeafTest
from agent.gates.script.request.conditions import Conditions, inverse
from agent.gates.script.request.draft import Draft
from agent.gates.script.request.shapes import find, says
from agent.gates.script.request.whom import Subjects
from clab.topics import BY_NAME

_FORMS: Final[tuple[Form, ...]] = ("json", "csv", "markdown", "yaml", "html", "table")


def read_printing(draft: Draft, tests: Conditions, about: Subjects) -> None:
    """How it is printed: form, file, and what the tests do."""
    forms = {token.value for token in draft.some("form") if token.value not in ("lines", "other")}
    files = draft.some("file")
    named = [token.value for token in files if not token.value.startswith("auto")]
    auto = [token.value for token in files if token.value.startswith("auto")]
    if draft.files.pattern:
        named = [draft.files.pattern]
    elif draft.files.each and named:
        draft.left += named
    draft.values["json_lines"] = "jsonl" in forms
    forms = {"json" if form == "jsonl" else form for form in forms}
    ending = (named or auto or [""])[0].rpartition(".")[2]
    forms |= {"csv"} if ending == "csv" else {"json"} if ending in ("json", "jsonl") else set()
    forms |= {ending} if ending in ("yaml", "html") else {"yaml"} if ending == "yml" else set()
    if ending == "md" or forms & {"markdown", "html"}:
        forms = (forms - {"table"}) | ({"html"} if "html" in forms else {"markdown"})
    wanted = {each.rpartition(".")[2] for each in auto if "." in each and each != "auto"}
    if len(forms) > 1 or len(set(named)) > 1 or (named and wanted - {ending}):
        draft.left += [token.text for token in (*draft.some("form"), *files)]
    form: Form = next((form for form in _FORMS if form in forms), "lines")
    draft.values |= {"form": form, "form_said": bool(forms) or draft.has("form", "lines")}
    if files:
        endings = {"csv": "csv", "json": "json", "markdown": "md", "yaml": "yaml", "html": "html"}
        draft.values["file"] = named[0] if named else f"auto.{endings.get(form, 'txt')}"
    elif "out" in draft.options.flags:
        draft.values["file"] = "-"
    if draft.files.each:
        ending = {"csv": "csv", "json": "json", "markdown": "md"}.get(
            form, "cfg" if "config" in about.topics else "txt"
        )
        draft.values["file"] = draft.files.called(ending)
    label = next((token.text for token in draft.found if token.type in ("label", "alert") and token.text.isupper()), "")
    answers = draft.has("check", "yes")
    if [token.text for token in draft.some("once") if says(token.text, "answer|reply")] and not (
        answers and len(about.interfaces) == 1 and len(about.nodes) == 1
    ):
        draft.left += [token.text for token in draft.some("once")]
    if draft.has("label") and not tests.tests and tests.counting is None:
        draft.left += [token.text for token in draft.some("label")]
    event = any(test.how in EVENTS for test in tests.tests)
    alert = draft.has("alert") or draft.asked.has("bell")
    mark = (
        draft.has("mark")
        or draft.asked.has("colored")
        or (draft.has("alert") and not event and _alert_beside(draft))
        or _told_beside(draft)
    )
    tally = about.tallied or (draft.has("count") and event and not any(BY_NAME[name].numbers for name in about.topics))
    real = tuple(
        test for test in tests.tests if not (test.how == "changes" and not alert and not mark and not draft.has("when"))
    )
    if tally:
        draft.values["tallied"] = True
        real = tuple(test for test in real if test.how != "changes")
    held = bool(real) or tests.counting is not None
    must = tests.counting is not None and says(draft.text, "MUST|expect|expected")
    draft.values |= {
        "tests": _merged(real),
        "colored": draft.asked.has("colored"),
        "counting": tests.counting,
        "label": label or ("ALERT" if alert and held else ""),
        "marked": mark and held,
        "checked": (draft.has("check") or must) and held and not alert and not mark and not tests.inverted,
        "answered": answers,
    }
    if (
        answers and not draft.sought.prefixes and says(draft.text, "is|are there | any | at least one")
    ):  # one answer for all rows
        draft.left += [token.text for token in draft.some("check") if token.value == "yes"] or ["yes or no"]
    if answers and not (draft.values["checked"] or draft.asked.has("compared") or draft.sought.prefixes):
        draft.left += [token.text for token in draft.some("check") if token.value == "yes"]
    plain = not (held or draft.asked.has("compared", "differing", "saved") or draft.sought.prefixes)
    stated = any(BY_NAME[name].state for name in about.topics)
    if plain and not stated and says(draft.text, "verify|make_sure|ensure|confirm|validate"):  # that what is so?
        draft.left += [token.text for token in draft.some("check")] or ["verify"]
    if draft.has("alert") and not held and not draft.asked.has("until"):
        draft.left += [token.text for token in draft.some("alert") if token.value != "told"]
    if mark and not held:
        draft.left += [token.text for token in draft.some("mark")]
    screen = says(draft.text, "on|to the|my? SCREEN|stdout | print | tell")
    also = says(draft.text, "TOO|both") and bool(draft.values["label"])
    draft.values["told"] = bool(files) and ((bool(draft.values["marked"]) and screen) or also)
    draft.values["anew"] = form in ("markdown", "html", "yaml") and bool(files)
    just = says(draft.text, "'only|just show|print|read|list|display|give|get|report|write")
    if draft.has("only") and not (real or event or just or draft.has("direction")):
        draft.left += [token.text for token in draft.some("only")]


_LISTED: Final = (
    "list|show|print|display|dump|give|get|read|report|collect|fetch first:.. ( ,? and also|then? | ,|.|; also|then? ) please? "
    "tell|say|indicate|point_out|state|note|mention|show|let_me_know|let_us_know|add me|us? which|what|whether|if|those|the_ones"
)
_TESTED: Final = "not|only|down|up|established|full|idle|active|above|over|more_than|less_than|below|under|exceed|that|which|whose|non"


def _told_beside(draft: Draft) -> bool:
    """Whether all is listed, and some of it told apart: `list the neighbors and tell me which are not Full`."""
    found = find(draft.text, _LISTED)
    return found is not None and not draft.has("only") and not says(found["first"], _TESTED)


def read_contrary(draft: Draft, tests: Conditions) -> None:
    """`how many are up, how many are down`: two tests that no value passes together are two counts, not one."""
    levels = [test for test in tests.tests if test.how not in EVENTS]
    if any(inverse(test) in levels for test in levels):
        draft.left.append("two opposite conditions")


def _alert_beside(draft: Draft) -> bool:
    """Whether an alert is asked for beside the values: `cpu every 5s, warn over 80 %`, and not watched for alone."""
    kinds = [token.type for token in draft.found]
    if (
        draft.has("only")
        or draft.has("stream")
        or "interval" not in kinds
        or says(draft.text, "poll|check|watch|monitor|test|verify|track|observe|keep|look")
    ):
        return False
    alert, topic = kinds.index("alert"), kinds.index("topic") if "topic" in kinds else 0
    own_clause = alert > topic and draft.found[alert - 1].ends
    return own_clause or alert > max(kinds.index("interval"), topic)


def _merged(found: Sequence[LeafTest]) -> tuple[LeafTest, ...]:
    return tuple(dict.fromkeys(found))
