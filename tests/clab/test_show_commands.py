"""Which command lines only read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clab.show_commands import is_known, is_paging, not_read_only

READ = (
    "show version",
    "show ip bgp summary | include 10.0.0",
    "show configuration | display json",
    "show running-config | section router bgp",
    "info from state interface ethernet-1/1 oper-state",
    "display bgp peer",
    "ping 10.0.0.1 count 3",
    "traceroute 2001:db8::1",
    "vtysh -c 'show bgp summary json'",
    'sudo vtysh -c "show ip route" -c "show version"',
)
CHANGE = (
    "",
    "reload",
    "bash reboot",
    "request system reboot",
    "file delete /flash/x",
    "show version\nreload",
    "show version\rreload",
    "show version ; reload",
    "show version && reload",
    "show `reload`",
    "show $(reload)",
    "show version > flash:x",
    "show version | redirect flash:x",
    "show version | tee x",
    "show version | display set | request system halt",
    "vtysh -c 'show version'; reload'",
    "vtysh -c 'show version' -c 'configure terminal'",
    "sh version",
    "set interface counters mtu 9000",
    "terminal length 0",
)


@pytest.mark.parametrize("command", READ)
def test_what_only_reads_passes(command: str) -> None:
    """One command that begins with a verb that reads, piped to filters alone."""
    assert not_read_only(command) == ""


@pytest.mark.parametrize("command", CHANGE)
def test_all_else_says_why_it_does_not(command: str) -> None:
    """Other verbs, more lines, other characters, other pipes."""
    assert not_read_only(command)


@given(st.text(max_size=60))
def test_nothing_that_a_shell_or_a_router_reads_as_two_commands_passes(text: str) -> None:
    """Whatever stands behind a harmless beginning."""
    command = f"show version{text}"
    if not_read_only(command) == "":
        assert not set(command.strip()) & set("\n\r;`$&<>\"'\\")


def test_paging_is_no_command() -> None:
    """What libraries type to set the terminal, and nothing that hides behind it."""
    assert all(map(is_paging, ("terminal length 0", "set cli screen-width 511", "environment more false", "enable")))
    assert not any(
        map(is_paging, ("terminal length 0; reload", "set interface x", "environment x", "exit all\nreload"))
    )


def test_a_platform_knows_its_own_commands() -> None:
    """SR Linux has `info` and no `show ip`, FRR the other way round; VRP displays."""
    assert is_known("info from state interface *", ["nokia_srl"])
    assert not is_known("show ip bgp summary", ["nokia_srl"])
    assert is_known("show ip bgp summary", ["linux"])
    assert not is_known("show counters everything", ["linux"])
    assert not is_known("info", ["cisco_ios"])
    assert is_known("display bgp peer", ["huawei"])
    assert not is_known("show version", ["huawei"])
    assert is_known("show whatever", ["cisco_ios"])
    assert is_known("vtysh -c 'show bgp summary'", ["linux"])
    assert not is_known("vtysh -c 'show bgp summary'", ["cisco_ios"])
