"""Secrets are starred wherever they stand in a line, and a long line costs no more than its length."""

import time

import pytest

from collectors.sessions.secrets import STARS, starred


@pytest.mark.parametrize(
    "line",
    [
        "neighbor 10.0.0.2 password 7 Zq81x",
        'export SRL_PASSWORD="Zq81x"',
        "curl https://router/api -u admin:Zq81x",
        "snmpwalk -v2c -c Zq81x r1 system",
        "snmpget -v3 -u op -A Zq81x r1",
        "sshpass -p Zq81x ssh admin@r1",
        "ssh r1; ssh -pw Zq81x r2",
        "tacacs-server host 10.0.0.9 key 7 Zq81x",
        "snmp-server community Zq81x ro",
        "git clone http://me:Zq81x@host/x",
        "gnmic -a r1 get; gnmic -a r2 -u admin -p Zq81x get",
        "--password=Zq81x",
        "message-digest-key 1 md5 7 Zq81x",
        "echo Zq81x | sudo -S true",
    ],
)
def test_a_secret_is_starred(line: str) -> None:
    """None of the ways in which a secret is typed shows it."""
    assert "Zq81x" not in starred(line)
    assert STARS in starred(line)


@pytest.mark.parametrize("run", ["-", " ", "1", "a-", "snmpwalk ", "ssh ", "password ", "curl ", "eyJ-", "1 "])
def test_a_long_line_costs_no_more_than_its_length(run: str) -> None:
    """32,000 characters of whatever are starred in a fraction of a second of work."""
    start = time.thread_time()
    starred(run * (32_000 // len(run)))
    assert time.thread_time() - start < 2.0
