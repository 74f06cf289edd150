"""The grammar's notation, and that its data files keep to it."""

from agent.detect.cause_catalog import load_rules
from agent.report.claims.grammar import Symbol, grammar, parse_rules


def test_the_notation() -> None:
    """Words, values, rules and fills, each with its slot and how often it may come."""
    (form,) = parse_rules("A: was/were at=<time>? x=B* {pred=lost}\nB: c")["A"]
    assert form == (
        Symbol("word", ("was", "were")),
        Symbol("value", ("time",), "at", "?"),
        Symbol("rule", ("B",), "x", "*"),
        Symbol("fill", ("lost",), "pred"),
    )


def test_every_rule_that_is_named_is_there() -> None:
    """No form speaks of a rule that nobody wrote."""
    forms = grammar().forms
    named = {
        symbol.names[0] for rules in forms.values() for form, _ in rules for symbol in form if symbol.kind == "rule"
    }
    assert set() == named - set(forms)


def test_every_cause_has_words() -> None:
    """Each type that a rule can find can be said as a noun or a clause."""
    fills = {
        symbol.names[0].replace(" ", "_")
        for name in ("CAUSENP", "CAUSECL")
        for form, _ in grammar().forms[name]
        for symbol in form
        if symbol.slot == "cause"
    }
    assert set(load_rules()) <= fills
