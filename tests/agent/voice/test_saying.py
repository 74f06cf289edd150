"""Sentences as a voice says them."""

import pytest

from agent.voice.saying import aloud, clauses, cut, introduced, without_addresses
from agent.voice.understanding import Name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("srl2 is down.", "S R L two is down."),
        ("leaf1 is up.", "leaf one is up."),
        ("AS 65102 is r4.", "A S six five one zero two is R four."),
        ("Lost at 07:47:33 UTC.", "Lost at seven forty-seven and thirty-three seconds."),
        ("srl2:ethernet-1/2 is down.", "S R L two ethernet one slash two is down."),
        ("10.0.12.1 is up.", "ten dot zero dot twelve dot one is up."),
    ],
)
def test_names_and_numbers_are_said_as_people_say_them(text: str, expected: str) -> None:
    """Letters one by one where they make no word, AS numbers digit by digit."""
    assert expected == aloud(text, ["srl2", "leaf1", "r4"])


def test_addresses_behind_a_session_are_not_said() -> None:
    """Nobody wants to hear them who did not ask."""
    assert "The session between r1 and r2 is up." == without_addresses(
        "The session between r1 and r2 (10.0.0.1 – 10.0.0.2) is up."
    )
    assert "The session between r1 and 10.0.0.9 (IPv4) is up." == without_addresses(
        "The session between r1 and 10.0.0.9 (10.0.0.9, IPv4 unicast) is up."
    )
    assert "The session between r1 and r2 (IPv4) is up." == without_addresses(
        "The session between r1 and r2 (eth1 – eth1, IPv4 unicast) is up."
    )
    assert "The session between r1 and r2 (IPv6, EVPN) is up." == without_addresses(
        "The session between r1 and r2 (fd00::1 – fd00::2, IPv6 unicast, EVPN) is up."
    )


def test_names_that_a_sentence_does_not_repeat_are_put_before_it() -> None:
    """Whom it is about."""
    names = (Name("as", "65102", "leaf2"), Name("node", "r4", "r4"), Name("address", "10.0.0.1", "r9"))
    assert "AS 65102 is leaf2, 10.0.0.1 of r9: r4 is up." == introduced("r4 is up.", names)


def test_a_long_sentence_is_begun_before_it_is_made() -> None:
    """At a pause after some words; a short one is left whole."""
    assert ["All five sessions of it are up;", "none of them is down now."] == clauses(
        "All five sessions of it are up; none of them is down now."
    )
    assert ["R two: all of them are back."] == clauses("R two: all of them are back.")


def test_sentences_are_cut_whole() -> None:
    """The first always."""
    assert ["One two three.", "There is more."] == list(cut(["One two three.", "Four.", "Five."], 2))
    assert ["One.", "Two."] == list(cut(["One.", "Two."], 2))
