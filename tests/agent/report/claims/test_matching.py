"""Tokens matched with a grammar."""

import time

from agent.report.claims.grammar import Grammar, grammar, parse_rules
from agent.report.claims.matching import Matcher
from agent.report.claims.tokens import Names, tokens

NAMES = Names.of(["r1", "r2"], [], "")


def test_every_way_is_found() -> None:
    """What may be left out, and what may come often."""
    rules = Grammar(parse_rules("S: the? n=N N2*\nN: node=<node>\nN2: and node=<node>"))
    ways = Matcher(tokens("r1 and r2 and r1", NAMES), rules).whole("S")
    assert 1 == len(ways)
    assert ["n", "node", "node"] == [slot for slot, _ in ways[0]]
    assert () == Matcher(tokens("r1 and", NAMES), rules).whole("S")


def test_the_furthest_place_is_known() -> None:
    """Where a sentence stops to be one."""
    rules = Grammar(parse_rules("S: r was lost\nN: <node>"))
    matcher = Matcher(tokens("r was found", NAMES), rules)
    matcher.whole("S")
    assert 2 == matcher.furthest


def test_a_long_sentence_takes_bounded_time() -> None:
    """Ninety words that almost fit, again and again, in well under two seconds."""
    text = "the session between r1 and r2 was lost first at 10:00:00 and " * 8
    begun = time.process_time()
    Matcher(tokens(text, NAMES)[:90], grammar()).whole("SENTENCE")
    assert time.process_time() - begun < 2.0
