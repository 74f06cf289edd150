"""The shapes that outsiders rely on, as JSON Schema (2020-12): printed by `labkeeper schema NAME`, held to by tests."""

from collections.abc import Callable
from typing import Any, get_args

from agent.detect.cause_catalog import load_rules
from agent.models.api import FailureKind, Lane
from agent.report.narrative import TITLES

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
TIME: Schema = {"type": ["string", "null"], "format": "date-time"}
TEXT: Schema = {"type": ["string", "null"]}
NUMBER: Schema = {"type": ["number", "null"]}
SOURCE: Schema = {"enum": ["gnmi", "log", "snapshot", "runtime", "syslog", "session"]}


def thing(**properties: Schema) -> Schema:
    """An object with just these properties, all of them required."""
    return {
        "type": "object",
        "properties": properties,
        "required": sorted(properties),
        "additionalProperties": False,
    }


def maybe(whole: Schema, **properties: Schema) -> Schema:
    """The same object with further properties that may be there."""
    return {**whole, "properties": {**whole["properties"], **properties}}


def many(items: Schema) -> Schema:
    """An array of one shape."""
    return {"type": "array", "items": items}


def evidence() -> Schema:
    """One line of proof."""
    return thing(at=TIME, node={"type": "string"}, source=SOURCE, text={"type": "string", "maxLength": 500})


def incident() -> Schema:
    """One incident."""
    cause = thing(
        type={"enum": [*sorted(load_rules()), "unknown"]},
        certainty={"enum": ["proved", "likely", "unknown"]},
        planned={"type": "boolean"},
        subject=TEXT,
        nodes=many({"type": "string"}),
        evidence=many(evidence()),
    )
    peering = thing(
        a=TEXT,
        b=TEXT,
        address_a=TEXT,
        address_b=TEXT,
        afis=many({"type": "string"}),
        lost_at=TIME,
        restored_at=TIME,
        outage_s=NUMBER,
        losses={"type": "integer", "minimum": 1},
        witnesses=many(evidence()),
    )
    by_hand = thing(at=TIME, why={"type": "string"}, losses={"type": "integer", "minimum": 0})
    whole = thing(
        id={"type": "string"},
        version={"type": "integer", "minimum": 1},
        severity={"enum": ["OK", "WARNING", "ACTION"]},
        status={"enum": ["open", "closed"]},
        started_at=TIME,
        first_loss_at=TIME,
        last_restored_at=TIME,
        reconvergence_s=NUMBER,
        cause=cause,
        nodes=many({"type": "string"}),
        peerings=many(peering),
        timeline=many(thing(at=TIME, node=TEXT, text={"type": "string"}, source=SOURCE)),
    )
    return maybe(whole, closed_by_hand=by_hand)


def incidents() -> Schema:
    """The answer of `analyze --json` and `incidents --json`."""
    state = {"enum": ["ok", "unknown_format", "silent", "failed"]}
    source = thing(
        node={"type": "string"},
        source=SOURCE,
        format=TEXT,
        items={"type": "integer"},
        first_at=TIME,
        last_at=TIME,
        state=state,
        unread={"type": "integer", "minimum": 0},
    )
    return thing(
        schema={"const": 1},
        lab=TEXT,
        window=thing(start=TIME, end=TIME),
        incidents=many(incident()),
        notes=many(thing(at=TIME, node=TEXT, text={"type": "string"}, kind={"type": "string"})),
        gaps=many(gap()),
        sources=many(source),
    )


def gap() -> Schema:
    """A time in which a source could not be seen."""
    text: Schema = {"type": "string"}
    return thing(**{"source": text, "node": text, "from": TIME, "to": TIME, "reason": text})


def narrative() -> Schema:
    """The words of a report: each sentence with its author, and what was found in a model's."""
    text: Schema = {"type": "string"}
    section: Schema = {"enum": list(TITLES)}
    count: Schema = {"type": "integer", "minimum": 0}
    signature = thing(
        model=text,
        engine=text,
        server=text,
        digest=TEXT,
        calls=count,
        prompt_tokens=count,
        answer_tokens=count,
        wait_s={"type": "number"},
        total_s={"type": "number"},
    )
    found = thing(
        monitor=text,
        section=section,
        sentence=text,
        message=text,
        fact=TEXT,
        action={"enum": ["asked again", "replaced"]},
    )
    return thing(
        sentences=many(thing(section=section, text=text, author=text, facts=many(text))),
        findings=many(found),
        facts_checked=count,
        reason=text,
        signature={"anyOf": [signature, {"type": "null"}]},
    )


def report() -> Schema:
    """A report's JSON twin; `message` is what a device sent along, as data."""
    text: Schema = {"type": "string"}
    return thing(
        schema={"const": 1},
        lab=TEXT,
        incident=incident(),
        message=TEXT,
        gaps=many(gap()),
        links=many(thing(a=text, b=text)),
        narrative=narrative(),
        sovereignty=text,
        written_by={"const": "labkeeper"},
    )


def truth() -> Schema:
    """A recording's `truth.json`."""
    peering = thing(
        a=TEXT,
        b=TEXT,
        address_a=TEXT,
        address_b=TEXT,
        afis=many({"type": "string"}),
        lost_at=TIME,
        restored_at=TIME,
        required={"type": "boolean"},
    )
    each = thing(
        cause_any_of=many({"type": "string"}),
        started_at=TIME,
        nodes=many({"type": "string"}),
        first_loss_at=TIME,
        last_restored_at=TIME,
        may_split={"type": "boolean"},
        peerings=many(peering),
    )
    return thing(
        name={"type": "string"},
        window=thing(start=TIME, end=TIME),
        tolerance_s={"type": "number"},
        remark={"type": "string"},
        incidents=many(each),
    )


def config() -> Schema:
    """The configuration file."""
    from agent.config.whole import Config

    return Config.model_json_schema()


def routing() -> Schema:
    """The routing table, `routing.yml`; `route --json` adds `schema` and `file`."""
    from agent.models.routing import Routing

    return Routing.model_json_schema()


def models() -> Schema:
    """The answer of `models --json`."""
    text: Schema = {"type": "string"}
    whole: Schema = {"type": ["integer", "null"]}
    loaded = thing(size={"type": "integer"}, vram={"type": "integer"}, context=whole)
    row = thing(
        model=text,
        tasks=many(text),
        state={"enum": ["missing", "refused: remote", "not pinned yet", "pinned", "refused: changed"]},
        installed={"type": "boolean"},
        digest=TEXT,
        pinned=TEXT,
        size=whole,
        remote={"type": ["boolean", "null"]},
        loaded={"anyOf": [{"type": "null"}, loaded]},
    )
    engine = thing(engine=text, version=text, where=text, cloud={"enum": ["off", "on", "unknown", "none"]})
    return thing(schema={"const": 1}, engine=engine, models=many(row))


def verdict() -> Schema:
    """What a gate says of one file."""
    place: Schema = {"type": "integer", "minimum": 0}
    text: Schema = {"type": "string"}
    severity: Schema = {"enum": ["error", "warning", "note"]}
    finding = thing(rule=text, severity=severity, line=place, column=place, message=text, hint=text)
    stage = thing(
        name=text,
        status={"enum": ["passed", "failed", "could_not_run", "skipped"]},
        version=text,
        seconds={"type": "number", "minimum": 0},
        text=text,
        findings=many(finding),
    )
    decision: Schema = {"enum": ["accepted", "rejected", "could_not_run"]}
    return thing(schema={"const": 1}, verdict=decision, file=text, stages=many(stage))


def text_verdict() -> Schema:
    """What the text check says of a text, sentence by sentence."""
    text: Schema = {"type": "string"}
    verdict: Schema = {"enum": ["supported", "contradicted", "not_read"]}
    span: Schema = {"type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 2, "maxItems": 2}
    finding = thing(check=text, span=span, message=text, fact=TEXT)
    return thing(
        schema={"const": 2},
        verdict=verdict,
        sentences=many(thing(text=text, span=span, verdict=verdict, facts=many(text), findings=many(finding))),
        omissions=many(thing(fact=text, message=text)),
    )


def _window() -> Schema:
    return thing(start=TIME, end=TIME)


def _words() -> dict[str, Schema]:
    """What became of a model's words: findings, and who signs."""
    text: Schema = {"type": "string"}
    found = thing(monitor=text, section=text, sentence=text, message=text, fact=TEXT, action=text)
    return {"findings": many(found), "reason": text, "signature": {"type": ["object", "null"]}}


def digest() -> Schema:
    """The answer of `digest --json`, and a digest's JSON twin."""
    text: Schema = {"type": "string"}
    change = thing(at=TIME, node=TEXT, action=text, target=TEXT, command=text, error=TEXT)
    down = thing(a=TEXT, b=TEXT, address_a=TEXT, address_b=TEXT, since=TIME)
    line = thing(text=text, count={"type": "integer", "minimum": 1}, nodes=many(text))
    return thing(
        schema={"const": 1},
        lab=TEXT,
        window=_window(),
        nodes=thing(heard=many(text), unheard=many(text)),
        incidents=many(incident()),
        changes=many(change),
        notes=many(thing(at=TIME, text=text)),
        still_down=many(down),
        quiet=thing(**{"from": TIME, "to": TIME, "s": NUMBER}),
        lines=many(line),
        sentences=many(thing(section=text, text=text, author=text, facts=many(text))),
        facts_checked={"type": "integer", "minimum": 0},
        **_words(),
    )


def brief() -> Schema:
    """The answer of `brief --json`."""
    text: Schema = {"type": "string"}
    bullet = thing(status={"enum": ["OK", "WARNING", "ACTION"]}, topic=text, text=text, author=text)
    bullets = {**many(bullet), "minItems": 1, "maxItems": 6}
    return thing(schema={"const": 1}, lab=TEXT, at=TIME, since=TIME, bullets=bullets, **_words())


def answer() -> Schema:
    """The answer of `ask --json`."""
    text: Schema = {"type": "string"}
    properties = {
        "kind": text,
        "nodes": many(text),
        "incident": TEXT,
        "from": TIME,
        "to": TIME,
        "addresses": many(text),
        "families": many(text),
        "interface": TEXT,
        "causes": many(text),
        "superlative": {"enum": ["longest", "shortest", "first", "last", None]},
        "chosen_by": text,
    }
    return thing(
        schema={"const": 1},
        question=text,
        at=TIME,
        lookup={"oneOf": [thing(**properties), {"type": "null"}]},
        understood=many(text),
        not_read=many(text),
        known={"type": "boolean"},
        answer=text,
        sentences=many(thing(text=text, author=text)),
        **_words(),
    )


def voice() -> Schema:
    """The answer of `voice --json`: each turn as it was heard, understood and answered."""
    words, text = {"type": "string"}, many({"type": "string"})
    name = thing(kind={"enum": ["node", "address", "as", "interface"]}, value=words, node=TEXT)
    stages = ("endpoint_s", "transcription_s", "look_up_s", "synthesis_s", "first_audio_s")
    outcome = {"enum": ["answered", "asked_back", "not_understood", "dropped"]}
    turn = thing(heard=text, outcome=outcome, question=words, lookup=TEXT, names=many(name), candidates=text,
                 answer=words, spoken=words, cut={"type": "boolean"},
                 seconds=thing(**dict.fromkeys(stages, NUMBER)))  # fmt: skip
    return thing(schema={"const": 1}, turns=many(turn))


def calls() -> Schema:
    """The answer of `calls --json`: one object an attempt, seconds and tokens."""
    text: Schema = {"type": "string"}
    count: Schema = {"type": "integer", "minimum": 0}
    took: Schema = {"type": "number", "minimum": 0}
    call = thing(
        at=TIME,
        task=text,
        subject=text,
        lane={"enum": list(get_args(Lane))},
        model=text,
        outcome={"enum": ["done", "preempted", *get_args(FailureKind)]},
        detail=text,
        attempt=count,
        placement={"enum": ["resident", "lend", ""]},
        engine=text,
        digest=TEXT,
        server=text,
        wait_s=took,
        load_s=took,
        prompt_tokens=count,
        prefill_s=took,
        first_s=NUMBER,
        answer_tokens=count,
        decode_s=took,
        tokens_per_s=NUMBER,
        total_s=took,
        price_s=NUMBER,
        vram_share=NUMBER,
        degraded=text,
    )
    worse: Schema = {"type": "object", "additionalProperties": text}
    return thing(schema={"const": 1}, calls=many(call), degraded=worse)


def drill() -> Schema:
    """A fault drill's score (`drill --json`)."""
    text: Schema = {"type": "string"}
    count: Schema = {"type": "integer", "minimum": 0}
    yes: Schema = {"type": "boolean"}
    figures = dict.fromkeys(
        ("played", "found", "cause_right", "placed", "placeable", "false_incidents", "retracted"), count
    )
    medians = dict.fromkeys(("incident_s_p50", "behind_first_line_s_p50", "time_error_s_max"), NUMBER)
    row = thing(
        name=text,
        target=text,
        status={"enum": ["played", "impossible", "failed", "cut_short"]},
        reason=text,
        found=yes,
        incident=TEXT,
        cause=TEXT,
        certainty=TEXT,
        right=yes,
        line_s=NUMBER,
        incident_s=NUMBER,
        behind_s=NUMBER,
        place=TEXT,
        placed={"type": ["boolean", "null"]},
        error_s=NUMBER,
        why=many(text),
    )
    return thing(
        schema={"const": 1},
        lab=text,
        summary=thing(**figures, **medians),
        faults=many(row),
        false_incidents=many(incident()),
        not_mended=many(text),
        recording=text,
    )


def labs() -> Schema:
    """The answer of `labs --json`: the labs that run here, and what can be watched of each node."""
    text: Schema = {"type": "string"}
    what: Schema = {"enum": ["log", "state", "gnmi"]}
    source = thing(what=what, how=text, where=text)
    lack = thing(what=what, why=text, hint=text)
    node = thing(
        name=text,
        kind=text,
        speaker=TEXT,
        state=text,
        container=text,
        container_id=text,
        image=text,
        address=TEXT,
        sources=many(source),
        lacks=many(lack),
    )
    lab = thing(
        name=text,
        topology=TEXT,
        folder=TEXT,
        links=many(thing(a=text, b=text)),
        nodes=many(node),
        events=thing(containers={"type": "boolean"}, interfaces={"type": "boolean"}, why_not=TEXT),
        remarks=many(text),
    )
    return thing(schema={"const": 1}, labs=many(lab))


def wait() -> Schema:
    """The answer of `wait --json`: every expected session, and what is missing, why."""
    text: Schema = {"type": "string"}
    flag: Schema = {"type": "boolean"}
    why = thing(kind=text, node=TEXT, text=text, quote=TEXT)
    session = thing(
        a=text,
        b=text,
        ends=many(thing(node=text, neighbor=text, vrf=text)),
        expected_by=many({"enum": ["named", "baseline", "startup configuration", "configured"]}),
        up=flag,
        up_for_s=NUMBER,
        missing={"anyOf": [{"type": "null"}, why]},
    )
    return thing(
        schema={"const": 1},
        lab=text,
        stable_s={"type": "number"},
        waited_s={"type": "number"},
        ready=flag,
        found=flag,
        sessions=many(session),
        nodes=many(why),
        left_out=many(thing(a=text, b=text, why=text)),
        waiting_for=many(text),
    )


SCHEMAS: dict[str, Callable[[], Schema]] = {
    "incidents": incidents,
    "incident": incident,
    "report": report,
    "truth": truth,
    "config": config,
    "routing": routing,
    "models": models,
    "verdict": verdict,
    "digest": digest,
    "brief": brief,
    "answer": answer,
    "voice": voice,
    "text-verdict": text_verdict,
    "calls": calls,
    "drill": drill,
    "labs": labs,
    "wait": wait,
}


def schema(name: str) -> Schema:
    """A published shape by its name.

    Raises:
        KeyError: there is none of this name.
    """
    return {"$schema": DIALECT, "title": f"labkeeper {name}", **SCHEMAS[name]()}
