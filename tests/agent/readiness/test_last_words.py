"""A node's last words: the kinds of failure, and lines that are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.readiness.last_words import LastWords, ended, failure, printable


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("line 20: % Unknown command[25]:  neighbor 10.1.1.1 remot-as 65000", "startup_config"),
        ("Error: line 3: Parsing error: Unknown token 'adress'", "startup_config"),
        ("License file /opt/license.txt is not valid for this image", "licence"),
        ("No valid license found, shutting down", "licence"),
        ("Could not access KVM kernel module: No such file or directory", "no_kvm"),
        ("qemu-system-x86_64: failed to initialize kvm: Permission denied", "no_kvm"),
        ("open /dev/kvm: no such file or directory", "no_kvm"),
        ("qemu: cannot set up guest memory 'ram': Cannot allocate memory", "memory"),
        ("exec /sbin/init: exec format error", "image"),
        ('exec: "/nope": executable file not found in $PATH', "image"),
    ],
)
def test_a_failure_is_known_by_its_line(line: str, kind: str) -> None:
    """Among others, and quoted."""
    told = failure(["booting", line, "bye"])
    assert told is not None
    assert (told.kind, told.quote) == (kind, printable(line))


@pytest.mark.parametrize(
    "line",
    [
        "watchfrr[21]: [KWE5Q-QNGFC] all daemons up, doing startup-complete notify",
        "License valid until 2031-01-01",
        "KVM acceleration enabled",
        "line protocol on eth1 is up",
        "Loading startup configuration",
        "MemTotal: 4096 kB",
    ],
)
def test_ordinary_lines_are_no_failure(line: str) -> None:
    """A start that went well says the same words."""
    assert failure([line]) is None


def test_a_refused_line_of_the_configuration_is_named() -> None:
    """By its number."""
    told = failure(["line 31: % Unknown command[17]:  ip adress 10.1.2.1/30"])
    assert told is not None
    assert told.text == "its startup configuration was refused at line 31"


def test_what_the_engine_says_comes_first() -> None:
    """The kernel's killing for memory, then the error of a start."""
    assert ended(["fine"], exit_code=137, killed_for_memory=True, error="").kind == "memory"
    assert ended([], exit_code=127, killed_for_memory=False, error="exec format error").kind == "image"


def test_an_orderly_end_quotes_nothing_and_a_crash_its_last_line() -> None:
    """What was printed last by a container that was stopped is no reason."""
    assert LastWords("ended", "it ended with exit code 0") == ended(
        ["Started watchfrr."], exit_code=0, killed_for_memory=False, error=""
    )
    assert LastWords("ended", "it ended with exit code 3", "Segmentation fault") == ended(
        ["x", "Segmentation fault", ""], exit_code=3, killed_for_memory=False, error=""
    )


@given(st.text(max_size=200))
def test_a_quote_is_printable(line: str) -> None:
    """Whatever a node prints."""
    told = ended([line], exit_code=1, killed_for_memory=False, error="")
    assert all(item.isprintable() for item in told.quote)
